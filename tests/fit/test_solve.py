"""The solver against brute force, and laws of limits."""

from __future__ import annotations

import pytest
from examples import times
from fitting_problems import SPACING, best_by_trying, boxes_of, fits, is_kept, problems, worth
from hypothesis import given
from hypothesis import strategies as st

from cvtex.fit.explain import explain
from cvtex.fit.infeasible import fit
from cvtex.fit.problem import AmountLimit, Box, Infeasible, Node, Option, Problem, Solution, printed_boxes, side_boxes
from cvtex.fit.solve import solve
from cvtex.value import replace


def item(id_: str, height: int, points: int = 1, tier: int = 1, *, must: bool = False, **uses: int) -> Node:
    gains = () if must else ((tier, points),)
    return Node(id_, (Option("full", (Box("I", height),), gains, uses=uses),), must=must)


def problem_of(*nodes: Node, room: int = 10, pages: int = 1, **more: object) -> Problem:
    return Problem(nodes, SPACING, room, pages, **more)  # type: ignore[arg-type]


def printed(problem: Problem) -> str:
    found = fit(problem)
    assert isinstance(found, Solution)
    return " ".join(node.id for node in problem.walk() if node.id in found.chosen)


def test_everything_is_printed_if_it_fits() -> None:
    assert printed(problem_of(item("a", 4), item("b", 5))) == "a b"


def test_a_point_of_a_higher_tier_beats_all_of_lower_ones() -> None:
    assert printed(problem_of(item("a", 4, 99), item("b", 5, 99), item("c", 9, 1, tier=2))) == "c"


def test_points_of_one_tier_are_summed() -> None:
    assert printed(problem_of(item("a", 9, 5), item("b", 4, 3), item("c", 5, 3))) == "b c"


def test_of_equal_choices_the_fuller_pages_win() -> None:
    assert printed(problem_of(item("a", 4), item("b", 6), item("c", 5), room=7)) == "b"


def test_what_must_be_printed_is() -> None:
    assert printed(problem_of(item("a", 4, 99), item("b", 8, must=True))) == "b"


def test_a_short_form_makes_room_for_another_item() -> None:
    both = Node("a", (Option("full", (Box("I", 7),), ((1, 5), (0, 5))), Option("short", (Box("I", 4),), ((1, 5),))))
    found = solve(problem_of(both, item("b", 5)))
    assert found is not None
    assert found.chosen == {"a": "short", "b": "full"}
    alone = solve(problem_of(both, item("b", 9)))
    assert alone is not None
    assert alone.chosen == {"a": "full"}


def test_a_limit_of_numbers_keeps_what_counts_most() -> None:
    nodes = [item(name, 1, points, n=1) for name, points in (("a", 2), ("b", 9), ("c", 5))]
    assert printed(problem_of(*nodes, limits=(AmountLimit("n", 2),))) == "b c"


def test_a_legend_takes_the_room_that_it_needs() -> None:
    marked = Node("m", (Option("full", (Box("I", 3),), ((1, 2),), frozenset("a")),))
    headings = (
        Option("full", (Box("S", 2),)),
        Option("full a", (Box("S", 2), Box("P", 2)), marks=frozenset("a")),
    )
    section = Node("s", headings, (marked, item("b", 4)), is_container=True)
    for room, chosen in (
        (10, {"s": "full a", "m": "full"}),
        (7, {"s": "full", "b": "full"}),
        (14, {"s": "full a", "m": "full", "b": "full"}),
    ):
        found = solve(problem_of(section, room=room))
        assert found is not None
        assert found.chosen == chosen


def test_a_footnote_takes_room_with_its_item_at_the_end_of_the_section() -> None:
    noted = Node("n", (Option("full", (Box("I", 3),), ((1, 2),), notes=(Box("N", 2),)),))
    heading = (Option("full", (Box("S", 2),)),)
    section = Node("s", heading, (noted, item("b", 3)), is_container=True, holds_notes=True)
    problem = problem_of(section, room=13)
    found = solve(problem)
    assert found is not None
    assert [box.form for box in printed_boxes(problem, found)] == ["S", "I", "I", "N"]
    for room, chosen in ((12, {"s": "full", "n": "full"}), (8, {"s": "full", "b": "full"})):
        less = solve(problem_of(section, room=room))
        assert less is not None
        assert less.chosen == chosen


def test_many_optional_footnotes_are_no_work() -> None:
    nodes = tuple(
        Node(f"n{number}", (Option("full", (Box("I", 3),), ((1, 1 + number % 3),), notes=(Box("N", 1 + number % 2),)),))
        for number in range(60)
    )
    section = Node("s", (Option("full", (Box("S", 2),)),), nodes, is_container=True, holds_notes=True)
    found = solve(problem_of(section, room=60), most_states=200_000)
    assert found is not None
    assert found.is_optimal


