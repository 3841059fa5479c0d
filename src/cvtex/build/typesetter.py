"""Emit > typeset: plan -> blocks -> LaTeX document -> one pass of TeX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from cvtex.build.font_fallback import FontFallback, RunCollector
from cvtex.build.page_count import PageCount
from cvtex.build.results import EmittedDocument, PreparedVariant, TypesetResult
from cvtex.build.short_texts import ShortTexts
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.diagnostics import Sources
from cvtex.emit.blocks import Block
from cvtex.emit.compose import compose
from cvtex.emit.latex.document import LatexWriter
from cvtex.emit.web_links import with_links
from cvtex.emit.writer import Manuscript
from cvtex.model.layout import PageMaking
from cvtex.model.plan import Plan
from cvtex.model.running import RunningLines
from cvtex.read.style import LOOK
from cvtex.typeset.engine import Engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.log import read_log
from cvtex.typeset.measures import incomplete_theme, read_lacking
from cvtex.typeset.problems import JOB_NAME, endless_theme, tex_problems
from cvtex.typeset.run import TexJob
from cvtex.value import Value, replace

TIME_LIMIT = 60.0


class Typesetter(Value):
    """Sets the pages of one variant with one engine. `running`: the lines at the foot and the top of pages."""

    variant: PreparedVariant
    fallback: FontFallback
    blocks: tuple[Block, ...]
    sources: Sources
    engine: Engine
    date: int
    environment: Mapping[str, str]
    texts: ShortTexts
    running: RunningLines
    page_count: PageCount
    formats: FormatStore | None = None
    stopwatch: Stopwatch = UNMEASURED

    def compose(self, plan: Plan) -> tuple[Block, ...]:
        """Plan -> blocks as they are printed."""
        self.stopwatch.enter("emit")
        variant = self.variant
        if plan is variant.plan:
            return self.printable(self.blocks)
        look, owner = variant.appearance.look, variant.appearance.owner
        return self.printable(compose(plan, variant.references, owner, look.design, self.texts.dates))

    def printable(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Add links as the variant demands them, and transliterate characters that no font has."""
        return self.fallback.printable(with_links(blocks, self.variant.appearance.demands.links))

    def write(
        self,
        blocks: tuple[Block, ...],
        pages: PageMaking | None = None,
        *,
        count: int | None = None,
        is_measuring: bool = False,
    ) -> EmittedDocument:
        """Blocks -> LaTeX document.

        `pages`: page breaks, or None to let TeX decide. `count`: the number of all pages, None for the expected one.
        `is_measuring`: for the log only. Raises DocumentFontsError.
        """
        self.stopwatch.enter("emit")
        if self.running.have_total and count is None:
            count = self.page_count.expected(pages)
        runs = RunCollector()
        writer = LatexWriter(self.fallback.writer(self.texts.hyphens, runs), pages=pages, is_measuring=is_measuring)
        manuscript = self.manuscript(blocks, count)
        tex = writer.write(manuscript)
        if not runs:
            return EmittedDocument(blocks, tex, pages=count)
        # Only a document that lacks glyphs is written again, with them.
        fonts = self.fallback.glyphs(runs)
        inline = replace(writer.inline, glyphs=dict(fonts.runs))
        writer = replace(writer, inline=inline, glyphs=fonts.declarations)
        return EmittedDocument(blocks, writer.write(manuscript), fonts.files, count)

    def manuscript(self, blocks: tuple[Block, ...], count: int | None = None) -> Manuscript:
        variant, running = self.variant, self.running if count is None else self.running.with_total(count)
        look, has_side = variant.appearance.look, variant.plan.has_side
        return Manuscript(blocks, variant.appearance.metadata, look, running=running, has_side=has_side)

    def typeset(self, document: EmittedDocument, *meanwhile: Callable[[], None]) -> TypesetResult:
        """Run one TeX pass. Call each of `meanwhile` once while TeX runs."""

        def call() -> None:
            for one in meanwhile:
                one()
            self.stopwatch.enter("typeset")

        self.stopwatch.enter("typeset")
        tex = document.tex
        job = TexJob(tex.tex, self.variant.appearance.files, JOB_NAME, tex.preamble_lines, document.fonts)
        run = run_with_format(
            job,
            self.engine,
            self.formats,
            epoch=self.date,
            time_limit=TIME_LIMIT,
            environment=self.environment,
            meanwhile=call,
        )
        package = self.variant.appearance.look.package
        theme = self.variant.appearance.theme_file
        problems = tex_problems(read_log(run.log), tex.place, self.sources, None if package == LOOK else theme)
        if lacking := read_lacking(run.log):
            # Whatever else is wrong may follow from that.
            problems = (incomplete_theme(lacking, theme),)
        elif run.was_stopped and package != LOOK:
            problems = (*problems, endless_theme(run.reason, theme))
        return TypesetResult(document, run, problems)

    def with_right_count(self, typeset: TypesetResult, pages: PageMaking | None) -> TypesetResult:
        """Run TeX once more if the document prints another number of pages than it has."""
        count = self.page_count.correct(typeset, pages)
        return typeset if count is None else self.typeset(self.write(typeset.document.blocks, pages, count=count))
