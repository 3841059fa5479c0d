"""An item of cv.yaml -> a weighted tree of planned items, reduced to what the variant prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from cvtex.model import items
from cvtex.model.dates import Dates
from cvtex.model.exclusion import Exclusion, ForOthers, NoKeyword, TooOld
from cvtex.model.ids import Id, child_id
from cvtex.model.items import Item, ItemBase
from cvtex.model.plan import LeftOut, PlannedItem, left_out, walk_item
from cvtex.model.priority import Priority
from cvtex.model.sections import Section, items_of
from cvtex.model.text import Text
from cvtex.model.variant import SectionView
from cvtex.select.weights import Scale, duration_factors, weight
from cvtex.text.folding import fold_keywords
from cvtex.value import replace


def item_tree(id_: Id, item: Item, scale: Scale, inherited: Priority | None) -> PlannedItem:
    """Plan an item and everything below it. It weighs at least as much as its heaviest child, because it heads them.

    `inherited` is its priority if it states none. Members of an institution or patent family inherit its priority. The
    weights are those before items are ranked; see `ranked`.
    """
    priority = item.priority or inherited
    kind, children = _below(item)
    # Without anything below it, an institution is an item like others.
    is_container = kind in _HEADED and bool(children)
    factors = scale.factors(dates_of(item), item.keywords)
    if isinstance(item, items.Role):
        factors += duration_factors(item.dates)
    trees = tuple(
        item_tree(child_id(id_, kind, i), child, scale, priority if is_container else None)
        for i, child in enumerate(children)
    )
    return PlannedItem(
        id=id_,
        content=item,
        weight=max([weight(factors, priority), *(tree.weight for tree in trees)]),
        span=item.span,
        name=item_name(item),
        children=trees,
        is_container=is_container,
        factors=factors,
        stated=priority,
    )


# Institutions and patent families are printed as headings of the items below them.
_HEADED = frozenset({"roles", "degrees", "documents"})


def _below(item: Item) -> tuple[str, tuple[Item, ...]]:
    """The name and value of the field with the items below this one."""
    match item:
        case items.Employment():
            return "roles", item.roles
        case items.Studies():
            return "degrees", item.degrees
        case items.PatentFamily():
            return "documents", item.documents
        case (
            items.Role()
            | items.Degree()
            | items.Project()
            | items.Grant()
            | items.Course()
            | items.Service()
            | items.Software()
            | items.Entry()
            | items.ListItem()
            | items.OuterPoint()
            | items.MiddlePoint()
        ):
            return "points", item.points
        case (
            items.Point()
            | items.Skill()
            | items.LanguageSkill()
            | items.Award()
            | items.PatentDocument()
            | items.Talk()
            | items.Supervision()
            | items.Membership()
            | items.Referee()
            | items.Contribution()
            | items.Row()
        ):
            return "", ()
        case _:
            assert_never(item)


def select_parts(variant: str, view: SectionView, tree: PlannedItem, omitted: list[LeftOut]) -> PlannedItem | None:
    """Remove the parts that the variant does not print, and add them to `omitted`."""
    item = tree.content
    assert isinstance(item, ItemBase)
    reason: Exclusion | None = None
    if item.only and variant not in item.only:
        reason = ForOthers(item.only)
    elif view.since and (dates := dates_of(item)) and dates.latest[0] < view.since:
        reason = TooOld(view.since)
    elif view.keywords and not tree.is_container and not _shares_a_keyword(item, view):
        reason = NoKeyword(view.keywords)
    if reason:
        omitted += [left_out(part, reason) for part in walk_item(tree)]
        return None
    # Keywords select an institution with everything below it, or single roles and degrees; never points.
    is_selected = not tree.is_container or _shares_a_keyword(item, view)
    below = replace(view, keywords=()) if is_selected else view
    children = tuple(
        part for child in tree.children if (part := select_parts(variant, below, child, omitted)) is not None
    )
    return None if tree.is_container and not children else replace(tree, children=children)


def _shares_a_keyword(item: ItemBase, view: SectionView) -> bool:
    return not fold_keywords(item.keywords).isdisjoint(fold_keywords(view.keywords))


def dates_of(item: Item) -> Dates | None:
    match item:
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
            return item.dates
        case items.Course():
            return item.when
        case items.Award() | items.PatentDocument() | items.Talk():
            return item.date
        case (
            items.Employment()
            | items.Studies()
            | items.PatentFamily()
            | items.Point()
            | items.Skill()
            | items.LanguageSkill()
            | items.Referee()
            | items.Contribution()
            | items.Row()
        ):
            return None
        case _:
            assert_never(item)


def all_dates(section: Section) -> Iterator[Dates]:
    """The dates of a section's items, and of everything below them."""
    return (dates for item in items_of(section) for dates in _dates(item))


def _dates(item: Item) -> Iterator[Dates]:
    if dates := dates_of(item):
        yield dates
    for child in _below(item)[1]:
        yield from _dates(child)


def item_name(item: Item) -> str:
    match item:
        case items.Role() | items.Grant() | items.Award() | items.PatentFamily() | items.Talk() | items.Entry():
            return text_name(item.title)
        case items.Project():
            return text_name(item.title or item.name)
        case items.PatentDocument():
            return text_name(item.title or item.number)
        case items.Employment():
            return text_name(item.employer)
        case items.Studies():
            return text_name(item.institution)
        case items.Degree():
            return text_name(item.degree)
        case items.Skill() | items.Supervision() | items.Software() | items.Referee():
            return text_name(item.name)
        case items.LanguageSkill():
            return text_name(item.language)
        case items.Course():
            return text_name(item.course)
        case items.Service():
            return text_name(item.role)
        case items.Membership():
            return text_name(item.organisation)
        case items.Point() | items.ListItem():
            return text_name(item.text)
        case items.Contribution():
            return text_name(item.title or item.text)
        case items.Row():
            return text_name(item.label)
        case _:
            assert_never(item)


def text_name(text: Text) -> str:
    line = str(text)
    return line if len(line) <= 60 else line[:59].rstrip() + "…"
