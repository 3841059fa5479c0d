"""Author and date, as in the seventh edition of the Publication Manual of the American Psychological Association.

    Weber, L., Lapuschkin, S., & Samek, W. (2022). Title as written. *Information Fusion*, *77*(3), 261–295.
    https://doi…

Titles keep their capitals, because a program cannot distinguish names from other words. The owner is named even where
the manual's ellipsis omits authors.
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
    editors,
    emphasised,
    enclosed,
    eprint,
    field,
    first_of,
    fixed,
    full_date,
    howpublished,
    in_book,
    join,
    kind,
    names,
    optional,
    optional_field,
    others,
    page_range,
    pages_with_word,
    publisher,
    sentence_field,
    sentences,
    status,
    title,
    year,
)


def is_dated_to_the_day(entry: Any) -> bool:
    """Whether month and day belong to the date: of newspapers and web pages, but not of journals and preprints."""
    if entry.type == "article":
        return has_any(entry, "entrysubtype") or not has_any(entry, "volume", "number", "eprint")
    return entry.type in ("online", "misc", "unpublished") and not has_any(entry, "eprint")


class Style(ReferenceStyle):
    english_words = {
        "PhD thesis": "Doctoral dissertation",
        "accessed": "retrieved {}, from",
    }
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
        journal = join(", ")[emphasised[field("journal")], issue, optional[page_range(article="article")]]
        return self.work(entry, join(" ")[optional[title], self.addon()], journal)

    def get_incollection_template(self, entry: Any) -> Any:
        book = join(" ")[emphasised[optional[title("booktitle")]], self.place()]
        by = optional[editors(two=" & ", last=", & ", form=self.running_name)] if has_people(entry, "author") else ""
        return self.work(entry, optional[title], in_book[join(", ")[by, book]], self.publisher())

    def get_book_template(self, entry: Any) -> Any:
        return self.work(entry, join(" ")[self.whole(), self.place()], self.publisher())

    def get_phdthesis_template(self, entry: Any) -> Any:
        kind_and_school = enclosed("[", "]")[kind, publisher(of=("institution", "school"))]
        what = join(" ")[self.whole(), enclosed[optional_field("number")], kind_and_school]
        return self.work(entry, what, join(", ")[publisher(of=("publisher", "organization")), howpublished])

    def get_techreport_template(self, entry: Any) -> Any:
        what = join(" ")[self.whole(), enclosed[self.kind_and_number()]]
        return self.work(entry, what, optional_field("holder"), self.publisher())

    get_patent_template = get_techreport_template

    def get_misc_template(self, entry: Any) -> Any:
        kind_word = enclosed("[", "]")[kind]
        what = join(" ")[self.whole(), enclosed(sep="; ")[optional_field("number"), self.version()], kind_word]
        return self.work(entry, what, optional[eprint], optional_field("holder"), self.publisher())

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """`Who. (When). What. Where. Details. Links`"""
        who = self.who(two=", & ", last=", & ")
        exactly = full_date("without year") if is_dated_to_the_day(entry) else ""
        date = enclosed[first_of[join(", ")[optional[year], exactly, status], fixed("no_date")]]
        head = [who, date, what] if has_people(entry) else [what, date]
        # What has no date may change.
        retrieved = "" if "year" in entry.texts else capitalised[accessed]
        return sentences(end=".")[[*head, *where, self.details(before_url=retrieved)]]

    def addon(self) -> Any:
        """`[Review of the book ...]`"""
        return enclosed("[", "]")[sentence_field("titleaddon")]

    def whole(self) -> Any:
        """The title of a work that stands alone."""
        return emphasised[optional[title]]

    def place(self) -> Any:
        """The details in brackets after a book's title."""
        series = [optional_field("series"), self.title_volume()]
        people = [
            optional[join(", ")[others(role, two=" & ", last=", & ", form=self.running_name), word]]
            for role, word in (("editor", editor_word), ("translator", capitalised[fixed("translator")]))
        ]
        details = join(", ")[optional[edition], *series, optional[pages_with_word]]
        return enclosed(sep="; ")[*people, details]

    def publisher(self) -> Any:
        return join(", ")[publisher, howpublished]
