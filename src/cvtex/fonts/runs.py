"""Runs of text that the text fonts lack, and the slots of made fonts that print them. Values alone: no font is opened
here.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from cvtex.fonts.face import Kind
from cvtex.value import Value, field

Role = Literal["r", "s", "t"]
"""TeX's generic families: that of the text, that of headings, and the one for code."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)


# Different signs of a document that the text fonts lack; a book in Chinese has 3,000.
MOST_SIGNS: Final = 4_000
# The same with all their forms beside other signs.
MOST_PIECES: Final = 20_000


class UnmadeFontsError(Exception):
    """Why the fonts of a document cannot be made, as a clause: a font file has vanished, or there are too many signs."""


class Hand(Value, frozen=True):
    """The font of a role: its kind, its family if OpenType files of it are looked for, its x-height in thousandths of
    an em.
    """

    kind: Kind
    family: str
    x_height: int


class Run(Value, frozen=True):
    """A text without blanks, all of one direction, that the text fonts lack. `language` is a BCP 47 tag."""

    text: str
    language: str
    is_right_to_left: bool = False
    is_small_caps: bool = False


class Piece(Value):
    """A slot of a page of made fonts, and the part of the run's text, from `start` to `end`, that it prints."""

    page: str
    slot: int
    start: int
    end: int


class DocumentFonts(Value):
    """`runs`: the pieces of each run in the order in which they are printed, from left to right.

    `files`: what TeX finds beside the document, by name; none if there is no run. `declarations`: the one that TeX
    reads first.
    """

    runs: tuple[tuple[Run, tuple[Piece, ...]], ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    declarations: str = ""
