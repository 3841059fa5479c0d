"""read > check > select > cite > emit > typeset > verify

The stages in order. This module alone knows more than one of them; it holds no rule of its own but the order, and the
bounded loop in which a page limit is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from cvtex import paper
from cvtex.bibliography import HELPER_TYPES, Bibliography
from cvtex.check.citations import check_citations
from cvtex.check.cv import check_cv
from cvtex.cite.dialect import normalise
from cvtex.cite.references import Reference, cite
from cvtex.cite.style import ReferenceStyle
from cvtex.diagnostics import Checked, Diagnostic, Sources, Span, error, has_errors, in_order
from cvtex.emit.blocks import Block, compose
from cvtex.emit.characters import foreign_characters
from cvtex.emit.document import Look, Metadata, TexDocument, write_document
from cvtex.emit.hyphenation import hyphenator
from cvtex.emit.inline import InlineWriter
from cvtex.emit.promises import outline_titles, printed_links, printed_names_and_titles
from cvtex.fit import Measured, Spacing, fit
from cvtex.model.cv import Cv, FileName
from cvtex.model.variant import Variant
from cvtex.plan import LeftOut, Plan, leave_out
from cvtex.read.sources import read_bibliographies, read_cv_source
from cvtex.read.style import read_reference_style, read_theme, style_folders
from cvtex.select.selection import select
from cvtex.tex_problems import JOB_NAME, missing_character, tex_problems
from cvtex.typeset.choose import Choice, Wanted, choose_engine
from cvtex.typeset.log import read_log
from cvtex.typeset.measures import read_blocks, read_end, read_forms
from cvtex.typeset.run import TexJob, TexRun, run_tex
from cvtex.verify.pdf import PdfFacts, UnreadablePdfError, read_pdf
from cvtex.verify.rules import Expectation, Phrase, broken_promises
from cvtex.words import words_of

TIME_LIMIT = 60.0
# Heights are exact, so that the first answer holds; what is left is a theme that breaks pages by rules of its own.
MAX_FITS = 4

Status = Literal["ok", "document", "tex", "limit"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A CV with its bibliography, read and checked. `cv` is None if there is nothing to build from."""

    cv: Cv | None
    bibliography: Bibliography
    folder: Path
    sources: Sources
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        return self.cv is not None and not has_errors(self.diagnostics)


def load(path: Path) -> Loaded:
    """Read > check: the path of a cv.yaml -> its CV and entries in one dialect, and every problem of either."""
    source = read_cv_source(path)
    diagnostics = list(source.diagnostics)
    folder = path.parent
    empty = Loaded(None, Bibliography(), folder, Sources(source.value.texts), tuple(diagnostics))
    if source.value.node is None:
        return empty
    checked = check_cv(source.value.node)
    diagnostics += checked.diagnostics
    cv = checked.value
    if cv is None:
        return replace(empty, diagnostics=in_order(diagnostics))
    read = read_bibliographies(folder, cv.bibliography)
    normal = normalise(read.value.bibliography)
    diagnostics += (*read.diagnostics, *normal.diagnostics, *check_citations(cv, normal.value))
    sources = Sources({**source.value.texts, **read.value.texts})
    return Loaded(cv, normal.value, folder, sources, in_order(diagnostics))


def types_of(bibliographies: tuple[Path, ...]) -> Checked[frozenset[str]]:
    """Read > check: the types of the works in some .bib files."""
    names = [FileName(path=path.as_posix(), span=Span(path.as_posix())) for path in bibliographies]
    read = read_bibliographies(Path(), names)
    normal = normalise(read.value.bibliography)
    types = frozenset(entry.type for entry in normal.value.entries) - HELPER_TYPES
    return Checked(types, read.diagnostics)


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


