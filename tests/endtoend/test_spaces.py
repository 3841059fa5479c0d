"""Word spaces: no line of a paragraph is gappy, and last lines have natural spaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run_cvtex
from spaces import CASES, CORPUS, Case, read_spaces
from written_pdf import stream_object, written_pdf

# Each letter is half an em wide; the natural space of this font is 0.278 em.
_FONT = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+CharterBT-Roman /FirstChar 97 /LastChar 122"
    f" /Widths [{' '.join(['500'] * 26)}] /ToUnicode 6 0 R >>"
)
_UNICODE = {6: stream_object("1 beginbfrange <61> <7A> <0061> endbfrange")}


def test_word_spaces_are_measured_as_multiples_of_the_natural_one() -> None:
    content = """BT /F 10 Tf 72 700 Td [(one)-278(two)-278(three)]TJ
        0 -13 Td [(one)-556(two)-556(three)]TJ
        0 -13 Td [(one)-417(two)-9000(three)]TJ
        0 -13 Td [(end)]TJ ET"""
    found = read_spaces(written_pdf([content], font=_FONT, objects=_UNICODE))
    assert [(line.text, round(line.space, 1)) for line in found.lines] == [
        ("one two three", 1.0),
        ("one two three", 2.0),
        # A wide gap before dates is no word space.
        ("one two three", 1.5),
        ("end", 1.0),
    ]
    assert [line.space for line in found.gappy] == [pytest.approx(2.0)]
    assert [line.text for line in found.single_words] == ["end"]


@pytest.mark.parametrize("variant", ["full", "2page", "german"])
def test_no_line_of_the_sample_is_gappy(sample: Path, variant: str) -> None:
    found = read_spaces((sample / "build" / f"cv-{variant}.pdf").read_bytes())
    assert len(found.lines) > 50
    assert [str(line) for line in found.gappy] == []
    assert [str(line) for line in found.stretched_last] == []


def test_long_names_with_initials_leave_no_gaps(tmp_path: Path) -> None:
    """Initials stay with their names, so that few places are left at which a line may end."""
    authors = "Schöllhorn-Weber, W. and Pfannenschmidt, J. and Breitenreiter-Klamm, C. and Zeppelzauer, M. and "
    entries = [f"@article{{w{n}, author={{{authors * n}Doe, Ada}}, title={{On gaps}}, year=2020}}" for n in range(1, 9)]
    (tmp_path / "works.bib").write_text("\n".join(entries), encoding="utf-8")
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Doe}\nbibliography: works.bib\nreferences: vancouver\n"
        "sections: {works: {kind: publications, title: Works}}\n",
        encoding="utf-8",
    )
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == 0, ran.errors
    found = read_spaces((tmp_path / "build" / "cv-full.pdf").read_bytes())
    assert len(found.lines) > 40
    assert [str(line) for line in found.gappy] == []


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real libraries is not here")
@pytest.mark.parametrize(
    "case", [*CASES[:1], *(pytest.param(case, marks=pytest.mark.long) for case in CASES[1:])], ids=str
)
def test_no_line_of_a_real_list_is_gappy(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "list"
    case.write(folder)
    ran = run_cvtex(["build", "--engine", "embedded"], folder)
    assert ran.exit_code == 0, ran.errors
    found = read_spaces((folder / "build" / "cv-full.pdf").read_bytes())
    assert len(found.lines) > 100
    assert [str(line) for line in found.gappy] == []
    assert [str(line) for line in found.stretched_last] == []
