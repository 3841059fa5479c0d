"""Texts for a funder's form: one for each field, with counts; what has no field is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run_cvtex

CV = """\
owner: {name: Anna Heron, contact: {orcid: 0000-0002-1825-0097}}
bibliography: publications.bib
sections:
  schools: {kind: education, title: Education, items: [{institution: A School, degrees: [{degree: PhD, dates: 2015}]}]}
  about: {kind: text, title: About, text: I watch frogs.}
  works: {kind: publications, title: Publications}
  prizes: {kind: awards, title: Prizes, items: [{title: Pond Prize, date: 2020}]}
  findings:
    kind: contributions
    title: Findings
    items:
      - {title: Maps, text: "Nobody knew.\\n\\nI found out.", products: [frogs, newts]}
      - {text: I counted., products: [frogs]}
  tongues: {kind: languages, title: Languages, items: [{language: Latin}, {language: Frog}]}
variants:
  v: {profile: nih-biosketch}
"""
BIB = """\
@article{frogs, author = {Heron, Anna}, title = {Frogs}, journal = {J}, year = {2024}}
@article{newts, author = {Heron, Anna}, title = {Newts}, journal = {J}, year = {2021}}
"""
TEXT = """\
NIH Biographical Sketch, Common Form and Supplement (due on or after 2026-01-25)
for SciENcv

== Professional Preparation and Appointments ==
words: 4 | characters: 18 (with spaces)

A School
PhD, 2015

== Products ==
words: 14 | characters: 67 (with spaces)

1. Heron A (2024). “Frogs”. In: J
2. Heron A (2021). “Newts”. In: J

== Personal Statement ==
words: 3 | characters: 14 of 3,500 (with spaces)

I watch frogs.

== Honors ==
words: 3 | characters: 16 (with spaces)

Pond Prize, 2020

== Contributions to Science ==
-- 1 of 2 --
characters: 30 of 2,000 (with spaces)

Maps
Nobody knew.
I found out.

-- 2 of 2 --
characters: 10 of 2,000 (with spaces)

I counted.

== Not in the form ==
Languages (no field): Latin; Frog
"""


def written(folder: Path, cv: str, bib: str = BIB) -> tuple[int, str, str]:
    """Build `cv` -> exit code, messages, and the text if there is one."""
    (folder / "cv.yaml").write_text(cv, encoding="utf-8")
    (folder / "publications.bib").write_text(bib, encoding="utf-8")
    ran = run_cvtex(["build"], folder)
    file = folder / "build" / "cv-v.txt"
    return ran.exit_code, ran.errors, file.read_text(encoding="utf-8") if file.exists() else ""


def test_a_form_has_a_text_for_each_field_and_names_what_has_none(tmp_path: Path) -> None:
    code, errors, text = written(tmp_path, CV)
    assert (code, text) == (0, TEXT)
    assert errors.startswith(
        "cv.yaml:14:3: warning: the form (SciENcv) has no field for the section 'Languages': 'Latin', 'Frog'\n"
    )
    assert "hint: name a field with 'part' in the variant's 'sections', or leave the section out there;" in errors


def test_many_sections_without_a_field_are_one_message(tmp_path: Path) -> None:
    more = "".join(f"  more{i}: {{kind: list, title: More {i}, items: [A]}}\n" for i in range(3))
    _, errors, text = written(tmp_path, CV.replace("variants:\n", f"{more}variants:\n"))
    sections = "'Languages', 'More 0', 'More 1', 'More 2'"
    assert f"cv.yaml:19:16: warning: the form (SciENcv) has no field for 4 sections: {sections}\n" in errors
    assert errors.count("warning") == 1
    assert "Languages (no field): Latin; Frog\nMore 0 (no field): A\n" in text


def test_a_section_is_placed_by_its_part_or_left_out(tmp_path: Path) -> None:
    sections = "[schools, works, {section: tongues, part: statement}, about, prizes, findings]"
    code, errors, text = written(tmp_path, CV.replace("biosketch}", f"biosketch, sections: {sections}}}"))
    assert (code, errors) == (0, "")
    assert "== Personal Statement ==" in text
    assert "Languages\nLatin\nFrog\nAbout\nI watch frogs." in text
    assert "Not in the form" not in text


LIMITS = [
    # what is changed; exit code and message
    (
        ("text: I counted.", f"text: {'x' * 2113}"),
        1,
        f"cv.yaml:13:16: error: the contribution '{'x' * 59}…' has 2113 characters, 113 more than the limit of 2000",
    ),
    (
        ("[frogs, newts]", "[frogs, newts, a, b, c]"),
        1,
        "cv.yaml:12:92: error: the contribution 'Maps' has 5 products, 1 more than the limit of 4",
    ),
    (
        ("works: {kind", "works: {only: [other], kind"),
        4,
        "cv.yaml:12:72: error: 'frogs' is a product of the contribution 'Maps', but no printed publication",
    ),
]


@pytest.mark.parametrize(("change", "exit_code", "message"), LIMITS)
def test_each_contribution_has_limits(change: tuple[str, str], exit_code: int, message: str, tmp_path: Path) -> None:
    more = "".join(BIB.splitlines()[0].replace("frogs", key).replace("Frogs", key) + "\n" for key in "abc")
    variants = "  v: {profile: nih-biosketch}\n  other: {}\n"
    cv = CV.replace(*change).replace("  v: {profile: nih-biosketch}\n", variants)
    code, errors, text = written(tmp_path, cv, BIB + more)
    assert (code, text) == (exit_code, "")
    assert message in errors


def test_products_of_contributions_are_kept_before_newer_works(tmp_path: Path) -> None:
    newer = "".join(
        f"@article{{n{i}, author = {{Heron, Anna}}, title = {{New {i}}}, journal = {{J}}, year = {{2025}}}}\n"
        for i in range(12)
    )
    code, _, text = written(tmp_path, CV, BIB + newer)
    assert code == 0
    products = text.partition("== Products ==")[2].partition("==")[0]
    assert products.count("In: J") == 10
    assert "“Frogs”" in products
    assert "“Newts”" in products
    assert text.count("left out (at most 10 products): New") == 4


LONG = """\
owner: {name: Anna Heron}
sections:
  talks:
    kind: talks
    title: Talks
    items:
      - {title: One two three, date: 2024}
      - {title: Four five six, date: 2020}
      - {title: Seven eight nine, date: 2022}
variants:
  v: {sections: [{section: talks, max_words: 9}]}
"""


def test_a_text_obeys_a_limit_of_words(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(LONG, encoding="utf-8")
    ran = run_cvtex(["build", "--format", "text"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert (tmp_path / "build" / "cv-v.txt").read_text(encoding="utf-8") == (
        "Anna Heron\n==========\n\nTalks\n-----\n“One two three” (2024)\n“Seven eight nine” (2022)\n"
    )
    assert "left out: Four five six" in ran.output


def test_a_text_prints_what_the_pages_hold(tmp_path: Path) -> None:
    talks = "".join(f"      - {{title: Talk {number} on frogs, date: {2025 - number % 60}}}\n" for number in range(90))
    cv = LONG.partition("      - ")[0] + talks + "variants:\n  v: {pages: 1}\n"
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build", "--format", "text", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    text = (tmp_path / "build" / "cv-v.txt").read_text(encoding="utf-8")
    assert 30 < text.count(" on frogs") < 60
