"""The interface of every output format: a manuscript in, a file and its promises out.

Blocks and metadata do not depend on the format. A format is a folder with a `Writer`, and a line in `formats`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from cvtex.diagnostics import Diagnostic, Span
from cvtex.emit.blocks import Block, map_texts
from cvtex.emit.promises import Promises
from cvtex.emit.web_links import with_links
from cvtex.model.bibliography import Entry
from cvtex.model.design import Design, Paper
from cvtex.model.layout import WIDTH, Layout, PrintedLinks
from cvtex.model.page_template import PageTemplate
from cvtex.model.people import Owner
from cvtex.model.picture import Picture
from cvtex.model.plan import Plan
from cvtex.model.profile import Profile
from cvtex.model.reference import References
from cvtex.model.running import RunningLines
from cvtex.model.work import Work
from cvtex.text.readable import with_readable_signs
from cvtex.value import Value, field, replace


class Look(Value):
    """Appearance of the document.

    `package`: the LaTeX package of the look. `font_size` is in bp. `fonts`: the file that declares generated families,
    or "". `design`: everything that a design can say, with a funder's rules applied.
    """

    package: str
    font_size: float
    paper: Paper
    language: str
    layout: Layout = field(default_factory=Layout)
    photo: Picture | None = None
    fonts: str = ""
    design: Design = field(default_factory=Design)


class Metadata(Value):
    """Metadata of the file."""

    title: str
    author: str
    keywords: tuple[str, ...] = ()


class Manuscript(Value, dict=True):
    """The input of a writer.

    `plan`: the origin of the blocks. `profile`: the rules of a funder. `running`: the lines at the foot and the top of
    pages. `has_side`: there is a side column, even if none of these blocks stands in it. For formats without pages:
    `owner`; the printed works in order, `works` as data and `entries` as BibTeX; `references`: the works as printed;
    `width`: the length of lines of plain text; `links`: what the variant wants of them; `date`: of the file, in
    seconds since 1970; `bibtex`: a file of the works that a page offers, b"" for none; `assets`: the name of the folder
    for what a page loads, "" for a page that stands alone; `template`: the look of a page.
    """

    blocks: tuple[Block, ...]
    metadata: Metadata
    look: Look
    plan: Plan | None = None
    profile: Profile | None = None
    running: RunningLines = RunningLines()
    has_side: bool = False
    owner: Owner | None = None
    works: tuple[Work, ...] = ()
    entries: tuple[Entry, ...] = ()
    references: References = References({})
    width: int = WIDTH
    links: PrintedLinks = "allowed"
    date: int = 0
    bibtex: bytes = b""
    assets: str = ""
    template: PageTemplate | None = None

    @cached_property
    def shown(self) -> tuple[Block, ...]:
        """The blocks with links as the variant wants them, for formats with links."""
        return with_links(self.blocks, self.links)

    @cached_property
    def shown_plainly(self) -> tuple[Block, ...]:
        """The blocks for formats without raised signs: 10⁶ is not 106."""
        return tuple(map(_readable, self.shown))

    @cached_property
    def printed_plainly(self) -> tuple[Block, ...]:
        """The same for formats without links: addresses are printed."""
        return tuple(map(_readable, with_links(self.blocks, "none" if self.links == "none" else "printed")))


def _readable(block: Block) -> Block:
    return replace(block, content=map_texts(block.content, with_readable_signs))


class WrittenFile(Value):
    """A file and the problems found in it.

    `places`: source of each line, from line 1; () if lines have no source. `assets`: files that it loads, by name.
    """

    data: bytes
    places: tuple[Span | None, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)

    def place(self, line: int) -> Span | None:
        return self.places[line - 1] if 0 < line <= len(self.places) else None


class Writer(Protocol):
    def write(self, manuscript: Manuscript) -> WrittenFile: ...

    def promises(self, manuscript: Manuscript) -> Promises:
        """Return what the file must contain."""
        ...
