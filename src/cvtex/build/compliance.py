"""A printed variant against its funder's profile: from the sources, with places, and from the bytes of the PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cvtex.build.results import Printed
from cvtex.check.compliance import check_required, forbidden_texts
from cvtex.diagnostics import Diagnostic, error, warning
from cvtex.model.bibliography import Entry
from cvtex.model.cv import Cv
from cvtex.model.ids import rule_id
from cvtex.model.plan import Plan
from cvtex.model.profile import Profile
from cvtex.pdf.values import UnreadablePdfError
from cvtex.text.richtext import plain
from cvtex.verify.funder_rules import breaches
from cvtex.verify.inspection import inspect_pdf


def approve(
    printed: Printed, profile: Profile, cv: Cv, entries: Mapping[str, Entry], file_name: str
) -> tuple[Diagnostic, ...]:
    """Every rule of the profile that the PDF breaks."""
    assert printed.pdf is not None
    plan = printed.sheet.plan
    try:
        found = inspect_pdf(printed.pdf, printed.facts.facts if printed.facts else None)
    except UnreadablePdfError as problem:
        return (error(f"the PDF cannot be inspected: {problem}"),)
    return (
        *_from_sources(printed, profile, cv, entries),
        *breaches(found, profile, file_name=file_name, counts=_counts(plan, profile)),
    )


def _from_sources(printed: Printed, profile: Profile, cv: Cv, entries: Mapping[str, Entry]) -> Iterator[Diagnostic]:
    for required, message, span in check_required(cv, printed.sheet.plan, profile, entries):
        yield (error if required.strict else warning)(message, span, f"{profile.funder} asks for it")
    texts = ((plain(text), block.span) for block in printed.sheet.blocks for text in block.texts)
    for rule, words, span in forbidden_texts(texts, profile):
        yield error(f"'{words}': no {rule.name} is allowed", span, f"{profile.funder}, {profile.version}")


def _counts(plan: Plan, profile: Profile) -> dict[str, int]:
    counted = Counter(name for item in plan.walk() for name in item.counted)
    return {rule.name: counted[rule_id(rule.name)] for rule in profile.counts}
