"""The parts of a profile: which one a section belongs to, and how publications are divided among several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cvtex.diagnostics import Diagnostic, Span, warning
from cvtex.model.cv import Cv
from cvtex.model.ids import item_id, table_id
from cvtex.model.items import Row
from cvtex.model.plan import PlannedItem, PlannedPart, PlannedSection
from cvtex.model.priority import PRIORITY_WORDS
from cvtex.model.profile import OwnerRow, Part, Profile
from cvtex.model.sections import TableSection
from cvtex.select.grouping import meets
from cvtex.select.item_tree import text_name
from cvtex.select.owner_table import CURES, owner_table
from cvtex.select.publication_facts import PublicationFacts
from cvtex.select.weights import weight
from cvtex.text.richtext import plain
from cvtex.value import replace


def planned_part(name: str | None, profile: Profile | None) -> PlannedPart | None:
    """The heading of a part, below those of the parts above it."""
    if name is None or profile is None:
        return None
    part = profile.parts[name]
    return PlannedPart(name, part.title, planned_part(part.under, profile))


def divided(
    works: Sequence[PublicationFacts], parts: Mapping[str, Part], *, everything: bool
) -> Mapping[str, list[PublicationFacts]]:
    """Entries -> the entries that may be printed in each part. Under "" are the works that may stand in none of them.

    An entry may be in several parts; it is printed in the first one that has room for it. `everything`: the last part
    takes whatever no other takes. What is no work at all is reported there, too.
    """
    *_, last = parts
    found: dict[str, list[PublicationFacts]] = {name: [] for name in (*parts, "")}
    for work in works:
        names = [name for name, part in parts.items() if meets(work, part.works)]
        if not names:
            names = [last if everything or not work.is_work else ""]
        for name in names:
            found[name].append(work)
    return found


def with_tables(
    sections: Sequence[PlannedSection], cv: Cv, variant: str, language: str, profile: Profile, place: Span
) -> tuple[list[PlannedSection], list[Diagnostic]]:
    """Add the tables of personal data, each before the sections of its part and of all later ones.

    Rows that remain empty are reported at `place`, the name of the profile.
    """
    found = list(sections)
    problems: list[Diagnostic] = []
    order = {name: place for place, name in enumerate(profile.parts)}
    for name, part in profile.parts.items():
        table = owner_table(cv, variant, language, part.table)
        if table.rows:
            later = (at for at, one in enumerate(found) if one.part and order[one.part.name] >= order[name])
            found.insert(next(later, len(found)), _table(name, table.rows, cv, profile))
        problems += (
            warning(f"{profile.funder} asks for '{_label(row, language)}'", place, CURES[row.value])
            for row in table.empty
            if not row.optional
        )
    return found, problems


def _label(row: OwnerRow, language: str) -> str:
    return plain(row.label.line(language))


def without_second_headings(sections: Sequence[PlannedSection], profile: Profile) -> list[PlannedSection]:
    """Omit the heading of a section that is alone in a part for its kind only, unless the variant gives it a title."""
    inside = Counter(section.part.name for section in sections if section.part)

    def is_named_above(section: PlannedSection) -> bool:
        if section.part is None or inside[section.part.name] > 1 or section.title is not section.section.title:
            return False
        return profile.parts[section.part.name].kinds == (section.section.kind,)

    return [replace(one, has_heading=False) if is_named_above(one) else one for one in sections]


def _table(name: str, rows: tuple[Row, ...], cv: Cv, profile: Profile) -> PlannedSection:
    id_ = table_id(name)
    must = weight((), PRIORITY_WORDS["must"])
    items = tuple(
        PlannedItem(item_id(id_, place), row, must, row.span, text_name(row.label)) for place, row in enumerate(rows)
    )
    part = planned_part(name, profile)
    section = TableSection(span=cv.owner.span, items=rows)
    # The heading of the part stands above it; its title is for messages.
    return PlannedSection(id_, section, profile.parts[name].title, items, part=part, has_heading=False)
