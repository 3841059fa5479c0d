"""Fit > emit > verify, for formats that do not need TeX. All print one choice, which is also that of the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from cvtex.build.final_plan import FinalPlan, emptied_sections
from cvtex.build.results import BuildResult, Failure, Output, PreparedVariant, Status, is_limited
from cvtex.build.session import Session
from cvtex.build.works import works_as_data
from cvtex.check.compliance import missing_products
from cvtex.diagnostics import Diagnostic, has_errors
from cvtex.emit.compose import compose
from cvtex.emit.formats import BIBTEX, FORMATS, HTML, PDF
from cvtex.emit.writer import Manuscript
from cvtex.model.plan import Plan
from cvtex.select.limits import apply_count_limits
from cvtex.select.side_column import without_side_column
from cvtex.value import Value, replace
from cvtex.verify.readers import READERS
from cvtex.verify.text import broken_promises

# A file, what is wrong with it, and how a build ends for that.
_Written: TypeAlias = tuple[Output, tuple[Diagnostic, ...], Status]
# What is written already, by format.
_Made: TypeAlias = dict[str, _Written]


class _Files(Value):
    """The files of a plan, with what is wrong with them."""

    plan: Plan
    outputs: tuple[Output, ...]
    problems: tuple[Diagnostic, ...]
    status: Status


class PlainFiles:
    """A variant in its formats without pages.

    They print what the pages of the PDF hold, or would hold. Each is an output of its own: one that breaks a promise
    does not keep back the others.
    """

    def __init__(self, session: Session, variant: PreparedVariant) -> None:
        self._session = session
        self._variant = variant
        self._made: _Files | None = None

    def prepare(self, plan: Plan) -> None:
        """Write the files that `plan` asks for, before it is known whether a PDF can be made of it."""
        if self._made is None or self._made.plan is not plan:
            self._made = _files(self._session, self._variant, plan)

    def build(self, pdf: BuildResult | None = None) -> BuildResult:
        """Write and verify the files. `pdf`: the result of the variant's PDF, if it has one, too."""
        session, variant = self._session, self._variant
        final = _chosen(session, variant, pdf)
        if final is None:
            assert pdf is not None
            return pdf
        if isinstance(final, Failure):
            return session.fail(final, variant)
        self.prepare(final.plan)
        assert self._made is not None
        outputs, problems, status = self._made.outputs, self._made.problems, self._made.status
        session.request.stopwatch.stop()
        if pdf is not None:
            made = {one.format: one for one in (*pdf.outputs, *outputs)}
            return replace(
                pdf,
                status=status if pdf.status == "ok" else pdf.status,
                outputs=tuple(made[name] for name in session.formats(variant)),
                diagnostics=(*pdf.diagnostics, *problems),
            )
        plan, profile = without_side_column(final.plan, variant.plan.sections), variant.appearance.profile
        if profile and has_errors(products := tuple(missing_products(plan, profile))):
            outputs, problems, status = (), (*products, *problems), "limit"
        return session.end(
            status,
            *emptied_sections(variant.plan, plan, variant.variant.span),
            *problems,
            variant=variant,
            final=final,
            outputs=outputs,
        )


def _files(session: Session, variant: PreparedVariant, chosen: Plan) -> _Files:
    session.request.stopwatch.enter("emit")
    appearance = variant.appearance
    plan = without_side_column(chosen, variant.plan.sections)
    blocks = compose(plan, variant.references, appearance.owner, appearance.look.design, session.texts.dates)
    by_key = session.loaded.bibliography.by_key()
    entries = tuple(by_key[key] for key in plan.publications())
    manuscript = Manuscript(
        blocks,
        appearance.metadata,
        appearance.look,
        plan,
        appearance.profile,
        session.running(variant),
        owner=appearance.owner,
        works=works_as_data(entries, appearance.owner, session.request.cache),
        entries=entries,
        references=variant.references,
        width=session.request.width,
        links=appearance.demands.links,
        date=session.request.date,
        assets=session.request.assets,
        template=appearance.page,
    )
    outputs: list[Output] = []
    problems: list[Diagnostic] = []
    status: Status = "ok"
    made_before: _Made = {}
    for name in session.formats(variant):
        if name == PDF:
            continue
        output, found, ending = (
            _page(session, manuscript, made_before)
            if name == HTML
            else (_output(session, manuscript, name, made_before))
        )
        outputs.append(output)
        status = ending if ending != "ok" else status
        problems += (one for one in found if one not in problems)
    return _Files(chosen, tuple(outputs), tuple(problems), status)


