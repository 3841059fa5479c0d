"""Check a plan against its variant and its funder's profile, as far as problems have a place in the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from cvtex.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from cvtex.model import items
from cvtex.model.bibliography import UNPUBLISHED, Entry
from cvtex.model.cv import Cv
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.plan import ItemGroup, Plan, PlannedItem, Product, Publication
from cvtex.model.profile import Forbidden, Profile, Requirement, parts_of
from cvtex.model.sections import PublicationGroup, TextSection
from cvtex.model.variant import SectionView, Variant
from cvtex.text.richtext import plain

# Fields that hold a persistent identifier.
_IDENTIFIERS = ("doi", "eprint", "url", "isbn", "pmid")


def check_variant(cv: Cv, variant: Variant, plan: Plan, profile: Profile | None) -> tuple[Diagnostic, ...]:
    """Check the variant's sections against its own minimums and the parts of its profile."""
    if profile is None:
        return tuple(_too_few(plan))
    return (
        *_too_few(plan),
        *_parts(cv, variant, plan, profile),
        *_long_contributions(plan, profile),
        *_unplaced(variant, plan, profile),
    )


def _too_few(plan: Plan) -> Iterator[Diagnostic]:
    for limit in plan.limits:
        found = sum(limit.name in item.counted for item in plan.walk())
        if limit.unit == "items" and found < limit.least:
            yield error(f"at least {limit.least} {limit.what} required, found {found}", limit.span)


def _parts(cv: Cv, variant: Variant, plan: Plan, profile: Profile) -> Iterator[Diagnostic]:
    order = {name: place for place, name in enumerate(profile.parts)}
    highest = ""
    outside: SectionView | None = None
    for view in variant.sections or ():
        section = cv.sections.get(view.section)
        if section is None:
            continue
        if view.part and view.part not in order:
            yield error(
                f"unknown part '{view.part}'",
                view.part.span,
                did_you_mean(view.part, order) or _listed(order),
            )
            continue
        names = parts_of(view.part, section.kind, profile)
        if not names:
            outside = view
            if profile.only_parts and not profile.form:
                message = f"the profile '{variant.profile}' has no part for the section '{view.section}'"
                yield error(message, view.section.span, f"name one with 'part'; {_listed(order)}")
        elif highest and order[names[0]] < order[highest]:
            message = f"the section '{view.section}' belongs to the part '{names[0]}', which comes before '{highest}'"
            yield error(message, view.section.span, _listed(order))
        else:
            if outside and names[0] == highest:
                message = f"the section '{outside.section}' belongs to no part, but splits the part '{names[0]}'"
                yield error(message, outside.section.span, f"move it, or name its part with 'part'; {_listed(order)}")
            highest, outside = names[-1], None
    printed = {part.name for section in plan.sections if section.part for part in section.part.path}
    where = variant.profile.span if variant.profile else variant.span
    for name, part in profile.parts.items():
        if part.required and name not in printed:
            hint = "assign a section to it with 'part'"
            if part.kinds:
                hint = f"add a section of the kind {' or '.join(part.kinds)}, or {hint}"
            yield error(f"the required part '{name}' is empty ({part.title})", where, hint)


# Beyond this number of sections without a field, one message names them all.
_NAMED_ONE_BY_ONE = 3


def _unplaced(variant: Variant, plan: Plan, profile: Profile) -> Iterator[Diagnostic]:
    """Warn of sections for which the form has no field. The text for the form lists all of their items."""
    hint = "name a field with 'part' in the variant's 'sections', or leave the section out there"
    titles = [f"'{section.title or section.id}'" for section in plan.unplaced]
    if len(titles) > _NAMED_ONE_BY_ONE:
        where = variant.profile.span if variant.profile else variant.span
        message = f"the form ({profile.form}) has no field for {len(titles)} sections: {', '.join(titles)}"
        yield warning(message, where, f"{hint}; {_listed(profile.parts)}")
        return
    for section, title in zip(plan.unplaced, titles, strict=True):
        names = ", ".join(f"'{name}'" for name in section.names)
        message = f"the form ({profile.form}) has no field for the section {title}: {names}"
        yield warning(message, section.span, f"{hint}; {_listed(profile.parts)}")


