"""HTML and labels of Europass XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.importers.imported import ImportedSection, Item, Said
from cvtex.importers.tree import said
from cvtex.model.node import Node
from cvtex.text.html import read_html
from cvtex.text.richtext import plain
from cvtex.text.web_address import decode_doi, is_doi
from cvtex.text.written_markup import written_markup
from cvtex.value import replace

_TAG: Final = re.compile(r"<[^<>]{0,500}>")
_ITEM: Final = re.compile(r"<li(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"</?(?:p|div|ul|ol|br|h\d)(?:\s[^<>]{0,200})?/?>|</li>", re.IGNORECASE)


def plain_text(text: Said) -> Said:
    """The words of a text, which may be HTML."""
    words = text.text
    if "<" in words or "&" in words:
        words = plain(read_html((_PARAGRAPH.sub(" ", _ITEM.sub(" ", words)),)))
    words = month_of(words.removeprefix("mailto:"))
    return replace(text, text=doi if is_doi(doi := decode_doi(words)) else words)


def month_of(text: str) -> str:
    """XML Schema's `--08` and `---15` -> 08 and 15."""
    return text.lstrip("-") if re.fullmatch(r"--?-?\d\d", text) else text


def html_of(text: Said | None) -> tuple[Said | None, tuple[Said, ...]]:
    """HTML -> a text, and the items of its lists."""
    if text is None:
        return None, ()
    before, *items = _ITEM.split(text.text)
    points: list[Said] = []
    after: list[str] = [before]
    for item in items:
        point, _, rest = item.partition("</li>")
        points += [one for one in [_markup(point, text)] if one]
        after.append(rest)
    return _markup("\n\n".join(one for one in after if _TAG.sub("", one).strip()), text), tuple(points)


def _markup(text: str, said_: Said) -> Said | None:
    parts = [written_markup(read_html((one,))).strip() for one in _PARAGRAPH.split(text)]
    there = "\n\n".join(" ".join(one.split()) for one in parts if one)
    return Said(there, said_.span, is_markup=True) if there else None


def made(kind: str, title: str, node: Node | None, items: Iterable[Item]) -> Iterator[ImportedSection]:
    if node and (found := tuple(one for one in items if one)):
        yield ImportedSection(kind, title, node.span, found)


def label_of(node: Node | None, *keys: str) -> Said | None:
    """The text, or the label beside a code, or the code."""
    return said(node, *keys) or said(node, *keys, "value") or said(node, *keys, "Label") or said(node, *keys, "Code")


def spaced_words(name: str) -> str:
    """`SpokenInteraction` -> spoken interaction"""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
