"""What an entry of JSON Resume says: its texts, dates, points, keywords and links, under any of their names."""

from __future__ import annotations

import re
from typing import Final

from cvtex.importers.imported import Item, Said
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.tree import all_said, each, part, said
from cvtex.model.node import Node, Scalar

# What no reader sees: data of the programs that write JSON Resume.
DATA: Final = frozenset(
    {"id", "_id", "uuid", "image", "picture", "logo", "thumbnail", "icon", "slug", "order", "visible", "hidden"}
)
_FOR_NOW: Final = frozenset({"present", "current", "now", "ongoing", "today"})
_POINT: Final = re.compile(r"(?:^|\n)[ \t]*[-*•–][ \t]+")


def is_seen(path: tuple[str, ...]) -> bool:
    return DATA.isdisjoint(path)


def first_text(node: Node | None, *names: str) -> Said | None:
    """The first text under one of the names; of a list or an object, all its texts."""
    for name in names:
        value = part(node, name)
        if value is not None and not isinstance(value, Scalar):
            if words := joined(", ", *all_said(value, is_seen)):
                return words
        elif text := said(value):
            return text
    return None


def distinct_texts(node: Node, *names: str) -> Said | None:
    """The texts under the names, each once."""
    found: list[Said] = []
    for name in names:
        text = first_text(node, name)
        if text and all(text.text.strip() != one.text.strip() for one in found):
            found.append(text)
    return joined("\n\n", *found)


def when(node: Node) -> Said | None:
    """What a start and an end cannot tell, this program writes as `dates`."""
    if exact := said(node, "dates"):
        return exact
    start, end = said(node, "startDate"), said(node, "endDate")
    if start and end is None and not any(map(str.isdigit, start.text)):
        return start
    is_current = end is None or end.text.strip().casefold() in _FOR_NOW
    if start is None and end and is_current:
        return end
    if start is None and end is None:
        return first_text(node, "date", "releaseDate", "year")
    return dates(start, None if is_current else end, is_current=is_current)


def award_date(node: Node) -> Said | None:
    """The end alone is the date of an award."""
    if said(node, "startDate") is None and said(node, "dates") is None and (end := said(node, "endDate")):
        return end
    return when(node)


def with_points(text: Said | None) -> tuple[Said | None, tuple[Said, ...]]:
    """The lines of a text that start with a dash are points."""
    if text is None or len(_POINT.findall(text.text)) < 2:
        return text, ()
    before, *points = _POINT.split(text.text)
    found = tuple(Said(" ".join(one.split()), text.span) for one in points if one.strip())
    return (Said(before.strip(), text.span) if before.strip() else None), found


def keywords_of(node: Node, name: str = "keywords") -> Said | None:
    return joined(", ", *(one for inner in each(node, name) for one in all_said(inner)))


def with_keywords(text: Said | None, node: Node) -> Said | None:
    """In one paragraph, as projects are printed."""
    is_sentence = text is not None and text.text.rstrip().endswith((".", "!", "?", "。"))
    return joined(" " if is_sentence else ". ", text, keywords_of(node))


def points_of(node: Node, *names: str) -> tuple[Said, ...]:
    return tuple(one for name in names for inner in each(node, name) if (one := said(inner)))


def address_of(node: Node) -> Said | None:
    return first_text(node, "url", "website", "link")


def links_of(node: Node) -> tuple[Item, ...]:
    found = (fields(label=said(one, "label") or said(one, "url"), url=said(one, "url")) for one in each(node, "links"))
    return tuple(one for one in found if "url" in one)
