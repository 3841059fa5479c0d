"""Emit > typeset > verify: one variant's plan -> its PDF, within its limit.

The stages from the plan to the finished PDF, and the bounded loop in which a page limit is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cvtex import paper
from cvtex.diagnostics import Diagnostic, Sources, error, has_errors
from cvtex.emit.blocks import Block, compose
from cvtex.emit.document import Look, Metadata, TexDocument, write_document
from cvtex.emit.inline import InlineWriter
from cvtex.emit.promises import outline_titles, printed_links, promised_texts
from cvtex.fit import Measured, Spacing, fit
from cvtex.model.people import Owner
from cvtex.model.variant import Variant
from cvtex.plan import LeftOut, Plan, leave_out
from cvtex.reference import Reference
from cvtex.typeset.choose import Choice
from cvtex.typeset.log import read_log
from cvtex.typeset.measures import read_blocks, read_end, read_forms
from cvtex.typeset.problems import JOB_NAME, tex_problems
from cvtex.typeset.run import TexJob, TexRun, run_tex
from cvtex.verify.pdf import PdfFacts, UnreadablePdfError, read_pdf
from cvtex.verify.rules import Expectation, Phrase, broken_promises

TIME_LIMIT = 60.0
# Heights are exact, so that the first answer holds; what is left is a theme that breaks pages by rules of its own.
MAX_FITS = 4

Status = Literal["ok", "document", "tex", "limit"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Select > cite: what a variant prints, and with which styles."""

    plan: Plan
    variant: Variant
    references: Mapping[str, Reference]
    look: Look
    theme: Mapping[str, bytes]
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Built:
    """The end of a build. `pdf` is there only if every promise is kept."""

    status: Status
    diagnostics: tuple[Diagnostic, ...]
    pdf: bytes | None = None
    document: TexDocument | None = None
    theme: Mapping[str, bytes] | None = None
    log: str = ""
    facts: PdfFacts | None = None
    left_out: tuple[LeftOut, ...] = ()
    last_page_fill: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The outcome of one TeX pass over a plan."""

    plan: Plan
    blocks: tuple[Block, ...]
    document: TexDocument
    run: TexRun
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """Emit > typeset > verify, for one variant with one engine."""

    draft: Draft
    owner: Owner
    sources: Sources
    choice: Choice
    epoch: int
    environment: Mapping[str, str]

    def print(self) -> Built:
        """Everything that the plan holds."""
        return self._verified(self._set(self.draft.plan))

    def print_within(self, pages: int) -> Built:
        """Everything is set once to be measured; then as much of it as the limit allows, until TeX agrees."""
        whole = self._set(self.draft.plan)
        if whole.run.pdf is None:
            return self._verified(whole)
        blocks, spacing, room = _measure(whole)
        line = min((block.height for block in blocks if block.height > 0), default=0)
        for _ in range(MAX_FITS):
            fitted = fit(self.draft.plan, blocks, spacing, room, pages)
            if not fitted.fits:
                return replace(self._built(whole), status="limit", diagnostics=(_too_much(fitted.used, pages, line),))
            gone = frozenset(fitted.left_out)
            chosen = self._set(leave_out(self.draft.plan, gone, f"no room on {pages} pages")) if gone else whole
            built = self._verified(chosen)
            if built.facts is None or built.facts.pages <= pages:
                return built
            room -= line
        hint = "does a local theme break pages by itself?"
        return replace(built, diagnostics=(error(f"{MAX_FITS} attempts did not meet {pages} pages", None, hint),))

    def _set(self, plan: Plan) -> Sheet:
        assert self.choice.engine is not None
        blocks = compose(plan, self.draft.references, self.owner)
        writer = InlineWriter(plan.language, dict(self.choice.fonts))
        document = write_document(blocks, self.draft.look, self.draft.metadata, writer)
        job = TexJob(document.tex, self.draft.theme, jobname=JOB_NAME)
        run = run_tex(job, self.choice.engine, epoch=self.epoch, time_limit=TIME_LIMIT, environment=self.environment)
        return Sheet(plan, blocks, document, run, tex_problems(read_log(run.log), document.place, self.sources))

    def _verified(self, sheet: Sheet) -> Built:
        built = self._built(sheet)
        if sheet.run.pdf is None or has_errors(sheet.problems):
            return _failed(built, sheet)
        try:
            facts = read_pdf(sheet.run.pdf)
        except UnreadablePdfError as problem:
            return replace(built, status="tex", diagnostics=(error(f"TeX wrote no sound PDF: {problem}"),))
        broken = broken_promises(facts, self._expectation(sheet))
        if broken:
            return replace(built, status="limit", facts=facts, diagnostics=(*built.diagnostics, *broken))
        return replace(built, pdf=sheet.run.pdf, facts=facts)

    def _built(self, sheet: Sheet) -> Built:
        return Built(
            "ok",
            sheet.problems,
            document=sheet.document,
            theme=self.draft.theme,
            log=sheet.run.log,
            left_out=sheet.plan.left_out,
            last_page_fill=_fill(sheet.run),
        )

    def _expectation(self, sheet: Sheet) -> Expectation:
        printed = [self.draft.references[key] for key in sheet.plan.publications()]
        return Expectation(
            max_pages=self.draft.variant.pages,
            size=paper.SIZES[self.draft.look.paper],
            title=self.draft.metadata.title,
            author=self.draft.metadata.author,
            language=self.draft.look.language,
            links=printed_links(sheet.blocks),
            outline=outline_titles(sheet.blocks),
            blocks=len(sheet.blocks),
            phrases=tuple(
                Phrase(what, text, reference.span) for what, text, reference in promised_texts(printed)
            ),
        )


def _measure(sheet: Sheet) -> tuple[tuple[Measured, ...], Mapping[str, Spacing], int]:
    """The sheet's blocks and forms as TeX has measured them, and the height of a page's text, in sp."""
    blocks = {block.id: block for block in sheet.blocks}
    end = read_end(sheet.run.log)
    measured = tuple(
        Measured(blocks[found.id].item, found.form, found.height_sp) for found in read_blocks(sheet.run.log)
    )
    spacing = {
        name: Spacing(form.level, form.head_level, form.gap_before, form.gap_after)
        for name, form in read_forms(sheet.run.log).items()
    }
    return measured, spacing, end[1] if end else 0


def _failed(built: Built, sheet: Sheet) -> Built:
    """An error with a place is the document's; one without is TeX's own."""
    if any(problem.is_error and problem.span for problem in sheet.problems):
        return replace(built, status="document")
    reason = sheet.run.reason or "TeX ended without a PDF"
    hint = "--keep-tex keeps the .tex and the log where the PDF would be"
    return replace(built, status="tex", diagnostics=(*built.diagnostics, error(reason, None, hint)))


def _fill(run: TexRun) -> float:
    """How much of the last page is used, from 0 to 1."""
    end = read_end(run.log)
    return end[0] / end[1] if end and end[1] else 0.0


def _too_much(used: tuple[int, ...], pages: int, line: int) -> Diagnostic:
    surplus = sum(used[pages:])
    lines = -(-surplus // line) if line else 0
    return error(
        f"what must be printed needs {len(used)} pages, {lines} lines more than the limit of {pages}",
        None,
        "give fewer items 'priority: must', or a smaller font_size, or a section less",
    )
