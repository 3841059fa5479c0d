"""Sums of money: a text as typed, or a number with its currency."""

from __future__ import annotations

from cvtex.model.text import Text
from cvtex.value import Value


class Money(Value):
    """`number`: decimal digits, with or without a point and two more.

    `currency`: an ISO 4217 code; or a sign such as $, as typed, since it does not say which one it is.
    """

    number: str
    currency: str


class Amount(Value):
    """A text, printed as typed; or money, printed as the CV's language writes it. One of them is set.

    `typed` is the money that the text states, to be added up.
    """

    text: Text | None = None
    money: Money | None = None
    typed: Money | None = None

    @property
    def number(self) -> Money | None:
        return self.money or self.typed
