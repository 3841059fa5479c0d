"""The items of a section of cv.yaml -> planned items, in the groups that the author wrote or that `group_by` forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, assert_never, get_args

from cvtex.diagnostics import Span
from cvtex.model import items
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.exclusion import ForOthers
from cvtex.model.ids import Id, child_id, group_id, group_item_id, item_id, written_group_id
from cvtex.model.items import Item
from cvtex.model.plan import ItemGroup, LeftOut, PlannedItem, left_out, walk_item
from cvtex.model.sections import (
    ContactsSection,
    GrantsSection,
    GroupBy,
    GroupWord,
    NumberedGroup,
    Section,
    group_by_of,
    groups_of,
    loose_items_of,
)
from cvtex.model.text import ANY_LANGUAGE, Text
from cvtex.model.variant import SectionView
from cvtex.select.contacts import side_by_side
from cvtex.select.item_tree import dates_of, item_tree, select_parts, text_name
from cvtex.select.weights import Scale, weight
from cvtex.value import replace

_WORDS: Mapping[str, GroupWord] = {word: word for word in get_args(GroupWord)}
_LEVELS: tuple[GroupWord, ...] = ("phd", "postdoc", "msc", "bsc")
_STATUSES: tuple[GroupWord, ...] = ("active", "pending", "completed")
# What the items of a group have in common: a word, a year, a term, or an author's own text.
_Common: TypeAlias = GroupWord | int | str | Dates
# The title of such a group.
_Title: TypeAlias = Text | GroupWord | Dates


def plan_items(
    variant: str, id_: Id, view: SectionView, section: Section, scale: Scale, today: PartialDate | None
) -> tuple[tuple[PlannedItem, ...], list[LeftOut]]:
    """Plan the items that the variant prints, and list those that it omits. `today`: the CV's date."""
    omitted: list[LeftOut] = []

    def planned(id_: Id, item: Item) -> PlannedItem | None:
        return select_parts(variant, view, item_tree(id_, item, scale, section.item_priority), omitted)

    loose = loose_items_of(section)
    found = [one for i, item in enumerate(loose) if (one := planned(item_id(id_, i), item))]
    group_by = group_by_of(section)
    if group_by == "term" and view.grouped:
        found = [part for one in found for part in _in_terms(one, scale)]
    totals = isinstance(section, GrantsSection) and section.totals
    if group_by and view.grouped:
        return tuple(_formed(id_, group_by, found, today, totals=totals)), omitted
    for place, group in enumerate(groups_of(section)):
        own_id = written_group_id(id_, place)
        members = []
        for i, item in enumerate(group.items):
            if member := planned(group_item_id(own_id, i), item):
                members.append(member)
        name = text_name(group.title) if group.title else f"group {place + 1} of {view.section}"
        if group.only and variant not in group.only:
            omitted.append(LeftOut(own_id, name, ForOthers(group.only), group.span, is_whole=False))
            omitted += [left_out(part, ForOthers(group.only)) for member in members for part in walk_item(member)]
        elif not view.grouped:
            found += members
        elif members:
            numbering, prefix = (group.numbering, group.prefix) if isinstance(group, NumberedGroup) else (None, "")
            content = ItemGroup(group.title, group.note, numbering, prefix, totals)
            found.append(_group(own_id, content, name, group.span, members))
    if isinstance(section, ContactsSection):
        pairs, beyond = side_by_side(found, view)
        return pairs, [*omitted, *beyond]
    return tuple(found), omitted


def _in_terms(item: PlannedItem, scale: Scale) -> Iterator[PlannedItem]:
    """Yield a course for each of its terms, or once if there are none. Its points stay with the latest."""
    content = item.content
    terms = content.terms if isinstance(content, items.Course) else ()
    if not isinstance(content, items.Course) or len(terms) < 2:
        yield item
        return
    latest = max(terms, key=lambda term: term.term.latest)
    for place, term in enumerate(terms):
        is_latest = term is latest
        once = replace(content, terms=(term,), dates=None, points=content.points if is_latest else ())
        own_id = child_id(item.id, "terms", place)
        factors = scale.factors(term.term, content.keywords)
        children = item.children if is_latest else ()
        own = weight(factors, item.stated)
        yield replace(item, id=own_id, content=once, weight=own, children=children, factors=factors)


