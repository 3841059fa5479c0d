"""Citations of a CV's works by DOI -> their number and the h-index, as of a day."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from cvtex.importers.imported import SourceFile
from cvtex.importers.located_json import read_json
from cvtex.importers.tree import each, said
from cvtex.model.bibliography import Entry
from cvtex.model.node import Node
from cvtex.text.tex import tex_to_plain
from cvtex.text.web_address import read_doi
from cvtex.value import Value

_MOST_DIGITS: Final = 9
# Names of columns, in small letters.
_DOIS: Final = frozenset({"doi", "di"})
_DAYS: Final = frozenset({"date", "day"})
_COUNTS: Final = frozenset(
    {"citations", "cited by", "cited_by", "cited_by_count", "cites", "count", "number", "tc", "times cited",
     "times cited, all databases", "times cited, wos core", "is-referenced-by-count"}
)  # fmt: skip


class Cited(Value):
    """How often a work is cited, by a source on a day. The DOI is in small letters."""

    doi: str
    count: int
    day: str


class CitedWork(Value):
    """`cited`: None if the source does not know the work, or the work has no DOI."""

    key: str
    title: str
    cited: Cited | None


class Metrics(Value):
    works: tuple[CitedWork, ...]

    @property
    def counts(self) -> list[int]:
        return sorted((one.cited.count for one in self.works if one.cited), reverse=True)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def h_index(self) -> int:
        """The largest number h such that h works are cited h times or more."""
        return sum(count >= place for place, count in enumerate(self.counts, 1))

    @property
    def days(self) -> tuple[str, ...]:
        return tuple(sorted({one.cited.day for one in self.works if one.cited}))


def metrics_of(entries: Iterable[Entry], cited: Iterable[Cited]) -> Metrics:
    """`entries`: each work once, in the styles' dialect. Works that are cited most come first."""
    # Of several records of a work, the one that is cited most is the right one.
    by_doi = {one.doi: one for one in sorted(cited, key=lambda one: one.count)}
    works = [
        CitedWork(
            entry.key,
            " ".join(tex_to_plain(entry.tex("title")).split()),
            by_doi.get(read_doi(entry.tex("doi")).doi.casefold()) if entry.tex("doi") else None,
        )
        for entry in entries
        if entry.is_work
    ]
    return Metrics(tuple(sorted(works, key=lambda one: one.cited.count if one.cited else -1, reverse=True)))


def citations_in(source: SourceFile, day: str) -> tuple[Cited, ...]:
    """A file of OpenAlex or Crossref in JSON, or a table: `DOI,number`, also with a day, or with names of columns as
    Scopus, Web of Science and Publish or Perish write them. `day`: that of the file.
    """
    if source.data.lstrip()[:1] in (b"{", b"["):
        read = read_json(source.name, source.data)
        return tuple(citations_of(read.value, day)) if read.value else ()
    text = source.data.decode("utf-8-sig", errors="replace")
    # The separator of which the table makes sense.
    return max((tuple(_cited_in(text, separator, day)) for separator in ",;\t"), key=len)


def _cited_in(text: str, separator: str, day: str) -> Iterator[Cited]:
    doi, count, when = 0, 1, 2
    for row in _rows(csv.reader(io.StringIO(text), delimiter=separator)):
        names = [name.strip().casefold() for name in row]
        if (found := _column(names, _COUNTS)) is not None:
            doi, count, when = _column(names, _DOIS) or 0, found, _column(names, _DAYS) or len(names)
        elif max(doi, count) < len(row) and read_doi(row[doi]).doi and _is_count(row[count]):
            yield _cited(row[doi], row[count], _day(row[when : when + 1]) or day)


def _column(names: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in wanted), None)


def _day(cells: Sequence[str]) -> str:
    """A day in ISO 8601; "" if there is none."""
    try:
        return date.fromisoformat(cells[0].strip()).isoformat() if cells else ""
    except ValueError:
        return ""


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Rows of two cells or more; what is no CSV ends the list."""
    try:
        yield from (row for row in rows if len(row) > 1)
    except csv.Error:
        return


def citations_of(tree: Node, day: str) -> Iterator[Cited]:
    for node in each(tree, "results") or each(tree, "message", "items") or each(tree, "message") or each(tree):
        doi = said(node, "doi") or said(node, "DOI")
        count = said(node, "cited_by_count") or said(node, "is-referenced-by-count")
        if doi and count and _is_count(count.text) and read_doi(doi.text).doi:
            yield _cited(doi.text, count.text, day)


def _is_count(text: str) -> bool:
    return text.strip().isdecimal() and len(text.strip()) <= _MOST_DIGITS


def _cited(doi: str, count: str, day: str) -> Cited:
    return Cited(read_doi(doi).doi.casefold(), int(count), day)
