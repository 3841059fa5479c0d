"""A chart -> inline SVG. Its words are its description, and can be opened as text."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from cvtex.emit.blocks import Chart
from cvtex.emit.charts import FEW_LABELS, MOST_LABELS, labelled_years, ticks
from cvtex.emit.html import escaping
from cvtex.emit.html.escaping import Html
from cvtex.text.richtext import plain

# In ems of the labels: the greatest height of a bar, and of a work; the room above the bars and below them; the
# greatest distance of bars; and the axis.
_HEIGHT: Final = 6.5
_WORK: Final = 1.6
_ABOVE: Final = 0.6
_BELOW: Final = 0.2
_SLOT: Final = 3.2
_AXIS: Final = 0.4
_BAR: Final = 0.62
# Kinds after the second differ in their pattern.
_PATTERNS: Final = (("3", ""), ("4", "M0 2h4"), ("5", "M2 0v4"))
_TILE: Final = 4


def chart_of(chart: Chart, number: int) -> Html:
    """`number`: of the block, for names that are unique on the page.

    Places across are a share of the width, so that letters keep their size on a narrow page; all others are in ems.
    """
    name = f"chart-{number}"
    totals = chart.totals
    height = _height(chart)
    foot = _ABOVE + height
    title = escaping.element("title", escaping.text(plain(chart.title)), id=f"{name}-title")
    words = escaping.element("desc", escaping.text(plain(chart.words)), id=f"{name}-words")
    picture = escaping.element(
        "svg",
        title,
        words,
        _patterns(name) if len(chart.series) > 2 else escaping.NOTHING,
        *(_tick(tick, foot - height * tick / max(totals)) for tick in ticks(chart)),
        *(bar for place in range(len(totals)) for bar in _bar(chart, place, name)),
        escaping.element("line", x1="0", x2="100%", y1=_em(foot), y2=_em(foot), class_="axis"),
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-words",
        style=f"height: {_em(foot + _BELOW)}",
    )
    plot = escaping.element(
        "div", picture, _years(chart), class_="plot", style=f"max-width: {_em(_SLOT * len(totals))}"
    )
    inside = (plot, *_legend(chart, name), _as_text(chart))
    return escaping.element("figure", *(Html(f"{part}\n") for part in inside), class_="chart")


def _height(chart: Chart) -> float:
    return min(_HEIGHT, _WORK * max(chart.totals))


def _em(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") + "em"


def _share(number: float, whole: int) -> str:
    return f"{100 * number / whole:.3f}".rstrip("0").rstrip(".") + "%"


def _tick(tick: int, height: float) -> Html:
    line = escaping.element("line", x1="0", x2="100%", y1=_em(height), y2=_em(height), class_="tick")
    label = escaping.element("text", escaping.text(str(tick)), x=_em(-_AXIS), y=_em(height + 0.35), class_="number")
    return escaping.join(line, label)


def _bar(chart: Chart, place: int, name: str) -> list[Html]:
    height, most, slots = _height(chart), max(chart.totals), len(chart.totals)
    counts = [one.counts[place] for one in chart.series]
    return [
        escaping.element(
            "rect",
            x=_share(place + (1 - _BAR) / 2, slots),
            y=_em(_ABOVE + height * (1 - top / most)),
            width=_share(_BAR, slots),
            height=_em(height * count / most),
            **_look(kind, name),
        )
        for kind, (count, top) in enumerate(zip(counts, accumulate(counts), strict=True), 1)
        if count
    ]


def _look(kind: int, name: str) -> dict[str, str | None]:
    return {"class_": f"kind-{kind}", "fill": f"url(#{name}-{kind})" if kind > 2 else None}


def _years(chart: Chart) -> Html:
    """Those of a wide page; a narrow one hides all but few. They are no part of the picture, whose text programs that
    look for weak contrast cannot see.
    """
    few, slots = labelled_years(chart, FEW_LABELS), len(chart.totals)
    labels = (
        escaping.element(
            "span",
            escaping.text(str(year)),
            class_=None if year in few else "more",
            style=f"left: {_share(year - chart.first + 0.5, slots)}",
        )
        for year in labelled_years(chart, MOST_LABELS)
    )
    return escaping.element("div", *labels, class_="years", aria_hidden="true")


def _patterns(name: str) -> Html:
    made = (
        escaping.element(
            "pattern",
            *((escaping.element("path", d=path),) if path else ()),
            id=f"{name}-{kind}",
            width=str(_TILE),
            height=str(_TILE),
            patternUnits="userSpaceOnUse",
        )
        for kind, path in _PATTERNS
    )
    return escaping.element("defs", *made)


def _legend(chart: Chart, name: str) -> list[Html]:
    """What the patterns mean, and the remarks. Who hears the description needs no legend."""
    keys = [
        escaping.element(
            "span",
            escaping.element(
                "svg",
                escaping.element("rect", width="100%", height="100%", **_look(kind, name)),
                class_="key",
                aria_hidden="true",
            ),
            escaping.text(plain(series.name)),
        )
        for kind, series in enumerate(chart.series, 1)
        if series.name
    ]
    keys += [escaping.element("span", escaping.text(plain(remark))) for remark in chart.remarks]
    if not keys:
        return []
    return [escaping.element("p", escaping.join(*keys, between="\n"), class_="legend", aria_hidden="true")]


def _as_text(chart: Chart) -> Html:
    summary = escaping.element("summary", escaping.text(plain(chart.title)))
    return escaping.element("details", summary, escaping.element("p", escaping.text(plain(chart.words))))
