"""A funder's profile wins over a design. A warning names the place of what gives way, if the variant asks for it."""

from __future__ import annotations

import re

import pytest

from cvtex.check.cv import check_cv
from cvtex.check.profile import check_profile
from cvtex.diagnostics import Checked
from cvtex.model.cv import Cv
from cvtex.model.design import BASE, Design, merged
from cvtex.model.profile import Profile
from cvtex.profiles.demands import demands_of
from cvtex.profiles.design import governed
from cvtex.read.yaml import read_yaml

PROFILE = "{title: T, funder: F, version: '1', checked: 2026-11-22, source: [nowhere], RULE}"


def cv_of(design: str, variant: str) -> Cv:
    text = (
        "owner: {name: Ada Example}\n"
        "sections: {a: {kind: text, text: x}}\n"
        f"design: {design}\n"
        f"variants: {{v: {{profile: p, design: {variant}}}}}\n"
    )
    node = read_yaml("cv.yaml", text.encode()).value
    assert node is not None
    checked = check_cv(node)
    assert checked.diagnostics == ()
    assert checked.value is not None
    return checked.value


def profile_of(rule: str) -> Profile | None:
    if not rule:
        return None
    node = read_yaml("p.yaml", PROFILE.replace("RULE", rule).encode()).value
    assert node is not None
    return check_profile(node).value


def design_under(rule: str, design: str = "{}", variant: str = "{}") -> Checked[Design]:
    cv, profile = cv_of(design, variant), profile_of(rule)
    own = cv.variants["v"]
    whole = merged(BASE, cv.design or Design(), own.design or Design())
    return governed(whole, profile, demands_of(cv, own, profile, whole).value, own.design or Design())


# The rule of the profile | the design of the CV | that of the variant, and below them the warning with its line.
TABLE = """
margins: {left: 2 cm, right: 2 cm, top: 2 cm, bottom: 2 cm} | {} | {margins: 1 cm}
    margins: 2 cm instead of 1 cm, 4
margins: {left: 2 cm, right: 2 cm, top: 1 cm, bottom: 1 cm} | {} | {margins: 1 cm}
    margins: left 2 cm instead of 1 cm, right 2 cm instead of 1 cm, 4
INCH | {margins: 26 mm} | {margins: {top: 25 mm}}
    margins: top 1 in instead of 25 mm, 4
INCH | {margins: 26 mm} | {}
INCH | {} | {}
INCH | {} | {header_band: true}
    header_band: a band would fill the margins, 4
size: 11 | {} | {font_size: 9}
    font_size: 11 instead of 9, 4
size: 11 | {font_size: 9} | {font_size: 11}
size: 11 | {} | {}
line_spacing: 1.2 | {} | {line_spacing: 1.2}
    line_spacing: 1.38 instead of 1.2, 4
paper: [letter] | {paper: a4} | {}
paper: [letter] | {} | {paper: a4}
    paper: letter instead of a4, 4
paper: [letter, a4] | {paper: a4} | {}
fonts: {families: [Arial]} | {} | {fonts: {text: Lato}}
    fonts: Arial instead of Lato, 4
fonts: {families: [Arial]} | {fonts: {text: Helvetica}} | {}
fonts: {families: [Arial, Times New Roman]} | {fonts: {text: Times}} | {}
fonts: {families: [Arial], others: true} | {fonts: {text: Lato}} | {}
head_and_foot: none | {} | {page_numbers: '1'}
    page_numbers: nothing may stand in the head or foot of a page, 4
head_and_foot: none | {page_numbers: none} | {}
head_and_foot: none | {} | {footer: '{name}'}
    footer: nothing may stand in the head or foot of a page, 4
head_and_foot: none | {footer: none} | {}
links: allowed | {} | {side: [contact]}
    side: funders read pages of one column, 4
links: none | {} | {links: underline}
    links: links are not allowed, 4
fonts: {families: [Arial]} | {fonts: {text: Lato}, margins: 1 cm, side: [contact]} | {}
""".replace("INCH", "margins: {left: 1 in, right: 1 in, top: 1 in, bottom: 1 in}")
CASES = [case.split("\n    ") for case in re.split(r"\n(?! )", TABLE.strip())]


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_what_gives_way(case: list[str]) -> None:
    found = design_under(*case[0].split(" | ")).diagnostics
    said = [f"{one.message.removeprefix('the profile overrides ')}, {one.span.line}" for one in found if one.span]
    assert said == case[1:]
    assert {(one.severity, one.hint) for one in found} <= {("warning", "F, 1")}


def test_the_rules_hold_in_the_design_that_is_printed() -> None:
    rules = (
        "margins: {left: 1 in, right: 1 in, top: 5 mm, bottom: 5 mm}, size: 12, line_spacing: 1.5, paper: [letter], "
        "head_and_foot: none, links: none"
    )
    found = design_under(rules, "{margins: 1 cm, footer: '{name}'}").value
    assert found.margins is not None
    assert [str(side) for side in (found.margins.left, found.margins.top)] == ["1 in", "1 cm"]
    assert found.line_spacing == pytest.approx(1.725)
    assert (found.font_size, found.paper) == (12, "letter")
    assert (found.footer, found.page_numbers, found.links) == (None, "none", "plain")


def test_margins_must_leave_room_for_text() -> None:
    (found,) = design_under("", "{margins: {left: 80 mm, right: 70 mm}}").diagnostics
    assert (found.severity, found.message) == ("error", "margins leave 60 x 254 mm for text")
    assert found.hint == "at least 70 x 100 mm are needed"


def test_a_side_column_must_leave_room_for_text() -> None:
    (found,) = design_under("", "{side: [contact], side_width: 75 mm, margins: 4 cm}").diagnostics
    assert (found.severity, found.message) == ("error", "margins and the side column leave 55 x 217 mm for text")
