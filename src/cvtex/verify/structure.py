"""The structure tree of a PDF that this program has tagged -> its blocks in order, with their roles, places and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cvtex.pdf_file.reading import PdfFile
from cvtex.pdf_file.values import Dictionary, Object, Reference, UnsoundPdfError
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


class _Step(Value):
    """A structure element, or, with `content`, a sequence of marked content; both with whether they are in a block."""

    is_inside: bool
    element: Dictionary | None = None
    content: Place | None = None


def read_structure(
    file: PdfFile, root: Dictionary, page_numbers: Mapping[Reference, int], streams: Sequence[bytes], texts: Mapping[Place, str]
) -> Structure:
    """`root`: the structure tree's. `page_numbers` from 1. Raises UnsoundPdfError."""
    roles: list[str] = []
    pages: list[int] = []
    said: list[str] = []
    figures: list[str] = []
    contents: list[Place] = []
    for step in _steps(file, root, page_numbers):
        if step.content is not None:
            contents.append(step.content)
            # What is at first silent begins where the text after it does.
            pages += [step.content[0]] * (len(roles) - len(pages))
            if step.is_inside:
                said[-1] += texts.get(step.content, "")
            continue
        assert step.element is not None
        role = file.name(step.element.get("S"))
        if role == "Figure":
            figures.append(file.text(step.element.get("Alt")))
        if not step.is_inside and role not in _HOLDERS:
            roles.append(role)
            said.append("")
        elif step.is_inside and role not in _INLINE:
            said[-1] += " "
    on_pages = [(number, int(found)) for number, data in enumerate(streams, 1) for found in _CONTENT.findall(data)]
    return Structure(tuple(roles), tuple(pages), tuple(said), tuple(contents), tuple(on_pages), tuple(figures))


def _steps(file: PdfFile, root: Dictionary, page_numbers: Mapping[Reference, int]) -> Iterator[_Step]:
    """In order. Content that is told by its number alone is on the page that its element names (14.7.4.2)."""
    waiting: list[tuple[Object, Object, bool]] = [(root.get("K"), None, False)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value, page, is_inside = waiting.pop()
        found = file.object(value)
        if isinstance(found, list):
            waiting += ((kid, page, is_inside) for kid in reversed(found))
        elif isinstance(found, int):
            yield _Step(is_inside, content=(_number_of(page, page_numbers), found))
        elif isinstance(found, dict) and found.get("Type") == "MCR":
            yield _Step(is_inside, content=(_number_of(found.get("Pg", page), page_numbers), file.integer(found.get("MCID"))))
        elif isinstance(found, dict) and "S" in found:
            yield _Step(is_inside, element=found)
            waiting.append((found.get("K"), found.get("Pg"), is_inside or file.name(found["S"]) not in _HOLDERS))
    raise UnsoundPdfError("its structure tree has no end")


def _number_of(page: Object, page_numbers: Mapping[Reference, int]) -> int:
    if not isinstance(page, Reference) or page not in page_numbers:
        raise UnsoundPdfError("its structure tree names a page that is none")
    return page_numbers[page]
