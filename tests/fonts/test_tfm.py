"""Metrics are read back as TeX reads them ("TeX: The Program", sections 539 to 575)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from read_metrics import read

from cvtex.fonts.tfm import Character, FontParameters, Kern, Ligature, metrics_file


def test_a_character_has_its_width_and_at_least_its_height_and_depth() -> None:
    found = read(
        metrics_file({65: Character(722, 662, 0), 103: Character(500, 450, 217)}, FontParameters(250, 125, 83, 450))
    )
    assert {code: tuple(map(round, sizes)) for code, sizes in found.characters.items()} == {
        65: (722, 662, 0),
        103: (500, 450, 217),
    }
    assert list(map(round, found.parameters)) == [0, 250, 125, 83, 450, 1000, 83]


def test_a_character_without_width_is_there() -> None:
    assert 3 in read(metrics_file({3: Character(0, 0, 0), 4: Character(10, 0, 0)}, FontParameters())).characters


def test_ligatures_and_kerns_stand_in_the_order_in_which_they_are_given() -> None:
    characters = {code: Character(500, 500, 0) for code in (65, 86, 102, 105, 28)}
    programs: dict[int, list[Ligature | Kern]] = {
        102: [Ligature(105, 28), Kern(65, -40)],
        65: [Kern(86, -90), Kern(102, -40)],
    }
    found = read(metrics_file(characters, FontParameters(), programs)).programs
    assert {code: [(next_, kind, round(value)) for next_, kind, value in one] for code, one in found.items()} == {
        102: [(105, "ligature", 28), (65, "kern", -40)],
        65: [(86, "kern", -90), (102, "kern", -40)],
    }


def test_more_steps_than_a_character_can_name_are_reached_by_jumps() -> None:
    characters = {code: Character(500, 500, 0) for code in range(160)}
    programs = {left: [Kern(right, left - right) for right in range(160)] for left in range(160)}
    found = read(metrics_file(characters, FontParameters(), programs)).programs
    assert len(found) == 160
    assert [(next_, round(value)) for next_, _, value in found[150]] == [(right, 150 - right) for right in range(160)]


sizes = st.integers(0, 3000)


@given(st.dictionaries(st.integers(0, 254), st.builds(Character, sizes, sizes, sizes), min_size=1, max_size=200))
def test_widths_are_exact_heights_and_depths_never_smaller(characters: dict[int, Character]) -> None:
    found = read(metrics_file(characters, FontParameters())).characters
    assert found.keys() == characters.keys()
    for code, one in characters.items():
        width, height, depth = found[code]
        assert round(width) == one.width
        assert height >= one.height - 0.01
        assert depth >= one.depth - 0.01
