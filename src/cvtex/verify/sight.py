"""What an eye sees at once on the pages: lines over lines, ink outside the paper or over the foot, invisible text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cvtex.diagnostics import Diagnostic, Span, counted, error
from cvtex.pdf.content import Box
from cvtex.pdf.lines import PageLines, TextLine, is_inside
from cvtex.value import Value

# In ems of the smaller line: how far letters may overlap, above each other and side by side. Kerns and italics do.
_ABOVE: Final = 0.06
_BESIDE: Final = 0.35
# The same between lines of different sizes: few letters of a line stand above a superscript.
_ABOVE_OTHERS: Final = 0.2
_SAME_SIZE: Final = 0.85
# In bp: letters may protrude from a line by that much.
_OUTSIDE: Final = 1.0
# In ems: what stands on the line of something else.
_SAME_LINE: Final = 0.3
# In ems above the baseline: where a rule strikes letters through.
_STRUCK: Final = (0.08, 0.55)
# In bp: smaller letters are not read; a superscript in the smallest text is larger.
_LEAST_SIZE: Final = 3.0
# Words of a line that a message quotes, and characters of these.
_WORDS: Final = 6
_CHARACTERS: Final = 60
# In place of a block: the lines at the foot and at the top of pages.
FOOT: Final = 0
HEAD: Final = -1
_LETTER: Final = re.compile(r"[^\W_]")


class VisiblePage(Value):
    """A page with its number from 1 and its size in bp."""

    number: int
    width: float
    height: float
    lines: PageLines


class _Problem(Value):
    message: str
    hint: str
    block: int = 0


def visible_problems(
    pages: Sequence[PageLines], sizes: Sequence[tuple[float, float]], places: Mapping[int, Span]
) -> Iterator[Diagnostic]:
    """Report the first problem of each kind.

    `sizes`: (width, height) of each page in bp. `places`: of the blocks, and of `FOOT` and `HEAD`.
    """
    visible = [
        VisiblePage(number, *size, lines) for number, (lines, size) in enumerate(zip(pages, sizes, strict=False), 1)
    ]
    for look in (_overlapping, _over_drawings, _outside, _over_foot, _invisible, _empty):
        if problem := next(look(visible), None):
            yield error(problem.message, places.get(problem.block), problem.hint)


def _overlapping(pages: Sequence[VisiblePage]) -> Iterator[_Problem]:
    found = [(page, *pair) for page in pages for pair in overlaps(page.lines.lines)]
    if found:
        page, one, two = found[0]
        more = f" (and {counted(len(found) - 1, 'more line')})" if len(found) > 1 else ""
        yield _Problem(
            f"page {page.number} prints '{quoted(two)}' over '{quoted(one)}'{more}",
            r"a local theme may move text, or set a gap below 0 or \cvleading below 1",
            _block_of(two, page),
        )


def overlaps(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, TextLine]]:
    """Yield lines with letters over letters, the upper one first."""
    solid = sorted((line for line in lines if line.has_letters and not line.is_composed), key=lambda line: -line.box[3])
    for place, one in enumerate(solid):
        for two in solid[place + 1 :]:
            if one.box[1] > two.box[3]:
                # All others begin even lower.
                break
            size = min(one.size, two.size)
            above = _ABOVE if size > _SAME_SIZE * max(one.size, two.size) else _ABOVE_OTHERS
            is_over = _common(one.box, two.box, 0) > _BESIDE * size and _common(one.box, two.box, 1) > above * size
            if is_over and _common_stretch(one, two) > _BESIDE * size and not _is_twice(one, two):
                yield (one, two) if one.baseline >= two.baseline else (two, one)


def _common(one: Box, two: Box, axis: int) -> float:
    """How far two boxes overlap: across (0) or up (1)."""
    return min(one[axis + 2], two[axis + 2]) - max(one[axis], two[axis])


def _common_stretch(one: TextLine, two: TextLine) -> float:
    """How far two lines overlap across, apart from their blanks."""
    ones, twos = ((line.stretches or ((line.box[0], line.box[2]),)) for line in (one, two))
    return max(min(a[1], b[1]) - max(a[0], b[0]) for a in ones for b in twos)


def _is_twice(one: TextLine, two: TextLine) -> bool:
    """Whether a theme prints a text twice, to make it bolder or for a shadow."""
    shift = max(abs(one.box[0] - two.box[0]), abs(one.baseline - two.baseline))
    return one.text == two.text and shift < _ABOVE_OTHERS * one.size


def _over_drawings(pages: Sequence[VisiblePage]) -> Iterator[_Problem]:
    """Text over a picture, or with a rule through its letters. Accents and formulas are drawn with rules."""
    hint = "a local theme may move text, or set too small a gap"
    for page in pages:
        lines = [line for line in page.lines.lines if line.has_letters and not line.is_composed]
        for picture in page.lines.pictures:
            for line in lines:
                if min(_common(line.box, picture, 0), _common(line.box, picture, 1)) > _ABOVE_OTHERS * line.size:
                    yield _Problem(f"page {page.number} prints '{quoted(line)}' over a picture", hint, line.block)
        for rule in page.lines.rules:
            for line in lines:
                height = ((rule[1] + rule[3]) / 2 - line.baseline) / line.size
                if _STRUCK[0] < height < _STRUCK[1] and _common(line.box, rule, 0) > line.size and not line.is_turned:
                    yield _Problem(f"page {page.number} draws a rule through '{quoted(line)}'", hint, line.block)


def _outside(pages: Sequence[VisiblePage]) -> Iterator[_Problem]:
    for page in pages:
        for line in page.lines.lines:
            if side := _crossed(line.box, page):
                yield _crossing(page, f"'{quoted(line)}'", side, _block_of(line, page))
        for box in page.lines.pictures:
            if side := _crossed(box, page):
                yield _crossing(page, "a picture", side)


def _crossing(page: VisiblePage, what: str, side: str, block: int = 0) -> _Problem:
    return _Problem(
        f"page {page.number}: {what} crosses the {side} edge of the paper",
        "a local theme may move text, or a word may be longer than its line",
        block,
    )


def _crossed(box: Box, page: VisiblePage) -> str:
    """The side of the paper that a box crosses, or ""."""
    left, bottom, right, top = box
    if left < -_OUTSIDE:
        return "left"
    if bottom < -_OUTSIDE:
        return "bottom"
    if right > page.width + _OUTSIDE:
        return "right"
    return "top" if top > page.height + _OUTSIDE else ""


def _over_foot(pages: Sequence[VisiblePage]) -> Iterator[_Problem]:
    for page in pages:
        body = [line for line in page.lines.lines if not line.is_aside]
        asides = [line for line in page.lines.lines if line.is_aside]
        for line in asides:
            # Other artifacts stand in the lines of text, such as signs before contact details.
            if any(_is_on_line(one, line) for one in body):
                continue
            same = [one for one in asides if _is_on_line(one, line)]
            left, right = min(one.box[0] for one in same), max(one.box[2] for one in same)
            is_foot = line.baseline < page.height / 2
            for one in body:
                beyond = line.box[3] - one.box[1] if is_foot else one.box[3] - line.box[1]
                if beyond > _ABOVE_OTHERS * one.size and one.box[0] < right and one.box[2] > left:
                    yield _Problem(
                        f"page {page.number} prints '{quoted(one)}' over the {'foot' if is_foot else 'head'} line",
                        "a local theme may move text, or change the height of the page",
                        one.block,
                    )


def _block_of(line: TextLine, page: VisiblePage) -> int:
    return line.block or (FOOT if line.baseline < page.height / 2 else HEAD)


def _is_on_line(one: TextLine, two: TextLine) -> bool:
    return abs(one.baseline - two.baseline) < _SAME_LINE * two.size


def _invisible(pages: Sequence[VisiblePage]) -> Iterator[_Problem]:
    for page in pages:
        for line in page.lines.lines:
            if line.is_covered:
                hint = "a local theme may draw an area or a picture after the text that stands on it"
                yield _Problem(f"page {page.number} covers '{quoted(line)}'", hint, line.block)
            if line.is_white and line.has_letters and not any(is_inside(line.box, area) for area in page.lines.areas):
                hint = "text needs a colour other than the paper's"
                yield _Problem(f"page {page.number} prints '{quoted(line)}' in white on white", hint, line.block)
            if line.size < _LEAST_SIZE and line.has_letters and not line.is_composed:
                message = f"page {page.number} prints '{quoted(line)}' in letters of {line.size:.1f} bp"
                yield _Problem(message, f"text needs at least {_LEAST_SIZE:g} bp to be read at all", line.block)


def _empty(pages: Sequence[VisiblePage]) -> Iterator[_Problem]:
    for page in pages:
        if not page.lines.pictures and all(line.is_aside for line in page.lines.lines):
            yield _Problem(f"page {page.number} is empty", r"a local theme may use \newpage or \vspace")


def quoted(line: TextLine) -> str:
    words = [word for word in line.text.split() if _LETTER.search(word)] or line.text.split()
    text = " ".join(words[:_WORDS])
    return text[:_CHARACTERS] + (" ..." if len(words) > _WORDS or len(text) > _CHARACTERS else "")
