"""Exit codes and output streams, as a Makefile sees them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdf
import pytest
from running import run_cvtex, start_cvtex

from cvtex.examples import kinds

MINIMAL = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: Hello.}
variants:
  full: {}
  small: {pages: 1}
"""


def write(folder: Path, text: str = MINIMAL) -> Path:
    (folder / "cv.yaml").write_text(text, encoding="utf-8")
    return folder


def test_results_go_to_standard_output(tmp_path: Path) -> None:
    ran = start_cvtex(["build", "--engine", "embedded", "--all", "-o", "out"], write(tmp_path))
    assert (0, "") == (ran.exit_code, ran.errors)
    full, small = ran.output.replace("\\", "/").splitlines()
    assert full == "out/cv-full.pdf: 1 page"
    assert re.fullmatch(r"out/cv-small\.pdf: 1 page, \d+% full", small)


def test_usage_errors_give_exit_code_2(tmp_path: Path) -> None:
    write(tmp_path)
    assert 2 == run_cvtex(["build", "--engine", "lualatex"], tmp_path).exit_code
    assert 2 == start_cvtex(["build", "--nonsense"], tmp_path).exit_code
    assert 2 == run_cvtex(["build", "--variant", "ful"], tmp_path).exit_code
    assert "did you mean 'full'?" in run_cvtex(["build", "--variant", "ful"], tmp_path).errors


@pytest.mark.parametrize("seconds", ["today", "-1", "1.5", "253402300800", "9" * 5000, "²"], ids=lambda one: one[:12])
def test_a_date_that_is_no_number_of_seconds_is_refused(seconds: str, tmp_path: Path) -> None:
    ran = run_cvtex(["build", "--format", "md"], write(tmp_path), SOURCE_DATE_EPOCH=seconds)
    assert (ran.exit_code, ran.output) == (2, "")
    assert f"SOURCE_DATE_EPOCH must be a number of seconds up to 253402300799, not '{seconds[:30]}'" in ran.errors


