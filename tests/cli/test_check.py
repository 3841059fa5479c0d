"""`cvtex check` promises what `build` keeps, for the formats that a variant has."""

from __future__ import annotations

from pathlib import Path

from running import run_cvtex

RULES = """\
title: Rules
funder: A Funder
version: "2026"
checked: 2026-11-01
source: [https://example.org]
file: {name: "CV_{family}"}
"""
CV = """\
owner: {name: Ada Example}
sections:
  plans: {kind: text, title: HEADING, text: Words.}
variants:
  one: {profile: rules}
  two: {profile: rules}
  text: {profile: rules, formats: [txt]}
"""


def check(folder: Path, heading: str, *options: str) -> str:
    (folder / "profiles").mkdir(exist_ok=True)
    (folder / "profiles" / "rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "cv.yaml").write_text(CV.replace("HEADING", heading), encoding="utf-8")
    ended = run_cvtex(["check", *options], folder)
    return ended.output + ended.errors


def test_variants_that_would_write_one_file_are_told(tmp_path: Path) -> None:
    found = [line for line in check(tmp_path, "Plans").splitlines() if "warning" in line or "error" in line]
    wrong = "the variants 'one' and 'two' would both write CV_Example"
    assert found == [f"cv.yaml:6:3: warning: {wrong} (build one of them with another --output)"]
    assert check(tmp_path, "Plans", "--variant", "two") == "cv.yaml: no problems\n"


def test_only_a_pdf_has_pages_without_room(tmp_path: Path) -> None:
    heading = "Plans " * 99
    assert "this heading has 593 characters" in check(tmp_path, heading, "--variant", "one")
    assert check(tmp_path, heading, "--variant", "text") == "cv.yaml: no problems\n"
