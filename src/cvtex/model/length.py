"""A length as people write it, with its unit."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.diagnostics import Span
from cvtex.value import Value

BP_PER_UNIT: Mapping[str, float] = {
    "bp": 1.0,
    "pt": 72 / 72.27,
    "mm": 72 / 25.4,
    "cm": 720 / 25.4,
    "in": 72.0,
}


class Length(Value):
    """`2 cm`, `0.5 in`, `15 mm`: number and unit as written."""

    number: float
    unit: str
    span: Span

    @property
    def bp(self) -> float:
        return self.number * BP_PER_UNIT[self.unit]

    def __str__(self) -> str:
        return f"{self.number:g} {self.unit}"
