"""The lines at the foot and at the top of pages: as written, and as printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, Final, Literal

from cvtex.diagnostics import Span
from cvtex.model.text import Text
from cvtex.text.richtext import RichText, Styled, placeholders, plain, styled_as
from cvtex.value import Value

Placeholder = Literal["name", "page", "pages", "date", "variant"]
# The word in place of a text for a line that is not printed.
NOTHING: Final = "none"


class RunningText(Value, kw_only=True):
    """A line at the foot or the top of pages. A bare text is printed at the left; none: nothing is printed.

    {name}, {page}, {pages}, {date} and {variant} are replaced; {{ and }} are braces.
    """

    shorthand: ClassVar[str] = "left"
    span: Span = Span("")
    left: Annotated[Text | None, 'The text at the left, such as "{name}, {date}".'] = None
    center: Annotated[Text | None, "The text in the middle."] = None
    right: Annotated[Text | None, 'The text at the right, such as "{page} of {pages}".'] = None

    @property
    def parts(self) -> tuple[Text | None, ...]:
        return self.left, self.center, self.right

    @property
    def is_nothing(self) -> bool:
        return self.left is not None and str(self.left) == NOTHING and not (self.center or self.right)

    def has(self, name: Placeholder) -> bool:
        """Whether a part has this placeholder, in any language."""
        texts = (text for part in self.parts if part for text in (*part.full.values(), *part.short.values()))
        return any(name in placeholders(paragraph) for text in texts for paragraph in text)


PAGE: Final = Styled("page", ("1",))
PAGES: Final = Styled("pages", ("1",))
"""The number of a page, and of all pages, until they are known."""


class RunningLine(Value):
    """A line as printed, with `PAGE` and `PAGES`. `span`: of the design's key, if that asks for it."""

    left: RichText = ()
    center: RichText = ()
    right: RichText = ()
    span: Span | None = None

    @property
    def parts(self) -> tuple[RichText, ...]:
        return self.left, self.center, self.right

    def map(self, change: Callable[[RichText], RichText]) -> RunningLine:
        return RunningLine(change(self.left), change(self.center), change(self.right), self.span)

    @property
    def is_empty(self) -> bool:
        return not any(self.parts)

    @property
    def has_page(self) -> bool:
        return self._with("page", 0) != self._with("page", 1)

    @property
    def has_total(self) -> bool:
        return self.with_total(0) != self.with_total(1)

    def with_total(self, pages: int) -> RunningLine:
        """Put in the number of all pages."""
        return self._with("pages", pages)

    def on_page(self, page: int, pages: int) -> tuple[str, ...]:
        """The parts of the line as they must be printed on a page."""
        numbers: tuple[tuple[Literal["page", "pages"], int], ...] = (("page", page), ("pages", pages))
        parts = self.parts
        for style, number in numbers:
            parts = tuple(styled_as(part, style, (str(number),)) for part in parts)
        return tuple(map(plain, parts))

    def _with(self, style: Literal["page", "pages"], number: int) -> RunningLine:
        return self.map(lambda part: styled_as(part, style, (str(number),)))


class RunningLines(Value):
    """`head`: at the top of each page after the first. `foot`: of each page."""

    head: RunningLine = RunningLine()
    foot: RunningLine = RunningLine()

    @property
    def have_total(self) -> bool:
        return self.head.has_total or self.foot.has_total

    def with_total(self, pages: int) -> RunningLines:
        return RunningLines(self.head.with_total(pages), self.foot.with_total(pages))

    def on_page(self, page: int, pages: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parts of the lines at the top and the foot of a page."""
        return self.head.on_page(page, pages) if page > 1 else (), self.foot.on_page(page, pages)
