"""Which parts of a plan stand in the side column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cvtex.model.design import CONTACT
from cvtex.model.ids import section_id
from cvtex.model.plan import Plan, PlannedSection
from cvtex.value import replace


def with_side_column(plan: Plan, side: Sequence[str]) -> Plan:
    """Put the sections that `side` names into the side column, before all others.

    An entry is `contact`, for the contact details, or the id of a section, or a kind, for all sections of this kind
    that no other entry names. The contact details come first, then the sections in the order of the entries. A plan
    with none of them has no side column.
    """
    aside = tuple(_named(plan.sections, side))
    has_contact = CONTACT in side
    if not aside and not has_contact:
        return plan
    beside = {id(section) for section in aside}
    moved = (*(replace(one, is_aside=True) for one in aside), *(one for one in plan.sections if id(one) not in beside))
    return replace(plan, sections=moved, has_side=True, has_contact_aside=has_contact)


def without_side_column(plan: Plan, sections: Iterable[PlannedSection]) -> Plan:
    """Undo `with_side_column`, for formats without columns. `sections`: all that there were, in their order."""
    if not plan.has_side:
        return plan
    places = {section.id: place for place, section in enumerate(sections)}
    back = (replace(one, is_aside=False) for one in sorted(plan.sections, key=lambda one: places[one.id]))
    return replace(plan, sections=tuple(back), has_side=False, has_contact_aside=False)


def _named(sections: Sequence[PlannedSection], side: Sequence[str]) -> Iterable[PlannedSection]:
    by_id = {section.id: section for section in sections}
    ids = {section_id(entry) for entry in side} & by_id.keys()
    for entry in dict.fromkeys(side):
        if section_id(entry) in ids:
            yield by_id[section_id(entry)]
        else:
            yield from (one for one in sections if one.id not in ids and one.section.kind == entry)
