"""What an eye sees at once, from the boxes of the lines on made-up pages of 600 x 800 bp."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Span
from cvtex.pdf.content import read_events
from cvtex.pdf.fonts import StreamFont
from cvtex.pdf.lines import PageLines, lines_of
from cvtex.verify import sight
from cvtex.verify.sight import visible_problems

# Each letter is half an em wide.
FONTS = {"F1": StreamFont(dict.fromkeys(range(256), 500), {code: chr(code) for code in range(256)})}
PLACE = Span("cv.yaml", 7, 3)
FOOT = b"/CVA MP BT /F1 10 Tf 1 0 0 1 50 40 Tm (Ada) Tj 490 0 Td (2) Tj ET /CVZ MP "


def page(content: bytes, foot: bytes = FOOT) -> PageLines:
    return lines_of(read_events(content + foot, FONTS), FONTS)


def line(text: str, left: float, baseline: float, size: float = 10, before: str = "") -> bytes:
    return f"BT /F1 {size} Tf 1 0 0 1 {left} {baseline} Tm {before}({text}) Tj ET ".encode()


TWO_LINES = line("glad toads", 50, 700) + line("Happy frogs", 50, 688)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TWO_LINES, ""),
        # Letters over letters: each line is seven tenths of an em below the other, then four tenths.
        (line("toads", 50, 700) + line("frogs", 50, 693), ""),
        (line("glad toads", 50, 700) + line("Frogs", 50, 693), "page 1 prints 'Frogs' over 'glad toads'"),
        (line("toads", 50, 700) + line("was", 50, 696), "page 1 prints 'was' over 'toads'"),
        (line("toads", 50, 700) + line("and frogs", 60, 700), "page 1 prints 'and frogs' over 'toads'"),
        (line("toads", 50, 700) + line("2020", 80, 700), ""),
        (line("toads", 50, 700) + line("frogs", 52, 700) * 3, "page 1 prints 'frogs' over 'toads' (and 2 more lines)"),
        # A date in the gap of a line, and one in the letters after it.
        (b"BT /F1 10 Tf 1 0 0 1 50 700 Tm [(toads)-9000(frogs)]TJ ET " + line("2020", 90, 700), ""),
        (
            b"BT /F1 10 Tf 1 0 0 1 50 700 Tm [(toads)-9000(frogs)]TJ ET " + line("2020", 170, 700),
            "page 1 prints '2020' over 'frogs'",
        ),
        # Arabic between two parts of a line, the right letter first.
        (line("-", 50, 700) + line("d", 65, 700) + line("4", 60, 700) + line("a", 70, 700), ""),
        # Superscripts, accents, bullets, formulas, and text that is printed twice to be bold.
        (line("toads", 50, 700) + line("2", 75, 703.6, 7) + line("2", 75, 698.5, 7), ""),
        (line("glad", 50, 700) + line("toad", 50, 690) + line("2", 70, 693.6, 7), ""),
        (line("e", 50, 700) + line("'", 51, 700), ""),
        (line("toads", 50, 700) + b"/Span<</ActualText<FEFF0061>>>BDC " + line("a", 52, 702) + b"EMC ", ""),
        (line("toads", 50, 700) + line("toads", 50.3, 700), ""),
        # The edges of the paper.
        (line("toads", -3, 700), "page 1: 'toads' crosses the left edge of the paper"),
        (line("toads", 580, 700), "page 1: 'toads' crosses the right edge of the paper"),
        (line("Toads", 50, 796), "page 1: 'Toads' crosses the top edge of the paper"),
        (line("glad", 560, 0.5), "page 1: 'glad' crosses the bottom edge of the paper"),
        (
            line("toads", 50, 700) + b"q 100 0 0 90 550 600 cm /Im Do Q ",
            "page 1: a picture crosses the right edge of the paper",
        ),
        # Turned text takes as much room up as it is long.
        (b"BT /F1 10 Tf 0 1 -1 0 50 785 Tm (toads) Tj ET ", "page 1: 'toads' crosses the top edge of the paper"),
        (b"BT /F1 10 Tf 0 1 -1 0 50 700 Tm (toads) Tj ET " + TWO_LINES.replace(b"50 ", b"60 "), ""),
        (
            b"BT /F1 10 Tf 0 1 -1 0 55 680 Tm (toads) Tj ET " + line("Happy frogs", 48, 690),
            "page 1 prints 'toads' over 'Happy frogs'",
        ),
        # The running foot; a sign in a line of text is none.
        (line("toads", 200, 55), ""),
        (line("toads", 200, 47), ""),
        (line("toads", 200, 44), "page 1 prints 'toads' over the foot line"),
        (line("toads", 200, 20), "page 1 prints 'toads' over the foot line"),
        (b"/CVA MP " + line("x", 50, 60) + b"/CVZ MP " + line("ada@example.org", 60, 60), ""),
        (
            b"/CVA MP " + line("Ada", 50, 770) + line("CV", 400, 770) + b"/CVZ MP " + line("toads", 90, 785),
            "page 1 prints 'toads' over the head line",
        ),
        # White text needs a coloured area below it.
        (b"1 g " + line("toads", 50, 700) + b"0 g ", "page 1 prints 'toads' in white on white"),
        (b"1 1 1 rg " + line("toads", 50, 700) + b"0 g ", "page 1 prints 'toads' in white on white"),
        (b"0.2 g 1 0 0 1 0 0 cm 0 650 600 150 re f 1 g " + line("toads", 50, 700) + b"0 g ", ""),
        (b"0.2 g 0 750 600 50 re f 1 g " + line("toads", 50, 700) + b"0 g ", "page 1 prints 'toads' in white on white"),
        (b"1 g 0 650 600 150 re f " + line("toads", 50, 700) + b"0 g ", "page 1 prints 'toads' in white on white"),
        (b"3 Tr " + line("toads", 50, 700) + b"0 Tr ", "page 1 prints 'toads' in white on white"),
        (b"3 Tr 0 Tr " + line("toads", 50, 700), ""),
        (line("toads", 50, 700, 2), "page 1 prints 'toads' in letters of 2.0 bp"),
        # Areas and pictures are painted before the text on them.
        (line("toads", 50, 700) + b"0.2 g 0 650 600 150 re f 0 g ", "page 1 covers 'toads'"),
        (line("toads", 50, 700) + b"1 g 0 650 600 150 re f 0 g ", "page 1 covers 'toads'"),
        # Text over a picture, even in part; rules below and beside text, and through it.
        (line("toads", 50, 700) + b"q 100 0 0 90 75 650 cm /Im Do Q ", ""),
        (line("toads", 50, 700) + b"q 100 0 0 90 70 650 cm /Im Do Q ", "page 1 prints 'toads' over a picture"),
        (line("toads", 50, 700) + b"50 698 30 0.4 re f 50 699 m 80 699 l S ", ""),
        (line("toads", 50, 700) + b"80 702 300 0.4 re f ", ""),
        (line("toads", 50, 700) + b"50 706 300 0.4 re f ", ""),
        (line("toads", 50, 700) + b"40 702 300 0.4 re f ", "page 1 draws a rule through 'toads'"),
        (line("toads", 50, 700) + b"40 702 m 300 702 l S ", "page 1 draws a rule through 'toads'"),
        # A page with nothing but its foot.
        (b"", "page 1 is empty"),
        (b"0 0 1 rg 0 650 600 150 re f 0 g ", "page 1 is empty"),
        (b"q 100 0 0 90 50 600 cm /Im Do Q ", ""),
    ],
)
def test_a_page(content: bytes, message: str) -> None:
    found = visible_problems([page(content)], [(600.0, 800.0)], {})
    assert [one.message for one in found] == ([message] if message else [])


def test_a_message_has_the_place_of_the_text_that_is_in_the_way() -> None:
    content = b"/CVX <</I 1>> DP " + line("toads", 50, 700) + b"/CVE <</I 1>> DP "
    content += b"/CVX <</I 2>> DP " + line("was", 50, 696) + b"/CVE <</I 2>> DP "
    (found,) = visible_problems([page(content)], [(600.0, 800.0)], {2: PLACE})
    assert (found.span, found.is_error, found.message) == (PLACE, True, "page 1 prints 'was' over 'toads'")


@pytest.mark.parametrize(("baseline", "place"), [(40, sight.FOOT), (760, sight.HEAD)])
def test_the_lines_at_the_foot_and_the_top_have_their_places(baseline: int, place: int) -> None:
    aside = b"/CVA MP " + line("Ada Lovelace", 50, baseline) + line("2 of 3", 60, baseline) + b"/CVZ MP "
    found = visible_problems([page(TWO_LINES, aside)], [(600.0, 800.0)], {place: PLACE})
    assert [(one.message, one.span) for one in found] == [("page 1 prints '2 of 3' over 'Ada Lovelace'", PLACE)]


def test_the_first_page_with_a_problem_is_named() -> None:
    pages = [page(TWO_LINES), page(b""), page(b""), page(line("toads", -9, 700))]
    found = visible_problems(pages, [(600.0, 800.0)] * 4, {})
    assert [one.message for one in found] == ["page 4: 'toads' crosses the left edge of the paper", "page 2 is empty"]


def test_only_the_first_words_are_quoted() -> None:
    (found,) = visible_problems([page(line("* All the glad old toads of our pond", -9, 700))], [(600.0, 800.0)], {})
    (endless,) = visible_problems([page(line("word" * 99, 50, 700))], [(600.0, 800.0)], {})
    assert endless.message == f"page 1: '{'word' * 15} ...' crosses the right edge of the paper"
    assert found.message == "page 1: 'All the glad old toads of ...' crosses the left edge of the paper"
