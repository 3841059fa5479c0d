"""The tables of docs/reference-values.md show what the program reads and prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import assert_never

import pytest
from running import ROOT

from cvtex.build import loading
from cvtex.check.amount_syntax import read_money, read_typed
from cvtex.check.date_errors import DateError
from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.diagnostics import Span
from cvtex.locales.cldr import dates_text
from cvtex.locales.money import money_text
from cvtex.model.dates import Dates
from cvtex.model.plan import Factor
from cvtex.read.bib import read_bibliography
from cvtex.select.publication_facts import publication_facts
from cvtex.select.weights import KINDS, Kind, Scale
from cvtex.select.work_factors import work_factors
from cvtex.text.markup import read_paragraphs
from cvtex.text.names import read_name
from cvtex.text.richtext import (
    ALL_WORKS,
    Footnote,
    InLanguage,
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Styled,
    fill_counts,
)

PAGE = (ROOT / "docs" / "reference-values.md").read_text(encoding="utf-8")
_CODE = re.compile(r"`` (?P<ticks>.+?) ``|`(?P<plain>[^`]+)`")


def rows(heading: str, number: int = 0) -> list[tuple[str, ...]]:
    """The rows of a table below a heading, without the first one."""
    section = re.split(rf"^#+ {heading}\n", PAGE, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", section, flags=re.MULTILINE)[0]
    tables = re.findall(r"^\|[^\n]+\|\n\|[-|]+\|\n((?:\|.*\|\n)+)", section, re.MULTILINE)
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in tables[number].splitlines()]
    return [tuple(cell.strip() for cell in row) for row in cells]


def codes(cell: str) -> list[str]:
    """The pieces of code in a cell."""
    return [match["ticks"] or match["plain"] for match in _CODE.finditer(cell)]


def forms(heading: str, number: int = 0) -> Iterator[tuple[str, ...]]:
    """Each form in the first column, with the other cells of its row."""
    for first, *others in rows(heading, number):
        for form in codes(first):
            yield (form, *others)


# --------------------------------------------------------------------------------------------------------------- texts


def markdown(text: RichText) -> str:
    return "".join(map(_markdown, text))


def _markdown(inline: Inline) -> str:
    match inline:
        case str():
            return inline
        case Styled("emphasis", content):
            return f"*{markdown(content)}*"
        case Styled("strong", content):
            return f"**{markdown(content)}**"
        case Styled("code", content):
            return f"`{markdown(content)}`"
        case Styled("superscript", content):
            return f"<sup>{markdown(content)}</sup>"
        case Styled("subscript", content):
            return f"<sub>{markdown(content)}</sub>"
        case Styled():
            raise AssertionError(inline.style)
        case Link(url, content):
            return f"[{markdown(content)}]({url})"
        case Math():
            return inline.text
        case Footnote():
            return "<sup>1</sup>"
        case LineBreak():
            return "<br>"
        case NoBreak(content) | InLanguage(_, content):
            return markdown(content)
        case _:
            assert_never(inline)


def printed_text(written: str) -> str:
    read = read_paragraphs(written, lambda _: Span("cv.yaml"), language="en")
    assert read.diagnostics == ()
    return "<p>".join(map(markdown, read.value))


TEXTS = rows("Texts")


@pytest.mark.parametrize("row", TEXTS, ids=[row[0] for row in TEXTS])
def test_texts(row: tuple[str, ...]) -> None:
    printed = ", ".join(dict.fromkeys(map(printed_text, codes(row[0]))))
    expected = row[1].replace("a space that breaks no line", "\N{NO-BREAK SPACE}")
    assert printed == expected


def test_the_block_of_lines_and_paragraphs() -> None:
    block = re.search(r"^text: \|\n((?:  .*\n|\n)+)", PAGE, re.MULTILINE)
    assert block
    assert printed_text(re.sub(r"^  ", "", block[1], flags=re.MULTILINE)) == (
        "First line<br>Second line<p>Another paragraph"
    )


def test_numbers_of_works() -> None:
    counts = {"article": 3, ALL_WORKS: 5}
    shown = [fill_counts((text,), counts) for text in re.findall(r"`(\{count[^`]*)`", PAGE.partition("### Quotes")[0])]
    assert shown == [("3",), ("5",)]


# ----------------------------------------------------------------------------------------------------------------- YAML

TRAPS = rows("Quotes in YAML")
CV = "owner: {name: Ada Example}\nsections:\n  a:\n    kind: list\n    items: [One]\n    "


def problems(folder: Path, line: str) -> tuple[str, ...]:
    (folder / "cv.yaml").write_text(f"{CV}{line}\n", encoding="utf-8")
    return tuple(one.message for one in loading.load(folder / "cv.yaml").diagnostics)


@pytest.mark.parametrize("row", TRAPS, ids=[row[0] for row in TRAPS])
def test_traps_of_yaml(row: tuple[str, ...], tmp_path: Path) -> None:
    (trap,), (cure,) = codes(row[0]), codes(row[1])
    # A comment and the sign for nothing are valid YAML.
    if not trap.endswith((" #3", "~")):
        assert problems(tmp_path, trap) != ()
    assert problems(tmp_path, cure) == ()
    loaded = loading.load(tmp_path / "cv.yaml")
    assert loaded.cv
    assert str(loaded.cv.sections["a"].title) not in ("", "None", "Room")


@pytest.mark.parametrize("text", ["1.10", "yes", "no", "12:30", "2021-03-31"])
def test_what_needs_no_quotes(text: str, tmp_path: Path) -> None:
    assert problems(tmp_path, f"title: {text}") == ()
    loaded = loading.load(tmp_path / "cv.yaml")
    assert loaded.cv
    assert str(loaded.cv.sections["a"].title) == text


# ---------------------------------------------------------------------------------------------------------------- dates

DATES = list(forms("Dates"))
WORDS = date_words(("en", "de"))


def dates_of(written: str) -> Dates:
    """Dates as text, or as a list in brackets."""
    texts = written.strip("[]").split(", ") if written.startswith("[") else [written]
    return Dates(tuple(one for text in texts for one in read_dates(text, WORDS).spans))


@pytest.mark.parametrize(("written", "english", "german"), DATES, ids=[row[0] for row in DATES])
def test_dates(written: str, english: str, german: str) -> None:
    dates = dates_of(written)
    printed = [dates_text(dates, language).replace("\N{THIN SPACE}", " ") for language in ("en", "de")]
    assert printed == [english, german]


DOUBTFUL = list(forms("Dates", 1))


@pytest.mark.parametrize(("written", "cure"), DOUBTFUL, ids=[row[0] for row in DOUBTFUL])
def test_doubtful_dates(written: str, cure: str) -> None:
    with pytest.raises(DateError) as problem:
        read_dates(written, WORDS)
    for text in codes(cure):
        assert text.casefold() in problem.value.hint.casefold()


# ----------------------------------------------------------------------------------------------------------------- sums

SUMS = list(forms("Sums"))


@pytest.mark.parametrize(("written", "english", "german", "counted"), SUMS, ids=[row[0] for row in SUMS])
def test_sums(written: str, english: str, german: str, counted: str) -> None:
    apart = re.fullmatch(r"\{value: (\S+), currency: (\S+)\}", written)
    text = f"{apart[1]} {apart[2]}" if apart else written
    money = read_money(text)
    printed = [
        money_text(money, language).replace("\N{NO-BREAK SPACE}", " ") if money else text for language in ("en", "de")
    ]
    assert printed == [english, german]
    number = money or read_typed(text)
    assert (f"{number.number} {number.currency}" if number else "–") == counted


# ---------------------------------------------------------------------------------------------------------------- names

NAMES = list(forms("Names"))


@pytest.mark.parametrize(("written", "given", "particle", "family", "others"), NAMES, ids=[row[0] for row in NAMES])
def test_names(written: str, given: str, particle: str, family: str, others: str) -> None:
    name = read_name(written)
    assert name
    assert (name.given, name.particle, name.family) == (given, particle, family)
    parts = {"suffix": name.suffix, "degrees": name.degrees, "title": name.title, "native": name.native or ""}
    assert ", ".join(f"{part} {text}" for part, text in parts.items() if text) == others


# -------------------------------------------------------------------------------------------------------------- tables


def test_there_are_tables() -> None:
    assert (len(TEXTS), len(TRAPS), len(DATES), len(SUMS), len(NAMES)) > (15, 8, 60, 8, 12)
    assert all(len(rows) > 8 for rows in (TEXTS, TRAPS, DATES, SUMS, NAMES))


def test_the_worth_of_each_kind_of_section() -> None:
    found = {
        kind: Kind(*(0 if number == "–" else float(number) for number in numbers))
        for kinds, *numbers in rows("Priorities")
        for kind in re.findall(r"`(\w+)`", kinds)
    }
    assert found == dict(KINDS)


WORKS = """
@article{first, author={Lark, Mina}, title={A}, year={2026}}
@article{prize, title={B}, year={2026}, note={Best Student Paper Award}}
@book{book, title={C}, year={2026}}
@article{plain, title={D}, year={2026}, note={Funded by award no. 12}}
@book{volume, editor={Lark, Mina}, title={E}, year={2026}}
@review{review, title={F}, year={2026}}
@techreport{report, title={G}, year={2026}}
"""


def test_the_factors_of_a_publication() -> None:
    entries = read_bibliography("a.bib", WORKS.encode()).value.entries
    shown = {float(factor) for _, factor in rows("Priorities", 1)}
    scale = Scale(today=2026, kind=Kind(1, 0, 1), name="publications", place=Factor("", 1), oldest=2026)
    roles = {"first": frozenset({"first"}), "volume": frozenset({"editor"})}
    found = {
        entry.key: prod(
            one.times for one in work_factors(publication_facts(entry, roles.get(entry.key, frozenset())), scale)
        )
        for entry in entries
    }
    assert found == {
        "first": 1.5, "prize": 1.5, "book": 1.3, "plain": 1.0, "volume": 0.8, "review": 0.3, "report": 0.5,
    }  # fmt: skip
    assert set(found.values()) <= shown
