"""A publication as it is printed."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.diagnostics import Span
from cvtex.model.people import Mark
from cvtex.text.richtext import RichText
from cvtex.value import Value, field

MARK_SIGNS: Mapping[Mark, str] = {"equal": "*", "corresponding": "†"}
"""What stands after a name that has the mark; students have none, but a style of their own."""


class Reference(Value):
    """`owner` are the CV owner's names as they are printed in `text`, for the check of the finished PDF.

    `marks` are those that stand at any of the printed names.
    """

    key: str
    text: RichText
    title: RichText
    owner: tuple[str, ...]
    span: Span
    marks: frozenset[Mark] = frozenset()


class References(Value):
    """Publications as they are printed, by key; `short`, with fewer authors and no notes, where room is short."""

    full: Mapping[str, Reference]
    short: Mapping[str, Reference] = field(default_factory=dict)

    def of(self, key: str, *, short: bool = False) -> Reference:
        return self.short.get(key, self.full[key]) if short else self.full[key]
