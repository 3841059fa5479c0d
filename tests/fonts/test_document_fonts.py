"""Runs of text -> pieces in fonts made for the document, with the fonts of the extra `tex`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from read_metrics import read

from cvtex.fonts import document_fonts
from cvtex.fonts.choosing import FontChooser
from cvtex.fonts.document_fonts import make_fonts
from cvtex.fonts.index import read_library
from cvtex.fonts.library import FontLibrary
from cvtex.fonts.runs import MOST_PIECES, DocumentFonts, DocumentFontsError, Piece, Role, RoleFont, Run
from cvtex.read.observed import ObservedFiles

ROLE_FONTS: dict[Role, RoleFont] = {
    "r": RoleFont("serif", "XCharter", 481),
    "s": RoleFont("sans", "Source Sans 3", 486),
    "t": RoleFont("mono", "", 520),
}
NOWHERE = Path(__file__).parent / "no-such-folder"


@pytest.fixture(scope="module")
def library() -> FontLibrary:
    return read_library(NOWHERE, ObservedFiles())


def made(library: FontLibrary, *runs: Run) -> tuple[DocumentFonts, dict[Run, tuple[Piece, ...]]]:
    fonts = make_fonts(runs, library, ROLE_FONTS, "en")
    return fonts, dict(fonts.runs)


def read_in_order(run: Run, pieces: tuple[Piece, ...]) -> list[str]:
    return [run.text[piece.start : piece.end] for piece in pieces]


@pytest.mark.parametrize(("language", "letter"), [("ja", "蛙"), ("zh", "蛙"), ("zh-TW", "蛙"), ("ko", "개")])
def test_punctuation_alone_is_in_the_font_of_the_language(library: FontLibrary, language: str, letter: str) -> None:
    chooser = FontChooser(library, ROLE_FONTS, language)
    assert chooser.families("。") == chooser.families("」（") == chooser.families(letter)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Иванов", ["И", "в", "а", "н", "о", "в"]),
        ("x̂ọ̀", ["x̂", "ọ̀"]),
        ("王小明", ["王", "小", "明"]),
        ("हिन्दी", ["हि", "न्", "दी"]),
        ("श्री", ["श्री"]),
        ("한국어", ["한", "국", "어"]),
    ],
)
def test_a_run_is_cut_where_its_font_can_be_cut(library: FontLibrary, text: str, expected: list[str]) -> None:
    run = Run(text, "en")
    _, pieces = made(library, run)
    found = read_in_order(run, pieces[run])
    assert "".join(found) == text
    assert found == expected


def test_a_long_text_asks_once_for_each_of_its_characters(
    library: FontLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def instances(_: object, __: FontLibrary, cluster: str) -> tuple[()]:
        asked.append(cluster)
        return ()

    monkeypatch.setattr(document_fonts, "_instances", instances)
    run = Run("王小" * 100, "en")
    assert len([*document_fonts._segments(run, FontChooser(library, ROLE_FONTS, "en"), library)]) == 1
    assert asked == ["王", "小"]


@pytest.mark.parametrize("text", ["שלום", "محمد", "بِن"])
def test_from_right_to_left_the_last_piece_is_printed_first(library: FontLibrary, text: str) -> None:
    run = Run(text, "en", is_right_to_left=True)
    _, pieces = made(library, run)
    assert "".join(reversed(read_in_order(run, pieces[run]))) == text
    assert pieces[run][0].end == len(text)


def test_a_piece_has_the_same_slot_in_the_fonts_of_all_faces(library: FontLibrary) -> None:
    fonts, _ = made(library, Run("Жук", "en"))
    shapes = re.findall(
        r"\\cvglyphshape\{a\}\{(.)\}\{(.)\}\{(n|it)\}\{(\w+)\}", fonts.files[fonts.declarations].decode()
    )
    assert {(role, series, shape) for role, series, shape, _ in shapes} == {
        (role, series, shape) for role in "rst" for series in "lmb" for shape in ("n", "it")
    }
    for name in {font for *_, font in shapes}:
        assert set(read(fonts.files[f"{name}.tfm"]).characters) == {0, 1, 2}
        assert b"/uni0416.s0" in fonts.files[f"{name}.pfb"]


def test_names_of_fonts_tell_family_weight_and_slope(library: FontLibrary) -> None:
    fonts, _ = made(library, Run("Жук", "en"))
    names = set(re.findall(r"\\pdfmapline\{=\w+ (\S+) <", fonts.files[fonts.declarations].decode()))
    assert {"XCharter-Regular-a", "XCharter-BoldItalic-a", "SourceSans3-Bold-a"} <= names


def test_a_face_that_lacks_a_letter_gives_way_to_the_nearest_one(library: FontLibrary) -> None:
    """XCharter's bold italics have no Greek; without a check, .notdef would be printed silently."""
    fonts, _ = made(library, Run("αβγ", "en"))
    declarations = fonts.files[fonts.declarations].decode()
    names = dict(re.findall(r"\\pdfmapline\{=(\w+) (\S+)-\w+ <", declarations))
    shapes = re.findall(r"\\cvglyphshape\{\w+\}\{r\}\{(.)\}\{(n|it)\}\{(\w+)\}", declarations)
    assert {(series, shape): names[font] for series, shape, font in shapes} == {
        ("l", "n"): "XCharter-Regular",
        ("l", "it"): "XCharter-Italic",
        ("m", "n"): "XCharter-Regular",
        ("m", "it"): "XCharter-Italic",
        ("b", "n"): "XCharter-Bold",
        ("b", "it"): "XCharter-Italic",
    }


