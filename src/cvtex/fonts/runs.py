"""Values: runs of text that the text fonts lack, and the slots of the made fonts that print them."""

from __future__ import annotations

from typing import Final, Literal, get_args

from cvtex.fonts.face import Kind
from cvtex.value import Value, field

Role = Literal["r", "s", "t"]
"""TeX's generic families: text, headings, code."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)

# Limit of different characters in a document that the text fonts lack; a Chinese book has 3,000.
MOST_SIGNS: Final = 4_000
# Limit of their contextual forms.
MOST_PIECES: Final = 20_000


class DocumentFontsError(Exception):
    """The fonts of a document cannot be made; the message is a clause."""


class RoleFont(Value, frozen=True):
    """The font of a role. `family`: "" for a font of TeX's own. `x_height`: in thousandths of an em."""

    kind: Kind
    family: str
    x_height: int


class Run(Value, frozen=True):
    """Text of one direction, without spaces, that the text fonts lack. `language`: a BCP 47 tag."""

    text: str
    language: str
    is_right_to_left: bool = False
    is_small_caps: bool = False


class Piece(Value):
    """A slot on a page of made fonts; it prints the run's text from `start` to `end`."""

    page: str
    slot: int
    start: int
    end: int


class DocumentFonts(Value):
    """`runs`: the pieces of each run in visual order. `files`: by name, to put beside the document.

    `declarations`: the name of the file that TeX reads first.
    """

    runs: tuple[tuple[Run, tuple[Piece, ...]], ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    declarations: str = ""
