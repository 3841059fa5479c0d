"""The works-cited list of the Modern Language Association's handbook, ninth edition.

    Weber, Leander, and Wojciech Samek. “Title as Written.” *Information Fusion*, vol. 77, no. 3, Jan. 2022, pp. 261–95,
    https://doi.org/…

All people are named, where the handbook has `et al.` for three or more: a CV must show its owner.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, given_names, has_any, has_people, is_issue
from cvtex.cite.templates import (
    accessed,
    capitalised,
    edition,
    editor_word,
    emphasised,
    eprint,
    field,
    full_date,
    howpublished,
    join,
    labelled,
    link_list,
    listed,
    names,
    optional,
    optional_field,
    others,
    pages_with_word,
    present,
    publisher,
    quoted,
    sentence_field,
    sentences,
    status,
    title,
    translator_word,
    with_links,
)


class Style(ReferenceStyle):
    english_words = {"PhD thesis": "PhD dissertation", "Master's thesis": "MA thesis"}
    american_quotes = True
    keeps_names_together = False
    omits_publishing_author = True

    def name(self, person: Person) -> str:
        return " ".join(part for part in (given_names(person), family_name(person), person.suffix) if part)

    def inverted_name(self, person: Person) -> str:
        """`Weber, Leander`, for the first person."""
        return ", ".join(part for part in (family_name(person), given_names(person), person.suffix) if part)

    def running_names(self, role: str) -> Any:
        return names(role, last=self.locale.last_and)

    def editors_first(self, **kwargs: Any) -> Any:
        return join(", ")[names("editor", **kwargs), editor_word("full_editor", "full_editors")]

    def translators_first(self, **kwargs: Any) -> Any:
        return join(", ")[names("translator", **kwargs), translator_word]

    def get_article_template(self, entry: Any) -> Any:
        where = [self.by("translator"), self.volume_and_number(), self.date(entry), self.pages()]
        return self.work(entry, quoted[optional[title]], listed[emphasised[field("journal")], *where])

    def get_incollection_template(self, entry: Any) -> Any:
        book = listed[
            optional[self.running_names("bookauthor")],
            emphasised[optional[title("booktitle")]],
            self.by("editor") if has_people(entry, "author") else "",
            self.by("translator"),
            *self.published(entry),
        ]
        return self.work(entry, quoted[optional[title]], book, self.series())

    def get_book_template(self, entry: Any) -> Any:
        book = capitalised[listed[self.by("editor"), self.by("translator"), *self.published(entry)]]
        return self.work(entry, emphasised[optional[title]], book, self.series())

    def get_phdthesis_template(self, entry: Any) -> Any:
        where = listed[self.place(entry), self.kind_and_number()]
        return self.work(entry, emphasised[optional[title]], capitalised[self.date(entry)], where)

    def get_techreport_template(self, entry: Any) -> Any:
        where = listed[self.place(entry), self.kind_and_number(), self.date(entry)]
        return self.work(entry, emphasised[optional[title]], where)

    def get_online_template(self, entry: Any) -> Any:
        return self.work(entry, quoted[optional[title]], self.version(), self.kind_and_number(), self.container(entry))

    get_unpublished_template = get_online_template

    def get_misc_template(self, entry: Any) -> Any:
        """A preprint is part of its archive; software, data and the like stand alone."""
        what = quoted if has_any(entry, "eprint") else emphasised
        return self.work(entry, what[optional[title]], self.version(), self.kind_and_number(), self.container(entry))

    def work(self, entry: Any, *what: Any) -> Any:
        """`Who. What. Container, address. Details`"""
        who = self.who(two=self.locale.last_and, last=self.locale.last_and, first=self.inverted_name)
        addon = sentence_field("titleaddon")
        links = link_list(in_full=("doi",))
        read = capitalised[accessed(form="day first")]
        return with_links(self.further(), links, read)[sentences[who, what[0], addon, *what[1:]]]

    def by(self, role: str) -> Any:
        """`edited by Ada Example`, unless the editors head the reference."""
        word = "edited_by" if role == "editor" else "translated_by"
        return optional[labelled(word)[others(role, last=self.locale.last_and)]]

    def published(self, entry: Any) -> list[Any]:
        # The number of a work in a series follows the series.
        volume = "" if has_any(entry, "series") else self.volume_and_number()
        return [optional[edition], volume, self.place(entry), howpublished, self.date(entry), self.pages()]

    def place(self, entry: Any) -> Any:
        """The publisher. Its city (section 5.67) is printed only if no publisher is known, or of a talk."""
        is_known = has_any(entry, "publisher", "organization", "institution", "school")
        return publisher if is_known else optional_field("address")

    def series(self) -> Any:
        """`A Series 4`"""
        volume = join(", ")[optional_field("volume"), optional_field("number")]
        return present("series")[join(" ")[optional_field("series"), volume]]

    def container(self, entry: Any) -> Any:
        """`*arXiv*, 3 May 2020`"""
        where = [optional_field("holder"), optional[eprint]]
        site = emphasised[publisher] if entry.type == "online" else publisher
        return listed[*where, site, howpublished, optional_field("address"), self.date(entry)]

    def date(self, entry: Any) -> Any:
        exactly = full_date("day first", day=not is_issue(entry))
        return listed[optional[exactly], status]

    def pages(self) -> Any:
        return optional[pages_with_word(short="mla")]
