"""Count limits of variants and profiles: mark the items that they count, and apply them if pages are not limited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from cvtex.model import items
from cvtex.model.exclusion import Exclusion, OverLimit
from cvtex.model.ids import Id, LimitId, limit_id
from cvtex.model.plan import Plan, PlannedItem, PlannedLimit, PlannedSection, Publication, choose
from cvtex.model.profile import CountRule
from cvtex.model.variant import SectionView
from cvtex.value import replace


def limits_of(id_: Id, view: SectionView) -> tuple[PlannedLimit, ...]:
    """The limits that a variant sets for a section."""
    where = f"in '{view.section}'"
    found = [
        PlannedLimit(limit_id(id_, "items"), where, "items", view.span, view.max, view.min or 0),
        PlannedLimit(limit_id(id_, "words"), f"words {where}", "words", view.span, view.max_words),
        PlannedLimit(limit_id(id_, "characters"), f"characters {where}", "characters", view.span, view.max_characters),
    ]
    return tuple(limit for limit in found if limit.most is not None or limit.least)


def mark_counted(section: PlannedSection, limits: Sequence[PlannedLimit]) -> PlannedSection:
    """Mark what each limit counts: items, or all words and characters of the section."""
    numbers = tuple(limit.name for limit in limits if limit.unit == "items")
    measures = tuple(limit.name for limit in limits if limit.unit != "items")
    return replace(
        section,
        items=tuple(_counted(item, numbers) for item in section.items),
        counted=(*section.counted, *measures),
    )


def mark_rule(
    section: PlannedSection, name: LimitId, rule: CountRule, types: Mapping[str, frozenset[str]]
) -> PlannedSection:
    """Mark the items that a profile's rule counts. `types`: the types of each work, by key."""
    kinds = rule.kinds or ("publications",)
    if section.section.kind not in kinds or (rule.part and (section.part is None or section.part.name != rule.part)):
        return section

    def is_counted(item: PlannedItem) -> bool:
        content = item.content
        if not rule.types:
            return True
        return isinstance(content, Publication) and not types[content.key].isdisjoint(rule.types)

    return replace(section, items=tuple(_counted(item, (name,), is_counted) for item in section.items))


def _counted(
    item: PlannedItem, names: tuple[LimitId, ...], wanted: Callable[[PlannedItem], bool] | None = None
) -> PlannedItem:
    if not names or isinstance(item.content, items.Point):
        return item
    children = tuple(_counted(child, names, wanted) for child in item.children)
    if item.is_container or (wanted is not None and not wanted(item)):
        return replace(item, children=children)
    return replace(item, children=children, counted=(*item.counted, *names))


def apply_count_limits(plan: Plan) -> Plan:
    """Omit items beyond the plan's count limits. The heaviest items stay.

    Greedy selection by weight is optimal here: the sets of items that limits count are nested or disjoint (a laminar
    matroid; Edmonds 1971).
    """
    capacity = {limit.name: limit.most for limit in plan.limits if limit.unit == "items" and limit.most is not None}
    if not capacity:
        return plan
    rules = {limit.name: OverLimit(capacity[limit.name], limit.what) for limit in plan.limits if limit.name in capacity}
    reasons: dict[Id, Exclusion] = {}
    used: Counter[LimitId] = Counter()
    for item in sorted(_counting(plan), key=lambda item: item.weight, reverse=True):
        full = next((name for name in item.counted if name in capacity and used[name] >= capacity[name]), None)
        if full is not None:
            reasons[item.id] = rules[full]
        else:
            used.update(item.counted)
    return choose(plan, reasons)


def _counting(plan: Plan) -> Iterator[PlannedItem]:
    return (item for item in plan.walk() if item.counted)
