"""The printed lines that this program adds to JSON Resume -> sections of what its other keys do not say."""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.importers.coverage import words_of
from cvtex.importers.documents.placing import kind_of_title
from cvtex.importers.imported import ImportedSection, Said
from cvtex.importers.tree import all_said, each, said
from cvtex.locales.months import month_beginnings
from cvtex.model.node import Mapping, Node

# A line is said elsewhere if this share of its words is: it has words of its own, such as "with" or "since".
_ENOUGH: Final = 0.7


def printed_sections(root: Node) -> tuple[tuple[ImportedSection, ...], tuple[Said, ...]]:
    """Sections of lines whose words are not elsewhere; and what a reader sees of them."""
    months = month_beginnings()
    sections: list[ImportedSection] = []
    known: set[str] | None = None
    for node in each(root, "sections"):
        title = said(node, "title")
        lines = [one for inner in each(node, "lines") if (one := said(inner))]
        if not lines or not title:
            # The head of the CV has no title: it is in `basics`.
            continue
        known = _words(root, months) if known is None else known
        new = [one for one in lines if not _is_known(words_of(one.text, months), known)]
        if not new:
            continue
        if len(lines) == 1 and kind_of_title(title.text) == "text":
            sections.append(ImportedSection("text", title, node.span, text=new[0]))
        else:
            sections.append(ImportedSection("list", title, node.span, tuple({"text": one} for one in new)))
    texts = [one for section in sections for one in _texts(section)]
    return tuple(sections), tuple(texts)


def _texts(section: ImportedSection) -> list[Said]:
    found = [section.title, section.text, *(item["text"] for item in section.items)]
    return [one for one in found if isinstance(one, Said)]


def _words(root: Node, months: AbcMapping[str, int]) -> set[str]:
    others = [node for name, node in root.items.items() if name != "sections"] if isinstance(root, Mapping) else []
    return {word for node in others for one in all_said(node) for word in words_of(one.text, months)}


def _is_known(words: list[str], known: set[str]) -> bool:
    return sum(word in known for word in words) >= _ENOUGH * len(words)
