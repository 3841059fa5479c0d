"""A publication as data, for formats that programs read."""

from __future__ import annotations

from cvtex.model.bibliography import PublicationStatus
from cvtex.value import Value


class Creator(Value):
    """An author or editor. A group has only a family name. `is_owner`: the person whose CV it is."""

    given: str
    family: str
    particle: str = ""
    suffix: str = ""
    is_owner: bool = False

    def __str__(self) -> str:
        return " ".join(part for part in (self.given, self.particle, self.family, self.suffix) if part)


class Work(Value):
    """A publication without TeX. `type` is that of the entry in the dialect of `cite/dialect.py`.

    `date`: year, month and day, as far as they are known as numbers; `end_date`: of a work of several
    years; `year`: as written. `has_more_authors`: the list
    of authors ends in `and others`. `container`: the journal, book or proceedings that it is in. `pages` have en
    dashes. `institution`: also the school of a thesis. `url`: the best of its addresses; `urls`: all of them.
    """

    key: str
    type: str
    title: str
    authors: tuple[Creator, ...] = ()
    editors: tuple[Creator, ...] = ()
    translators: tuple[Creator, ...] = ()
    has_more_authors: bool = False
    date: tuple[int, ...] = ()
    end_date: tuple[int, ...] = ()
    year: str = ""
    status: PublicationStatus | None = None
    container: str = ""
    series: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    article: str = ""
    pages_in_all: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    institution: str = ""
    event: str = ""
    genre: str = ""
    version: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    pmid: str = ""
    pmcid: str = ""
    archive: str = ""
    eprint: str = ""
    language: str = ""
    note: str = ""
    url: str = ""
    urls: tuple[str, ...] = ()

    @property
    def iso_date(self) -> str:
        """`2024`, `2024-03` or `2024-03-15`; "" if the year is unknown."""
        return "-".join(f"{part:04}" if place == 0 else f"{part:02}" for place, part in enumerate(self.date))
