"""The sections of a variant against the parts of its profile."""

from __future__ import annotations

from pathlib import Path

import building
import pytest

from cvtex.build import loading, preflight, preparing
from cvtex.check.compliance import check_required
from cvtex.diagnostics import Diagnostic

PROFILE = """\
title: Example Fund
funder: Example Fund
version: "1"
source: [an example]
checked: 2026-11-01
pages: {most: 2}
only_parts: true
parts:
  work: {title: Work, kinds: [positions], required: true}
  taught: {title: Teaching, kinds: [talks]}
  rest: {title: Rest}
"""

CV = """\
owner: {name: Ada Example}
sections:
  jobs:
    kind: positions
    title: Jobs
    items: [{employer: A House, roles: [{title: Reader, dates: 2020}]}]
  courses:
    kind: talks
    title: Courses
    items: [{title: A course, date: 2021}]
  about: {kind: text, title: About, text: "My h-index is 3."}
variants:
  v:
    profile: fund
    sections: SECTIONS
"""


def problems(folder: Path, sections: str, profile: str) -> tuple[Diagnostic, ...]:
    (folder / "profiles").mkdir()
    (folder / "profiles" / "fund.yaml").write_text(profile, encoding="utf-8")
    (folder / "cv.yaml").write_text(CV.replace("SECTIONS", sections), encoding="utf-8")
    loaded = loading.load(folder / "cv.yaml")
    assert loaded.diagnostics == ()
    return preflight.problems(loaded, ("v",), {}, building.shared_cache())


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("[jobs, courses]", []),
        ("[jobs, courses, {section: about, part: rest}]", []),
        ("[courses, jobs]", ["the section 'jobs' belongs to the part 'work', which comes before 'taught'"]),
        ("[jobs, about]", ["the profile 'fund' has no part for the section 'about'"]),
        ("[jobs, {section: about, part: rests}]", ["unknown part 'rests'"]),
        ("[courses]", ["the required part 'work' is empty (Work)"]),
    ],
)
def test_sections_follow_the_order_of_the_profiles_parts(sections: str, expected: list[str], tmp_path: Path) -> None:
    found = problems(tmp_path, sections, PROFILE)
    assert [one.message for one in found] == expected
    assert all(one.is_error and one.span and one.hint for one in found)


def test_a_part_is_printed_once(tmp_path: Path) -> None:
    profile = PROFILE.replace("only_parts: true\n", "").replace("kinds: [talks]", "kinds: [positions, talks]")
    sections = "[jobs, about, {section: courses, part: work}]"
    (problem,) = problems(tmp_path, sections, profile)
    assert problem.message == "the section 'about' belongs to no part, but splits the part 'work'"
    assert problem.hint == "move it, or name its part with 'part'; parts in order: work, taught, rest"


def test_only_published_works_must_have_an_identifier(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "fund.yaml").write_text(
        PROFILE.replace("only_parts: true", "requires: [{field: doi, kinds: [publications]}]")
    )
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nbibliography: a.bib\nsections: {works: {kind: publications}}\n"
        "variants: {v: {profile: fund}}\n"
    )
    (tmp_path / "a.bib").write_text(
        "@article{a, author={Ada Example}, title={Without}, journal={J}, year={2020}}\n"
        "@article{b, author={Ada Example}, title={In press}, journal={J}, year={2027}, pubstate={inpress}}\n"
        "@article{c, author={Ada Example}, title={With}, journal={J}, year={2020}, doi={10.1000/1}}\n"
    )
    loaded = loading.load(tmp_path / "cv.yaml")
    assert loaded.cv
    profile = loading.profile_of(loaded, "v").value
    assert profile
    plan = preparing.plan_variant(loaded, "v", profile)
    found = check_required(loaded.cv, plan, profile, loaded.bibliography.by_key())
    assert [message for _, message, _ in found] == ["'Without' lacks a persistent identifier (doi, eprint, url ...)"]
