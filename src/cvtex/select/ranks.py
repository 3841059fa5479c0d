"""The items of a planned section -> the same items with their final weights.

Of every kind of item a reader needs the first few most: worth diminishes with the number of better ones in the section.
Some items are kept before all others unless the author says otherwise: current posts, degrees, and the best item of
each section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cvtex.model import items
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.ids import Id
from cvtex.model.items import Item
from cvtex.model.plan import Factor, Plan, PlannedItem
from cvtex.model.priority import BEST_OF_SECTION, CURRENT_POST, DEGREE, NORMAL, gives_way
from cvtex.select.item_tree import dates_of
from cvtex.select.weights import Scale, beyond_limit, point_factors, weight
from cvtex.value import replace


def ranked(planned: Sequence[PlannedItem], scale: Scale, today: PartialDate | None) -> tuple[PlannedItem, ...]:
    """Weigh the items of a section. `today`: the CV's date."""
    whole = sorted(_whole(planned), key=lambda item: item.weight, reverse=True)
    better = {item.id: place for place, item in enumerate(whole)}
    levels = dict(_kept(whole, today))
    return tuple(_weighed(item, scale, better, levels) for item in planned)


def _whole(planned: Iterable[PlannedItem]) -> Iterator[PlannedItem]:
    for item in planned:
        if item.is_container:
            yield from _whole(item.children)
        else:
            yield item


def _kept(whole: Sequence[PlannedItem], today: PartialDate | None) -> Iterator[tuple[Id, int]]:
    """Yield the levels of the items to keep. `whole`: the section's items, the heaviest first."""
    is_kept = any(item.weight.is_must for item in whole)
    for item in whole:
        content = item.content
        if gives_way(item.stated):
            continue
        if isinstance(content, items.Degree):
            yield item.id, DEGREE
            is_kept = True
        elif isinstance(content, items.Role) and content.dates and is_current(content.dates, today):
            yield item.id, CURRENT_POST
            is_kept = True
    if whole and not is_kept and whole[0].weight.level >= NORMAL.level:
        yield whole[0].id, BEST_OF_SECTION


def is_current(dates: Dates, today: PartialDate | None) -> bool:
    """Whether it has begun and goes on. Without a date of today, only what has no end does."""
    if today is None:
        return dates.is_open
    return dates.first_day <= today.last_day and dates.latest >= today.first_day


def _weighed(item: PlannedItem, scale: Scale, better: Mapping[Id, int], levels: Mapping[Id, int]) -> PlannedItem:
    if item.is_container:
        children = tuple(_weighed(child, scale, better, levels) for child in item.children)
        heaviest = max((child.weight for child in children), default=item.weight)
        return replace(item, weight=heaviest, children=children)
    factors = (*item.factors, scale.ranked(better[item.id]))
    age = scale.age(dates_of(item.content)) if isinstance(item.content, Item) else 0.0
    children = tuple(_below(child, place, factors, age) for place, child in enumerate(item.children))
    own = weight(factors, item.stated, levels.get(item.id, 0))
    return replace(item, weight=max([own, *(child.weight for child in children)]), factors=factors, children=children)


def _below(item: PlannedItem, place: int, above: tuple[Factor, ...], age: float) -> PlannedItem:
    """Weigh a point by the item above it, and a contact like the one beside it."""
    factors = above if item.is_beside else point_factors(above, age, place, item.factors)
    children = tuple(_below(child, number, factors, 0.0) for number, child in enumerate(item.children))
    own = weight(factors, item.stated)
    return replace(item, weight=max([own, *(child.weight for child in children)]), factors=factors, children=children)


def with_reserves(plan: Plan, beyond: Iterable[Id]) -> Plan:
    """Reduce the worth of items beyond a `max`: they are printed only if better ones do not fit.

    Otherwise a limit on a number of items would favour long ones.
    """
    gone = frozenset(beyond)

    def reduced(item: PlannedItem) -> PlannedItem:
        children = tuple(map(reduced, item.children))
        if item.id not in gone or item.is_container or item.weight.is_must:
            return replace(item, children=children)
        factors = beyond_limit(item.factors)
        return replace(item, weight=weight(factors, item.stated), factors=factors, children=children)

    if not gone:
        return plan
    return replace(plan, sections=tuple(replace(one, items=tuple(map(reduced, one.items))) for one in plan.sections))
