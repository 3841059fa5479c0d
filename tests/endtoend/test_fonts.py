"""`cvtex fonts`: the families found, and the font of each script and character."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import Ran, run_cvtex
from small_fonts import small_font

CV = """
owner: {name: {given: Ada, family: Weber}}
language: en
sections:
  about:
    kind: text
    title: About
    text: With Иванов and Ἀλέξανδρος, in 東京, on ☏ and \N{CHEROKEE LETTER A}.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(CV, encoding="utf-8")
    return tmp_path


def fonts(folder: Path, *arguments: str) -> Ran:
    """Run `cvtex fonts` without the fonts of this system."""
    nowhere = str(folder / "nowhere")
    return run_cvtex(
        ["fonts", *arguments],
        folder,
        HOME=nowhere,
        XDG_DATA_HOME=nowhere,
        XDG_DATA_DIRS=nowhere,
        FONTCONFIG_FILE=nowhere,
    )


def words(line: str) -> str:
    return " ".join(line.split())


def test_families_with_source_licence_and_scripts(folder: Path) -> None:
    ran = fonts(folder)
    lines = [words(line) for line in ran.output.splitlines()]
    assert (0, "") == (ran.exit_code, ran.errors)
    assert "XCharter rendercv-fonts Bitstream Charter Cyrillic, Greek, Latin" in lines
    assert "Fontin rendercv-fonts licence unknown Latin" in lines
    assert "Arimo fontpkg-arimo OFL-1.1 Cyrillic, Greek, Hebrew, Latin" in lines


def test_the_font_of_each_script_of_a_cv(folder: Path) -> None:
    _, _, table = fonts(folder).output.partition("\ncv.yaml, set in XCharter, headings in Source Sans 3:\n")
    lines = [words(line) for line in table.splitlines()]
    assert "Cyrillic XCharter, in headings Source Sans 3" in lines
    assert "Han Noto Sans SC 東京" in lines
    assert "signs STIX Two Math, in headings DejaVu Sans ☏" in lines
    assert "Cherokee no font (pip install 'weblate-fonts') \N{CHEROKEE LETTER A}" in lines


def test_the_font_of_each_character_of_a_text(folder: Path) -> None:
    ran = fonts(folder, "A ж \u1ecd\u0300 ☏")
    assert (0, "") == (ran.exit_code, ran.errors)
    assert ran.output.splitlines() == [
        "A  U+0041  latin capital letter a, Latin: XCharter, in headings Source Sans 3",
        "ж  U+0436  cyrillic small letter zhe, Cyrillic: XCharter, in headings Source Sans 3",
        (
            "\u1ecd\u0300  U+1ECD U+0300  latin small letter o with dot below + combining grave accent, "
            "Latin: XCharter, in headings Source Sans 3"
        ),
        "☏  U+260F  white telephone, signs: STIX Two Math, in headings DejaVu Sans",
    ]


def test_signs_of_tex(folder: Path) -> None:
    assert fonts(folder, "⟵").output == "⟵  U+27F5  long leftwards arrow, signs: TeX’s signs\n"


def test_a_text_with_another_theme(folder: Path) -> None:
    (folder / "modern.yaml").write_text(f"{CV}theme: modern\n", encoding="utf-8")
    assert (
        fonts(folder, "--cv", "modern.yaml", "ж").output
        == "ж  U+0436  cyrillic small letter zhe, Cyrillic: Source Sans 3\n"
    )


def test_a_text_without_a_cv(tmp_path: Path) -> None:
    assert (
        fonts(tmp_path, "ж").output
        == "ж  U+0436  cyrillic small letter zhe, Cyrillic: XCharter, in headings Source Sans 3\n"
    )


def test_without_a_cv_the_families_are_listed(tmp_path: Path) -> None:
    ran = fonts(tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert "XCharter" in ran.output
    assert "set in" not in ran.output


def test_a_font_beside_the_cv_comes_first(folder: Path) -> None:
    (folder / "fonts").mkdir()
    (folder / "fonts" / "mine.ttf").write_bytes(small_font(text="abcdefghijklmnopqrstuvwxyz☐"))
    assert (
        words(fonts(folder).output.splitlines()[0])
        == "Source Sans 3 fonts/, rendercv-fonts OFL-1.1 Cyrillic, Greek, Latin"
    )
    assert fonts(folder, "☐").output == "☐  U+2610  ballot box, signs: Source Sans 3\n"


def test_files_that_are_not_fonts_are_errors(folder: Path) -> None:
    (folder / "fonts").mkdir()
    (folder / "fonts" / "bad.ttf").write_bytes(b"<!DOCTYPE html>")
    ran = fonts(folder)
    assert (
        1,
        f"cvtex: error: {folder / 'fonts' / 'bad.ttf'} is not a font (replace the file, or remove it)\n",
    ) == (
        ran.exit_code,
        ran.errors,
    )


def test_a_cv_with_errors_still_lists_families(folder: Path) -> None:
    (folder / "cv.yaml").write_text("owner: [", encoding="utf-8")
    ran = fonts(folder)
    assert ran.exit_code == 1
    assert "cv.yaml:1:8: error: " in ran.errors
    assert "XCharter" in ran.output


def test_a_missing_cv_is_not_taken_for_a_text(folder: Path) -> None:
    ran = fonts(folder, "other.yaml")
    assert (2, True) == (ran.exit_code, "there is no file 'other.yaml'" in ran.errors)


def test_as_json(folder: Path) -> None:
    report = json.loads(fonts(folder, "--json").output)
    (xcharter,) = (one for one in report["families"] if one["family"] == "XCharter")
    assert (xcharter["kind"], xcharter["scripts"], len(xcharter["faces"])) == (
        "serif",
        ["Cyrl", "Grek", "Latn"],
        4,
    )
    assert {
        "text": "☏",
        "script": "Zyyy",
        "family": "STIX Two Math",
        "heading_family": "DejaVu Sans",
    } in report["uses"]
    assert report["problems"] == []
    assert json.loads(fonts(folder, "--json", "ж").output) == [
        {"text": "ж", "script": "Cyrl", "family": "XCharter", "heading_family": "Source Sans 3"}
    ]


def test_control_characters_do_not_reach_the_terminal(folder: Path) -> None:
    assert "\x1b" not in fonts(folder, "a\x1b[31m\u202e").output