def draft(loaded: Loaded, name: str) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """Everything about a variant that needs no TeX."""
    cv = loaded.cv
    assert cv is not None
    variant = cv.variants[name]
    folders = style_folders(loaded.folder)
    theme_name = variant.theme or cv.theme
    theme = read_theme(theme_name, folders)
    style = read_reference_style(variant.references or cv.references, folders)
    diagnostics = [*theme.diagnostics, *style.diagnostics]
    if style.value is None or has_errors(diagnostics):
        return None, tuple(diagnostics)
    plan = select(cv, name, variant, loaded.bibliography.entries)
    references = _references(plan, loaded.bibliography, style.value(words_of(plan.language)), cv)
    diagnostics += references[1]
    title = str(variant.title) if variant.title else f"{cv.owner.name} – {words_of(plan.language).curriculum_vitae}"
    look = Look(theme_name, variant.font_size or cv.font_size, variant.paper or cv.paper, plan.language)
    metadata = Metadata(title, str(cv.owner.name), cv.keywords)
    return Draft(plan, variant, references[0], look, theme.value, metadata), tuple(diagnostics)


def _references(
    plan: Plan, bibliography: Bibliography, style: ReferenceStyle, cv: Cv
) -> tuple[Mapping[str, Reference], tuple[Diagnostic, ...]]:
    entries = bibliography.by_key()
    cited = cite([entries[key] for key in plan.publications()], style, cv.owner.names)
    return cited.value, cited.diagnostics


def build(loaded: Loaded, name: str, wanted: Wanted, epoch: int | None, environment: Mapping[str, str]) -> Built:
    """A variant -> its PDF, verified. `epoch`: seconds since 1970, or None for the CV's own date."""
    made, diagnostics = draft(loaded, name)
    if made is None or has_errors(diagnostics):
        return Built("document", diagnostics)
    assert loaded.cv is not None
    blocks = compose(made.plan, made.references, loaded.cv.owner)
    foreign = foreign_characters(blocks)
    choice = choose_engine(wanted, "".join(foreign), environment)
    problems = _engine_problems(choice, foreign, loaded.sources)
    if problems:
        status: Status = "document" if choice.lacking else "tex"
        return Built(status, (*diagnostics, *problems))
    press = Press(loaded, made, choice, _epoch(epoch, loaded.cv), environment)
    built = press.print_within(made.variant.pages) if made.variant.pages else press.print()
    return replace(built, diagnostics=(*diagnostics, *built.diagnostics))


def _epoch(epoch: int | None, cv: Cv) -> int:
    if epoch is not None:
        return epoch
    return paper.epoch_of(cv.date) if cv.date else 0


def _engine_problems(choice: Choice, foreign: Mapping[str, Span], sources: Sources) -> tuple[Diagnostic, ...]:
    lacking = tuple(missing_character(character, foreign[character], sources) for character in choice.lacking)
    if choice.engine is None:
        return (*lacking, *(error(f"{m.name}: {m.reason}", None, m.remedy) for m in choice.missing))
    return lacking


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

    loaded: Loaded
    draft: Draft
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
                return replace(_built(whole), status="limit", diagnostics=(_too_much(fitted.used, pages, line),))
            gone = frozenset(fitted.left_out)
            chosen = self._set(leave_out(self.draft.plan, gone, f"no room on {pages} pages")) if gone else whole
            built = self._verified(chosen)
            if built.facts is None or built.facts.pages <= pages:
                return built
            room -= line
        hint = "does a local theme break pages by itself?"
        return replace(built, diagnostics=(error(f"{MAX_FITS} attempts did not meet {pages} pages", None, hint),))

    def _set(self, plan: Plan) -> Sheet:
        assert self.loaded.cv is not None
        assert self.choice.engine is not None
        blocks = compose(plan, self.draft.references, self.loaded.cv.owner)
        writer = InlineWriter(hyphenator(plan.language), dict(self.choice.fonts))
        document = write_document(blocks, self.draft.look, self.draft.metadata, writer)
        job = TexJob(document.tex, self.draft.theme, jobname=JOB_NAME)
        run = run_tex(job, self.choice.engine, epoch=self.epoch, time_limit=TIME_LIMIT, environment=self.environment)
        return Sheet(plan, blocks, document, run, tex_problems(read_log(run.log), document.place, self.loaded.sources))

    def _verified(self, sheet: Sheet) -> Built:
        built = replace(_built(sheet), theme=self.draft.theme)
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
                Phrase(what, text, reference.span) for what, text, reference in printed_names_and_titles(printed)
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


def _built(sheet: Sheet) -> Built:
    return Built(
        "ok",
        sheet.problems,
        document=sheet.document,
        log=sheet.run.log,
        left_out=sheet.plan.left_out,
        last_page_fill=_fill(sheet.run),
    )


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
