"""The lines at the foot and the top of pages, with the numbers in them, as a PDF prints them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from cvtex.diagnostics import Diagnostic, error
from cvtex.model.running import RunningLines
from cvtex.text.richtext import Math
from cvtex.text.scripts.bidi import has_right_to_left
from cvtex.value import Value, replace

_FORMULA: Final = "write its formula as text, such as a/b in place of a fraction"
_THEME: Final = (
    r"a theme's \cvsetfoot and \cvsethead must print their three arguments;"
    " for a theme without a foot, write footer: none and page_numbers: none in the design"
)


_NUMBER: Final = re.compile(r"\d+")
_FIRST_DIGITS: Final = re.compile(r"\d*")


class _Part(Value):
    """`is_loose`: may be left out, or printed in another order. Its digits may stand beside a number."""

    text: str
    letters: str
    is_loose: bool


def missing_lines(
    asides: Sequence[str], running: RunningLines, letters_of: Callable[[str], str], *, is_name_optional: bool = False
) -> Iterator[Diagnostic]:
    """Report the first page that lacks a part of its lines, or has a wrong number in one.

    `asides`: the text of each page outside of its blocks, where the line at the top comes first, and that at the foot
    last. A theme may print words of its own in them. Right-to-left words are not looked for: the text outside of blocks
    has their letters in the order of the page. `is_name_optional`: the text at the left of the foot may be missing.
    """
    for page, aside in enumerate(asides, 1):
        printed = letters_of(aside)
        lines = running.on_page(page, len(asides))
        head, foot = ([_Part(text, letters_of(text), has_right_to_left(text)) for text in line] for line in lines)
        if is_name_optional:
            foot[:1] = [replace(part, is_loose=True) for part in foot[:1]]
        if _are_in(printed, (*head, *foot)):
            continue
        is_at_top = not _are_in(printed, head)
        line, parts = (running.head, head) if is_at_top else (running.foot, foot)
        words = " ".join(part.text for part in parts if part.text and not part.is_loose)
        has_formula = any(isinstance(node, Math) for part in line.parts for node in part)
        hint = _FORMULA if has_formula else _THEME
        yield error(f"page {page} does not print '{words}' at its {'top' if is_at_top else 'foot'}", line.span, hint)
        return


def _are_in(printed: str, parts: Sequence[_Part]) -> bool:
    """Whether the parts are in the text one after the other, with all digits of their numbers: `1` is not in `18`.

    Loose parts need not be there. After `Room 2`, which is one, `1` is in `Room 21`.
    """
    firm = [number for number, part in enumerate(parts) if part.letters and not part.is_loose]
    end = 0
    for before, number, after in zip([-1, *firm], firm, [*firm[1:], len(parts)], strict=False):
        letters = parts[number].letters
        following = parts[after].letters if after < len(parts) else "\n"
        digits_before = _numbers(parts[before + 1 : number])
        digits_after = _numbers(parts[number + 1 : after])
        start = printed.find(letters, end)
        while start >= 0 and not (
            (start == end or _digits_before(printed, start) in digits_before)
            and (
                printed.startswith(following, start + len(letters))
                or _digits_after(printed, start + len(letters)) in digits_after
            )
        ):
            start = printed.find(letters, start + 1)
        if start < 0:
            return False
        end = start + len(letters)
    return True


def _numbers(parts: Sequence[_Part]) -> set[str]:
    return {"", *(found for part in parts for found in _NUMBER.findall(part.letters))}


def _digits_before(text: str, place: int) -> str:
    """The beginning of a number that goes on at a place."""
    if not text[place : place + 1].isdecimal():
        return ""
    start = place
    while start > 0 and text[start - 1].isdecimal():
        start -= 1
    return text[start:place]


def _digits_after(text: str, place: int) -> str:
    """The rest of a number that began before a place."""
    return _FIRST_DIGITS.match(text, place)[0] if text[place - 1 : place].isdecimal() else ""  # type: ignore[index]
