"""Parts of a block are found in what a page shows, in the order in which it shows them."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from cvtex.text.drawn_parts import drawn_order


@pytest.mark.parametrize(
    ("shown", "parts", "order"),
    [
        ("head text dates", [["head"], ["text"], ["dates"]], (0, 1, 2)),
        ("dates head text", [["head"], ["text"], ["dates"]], (2, 0, 1)),
        ("head: (dates) text", [["head"], ["text"], ["dates"]], (0, 2, 1)),
        # The texts of one part are found in their order, and no other part between them.
        ("b mail phone", [["mail", "phone"], ["b"]], (1, 0)),
        ("phone mail b", [["mail", "phone"], ["b"]], (1,)),
        # A part that is also the beginning of another one.
        ("Professor of Toads 2019 Professor", [["Professor"], ["2019"], ["Professor of Toads"]], (2, 1, 0)),
        ("Professor of Toads 2019", [["Professor"], ["2019"], ["Professor of Toads"]], (2, 1)),
        ("aa a", [["a"], ["aa"]], (1, 0)),
        ("a", [["a"], ["a"]], (0,)),
        ("", [["a"], [""]], (1,)),
        ("", [], ()),
        # So many parts have one order.
        ("b a", [["a"], ["b"], *([[""]] * 8)], (0, *range(2, 10))),
    ],
)
def test_parts_are_found_in_the_order_in_which_they_are_shown(
    shown: str, parts: list[list[str]], order: tuple[int, ...]
) -> None:
    assert drawn_order(shown, parts) == order


def test_as_much_text_as_possible_is_found() -> None:
    """Few letters, so that parts are found within each other and across each other's ends."""
    for seed in range(300):
        chance = random.Random(seed)
        parts = [
            ["".join(chance.choices("ab ", k=chance.randint(1, 4))) for _ in range(chance.randint(1, 2))]
            for _ in range(chance.randint(1, 4))
        ]
        shuffled = chance.sample(parts, len(parts))
        if is_cut := chance.random() < 0.5:
            del shuffled[-1]
        shown = "".join("".join([chance.choice(["", "c"]), *part]) for part in shuffled)
        orders = (order for size in range(len(parts) + 1) for order in permutations(range(len(parts)), size))
        found = drawn_order(shown, parts)
        assert _fits(shown, parts, found)
        assert _size(parts, found) == max(_size(parts, order) for order in orders if _fits(shown, parts, order))
        assert is_cut or len(found) == len(parts)


def _fits(shown: str, parts: list[list[str]], order: tuple[int, ...]) -> bool:
    place = 0
    for text in (text for number in order for text in parts[number]):
        place = shown.find(text, place)
        if place < 0:
            return False
        place += len(text)
    return True


def _size(parts: list[list[str]], order: tuple[int, ...]) -> int:
    return sum(len("".join(parts[number])) for number in order)
