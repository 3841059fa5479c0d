"""Emit > typeset > finish > verify: blocks -> one TeX pass -> a PDF that keeps every promise, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cvtex import paper
from cvtex.demands import Demands
from cvtex.diagnostics import Diagnostic, Sources, error, has_errors
from cvtex.emit.blocks import Block, compose
from cvtex.emit.document import Look, Metadata, TexDocument, write_document
from cvtex.emit.inline import InlineWriter
from cvtex.emit.promises import outline_titles, printed_links, printed_texts
from cvtex.emit.structure import elements_of
from cvtex.emit.web_links import with_links
from cvtex.finish.document import UnfinishedPdfError, finish
from cvtex.finish.metadata import Standard
from cvtex.layout import PageMaking
from cvtex.model.people import Owner
from cvtex.model.profile import Profile
from cvtex.model.variant import Variant
from cvtex.plan import Plan
from cvtex.reference import References
from cvtex.structure import Element
from cvtex.typeset.choose import Choice
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.log import read_log
from cvtex.typeset.problems import JOB_NAME, tex_problems
from cvtex.typeset.run import TexJob, TexRun
from cvtex.verify.pdf import PdfFacts, UnreadablePdfError, read_pdf
from cvtex.verify.rules import Expectation, Phrase, broken_promises

TIME_LIMIT = 60.0

Status = Literal["ok", "document", "tex", "limit"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Select > cite: what a variant may print, and by which rules."""

    plan: Plan
    variant: Variant
    profile: Profile | None
    demands: Demands
    owner: Owner
    references: References
    look: Look
    theme: Mapping[str, bytes]
    metadata: Metadata

    @property
    def files(self) -> Mapping[str, bytes]:
        """What TeX finds beside the document, by name: the theme and the photograph."""
        photo = self.look.photo
        return {**self.theme, photo.file: photo.data} if photo else self.theme


@dataclass(frozen=True, slots=True)
class Sheet:
    """The outcome of one TeX pass over a plan."""

    plan: Plan
    blocks: tuple[Block, ...]
    document: TexDocument
    run: TexRun
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that was verified. `pdf` is there only if every promise is kept."""

    status: Status
    sheet: Sheet
    diagnostics: tuple[Diagnostic, ...]
    pdf: bytes | None = None
    facts: PdfFacts | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Emit > typeset > verify, for one variant with one engine."""

    draft: Draft
    sources: Sources
    choice: Choice
    epoch: int
    environment: Mapping[str, str]
    standard: Standard = "all"
    formats: FormatStore | None = None

    def print(self, plan: Plan, pages: PageMaking | None = None) -> Printed:
        """The plan as it stands, on the pages that TeX makes or on those that are given."""
        blocks = self.blocks(plan)
        document, run = self.set(blocks, pages)
        problems = tex_problems(read_log(run.log), document.place, self.sources)
        return self._verified(Sheet(plan, blocks, document, run, problems))

    def blocks(self, plan: Plan) -> tuple[Block, ...]:
        """What is printed of the plan."""
        draft = self.draft
        return with_links(compose(plan, draft.references, draft.owner), draft.demands.links)

    def set(
        self, blocks: tuple[Block, ...], pages: PageMaking | None = None, *, measuring: bool = False
    ) -> tuple[TexDocument, TexRun]:
        """One pass of TeX over the blocks. `measuring`: for the log's measures alone."""
        assert self.choice.engine is not None
        writer = InlineWriter(self.draft.look.language, dict(self.choice.fonts))
        document = write_document(
            blocks, self.draft.look, self.draft.metadata, writer, pages, measuring=measuring
        )
        job = TexJob(document.tex, self.draft.files, JOB_NAME, document.preamble_lines)
        run = run_with_format(
            job, self.choice.engine, self.formats, epoch=self.epoch, time_limit=TIME_LIMIT, environment=self.environment
        )
        return document, run

    def _verified(self, sheet: Sheet) -> Printed:
        if sheet.run.pdf is None or has_errors(sheet.problems):
            return failed(sheet)
        elements = tuple(elements_of(sheet.blocks))
        try:
            pdf = finish(sheet.run.pdf, elements, self.draft.look.language, self.standard)
            facts = read_pdf(pdf)
        except (UnreadablePdfError, UnfinishedPdfError) as problem:
            return Printed("tex", sheet, (error(f"TeX wrote no sound PDF: {problem}"),))
        found = (*sheet.problems, *broken_promises(facts, self.expectation(sheet, elements)))
        if has_errors(found):
            return Printed("limit", sheet, found, facts=facts)
        return Printed("ok", sheet, found, pdf, facts)

    def expectation(self, sheet: Sheet, elements: tuple[Element, ...]) -> Expectation:
        """What the PDF of this sheet must hold."""
        return Expectation(
            max_pages=self.draft.demands.pages,
            size=paper.SIZES[self.draft.look.paper],
            title=self.draft.metadata.title,
            author=self.draft.metadata.author,
            language=self.draft.look.language,
            links=printed_links(sheet.blocks),
            outline=outline_titles(sheet.blocks),
            structure=tuple(element.role for element in elements),
            is_tagged=self.standard != "none",
            is_for_press=self.draft.demands.layout.for_press,
            phrases=tuple(Phrase(block.id - 1, text, block.span) for block, text in printed_texts(sheet.blocks)),
            figures=tuple(part.text for element in elements for part in element.parts if part.role == "Figure"),
        )


def failed(sheet: Sheet) -> Printed:
    """An error with a place is the document's; one without is TeX's own."""
    if any(problem.is_error and problem.span for problem in sheet.problems):
        return Printed("document", sheet, sheet.problems)
    reason = sheet.run.reason or "TeX ended without a PDF"
    hint = "--keep-tex keeps the .tex and the log where the PDF would be"
    return Printed("tex", sheet, (*sheet.problems, error(reason, None, hint)))
