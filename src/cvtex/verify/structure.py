"""The structure tree of a PDF that this program has tagged -> its blocks in order, with their roles, places and texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cvtex.pdf.file import PdfFile
from cvtex.pdf.values import Dictionary, Object, Reference, UnsoundPdfError
from cvtex.text.scripts.ignorable import without_ignorable
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

    `contents` are (page, number) of the marked content in the order of the tree, `on_pages` in that of the pages.
    `figures` are the texts that stand for pictures.
    """

    roles: tuple[str, ...]
    pages: tuple[int, ...]
    texts: tuple[str, ...]
    contents: tuple[Place, ...]
    on_pages: tuple[Place, ...]
    figures: tuple[str, ...] = ()


class _Element(Value):
    """A structure element. `page` is where its own content is; `alternative` stands for a picture, `actual` for its
    content.
    """

    role: str
    page: Object
    kids: Object
    alternative: str = ""
    actual: str = ""


class _Step(Value):
    """A structure element, or, with `content`, a sequence of marked content; both with whether they are in a block.

    `word`: the number of the word from right to left that it is, or is in.
    """

    is_inside: bool
    word: int = 0
    element: _Element | None = None
    content: Place | None = None


def read_structure(
    file: PdfFile,
    root: Dictionary,
    page_numbers: Mapping[Reference, int],
    streams: Sequence[bytes],
    texts: Mapping[Place, str],
) -> Structure:
    """`root`: the structure tree's. `page_numbers` from 1. Raises UnsoundPdfError."""
    roles: list[str] = []
    pages: list[int] = []
    said: list[str] = []
    figures: list[str] = []
    contents: list[Place] = []
    words: dict[int, list[Place]] = {}
    actuals: dict[int, str] = {}
    for step in _steps(file, root, page_numbers):
        if step.content is not None:
            contents.append(step.content)
            if step.word:
                words[step.word].append(step.content)
            # What is at first silent begins where the text after it does.
            pages += [step.content[0]] * (len(roles) - len(pages))
            if step.is_inside and not step.word:
                said[-1] += texts.get(step.content, "")
            continue
        assert step.element is not None
        role = step.element.role
        if step.word:
            words[step.word], actuals[step.word] = [], step.element.actual
            said[-1] += step.element.actual
        if role == "Figure":
            figures.append(step.element.alternative)
        if not step.is_inside and role not in _HOLDERS:
            roles.append(role)
            said.append("")
        elif step.is_inside and role not in _INLINE:
            said[-1] += " "
    on_pages = [(number, int(found)) for number, data in enumerate(streams, 1) for found in _CONTENT.findall(data)]
    for word, places in words.items():
        # Its signs stand from left to right in the stream.
        shown = "".join(texts.get(place, "") for place in places)
        if sorted(_signs(shown)) != sorted(_signs(actuals[word])):
            raise UnsoundPdfError(f"the word '{actuals[word].strip()}' is not what the page shows of it")
    return Structure(tuple(roles), tuple(pages), tuple(said), tuple(contents), tuple(on_pages), tuple(figures))


def _signs(text: str) -> str:
    return without_ignorable("".join(unicodedata.normalize("NFKC", text).split()))


def _steps(file: PdfFile, root: Dictionary, page_numbers: Mapping[Reference, int]) -> Iterator[_Step]:
    """In order. Content that is told by its number alone is on the page that its element names (14.7.4.2)."""
    waiting: list[tuple[Object, Object, bool, int]] = [(root.get("K"), None, False, 0)]
    words = 0
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value, page, is_inside, word = waiting.pop()
        found = _node(file, value)
        if isinstance(found, _Element):
            if found.actual and is_inside:
                words += 1
                word = words
            yield _Step(is_inside, word if found.actual else 0, element=found)
            waiting.append((found.kids, found.page, is_inside or found.role not in _HOLDERS, word))
        elif isinstance(found, list):
            waiting += [(kid, page, is_inside, word) for kid in reversed(found)]
        elif isinstance(found, int):
            yield _Step(is_inside, word, content=(_number_of(page, page_numbers), found))
        elif isinstance(found, dict) and found.get("Type") == "MCR":
            yield _Step(
                is_inside,
                word,
                content=(_number_of(found.get("Pg", page), page_numbers), file.integer(found.get("MCID"))),
            )
    raise UnsoundPdfError("its structure tree has no end")


def _node(file: PdfFile, value: Object) -> Object | _Element:
    """An element, or what else a child may be."""
    known = file.object(value)
    if isinstance(known, dict) and "S" in known:
        return _Element(
            file.name(known["S"]),
            known.get("Pg"),
            known.get("K"),
            file.text(known.get("Alt")),
            file.text(known.get("ActualText")),
        )
    return known


def _number_of(page: Object, page_numbers: Mapping[Reference, int]) -> int:
    if not isinstance(page, Reference) or page not in page_numbers:
        raise UnsoundPdfError("its structure tree names a page that is none")
    return page_numbers[page]
