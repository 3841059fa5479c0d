"""Filling pages, and what is left out for room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.fit import Fitted, Measured, Spacing, fill_pages, fit
from cvtex.model.sections import ListSection
from cvtex.plan import MUST, Plan, PlannedItem, PlannedSection, Publication, Weight, leave_out

PLACE = Span("cv.yaml")


# A section's heading, a group's, and an item.
SPACING = {
    "S": Spacing(level=1, head=1, before=3, after=1),
    "G": Spacing(level=2, head=2, before=2, after=0),
    "I": Spacing(level=3, head=3, before=1, after=None),
}


def block(text: str, item: str = "") -> Measured:
    """`I3` is an item of height 3."""
    return Measured(item, text[0], int(text[1:]))


FILLED = [
    # blocks            room   used height of each page
    ("", 10, ()),
    ("I4", 10, (4,)),
    ("I4 I5", 10, (10,)),
    ("I4 I6", 10, (4, 6)),
    ("I4 I4 I4 I4", 10, (9, 9)),
    # The gap before a block that begins a page is gone.
    ("I9 S1 I8", 10, (9, 10)),
    # A heading goes with what it heads, a group's with its section's.
    ("S1 I2", 10, (4,)),
    ("I3 S1 I2", 10, (10,)),
    ("I4 S1 I2", 10, (4, 4)),
    ("I2 S1 G1 I1", 10, (9,)),
    ("I4 S1 G1 I1", 10, (4, 4)),
    ("I4 S1 G1 I1 I1 G1 I1", 10, (4, 10)),
    ("I4 S1 G1 I1 I1 G1 I1", 9, (4, 6, 2)),
    # Nothing stands under a heading that another one of its level follows.
    ("S1 S1 I1", 7, (7,)),
    ("S1 S1 I1", 6, (1, 3)),
    ("G1 S1 I1", 6, (1, 3)),
    # What is higher than a page has one for itself.
    ("I12", 10, (12,)),
    ("I1 I12 I1", 10, (1, 12, 1)),
    ("I5 S1", 10, (9,)),
]


@pytest.mark.parametrize(("blocks", "room", "used"), FILLED)
def test_fill_pages(blocks: str, room: int, used: tuple[int, ...]) -> None:
    assert fill_pages(map(block, blocks.split()), SPACING, room) == used


SPACINGS = st.fixed_dictionaries(
    dict.fromkeys(
        "SGI", st.builds(Spacing, st.integers(0, 3), st.integers(0, 3), st.integers(0, 4), st.none() | st.integers(0, 3))
    )
)
BLOCKS = st.lists(st.builds(Measured, st.just(""), st.sampled_from("SGI"), st.integers(0, 12)), max_size=12)


def fill_as_tex_does(blocks: Sequence[Measured], spacing: Mapping[str, Spacing], room: int) -> tuple[int, ...]:
    """Block after block onto the page; when it is too full, back to the last place where it may break, and on from there."""

    def gap_and_break(upper: Measured, lower: Measured) -> tuple[int, bool]:
        over, under = spacing[upper.form], spacing[lower.form]
        stands_under = over.after is not None and under.level > over.head
        return (over.after or 0, False) if stands_under else (under.before, True)

    used = []
    rest = list(blocks)
    while rest:
        height, taken, taken_height = 0, 0, 0
        for count, lower in enumerate(rest):
            gap, may_break = gap_and_break(rest[count - 1], lower) if count else (0, False)
            if may_break and (height <= room or not taken):
                taken, taken_height = count, height
            if may_break and taken and height > room:
                break
            height += gap + lower.height
        else:
            if height <= room or not taken:
                taken, taken_height = len(rest), height
        used.append(taken_height)
        rest = rest[taken:]
    return tuple(used)


@given(BLOCKS, SPACINGS, st.integers(1, 20))
def test_pages_are_filled_as_tex_fills_them(blocks: list[Measured], spacing: dict[str, Spacing], room: int) -> None:
    assert fill_pages(blocks, spacing, room) == fill_as_tex_does(blocks, spacing, room)


# ---- a plan of headings and items ----


def plan_of(*sections: PlannedSection) -> Plan:
    return Plan("full", "en", False, sections)


def section_of(id_: str, *items: PlannedItem) -> PlannedSection:
    return PlannedSection(id_, ListSection(span=PLACE, items=()), None, items)


def item_of(id_: str, tier: int, *children: PlannedItem, rank: float = 0.0, is_container: bool = False) -> PlannedItem:
    return PlannedItem(id_, Publication(id_), Weight(tier, rank=rank), PLACE, id_, children, is_container)


TIGHT = {
    "head": Spacing(level=1, head=1, before=0, after=0),
    "place": Spacing(level=2, head=2, before=0, after=0),
    "item": Spacing(level=3, head=3, before=0, after=None),
}


def blocks_of(*blocks: tuple[str, str, int]) -> tuple[Measured, ...]:
    return tuple(Measured(*block) for block in blocks)


# One section: a heading of 1, and items of 2, without gaps.
THREE = plan_of(section_of("s", item_of("s.low", 0), item_of("s.high", 2), item_of("s.normal", 1)))
THREE_BLOCKS = blocks_of(("s", "head", 1), ("s.low", "item", 2), ("s.high", "item", 2), ("s.normal", "item", 2))

FITTED = [
    # room  pages   left out                            used     fits
    (7, 1, (), (7,), True),
    (3, 3, (), (3, 2, 2), True),
    (6, 1, ("s.low",), (5,), True),
    (4, 1, ("s.low", "s.normal"), (3,), True),
    (3, 2, ("s.low",), (3, 2), True),
    # What is higher than a page takes one page all the same.
    (2, 1, ("s.low", "s.normal"), (3,), True),
]


@pytest.mark.parametrize(("room", "pages", "left_out", "used", "fits"), FITTED)
def test_the_least_weighty_goes_first(
    room: int, pages: int, left_out: tuple[str, ...], used: tuple[int, ...], fits: bool
) -> None:
    assert fit(THREE, THREE_BLOCKS, TIGHT, room, pages) == Fitted(left_out, used, fits)


def test_what_is_no_items_stays() -> None:
    """The name at the head of the page belongs to no item."""
    blocks = (Measured("", "item", 3), *THREE_BLOCKS)
    assert fit(THREE, blocks, TIGHT, 2, 1) == Fitted(("s.low", "s.normal", "s.high"), (3,), True)


def test_what_must_be_printed_stays_even_if_it_does_not_fit() -> None:
    plan = plan_of(section_of("s", item_of("s.a", MUST), item_of("s.b", 1), item_of("s.c", MUST)))
    blocks = blocks_of(("s", "head", 1), ("s.a", "item", 2), ("s.b", "item", 2), ("s.c", "item", 2))
    assert fit(plan, blocks, TIGHT, 3, 1) == Fitted(("s.b",), (3, 2), False)


def test_of_two_alike_the_later_one_goes() -> None:
    plan = plan_of(section_of("s", item_of("s.a", 1), item_of("s.b", 1), item_of("s.c", 1)))
    blocks = blocks_of(("s.a", "item", 2), ("s.b", "item", 2), ("s.c", "item", 2))
    assert fit(plan, blocks, TIGHT, 5, 1).left_out == ("s.c",)


def test_the_small_one_comes_back_where_the_large_one_finds_no_room() -> None:
    plan = plan_of(section_of("s", item_of("s.small", 0), item_of("s.large", 1), item_of("s.must", MUST)))
    blocks = blocks_of(("s.small", "item", 1), ("s.large", "item", 5), ("s.must", "item", 4))
    assert fit(plan, blocks, TIGHT, 6, 1) == Fitted(("s.large",), (5,), True)


def test_a_heading_goes_with_its_last_item_and_a_position_with_its_last_role() -> None:
    place = item_of("s.0", MUST, item_of("s.0.r", 0), is_container=True)
    plan = plan_of(section_of("s", place), section_of("t", item_of("t.a", 1)))
    blocks = blocks_of(
        ("s", "head", 1), ("s.0", "place", 1), ("s.0.r", "item", 1), ("t", "head", 1), ("t.a", "item", 1)
    )
    assert fit(plan, blocks, TIGHT, 2, 1) == Fitted(("s.0.r",), (2,), True)


def test_less_may_take_more_pages() -> None:
    """Without the first item, the heading keeps with it a larger one. What fits as a whole is left alone all the same."""
    plan = plan_of(section_of("s", item_of("s.a", 0), item_of("s.b", 1), item_of("s.c", 1)))
    blocks = blocks_of(("s", "head", 1), ("s.a", "item", 1), ("s.b", "item", 2), ("s.c", "item", 2))
    assert [fill_pages(blocks, TIGHT, 4), fill_pages((blocks[0], *blocks[2:]), TIGHT, 4)] == [(4, 2), (3, 2)]
    assert fit(plan, blocks, TIGHT, 4, 2) == Fitted((), (4, 2), True)


# ---- laws ----


@st.composite
def cases(draw: st.DrawFn) -> tuple[Plan, tuple[Measured, ...]]:
    def weighed(id_: str, above: int) -> PlannedItem:
        tier = draw(st.integers(0, above))
        rank = float(draw(st.integers(0, 2)))
        children = [weighed(f"{id_}.{i}", min(tier, 2)) for i in range(draw(st.integers(0, 2) if id_.count(".") < 2 else st.just(0)))]
        is_container = bool(children) and draw(st.booleans())
        weight = max([Weight(tier, rank=rank), *(child.weight for child in children)])
        return PlannedItem(id_, Publication(id_), weight, PLACE, id_, tuple(children), is_container)

    sections = [
        section_of(name, *(weighed(f"{name}.{i}", MUST) for i in range(draw(st.integers(1, 3)))))
        for name in draw(st.sampled_from(["a", "ab", "abc"]))
    ]
    plan = plan_of(*sections)
    blocks = [Measured("", "I", draw(st.integers(0, 5)))]
    for section in sections:
        blocks.append(Measured(section.id, "S", draw(st.integers(0, 3))))
        blocks += (
            Measured(item.id, "G" if item.is_container else "I", draw(st.integers(0, 6))) for item in items_of(section)
        )
    return plan, tuple(blocks)


def items_of(section: PlannedSection) -> Iterator[PlannedItem]:
    return plan_of(section).walk()


def pages_of(plan: Plan, blocks: tuple[Measured, ...], gone: frozenset[str], room: int) -> tuple[int, ...]:
    left = leave_out(plan, gone, "")
    present = {"", *(section.id for section in left.sections), *(item.id for item in left.walk())}
    return fill_pages((block for block in blocks if block.item in present), SPACING, room)


ROOMS = st.integers(1, 25)
LIMITS = st.integers(1, 3)


@given(cases(), ROOMS, LIMITS)
def test_the_limit_is_kept_or_what_must_stay_is_too_much(
    case: tuple[Plan, tuple[Measured, ...]], room: int, pages: int
) -> None:
    plan, blocks = case
    fitted = fit(plan, blocks, SPACING, room, pages)
    movable = frozenset(item.id for item in plan.walk() if not item.is_container and item.weight.tier < MUST)
    assert fitted.used == pages_of(plan, blocks, frozenset(fitted.left_out), room)
    assert fitted.fits == (len(fitted.used) <= pages)
    assert fitted.fits or len(pages_of(plan, blocks, movable, room)) > pages
    # What must stay stays, and nothing is named twice.
    assert set(fitted.left_out) <= movable
    assert len(fitted.left_out) == len(set(fitted.left_out))


@given(cases(), ROOMS, LIMITS)
def test_where_everything_fits_nothing_goes(case: tuple[Plan, tuple[Measured, ...]], room: int, pages: int) -> None:
    plan, blocks = case
    if len(pages_of(plan, blocks, frozenset(), room)) <= pages:
        assert fit(plan, blocks, SPACING, room, pages).left_out == ()


@given(cases(), ROOMS, LIMITS)
def test_nothing_goes_that_would_have_found_room(case: tuple[Plan, tuple[Measured, ...]], room: int, pages: int) -> None:
    plan, blocks = case
    fitted = fit(plan, blocks, SPACING, room, pages)
    for id_ in fitted.left_out if fitted.fits else ():
        others = frozenset(fitted.left_out) - {id_}
        assert len(pages_of(plan, blocks, others, room)) > pages, id_


@given(cases(), ROOMS, LIMITS)
def test_the_same_input_gives_the_same_output(case: tuple[Plan, tuple[Measured, ...]], room: int, pages: int) -> None:
    plan, blocks = case
    assert fit(plan, blocks, SPACING, room, pages) == fit(plan, blocks, SPACING, room, pages)


@given(cases(), ROOMS)
def test_leaving_out_what_fit_names_gives_the_pages_that_it_promises(
    case: tuple[Plan, tuple[Measured, ...]], room: int
) -> None:
    """A second fit of what is left finds nothing to do."""
    plan, blocks = case
    fitted = fit(plan, blocks, SPACING, room, 1)
    if fitted.fits:
        left = leave_out(plan, frozenset(fitted.left_out), "no room")
        present = {"", *(section.id for section in left.sections), *(item.id for item in left.walk())}
        again = fit(left, tuple(block for block in blocks if block.item in present), SPACING, room, 1)
        assert again == Fitted((), fitted.used, True)
