"""Fonts of pip packages as text fonts for TeX: TeX sets text as HarfBuzz shapes it with the original font."""

from __future__ import annotations

import pytest
from read_metrics import Read, read
from small_fonts import PACKAGES, SERIF

from cvtex.fonts.shaping import OpenFont, open_font
from cvtex.fonts.text_font import T1, TS1, symbol_font, text_font

GARAMOND = PACKAGES / "rendercv_fonts" / "EB Garamond" / "EBGaramond-Regular.ttf"
ITALIC = PACKAGES / "rendercv_fonts" / "EB Garamond" / "EBGaramond-Italic.ttf"
ARIMO = PACKAGES / "fontpkg_arimo" / "files" / "Arimo[wght].ttf"
CODES = {text: code for code, text in T1.items()}


@pytest.fixture(scope="module")
def garamond() -> OpenFont:
    return open_font(str(GARAMOND))


@pytest.fixture(scope="module")
def metrics(garamond: OpenFont) -> Read:
    return read(text_font(garamond, "EBGaramond-Regular").files["tfm"])


def kern(metrics: Read, left: str, right: str) -> float:
    steps = metrics.programs.get(CODES[left], [])
    return next((round(value) for next_, kind, value in steps if kind == "kern" and next_ == CODES[right]), 0)


@pytest.mark.parametrize("pair", ["AV", "To", "Ta", "We", "Yo", "f’", "P.", "LT", "Áv", "nn", "HH"])
def test_kerns_are_those_of_the_font(garamond: OpenFont, metrics: Read, pair: str) -> None:
    plain = {"liga": False, "clig": False, "calt": False, "dlig": False}
    shaped = garamond.advances(pair, plain)
    expected = shaped[0] - garamond.advance(garamond.glyph(pair[0]))
    assert kern(metrics, *pair) == (expected if abs(expected) >= 3 else 0)


def test_a_pair_that_everybody_knows_is_kerned(metrics: Read) -> None:
    assert kern(metrics, "T", "o") < -30
    assert kern(metrics, "A", "V") < -30


def test_ligatures_of_f_and_of_typewriters_dashes(metrics: Read) -> None:
    def ligature(left: int, right: int) -> float | None:
        return next(
            (value for next_, kind, value in metrics.programs[left] if kind == "ligature" and next_ == right),
            None,
        )

    assert (ligature(102, 102), ligature(102, 105), ligature(102, 108), ligature(27, 105)) == (27, 28, 29, 30)
    assert (ligature(45, 45), ligature(21, 45)) == (21, 22)


def test_every_letter_of_t1_is_there_with_the_width_that_the_font_says(garamond: OpenFont, metrics: Read) -> None:
    for text in "AzÄčłőŞžœßŒþÐ’“”–—§":
        width, _, _ = metrics.characters[CODES[text]]
        assert round(width) == garamond.advance(garamond.glyph(text)), text


def test_the_program_names_the_characters() -> None:
    font = text_font(open_font(str(SERIF)), "XCharter-Regular")
    head = font.files["pfb"][:20_000]
    assert b"dup 65 /uni0041 put" in head
    assert b"dup 163 /uni010D put" in head
    assert b"dup 28 /uni00660069 put" in head
    assert {"č", "fi", "ß", "§"} <= font.characters


def test_old_style_figures_where_they_are_asked_for(garamond: OpenFont) -> None:
    lining, oldstyle = text_font(garamond, "a"), text_font(garamond, "b", has_oldstyle_figures=True)
    heights = [read(font.files["tfm"]).characters[ord("1")][1] for font in (lining, oldstyle)]
    assert heights[1] < heights[0] - 100


def test_an_italic_font_slopes() -> None:
    assert read(text_font(open_font(str(ITALIC)), "a").files["tfm"]).parameters[0] > 150
    assert read(text_font(open_font(str(GARAMOND)), "a").files["tfm"]).parameters[0] == 0


def test_a_variable_font_has_the_widths_of_its_weight() -> None:
    regular, bold = (open_font(str(ARIMO), 0, {"wght": weight}) for weight in (400, 700))
    widths = [round(read(text_font(font, "a").files["tfm"]).characters[ord("m")][0]) for font in (regular, bold)]
    assert widths == [regular.advance(regular.glyph("m")), bold.advance(bold.glyph("m"))]
    assert widths[0] < widths[1]


def test_signs_of_ts1_that_the_font_has(garamond: OpenFont) -> None:
    font = symbol_font(garamond, "EBGaramond-Regular-Symbols")
    assert {"•", "©", "€", "°", "×", "½"} <= font.characters <= set(TS1.values())
