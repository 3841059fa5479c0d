"""Measured blocks and a page limit -> what to leave out. Pure: heights come in, ids go out.

The least weighty items go first, until the rest fits; then whatever still finds room comes back, the weightiest first.
Pages are filled as TeX fills them here: blocks are rigid, a break is allowed before any block but one that stands under
a heading, and the gap at a page's top vanishes (The TeXbook, chapter 15).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cvtex.plan import MUST, Plan, leave_out


@dataclass(frozen=True, slots=True)
class Measured:
    """A block's height in sp. `item` is the id of the item or section that it belongs to, empty for the header."""

    item: str
    form: str
    height: int


@dataclass(frozen=True, slots=True)
class Spacing:
    """How a theme sets one form of block next to others, in sp.

    Under a form with a gap `after`, a block whose `level` is greater than that form's `head` follows at this gap and on
    the same page. Otherwise the gap between two blocks is that `before` the lower one.
    """

    level: int
    head: int
    before: int
    after: int | None


@dataclass(frozen=True, slots=True)
class Fitted:
    """`used` is the filled height of each page, in sp. `fits` is false if even the weightiest do not fit."""

    left_out: tuple[str, ...]
    used: tuple[int, ...]
    fits: bool


def fill_pages(blocks: Iterable[Measured], spacing: Mapping[str, Spacing], room: int) -> tuple[int, ...]:
    """The height used on each page, in sp. Blocks that a heading keeps together move as one."""
    pages: list[int] = []
    for gap, height in _unbroken_runs(blocks, spacing):
        if pages and pages[-1] + gap + height <= room:
            pages[-1] += gap + height
        else:
            pages.append(height)
    return tuple(pages)


def _unbroken_runs(blocks: Iterable[Measured], spacing: Mapping[str, Spacing]) -> list[tuple[int, int]]:
    """(gap before, height) of each run of blocks that no page break divides."""
    runs: list[tuple[int, int]] = []
    previous: Spacing | None = None
    for block in blocks:
        own = spacing[block.form]
        if previous is not None and previous.after is not None and own.level > previous.head:
            gap, height = runs[-1]
            runs[-1] = (gap, height + previous.after + block.height)
        else:
            runs.append((own.before if previous else 0, block.height))
        previous = own
    return runs


def fit(
    plan: Plan, blocks: tuple[Measured, ...], spacing: Mapping[str, Spacing], room: int, pages: int
) -> Fitted:
    """What to leave out of `plan` so that it fills at most `pages` of `room` sp."""
    order = _leaving_order(plan)

    def filled(gone: frozenset[str]) -> tuple[int, ...]:
        present = _present_ids(leave_out(plan, gone, ""))
        kept = (block for block in blocks if not block.item or block.item in present)
        return fill_pages(kept, spacing, room)

    # To leave more out need not save a page: what follows a heading may be larger than what went. So the search finds a
    # number that does, not always the least one; what went needlessly comes back.
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
    """The weightiest first, what still finds room stays in after all; again from the start until nothing more does."""
    kept_out = list(gone)
    for _ in gone:
        before = len(kept_out)
        for id_ in reversed(kept_out.copy()):
            without = [other for other in kept_out if other != id_]
            if fits(frozenset(without)):
                kept_out = without
        if len(kept_out) == before:
            break
    return kept_out


def _leaving_order(plan: Plan) -> list[str]:
    """Ids of what may go, the least weighty first; of two alike the later one."""
    movable = [item for item in plan.walk() if not item.is_container and item.weight.tier < MUST]
    ranked = sorted(enumerate(movable), key=lambda pair: (pair[1].weight, -pair[0]))
    return [item.id for _, item in ranked]


def _present_ids(plan: Plan) -> frozenset[str]:
    sections = {section.id for section in plan.sections}
    return frozenset(sections | {item.id for item in plan.walk()})

