"""Three independent extractors find every printed string in the PDF, in order."""

from __future__ import annotations

import functools
import itertools
import json
import re
import shutil
import subprocess
from pathlib import Path

import building
import pictures
import pytest
import verapdf
from many import a_few
from round_trip import folded, missing, printed_strings, strings_between_formulas
from varied_cv import varied_cv

SEEDS = 30


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variant", "engine"),
    [
        ("2page", "embedded"),
        ("full", "embedded"),
        pytest.param("german", "embedded", marks=pytest.mark.long),
        pytest.param("full", "pdflatex", marks=[pytest.mark.texlive, pytest.mark.long]),
    ],
)
def test_the_sample_round_trips(sample: Path, variant: str, engine: str, tmp_path: Path) -> None:
    if engine != "embedded" and shutil.which(engine) is None:
        pytest.skip(f"no {engine} on PATH")
    built = building.built(sample, variant, engine=engine)
    assert built.pdf is not None, [one.message for one in built.diagnostics]
    (tmp_path / "cv.pdf").write_bytes(built.pdf)
    strings = printed_strings(built)
    assert len(strings) > 50
    found = missing(strings, tmp_path / "cv.pdf", "Sebastian Lapuschkin", strings_between_formulas(built))
    assert not any(found.values()), found


@pytest.mark.slow
def test_missing_strings_are_reported(sample: Path) -> None:
    found = missing(
        ["Short Bio", "Professional  Experience", "Short Bio", "ShortBio"],
        sample / "build" / "cv-2page.pdf",
        "Sebastian Lapuschkin",
    )
    assert found["pypdf"] == ["Short Bio", "ShortBio"]
    assert {tuple(strings) for name, strings in found.items() if name.endswith(" order")} == {("ShortBio", "ShortBio")}
    assert {tuple(words) for name, words in found.items() if name.endswith(" words")} == {("Bio", "Short", "ShortBio")}


@pytest.mark.slow
def test_a_random_cv_round_trips(tmp_path: Path) -> None:
    check_text(0, tmp_path)


@pytest.mark.parametrize("seed", a_few(range(1, SEEDS), 1))
def test_random_cvs_round_trip_and_meet_both_standards(seed: int, tmp_path: Path) -> None:
    pdf = check_text(seed, tmp_path)
    if verapdf.is_available():
        assert [] == verapdf.broken_rules(pdf, "2a")
        assert [] == verapdf.broken_rules(pdf, "ua1")


def check_text(seed: int, folder: Path) -> Path:
    values, entries = varied_cv(seed)
    # JSON is valid YAML.
    (folder / "cv.yaml").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    (folder / "works.bib").write_text(entries, encoding="utf-8")
    (folder / "portrait.png").write_bytes(pictures.saved(pictures.gradient(), "PNG"))
    built = building.built(folder, "full")
    assert built.pdf is not None, [one.message for one in built.diagnostics]
    (folder / "cv.pdf").write_bytes(built.pdf)
    found = missing(printed_strings(built), folder / "cv.pdf", values["owner"]["name"], strings_between_formulas(built))
    assert not any(found.values()), found
    return folder / "cv.pdf"


needs_pdfinfo = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="no poppler")


@functools.cache
def structure_text(pdf: Path) -> list[tuple[int, str]]:
    """Return the lines of `pdfinfo -struct-text`, with their depth."""
    done = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True, check=True, timeout=60)
    lines = done.stdout.decode("utf-8").splitlines()
    return [((len(line) - len(line.lstrip())) // 2, line.strip()) for line in lines]


@pytest.mark.slow
@needs_pdfinfo
def test_the_structure_of_the_sample_reads_like_the_cv(sample: Path) -> None:
    lines = structure_text(sample / "build" / "cv-full.pdf")
    bare = [text for _, text in lines]
    assert bare[:3] == ["Document", "H1 (block)", '"Dr. Sebastian Lapuschkin (né Bach)"']
    headings = [folded(bare[place + 1].strip('"')) for place, text in enumerate(bare) if text.startswith("H2 ")]
    assert headings[:3] == ["Short Bio", "Professional Experience", "Education"]
    assert any("Fraunhofer Heinrich Hertz Institute (HHI) Berlin, Germany" in folded(text) for text in bare)


@pytest.mark.slow
@needs_pdfinfo
def test_each_publication_is_one_list_item_with_its_label(sample: Path) -> None:
    lines = structure_text(sample / "build" / "cv-full.pdf")
    first = next(place for place, (_, text) in enumerate(lines) if text == '"Journal Articles"')
    items = [place for place, (_, text) in enumerate(lines) if place > first and text.startswith("LI ")]
    assert len(items) == 50
    depth = lines[items[0]][0]
    numbers = [lines[place + 2][1] for place in items]
    assert all(re.fullmatch(r'"\d+\."', number) for number in numbers)
    assert numbers[:3] == ['"1."', '"2."', '"3."']
    for place in items:
        inside = list(itertools.takewhile(lambda line: line[0] > depth, lines[place + 1 :]))
        assert [text for level, text in inside if level == depth + 1] == ["Lbl (block)", "LBody (block)"]
