"""Addresses that stand in a text as they are: of web pages and e-mail, and DOIs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvtex.value import Value

# Signs that cannot be part of an address, or that end it in a text. A backslash before a sign is markup.
_SIGN = r"[!-/:-@\[-`{-~]"
_BODY = rf"(?:[^\s<>\"`\\“”„«»‹›|^]|\\{_SIGN})"
# In the DOIs of old articles: `10.1000/(SICI)1234-5678(19990101)123:4<567::AID-TOAD8>3.0.CO;2-X`.
_IN_ANGLES = r"<[^\s<>]{1,80}>"
_ADDRESS = re.compile(
    rf"(?<![\w@/.:\\-])(?:(?P<web>https?://{_BODY}+)|(?P<www>www\.\w{_BODY}+)"
    rf"|(?P<doi>doi:[ \u00a0]?10\.\d{{4,9}}/(?:{_BODY}|{_IN_ANGLES})+))"
    r"|(?<![\w.+%@/:\\-])(?P<mail>\w[\w.+%-]*@\w[\w-]*(?:\.\w[\w-]*)+)",
    re.IGNORECASE,
)
_HINT = re.compile(r"://|www\.|doi:|@", re.IGNORECASE)
# Punctuation of the sentence, or markup, at the end of an address.
_AFTER = frozenset(".,:;!?*_~'’‘…–—-")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_ESCAPED = re.compile(rf"\\(?={_SIGN})")
_HAS_HOST = re.compile(r"https?://[^/?#\s]*\w|www\.\w|doi:|\w", re.IGNORECASE)


class Address(Value):
    """An address between two places of a text: as shown, and as the target of a link."""

    start: int
    end: int
    shown: str
    target: str


def may_hold_addresses(text: str) -> bool:
    return bool(_HINT.search(text))


def addresses(text: str) -> Iterator[Address]:
    """The addresses in a text, in order. Punctuation at the end belongs to the sentence."""
    if not may_hold_addresses(text):
        return
    for found in _ADDRESS.finditer(text):
        written = _without_punctuation(found[0])
        shown = _ESCAPED.sub("", written)
        if not _HAS_HOST.match(shown):
            continue
        yield Address(found.start(), found.start() + len(written), shown, _target(shown, found.lastgroup or ""))


def _target(shown: str, kind: str) -> str:
    match kind:
        case "www":
            return f"https://{shown}"
        case "doi":
            return f"https://doi.org/{shown[4:].strip()}"
        case "mail":
            return f"mailto:{shown}"
    return shown


def _without_punctuation(address: str) -> str:
    open_ = dict.fromkeys(_BRACKETS.values(), 0)
    end = len(address)
    for place, sign in enumerate(address):
        if sign in open_:
            open_[sign] += 1
        elif opening := _BRACKETS.get(sign):
            if not open_[opening]:
                end = place
                break
            open_[opening] -= 1
    while end and address[end - 1] in _AFTER:
        end -= 1
    return address[:end]
