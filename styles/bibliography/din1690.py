"""DIN ISO 690, author and date, as used in Germany.

WEBER, Leander, Sebastian LAPUSCHKIN und Wojciech SAMEK, 2022. Titel. *Information Fusion*. Bd. 77, Nr. 3, S. 261–295.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, given_names, has_any, has_people, is_read_online
from cvtex.cite.templates import (
    accessed,
    edition,
    editor_word,
    emphasised,
    enclosed,
    eprint,
    field,
    first_of,
    fixed,
    full_date,
    in_book,
    join,
    labelled,
    listed,
    names,
    optional,
    optional_field,
    pages_with_word,
    sentence_field,
    sentences,
    status,
    title,
    uncapitalised,
    year,
)


class Style(ReferenceStyle):
    prints_page_totals = True
    keeps_names_together = False

    def name(self, person: Person) -> str:
        return ", ".join(part for part in (family_name(person).upper(), given_names(person), person.suffix) if part)

    def running_name(self, person: Person) -> str:
        """`Leander WEBER`"""
        return " ".join(part for part in (given_names(person), family_name(person).upper(), person.suffix) if part)

    def running_names(self, role: str) -> Any:
        return names(role, form=self.running_name, others=" ")

    def editors_first(self, **kwargs: Any) -> Any:
        return join(" ")[names("editor", **kwargs), enclosed[editor_word]]

    def get_article_template(self, entry: Any) -> Any:
        journal = labelled("in_", colon=True)[emphasised[field("journal")]]
        return self.work(
            entry,
            optional[title],
            journal,
            listed[self.issue(entry), optional[pages_with_word]],
        )

    def get_incollection_template(self, entry: Any) -> Any:
        by = join(", ")[self.running_names("editor"), editor_word] if has_people(entry, "author") else ""
        book = in_book(colon=True)[sentences[optional[by], emphasised[optional[title("booktitle")]]]]
        pages = join(", ")[self.imprint(), optional[pages_with_word]]
        return self.work(entry, optional[title], book, optional[edition], pages, self.series(entry))

    def get_book_template(self, entry: Any) -> Any:
        pages = join(", ")[self.imprint(), optional[pages_with_word]]
        return self.work(entry, emphasised[optional[title]], optional[edition], pages, self.series(entry))

    def get_phdthesis_template(self, entry: Any) -> Any:
        return self.work(entry, emphasised[optional[title]], self.kind_and_number(), self.imprint())

    get_techreport_template = get_phdthesis_template

    def get_misc_template(self, entry: Any) -> Any:
        what = [emphasised[optional[title]], self.kind_and_number(), self.version(), optional[eprint]]
        return self.work(entry, *what, optional_field("holder"), self.imprint())

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """`Who, when. What. Where. Details. Links`"""
        who = self.who(form=self.running_name, first=self.name, others=" ")
        progress = enclosed("[", "]")[status] if "year" in entry.texts else status
        date = first_of[join(" ")[optional[year], progress], fixed("no_date")]
        read = enclosed("[", "]")[accessed]
        if is_read_online(entry):
            what = join(" ")[what, enclosed("[", "]")[uncapitalised[fixed("online")]]]
        head = [listed[who, date], what] if has_people(entry) else [what, date]
        return sentences(end=".")[
            [*head, sentence_field("titleaddon"), *where, self.details(before_url=read, url_word="available_from")]
        ]

    def issue(self, entry: Any) -> Any:
        """`Vol. 7, no. 3`, or the day of a newspaper."""
        if has_any(entry, "volume", "number"):
            return self.volume_and_number(capital=True)
        return full_date if has_any(entry, "day") else ""

    def series(self, entry: Any) -> Any:
        if "series" not in entry.texts:
            return self.volume_and_number(capital=True)
        return listed[field("series"), self.volume_and_number()]
