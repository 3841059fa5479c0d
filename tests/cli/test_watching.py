"""When a change has come to its end: a fake stream of looks in, the stamps to build from out."""

from __future__ import annotations

import pytest

from cvtex.cli.watch import LONGEST, QUIET, Stamps, line_of, settled

CV = "cv.yaml"
# Two of them are a little more than quiet.
STEP = 0.51 * QUIET


def looks(saves: str) -> list[tuple[float, Stamps]]:
    """One look a letter: a letter stands for the file's state, a blank for its absence."""
    return [(number * STEP, {CV: None if letter == " " else (ord(letter),)}) for number, letter in enumerate(saves)]


@pytest.mark.parametrize(
    ("saves", "found", "at"),
    [
        ("aaaaaa", None, None),
        ("aabbbbb", "b", 4),
        # A burst is one change.
        ("abcdeeee", "e", 6),
        # An editor removes the file and writes it anew.
        ("a  bbbb", "b", 5),
        # It is away for good.
        ("a    ", " ", 3),
        # It changed and is again what it was, stamp and all: restored from a copy.
        ("abaaaaaa", None, None),
        # Not yet quiet when the looks end.
        ("aaab", None, None),
    ],
)
def test_a_change_is_over_when_nothing_changes_any_more(saves: str, found: str | None, at: int | None) -> None:
    stream = looks(saves)
    told = settled({CV: (ord("a"),)}, iter(stream))
    assert (None if found is None else looks(found)[0][1]) == told
    if at is not None:
        assert settled({CV: (ord("a"),)}, iter(stream[:at])) is None
        assert settled({CV: (ord("a"),)}, iter(stream[: at + 1])) is not None


def test_changes_without_an_end_are_built_all_the_same() -> None:
    endless = ((number * STEP, {CV: (number,)}) for number in range(10**6))
    found = settled({CV: (0,)}, endless)
    assert found is not None
    (number,) = found[CV] or ()
    assert LONGEST <= (number - 1) * STEP < LONGEST + 2 * STEP


def test_a_file_that_comes_into_a_folder_is_a_change() -> None:
    new = {CV: (1,), "styles/themes/cvtex-own.sty": (1,)}
    assert new == settled({CV: (1,)}, [(number * STEP, new) for number in range(5)])


def test_a_line_for_a_build() -> None:
    told = line_of("12:03:04", "build/cv-full.pdf: 8 pages", 0.3149)
    assert "12:03:04 build/cv-full.pdf: 8 pages, 0.31 s" == told
