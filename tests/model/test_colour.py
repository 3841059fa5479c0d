"""Contrast, with ratios that WCAG's own tools give."""

from __future__ import annotations

import pytest

from cvtex.model.colour import READABLE, WHITE, contrast, darkened, tint


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("000000", "FFFFFF", 21),
        ("FFFFFF", "FFFFFF", 1),
        ("FFFFFF", "777777", 4.48),
        ("767676", "FFFFFF", 4.54),
        ("0000FF", "FFFFFF", 8.59),
        ("FFD700", "FFFFFF", 1.40),
    ],
)
def test_contrast(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(first, second) == contrast(second, first)


def test_a_tint_is_one_part_of_ten() -> None:
    assert (tint("000000"), tint("FF0000"), tint("FFFFFF")) == ("E5E5E5", "FFE5E5", "FFFFFF")


@pytest.mark.parametrize("colour", ["FFD700", "FF0000", "FFFFFF", "1C3866"])
def test_a_darker_shade_can_be_read(colour: str) -> None:
    assert contrast(darkened(colour, READABLE), WHITE) >= READABLE
    shade = darkened(colour, READABLE, tinted=True)
    assert contrast(shade, tint(shade)) >= READABLE


def test_a_shade_that_can_be_read_stays() -> None:
    assert darkened("1C3866", READABLE) == "1C3866"
