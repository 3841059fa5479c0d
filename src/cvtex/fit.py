"""Measured blocks and a page limit -> what to leave out. Pure: heights come in, ids go out.

The least weighty items go first, until the rest fits; then whatever still finds room comes back, the weightiest first.
Pages are filled as TeX fills them here: blocks are rigid, a break is allowed before any block but one that follows a
heading, and the gap at a page's top vanishes (The TeXbook, chapter 15).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cvtex.plan import MUST, Plan, leave_out


@dataclass(frozen=True, slots=True)
class Measured:
    """A block's height and the gap before it, in sp. `keeps_next`: no page break after it."""

    item: str
    height: int
    gap: int
    keeps_next: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """`used` is the filled height of each page, in sp. `fits` is false if even the weightiest do not fit."""

    left_out: tuple[str, ...]
    used: tuple[int, ...]
    fits: bool


def fill_pages(blocks: Iterable[Measured], room: int) -> tuple[int, ...]:
    """The height used on each page, in sp. Blocks that a heading keeps together move as one."""
    pages: list[int] = []
    used = 0
    for run in _unbroken_runs(blocks):
        height = sum(block.height for block in run) + sum(block.gap for block in run[1:])
        if pages and used + run[0].gap + height <= room:
            used += run[0].gap + height
            pages[-1] = used
        else:
            used = height
            pages.append(used)
    return tuple(pages)


def _unbroken_runs(blocks: Iterable[Measured]) -> Iterable[list[Measured]]:
    run: list[Measured] = []
    for block in blocks:
        run.append(block)
        if not block.keeps_next:
            yield run
            run = []
    if run:
        yield run


def fit(plan: Plan, blocks: tuple[Measured, ...], room: int, pages: int) -> Fitted:
    """What to leave out of `plan` so that it fills at most `pages` of `room` sp."""
    order = _leaving_order(plan)

    def filled(gone: frozenset[str]) -> tuple[int, ...]:
        present = _present_ids(leave_out(plan, gone, ""))
        return fill_pages((block for block in blocks if not block.item or block.item in present), room)

    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        if len(filled(frozenset(order[:middle]))) <= pages:
            high = middle
        else:
            low = middle + 1
    gone = order[:low]
    fits = len(filled(frozenset(gone))) <= pages
    if fits:
        gone = _bring_back(gone, lambda ids: len(filled(ids)) <= pages)
    return Fitted(tuple(gone), filled(frozenset(gone)), fits)


def _bring_back(gone: list[str], fits: Callable[[frozenset[str]], bool]) -> list[str]:
    """One look at each, the weightiest first: what still finds room stays in after all."""
    kept_out = list(gone)
    for id_ in reversed(gone):
        without = [other for other in kept_out if other != id_]
        if fits(frozenset(without)):
            kept_out = without
    return kept_out


def _leaving_order(plan: Plan) -> list[str]:
    """Ids of what may go, the least weighty first; of two alike the later one."""
    movable = [item for item in plan.walk() if not item.is_container and item.weight.tier < MUST]
    ranked = sorted(enumerate(movable), key=lambda pair: (pair[1].weight, -pair[0]))
    return [item.id for _, item in ranked]


def _present_ids(plan: Plan) -> frozenset[str]:
    sections = {section.id for section in plan.sections}
    return frozenset(sections | {item.id for item in plan.walk()})

