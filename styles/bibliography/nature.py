"""The format of the journal Nature, without numbers and with all people.

Weber, L., Lapuschkin, S. & Samek, W. Title as written. *Information Fusion* **77**, 261–295 (2022).
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, has_any, has_people, initials
from cvtex.cite.templates import (
    edition,
    editor_word,
    emphasised,
    enclosed,
    eprint,
    field,
    first_of,
    full_date,
    imprint,
    in_book,
    join,
    labelled,
    names,
    optional,
    optional_field,
    page_range,
    publisher,
    sentence_field,
    sentences,
    status,
    strong,
    title,
    year,
)


class Style(ReferenceStyle):
    english_words = {"edition": "{} edn"}

    def name(self, person: Person) -> str:
        name = ", ".join(part for part in (family_name(person), initials(person, after=".")) if part)
        return " ".join(part for part in (name, person.suffix) if part)

    def running_names(self, role: str) -> Any:
        return names(role, two=" & ", last=" & ", others=" ")

    def get_article_template(self, entry: Any) -> Any:
        volume = strong[first_of[optional_field("volume"), optional_field("number")]]
        journal = join(" ")[emphasised[field("journal")], join(", ")[volume, optional[page_range]]]
        exactly = has_any(entry, "day") and not has_any(entry, "volume", "number")
        when = enclosed[optional[full_date("day first")], status] if exactly else self.when()
        return self.work(entry, optional[title], join(" ")[journal, when])

    def get_incollection_template(self, entry: Any) -> Any:
        by = ""
        if has_people(entry, "author"):
            by = enclosed[join(" ")[editor_word(period=False), self.running_names("editor")]]
        book = in_book[join(" ")[self.book("booktitle"), optional[by], optional[page_range], self.published()]]
        return self.work(entry, optional[title], book)

    def get_book_template(self, entry: Any) -> Any:
        return self.work(entry, join(" ")[self.book("title"), optional[page_range], self.published()])

    def get_phdthesis_template(self, entry: Any) -> Any:
        where = join(", ")[self.kind_and_number(), publisher]
        return self.work(entry, emphasised[optional[title]], join(" ")[where, self.when()])

    def get_techreport_template(self, entry: Any) -> Any:
        return self.work(entry, emphasised[optional[title]], join(" ")[self.kind_and_number(), self.published()])

    def get_misc_template(self, entry: Any) -> Any:
        number = self.kind_and_number()
        archive = labelled("preprint_at")[optional[eprint]]
        what = sentences[optional[title], number, self.version(), optional_field("holder"), archive]
        return self.work(entry, join(" ")[what, self.published()])

    def work(self, entry: Any, *what: Any) -> Any:
        who = self.who(two=" & ", last=" & ", others=" ")
        head = [who, what[0]] if has_people(entry, "author") else [join(" ")[who, what[0]]]
        return sentences(end=".")[[*head, sentence_field("titleaddon"), *what[1:], self.details()]]

    def editors_first(self, **kwargs: Any) -> Any:
        return join(" ")[names("editor", **kwargs), enclosed[editor_word(period=False)]]

    def book(self, name: str) -> Any:
        """`*A Book* 2nd edn, A Series vol. 4`"""
        volume = join(" ")[optional_field("series"), self.title_volume()]
        return join(", ")[join(" ")[emphasised[optional[title(name)]], optional[edition]], volume]

    def published(self) -> Any:
        """`(Springer, 2019)`"""
        return enclosed[imprint(place_first=False), optional[year], status]

    def when(self) -> Any:
        return enclosed[optional[year], status]
