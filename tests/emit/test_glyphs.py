"""Text with characters that the text fonts lack -> LaTeX.

Each run has one piece for each character, with slots from 0 on page a. `\\cvglyphs{Жук}{a}{...}` is written as `<Жук>`.
"""

from __future__ import annotations

import re

import pytest

from cvtex.emit.latex.inline import InlineWriter
from cvtex.fonts.runs import Piece, Run
from cvtex.text.richtext import Link, Math, NoBreak, RichText, Styled


class Made(dict[Run, tuple[Piece, ...]]):
    def __missing__(self, run: Run) -> tuple[Piece, ...]:
        pieces = tuple(Piece("a", place, place, place + 1) for place in range(len(run.text)))
        return pieces[::-1] if run.is_right_to_left else pieces


def written(text: RichText, language: str = "en", *, as_paragraph: bool = True) -> str:
    writer = InlineWriter(language, glyphs=Made())
    tex = writer.write_paragraph(text) if as_paragraph else writer.write(text)
    short = re.sub(r"\\cvglyphs\{([^{}]*)\}\{a\}\{((?:\\cv\w+ |\\char\d+)*)\}", _short, tex)
    return re.sub(
        r"\\cvword\{([0-9A-F]*)\}",
        lambda found: f"\\cvword{{{bytes.fromhex(found[1]).decode('utf-16-be')}}}",
        short,
    )


def _short(found: re.Match[str]) -> str:
    breaks = re.findall(r"\\(cv\w+) ", found[2])
    return f"<{found[1]}{f' {len(breaks)} {breaks[0]}' if breaks else ''}>"


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("plain text, – “quoted”", "plain text,~– “quoted”"),
        ("Nguyễn", "Nguy<ễ>n"),
        ("Иван Иванов & Co.", r"<Иван> <Иванов> \& Co."),
        ("x̂ and ọ̀", "<x̂> and <ọ̀>"),
        # A soft hyphen allows a break, and splits the run for the shaper.
        ("Ива\u00adнов", r"<Ива>\-<нов>"),
        ("В\u00a0Киев", "<В>~<Киев>"),
        # A Chinese character beside a letter: a quarter of an em.
        ("与Python", r"<与>\cvquarter Python"),
        # Few characters: lines may break between them, without stretch.
        ("青蛙学报", "<青蛙学报 3 cvbreak>"),
        ("论青蛙的学习与方法研究", "<论青蛙的学习与方法研究 10 cvbetween>"),
        # Chinese has quotation marks of its own.
        ("论“青蛙”", "<论“青蛙” 2 cvbreak>"),
        ("“Frogs” and 蛙", "“Frogs” and <蛙>"),
    ],
)
def test_from_left_to_right(text: str, tex: str) -> None:
    assert written((text,)) == tex


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        # The extracted text of a word with the space after it, and the printed text from left to right.
        (("Hebrew: דוד כהן",), r"Hebrew: \cvrtl{\cvword{דוד }{<דוד>} \cvword{כהן}{<ןהכ>}}"),
        (("כהן, and so on",), r"\cvrtl{\cvword{כהן}{<ןהכ>}}, and so on"),
        (("ספר 2020 חדש",), r"\cvrtl{\cvword{ספר }{<רפס>} \cvltr{\cvword{2020 }{2020}} \cvword{חדש}{<שדח>}}"),
        # A directional mark is not a word.
        (("A\N{RIGHT-TO-LEFT MARK} fכ",), r"A{} f\cvrtl{\cvword{כ}{<כ>}}"),
        (("‘\N{RIGHT-TO-LEFT MARK}‘ ﬂכ",), r"‘{}‘ ﬂ\cvrtl{\cvword{כ}{<כ>}}"),
        (("א \N{RIGHT-TO-LEFT MARK} ב",), r"\cvrtl{\cvword{א }{<א>}  \cvword{ב}{<ב>}}"),
        # Markup does not divide a sentence.
        (
            ("זה ", Styled("strong", ("חשוב",)), " מאד"),
            r"\cvrtl{\cvword{זה }{<הז>} \cvword{חשוב }{\textbf{<בושח>}} \cvword{מאד}{<דאמ>}}",
        ),
        (("ו", Styled("strong", ("זה",))), r"\cvrtl{\cvword{וזה}{\textbf{<הז>}<ו>}}"),
        (
            (Link("https://x.org", ("א ב",)),),
            r"\cvrtl{\cvword{א }{\cvlink{https://x.org}{<א>}} \cvword{ב}{\cvlink{https://x.org}{<ב>}}}",
        ),
        (
            ("א ", Math("x", "x"), " ב"),
            r"\cvrtl{\cvword{א }{<א>} \cvword{x }{\cvmath{0078}{x}} \cvword{ב}{<ב>}}",
        ),
    ],
)
def test_from_right_to_left(text: RichText, tex: str) -> None:
    assert written(text) == tex


def test_names_in_a_reference_are_ordered_separately() -> None:
    names = (Styled("owner", ("כהן",)), ", ", Styled("emphasis", ("לוי",)))
    assert (
        written(names, as_paragraph=False)
        == r"\cvowner{\cvrtl{\cvword{כהן}{<ןהכ>}}}, \emph{\cvrtl{\cvword{לוי}{<יול>}}}"
    )


def test_the_space_after_a_name_belongs_to_its_last_word() -> None:
    """Else the year would be read as a part of the name: to its left is the first word."""
    name = Styled("owner", (NoBreak(("משה כהן",)),))
    words = r"\cvowner{\mbox{\cvrtl{\cvword{משה }{<השמ>} \cvword{כהן }{<ןהכ>}}}} (2020)"
    assert written((name, " (2020)"), as_paragraph=False) == words


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("蛙", "en", "en"), ("蛙の", "en", "ja"), ("蛙 한국", "en", "ko"), ("蛙の", "zh-Hant", "zh-Hant"),
        ("Жук", "ru", "ru"),
    ],
)  # fmt: skip
def test_kana_and_hangul_decide_on_the_shapes_of_chinese_characters(text: str, language: str, expected: str) -> None:
    asked = Made()

    class Asking(Made):
        def __missing__(self, run: Run) -> tuple[Piece, ...]:
            asked[run] = super().__missing__(run)
            return asked[run]

    InlineWriter(language, glyphs=Asking()).write((text,))
    assert {run.language for run in asked} == {expected}


def test_small_capitals_are_separate_runs() -> None:
    asked: list[Run] = []

    class Asking(Made):
        def __missing__(self, run: Run) -> tuple[Piece, ...]:
            asked.append(run)
            return super().__missing__(run)

    InlineWriter(glyphs=Asking()).write((Styled("small-caps", ("Rna x",)),))
    assert asked == [Run("Rna", "en", is_small_caps=True), Run("x", "en", is_small_caps=True)]


@pytest.mark.slow
def test_no_line_of_a_long_text_is_too_long_for_tex() -> None:
    for text in ("Ж" * 100_000, "ש" * 100_000, "שלום עולם " * 5_000):
        assert max(map(len, written((text,)).split("\n"))) < 200_000
