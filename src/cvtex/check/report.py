"""Collects the diagnostics of a check."""

from __future__ import annotations

from cvtex.cache.memo import Memo, fresh
from cvtex.check.date_words import DateWords, date_words
from cvtex.diagnostics import Diagnostic, Span, error, warning
from cvtex.text.markup import Markup
from cvtex.value import Struct, field


class Report(Struct):
    """Diagnostics in the order found, with what a check needs.

    `markup`: cached. `date_words`: the words allowed in dates. `language`: of texts that name none.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    markup: Memo[Markup] = fresh
    date_words: DateWords = field(default_factory=date_words)
    language: str = ""

    def error(self, message: str, span: Span, hint: str = "") -> None:
        self.diagnostics.append(error(message, span, hint))

    def warning(self, message: str, span: Span, hint: str = "") -> None:
        self.diagnostics.append(warning(message, span, hint))
