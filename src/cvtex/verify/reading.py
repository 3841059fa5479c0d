"""What a program reads in a PDF: the text of the pages, and the structure tree with its text. Values, and the tree as
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from cvtex.value import Value

# Elements within a line (ISO 32000-1, 14.8.4.4; ISO 32000-2, table 368); all others begin and end one.
INLINE: Final = frozenset(
    {
        "Annot", "BibEntry", "Code", "Em", "Formula", "Link", "NonStruct", "Quote", "RB", "RP", "RT", "Reference", "Ruby", "Span",
        "Strong", "Sub", "WP", "WT", "Warichu",
    }
)  # fmt: skip


class Words(Value):
    """Text of an element as a screen reader gets it; a soft hyphen is still there."""

    text: str


class Branch(Value):
    """An element with all below it. `role` is a standard one where the file maps `own_role` to one.

    `alternative`, `actual` (ActualText) and `expansion` are None where the file does not say them. `addresses` are
    those of its link annotations, `descriptions` what these say of themselves.
    """

    role: str
    own_role: str = ""
    language: str = ""
    alternative: str | None = None
    actual: str | None = None
    expansion: str | None = None
    addresses: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    kids: tuple[Kid, ...] = ()


Kid: TypeAlias = Branch | Words


class FontLetters(Value):
    """How many characters are shown in a font, and how many of them have no Unicode there."""

    name: str
    letters: int
    unmapped: int


class ReadLink(Value):
    """A link annotation; `address` is empty for a place in the document."""

    page: int
    address: str
    is_in_tree: bool


class Loose(Value):
    """Text on a page that is no artifact and in no element. `is_marked` where it has a number that the tree lacks."""

    page: int
    text: str
    is_marked: bool


class Reading(Value):
    """`pages` hold the text of each page that was read, of `page_count`; `tree` is None in a document that is not
    tagged.

    `loose_drawings` are (page, how many) that are no artifacts and in no element; `damage` tells what could not be
    read.
    """

    pages: tuple[str, ...]
    page_count: int
    title: str
    shows_title: bool
    language: str
    tree: Branch | None
    fonts: tuple[FontLetters, ...] = ()
    links: tuple[ReadLink, ...] = ()
    loose: tuple[Loose, ...] = ()
    loose_drawings: tuple[tuple[int, int], ...] = ()
    damage: tuple[str, ...] = ()
    is_cut: bool = False


def branches(tree: Branch) -> Iterator[Branch]:
    """All elements in the order of reading, this one first."""
    waiting: list[Branch] = [tree]
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting += reversed([kid for kid in branch.kids if isinstance(kid, Branch)])


def tree_text(tree: Branch) -> str:
    """All that the tree says, in order: a line for each block, words apart and whole, alternatives in place of what
    they replace.
    """
    lines = "".join(_spoken(tree)).split("\n")
    return "\n".join(line for line in map(squeezed, lines) if line)


def squeezed(text: str) -> str:
    """Without soft hyphens and spaces of no width; one space for blanks of any kind and number."""
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
