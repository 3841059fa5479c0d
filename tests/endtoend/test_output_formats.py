"""Several formats of one variant: beside each other, with one choice, each replaced only if it is right."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from running import TWICE, run_cvtex

from cvtex.build import plain_formats
from cvtex.diagnostics import Span, error
from cvtex.typeset import run
from cvtex.verify.readers import READERS, Reader
from cvtex.verify.text import ReadBack

T = TypeVar("T")

CV = """\
owner: {name: Anna Heron}
sections:
  talks:
    kind: talks
    title: Talks
    items:
TALKS
variants:
  v: {pages: 1, formats: [pdf, txt]}
"""
TALKS = "\n".join(f"      - {{title: Talk {number} on frogs, date: {2025 - number % 60}}}" for number in range(90))


def _noting(steps: list[str], title: str, call: Callable[..., T], *arguments: Any, **named: Any) -> T:
    steps.append(f"{title} begins")
    found = call(*arguments, **named)
    steps.append(f"{title} ends")
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(CV.replace("TALKS", TALKS), encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_the_choice_of_the_pdf_counts_for_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = folder / "report.json"
    steps: list[str] = []
    for module, name, title in ((run, "run_process", "TeX"), (plain_formats, "_files", "files")):
        monkeypatch.setattr(module, name, partial(_noting, steps, title, getattr(module, name)))
    ran = run_cvtex(["build", "--engine", "embedded", "--report", str(report)], folder)
    assert (0, "") == (ran.exit_code, ran.errors)
    if TWICE not in os.environ:
        # Files without pages are written once, while TeX runs.
        assert [step for step in steps if "files" in step] == ["files begins", "files ends"]
        place = steps.index("files begins")
        assert (steps[place - 1], steps[place + 2]) == ("TeX begins", "TeX ends")
    printed = [item["name"] for item in json.loads(report.read_text())["items"]]
    assert 30 < len(printed) < 60
    text = (folder / "build" / "cv-v.txt").read_text(encoding="utf-8")
    assert [name for name in printed if f"“{name}”" in text] == printed
    assert text.count(" on frogs") == len(printed)
    assert json.loads(report.read_text())["outputs"] == [
        {"format": "pdf", "is_sound": True},
        {"format": "txt", "is_sound": True},
    ]
    assert ran.output.count("left out for room") == 1


def test_all_files_of_a_variant_are_up_to_date_together(folder: Path) -> None:
    rules = folder / "rules.d"
    command = ["build", "--engine", "embedded", "--format", "pdf", "--format", "text", "--depfile", str(rules)]
    assert run_cvtex(command, folder).exit_code == 0
    assert [line.partition(":")[0] for line in rules.read_text().splitlines()[:3:2]] == [
        "build/cv-v.pdf",
        "build/cv-v.txt",
    ]
    pdf, text = folder / "build" / "cv-v.pdf", folder / "build" / "cv-v.txt"
    again = run_cvtex(command, folder)
    if "up to date" in again.output:
        assert [line.replace("\\", "/") for line in again.output.splitlines()] == [
            "build/cv-v.pdf: up to date",
            "build/cv-v.txt: up to date",
        ]
    text.unlink()
    assert "up to date" not in run_cvtex(command, folder).output
    assert pdf.exists()
    assert text.exists()


def test_a_file_that_cannot_be_made_does_not_hold_back_the_others(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV.replace("TALKS", TALKS).replace("pages: 1, ", ""), encoding="utf-8")
    theme = tmp_path / "styles" / "themes" / "cvtex-mine.sty"
    theme.parent.mkdir(parents=True)
    theme.write_text("\\RequirePackage{cvtex-classic}\\undefinedcommand\n", encoding="utf-8")
    with (tmp_path / "cv.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: mine\n")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == 1, ran.errors
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["cv-v.txt"]


@pytest.mark.skipif(bool(os.environ.get(TWICE)), reason="the reader is replaced in this process only")
def test_a_format_that_breaks_a_promise_keeps_its_last_good_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = CV.replace("TALKS", "      - {title: First, date: 2024}").replace("[pdf, txt]", "[html, md, json]")
    (tmp_path / "cv.yaml").write_text(source.replace("pages: 1, ", ""), encoding="utf-8")
    assert run_cvtex(["build"], tmp_path).exit_code == 0
    good = (tmp_path / "build" / "cv-v.md").read_bytes()
    (tmp_path / "cv.yaml").write_text(source.replace("pages: 1, ", "").replace("First", "Second"), encoding="utf-8")
    monkeypatch.setitem(cast("dict[str, Reader]", READERS), "md", lambda _: ReadBack("Anna Heron"))
    ran = run_cvtex(["build"], tmp_path)
    assert ran.exit_code == 1
    assert "cv.yaml:7:9: error: md: '“Second” (2024)' is missing from the output" in ran.errors
    assert "cvtex: keeping the previous build/cv-v.md" in ran.errors
    assert [line.replace("\\", "/") for line in ran.output.splitlines()] == ["build/cv-v.html", "build/cv-v.json"]
    files = {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()}
    assert files.keys() == {"cv-v.html", "cv-v.json", "cv-v.md"}
    assert files["cv-v.md"] == good
    assert b"Second" in files["cv-v.html"]
    assert b"Second" in files["cv-v.json"]
    # It is not up to date: the next build tries again.
    monkeypatch.undo()
    assert run_cvtex(["build"], tmp_path).exit_code == 0
    assert "Second" in (tmp_path / "build" / "cv-v.md").read_text(encoding="utf-8")


def test_unknown_formats_are_refused(folder: Path) -> None:
    ran = run_cvtex(["build", "--format", "pdf,tx"], folder)
    assert ran.exit_code == 2
    assert "no format 'tx' (did you mean 'txt'?)" in ran.errors


@pytest.mark.skipif(bool(os.environ.get(TWICE)), reason="the rules are replaced in this process only")
def test_a_promise_that_a_theme_of_ours_breaks_is_an_error_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cv.yaml").write_text("owner: {name: Anna Heron}\nsections: {}\n", encoding="utf-8")
    broken = error("page 1: 'Anna Heron' crosses the right edge of the paper", Span("cv.yaml", 1, 15))
    monkeypatch.setattr("cvtex.verify.rules.failed_expectations", lambda *_: (broken,))
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == 1
    assert "cv.yaml:1:15: error: page 1: 'Anna Heron' crosses the right edge of the paper" in ran.errors
    assert [file.name for file in tmp_path.glob("build/*")] == ["cv-full.draft.pdf"]
