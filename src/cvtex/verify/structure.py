"""The structure tree of a PDF that this program has tagged -> its blocks in order, with their roles, places and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from cvtex.value import Value

# Roles of what only holds blocks.
_HOLDERS: Final = frozenset({"Document", "L"})
# Of what stands in a line of text, in a block; all else in a block is apart from what is beside it.
_INLINE: Final = frozenset({"Link", "Span"})
_CONTENT: Final = re.compile(rb"/MCID\s+(\d{1,9})\s*>>\s*BDC\b")
_MOST_NODES: Final = 200_000

Place = tuple[int, int]


class Structure(Value):
    """`roles` of what stands in the document or in a list, in order, the `pages` where each begins, and their `texts`.

    `contents` are (page, number) of the marked content in the order of the tree, `on_pages` in that of the pages. `figures`
    are the texts that stand for pictures.
    """

    roles: tuple[str, ...]
    pages: tuple[int, ...]
    texts: tuple[str, ...]
    contents: tuple[Place, ...]
    on_pages: tuple[Place, ...]
    figures: tuple[str, ...] = ()


def read_structure(root: Any, page_numbers: Mapping[int, int], streams: Sequence[bytes], texts: Mapping[Place, str]) -> Structure:
    """`root`: the structure tree's, as pypdf reads it. `page_numbers` (from 1) by the numbers of their objects."""
    roles: list[str] = []
    pages: list[int] = []
    said: list[str] = []
    figures: list[str] = []
    contents: list[Place] = []
    for node, is_inside in _nodes(root):
        role = str(node.get("/S", "")).removeprefix("/")
        if role == "Figure":
            figures.append(str(node.get("/Alt", "")))
        if role and not is_inside and role not in _HOLDERS:
            roles.append(role)
            said.append("")
        elif role and is_inside and role not in _INLINE:
            said[-1] += " "
        elif node.get("/Type") == "/MCR":
            contents.append((page_numbers[node.raw_get("/Pg").idnum], int(node["/MCID"])))
            # What is at first silent begins where the text after it does.
            pages += [contents[-1][0]] * (len(roles) - len(pages))
            if is_inside:
                said[-1] += texts.get(contents[-1], "")
    on_pages = [(number, int(found)) for number, data in enumerate(streams, 1) for found in _CONTENT.findall(data)]
    return Structure(tuple(roles), tuple(pages), tuple(said), tuple(contents), tuple(on_pages), tuple(figures))


def _nodes(root: Any) -> Iterator[tuple[Any, bool]]:
    """Elements and contents in order, each with whether it is in a block."""
    waiting: list[tuple[Any, bool]] = [(root.get("/K"), False)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value, is_inside = waiting.pop()
        node: Any = None if value is None else value.get_object()
        if isinstance(node, list):
            waiting += ((kid, is_inside) for kid in reversed(node))
        elif isinstance(node, dict):
            yield node, is_inside
            if "/S" in node:
                waiting.append((node.get("/K"), is_inside or str(node["/S"]).removeprefix("/") not in _HOLDERS))
