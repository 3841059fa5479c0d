"""The format of the U.S. National Library of Medicine (Citing Medicine), also called Vancouver.

    Weber L, Lapuschkin S, Samek W. Title as written. Information Fusion. 2022 Jan;77(3):261-95.

All people are named. Journals are not abbreviated.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, has_people, initials, is_read_online
from cvtex.cite.templates import (
    accessed,
    capitalised,
    edition,
    editor_word,
    enclosed,
    eprint,
    field,
    first_of,
    fixed,
    full_date,
    in_book,
    join,
    kind,
    names,
    optional,
    optional_field,
    page_range,
    pages_with_word,
    sentence_field,
    sentences,
    status,
    title,
)


class Style(ReferenceStyle):
    english_words = {
        "PhD thesis": "dissertation",
        "Master's thesis": "master’s thesis",
        "total_pages": "{} p.",
    }
    prints_page_totals = True

    def name(self, person: Person) -> str:
        letters = initials(person, hyphen="", between="")
        return " ".join(part for part in (family_name(person), letters, person.suffix.rstrip(".")) if part)

    def running_names(self, role: str) -> Any:
        return names(role, two=", ", last=", ")

    def editors_first(self, **kwargs: Any) -> Any:
        return join(", ")[names("editor", **kwargs), editor_word("full_editor", "full_editors")]

    def get_article_template(self, entry: Any) -> Any:
        issue = join[optional_field("volume"), enclosed[optional_field("number")]]
        pages = optional[page_range(dash="-", short="nlm")]
        journal = join(" ")[field("journal"), self.medium(entry)]
        return self.work(entry, optional[title], journal, join(":")[join(";")[self.date(), issue], pages])

    def get_incollection_template(self, entry: Any) -> Any:
        by = optional[self.editors_first(two=", ", last=", ")] if has_people(entry, "author") else ""
        book = in_book(colon=True)[sentences[by, optional[title("booktitle")]]]
        return self.work(entry, optional[title], book, *self.published(entry))

    def get_book_template(self, entry: Any) -> Any:
        return self.work(entry, join(" ")[optional[title], self.medium(entry)], *self.published(entry))

    def get_phdthesis_template(self, entry: Any) -> Any:
        what = join(" ")[optional[title], enclosed("[", "]")[self.kind_and_number()]]
        return self.work(entry, what, self.imprint_and_date())

    def get_techreport_template(self, entry: Any) -> Any:
        what = join(" ")[optional[title], self.medium(entry)]
        return self.work(entry, what, self.imprint_and_date(), self.kind_and_number())

    def get_misc_template(self, entry: Any) -> Any:
        what = join(" ")[optional[title], first_of[enclosed("[", "]")[kind], self.medium(entry)]]
        holder = optional_field("holder")
        return self.work(
            entry,
            what,
            self.version(),
            optional_field("number"),
            holder,
            optional[eprint],
            self.imprint_and_date(),
        )

    def work(self, entry: Any, *what: Any) -> Any:
        who = self.who(two=", ", last=", ")
        return sentences(end=".")[
            who,
            what[0],
            sentence_field("titleaddon"),
            *what[1:],
            self.details(doi_word="doi: ", url_word="available_from"),
        ]

    def published(self, entry: Any) -> list[Any]:
        """Edition, imprint, pages, and the series in brackets. Without a series, the volume precedes the imprint."""
        pages = optional[pages_with_word(many="one_page", dash="-", short="nlm")]
        if "series" not in entry.texts:
            return [optional[edition], self.volume_and_number(capital=True), self.imprint_and_date(), pages]
        series = enclosed(sep="; ")[field("series"), self.volume_and_number()]
        return [optional[edition], self.imprint_and_date(), pages, series]

    def imprint_and_date(self) -> Any:
        return join("; ")[self.imprint(), self.date()]

    def date(self) -> Any:
        """`2002 Jul 25`, `Forthcoming 2022`, `2001 [cited 2002 Jul 9]`."""
        cited = enclosed("[", "]")[accessed(word="cited", form="year first")]
        return join(" ")[capitalised[status], capitalised[optional[full_date("year first")]], cited]

    def medium(self, entry: Any) -> Any:
        return enclosed("[", "]")[fixed("internet")] if is_read_online(entry) else ""
