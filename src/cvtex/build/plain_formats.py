"""Fit > emit > verify, for formats that do not need TeX."""

from __future__ import annotations

from cvtex.build.final_plan import FinalPlan, emptied_sections
from cvtex.build.results import BuildResult, Failure, PreparedVariant, is_limited
from cvtex.build.session import Session
from cvtex.check.compliance import missing_products
from cvtex.diagnostics import has_errors
from cvtex.emit.compose import compose
from cvtex.emit.formats import FORMATS
from cvtex.emit.writer import Manuscript
from cvtex.model.plan import Plan
from cvtex.select.limits import apply_count_limits
from cvtex.verify.text import missing_texts


def build_file(session: Session, variant: PreparedVariant) -> BuildResult:
    """Write and verify a variant in a format without pages. It prints what the pages of its PDF would hold."""
    plan = _chosen(session, variant)
    if isinstance(plan, Failure):
        return session.fail(plan, variant)
    session.request.stopwatch.enter("emit")
    name, appearance = session.format_of(variant), variant.appearance
    format_ = FORMATS[name]
    assert format_.writer is not None
    writer = format_.writer()
    blocks = compose(plan, variant.references, appearance.owner, appearance.look.design, session.texts.dates)
    manuscript = Manuscript(blocks, appearance.metadata, appearance.look, plan, appearance.profile)
    written = writer.write(manuscript)
    session.request.stopwatch.enter("verify")
    promised = ((one.text, one.span) for one in writer.promises(manuscript).texts)
    products = missing_products(plan, appearance.profile) if appearance.profile else ()
    found = (*products, *written.diagnostics, *missing_texts(format_.read(written.data), promised))
    is_sound = not has_errors(found)
    return session.end(
        "ok" if is_sound else "limit",
        *emptied_sections(variant.plan, plan),
        *found,
        variant=variant,
        final=FinalPlan(plan),
        data=written.data if is_sound else None,
        format_=name,
    )


def _chosen(session: Session, variant: PreparedVariant) -> Plan | Failure:
    """Choose as for a PDF. TeX measures only if pages are limited; limits of words and characters need no measures."""
    if not is_limited(variant.appearance.demands, variant.plan):
        return apply_count_limits(variant.plan)
    from cvtex.build.fit_loop import make_fitter, unmeasured_fitter

    if variant.appearance.demands.pages is None:
        chosen = unmeasured_fitter(variant, session.texts.dates, session.request.cache).choose()
        return chosen if isinstance(chosen, Failure) else chosen.plan
    typesetter = session.typesetter(variant)
    if isinstance(typesetter, Failure):
        return typesetter
    fitter = make_fitter(typesetter, session.request.cache)
    if fitter is None or isinstance(fitter, Failure):
        return fitter or variant.plan
    chosen = fitter.choose()
    return chosen if isinstance(chosen, Failure) else chosen.plan
