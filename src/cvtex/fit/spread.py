"""Pages -> how much wider their gaps are made, so that each page is filled to its foot."""

from __future__ import annotations

from collections.abc import Sequence

from cvtex.fit.pages import Page

# Factors are thousandths, as TeX multiplies by them.
THOUSAND = 1000
# A page of its own that is emptier than this ends where its content ends.
_NEARLY_FULL = 0.85


def widened(gap: int, thousandths: int) -> int:
    r"""The gap plus so many thousandths of it, rounded as TeX's \dimexpr does: to the nearest, halves away from zero."""
    return gap + (2 * gap * thousandths + THOUSAND) // (2 * THOUSAND)


def spread(pages: Sequence[Page], room: int, most: int) -> tuple[int, ...]:
    """For each page, by how many thousandths its gaps are widened, at most `most`.

    The last page is not set wider than those before it are on average; if there is only one, it is filled if it is
    nearly full.
    """
    if not pages:
        return ()
    *others, last = (_filling(page, room, most) for page in pages)
    before = [factor for factor, page in zip(others, pages, strict=False) if page.gaps]
    if before:
        last = min(last, sum(before) // len(before))
    elif pages[-1].used < _NEARLY_FULL * room:
        last = 0
    return (*others, last)


def _filling(page: Page, room: int, most: int) -> int:
    """The most thousandths with which the page still fits."""
    low, high = 0, most if page.gaps else 0
    while low < high:
        middle = (low + high + 1) // 2
        if height_of(page, middle) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def height_of(page: Page, thousandths: int) -> int:
    """The page's height in sp with its gaps widened."""
    return page.used + sum(widened(gap, thousandths) - gap for gap in page.gaps)
