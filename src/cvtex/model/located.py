"""A string with its place in the sources, such as the name of a section, a citation key or a style."""

from __future__ import annotations

from typing import Self

from cvtex.diagnostics import Span


class LocatedStr(str):
    """A string with its place in the sources. Compares and hashes as the string alone."""

    __slots__ = ("span",)
    span: Span

    def __new__(cls, text: str, span: Span) -> Self:
        word = super().__new__(cls, text)
        word.span = span
        return word

    def __reduce__(self) -> tuple[type[LocatedStr], tuple[str, Span]]:
        return (LocatedStr, (str(self), self.span))


def built_in(text: str) -> LocatedStr:
    """A default value, which has no place in the sources."""
    return LocatedStr(text, Span(""))