def _long_contributions(plan: Plan, profile: Profile) -> Iterator[Diagnostic]:
    for section in plan.sections:
        part = profile.parts[section.part.name] if section.part else None
        for item in plan.walk_section(section) if part else ():
            content = item.content
            if part is None or not isinstance(content, items.Contribution):
                continue
            texts = [*(content.title.paragraphs(plan.language) if content.title else ())]
            texts += content.text.paragraphs(plan.language, short=plan.short)
            length = len("\n".join(map(plain, texts)))
            if part.item_characters is not None and length > part.item_characters:
                surplus = length - part.item_characters
                yield error(
                    f"the contribution '{item.name}' has {length} characters,"
                    f" {surplus} more than the limit of {part.item_characters}",
                    content.text.span,
                    "shorten it, or give it a short form: {text: ..., short: ...}, with 'short: true' in the variant",
                )
            if part.item_products is not None and len(content.products) > part.item_products:
                yield error(
                    f"the contribution '{item.name}' has {len(content.products)} products,"
                    f" {len(content.products) - part.item_products} more than the limit of {part.item_products}",
                    content.products[part.item_products].span,
                )


def missing_products(plan: Plan, profile: Profile) -> Iterator[Diagnostic]:
    """Report the works of contributions that the funder lists elsewhere, but that are not printed there."""
    printed = set(plan.publications())
    for section in plan.sections:
        if section.part is None or profile.parts[section.part.name].products == "below":
            continue
        for item in plan.walk_section(section):
            for key in item.content.products if isinstance(item.content, items.Contribution) else ():
                if key not in printed:
                    yield error(
                        f"'{key}' is a product of the contribution '{item.name}', but no printed publication",
                        key.span,
                        "add its section to the variant, or remove the key here; the funder limits their number",
                    )


def _listed(parts: Iterable[str]) -> str:
    return f"parts in order: {', '.join(parts)}"


def check_required(
    cv: Cv, plan: Plan, profile: Profile, entries: Mapping[str, Entry]
) -> Iterator[tuple[Requirement, str, Span]]:
    """Plan -> (rule, message, place) of each printed item that lacks something the profile requires."""
    for rule in profile.requires:
        if rule.field == "orcid":
            if not (cv.owner.contact and cv.owner.contact.orcid):
                yield rule, "an ORCID iD is required: add owner.contact.orcid", cv.owner.span
            continue
        for section in plan.sections:
            if section.section.kind in rule.kinds:
                for item in plan.walk_section(section):
                    if not item.is_container and not _has(item, rule, entries):
                        yield rule, f"'{item.name}' lacks {_ASKED[rule.field]}", item.span


_ASKED = {
    "doi": "a persistent identifier (doi, eprint, url ...)",
    "day": "dates with day, month and year",
    "dates": "dates",
}


def _has(item: PlannedItem, rule: Requirement, entries: Mapping[str, Entry]) -> bool:
    content = item.content
    match content:
        case Publication(key):
            entry = entries[key]
            # What is not published yet has no identifier.
            has_one = entry.status in UNPUBLISHED or any(entry.tex(name) for name in _IDENTIFIERS)
            return rule.field != "doi" or has_one
        case (
            items.Role()
            | items.Degree()
            | items.Project()
            | items.Grant()
            | items.Supervision()
            | items.Service()
            | items.Membership()
            | items.Software()
            | items.Entry()
            | items.ListItem()
        ):
            return rule.field == "doi" or _is_exact(content.dates, rule)
        case items.Course():
            return rule.field == "doi" or _is_exact(content.when, rule)
        case (
            items.Employment()
            | items.Studies()
            | items.PatentFamily()
            | items.PatentDocument()
            | items.Point()
            | items.Skill()
            | items.LanguageSkill()
            | items.Award()
            | items.Talk()
            | items.Referee()
            | items.Contribution()
            | items.Row()
            | TextSection()
            | PublicationGroup()
            | ItemGroup()
            | Product()
        ):
            return True
        case _:
            assert_never(content)


def _is_exact(dates: Dates | None, rule: Requirement) -> bool:
    if rule.field == "dates" or dates is None:
        return dates is not None
    days = [moment.date for moment in dates.moments]
    return dates.text is None and all(isinstance(day, PartialDate) and day.day is not None for day in days)


def forbidden_texts(texts: Iterable[tuple[str, Span]], profile: Profile) -> Iterator[tuple[Forbidden, str, Span]]:
    """Texts -> (rule, matching words, place) of each text that the profile forbids."""
    rules = [(rule, pattern) for rule in profile.forbidden for pattern in rule.expressions()]
    for text, span in texts:
        for rule, pattern in rules:
            if found := pattern.search(text):
                yield rule, found[0], span
