"""str -> Html: the only place where text becomes HTML. Each function serves one context and is applied once, at a leaf.

`Html` is a separate type, so the type checker rejects text that was not escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NewType

from cvtex.text.unicode import CONTROLS

Html = NewType("Html", str)
NOTHING: Final = Html("")

# What HTML forbids in text, and controls of direction, which would reach beyond their text. A joiner between letters
# stays: Persian and emoji need it.
_FORBIDDEN: Final = re.compile(
    rf"[{CONTROLS}\r\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
    "|[" + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)) + "]"
)
_BLANKS: Final = str.maketrans(dict.fromkeys("\n\t\f\v\x85\u2028\u2029", " "))
# The ampersand first: the others become references with one. Methods of strings are quicker than tables and patterns.
_REFERENCES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"))
# Fast paths: most texts have no sign that is forbidden, and none that is escaped either.
_OTHERS: Final = "\u00a1-\u1fff\u2010-\u2027\u2030-\u205e"
_ALLOWED: Final = re.compile(f"[ -~{_OTHERS}]*+")
_PLAIN: Final = re.compile(f"[ !#-%(-;=?-~{_OTHERS}]*+")
# Elements without an end tag.
_VOID: Final = frozenset({"br", "img", "link", "meta", "wbr"})
_SCHEME: Final = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_DOI: Final = re.compile(r"doi:\s*(?=10\.)", re.IGNORECASE)
_IN_SCRIPT: Final = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def allowed(string: str) -> str:
    """The characters that can stand in HTML; line ends and tabs as blanks."""
    if _ALLOWED.fullmatch(string):
        return string
    return _FORBIDDEN.sub("", string.translate(_BLANKS))


def text(string: str) -> Html:
    """Escape text, for content and for attributes in double quotes."""
    if _PLAIN.fullmatch(string):
        return Html(string)
    return Html(_replaced(allowed(string), _REFERENCES))


def _replaced(string: str, signs: Iterable[tuple[str, str]]) -> str:
    for sign, written in signs:
        string = string.replace(sign, written)
    return string


def element(name: str, /, *content: Html, **attributes: str | None) -> Html:
    """An element with escaped attributes; None omits one. `class_` is `class`, and `_` a hyphen: `aria_label`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    start = f"<{name}{written}>"
    return Html(start if name in _VOID else f"{start}{''.join(content)}</{name}>")


def join(*parts: Html, between: str = "") -> Html:
    """Parts one after the other. `between`: blanks, line ends or places where a line may end."""
    assert between.strip() in ("", "<wbr>")
    return Html(between.join(parts))


def address(url: str) -> str:
    """The target of a link: http, https or mailto; of a `doi:` its address; "" for any other scheme."""
    url = allowed(url).strip()
    if _DOI.match(url):
        return "https://doi.org/" + _DOI.sub("", url, count=1)
    return url if _SCHEME.match(url) else ""


def json_data(json: str) -> Html:
    """JSON in a `script` of data: no text in it can end the element."""
    return Html(f'<script type="application/ld+json">{_replaced(json, _IN_SCRIPT)}</script>')


def own(markup: str) -> Html:
    """The program's own markup, styles and scripts. Never text of an author."""
    return Html(markup)
