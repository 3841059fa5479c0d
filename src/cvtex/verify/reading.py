"""The reading of a PDF: the text that programs get from its pages and structure tree, as values and as lines.

In lines, invisible characters are shown by their code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import printable
from cvtex.pdf.facts import ElementFacts, Link
from cvtex.value import Value

# Inline elements (ISO 32000-1, 14.8.4.4; ISO 32000-2, table 368); all others begin and end a line.
INLINE: Final = frozenset(
    {
        "Annot", "BibEntry", "Code", "Em", "Formula", "Link", "NonStruct", "Quote", "RB", "RP", "RT", "Reference",
        "Ruby", "Span", "Strong", "Sub", "WP", "WT", "Warichu",
    }
)  # fmt: skip


class Words(Value):
    """Text of an element, including soft hyphens."""

    text: str


class Branch(ElementFacts):
    """A structure element with its text. `addresses`, `descriptions`: of its links."""

    addresses: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    kids: tuple[Branch | Words, ...] = ()


class FontLetters(Value):
    """`letters`: number of characters shown in the font. `unmapped`: of those without Unicode."""

    name: str
    letters: int
    unmapped: int


class UntaggedText(Value):
    """Text that is neither in an element nor an artifact. `is_marked`: it has an MCID that the tree lacks."""

    page: int
    text: str
    is_marked: bool


class Reading(Value):
    """`pages`: the text of each page that was read, of `page_count`. `tree`: None if the file is not tagged.

    `linked`: object numbers of the annotations in the tree. `untagged_drawings`: (page, number of drawings) that are
    neither in an element nor artifacts. `damage`: messages about unreadable parts.
    """

    pages: tuple[str, ...]
    page_count: int
    title: str
    shows_title: bool
    language: str
    tree: Branch | None
    fonts: tuple[FontLetters, ...] = ()
    links: tuple[Link, ...] = ()
    linked: frozenset[int] = frozenset()
    untagged: tuple[UntaggedText, ...] = ()
    untagged_drawings: tuple[tuple[int, int], ...] = ()
    damage: tuple[str, ...] = ()
    is_cut: bool = False


def branches(tree: Branch) -> Iterator[Branch]:
    """All elements in reading order, this one first."""
    waiting: list[Branch] = [tree]
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting += reversed([kid for kid in branch.kids if isinstance(kid, Branch)])


def tree_text(tree: Branch) -> str:
    """The text of the tree, one line per block, with alternative texts in place of what they replace."""
    lines = "".join(_spoken(tree)).split("\n")
    return "\n".join(line for line in map(squeezed, lines) if line)


def squeezed(text: str) -> str:
    """Remove soft hyphens and zero-width spaces; collapse white space."""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def _spoken(branch: Branch) -> Iterator[str]:
    end = "" if branch.role in INLINE else " " if branch.role == "Lbl" else "\n"
    yield "" if branch.role == "LBody" else end
    replacement = branch.alternative if branch.actual is None else branch.actual
    if replacement is not None:
        yield re.sub(r"\s+", " ", replacement)
    else:
        for kid in branch.kids:
            if isinstance(kid, Words):
                yield kid.text
            else:
                yield from _spoken(kid)
    yield end


def reading_lines(reading: Reading) -> Iterator[str]:
    for number, text in enumerate(reading.pages, 1):
        yield f"-- page {number}"
        yield from map(printable, text.split("\n") if text else ())
    yield "-- structure"
    if reading.tree is None:
        yield "not tagged: there is no structure tree"
    else:
        yield from tree_lines(reading.tree, reading.language)


def tree_lines(tree: Branch, language: str = "") -> Iterator[str]:
    """One indented line per element. `language`: of the document; elements show theirs if it differs."""
    return map(printable, _lines(tree, language, 0))


def _lines(branch: Branch, language: str, depth: int) -> Iterator[str]:
    indent = "  " * depth
    kids = [kid for kid in branch.kids if isinstance(kid, Branch) or squeezed(kid.text)]
    head = indent + " ".join([branch.role, *_properties(branch, language)])
    if len(kids) == 1 and isinstance(kids[0], Words):
        yield f"{head}: {squeezed(kids[0].text)}"
        return
    yield head
    for kid in kids:
        if isinstance(kid, Branch):
            yield from _lines(kid, branch.language or language, depth + 1)
        else:
            yield f"{indent}  : {squeezed(kid.text)}"


def _properties(branch: Branch, language: str) -> Iterator[str]:
    if branch.own_role:
        yield f"({branch.own_role})"
    if branch.language and branch.language != language:
        yield f"[language {branch.language}]"
    for name, value in (
        ("read as", branch.actual),
        ("alternative", branch.alternative),
        ("expansion", branch.expansion),
    ):
        if value is not None:
            yield f'[{name} "{squeezed(value)}"]'
    for address in branch.addresses:
        yield f"<{squeezed(address)}>"
