"""Emit > verify, for formats that do not need TeX."""

from __future__ import annotations

from cvtex.build.final_plan import FinalPlan
from cvtex.build.results import BuildResult, PreparedVariant
from cvtex.build.session import Session
from cvtex.check.compliance import missing_products
from cvtex.diagnostics import has_errors
from cvtex.emit.compose import compose
from cvtex.emit.formats import FORMATS
from cvtex.emit.writer import Manuscript
from cvtex.select.limits import apply_count_limits
from cvtex.verify.text import missing_texts


def build_file(session: Session, variant: PreparedVariant) -> BuildResult:
    """Write and verify a variant in a format without pages. Limits on numbers of items apply; page limits do not."""
    session.request.stopwatch.enter("emit")
    name, appearance, plan = session.format_of(variant), variant.appearance, apply_count_limits(variant.plan)
    format_ = FORMATS[name]
    assert format_.writer is not None
    writer = format_.writer()
    blocks = compose(plan, variant.references, appearance.owner, appearance.look.design, session.texts.dates)
    manuscript = Manuscript(blocks, appearance.metadata, appearance.look, plan.sections, appearance.profile)
    written = writer.write(manuscript)
    session.request.stopwatch.enter("verify")
    promised = ((one.text, one.span) for one in writer.promises(manuscript).texts)
    profile = appearance.profile
    products = missing_products(plan, profile) if profile else ()
    found = (*products, *written.diagnostics, *missing_texts(format_.read(written.data), promised))
    is_sound = not has_errors(found)
    return session.end(
        "ok" if is_sound else "limit",
        *found,
        variant=variant,
        final=FinalPlan(plan),
        data=written.data if is_sound else None,
        format_=name,
    )
