"""Codes of countries and languages -> their names, from CLDR."""

from __future__ import annotations


def country_name(code: str, language: str = "en") -> str:
    """`GB` -> `United Kingdom`; "" if there is no such country."""
    from babel import Locale

    return Locale.parse(language, sep="-").territories.get(code, "") if len(code) == 2 and code.isalpha() else ""


def language_name(code: str, language: str = "en") -> str:
    """`deu`, `ger`, `de` -> `German`; "" if there is no such language."""
    from babel import Locale
    from babel.core import get_global

    short = get_global("language_aliases").get(code.lower(), code.lower())
    return Locale.parse(language, sep="-").languages.get(short, "") if code.isascii() and code.isalpha() else ""
