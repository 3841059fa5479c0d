"""Requirements of a variant and its profile for the pages."""

from __future__ import annotations

import pytest

from cvtex.check.cv import check_cv
from cvtex.check.profile import check_profile
from cvtex.diagnostics import Checked
from cvtex.model.cv import Cv
from cvtex.model.design import BASE, Design, merged
from cvtex.profiles.demands import Demands, demands_of, presentable
from cvtex.read.yaml import read_yaml

RULES = """
title: T
funder: F
version: "1"
checked: 2026-11-22
source: [nowhere]
pages: 4
paper: [letter, a4]
fonts: {families: [Arial, Times New Roman]}
size: {text: 11, other: 9, families: {Arial: 10}}
line_spacing: 1.2
lines_per_inch: 6
margins: {left: 1 in, right: 2 cm, top: 10 mm, bottom: 72 bp, empty: true}
links: visible
head_and_foot: none
forbidden: [{name: birth date, what: birth_date}, {name: address, what: address}]
"""


def cv_of(variant: str) -> Cv:
    contact = "{email: a@example.org, address: Street 1, phone: '1', location: Town}"
    text = (
        f"owner: {{name: A. Example, born: 2000-01-01, photo: me.png, contact: {contact}}}\n"
        f"sections: {{a: {{kind: text, text: x}}}}\nvariants: {{v: {variant}}}\n"
    )
    node = read_yaml("cv.yaml", text.encode()).value
    assert node is not None
    cv = check_cv(node).value
    assert cv is not None
    return cv


def asked(variant: str, rules: str = RULES) -> Checked[Demands]:
    node = read_yaml("p.yaml", rules.encode()).value
    assert node is not None
    cv = cv_of(variant)
    one = cv.variants["v"]
    design = merged(BASE, cv.design or Design(), one.design or Design())
    return demands_of(cv, one, check_profile(node).value, design)


def test_a_profile_sets_what_the_variant_leaves_open() -> None:
    found = asked("{profile: p}", RULES.replace("[letter, a4]", "[letter]"))
    assert found.diagnostics == ()
    demands, layout = found.value, found.value.layout
    assert (demands.paper, demands.pages, demands.links, layout.family) == ("letter", 4, "visible", "arial")
    # Arial may be smaller here; a variant's size is kept if it is large enough.
    assert (layout.least_text, layout.least_other, demands.font_size) == (10, 9, 10.5)
    # 1.2 times 1.15; six lines an inch are 12 bp, less than that.
    assert layout.leading == pytest.approx(1.38)
    assert layout.margins is not None
    assert (layout.margins.left, layout.margins.bottom, layout.margins.empty) == (72, 72, True)
    assert layout.margins.top == pytest.approx(28.346, abs=0.001)
    assert not layout.has_foot


def test_the_stricter_one_holds() -> None:
    demands = asked("{profile: p, pages: 2, font_size: 12, font: times, links: none, paper: a4}").value
    assert (demands.pages, demands.font_size, demands.layout.least_text) == (2, 12, 11)
    assert (demands.layout.family, demands.links, demands.paper) == ("times", "none", "a4")


AGAINST = [
    ("{profile: p, pages: 5}", RULES, "'pages: 5' contradicts the profile 'p': at most 4 pages"),
    (
        "{profile: p, font: times}",
        RULES.replace(", Times New Roman", ""),
        "'font: times' contradicts the profile 'p': the font must be one of Arial",
    ),
]


@pytest.mark.parametrize(("variant", "rules", "message"), AGAINST)
def test_a_contradiction_is_an_error_at_its_place(variant: str, rules: str, message: str) -> None:
    (found,) = asked(variant, rules).diagnostics
    assert found.message == message
    assert found.span is not None
    assert found.span.line == 3


def test_advice_gives_way() -> None:
    assert (
        asked("{profile: p, pages: 6}", RULES.replace("pages: 4", "pages: {most: 4, indicative: true}")).value.pages
        == 6
    )


def test_a_recommended_family_does_not_replace_the_themes() -> None:
    assert asked("{profile: p}", RULES.replace("New Roman]", "New Roman], others: true")).value.layout.family is None


def test_forbidden_content_is_not_printed() -> None:
    node = read_yaml("p.yaml", RULES.encode()).value
    assert node is not None
    cv = cv_of("{}")
    owner = presentable(cv.owner, cv.variants["v"], check_profile(node).value)
    assert (owner.born, owner.contact and owner.contact.address, owner.contact and owner.contact.phone) == (
        None,
        (),
        (),
    )
    assert owner.contact is not None
    assert str(owner.contact.location) == "Town"


@pytest.mark.parametrize(
    ("variant", "rules", "is_printed"),
    [
        ("{}", "", True),
        ("{photo: false}", "", False),
        ("{photo: true}", "photograph: none\n", False),
        ("{}", "photograph: allowed\n", True),
        ("{}", "forbidden: [{name: pictures, what: photograph}]\n", False),
    ],
)
def test_a_photograph_is_printed_unless_forbidden(variant: str, rules: str, is_printed: bool) -> None:
    node = read_yaml(
        "p.yaml",
        f"title: T\nfunder: F\nversion: '1'\nchecked: 2026-11-22\nsource: [nowhere]\n{rules}".encode(),
    ).value
    assert node is not None
    profile = check_profile(node).value
    assert profile is not None
    cv = cv_of(variant)
    assert (presentable(cv.owner, cv.variants["v"], profile).photo is not None) == is_printed


@pytest.mark.parametrize(("variant", "is_printed"), [("{}", True), ("{photo: false}", False)])
def test_without_a_profile_the_variant_decides(variant: str, is_printed: bool) -> None:
    cv = cv_of(variant)
    assert (presentable(cv.owner, cv.variants["v"], None).photo is not None) == is_printed