def test_the_last_second_of_9999_is_a_date(tmp_path: Path) -> None:
    formats = ["--format", "pdf,docx", "--engine", "embedded"]
    ran = run_cvtex(["build", *formats], write(tmp_path), SOURCE_DATE_EPOCH="253402300799")
    assert (0, "") == (ran.exit_code, ran.errors)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["biuld"], "unknown command 'biuld' (did you mean 'build'?)"),
        (["frobnicate"], "unknown command 'frobnicate' (one of build, check, completion, doctor, "),
        (["new", "--kind", "talk"], "unknown kind 'talk' (did you mean 'talks'?)"),
        (["new", "--kind", "presentations"], "unknown kind 'presentations' (did you mean 'talks'?)"),
        (["new", "--kind", "xyz"], "unknown kind 'xyz' (one of awards, contacts, "),
    ],
)
def test_a_misspelt_word_of_the_command_line_is_answered_with_the_one_meant(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    ran = run_cvtex(arguments, tmp_path)
    assert ran.exit_code == 2
    assert message in ran.errors


def test_a_missing_cv_gives_exit_code_1_and_suggests_similar_files(tmp_path: Path) -> None:
    ran = start_cvtex(["build", "vc.yaml"], write(tmp_path))
    assert 1 == ran.exit_code
    assert "there is no file 'vc.yaml'" in ran.errors
    assert "did you mean 'cv.yaml'?" in ran.errors


def test_a_folder_stands_for_its_cv(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "empty").mkdir()
    write(tmp_path / "mine")
    assert run_cvtex(["check", "mine"], tmp_path).output == f"{Path('mine') / 'cv.yaml'}: no problems\n"
    assert "there is no file 'empty/cv.yaml'" in run_cvtex(["check", "empty"], tmp_path).errors


def test_a_missing_cv_names_what_may_be_meant(tmp_path: Path) -> None:
    assert "cvtex new" in run_cvtex(["check"], tmp_path).errors
    write(tmp_path)
    assert "a variant of cv.yaml is named with -V: -V small" in run_cvtex(["check", "small"], tmp_path).errors
    (tmp_path / "cv.tex").write_text("\\documentclass{moderncv}", encoding="utf-8")
    assert "'cv.tex' is LaTeX, but a CV is a YAML file" in run_cvtex(["check", "cv.tex"], tmp_path).errors
    (tmp_path / "cv.yaml").rename(tmp_path / "hollister.yaml")
    assert "name the file of the CV: hollister.yaml" in run_cvtex(["check"], tmp_path).errors


def test_a_missing_tex_gives_exit_code_3_and_says_how_to_install_one(tmp_path: Path) -> None:
    ran = start_cvtex(["build", "--engine", "pdflatex"], write(tmp_path), PATH="")
    assert 3 == ran.exit_code
    assert "no pdflatex on PATH" in ran.errors
    assert "install TeX Live" in ran.errors


def test_a_limit_that_cannot_be_met_gives_exit_code_4(tmp_path: Path) -> None:
    items = "\n".join(f"      - {{text: Line {number}, priority: must}}" for number in range(120))
    ran = start_cvtex(
        ["build", "--engine", "embedded", "-V", "small"],
        write(tmp_path, MINIMAL.replace("variants:", f"  list:\n    kind: list\n    items:\n{items}\nvariants:")),
    )
    assert 4 == ran.exit_code
    assert re.search(r"the items that must be printed need \d+ lines more than 1 page can hold", ran.errors)
    assert "the cheapest way out: lower 'Line " in ran.errors
    assert not (tmp_path / "build").exists()


def test_warnings_fail_only_a_strict_build(tmp_path: Path) -> None:
    text = MINIMAL.replace("text: Hello.", 'text: "Half $\\\\foo$ math."')
    write(tmp_path, text)
    relaxed = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    strict = run_cvtex(["build", "--engine", "embedded", "--strict", "-o", "strict"], tmp_path)
    assert "warning" in relaxed.errors
    assert (0, 1) == (relaxed.exit_code, strict.exit_code)
    assert not (tmp_path / "strict").exists()


def test_check_prints_json_for_programs(tmp_path: Path) -> None:
    ran = run_cvtex(["check", "--json"], write(tmp_path, MINIMAL.replace("kind: text", "kind: txt")))
    found = json.loads(ran.output)
    assert 1 == ran.exit_code
    assert [("cv.yaml", 3, "error")] == [(d["file"], d["line"], d["severity"]) for d in found]


def test_the_private_overlay_is_merged_over_the_cv(tmp_path: Path) -> None:
    from printed import glyphs, squeeze

    write(tmp_path)
    (tmp_path / "cv.private.yaml").write_text("owner: {contact: {phone: +49 30 00000000}}\n", encoding="utf-8")
    assert 0 == run_cvtex(["build", "--engine", "embedded"], tmp_path).exit_code
    text = squeeze("".join(glyph.character for glyph in glyphs(tmp_path / "build" / "cv-full.pdf")))
    assert "493000000000" in text


def test_a_new_cv_builds(tmp_path: Path) -> None:
    made = run_cvtex(["new", "mine", "--name", "Ada van Example"], tmp_path)
    assert 0 == made.exit_code
    text = (tmp_path / "mine" / "cv.yaml").read_text(encoding="utf-8")
    assert "cvtex new --kind" in text
    assert all(kind in text for kind in kinds())
    _, _, schema = text.splitlines()[0].partition("# yaml-language-server: $schema=")
    assert json.loads((tmp_path / "mine" / schema).read_text(encoding="utf-8"))["title"] == "cv.yaml"
    ran = run_cvtex(["build", "--all", "--engine", "embedded"], tmp_path / "mine")
    assert (0, "") == (ran.exit_code, ran.errors)
    again = run_cvtex(["new", "mine", "--name", "Ada van Example"], tmp_path)
    assert 2 == again.exit_code
    assert "nothing was written" in again.errors


def test_the_schema_is_json(tmp_path: Path) -> None:
    assert "cv.yaml" == json.loads(run_cvtex(["schema"], tmp_path).output)["title"]


def test_characters_that_no_font_has_give_one_warning_per_text(tmp_path: Path) -> None:
    folder = write(tmp_path, MINIMAL.replace("Hello.", "Hello \U00012345 and \U00012346."))
    warning = (
        "cv.yaml:3:49: warning: no font has \U00012345 (U+12345), \U00012346 (U+12346): printed as boxes"
        " with their codes (put a font that has it into the folder fonts/ beside the CV)"
    )
    ran = run_cvtex(["build", "--engine", "embedded"], folder)
    assert ran.exit_code == 0
    assert warning in ran.errors
    assert ran.errors.count("warning:") == 1
    assert "\U00012345" in pypdf.PdfReader(folder / "build" / "cv-full.pdf").pages[0].extract_text()
    assert warning in run_cvtex(["check"], folder).errors
    assert run_cvtex(["build", "--engine", "embedded", "--strict", "--force"], folder).exit_code == 1


def test_a_private_use_character_is_reported_and_left_out(tmp_path: Path) -> None:
    ran = run_cvtex(["build", "--engine", "embedded"], write(tmp_path, MINIMAL.replace("Hello.", "Hel\ue5f8lo.")))
    assert ran.exit_code == 0
    assert "cv.yaml:3:46: warning: the private character U+E5F8 is not printed" in ran.errors


def test_letters_that_the_output_lacks_are_escaped(tmp_path: Path) -> None:
    """As in a pipe on Windows."""
    write(tmp_path, MINIMAL + "bibliography: p.bib\n")
    (tmp_path / "p.bib").write_text("@article{ẽ, author = {Ada Example}, title = {T}}", encoding="utf-8")
    ran = start_cvtex(["publications"], tmp_path, PYTHONIOENCODING="cp1252")
    assert ran.exit_code == 0
    assert "p.bib:1: \\u1ebd: " in ran.output
    ran = start_cvtex(["publications", "--json"], tmp_path, PYTHONIOENCODING="cp1252")
    assert json.loads(ran.output)[0]["key"] == "ẽ"


def test_a_file_beside_the_cv_is_no_library(tmp_path: Path) -> None:
    """`python -m` puts the working directory first on the path."""
    (write(tmp_path) / "yaml.py").write_text("raise SystemExit('this is not PyYAML')", encoding="utf-8")
    assert start_cvtex(["publications"], tmp_path).errors == ""
