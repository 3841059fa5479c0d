"""Which installed font sets a character that the theme's fonts lack."""

import os
import shutil

import pytest

from cvtex.typeset.fonts import choose_fonts, find_font


def listing(*fonts: tuple[str, str]) -> str:
    return "".join(f"{family}\tTrueType\t{ranges}\n" for family, ranges in fonts)


LATIN, HAN, KANA, HANGUL = "20-7e a0-17f", "4e00-9fff", "3040-30ff", "ac00-d7af"


@pytest.mark.parametrize(
    ("characters", "fonts", "expected"),
    [
        pytest.param("漢", (("A", LATIN), ("B", HAN)), {"漢": "B"}, id="the one that has it"),
        pytest.param("漢č", (("A", LATIN), ("B", HAN)), {"漢": "B", "č": "A"}, id="one for each"),
        pytest.param("漢😀", (("B", HAN),), {"漢": "B"}, id="what no font has is left out"),
        pytest.param("漢", (("B", "6f22"),), {"漢": "B"}, id="a range of one"),
        pytest.param(
            "漢", (("A Serif", HAN), ("Noto Serif X", HAN)), {"漢": "Noto Serif X"}, id="Noto Serif first"
        ),
        pytest.param(
            "漢", (("Noto Sans X", HAN), ("My Serif", HAN)), {"漢": "My Serif"}, id="then any with serifs"
        ),
        pytest.param("漢", (("Antique", HAN), ("Noto Sans X", HAN)), {"漢": "Noto Sans X"}, id="then Noto"),
        pytest.param(
            "漢", (("A Mono", HAN), ("Unifont", HAN), ("Z", HAN)), {"漢": "Z"}, id="makeshifts last"
        ),
        pytest.param(
            "漢č", (("A", HAN), ("B", f"{LATIN} {HAN}")), {"漢": "B", "č": "B"}, id="few fonts are mixed"
        ),
        pytest.param(
            "漢", (("C", HAN), ("B", HAN)), {"漢": "B"}, id="the order of the listing does not matter"
        ),
        pytest.param("漢", (), {}, id="no fonts"),
    ],
)
def test_a_family_is_chosen_for_each_character(characters, fonts, expected):
    assert choose_fonts(characters, listing(*fonts)) == expected


@pytest.mark.parametrize(
    ("characters", "region"),
    [("漢字", "SC"), ("漢字かな", "JP"), ("漢字한글", "KR")],
    ids=["Han", "kana", "Hangul"],
)
def test_han_characters_take_the_shapes_of_the_script_around_them(characters, region):
    everything = f"{HAN} {KANA} {HANGUL}"
    fonts = listing(*((f"Noto Serif CJK {name}", everything) for name in ("HK", "JP", "KR", "SC", "TC")))
    assert set(choose_fonts(characters, fonts).values()) == {f"Noto Serif CJK {region}"}


def test_formats_that_cannot_be_set_are_left_out():
    assert choose_fonts("č", "Courier\tType 1\t20-17f\n") == {}


@pytest.mark.parametrize("line", ["", "\t\t", "Name", "Name\tTrueType", "Name\tTrueType\tzz - 1-"])
def test_a_line_of_another_form_is_passed_over(line):
    assert choose_fonts("漢", f"{line}\nB\tCFF\t{HAN}\n") == {"漢": "B"}


def test_fontconfig_is_asked_once_and_answers(program):
    path = program("fc-list", f"printf 'Noto Serif X\\tCFF\\t{HAN}\\n'; echo asked >&2")
    assert find_font("漢字", {"PATH": path}) == {"漢": "Noto Serif X", "字": "Noto Serif X"}


def test_without_fontconfig_nothing_is_found():
    assert find_font("漢", {"PATH": ""}) == {}


def test_a_fontconfig_that_fails_finds_nothing(program):
    assert (
        find_font("漢", {"PATH": program("fc-list", f"printf 'Noto Serif X\\tCFF\\t{HAN}\\n'; exit 1")}) == {}
    )


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="there is no fontconfig here")
def test_the_fontconfig_of_this_machine_answers_in_the_form_that_is_read():
    found = find_font("a", os.environ)
    if not found:
        pytest.skip("fontconfig knows no fonts here")
    assert found.keys() == {"a"}


def test_the_chosen_font_has_the_character_in_tex(unicode_tex):
    if not (found := find_font("☃", unicode_tex.environment)):
        pytest.skip("no font has a snowman here")
    run = unicode_tex.run(
        rf"""
        \documentclass{{article}}
        \usepackage{{fontspec}}
        \begin{{document}}
        \fontspec{{{found["☃"]}}}\tracinglostchars=3 ☃
        \end{{document}}
        """
    )
    assert run.exit_code == 0
    assert "Missing character" not in run.log
