"""Parts of items that importers share: dates, joined texts, links."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.importers.imported import Said, Tree
from cvtex.text.written_markup import literal


def fields(**values: Tree | None) -> Mapping[str, Tree]:
    """The fields that have a value."""
    return {name: value for name, value in values.items() if value}


def dates(start: Said | None, end: Said | None, *, is_current: bool = False) -> Said | None:
    """Two dates -> `2012-09 – 2015-12`; without an end, `since 2012-09` if it goes on, else the start alone."""
    if start and end:
        return Said(start.text if start.text == end.text else f"{start.text} – {end.text}", start.span)
    if start:
        return Said(f"{start.text} – present", start.span) if is_current else start
    return Said(f"until {end.text}", end.span) if end else None


def joined(separator: str, *parts: Said | None) -> Said | None:
    """The parts that are there, as one text at the place of the first; as markup if one of them is."""
    there = [one for one in parts if one]
    is_markup = any(one.is_markup for one in there)
    texts = (literal(one.text) if is_markup and not one.is_markup else one.text for one in there)
    return Said(separator.join(texts), there[0].span, is_markup) if there else None
