"""Text by the owner: in one or more languages, in full or short, for all or some variants."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.diagnostics import Span
from cvtex.locales.tags import fallbacks
from cvtex.model.located import LocatedStr
from cvtex.text.richtext import RichText, plain
from cvtex.value import Value, field

# The key of a text that is the same in every language.
ANY_LANGUAGE = ""


class Text(Value):
    """Rich text. `full` and `short` map a language tag, or `ANY_LANGUAGE`, to paragraphs."""

    full: Mapping[str, tuple[RichText, ...]]
    span: Span
    short: Mapping[str, tuple[RichText, ...]] = field(default_factory=dict)
    only: tuple[LocatedStr, ...] = ()

    def paragraphs(self, language: str, *, short: bool = False) -> tuple[RichText, ...]:
        """The text for `language`, or the nearest one. The order for de-CH is: de-CH, de, any language, the first."""
        source = self.short if short and self.short else self.full
        for tag in _near(language):
            if tag in source:
                return source[tag]
        return next(iter(source.values()), ())

    def line(self, language: str, *, short: bool = False) -> RichText:
        """`paragraphs` joined with spaces."""
        first, *others = self.paragraphs(language, short=short) or ((),)
        return (*first, *(node for paragraph in others for node in (" ", *paragraph))) if others else first

    def language_of(self, language: str, *, short: bool = False) -> str:
        """The language of `paragraphs`; `ANY_LANGUAGE` for a text without one."""
        source = self.short if short and self.short else self.full
        return next((tag for tag in _near(language) if tag in source), next(iter(source), ANY_LANGUAGE))

    def has_language(self, language: str, *, short: bool = False) -> bool:
        source = self.short if short and self.short else self.full
        return any(tag in source for tag in _near(language))

    def __str__(self) -> str:
        return plain(self.line(ANY_LANGUAGE))


class Lines(Text):
    """A text whose line ends in cv.yaml are line breaks, such as a postal address."""


def _near(language: str) -> tuple[str, ...]:
    return (*fallbacks(language), ANY_LANGUAGE)
