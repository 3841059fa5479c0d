"""Regular expressions of strangers: rows of parts, whose search takes time in proportion to the text."""

from __future__ import annotations

import pytest

from cvtex.text.patterns import MOST_CHARACTERS, MOST_REPEATED, MOST_WAYS, PatternError, compiled


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        (r"\bIF\s*[:=]?\s*\d+\.\d", "if:  3.5", "IF abc"),
        (r"\bQ[1-4]\s+journal", "a Q1 journal", "Q5 journal"),
        (r"^a.c$", "abc", "xabc"),
        (r"a{2}b{1,3}c{2,}", "AABCC", "abcc"),
        (r"[]a-c^-]\]", "b]", "d]"),
        (r"\(x\)\|\*", "(x)|*", "x"),
        ("", "a", None),
    ],
)
def test_a_pattern(pattern: str, found: str, not_found: str | None) -> None:
    assert compiled(pattern).search(found)
    assert not_found is None or not compiled(pattern).search(not_found)


def test_a_part_is_repeated_so_often_and_no_oftener() -> None:
    for pattern in ("xa*y", "xa+y", "xa{1,}y"):
        assert compiled(pattern).search(f"x{'a' * MOST_REPEATED}y")
        assert not compiled(pattern).search(f"x{'a' * (MOST_REPEATED + 1)}y")


@pytest.mark.parametrize(
    "pattern",
    [
        "(a|a)(a|a)(a|a)x", "(a+)+b", "(?:a*)*b", "a|b", "(?<!a)b", "(?s)a", r"(a)\1", r"\1", "a**", "a*+", "*a", "a)",
        "[a", "{", "a{1,2}{3}", "\\", "[z-a]", r"\y", "a*" * 5, "a?" * 20, "a{0,99}" * 2, "a" * (MOST_CHARACTERS + 1),
    ],
)  # fmt: skip
def test_what_might_take_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)


def test_the_worst_pattern_is_bounded() -> None:
    """Each place of a text costs at most as many steps as there are ways."""
    assert (MOST_REPEATED + 1) ** 3 <= MOST_WAYS < (MOST_REPEATED + 1) ** 4
    assert not compiled("a*a*a*b").search("a" * 20_000)
