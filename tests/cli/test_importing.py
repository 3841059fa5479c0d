"""`cvtex import` as its user meets it: what is refused, what is written, what is never written over."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import gradient, saved
from running import Ran, run_cvtex

from cvtex.diagnostics import did_you_mean
from cvtex.importers.sources import SOURCES

WORKS = [
    {"id": "frogs", "type": "article-journal", "title": "On frogs", "issued": {"date-parts": [[2014]]},
     "author": [{"family": "Marsh", "given": "Ada B."}, {"family": "Newt", "given": "Bo"}]},
    {"id": "efts", "type": "book", "title": "The Book of Efts", "issued": {"date-parts": [[2016]]},
     "author": [{"family": "Marsh", "given": "A."}]},
]  # fmt: skip
RESUME = {
    "basics": {"name": "Ada Marsh", "label": "Zoologist", "image": "me.png"},
    "work": [{"name": "Pond Institute", "position": "Head of Frogs", "startDate": "2014-03"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "works.json").write_text(json.dumps(WORKS), encoding="utf-8")
    (tmp_path / "resume.json").write_text(json.dumps(RESUME), encoding="utf-8")
    (tmp_path / "me.png").write_bytes(saved(gradient(), "PNG"))
    return tmp_path


def run(folder: Path, *arguments: str) -> Ran:
    return run_cvtex(["import", *arguments, "--into", "new"], folder)


def refused(folder: Path, *arguments: str) -> Ran:
    """Nothing is written."""
    before = sorted(folder.rglob("*"))
    ran = run(folder, *arguments)
    assert sorted(folder.rglob("*")) == before
    assert ran.output == ""
    return ran


@pytest.mark.slow
def test_sources_become_a_folder_that_builds(folder: Path) -> None:
    ran = run(folder, "resume.json", "works.json")
    assert (ran.exit_code, ran.errors) == (0, "")
    new = Path("new")
    assert ran.output.splitlines() == [
        *(str(new / name) for name in ("cv.yaml", "publications.bib", "me.png")),
        "  resume.json is JSON Resume",
        "  works.json is CSL-JSON",
        "  Experience (positions): 1 item",
        "  Publications (publications)",
        "  2 works",
        "  100.0% of 25 words found a place",
        f"{new / 'build' / 'cv-full.pdf'}: 1 page",
        "  the PDF has 100.0% of the words of the sources",
    ]
    assert {path.name for path in (folder / "new").iterdir()} == {
        "build", "cv.schema.json", "cv.yaml", "me.png", "publications.bib",
    }  # fmt: skip
    checked = run_cvtex(["check", "new/cv.yaml"], folder)
    assert (checked.exit_code, checked.output) == (0, f"{new / 'cv.yaml'}: no problems\n")


def test_a_name_that_no_source_has_is_asked_for_with_a_proposal(folder: Path) -> None:
    ran = refused(folder, "works.json")
    assert ran.exit_code == 1
    assert "no source has your name" in ran.errors
    assert "--name 'Ada B. Marsh', who is an author of 2 of 2 works" in ran.errors


def test_a_name_has_a_family_name(folder: Path) -> None:
    ran = refused(folder, "works.json", "--name", ", Ada")
    assert (ran.exit_code, "write 'Given Family'" in ran.errors) == (2, True)


@pytest.mark.parametrize("name", ["cv.yaml", "publications.bib", "me.png", "build/cv-full.pdf"])
def test_no_file_is_written_over(folder: Path, name: str) -> None:
    file = folder / "new" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    ran = refused(folder, "resume.json", "works.json")
    assert ran.exit_code == 2
    assert f"{Path('new') / name} already exists; nothing was written" in ran.errors
    assert file.read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_not_followed(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "cv.yaml").symlink_to(folder / "elsewhere.yaml")
    assert refused(folder, "resume.json").exit_code == 2


def test_a_source_that_cannot_be_read_stops_the_import(folder: Path) -> None:
    (folder / "broken.json").write_text('{"basics": {')
    ran = refused(folder, "resume.json", "broken.json")
    assert (ran.exit_code, "broken.json:1:13: error: this is no JSON" in ran.errors) == (1, True)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.yaml", b"owner:\n  name: Ada\nsections:\n  a:\n    kind: text\n", "this is a CV for cvtex already"),
        ("a.html", b"<!DOCTYPE html>\n<html><body>Ada</body></html>", "this is a web page"),
        ("a.rtf", rb"{\rtf1\ansi Ada}", "this is RTF"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "this is a picture"),
        ("a.json", b'{"$defs": {}, "type": "object"}', "no known format"),
        ("a.bin", b"\0" * 100, "no known format"),
        ("a.txt", b"", "no known format"),
    ],
)
def test_what_is_no_source_is_named_with_a_cure(folder: Path, name: str, data: bytes, message: str) -> None:
    (folder / name).write_bytes(data)
    ran = refused(folder, name)
    assert ran.exit_code == 1
    assert message in ran.errors
    assert "(" in ran.errors or "hint:" in ran.errors


def test_a_kind_that_is_meant_is_proposed(folder: Path) -> None:
    ran = refused(folder, "works.json", "--as", "csl")
    assert (ran.exit_code, did_you_mean("csl", SOURCES) in ran.errors) == (2, True)


def test_a_kind_is_taken_at_its_word(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "cv.yaml").write_text("owner: {name: Ada Marsh}\nvariants: {full: {}}\nsections: {}\n")
    ran = run(folder, "works.json", "--as", "pasted", "--merge")
    assert "kind: list" in ran.output or "@" in ran.output


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
def test_what_a_cv_lacks_is_a_patch(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "cv.yaml").write_text("owner:\n  name: Ada Marsh\nvariants:\n  full: {}\nsections: {}\n")
    before = {path: path.read_bytes() for path in (folder / "new").rglob("*") if path.is_file()}
    ran = run(folder, "resume.json", "works.json", "--merge")
    assert ran.exit_code == 0
    assert {path: path.read_bytes() for path in (folder / "new").rglob("*") if path.is_file()} == before
    assert "with this patch; to apply it: patch -p0" in ran.errors
    assert "the photograph me.png is no part of a patch" in ran.errors
    (folder / "proposal.diff").write_text(ran.output, encoding="utf-8")
    subprocess.run(["patch", "-p0", "-i", "proposal.diff"], cwd=folder, check=True, capture_output=True)
    cv = (folder / "new" / "cv.yaml").read_text(encoding="utf-8")
    assert "employer: Pond Institute" in cv
    assert "@book{efts," in (folder / "new" / "publications.bib").read_text(encoding="utf-8")
    again = run(folder, "resume.json", "works.json", "--merge")
    assert (again.output.count("@@"), "100.0% of 25 words of the sources are in the CV" in again.errors) == (0, True)


def test_a_patch_ends_lines_as_the_file_does(folder: Path) -> None:
    """Otherwise it does not fit where a CV was written on Windows."""
    (folder / "new").mkdir()
    cv = "owner:\n  name: Ada Marsh\nvariants:\n  full: {}\nsections: {}\n"
    (folder / "new" / "cv.yaml").write_bytes(cv.replace("\n", "\r\n").encode())
    lines = run(folder, "resume.json", "--merge").output.split("\n")
    changed = [line for line in lines if line.startswith(("+", " ")) and not line.startswith("+++")]
    assert len(changed) > 5
    assert [line for line in changed if not line.endswith("\r")] == []


def test_there_has_to_be_a_cv_to_merge_with(folder: Path) -> None:
    ran = refused(folder, "resume.json", "--merge")
    assert (ran.exit_code, "to merge with" in ran.errors) == (2, True)


def test_two_sources_of_one_name_are_told_apart(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "works.json").write_text("{" if name == "b" else json.dumps(WORKS))
    ran = refused(folder, "a/works.json", "b/works.json", "--name", "Ada Marsh")
    assert "b/works.json:1:1" in ran.errors
