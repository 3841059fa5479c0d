"""Contacts are printed beside each other: every second one is planned below the one before it, in whose block it is."""

from __future__ import annotations

from collections.abc import Iterable

from cvtex.model import items
from cvtex.model.exclusion import OverLimit
from cvtex.model.ids import Id
from cvtex.model.plan import LeftOut, PlannedItem, left_out, walk_item
from cvtex.model.variant import SectionView
from cvtex.value import replace


def side_by_side(planned: Iterable[PlannedItem], view: SectionView) -> tuple[tuple[PlannedItem, ...], list[LeftOut]]:
    """Pair the contacts of a section, and list those beyond its `max`, which must be known before.

    Pairs stay together: a limit of pages omits the second contact of a pair only with the first.
    """
    top = tuple(planned)
    every = [item for one in top for item in walk_item(one) if isinstance(item.content, items.Referee)]
    beyond = sorted(every, key=lambda item: item.weight, reverse=True)[view.max :] if view.max is not None else []
    gone = {item.id for item in beyond}
    omitted = [left_out(item, OverLimit(view.max or 0, f"in '{view.section}'")) for item in every if item.id in gone]
    return _paired(top, gone), omitted


def _paired(siblings: Iterable[PlannedItem], gone: set[Id]) -> tuple[PlannedItem, ...]:
    found: list[PlannedItem] = []
    is_open = False
    for item in siblings:
        if item.id in gone:
            continue
        if not isinstance(item.content, items.Referee):
            children = _paired(item.children, gone)
            found += [replace(item, children=children)] if children else []
            is_open = False
        elif is_open:
            first = found[-1]
            weight = max(first.weight, item.weight)
            found[-1] = replace(first, weight=weight, children=(replace(item, is_beside=True),))
            is_open = False
        else:
            found.append(item)
            is_open = True
    return tuple(found)
