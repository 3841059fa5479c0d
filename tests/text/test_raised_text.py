"""Raised figures of words, in plain text."""

from __future__ import annotations

import pytest

from cvtex.text.math_text import raised_text

RAISED = [
    # raised, in plain text: 10^6^, m^-2^, Ca^2+^, 1^st^, x^a3^, x^2,3^
    ("6", "⁶"),
    ("-2", "⁻²"),
    ("2+", "²⁺"),
    ("st", "st"),
    ("a3", "ᵃ³"),
    ("q3", "^q3"),
    ("2,3", "^(2,3)"),
]


@pytest.mark.parametrize(("written", "printed"), RAISED)
def test_raised_text(written: str, printed: str) -> None:
    assert raised_text(written) == printed