def test_a_kerned_letter_is_a_piece_of_its_own(library: FontLibrary) -> None:
    run = Run("ТоТТ", "en")
    _, pieces = made(library, run)
    slots = [piece.slot for piece in pieces[run]]
    assert slots[0] != slots[3]


def test_small_capitals_are_read_as_small_letters(library: FontLibrary) -> None:
    small, plain = Run("toad", "en", is_small_caps=True), Run("toad", "en")
    fonts, pieces = made(library, small, plain)
    assert {piece.page for piece in pieces[small]}.isdisjoint(piece.page for piece in pieces[plain])
    assert b"/uni0074.s0" in fonts.files["cvga0.pfb"]


def test_what_no_font_has_is_a_box_that_is_read_as_the_character(library: FontLibrary) -> None:
    run = Run("\U00012000", "en")
    fonts, pieces = made(library, run)
    assert [(piece.start, piece.end) for piece in pieces[run]] == [(0, 1)]
    page = pieces[run][0].page
    assert b"/u12000.s0" in fonts.files[f"cvg{page}0.pfb"]
    width, height, _ = read(fonts.files[f"cvg{page}0.tfm"]).characters[0]
    assert width > 400
    assert height > 500


def test_a_page_has_at_most_255_slots(library: FontLibrary) -> None:
    run = Run("".join(map(chr, range(0x4E00, 0x4E00 + 300))), "zh")
    fonts, pieces = made(library, run)
    assert {piece.page for piece in pieces[run]} == {"a", "b"}
    assert max(piece.slot for piece in pieces[run]) == 254
    assert sorted(name for name in fonts.files if name.startswith("cvgb") and name.endswith("tfm"))


def test_too_many_forms_are_refused(library: FontLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_PIECES > 10_000
    monkeypatch.setattr(document_fonts, "MOST_PIECES", 3)
    with pytest.raises(DocumentFontsError, match="more than 3 forms"):
        made(library, Run("Жуки", "en"))


letters = st.text(st.sampled_from("абвгдЖЯёқΩλάàẵxọ̀王の한शक्ीกั่𝄞😀"), min_size=1, max_size=12)


@times(0.3)
@given(letters, st.booleans())
def test_pieces_are_the_whole_run(library: FontLibrary, text: str, is_right_to_left: bool) -> None:
    run = Run(text, "en", is_right_to_left=is_right_to_left)
    fonts, pieces = made(library, run)
    in_order = sorted(pieces[run], key=lambda piece: piece.start)
    assert "".join(read_in_order(run, tuple(in_order))) == text
    assert all(f"cvg{piece.page}0.tfm" in fonts.files for piece in in_order)
