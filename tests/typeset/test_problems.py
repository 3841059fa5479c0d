"""What TeX says in its log, told to the author of a CV."""

import pytest

from cvtex.diagnostics import Sources, Span
from cvtex.typeset.log import TexMessage
from cvtex.typeset.problems import tex_problems


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("TeX capacity exceeded, sorry [main memory size=5000000]", "this text is too long for TeX's memory"),
        ("Dimension too large", "this text is wider or higher than TeX can measure: 5.7 m"),
    ],
)
def test_bounds_of_tex_are_told_in_plain_words(said: str, problem: str) -> None:
    (found,) = tex_problems([TexMessage("error", said, 1)], lambda _: Span("cv.yaml", 3), Sources())
    assert (found.message, found.span) == (problem, Span("cv.yaml", 3))


def test_what_else_tex_says_is_quoted_in_the_hint() -> None:
    messages = [TexMessage("error", "Missing } inserted", 1)]
    (found,) = tex_problems(messages, lambda _: Span("cv.yaml", 3), Sources())
    assert (found.message, found.span) == ("TeX cannot set this text", Span("cv.yaml", 3))
    assert found.hint == (
        "look at its math, and at your own theme if you have one; TeX says 'Missing } inserted'; "
        "--keep-tex keeps the .tex and the log beside the PDF"
    )


def test_words_of_tex_are_cut() -> None:
    (found,) = tex_problems([TexMessage("error", "!" * 500, 1)], lambda _: None, Sources())
    assert found.message == "TeX says '" + "!" * 200 + "…'"
