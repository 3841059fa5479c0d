"""Emit > typeset: blocks -> one TeX pass; what it gives goes on to `proof`, which makes a PDF of it that keeps every promise."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Thread
from typing import TYPE_CHECKING

from cvtex.diagnostics import Sources, has_errors
from cvtex.emit.blocks import Block, compose
from cvtex.emit.document import TexDocument, write_document
from cvtex.emit.inline import InlineWriter
from cvtex.emit.web_links import with_links
from cvtex.layout import PageMaking
from cvtex.plan import Plan
from cvtex.sheet import Draft, Printed, Sheet, failed
from cvtex.stopwatch import UNMEASURED, Stopwatch
from cvtex.typeset.choose import Choice
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.log import read_log
from cvtex.typeset.problems import JOB_NAME, tex_problems
from cvtex.typeset.run import TexJob, TexRun
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.finish.metadata import Standard

TIME_LIMIT = 60.0


class Press(Value):
    """Emit > typeset, for one variant with one engine. `hyphens`: as `KnownTexts` has them."""

    draft: Draft
    sources: Sources
    choice: Choice
    epoch: int
    environment: Mapping[str, str]
    standard: Standard = "all"
    formats: FormatStore | None = None
    hyphens: dict[str, str] | None = None
    stopwatch: Stopwatch = UNMEASURED

    def print(self, plan: Plan, pages: PageMaking | None = None) -> Printed:
        """The plan as it stands, on the pages that TeX makes or on those that are given."""
        self.stopwatch.enter("emit")
        blocks = self.blocks(plan)
        document, run = self.set(blocks, pages)
        problems = tex_problems(read_log(run.log), document.place, self.sources)
        sheet = Sheet(plan, blocks, document, run, problems)
        if run.pdf is None or has_errors(problems):
            return failed(sheet)
        from cvtex.proof import proved

        return proved(sheet, self.draft, self.standard, self.stopwatch)

    def blocks(self, plan: Plan) -> tuple[Block, ...]:
        """What is printed of the plan."""
        draft = self.draft
        return with_links(compose(plan, draft.references, draft.owner), draft.demands.links)

    def set(
        self, blocks: tuple[Block, ...], pages: PageMaking | None = None, *, measuring: bool = False
    ) -> tuple[TexDocument, TexRun]:
        """One pass of TeX over the blocks. `measuring`: for the log's measures alone."""
        assert self.choice.engine is not None
        self.stopwatch.enter("emit")
        writer = InlineWriter(self.draft.look.language, dict(self.choice.fonts), hyphens=self.hyphens)
        document = write_document(
            blocks, self.draft.look, self.draft.metadata, writer, pages, measuring=measuring
        )
        self.stopwatch.enter("typeset")
        # What comes after TeX is imported while TeX works.
        Thread(target=_prepare_proof, daemon=True).start()
        job = TexJob(document.tex, self.draft.files, JOB_NAME, document.preamble_lines)
        run = run_with_format(
            job, self.choice.engine, self.formats, epoch=self.epoch, time_limit=TIME_LIMIT, environment=self.environment
        )
        return document, run


def _prepare_proof() -> None:
    import cvtex.proof  # noqa: F401
