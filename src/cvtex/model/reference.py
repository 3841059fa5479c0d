"""A publication as printed."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.diagnostics import Span
from cvtex.model.people import Mark
from cvtex.text.richtext import RichText
from cvtex.value import Value, field


class Reference(Value):
    """`owner`: the CV owner's names as printed in `text`, to check the finished PDF. `marks`: on any printed name."""

    key: str
    text: RichText
    title: RichText
    owner: tuple[str, ...]
    span: Span
    marks: frozenset[Mark] = frozenset()


class References(Value):
    """Publications as printed, by key. `short` forms have fewer authors and no notes."""

    full: Mapping[str, Reference]
    short: Mapping[str, Reference] = field(default_factory=dict)

    def of(self, key: str, *, short: bool = False) -> Reference:
        return self.short.get(key, self.full[key]) if short else self.full[key]
