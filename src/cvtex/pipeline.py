"""read > check > select > cite > emit > typeset > finish > verify

The order of the stages, one line each, with the type of its result. `build/` contains the calls of the stages; each
stage is a folder of its name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cvtex.build.final_plan import FinalPlan, emptied_sections, lost_posts
from cvtex.build.fit_loop import MAX_FITS, Fitter, disagreement, make_fitter
from cvtex.build.request import BuildRequest
from cvtex.build.results import (
    Appearance,
    BuildResult,
    EmittedDocument,
    Failure,
    Output,
    PreparedVariant,
    TypesetResult,
)
from cvtex.build.session import Session
from cvtex.build.typesetter import Typesetter
from cvtex.build.verification import Verdict, Verification
from cvtex.diagnostics import error
from cvtex.emit.blocks import Block
from cvtex.emit.formats import PDF
from cvtex.fonts.runs import DocumentFontsError
from cvtex.model.plan import Plan
from cvtex.pdf.values import UnsoundPdfError

if TYPE_CHECKING:
    from cvtex.finish.document import FinishedFile
    from cvtex.verify.finished import FinishedPdf


def build(request: BuildRequest) -> BuildResult:
    """A variant of a loaded CV -> its verified file, or the errors that prevent it.

    `build/loading.py` reads and checks the CV itself, once for all variants. This function reads the variant's theme,
    style, fonts and rules.
    """
    session = Session(request)
    appearance: Appearance | None = session.note(session.read())  # read
    if appearance is None:
        return session.end("document")
    plan: Plan = session.note(session.select(appearance))  # select
    variant: PreparedVariant | None = session.note(session.cite(appearance, plan))  # cite
    if variant is None or session.has_errors:
        return session.end("document")
    formats = session.formats(variant)
    if formats == (PDF,):
        return _build_pdf(session, variant)
    from cvtex.build.plain_formats import PlainFiles

    files = PlainFiles(session, variant)
    result: BuildResult | None = _build_pdf(session, variant, files.prepare) if PDF in formats else None
    return files.build(result)


def _build_pdf(session: Session, variant: PreparedVariant, *meanwhile: Callable[[Plan], None]) -> BuildResult:
    """`meanwhile`: what else the plan is needed for. Each is called while TeX runs."""
    try:
        return _typeset_pdf(session, variant, *meanwhile)
    except DocumentFontsError as problem:
        return session.end("document", error(f"the fonts of the document cannot be made: {problem}"), variant=variant)


def _typeset_pdf(session: Session, prepared: PreparedVariant, *meanwhile: Callable[[Plan], None]) -> BuildResult:
    variant = session.with_side_column(prepared)
    typesetter: Typesetter | Failure = session.typesetter(variant)
    if isinstance(typesetter, Failure):
        return session.fail(typesetter, variant)
    fitter: Fitter | Failure | None = make_fitter(typesetter, session.request.cache)
    if isinstance(fitter, Failure):
        return session.fail(fitter, variant)
    for _ in range(MAX_FITS):
        chosen: FinalPlan | Failure = fitter.choose() if fitter else FinalPlan(variant.plan)  # fit
        if isinstance(chosen, Failure):
            return session.fail(chosen, variant)
        final = chosen
        blocks: tuple[Block, ...] = typesetter.compose(final.plan)  # emit
        document: EmittedDocument = typesetter.write(blocks, final.page_making(blocks))  # emit
        verification = Verification(session.request, typesetter, document)
        others = (partial(one, final.plan) for one in meanwhile)
        typeset: TypesetResult = typesetter.typeset(document, verification.prepare, *others)  # typeset
        if typeset.failure:
            return session.fail(typeset.failure, variant, final, typeset)
        if fitter is None or fitter.accepts(final, typeset.run.log):
            break
    else:
        return session.fail(disagreement(typeset), variant, final, typeset)
    typeset = typesetter.with_right_count(typeset, final.page_making(blocks))  # typeset
    if typeset.failure:
        return session.fail(typeset.failure, variant, final, typeset)
    try:
        pdf: FinishedFile = verification.finish(typeset)  # finish
        facts: FinishedPdf = verification.read(pdf)  # verify
    except UnsoundPdfError as problem:
        return session.fail(verification.malformed(problem), variant, final, typeset, typeset.run.pdf)
    verdict: Verdict = verification.verdict(typeset, final.plan, pdf, facts)  # verify
    return session.end(
        verdict.status,
        *emptied_sections(variant.plan, final.plan, variant.variant.span),
        *lost_posts(variant.plan, final.plan),
        *verdict.problems,
        variant=variant,
        final=final,
        typeset=typeset,
        facts=facts,
        outputs=(Output(PDF, pdf.data) if verdict.status == "ok" else Output(PDF, draft=pdf.data),),
    )
