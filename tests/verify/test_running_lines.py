"""Lines at the foot and the top of pages: what the design asks for, what a page prints, and whether it is that."""

from __future__ import annotations

import pytest

from cvtex.model.running import PAGE, PAGES, RunningLine, RunningLines
from cvtex.verify.rules import letters_of
from cvtex.verify.running_lines import missing_lines

NUMBERED = RunningLine(("Ada Example",), (), (PAGE, " / ", PAGES))
WORDS = RunningLine(("page ", PAGE, " of ", PAGES))
YEAR = RunningLine(("of 2026",), (), (PAGE,))

#  lines, text of each page outside of its blocks, the first problem: page, line and place
CASES: list[tuple[RunningLines, list[str], str]] = [
    (RunningLines(foot=NUMBERED), ["Ada Example1 / 2", "AdaExample2/2"], ""),
    (RunningLines(foot=NUMBERED), ["· · Ada Example1 / 2", "Ada Example2 / 2"], ""),
    (RunningLines(foot=NUMBERED), ["Ada Example1 / 2", "Ada Example2 / 3"], "2: Ada Example 2 / 2, foot"),
    (RunningLines(foot=NUMBERED), ["Ada Example1 / 1"] * 2, "1: Ada Example 1 / 2, foot"),
    (RunningLines(foot=WORDS), ["page 1 of 1"], ""),
    (RunningLines(foot=WORDS), ["page 1 of 18"], "1: page 1 of 1, foot"),
    (RunningLines(foot=WORDS), ["page 11 of 1"], "1: page 1 of 1, foot"),
    (RunningLines(foot=YEAR), ["of 20261"], ""),
    (RunningLines(foot=YEAR), ["of 202611"], "1: of 2026 1, foot"),
    # A theme may print words of its own.
    (RunningLines(foot=NUMBERED), ["Ada Example, CV Page 1 / 1 in all"], ""),
    (RunningLines(foot=NUMBERED), ["Ada Example"], "1: Ada Example 1 / 1, foot"),
    (RunningLines(), ["Page 3"], ""),
    # The line at the top begins with the second page, and is read before the foot.
    (RunningLines(NUMBERED, WORDS), ["page 1 of 2", "Ada Example2 / 2page 2 of 2"], ""),
    (RunningLines(NUMBERED, WORDS), ["page 1 of 2", "page 2 of 2"], "2: Ada Example 2 / 2, top"),
    (RunningLines(NUMBERED, WORDS), ["page 1 of 2", "page 2 of 2Ada Example2 / 2"], "2: page 2 of 2, foot"),
]

# The name may be missing, and right-to-left words are in the order of the page: their numbers may stand beside others.
ROOM = RunningLine(("Ada 2",), (), (PAGE,))
HEBREW = RunningLine(("קורות 2026",), (), (PAGE,))
LOOSE: list[tuple[RunningLine, list[str], str]] = [
    (ROOM, ["Ada 21", "Ada 22"], ""),
    (ROOM, ["1", "2"], ""),
    (ROOM, ["Ada 22"], "1: 1, foot"),
    (ROOM, ["Ada 211"], "1: 1, foot"),
    (ROOM, ["Ada 2 of 11"], "1: 1, foot"),
    (ROOM, ["Ada 2"], "1: 1, foot"),
    (HEBREW, ["תורוק20261"], ""),
    (HEBREW, ["2026תורוק1"], ""),
    (HEBREW, ["תורוק20262"], "1: 1, foot"),
    (RunningLine((PAGE,), ("2 ואב",)), ["12באו"], ""),
    (RunningLine((PAGE,), ("2 ואב",)), ["13באו"], "1: 1, foot"),
]


@pytest.mark.parametrize(("foot", "asides", "problem"), LOOSE)
def test_parts_that_need_not_be_there(foot: RunningLine, asides: list[str], problem: str) -> None:
    page, _, rest = problem.partition(": ")
    line, _, place = rest.rpartition(", ")
    expected = [f"page {page} does not print '{line}' at its {place}"] if problem else []
    found = missing_lines(asides, RunningLines(foot=foot), letters_of, is_name_optional=foot is ROOM)
    assert [one.message for one in found] == expected


@pytest.mark.parametrize(("running", "asides", "problem"), CASES)
def test_missing_lines(running: RunningLines, asides: list[str], problem: str) -> None:
    page, _, rest = problem.partition(": ")
    line, _, place = rest.rpartition(", ")
    expected = [f"page {page} does not print '{line}' at its {place}"] if problem else []
    assert [one.message for one in missing_lines(asides, running, letters_of)] == expected