def beside(*side: Node, main: tuple[Node, ...], room: int = 10, pages: int = 1) -> Problem:
    """Two columns below a header of 2; `C` is the top of both, 2 below it."""
    return problem_of(*main, room=room, pages=pages, head=(Box("H", 2), Box("C", 0)), side=side)


def test_each_column_has_the_room_below_the_header() -> None:
    assert printed(beside(item("a", 6), main=(item("b", 6),))) == "a b"
    assert printed(beside(item("a", 7), main=(item("b", 6),))) == "b"
    assert printed(beside(item("a", 2), item("b", 3), main=(item("c", 2), item("d", 4)))) == "a b d"
    # On the second page, both begin at its top.
    assert printed(beside(item("a", 10), main=(item("b", 10),), pages=2)) == "a b"


def test_limits_count_both_columns() -> None:
    problem = beside(item("a", 3, 5, n=1), main=(item("b", 3, 7, n=1),))
    assert printed(replace(problem, limits=(AmountLimit("n", 1),))) == "b"
    assert printed(replace(problem, requires=(("b", "a"),), limits=(AmountLimit("n", 1),))) == "a"


UNFIT = [
    (beside(item("a", 9, must=True), main=(item("b", 2),)), Infeasible("side", "", 9, ("a",))),
    (beside(item("a", 2), main=(item("b", 9, must=True),)), Infeasible("room", "", 9, ("b",))),
    (problem_of(item("a", 6, must=True), item("b", 7, must=True)), Infeasible("room", "", 7, ("a",))),
    (
        problem_of(item("a", 3, must=True, n=1), item("b", 2, must=True, n=1), limits=(AmountLimit("n", 1),)),
        Infeasible("limit", "n", 0, ("b",)),
    ),
    (problem_of(item("a", 3, n=1), limits=(AmountLimit("n", None, 2),)), Infeasible("limit", "n", 0, ())),
    (
        problem_of(item("a", 3, must=True), item("b", 9), requires=(("a", "b"),)),
        Infeasible("requires", "a"),
    ),
]


@pytest.mark.parametrize(("problem", "why"), UNFIT)
def test_what_cannot_be_says_why_and_the_cheapest_way_out(problem: Problem, why: Infeasible) -> None:
    assert fit(problem) == why


@times(1.2)
@given(problems())
def test_no_choice_is_better(problem: Problem) -> None:
    best, found = best_by_trying(problem), fit(problem)
    if best is None:
        assert isinstance(found, Infeasible)
        return
    assert isinstance(found, Solution)
    chosen = dict(found.chosen)
    assert is_kept(problem, chosen)
    assert fits(problem, chosen)
    assert worth(problem, chosen) == best
    assert found.is_optimal
    assert found.value == found.bound
    assert list(printed_boxes(problem, found)) == boxes_of(problem, chosen)
    assert list(side_boxes(problem, found)) == boxes_of(problem, chosen, problem.side)


@given(problems(), st.integers(0, 5), st.integers(0, 2))
def test_more_room_never_lowers_the_value(problem: Problem, room: int, pages: int) -> None:
    less, more = (
        solve(problem),
        solve(replace(problem, room=problem.room + room, pages=problem.pages + pages)),
    )
    if less is not None:
        assert more is not None
        assert more.value >= less.value


@given(problems())
def test_if_everything_fits_nothing_is_dropped(problem: Problem) -> None:
    free = replace(problem, limits=(), requires=(), pages=99, room=999)
    found = solve(free)
    assert found is not None
    assert {node.id for node in free.walk()} == set(found.chosen)
    assert solve(free) == found


@times(0.6)
@given(problems())
def test_a_reason_is_found_for_everything_that_is_left_out(problem: Problem) -> None:
    found = solve(problem)
    if found is None:
        return
    for node in problem.walk():
        if node.id not in found.chosen and not node.is_container:
            reason = explain(problem, found, node.id)
            assert reason.needs > 0
            assert node.id not in reason.out


def test_why_an_item_is_left_out() -> None:
    problem = problem_of(item("a", 4, 9), item("b", 5, 7), item("c", 3, 2))
    found = solve(problem)
    assert found is not None
    reason = explain(problem, found, "c")
    assert (reason.kind, reason.needs, reason.free, reason.out) == ("room", 4, (0,), ("b",))
    # Three for itself, one for the gap.
    assert reason.more_room == reason.needs


def test_work_is_bounded() -> None:
    nodes = tuple(item(f"i{number}", 3 + number % 7, 10 + number * 7919 % 101) for number in range(40))
    problem = problem_of(*nodes, room=60, pages=2)
    hurried = solve(problem, most_states=150)
    thorough = solve(problem)
    assert hurried is not None
    assert thorough is not None
    assert not hurried.is_optimal
    assert hurried.value <= thorough.value == thorough.bound <= hurried.bound
