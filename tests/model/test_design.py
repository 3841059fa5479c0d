"""Designs over each other: the base, the theme, the CV, the variant."""

from __future__ import annotations

import pytest

from cvtex.check.design import check_preset
from cvtex.model.design import BASE, KEYS, SIDES, Design, PageMargins, merged, without_places
from cvtex.read.yaml import read_yaml


def design_of(text: str) -> Design:
    node = read_yaml("x.yaml", text.encode()).value
    assert node is not None
    checked = check_preset(node)
    assert checked.diagnostics == ()
    assert checked.value is not None
    return checked.value


def written(design: Design, key: str) -> str:
    value = getattr(design, key)
    if isinstance(value, PageMargins):
        return " ".join(str(getattr(value, side)) for side in SIDES)
    return ", ".join(filter(None, (value.text, value.headings, value.figures))) if key == "fonts" else str(value)


# key | theme | CV | variant | what is printed
TABLE = """
accent | {accent: navy} | {} | {} | navy
accent | {accent: navy} | {accent: maroon} | {} | maroon
accent | {accent: navy} | {accent: maroon} | {accent: '#123'} | #123
accent | {} | {} | {} | #1c3866
justify | {justify: false} | {justify: true} | {} | True
header_band | {header_band: true} | {} | {header_band: false} | False
page_numbers | {page_numbers: '1'} | {} | {page_numbers: none} | none
fonts | {fonts: {text: Lato}} | {fonts: {headings: Inter}} | {fonts: {figures: lining}} | Lato, Inter, lining
fonts | {fonts: {text: Lato}} | {fonts: {text: Inter}} | {} | Inter, Source Sans, lining
margins | {margins: 2 cm} | {margins: {top: 3 cm}} | {} | 2 cm 2 cm 3 cm 2 cm
margins | {margins: {left: 4 cm}} | {margins: 1 in} | {} | 1 in 1 in 1 in 1 in
margins | {} | {margins: {all: 1 in, left: 2 in}} | {} | 2 in 1 in 1 in 1 in
side | {side: [a, b]} | {side: []} | {} | ()
"""
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in TABLE.strip().split("\n")]


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_the_later_one_wins(row: tuple[str, ...]) -> None:
    key, theme, cv, variant, expected = row
    assert written(merged(BASE, *map(design_of, (theme, cv, variant))), key) == expected


def test_the_base_has_a_value_for_each_key_that_nothing_else_decides() -> None:
    assert [key for key in KEYS if getattr(BASE, key) is None] == [
        "paper",
        "footer",
        "header_line",
        "side_width",
        "html",
    ]


def test_each_key_keeps_the_place_where_it_was_written_last() -> None:
    one, two = design_of("{accent: navy, dates: left}"), design_of("{bullets: dash, accent: maroon}")
    places = merged(one, two).places
    assert {key: place.column for key, place in places.items()} == {"accent": 25, "dates": 23, "bullets": 11}
    assert merged(one, Design(accent=BASE.accent)).places.keys() == {"dates"}


def test_without_places_a_design_is_the_same_wherever_it_is_written() -> None:
    text = "accent: navy\nmargins: {left: 2 cm}\nfonts: {text: Lato}\n"
    one, two = design_of(text), design_of(f"# moved\n{text}")
    assert one != two
    assert without_places(merged(one)) == without_places(merged(two))
