"""What every format is given to write, and what it gives: the interface of `latex`, `text` and formats to come.

Blocks and metadata know no format. A format is a folder beside these with a `Writer`, and a line in `formats`.
"""

from __future__ import annotations

from typing import Protocol

from cvtex.diagnostics import Diagnostic, Span
from cvtex.emit.blocks import Block
from cvtex.emit.promises import Promises
from cvtex.model.layout import Layout
from cvtex.model.picture import Picture
from cvtex.model.plan import PlannedSection
from cvtex.model.profile import Profile
from cvtex.model.variant import Paper
from cvtex.value import Value, field


class Look(Value):
    """How the document looks. `font_size` is in bp. `fonts`: the file that declares made families to TeX, if there are
    any.
    """

    theme: str
    font_size: float
    paper: Paper
    language: str
    layout: Layout = field(default_factory=Layout)
    photo: Picture | None = None
    fonts: str = ""


class Metadata(Value):
    """What the document says of itself: in the file's metadata, and `foot` in the running foot of each page."""

    title: str
    author: str
    keywords: tuple[str, ...] = ()
    foot: str = ""


class Manuscript(Value):
    """What is to be written. `sections` are those that the blocks come from; `profile` are the rules of a funder."""

    blocks: tuple[Block, ...]
    metadata: Metadata
    look: Look
    sections: tuple[PlannedSection, ...] = ()
    profile: Profile | None = None


class WrittenFile(Value):
    """A file, and what is wrong with it. `places`: for each of its lines (from 1) where it comes from; () if it has no
    lines.
    """

    data: bytes
    places: tuple[Span | None, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def place(self, line: int) -> Span | None:
        return self.places[line - 1] if 0 < line <= len(self.places) else None


class Writer(Protocol):
    def write(self, manuscript: Manuscript) -> WrittenFile: ...

    def promises(self, manuscript: Manuscript) -> Promises:
        """What must be found in the file."""
        ...
