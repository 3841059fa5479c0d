"""The lines at the foot and the top of pages, as a design asks for them."""

from __future__ import annotations

from typing import get_args

import pytest

from cvtex.check.cv import check_cv
from cvtex.emit.compose import compose_running
from cvtex.model.design import BASE, Design, merged
from cvtex.model.running import NOTHING, Placeholder, RunningLines
from cvtex.read.yaml import read_yaml
from cvtex.select.selection import select

CV = """\
owner: {{name: {{given: Ada, family: Example, degrees: PhD}}}}
date: 2026-03-04
language: {language}
design: {{{design}}}
sections: {{s: {{kind: list, title: T, items: [a]}}}}
variants: {{short-list: {{}}}}
"""


def lines_of(design: str, language: str = "en") -> RunningLines:
    node = read_yaml("cv.yaml", CV.format(design=design, language=language).encode())
    assert node.value is not None
    checked = check_cv(node.value)
    cv = checked.value
    assert cv is not None
    assert checked.diagnostics == ()
    plan = select(cv, "short-list", cv.variants["short-list"], ())
    return compose_running(plan, cv.owner, merged(BASE, cv.design or Design()), cv.date)


def shown(running: RunningLines, page: int) -> str:
    """The foot of a page with eight in all, after the line at its top: `left | centre | right`."""
    return " // ".join(" | ".join(line) for line in running.on_page(page, 8) if any(line))


CASES = [
    ("", "Ada Example, PhD |  | 2"),
    ("page_numbers: 1 / 8", "Ada Example, PhD |  | 2 / 8"),
    ("page_numbers: none", "Ada Example, PhD |  | "),
    ("footer: none", " |  | 2"),
    ("footer: none, page_numbers: none", ""),
    ('footer: "{name} – {variant}"', "Ada Example, PhD – short-list |  | 2"),
    # The number is not printed twice.
    ('footer: "{name}, page {page} of {pages}"', "Ada Example, PhD, page 2 of 8 |  | "),
    ('footer: {center: "{page}"}', " | 2 | "),
    ('footer: {left: "{date}", right: draft}', "Mar 4, 2026 |  | draft"),
    ('header_line: {left: "{name}", right: "{page}"}', "Ada Example, PhD |  | 2 // Ada Example, PhD |  | "),
    ('header_line: "{name}"', "Ada Example, PhD |  |  // Ada Example, PhD |  | 2"),
    # Markup, braces and languages as in any text.
    ('footer: "*{name}* {{{page}}}"', "Ada Example, PhD {2} |  | "),
    ('footer: {en: "page {page}", de: "Seite {page}"}', "page 2 |  | "),
    ('footer: {right: {en: "page {page}", de: "Seite {page}"}}', " |  | page 2"),
    # A day needs its month.
    ('footer: "{date}", date_form: year', "Mar 4, 2026 |  | 2"),
    ('footer: "{date}", date_form: numeric', "03/04/2026 |  | 2"),
]


@pytest.mark.parametrize(("design", "expected"), CASES)
def test_lines_of_the_second_page(design: str, expected: str) -> None:
    assert shown(lines_of(design), 2) == expected


def test_languages() -> None:
    assert shown(lines_of('footer: {en: "page {page}", de: "Seite {page} vom {date}"}', "de"), 3) == (
        "Seite 3 vom 4. März 2026 |  | "
    )


def test_the_first_page_has_no_line_at_its_top() -> None:
    running = lines_of('header_line: "{name}, {page}"')
    assert [shown(running, page) for page in (1, 2)] == [
        "Ada Example, PhD |  | ",
        "Ada Example, PhD, 2 |  |  // Ada Example, PhD |  | ",
    ]


def test_the_number_of_all_pages_is_needed_only_where_it_is_printed() -> None:
    assert [lines_of(design).have_total for design in ("", "page_numbers: 1 / 8", 'header_line: "{pages}"')] == [
        False,
        True,
        True,
    ]


def test_every_placeholder_has_a_value() -> None:
    every = ", ".join(f"{{{name}}}" for name in get_args(Placeholder))
    assert shown(lines_of(f'footer: "{every}"'), 2) == "Ada Example, PhD, 2, 8, Mar 4, 2026, short-list |  | "
    assert NOTHING not in get_args(Placeholder)


def test_a_name_without_room_is_not_printed_at_the_foot() -> None:
    long = CV.replace("family: Example", f"family: {'Example' * 20}")
    node = read_yaml("cv.yaml", long.format(design="", language="en").encode()).value
    assert node is not None
    cv = check_cv(node).value
    assert cv is not None
    plan = select(cv, "short-list", cv.variants["short-list"], ())
    assert shown(compose_running(plan, cv.owner, BASE, cv.date), 2) == " |  | 2"
