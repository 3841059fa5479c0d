"""Tallies of works -> a chart, as numbers and in words; and what every picture of it needs: its axis and its labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.emit.blocks import Chart, Column, Series
from cvtex.locales.locale import Locale
from cvtex.model.chart import WORK_CLASSES, Tally, WorkClass
from cvtex.text.richtext import RichText, plain
from cvtex.value import replace

# More could not be told apart.
MOST_SERIES: Final = 5
# Bars of more years would be hairlines.
_MOST_YEARS: Final = 60
_MOST_TICKS: Final = 3
# Labels of years that have room below a chart as wide as the text, and in a narrow column.
MOST_LABELS: Final = 12
FEW_LABELS: Final = 6


def chart_of(tallies: Iterable[Tally], words: Locale, *, kinds: bool = True, since: int | None = None) -> Chart | None:
    """Return None if no work has a bar."""
    every = tuple(tallies)
    years = [one.year for one in every if one.year and one.year >= (since or 0)]
    if not years:
        return None
    last = max(years)
    first = max(since or min(years), last - _MOST_YEARS + 1)
    drawn = [one for one in every if one.year >= first]
    series = tuple(_series(drawn, first, last, words)) if kinds else ()
    if len(series) < 2:
        series = (Series((), _counts(drawn, first, last)),)
    earlier = sum(one.works for one in every if 0 < one.year < first)
    undated = sum(one.works for one in every if not one.year)
    remarks = [(words.chart["before"].format(first), earlier), (words.chart["undated"], undated)]
    chart = Chart(
        (words.chart["title"],),
        first,
        series,
        tuple((_numbered(name, number, words),) for name, number in remarks if number),
    )
    return _with_words(chart, words)


def _series(drawn: list[Tally], first: int, last: int, words: Locale) -> Iterator[Series]:
    """Yield the most frequent classes first; other works, and those of the rarest classes, last."""
    totals: Counter[WorkClass] = Counter()
    for one in drawn:
        totals[one.of] += one.works
    named = sorted((of for of in totals if of != "other"), key=lambda of: (-totals[of], WORK_CLASSES.index(of)))
    shown = named if len(totals) <= MOST_SERIES else named[: MOST_SERIES - 1]
    for of in shown:
        yield Series((words.chart[of],), _counts((one for one in drawn if one.of == of), first, last))
    if len(shown) < len(totals):
        yield Series((words.chart["other"],), _counts((one for one in drawn if one.of not in shown), first, last))


def _counts(tallies: Iterable[Tally], first: int, last: int) -> tuple[int, ...]:
    found: Counter[int] = Counter()
    for one in tallies:
        found[one.year] += one.works
    return tuple(found[year] for year in range(first, last + 1))


def _numbered(name: str, number: int, words: Locale) -> str:
    """`articles: 3`. A word before its number needs no form for it, which Slavic languages have many of."""
    return f"{name}{words.colon} {number}"


def _with_words(chart: Chart, words: Locale) -> Chart:
    """`Works per year – 2020: 3 (articles: 2, books: 1); 2022: 1 (books: 1); without a year: 4`."""
    said = []
    for place, total in enumerate(chart.totals):
        if not total:
            continue
        named = [
            _numbered(plain(one.name), one.counts[place], words)
            for one in chart.series
            if one.name and one.counts[place]
        ]
        inside = f" ({words.comma.join(named)})" if named else ""
        said.append(_numbered(str(chart.first + place), total, words) + inside)
    said += map(plain, chart.remarks)
    return replace(chart, words=(f"{plain(chart.title)} – {'; '.join(said)}",))


def ticks(chart: Chart) -> tuple[int, ...]:
    """Return round numbers up to the highest bar, at most three: (4, 8) for 9."""
    most = max(chart.totals)
    step = next(size * power for power in _POWERS for size in (1, 2, 4, 5) if most // (size * power) <= _MOST_TICKS)
    return tuple(range(step, most + 1, step))


_POWERS: Final = tuple(10**exponent for exponent in range(9))


def labelled_years(chart: Chart, most: int) -> tuple[int, ...]:
    """Return every year, or round ones, that have a label: at most `most`."""
    years = range(chart.first, chart.first + len(chart.totals))
    for step in (1, 2, 5, 10, 20):
        found = tuple(year for year in years if year % step == 0)
        if len(found) <= most:
            return found
    return ()


def most_labels(column: Column) -> int:
    """How many labels of years have room in a column."""
    return FEW_LABELS if column == "side" else MOST_LABELS


def labels(chart: Chart, column: Column) -> tuple[RichText, ...]:
    """Return all texts of a picture, in the order of reading: the axis, the years, the kinds, and the remarks."""
    return (
        *((str(tick),) for tick in ticks(chart)),
        *((str(year),) for year in labelled_years(chart, most_labels(column))),
        *(one.name for one in chart.series if one.name),
        *chart.remarks,
    )