def _group(id_: Id, content: ItemGroup, name: str, span: Span, members: list[PlannedItem]) -> PlannedItem:
    heaviest = max(member.weight for member in members)
    children = tuple(replace(member, is_in_group=True) for member in members)
    return PlannedItem(id_, content, heaviest, span, name, children, is_container=True)


def _formed(
    id_: Id, group_by: GroupBy, found: list[PlannedItem], today: PartialDate | None, *, totals: bool
) -> Iterator[PlannedItem]:
    """Form groups of items that have something in common. Items without it come first, without a group."""
    groups: dict[_Common, list[PlannedItem]] = {}
    titles: dict[_Common, _Title] = {}
    for item in found:
        common, title, bare = _common(item, group_by, today)
        if common is None or title is None:
            yield item
        else:
            titles.setdefault(common, title)
            groups.setdefault(common, []).append(bare)
    for place, common in enumerate(_in_order(groups, group_by)):
        title = titles[common]
        name = text_name(title) if isinstance(title, Text) else str(title) if isinstance(title, Dates) else title
        members = groups[common]
        yield _group(group_id(id_, place), ItemGroup(title, totals=totals), name, members[0].span, members)


def _in_order(commons: Iterable[_Common], group_by: GroupBy) -> list[_Common]:
    match group_by:
        case "year":
            # What goes on has a word in place of a year, and is the newest.
            return sorted(commons, key=lambda common: -common if isinstance(common, int) else -10_000)
        case "term":
            return sorted(commons, key=lambda common: common.latest if isinstance(common, Dates) else (), reverse=True)
        case "status":
            return sorted(commons, key=lambda common: [*_STATUSES, common].index(common))
        case "level":
            return list(commons)
        case _:
            assert_never(group_by)


def _common(
    item: PlannedItem, group_by: GroupBy, today: PartialDate | None
) -> tuple[_Common | None, _Title | None, PlannedItem]:
    """What decides on an item's group; the group's title; and the item without what that title says already."""
    content = item.content
    assert isinstance(content, items.ItemBase)
    match group_by:
        case "year":
            dates = dates_of(content)
            if dates is None:
                return None, None, item
            if dates.is_open:
                return "ongoing", "ongoing", item
            year = dates.last_year
            return year, Text({ANY_LANGUAGE: ((str(year),),)}, item.span), item
        case "status":
            if not isinstance(content, items.Grant):
                return None, None, item
            status = items.status_of(content, today)
            return status, status, replace(item, content=replace(content, status=None)) if status else item
        case "term":
            if not isinstance(content, items.Course) or (term := content.when) is None:
                return None, None, item
            return term, term, replace(item, content=_in_its_term(content))
        case "level":
            return _by_level(item)
        case _:
            assert_never(group_by)


def _in_its_term(course: items.Course) -> items.Course:
    """A course below the heading of its only term, whose numbers are those of the course."""
    term = course.terms[0] if course.terms else None
    return replace(
        course,
        terms=(),
        dates=None,
        enrolment=(term and term.enrolment) or course.enrolment,
        evaluation=(term and term.evaluation) or course.evaluation,
    )


def _by_level(item: PlannedItem) -> tuple[_Common | None, Text | GroupWord | None, PlannedItem]:
    content = item.content
    match content:
        case items.Course(level=level):
            bare: Item = replace(content, level=None)
        case items.Supervision(level=None, degree=level):
            bare = replace(content, degree=None)
        case items.Supervision(level=level):
            bare = replace(content, level=None)
        case _:
            return None, None, item
    if level is None:
        return None, None, item
    word = level_word(str(level))
    return word or str(level), word or level, replace(item, content=bare)


def level_word(written: str) -> GroupWord | None:
    """`Ph.D.` -> phd. None for a level that has no word."""
    found = _WORDS.get("".join(filter(str.isalpha, written)).lower())
    return found if found in _LEVELS else None