def _is_of_template(problem: Diagnostic, manuscript: Manuscript) -> bool:
    template = manuscript.template
    return template is not None and problem.span is not None and problem.span.file.startswith(f"{template.folder}/")


def _page(session: Session, manuscript: Manuscript, made: _Made) -> _Written:
    """A page offers its works as BibTeX, unless it must have no links."""
    if not manuscript.works or manuscript.links not in ("allowed", "visible"):
        return _output(session, manuscript, HTML, made)
    works, problems, ending = _output(session, manuscript, BIBTEX, made)
    page, found, ending_of_page = _output(session, replace(manuscript, bibtex=works.data or b""), HTML, made)
    return page, (*problems, *found), ending if ending_of_page == "ok" else ending_of_page


def _output(session: Session, manuscript: Manuscript, name: str, made: _Made) -> _Written:
    """Write and verify a format once, even if another one has it inside."""
    if name not in made:
        made[name] = _written(session, manuscript, name)
    return made[name]


def _written(session: Session, manuscript: Manuscript, name: str) -> _Written:
    """A manuscript -> its file in one format, and the promises that it breaks."""
    make_writer = FORMATS[name].writer
    assert make_writer is not None
    session.request.stopwatch.enter("emit")
    writer = make_writer()
    written = writer.write(manuscript)
    if has_errors(written.diagnostics):
        # What a template says wrong is its author's to change; what else a writer refuses is beyond a limit of a form.
        is_of_template = any(one.is_error and _is_of_template(one, manuscript) for one in written.diagnostics)
        return Output(name), written.diagnostics, "document" if is_of_template else "limit"
    session.request.stopwatch.enter("verify")
    promises = writer.promises(manuscript)
    broken = broken_promises(
        READERS[name](written.data),
        ((one.text, one.span) for one in promises.texts),
        promises.links,
        ((one.text, one.span) for one in promises.own_names),
    )
    problems = (*written.diagnostics, *_in_format(name, broken))
    if has_errors(problems):
        return Output(name), problems, "document"
    return Output(name, written.data, assets=written.assets), problems, "ok"


def _in_format(name: str, broken: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    for one in broken:
        yield replace(one, message=f"{name}: {one.message}")


def _chosen(session: Session, variant: PreparedVariant, pdf: BuildResult | None) -> FinalPlan | Failure | None:
    """Choose as for a PDF. TeX measures only if pages are limited; limits of words and characters need no measures.

    The choice of a PDF counts for all; None if its pages are limited and it has no choice.
    """
    limited_pages = variant.appearance.demands.pages
    if pdf is not None and pdf.plan is not None:
        return FinalPlan(pdf.plan, pdf.fit)
    if pdf is not None and limited_pages is not None:
        return None
    if not is_limited(variant.appearance.demands, variant.plan):
        return FinalPlan(apply_count_limits(variant.plan))
    from cvtex.build.fit_loop import make_fitter, unmeasured_fitter

    if limited_pages is None:
        return unmeasured_fitter(variant, session.texts.dates, session.request.cache).choose()
    beside = session.with_side_column(variant)
    typesetter = session.typesetter(beside)
    if isinstance(typesetter, Failure):
        return typesetter
    fitter = make_fitter(typesetter, session.request.cache)
    if fitter is None or isinstance(fitter, Failure):
        return fitter or FinalPlan(beside.plan)
    return fitter.choose()
