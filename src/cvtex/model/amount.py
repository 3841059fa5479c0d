"""Sums of money: a text as typed, or a number with its currency."""

from __future__ import annotations

from cvtex.model.text import Text
from cvtex.value import Value


class Money(Value):
    """`number`: decimal digits, with or without a point and two more. `currency`: an ISO 4217 code."""

    number: str
    currency: str


class Amount(Value):
    """A text, printed as typed; or money, printed as the CV's language writes it. One of them is set."""

    text: Text | None = None
    money: Money | None = None
