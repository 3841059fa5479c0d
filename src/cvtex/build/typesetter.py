"""Emit > typeset: blocks -> one TeX pass; what it gives goes on to `proof`, which makes a PDF of it that keeps every
promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from threading import Thread
from typing import TYPE_CHECKING

from cvtex.build.lettering import Lettering
from cvtex.build.results import PreparedVariant, Printed, TypesetResult, failed
from cvtex.build.short_texts import ShortTexts
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import Sources, has_errors
from cvtex.emit.blocks import Block
from cvtex.emit.compose import compose
from cvtex.emit.latex.document import LatexWriter, TexDocument
from cvtex.emit.web_links import with_links
from cvtex.emit.writer import Manuscript
from cvtex.model.layout import PageMaking
from cvtex.model.plan import Plan
from cvtex.typeset.engine import Engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.log import read_log
from cvtex.typeset.problems import JOB_NAME, tex_problems
from cvtex.typeset.run import TexJob, TexRun
from cvtex.value import Value, replace

if TYPE_CHECKING:
    from cvtex.build.promise import Promise
    from cvtex.finish.metadata import Standard

TIME_LIMIT = 60.0


class Typesetter(Value):
    """Emit > typeset, for one variant with one engine. `texts`: results of slow libraries.

    `document`: the key of the document's pages in the `cache`.
    """

    draft: PreparedVariant
    lettering: Lettering
    sources: Sources
    engine: Engine
    epoch: int
    environment: Mapping[str, str]
    texts: ShortTexts
    standard: Standard = "all"
    formats: FormatStore | None = None
    cache: Cache = NO_CACHE
    document: tuple[str, ...] = ()
    stopwatch: Stopwatch = UNMEASURED

    def print(self, plan: Plan, pages: PageMaking | None = None) -> Printed:
        """The plan as it stands, on the pages that TeX makes or on those that are given."""
        self.stopwatch.enter("emit")
        blocks = self.blocks(plan)
        # What comes after TeX is made ready while TeX works.
        ready = _Ready(self, blocks)
        document, run, fonts = self.set(blocks, pages, meanwhile=ready.start)
        problems = tex_problems(read_log(run.log), document.place, self.sources)
        sheet = TypesetResult(plan, blocks, document, run, problems, fonts)
        if run.pdf is None or has_errors(problems):
            return failed(sheet)
        from cvtex.build.promise import proved

        return proved(sheet, self.draft, ready.promise(), self.stopwatch)

    def blocks(self, plan: Plan) -> tuple[Block, ...]:
        """What is printed of the plan."""
        draft = self.draft
        return self.printable(compose(plan, draft.references, draft.appearance.owner, self.texts.dates))

    def printable(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks as they are printed: with links as the variant wants them, and other letters for what no font has."""
        return self.lettering.printable(with_links(blocks, self.draft.appearance.demands.links))

    def set(
        self,
        blocks: tuple[Block, ...],
        pages: PageMaking | None = None,
        *,
        measuring: bool = False,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> tuple[TexDocument, TexRun, Mapping[str, bytes]]:
        """One pass of TeX over the blocks, and the fonts made for it. `measuring`: for the log's measures alone.
        `meanwhile` is called before TeX starts.
        """
        self.stopwatch.enter("emit")
        look, metadata = self.draft.appearance.look, self.draft.appearance.metadata
        asking = self.lettering.writer(self.texts.hyphens)
        fonts = self.lettering.glyphs(blocks, asking, (metadata.foot,))
        writer = replace(asking, glyphs=dict(fonts.runs))
        latex = LatexWriter(writer, fonts.declarations, pages, is_measuring=measuring)
        document = latex.write(Manuscript(blocks, metadata, look))
        self.stopwatch.enter("typeset")
        meanwhile()
        files = self.draft.appearance.files
        job = TexJob(document.tex, files, JOB_NAME, document.preamble_lines, fonts.files)
        run = run_with_format(
            job,
            self.engine,
            self.formats,
            epoch=self.epoch,
            time_limit=TIME_LIMIT,
            environment=self.environment,
        )
        return document, run, fonts.files


class _Ready(Thread):
    """Imports, what the PDF must hold, the pages of before."""

    def __init__(self, press: Typesetter, blocks: tuple[Block, ...]) -> None:
        super().__init__(daemon=True)
        self._press = press
        self._blocks = blocks
        self._found: Promise | None = None
        self._problem: Exception | None = None

    def run(self) -> None:
        from cvtex.build.promise import promise

        try:
            self._found = promise(
                self._blocks, self._press.draft, self._press.standard, self._press.cache, self._press.document
            )
        except Exception as problem:  # noqa: BLE001 - it is raised where the promise is asked for
            self._problem = problem

    def promise(self) -> Promise:
        self.join()
        if self._problem is not None:
            raise self._problem
        assert self._found is not None
        return self._found
