"""Works per year -> a chart: what is drawn, what is said, and what has room."""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Chart
from cvtex.emit.charts import chart_of, labelled_years, labels, ticks
from cvtex.emit.docx.writer import DocxWriter
from cvtex.emit.html.writer import HtmlWriter
from cvtex.emit.jsonresume.writer import JsonResumeWriter
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.locales.locale import languages, locale_of
from cvtex.model.chart import WORK_CLASSES, Tally
from cvtex.text.richtext import plain
from cvtex.verify.readers import READERS

ENGLISH = locale_of("en")


def chart(*tallies: Tally, kinds: bool = True, since: int | None = None) -> Chart:
    made = chart_of(tallies, ENGLISH, kinds=kinds, since=since)
    assert made is not None
    return made


def works(**numbers: int) -> Chart:
    """`y2020=3` -> a chart of articles."""
    return chart(*(Tally(int(year[1:]), "article", number) for year, number in numbers.items()))


def test_years_without_works_are_empty_places() -> None:
    drawn = works(y2018=2, y2021=1)
    assert (drawn.first, drawn.totals) == (2018, (2, 0, 0, 1))
    assert plain(drawn.words) == "Works per year – 2018: 2; 2021: 1"


def test_kinds_stand_by_frequency_and_other_works_last() -> None:
    drawn = chart(Tally(2020, "other", 9), Tally(2020, "book", 1), Tally(2021, "article", 2))
    assert [plain(one.name) for one in drawn.series] == ["articles", "books", "other works"]
    assert plain(drawn.words) == "Works per year – 2020: 10 (books: 1, other works: 9); 2021: 2 (articles: 2)"


def test_the_rarest_of_many_kinds_are_other_works() -> None:
    drawn = chart(*(Tally(2020, of, 9 - place) for place, of in enumerate(WORK_CLASSES[:8])))
    assert [plain(one.name) for one in drawn.series] == [
        "articles", "conference papers", "chapters", "books", "other works",
    ]  # fmt: skip
    assert [one.counts for one in drawn.series] == [(9,), (8,), (7,), (6,), (5 + 4 + 3 + 2,)]


def test_one_kind_needs_no_legend() -> None:
    assert [one.name for one in works(y2020=1).series] == [()]
    assert [one.name for one in chart(Tally(2020, "article", 1), Tally(2020, "book", 1), kinds=False).series] == [()]


def test_works_without_a_bar_are_counted_in_a_remark() -> None:
    every = (Tally(0, "article", 2), Tally(1999, "book", 1), Tally(2020, "article", 3))
    assert [plain(one) for one in chart(*every).remarks] == ["without a year: 2"]
    assert [plain(one) for one in chart(*every, since=2010).remarks] == ["before 2010: 1", "without a year: 2"]
    assert (chart(*every, since=2018).first, chart(*every, since=2018).totals) == (2018, (0, 0, 3))
    # A misprint such as 1020 does not make hairlines of all other bars.
    late = chart(Tally(1020, "article", 1), *(Tally(year, "article", 1) for year in range(1990, 2026)))
    assert (late.first, len(late.totals), [plain(one) for one in late.remarks]) == (1966, 60, ["before 1966: 1"])


@pytest.mark.parametrize("tallies", [(), (Tally(0, "article", 3),)])
def test_without_years_there_is_no_chart(tallies: tuple[Tally, ...]) -> None:
    assert chart_of(tallies, ENGLISH) is None


@pytest.mark.parametrize(
    ("most", "expected"),
    [(1, (1,)), (3, (1, 2, 3)), (5, (2, 4)), (9, (4, 8)), (17, (5, 10, 15)), (47, (20, 40)), (500, (200, 400))],
)
def test_numbers_of_the_axis_are_few_and_round(most: int, expected: tuple[int, ...]) -> None:
    assert ticks(works(y2020=most)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2020, 2020, [2020]),
        (2012, 2023, [*range(2012, 2024)]),
        (2003, 2025, [*range(2004, 2026, 2)]),
        (1985, 2025, [*range(1985, 2026, 5)]),
    ],
)
def test_years_have_labels_where_there_is_room(first: int, last: int, expected: list[int]) -> None:
    drawn = chart(Tally(first, "article", 1), Tally(last, "article", 1))
    assert [*labelled_years(drawn, 12)] == expected
    assert len(labelled_years(drawn, 6)) <= 6


