"""A name that refers to something else: a section, a variant, a citation key, a style."""

from __future__ import annotations

from typing import Self

from cvtex.diagnostics import Span


class LocatedStr(str):
    """A string that knows the place where it was written; it compares and hashes as the string alone."""

    __slots__ = ("span",)
    span: Span

    def __new__(cls, text: str, span: Span) -> Self:
        word = super().__new__(cls, text)
        word.span = span
        return word

    def __reduce__(self) -> tuple[type[LocatedStr], tuple[str, Span]]:
        return (LocatedStr, (str(self), self.span))


def built_in(text: str) -> LocatedStr:
    """A default that no author wrote."""
    return LocatedStr(text, Span(""))
