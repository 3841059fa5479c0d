"""The people of a work as a CV prints them."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.cite.audit import PeopleAudit
from cvtex.cite.people import People, Person
from cvtex.model.people import Owner, PersonName
from cvtex.value import replace


def printed_people(audited: PeopleAudit, owner: Owner) -> Mapping[str, People]:
    """Keep names as in the work, but replace a former name by the present one if the owner asks for it."""
    if not owner.present_name:
        return audited.people
    former = {form for name in owner.former_names for form in name.scripts}
    replaced = {place: _present(match.name, owner) for place, match in audited.owners.items() if match.name in former}
    return {
        role: replace(
            group,
            persons=tuple(replaced.get((role, i), person) for i, person in enumerate(group.persons)),
        )
        for role, group in audited.people.items()
    }


def _present(former: PersonName | None, owner: Owner) -> Person:
    """The present name, in the script of the former name if possible."""
    is_native = former not in owner.former_names
    name = owner.name.native if is_native and owner.name.native else owner.name
    return Person(tuple(name.given.split()), name.family, name.particle, name.suffix)
