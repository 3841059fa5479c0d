"""Codes of countries -> their names, from CLDR."""

from __future__ import annotations


def country_name(code: str, language: str = "en") -> str:
    """`GB` -> `United Kingdom`; "" if there is no such country."""
    from babel import Locale

    return Locale.parse(language, sep="-").territories.get(code, "") if len(code) == 2 and code.isalpha() else ""
