"""The lines at the foot and the top of pages, with the numbers in them, as a PDF prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from cvtex.diagnostics import Diagnostic, error
from cvtex.model.running import RunningLines
from cvtex.text.richtext import Math

_FORMULA: Final = "write its formula as text, such as a/b in place of a fraction"
_THEME: Final = (
    r"a theme's \cvsetfoot and \cvsethead must print their three arguments;"
    " for a theme without a foot, write footer: none and page_numbers: none in the design"
)


def missing_lines(
    asides: Sequence[str], running: RunningLines, letters_of: Callable[[str], str]
) -> Iterator[Diagnostic]:
    """Report the first page that lacks a part of its lines, or has a wrong number in one.

    `asides`: the text of each page outside of its blocks, where the line at the top comes first, and that at the foot
    last. A theme may print words of its own in them.
    """
    for page, aside in enumerate(asides, 1):
        printed = letters_of(aside)
        head, foot = ([letters_of(part) for part in line] for line in running.on_page(page, len(asides)))
        if _are_in(printed, (*head, *foot)):
            continue
        is_at_top = not _are_in(printed, head)
        line = running.head if is_at_top else running.foot
        words = " ".join(filter(None, line.on_page(page, len(asides))))
        has_formula = any(isinstance(node, Math) for part in line.parts for node in part)
        hint = _FORMULA if has_formula else _THEME
        yield error(f"page {page} does not print '{words}' at its {'top' if is_at_top else 'foot'}", line.span, hint)
        return


def _are_in(printed: str, parts: Sequence[str]) -> bool:
    """Whether the parts are in the text one after the other, with all digits of their numbers: `1` is not in `18`."""
    end = 0
    wanted = [part for part in parts if part]
    for part, following in zip_longest(wanted, wanted[1:], fillvalue="\n"):
        start = printed.find(part, end)
        while start >= 0 and not (
            (start == end or _is_edge(printed, start))
            and (printed.startswith(following, start + len(part)) or _is_edge(printed, start + len(part)))
        ):
            start = printed.find(part, start + 1)
        if start < 0:
            return False
        end = start + len(part)
    return True


def _is_edge(text: str, place: int) -> bool:
    """Whether the place is not within a number."""
    return not (text[place - 1 : place].isdigit() and text[place : place + 1].isdigit())
