"""The structure tree of a PDF that this program has tagged -> its blocks in order, with their roles, places and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

# Roles of what only holds blocks, and of parts of a block that are apart from the text around them.
_HOLDERS: Final = frozenset({"Document", "L"})
_APART: Final = frozenset({"Lbl", "LBody"})
_CONTENT: Final = re.compile(rb"/MCID\s+(\d{1,9})\s*>>\s*BDC\b")
_MOST_NODES: Final = 200_000

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Structure:
    """`roles` of what stands in the document or in a list, in order, the `pages` where each begins, and their `texts`.

    `contents` are (page, number) of the marked content in the order of the tree, `on_pages` in that of the pages.
    """

    roles: tuple[str, ...]
    pages: tuple[int, ...]
    texts: tuple[str, ...]
    contents: tuple[Place, ...]
    on_pages: tuple[Place, ...]


def read_structure(root: Any, page_numbers: Mapping[int, int], streams: Sequence[bytes], texts: Mapping[Place, str]) -> Structure:
    """`root`: the structure tree's, as pypdf reads it. `page_numbers` (from 1) by the numbers of their objects."""
    roles: list[str] = []
    pages: list[int] = []
    said: list[str] = []
    contents: list[Place] = []
    for role, place in _leaves(root, page_numbers):
        if place is None:
            if role in _APART and said:
                said[-1] += " "
            else:
                roles.append(role)
                said.append("")
            continue
        contents.append(place)
        if not roles:
            continue
        # What is at first silent begins where the text after it does.
        pages += [place[0]] * (len(roles) - len(pages))
        said[-1] += texts.get(place, "")
    on_pages = [(number, int(found)) for number, data in enumerate(streams, 1) for found in _CONTENT.findall(data)]
    return Structure(tuple(roles), tuple(pages), tuple(said), tuple(contents), tuple(on_pages))


def _leaves(root: Any, page_numbers: Mapping[int, int]) -> Iterator[tuple[str, Place | None]]:
    """(role, None) where a block or a part of one begins, ("", place) for each content."""
    # (node, whether it is in a block)
    waiting: list[tuple[Any, bool]] = [(root.get("/K"), False)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value, is_inside = waiting.pop()
        node: Any = None if value is None else value.get_object()
        if isinstance(node, list):
            waiting += ((kid, is_inside) for kid in reversed(node))
        elif not isinstance(node, dict):
            continue
        elif node.get("/Type") == "/MCR":
            page: Any = node
            yield "", (page_numbers[page.raw_get("/Pg").idnum], int(node["/MCID"]))
        elif "/S" in node:
            role = str(node["/S"]).removeprefix("/")
            begins = not is_inside and role not in _HOLDERS
            if begins or role in _APART:
                yield role, None
            waiting.append((node.get("/K"), is_inside or begins))