def test_labels_in_the_order_of_reading() -> None:
    drawn = chart(Tally(2020, "article", 2), Tally(2021, "book", 1), Tally(0, "book", 1))
    assert [plain(one) for one in labels(drawn, "main")] == [
        "1", "2", "2020", "2021", "articles", "books", "without a year: 1",
    ]  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_numbers(language: str) -> None:
    tallies = [Tally(2020, of, 2) for of in WORK_CLASSES[:4]] + [Tally(0, "book", 3), Tally(2001, "book", 1)]
    drawn = chart_of(tallies, locale_of(language), since=2015)
    assert drawn is not None
    assert re.findall(r"\d+", plain(drawn.words)) == ["2020", "8", "2", "2", "2", "2", "2015", "1", "3"]


KINDS = chart(*(Tally(2020 + place, of, place + 1) for place, of in enumerate(WORK_CLASSES[:6])), Tally(0, "book", 2))
LOOK = Look("cvtex-look", 10.5, "a4", "en")
MANUSCRIPT = Manuscript((Block(1, KINDS, Span("cv.yaml", 1, 1), "works"),), Metadata("CV", "Ada Example"), LOOK)


def test_a_web_page_has_a_picture_with_title_and_description_and_its_words_as_text() -> None:
    page = HtmlWriter().write(MANUSCRIPT).data.decode()
    words = plain(KINDS.words)
    assert '<svg role="img" aria-labelledby="chart-1-title" aria-describedby="chart-1-words"' in page
    assert '<title id="chart-1-title">Works per year</title>' in page
    assert f'<desc id="chart-1-words">{words}</desc>' in page
    assert f"<details><summary>Works per year</summary><p>{words}</p></details>" in page
    assert READERS["html"](page.encode()).text.strip() == words


def test_a_web_page_tells_kinds_apart_by_patterns() -> None:
    page = HtmlWriter().write(MANUSCRIPT).data.decode()
    fills = dict(re.findall(r'<rect [^>]*class="(kind-\d)"(?: fill="([^"]*)")?', page))
    patterns = {f"kind-{kind}": f"url(#chart-1-{kind})" for kind in (3, 4, 5)}
    assert fills == {"kind-1": "", "kind-2": "", **patterns}
    assert re.findall(r'<pattern id="([^"]*)"', page) == ["chart-1-3", "chart-1-4", "chart-1-5"]


def test_word_has_a_chart_of_its_own_with_alternative_text() -> None:
    data = DocxWriter().write(MANUSCRIPT).data
    assert READERS["docx"](data).text.splitlines() == [plain(KINDS.words), "without a year: 2"]
    assert data == DocxWriter().write(MANUSCRIPT).data
    with ZipFile(BytesIO(data)) as file:
        axes = re.findall("<c:catAx>.*</c:valAx>", file.read("word/charts/chart1.xml").decode())
    # With properties of texts, LibreOffice breaks a year into two lines.
    assert len(axes) == 1
    assert "txPr" not in axes[0]


def test_json_has_the_numbers() -> None:
    section = json.loads(JsonResumeWriter().write(MANUSCRIPT).data)["sections"][0]
    assert section["lines"] == [plain(KINDS.words)]
    assert section["chart"]["worksPerYear"][:2] == [
        {"year": 2020, "works": 1, "kinds": {"other works": 1}},
        {"year": 2021, "works": 2, "kinds": {"other works": 2}},
    ]
    assert section["chart"]["remarks"] == ["without a year: 2"]
