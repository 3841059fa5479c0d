"""Omitting items from a plan."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cvtex.diagnostics import Span
from cvtex.model.exclusion import NoRoom, TooOld
from cvtex.model.ids import Id
from cvtex.model.plan import LeftOut, Plan, PlannedItem, PlannedSection, Publication, Weight, choose
from cvtex.model.priority import BEST_OF_SECTION, CURRENT_POST, DEGREE
from cvtex.model.sections import ListSection

PLACE = Span("cv.yaml")


def item(id_: str, *children: PlannedItem, is_container: bool = False) -> PlannedItem:
    return PlannedItem(Id(id_), Publication(id_), Weight(False, 50), PLACE, id_.upper(), children, is_container)


PLAN = Plan(
    "full",
    "en",
    False,
    (
        PlannedSection(
            Id("a"),
            ListSection(span=PLACE, items=()),
            None,
            (item("a.0", item("a.0.x", item("a.0.x.y")), item("a.0.z"), is_container=True), item("a.1")),
        ),
        PlannedSection(Id("b"), ListSection(span=PLACE, items=()), None, (item("b.0"),)),
    ),
)

LEFT = [
    # to remove             printed                                         left out
    ((), "a.0 a.0.x a.0.x.y a.0.z a.1 b.0", ()),
    (("a.1",), "a.0 a.0.x a.0.x.y a.0.z b.0", ("a.1",)),
    (("a.0.x.y",), "a.0 a.0.x a.0.z a.1 b.0", ("a.0.x.y",)),
    # Children are removed, too.
    (("a.0.x",), "a.0 a.0.z a.1 b.0", ("a.0.x",)),
    # A container is removed with its last child, a section with its last item.
    (("a.0.x", "a.0.z"), "a.1 b.0", ("a.0.x", "a.0.z")),
    (("b.0",), "a.0 a.0.x a.0.x.y a.0.z a.1", ("b.0",)),
    (("a.0.x", "a.0.z", "a.1", "b.0"), "", ("a.0.x", "a.0.z", "a.1", "b.0")),
    (("unknown",), "a.0 a.0.x a.0.x.y a.0.z a.1 b.0", ()),
]


@pytest.mark.parametrize(("ids", "printed", "left_out"), LEFT)
def test_choose(ids: tuple[str, ...], printed: str, left_out: tuple[str, ...]) -> None:
    left = choose(PLAN, dict.fromkeys(map(Id, ids), NoRoom()))
    assert [item.id for item in left.walk()] == printed.split()
    assert left.left_out == tuple(
        LeftOut(Id(id_), id_.upper(), NoRoom(), PLACE, id_, weight=Weight(False, 50)) for id_ in left_out
    )
    assert all(section.items for section in left.sections)


def test_earlier_omissions_are_kept() -> None:
    once = choose(PLAN, {Id("a.1"): TooOld(2020)})
    assert [(left.id, left.reason) for left in choose(once, {Id("b.0"): NoRoom()}).left_out] == [
        ("a.1", TooOld(2020)),
        ("b.0", NoRoom()),
    ]
    assert PLAN.left_out == ()


def test_an_item_in_its_short_form_is_marked() -> None:
    chosen = choose(PLAN, {}, frozenset({"a.0.z"}))
    assert [item.id for item in chosen.walk() if item.is_short] == ["a.0.z"]


def test_weights_are_compared_by_must_then_level_then_points() -> None:
    ascending = [
        Weight(False, 25, points=9),
        Weight(False, 50, points=1),
        Weight(False, 50, points=2),
        Weight(False, 75),
        Weight(False, BEST_OF_SECTION),
        Weight(False, DEGREE),
        Weight(False, CURRENT_POST),
        Weight(True, 100),
    ]
    assert all(lighter < heavier for lighter, heavier in pairwise(ascending))


def test_publications_are_named_in_printed_order() -> None:
    assert PLAN.publications() == ("a.0", "a.0.x", "a.0.x.y", "a.0.z", "a.1", "b.0")
