"""How publications are divided among the parts of a profile: DFG's categories A and B."""

from __future__ import annotations

from pathlib import Path

import building

from cvtex.build import loading, preflight, preparing
from cvtex.model.exclusion import message_of
from cvtex.model.plan import Plan

CV = """\
owner: {name: Anna Heron, contact: {orcid: 0000-0002-1825-0097}}
bibliography: a.bib
sections:
  career: {kind: positions, title: Career, items: [{employer: A Pond, roles: [{title: Reader, dates: 2020 – present}]}]}
  works: {kind: publications, title: Publications}
variants:
  v: {profile: dfg, sections: [career, SECTIONS]}
"""
# The entry's type and fields, and its category.
WORKS = [
    ("article", "journal = {J}", "A"),
    ("inproceedings", "booktitle = {C}", "A"),
    ("incollection", "booktitle = {B}", "A"),
    ("book", "publisher = {P}", "A"),
    ("collection", "publisher = {P}", "A"),
    ("misc", "keywords = {peer-reviewed}", "A"),
    ("article", "journal = {J}, pubstate = {inpress}", "A"),
    ("article", "journal = {J}, keywords = {not peer-reviewed}", "B"),
    ("article", "journal = {arXiv preprint arXiv:2301.00001}", "B"),
    ("article", "journal = {J}, pubstate = {preprint}", "B"),
    ("article", "journal = {J}, entrysubtype = {newspaper}", "B"),
    ("book", "publisher = {P}, keywords = {not peer-reviewed}", "B"),
    ("dataset", "publisher = {P}", "B"),
    ("software", "publisher = {P}", "B"),
    ("phdthesis", "school = {S}", "B"),
    ("article", "journal = {J}, pubstate = {submitted}", ""),
    ("book", "publisher = {P}, pubstate = {inpreparation}", ""),
]


def plan_of(folder: Path, sections: str, *works: tuple[str, str]) -> Plan:
    (folder / "cv.yaml").write_text(CV.replace("SECTIONS", sections), encoding="utf-8")
    entries = (
        f"@{type_}{{w{number}, author = {{Anna Heron}}, title = {{Work {number}}}, year = {{2024}}, {fields}}}\n"
        for number, (type_, fields) in enumerate(works)
    )
    (folder / "a.bib").write_text("".join(entries), encoding="utf-8")
    loaded = loading.load(folder / "cv.yaml")
    assert loaded.cv
    found = preflight.problems(loaded, ("v",), {}, building.shared_cache())
    assert [one for one in found if one.is_error] == []
    return preparing.plan_variant(loaded, "v", loading.profile_of(loaded, "v").value)


def categories(plan: Plan) -> dict[str, str]:
    """Citation key -> A or B."""
    return {
        key: section.part.name[-1:].upper()
        for section in plan.sections
        if section.part and section.part.under
        for key in Plan("", "", short=False, sections=(section,)).publications()
    }


def test_an_entry_says_its_category(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "works", *((type_, fields) for type_, fields, _ in WORKS))
    found, reasons = categories(plan), {left.key: message_of(left.reason) for left in plan.left_out}
    assert [(type_, fields, found.get(f"w{number}", "")) for number, (type_, fields, _) in enumerate(WORKS)] == WORKS
    assert reasons == {
        f"w{number}": "it meets no condition of the funder's parts category_a, category_b"
        for number, (_, _, category) in enumerate(WORKS)
        if not category
    }


def test_a_variant_says_otherwise(tmp_path: Path) -> None:
    sections = "{section: works, part: category_a, types: [phdthesis]}, works"
    plan = plan_of(tmp_path, sections, ("phdthesis", "school = {S}"), ("article", "journal = {J}"))
    assert categories(plan) == {"w0": "A", "w1": "A"}


def test_a_work_that_a_variant_leaves_out_is_in_no_other_category(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, "{section: works, types: [article]}", ("book", "publisher = {P}"), ("article", "journal = {J}")
    )
    assert categories(plan) == {"w1": "A"}
    assert [(left.key, message_of(left.reason)) for left in plan.left_out] == [("w0", "not of type article")]
