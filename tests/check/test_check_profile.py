"""Profiles: the built-in ones, and mistakes in a profile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cvtex.check.profile import check_profile
from cvtex.profiles.description import profile_lines, profile_summary, unsourced_rules
from cvtex.profiles.library import load_profile, profile_names
from cvtex.read.yaml import read_yaml

BUILT_IN = profile_names(Path("nowhere"))
HEAD = "title: T\nfunder: F\nversion: '1'\nchecked: 2026-01-15\nsource: [somewhere]\n"


def test_all_built_in_profiles_exist() -> None:
    wanted = {
        "erc",
        "dfg",
        "msca-pf",
        "horizon-europe",
        "nih",
        "nsf-synergistic",
        "snsf",
        "nwo",
        "ukri",
        "grant-2page",
        "one-page",
    }
    assert wanted <= set(BUILT_IN)


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_profile_is_valid_and_names_its_source(name: str) -> None:
    found = load_profile(name, Path("nowhere"))
    assert found.diagnostics == ()
    profile = found.value
    assert profile is not None
    assert profile.source
    assert profile.version
    # Each rule says where it stands, unless the profile is nobody's.
    assert profile.funder == "any" or unsourced_rules(profile) == []
    assert date(*profile.checked.last_day) <= date(2026, 11, 26)
    # A form takes texts; everything else is checked by what a PDF shows.
    assert bool(profile.form) != bool(profile.size)
    lines = profile_lines(profile, (2026, 11, 23))
    assert lines[0] == profile.title
    assert profile.version in profile_summary(profile, (2026, 11, 23))


def test_the_generic_profile() -> None:
    profile = load_profile("grant-2page", Path("nowhere")).value
    assert profile is not None
    assert profile.pages is not None
    assert profile.size is not None
    assert profile.margins is not None
    assert (profile.pages.most, profile.size.text, profile.line_spacing, profile.paper) == (
        2,
        11,
        1,
        ("a4", "letter"),
    )
    assert {
        round(side.bp, 2)
        for side in (profile.margins.left, profile.margins.right, profile.margins.top, profile.margins.bottom)
    } == {56.69}
    assert [(rule.name, rule.most) for rule in profile.counts] == [("publications", 10)]
    forbidden = [expression for rule in profile.forbidden for expression in rule.expressions()]
    for text in ("a journal impact factor of 9", "IF: 12.3", "My h-index is 40", "i10-index", "JIF 3"):
        assert any(expression.search(text) for expression in forbidden), text
    for text in ("the impact of factors", "if 12 people", "an index of works", "quartiles of income"):
        assert not any(expression.search(text) for expression in forbidden), text


AGES = [
    ((2026, 1, 20), "checked 2026-01-15, less than a month ago"),
    ((2026, 2, 15), "checked 2026-01-15, 1 month ago"),
    ((2026, 12, 14), "checked 2026-01-15, 10 months ago"),
    ((2027, 1, 15), "checked 2026-01-15, 12 months ago; check whether they still apply"),
]


@pytest.mark.parametrize(("today", "expected"), AGES)
def test_the_age_of_rules(today: tuple[int, int, int], expected: str) -> None:
    node = read_yaml("p.yaml", HEAD.encode()).value
    assert node is not None
    profile = check_profile(node).value
    assert profile is not None
    assert profile_summary(profile, today).endswith(expected)


MISTAKES = [
    # in the file                                              expected error
    ("margins: {left: 2, right: 2 cm, top: 2 cm, bottom: 2 cm}", "'2' is not a length"),
    ("margins: {left: 2 ell, right: 2 cm, top: 2 cm, bottom: 2 cm}", "'2 ell' is not a length"),
    ("parts: {a: {title: A, kinds: [publication]}}", "unknown section kind 'publication'"),
    ("counts: [{name: x, part: b}]", "unknown part 'b'"),
    ("counts: [{name: x, most: 1, least: 2}]", "x: least (2) is greater than most (1)"),
    ("pages: 0", "pages must be at least 1"),
    (
        "forbidden: [{name: x, patterns: ['(a+)+b']}]",
        "the pattern '(a+)+b' cannot be used: '(' cannot stand there: groups and alternatives are not known",
    ),
    (
        "forbidden: [{name: x, patterns: ['.*.*.*.*b']}]",
        "the pattern '.*.*.*.*b' cannot be used: it has too many parts that are repeated",
    ),
    (
        "forbidden: [{name: x, patterns: ['[z-a]']}]",
        "the pattern '[z-a]' cannot be used: bad character range z-a at position 1",
    ),
    ("file: {name: ../../cv}", "'../../cv' is not the name of a file"),
    ("file: {name: /home/ada/cv}", "'/home/ada/cv' is not the name of a file"),
    ("file: {name: '{family}/cv'}", "'{family}/cv' is not the name of a file"),
    ("file: {name: 'C:cv'}", "'C:cv' is not the name of a file"),
    (r"file: {name: 'a\cv'}", r"'a\cv' is not the name of a file"),
    ("file: {name: .cv}", "'.cv' is not the name of a file"),
    ("file: {name: ''}", "'' is not the name of a file"),
    ("file: {characters: 'a](b|c)*[d'}", "'a](b|c)*[d' is not a valid character set"),
    ("file: {characters: 'z-a'}", "'z-a' is not a valid character set: bad character range z-a at position 1"),
    ("paper: [a5]", "unknown value 'a5'"),
    ("parts: {a: {title: A, least_words: 9, most_words: 8}}", "least_words (9) is greater than most_words (8)"),
    ("sizes: 11", "unknown field 'sizes'"),
    ("parts: {a: {title: A, under: b}}", "unknown part 'b'"),
    ("parts: {a: {title: A, under: a}}", "the part 'a' cannot stand above 'a'"),
    ("parts: {a: {title: A, table: [{label: L, value: shoe_size}]}}", "unknown value 'shoe_size'"),
    ("parts: {a: {title: A, works: [{review: true}]}}", "unknown field 'review'"),
]


SOURCES = """\
title: T
funder: A Fund
version: "2"
checked: 2026-01-15
source:
  - {document: Form 7, rules: {pages: page 1, parts: the headings, parts.b: page 3}}
  - {document: answers.example, compared: 2025-06-30, certainty: official, rules: {pages: question 4}}
