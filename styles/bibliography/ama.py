"""The format of the American Medical Association's Manual of Style, eleventh edition, without numbers.

    Weber L, Lapuschkin S, Samek W. Title as written. *Information Fusion*. 2022;77(3):261-295. doi:10.1000/1

All people are named, where the manual has `et al` for more than six. Journals are not abbreviated.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, has_any, has_people, initials
from cvtex.cite.templates import (
    accessed,
    capitalised,
    edition,
    editor_word,
    emphasised,
    enclosed,
    eprint,
    field,
    full_date,
    howpublished,
    in_book,
    join,
    kind,
    names,
    optional,
    optional_field,
    page_range,
    publisher,
    sentence_field,
    sentences,
    status,
    title,
    year,
)


class Style(ReferenceStyle):
    english_words = {
        "PhD thesis": "Dissertation",
        "volume": "Vol",
        "running_volume": "vol",
        "number": "No.",
        "total_pages": "{} p",
    }
    american_quotes = True

    def name(self, person: Person) -> str:
        letters = initials(person, hyphen="", between="")
        return " ".join(part for part in (family_name(person), letters, person.suffix.rstrip(".")) if part)

    def running_names(self, role: str) -> Any:
        return names(role, two=", ", last=", ")

    def editors_first(self, **kwargs: Any) -> Any:
        return join(", ")[names("editor", **kwargs), editor_word]

    def get_article_template(self, entry: Any) -> Any:
        issue = join[optional_field("volume"), enclosed[optional_field("number")]]
        when = self.date() if has_any(entry, "volume", "number") else self.day()
        where = join(":")[join(";")[when, issue], self.pages()]
        return self.work(entry, optional[title], emphasised[field("journal")], where)

    def get_incollection_template(self, entry: Any) -> Any:
        by = optional[self.editors_first(two=", ", last=", ")] if has_people(entry, "author") else ""
        book = in_book(colon=True)[sentences[by, emphasised[optional[title("booktitle")]]]]
        return self.work(entry, optional[title], book, *self.published())

    def get_book_template(self, entry: Any) -> Any:
        return self.work(entry, emphasised[optional[title]], *self.published())

    def get_phdthesis_template(self, entry: Any) -> Any:
        return self.work(entry, emphasised[optional[title]], self.kind_and_number(), self.imprint())

    def get_techreport_template(self, entry: Any) -> Any:
        return self.work(entry, emphasised[optional[title]], self.imprint(), self.kind_and_number())

    def get_online_template(self, entry: Any) -> Any:
        return self.work(entry, *self.described(), publisher, howpublished, self.day())

    def get_misc_template(self, entry: Any) -> Any:
        return self.work(entry, *self.described(), self.imprint())

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        who = self.who(two=", ", last=", ")
        addon = sentence_field("titleaddon")
        details = self.details(doi_word="doi:", before_url=capitalised[accessed])
        return sentences(end=".")[who, what, addon, *where, details]

    def described(self) -> list[Any]:
        what = join(" ")[optional[title], enclosed("[", "]")[kind]]
        return [what, self.version(), optional_field("number"), optional_field("holder"), optional[eprint]]

    def published(self) -> list[Any]:
        """Edition, series and volume, then publisher, year and pages."""
        series = join("; ")[optional_field("series"), self.volume_and_number(capital=True)]
        return [optional[edition], series, join(":")[self.imprint(), self.pages()]]

    def imprint(self) -> Any:
        """`Springer; 2022`: since the eleventh edition, without the place."""
        return join("; ")[join(", ")[publisher, howpublished], self.date()]

    def date(self) -> Any:
        return join(" ")[capitalised[status], capitalised[optional[year]]]

    def day(self) -> Any:
        """`August 12, 2002`, of newspapers and web pages."""
        return join(" ")[capitalised[status], capitalised[optional[full_date]]]

    def pages(self) -> Any:
        return optional[page_range(dash="-")]
