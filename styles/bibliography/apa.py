"""Author and date, as in the seventh edition of the Publication Manual of the American Psychological Association.

    Weber, L., Lapuschkin, S., & Samek, W. (2022). Title as written. *Information Fusion*, *77*(3), 261–295.
    https://doi…

Titles keep their capitals, because a program cannot distinguish names from other words. All people are named, even if
there are more than twenty: a CV must show its owner.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, has_people, initials
from cvtex.cite.templates import (
    edition,
    editors,
    emphasised,
    enclosed,
    eprint,
    field,
    first_of,
    fixed,
    howpublished,
    join,
    kind,
    labelled,
    names,
    optional,
    optional_field,
    page_range,
    pages_with_word,
    publisher,
    sentences,
    status,
    title,
    year,
)


class Style(ReferenceStyle):
    american_quotes = True
    capital_editors = True
    omits_publishing_author = True
    longest_list = 20

    def name(self, person: Person) -> str:
        return ", ".join(part for part in (family_name(person), initials(person, after="."), person.suffix) if part)

    def running_name(self, person: Person) -> str:
        """`S. Lapuschkin`, for editors."""
        name = " ".join(part for part in (initials(person, after="."), family_name(person)) if part)
        return ", ".join(part for part in (name, person.suffix) if part)

    def running_names(self, role: str) -> Any:
        return names(role, two=" & ", last=", & ", form=self.running_name)

    def get_article_template(self, entry: Any) -> Any:
        issue = join[emphasised[optional_field("volume")], enclosed[optional_field("number")]]
        journal = join(", ")[emphasised[field("journal")], issue, optional[page_range]]
        return self.work(entry, optional[title], journal)

    def get_incollection_template(self, entry: Any) -> Any:
        book = join(" ")[emphasised[optional[title("booktitle")]], self.place()]
        by = optional[editors(two=" & ", last=", & ", form=self.running_name)] if has_people(entry, "author") else ""
        return self.work(entry, optional[title], labelled("in_")[join(", ")[by, book]], self.publisher())

    def get_book_template(self, entry: Any) -> Any:
        return self.work(entry, join(" ")[self.whole(), self.place()], self.publisher())

    def get_phdthesis_template(self, entry: Any) -> Any:
        kind_and_school = enclosed("[", "]")[self.kind_and_number(), publisher]
        return self.work(entry, join(" ")[self.whole(), kind_and_school])

    def get_techreport_template(self, entry: Any) -> Any:
        return self.work(entry, join(" ")[self.whole(), enclosed[self.kind_and_number()]], self.publisher())

    def get_misc_template(self, entry: Any) -> Any:
        kind_word = enclosed("[", "]")[kind]
        what = join(" ")[self.whole(), enclosed[optional_field("number"), self.version()], kind_word]
        return self.work(entry, what, optional[eprint], optional_field("holder"), self.publisher())

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """`Who. (When). What. Where. Details. Links`"""
        who = self.who(two=", & ", last=", & ")
        date = enclosed[first_of[join(", ")[optional[year], status], fixed("no_date")]]
        return sentences(end=".")[[*([who, date, what] if has_people(entry) else [what, date]), *where, self.details()]]

    def whole(self) -> Any:
        """The title of a work that stands alone."""
        return emphasised[optional[title]]

    def place(self) -> Any:
        """The details in brackets after a book's title."""
        series = [optional_field("series"), self.title_volume()]
        return enclosed[optional[edition], *series, optional[pages_with_word]]

    def publisher(self) -> Any:
        return join(", ")[publisher, howpublished]