pages: 2
parts: {a: {title: About}, b: {title: {de: Werke, en: Works}, kinds: [publications]}}
photograph: none
"""
SHOWN = """\
T
  A Fund; 2; checked 2026-01-15, 1 month ago (reported)
  [1] Form 7; compared 2026-01-15; reported
  [2] answers.example; compared 2025-06-30; official

pages: 2 pages
    [1] page 1
    [2] question 4
part a: About
    [1] the headings
part b: Werke
    [1] page 3
photograph: none
"""


def test_each_rule_says_where_it_stands_and_when_it_was_compared() -> None:
    node = read_yaml("p.yaml", SOURCES.encode()).value
    assert node is not None
    profile = check_profile(node).value
    assert profile is not None
    assert "\n".join(profile_lines(profile, (2026, 2, 20))) + "\n" == SHOWN
    assert unsourced_rules(profile) == ["photograph"]


@pytest.mark.parametrize(("rule", "hint"), [("page", "did you mean 'pages'?"), ("parts.bb", "did you mean 'parts.b'?")])
def test_a_source_names_rules_of_the_profile(rule: str, hint: str) -> None:
    node = read_yaml("p.yaml", SOURCES.replace("parts: the", f"{rule}: the").encode()).value
    assert node is not None
    (found,) = check_profile(node).diagnostics
    assert (found.message, found.span and found.span.line) == (f"unknown rule '{rule}'", 6)
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_place(text: str, message: str) -> None:
    node = read_yaml("p.yaml", (HEAD + text).encode()).value
    assert node is not None
    found = check_profile(node).diagnostics
    assert [one.message for one in found] == [message]
    assert all(one.span is not None and one.span.line == 6 for one in found)


def test_a_cvs_own_profile_comes_first(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "erc.yaml").write_text(HEAD.replace("title: T", "title: Mine"), encoding="utf-8")
    found = load_profile("erc", tmp_path).value
    assert found is not None
    assert found.title == "Mine"
    (unknown,) = load_profile("ecr", tmp_path).diagnostics
    assert (unknown.message, unknown.hint) == ("unknown profile 'ecr'", "did you mean 'erc'?")
