"""str -> Latex: the only place where text becomes TeX. Each function is for one context, and is applied once, at the
leaf.

`Latex` is a type of its own, so that the type checker refuses text that has not come through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NewType

from cvtex.text.unicode import CONTROLS
from cvtex.text.web_address import encoded_url

Latex = NewType("Latex", str)

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
# Pairs that TeX's fonts would melt into another character.
_LIGATURES = re.compile(r"[-–](?=-)|,(?=,)|<(?=<)|>(?=>)|‘(?=‘)|’(?=’)|[!?](?=‘)")
_SPECIAL = re.compile("|".join(re.escape(character) for character in _TEXT))
# The last range is Unicode's private use area: such a code means a glyph of one certain font, and nothing elsewhere. A
# soft hyphen before a blank divides no word.
_INVISIBLE = re.compile(
    rf"\u00ad+(?=\s)|[{CONTROLS}\r\x85\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f\ue000-\uf8ff]"
)


# Most texts have nothing in them that is written otherwise.
_PLAIN = re.compile(r"(?:[A-Za-z0-9 .:;()/=+*@\u00c0-\u017f\u2014\u201c\u201d]++|,(?!,)|[-\u2013](?!-))*+")


def text(string: str) -> Latex:
    """Running text. Characters without a glyph in any font of the engine are found elsewhere (`emit.characters`)."""
    if _PLAIN.fullmatch(string):
        return Latex(string)
    escaped = _SPECIAL.sub(lambda match: _TEXT[match[0]], _INVISIBLE.sub("", string))
    return Latex(_LIGATURES.sub(r"\g<0>{}", escaped))


# What is printed as another sign; see `_TEXT`.
_PRINTED_AS = str.maketrans({"'": "’", "`": "‘", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"})

# Where a line may end within a word is not read; ligatures are read as their letters.
_READ_AS = {
    **dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}")),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}


def extracted_text(string: str) -> str:
    """What a reader of the page gets of a text."""
    return string if _PLAIN.fullmatch(string) else printed_characters(_INVISIBLE.sub("", string).translate(_READ_AS))


def printed_characters(string: str) -> str:
    """The text with the signs that are printed, one for one."""
    return string.translate(_PRINTED_AS)


def is_removed(character: str) -> bool:
    """Whether `text` writes nothing for it. Joiners are kept, since letters are shaped by them."""
    return character not in "\u200c\u200d" and bool(_INVISIBLE.fullmatch(character))


def is_replaced(character: str) -> bool:
    """Whether `text` writes something else for it, or nothing, so that no font needs to have it."""
    return character in _TEXT or bool(_INVISIBLE.fullmatch(character))


# After these a long address may be broken; a hyphen would be misread as a part of it.
_BREAK_AFTER = re.compile(r"([/\-_=?&]+)(?=[^/\-_=?&])")


def breakable_address(string: str) -> str:
    """A web address as it is read, with a place to break, which prints no hyphen, after its punctuation."""
    return _BREAK_AFTER.sub("\\1\N{ZERO WIDTH SPACE}", string)


def url(string: str) -> Latex:
    """The target of a link, without any character that TeX acts on."""
    return Latex(
        encoded_url(string)
        .replace("%", r"\%")
        .replace("#", r"\#")
        .replace("&", r"\&")
        .replace("_", r"\_")
        .replace("~", r"\textasciitilde{}")
    )


def math(tex: str, text: str, gap: str = "") -> Latex:
    """Math that `notation.math` has let pass, and what it says in plain text.

    `gap` makes it a part of a longer formula that goes on after this space of TeX's.
    """
    # PDFium, and so Chrome, shows blanks for the script and Fraktur letters beyond U+FFFF.
    readable = "".join(unicodedata.normalize("NFKC", sign) if sign > "\uffff" else sign for sign in text)
    arguments = (Latex(readable.encode("utf-16-be").hex().upper()), Latex(tex))
    return command("cvmathpart", *arguments, Latex(gap)) if gap else command("cvmath", *arguments)


_PDF_PLAIN = re.compile(r"[A-Za-z0-9 .,:;/+*=@!?'-]*")


def pdf_string(string: str) -> Latex:
    """A PDF string object: as it stands if it is plain ASCII, otherwise UTF-16BE in hexadecimal (ISO 32000-1, 7.9.2)."""
    if _PDF_PLAIN.fullmatch(string):
        return Latex(f"({string})")
    return Latex(f"<FEFF{string.encode('utf-16-be').hex().upper()}>")


def command(name: str, *arguments: Latex) -> Latex:
    return Latex("\\" + name + "".join([f"{{{argument}}}" for argument in arguments]))


def concatenate(parts: Iterable[Latex]) -> Latex:
    return Latex("".join(parts))
