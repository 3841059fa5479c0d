"""Check a variant against its funder's profile: its sources, which have places, and its PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cvtex.build.loading import Loaded
from cvtex.check.compliance import check_required, forbidden_texts, missing_products
from cvtex.diagnostics import Diagnostic, error, warning
from cvtex.emit.blocks import Block
from cvtex.model.ids import rule_id
from cvtex.model.plan import Plan
from cvtex.model.profile import Profile
from cvtex.pdf.facts import PdfFacts
from cvtex.pdf.values import UnreadablePdfError
from cvtex.profiles.demands import file_stem
from cvtex.text.richtext import plain
from cvtex.verify.funder_rules import violations
from cvtex.verify.inspection import inspect_pdf


def check_compliance(
    pdf: bytes, facts: PdfFacts, plan: Plan, blocks: Iterable[Block], profile: Profile, loaded: Loaded
) -> tuple[Diagnostic, ...]:
    """Return an error or warning for each rule of the profile that the variant breaks."""
    assert loaded.cv is not None
    try:
        found = inspect_pdf(pdf, facts)
    except UnreadablePdfError as problem:
        return (error(f"the PDF cannot be inspected: {problem}"),)
    file_name = f"{file_stem(profile, loaded.cv.owner.name) or 'cv'}.pdf"
    return (
        *_of_sources(plan, blocks, profile, loaded),
        *violations(found, profile, file_name=file_name, counts=_counts(plan, profile)),
    )


def _of_sources(plan: Plan, blocks: Iterable[Block], profile: Profile, loaded: Loaded) -> Iterator[Diagnostic]:
    assert loaded.cv is not None
    for required, message, span in check_required(loaded.cv, plan, profile, loaded.bibliography.by_key()):
        yield (error if required.strict else warning)(message, span, f"required by {profile.funder}")
    yield from missing_products(plan, profile)
    texts = ((plain(text), block.span) for block in blocks for text in block.texts)
    for rule, words, span in forbidden_texts(texts, profile):
        yield error(f"'{words}': no {rule.name} is allowed", span, f"{profile.funder}, {profile.version}")


def _counts(plan: Plan, profile: Profile) -> dict[str, int]:
    counted = Counter(name for item in plan.walk() for name in item.counted)
    return {rule.name: counted[rule_id(rule.name)] for rule in profile.counts}
