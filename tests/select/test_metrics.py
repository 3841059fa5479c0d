"""Numbers of `metrics` that a funder forbids are refused: left out, with a warning that says why."""

from __future__ import annotations

from pathlib import Path

from running import run_cvtex

CV = """\
owner: {name: Ada Example}
bibliography: works.bib
variants:
  full: {formats: [txt]}
  grant: {profile: grant-2page, formats: [txt]}
sections:
  works:
    kind: publications
    title: Publications
    metrics: {citations: 12, h_index: 2, source: OpenAlex, date: 2026-11-27ONLY}
"""
BIB = "@article{a, author = {Ada Example}, title = {Frogs}, journal = {J}, year = {2020}}\n"
REFUSED = "cv.yaml:10:14: warning: the variant 'grant' does not print the h-index, forbidden by 'Two-page CV'"


def folder(path: Path, only: str = "") -> Path:
    (path / "cv.yaml").write_text(CV.replace("ONLY", only), encoding="utf-8")
    (path / "works.bib").write_text(BIB, encoding="utf-8")
    return path


def test_a_forbidden_number_is_named_and_left_out(tmp_path: Path) -> None:
    ran = run_cvtex(["build", "--all"], folder(tmp_path))
    assert ran.exit_code == 0, ran.errors
    assert [line for line in ran.errors.splitlines() if "warning" in line] == [
        f"{REFUSED} (name the other variants in `only`)"
    ]
    assert "Citations: 12 · h-index: 2 (OpenAlex" in (tmp_path / "build" / "cv-full.txt").read_text(encoding="utf-8")
    text = (tmp_path / "build" / "cv-grant.txt").read_text(encoding="utf-8")
    assert ("Citations: 12 (OpenAlex" in text, "h-index" in text) == (True, False)
    explained = run_cvtex(["explain", "works", "--variant", "grant"], tmp_path)
    assert "  left out: h-index (cv.yaml:10:14): the profile forbids it" in explained.output.splitlines()


def test_numbers_for_other_variants_are_no_matter_of_the_funder(tmp_path: Path) -> None:
    ran = run_cvtex(["check"], folder(tmp_path, ", only: [full]"))
    assert "h-index" not in ran.errors
    explained = run_cvtex(["explain", "works", "--variant", "grant"], tmp_path)
    assert [line for line in explained.output.splitlines() if "left out" in line] == [
        "  left out: number of citations (cv.yaml:10:14): only for full",
        "  left out: h-index (cv.yaml:10:14): only for full",
    ]
