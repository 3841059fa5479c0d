"""Layout and order of messages."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import (
    Checked,
    Diagnostic,
    Sources,
    Span,
    column_width,
    counted,
    did_you_mean,
    error,
    has_errors,
    in_order,
    render,
    warning,
)

CV = "owner: Ada\nsections:\n\ttalks:  漢字 and\x07 text\nlast"
SOURCES = Sources({"cv.yaml": CV})

RENDERED = [
    (
        error("an error", Span("cv.yaml", 1, 8, 3)),
        [
            "cv.yaml:1:8: error: an error",
            "    1 | owner: Ada",
            "      |        ^^^",
        ],
    ),
    (
        warning("a warning", Span("cv.yaml", 2, 1, 8), "a short hint"),
        [
            "cv.yaml:2:1: warning: a warning (a short hint)",
            "    2 | sections:",
            "      | ^^^^^^^^",
        ],
    ),
    (
        error(
            "an error",
            Span("cv.yaml", 4),
            "a hint that is so long that it takes a line of its own, after the excerpt",
        ),
        [
            "cv.yaml:4:1: error: an error",
            "    4 | last",
            "      | ^",
            "  hint: a hint that is so long that it takes a line of its own, after the excerpt",
        ],
    ),
    # Without a place, or without an excerpt.
    (error("no TeX"), ["cvtex: error: no TeX"]),
    (error("gone", Span("other.bib", 3, 2)), ["other.bib:3:2: error: gone"]),
    (error("after the end", Span("cv.yaml", 9)), ["cv.yaml:9:1: error: after the end"]),
    # The caret accounts for wide and escaped characters.
    (
        error("wide", Span("cv.yaml", 3, 10, 2)),
        [
            "cv.yaml:3:10: error: wide",
            "    3 |  talks:  漢字 and\\u0007 text",
            "      |          ^^^^",
        ],
    ),
    (
        error("hidden", Span("cv.yaml", 3, 16, 1)),
        [
            "cv.yaml:3:16: error: hidden",
            "    3 |  talks:  漢字 and\\u0007 text",
            "      |                  ^^^^^^",
        ],
    ),
    # No message controls the terminal.
    (error("'\x1b[31m' and '\u202e'"), ["cvtex: error: '\\u001b[31m' and '\\u202e'"]),
]


@pytest.mark.parametrize(("diagnostic", "lines"), RENDERED)
def test_render(diagnostic: Diagnostic, lines: list[str]) -> None:
    assert render(diagnostic, SOURCES).split("\n") == lines


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 200 + "HERE" + "y" * 200
    _, excerpt, caret = render(error("far", Span("f", 1, 201, 4)), Sources({"f": line})).split("\n")
    assert len(excerpt) <= 110
    assert excerpt[caret.index("^") : caret.rindex("^") + 1] == "HERE"


def test_a_span_beyond_the_line_is_cut() -> None:
    assert render(error("cut", Span("f", 1, 3, 50)), Sources({"f": "abcd"})).split("\n")[2] == "      |   ^^"


def test_lines_are_counted_as_in_editors() -> None:
    sources = Sources({"f": "one\r\ntwo\x0c\u2028still two\rthree\n"})
    assert [sources.line(Span("f", number)) for number in (1, 2, 3, 4, 5)] == [
        "one",
        "two\x0c\u2028still two",
        "three",
        "",
        None,
    ]


def test_find_searches_from_a_place_to_a_line() -> None:
    sources = Sources({"f": "a b\nb a\na"})
    start = Span("f", 1, 2)
    assert [sources.find("a", start, 3), sources.find("b", start, 1), sources.find("a", start, 1)] == [
        Span("f", 2, 3),
        Span("f", 1, 3),
        None,
    ]


def test_diagnostics_are_sorted_by_place_without_duplicates() -> None:
    late, early = error("late", Span("a", 9, 1)), warning("early", Span("a", 2, 7))
    other, nowhere = error("other file", Span("b", 1, 1)), error("nowhere")
    assert in_order([nowhere, late, other, early, late]) == (early, late, other, nowhere)


def test_only_errors_make_a_value_not_ok() -> None:
    assert Checked(1, (warning("w"),)).ok
    assert not Checked(1, (warning("w"), error("e"))).ok
    assert not has_errors([])


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("titel", "did you mean 'title'?"),
        ("Title", "did you mean 'title'?"),
        ("fontsize", "did you mean 'font_size'?"),
        ("hobby", ""),
        ("", ""),
    ],
)
def test_did_you_mean(word: str, hint: str) -> None:
    assert did_you_mean(word, ["title", "font_size", "owner"]) == hint


def test_counted() -> None:
    assert [counted(count, "page") for count in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert [counted(count, "entry", "entries") for count in (1, 2)] == ["1 entry", "2 entries"]


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("漢字", 4), ("a\u0308", 1), ("ａ", 2), ("é", 1)])
def test_column_width(text: str, columns: int) -> None:
    assert column_width(text) == columns
