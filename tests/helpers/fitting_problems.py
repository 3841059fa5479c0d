"""Small fit problems, and their solution by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

from cvtex.fit.pages import lay_out
from cvtex.fit.problem import AmountLimit, Box, Node, Option, Problem, Spacing
from cvtex.value import replace

# Headings of a section and a group, an item, an item with points, a point, a footnote; a header, the top of columns.
SPACING = {
    "S": Spacing(level=1, head=1, before=3, after=1),
    "G": Spacing(level=2, head=2, before=2, after=0),
    "I": Spacing(level=3, head=3, before=1, after=None),
    "R": Spacing(level=3, head=3, before=1, after=0),
    "P": Spacing(level=5, head=5, before=1, after=None),
    "N": Spacing(level=5, head=5, before=1, after=None),
    "H": Spacing(level=1, head=0, before=1, after=None),
    "C": Spacing(level=0, head=0, before=2, after=0),
}
TIERS = (3, 2, 1, 0)
Chosen = dict[str, str]


def boxes_of(problem: Problem, chosen: Chosen, column: tuple[Node, ...] | None = None) -> list[Box]:
    """Return the printed boxes of a column: those above both, each section's, then its footnotes."""
    found = [*problem.head]
    for section in problem.nodes if column is None else column:
        options = options_of(replace(problem, nodes=(section,), side=()), chosen)
        found += [box for option in options for box in option.boxes]
        found += [box for option in options for box in option.notes]
    return found


def options_of(problem: Problem, chosen: Chosen) -> list[Option]:
    return [option for node in problem.walk() for option in node.options if chosen.get(node.id) == option.name]


def is_kept(problem: Problem, chosen: Chosen) -> bool:
    """Check every rule except the page limit."""
    for node in problem.walk():
        below = [child for child in node.walk() if child is not node and child.id in chosen and not child.is_container]
        if node.must and node.id not in chosen:
            return False
        if node.is_container and (node.id in chosen) != bool(below):
            return False
        if node.id in chosen and node.is_container and any(option.marks for option in node.options):
            marks = frozenset().union(
                *(option.marks for one in below for option in one.options if option.name == chosen[one.id])
            )
            if marks != next(option.marks for option in node.options if option.name == chosen[node.id]):
                return False
        if node.id not in chosen and not node.is_container and any(child.id in chosen for child in node.walk()):
            return False
    used: dict[str, int] = {}
    for option in options_of(problem, chosen):
        for name, amount in option.uses.items():
            used[name] = used.get(name, 0) + amount
    for limit in problem.limits:
        if not limit.least <= used.get(limit.name, 0) <= (10**9 if limit.most is None else limit.most):
            return False
    return all(one not in chosen or other in chosen for one, other in problem.requires)


def fits(problem: Problem, chosen: Chosen) -> bool:
    columns = [
        lay_out(boxes_of(problem, chosen, column), problem.spacing, problem.room)
        for column in (problem.nodes, problem.side)
    ]
    return all(len(pages) <= problem.pages and all(page.used <= problem.room for page in pages) for pages in columns)


def worth(problem: Problem, chosen: Chosen) -> tuple[tuple[int, ...], int]:
    """Return the points of each tier, highest tier first, and the printed height without footnotes."""
    gains = [gain for option in options_of(problem, chosen) for gain in option.gains]
    points = tuple(sum(points for tier, points in gains if tier == wanted) for wanted in TIERS)
    return points, sum(option.height for option in options_of(problem, chosen))


def best_by_trying(problem: Problem) -> tuple[tuple[int, ...], int] | None:
    """Return the worth of the best selection, or None if nothing fits."""
    nodes = list(problem.walk())
    ways = [[None, *(option.name for option in node.options)] if node.options else [None, ""] for node in nodes]
    found = (
        {node.id: name for node, name in zip(nodes, way, strict=True) if name is not None} for way in product(*ways)
    )
    return max(
        (worth(problem, chosen) for chosen in found if is_kept(problem, chosen) and fits(problem, chosen)),
        default=None,
    )


NOTES = st.sampled_from(((), (), (), (Box("N", 1),), (Box("N", 1), Box("N", 1))))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A little of every feature, with few enough nodes for brute force."""
    numbers = iter(range(99))
    sections = tuple(draw(_section(f"s{number}", numbers)) for number in range(draw(st.integers(1, 2))))
    ids = [node.id for section in sections for node in section.walk() if not node.is_container]
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    limit = st.builds(AmountLimit, st.just(""), st.none() | st.integers(1, 4), st.sampled_from((0, 0, 0, 1)))
    limits = tuple(AmountLimit(name, one.most, one.least) for name in "xyw" if (one := draw(st.none() | limit)))
    # The first of two sections may stand in a side column.
    aside = draw(st.integers(0, 1)) if len(sections) > 1 else 0
    return Problem(
        sections[aside:],
        SPACING,
        draw(st.integers(6, 20)),
        draw(st.integers(1, 3)),
        limits,
        tuple(draw(st.lists(pair, max_size=2))),
        (Box("H", draw(st.integers(1, 4))), Box("C", 0)) if aside else (),
        sections[:aside],
    )


@st.composite
def _section(draw: st.DrawFn, id_: str, numbers: Iterator[int]) -> Node:
    items = tuple(draw(_item(numbers, 0)) for _ in range(draw(st.integers(1, 2))))
    if draw(st.booleans()):
        title = (Option("full", (Box("G", 1),), notes=draw(NOTES)),) if draw(st.booleans()) else ()
        items = (Node(f"g{id_}", title, items, is_container=True),)
    heading = Option("full", (Box("S", 2),))
    legends = [Option(f"full {mark}", (Box("S", 2), Box("P", 1)), marks=frozenset(mark)) for mark in ("a", "b", "ab")]
    options = (heading, *legends) if draw(st.booleans()) else (heading,)
    return Node(id_, options, items, is_container=True, holds_notes=True)


@st.composite
def _item(draw: st.DrawFn, numbers: Iterator[int], depth: int) -> Node:
    id_ = f"i{next(numbers)}"
    heads = depth == 0 and draw(st.integers(0, 3)) == 0
    below = tuple(draw(_item(numbers, 1)) for _ in range(draw(st.integers(1, 2)))) if heads else ()
    must = draw(st.integers(0, 7)) == 0
    lines = 0 if heads else draw(st.sampled_from((0, 0, 0, 4, 5, 7)))
    form = "R" if heads else "P" if lines or depth else "I"
    height = 2 * lines or draw(st.integers(1, 6))
    gain = (draw(st.sampled_from(TIERS)), draw(st.integers(1, 5)))
    uses = {name: draw(st.integers(1, 3)) if name == "w" else 1 for name in draw(st.sets(st.sampled_from("xyw")))}
    marks = frozenset(draw(st.sampled_from(("", "", "a", "b"))))
    full = Option("full", (Box(form, height, lines),), () if must else (gain,), marks, uses, draw(NOTES))
    if not draw(st.booleans()):
        return Node(id_, (full,), below, must=must)
    short = Option(
        "short",
        (Box(form, max(1, height - 2)),),
        () if must else ((gain[0], max(1, gain[1] - 1)),),
        uses=uses,
    )
    return Node(id_, (full, short), below, must=must)
