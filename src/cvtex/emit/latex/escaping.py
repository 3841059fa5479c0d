"""str -> Latex: the only place where text becomes TeX. Each function serves one context and is applied once, at a leaf.

`Latex` is a separate type, so the type checker rejects text that was not escaped here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NewType

from cvtex.text.unicode import CONTROLS
from cvtex.text.web_address import encoded_url

Latex = NewType("Latex", str)

ANYWHERE = Latex(r"\cvany{}")
"""A break of last resort."""

_TEXT = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': r"\textquotedbl{}",
    "`": "‘",
    "'": "’",
    "\N{NO-BREAK SPACE}": "~",
    "\N{NARROW NO-BREAK SPACE}": r"\,",
    "\N{THIN SPACE}": r"\,",
    "\N{HAIR SPACE}": r"\,",
    "\N{EN SPACE}": r"\enspace{}",
    "\N{EM SPACE}": r"\quad{}",
    "\N{SOFT HYPHEN}": r"\-",
    "\N{ZERO WIDTH SPACE}": r"\cvbreak{}",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": r"\mbox{-}",
    "\N{MINUS SIGN}": "$-$",
    "\n": " ",
    "\N{LINE SEPARATOR}": " ",
    "\N{PARAGRAPH SEPARATOR}": " ",
    "\t": " ",
}
# Pairs that TeX's fonts would replace by a ligature.
_LIGATURES = re.compile(r"[-–](?=-)|,(?=,)|<(?=<)|>(?=>)|‘(?=‘)|’(?=’)|[!?](?=‘)")
_SPECIAL = re.compile("|".join(re.escape(character) for character in _TEXT))
# The last range is Unicode's private use area, whose characters have a meaning in one font only. A soft hyphen before a
# space divides no word.
_INVISIBLE = re.compile(
    rf"\u00ad+(?=\s)|[{CONTROLS}\r\x85\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f\ue000-\uf8ff]"
)
# Controls, line ends, and halves of characters: bytes of a file's name that are no UTF-8.
_NOT_IN_COMMENTS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


# A fast path: most texts need no escaping.
_PLAIN = re.compile(r"(?>(?:[A-Za-z0-9 .:;()/=+*@\u00c0-\u017f\u2014\u201c\u201d]++|,(?!,)|[-\u2013](?!-))*)")


def text(string: str) -> Latex:
    """Escape running text. `characters` decides which characters the fonts can print."""
    if _PLAIN.fullmatch(string):
        return Latex(string)
    escaped = _SPECIAL.sub(lambda match: _TEXT[match[0]], _INVISIBLE.sub("", string))
    return Latex(_LIGATURES.sub(r"\g<0>{}", escaped))


# Characters that are printed as another one; see `_TEXT`.
_PRINTED_AS = str.maketrans({"'": "’", "`": "‘", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"})

# Break opportunities within a word are not extracted; ligatures are extracted as their letters.
_READ_AS = {
    **dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}")),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}


def extracted_text(string: str) -> str:
    """Return the text that a program extracts from the page."""
    return string if _PLAIN.fullmatch(string) else printed_characters(_INVISIBLE.sub("", string).translate(_READ_AS))


def printed_characters(string: str) -> str:
    """Replace each character by the one that is printed for it."""
    return string.translate(_PRINTED_AS)


def is_removed(character: str) -> bool:
    """Whether `text` drops the character. Joiners do not count: shaping needs them."""
    return character not in "\u200c\u200d" and bool(_INVISIBLE.fullmatch(character))


def is_replaced(character: str) -> bool:
    """Whether `text` replaces or drops the character, so no font needs it."""
    return character in _TEXT or bool(_INVISIBLE.fullmatch(character))


def url(string: str) -> Latex:
    """Escape the target of a link."""
    return Latex(
        encoded_url(string)
        .replace("%", r"\%")
        .replace("#", r"\#")
        .replace("&", r"\&")
        .replace("_", r"\_")
        .replace("~", r"\textasciitilde{}")
    )


def math(tex: str, text: str, gap: str = "") -> Latex:
    """Write math that `text.math` accepted, with its plain text for extraction.

    `gap`: the TeX space after it, or "any", if it is a part of a longer formula.
    """
    # PDFium, and so Chrome, extracts spaces for the script and Fraktur letters beyond U+FFFF.
    readable = "".join(unicodedata.normalize("NFKC", sign) if sign > "\uffff" else sign for sign in text)
    arguments = (Latex(readable.encode("utf-16-be").hex().upper()), Latex(tex))
    if gap == "any":
        return concatenate((command("cvmath", *arguments), ANYWHERE))
    return command("cvmathpart", *arguments, Latex(gap)) if gap else command("cvmath", *arguments)


_PDF_PLAIN = re.compile(r"[A-Za-z0-9 .,:;/+*=@!?'-]*")


def pdf_string(string: str) -> Latex:
    """Write a PDF string object: literal if plain ASCII, else hexadecimal UTF-16BE (ISO 32000-1, 7.9.2)."""
    if _PDF_PLAIN.fullmatch(string):
        return Latex(f"({string})")
    return Latex(f"<FEFF{string.encode('utf-16-be').hex().upper()}>")


def comment(string: str) -> Latex:
    """Write a comment line. Names of files may hold line ends, behind which text would be no comment."""
    return Latex(f"% {_NOT_IN_COMMENTS.sub('?', string)}")


def command(name: str, *arguments: Latex) -> Latex:
    return Latex("\\" + name + "".join([f"{{{argument}}}" for argument in arguments]))


def concatenate(parts: Iterable[Latex]) -> Latex:
    return Latex("".join(parts))
