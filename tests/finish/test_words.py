"""Two texts that follow each other on a page -> what stands between them."""

from __future__ import annotations

import pytest

from cvtex.finish.words import Between, Shown, between
from cvtex.page_stream.events import Show
from cvtex.page_stream.fonts import StreamFont

FONT = StreamFont(dict.fromkeys(range(256), 500), 0, {code: chr(code) for code in range(32, 127)}, is_wide=False)


def shown(text: str, left: float, baseline: float, page: int = 0) -> Shown:
    show = Show(0, 0, (text.encode("ascii"),), "F1", b"10", 10, left, left + 5 * len(text), baseline)
    return Shown(show, page, FONT)


@pytest.mark.parametrize(
    ("one", "two", "text", "expected"),
    [
        # On one line: the gap decides, not a kern; an exponent is no new line.
        (shown("See", 0, 100), shown("this", 17.5, 100), "See this", "space"),
        (shown("A", 0, 100), shown("V", 4.2, 100), "AV", "nothing"),
        (shown("x", 0, 100), shown("2", 5.3, 103.6), "x2", "nothing"),
        # On the next line, or page.
        (shown("least,", 0, 100), shown("so", 0, 87), "at least, so", "space"),
        (shown("charac-", 0, 100), shown("terization", 0, 87), "a characterization of", "soft hyphen"),
        (shown("charac-", 0, 100), shown("terization", 0, 700, page=1), "a characterization of", "soft hyphen"),
        (shown("human-", 0, 100), shown("understandable", 0, 87), "human-understandable", "nothing"),
        (shown("pre-", 0, 100), shown("and", 0, 87), "pre- and postdoctoral", "space"),
        (shown("github.com/", 0, 100), shown("ada", 0, 87), "github.com/ada", "nothing"),
        (shown("end ", 0, 100), shown("next", 0, 87), "end next", "nothing"),
    ],
)
def test_between(one: Shown, two: Shown, text: str, expected: Between) -> None:
    assert between(one, two, text) == expected
