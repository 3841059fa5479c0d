"""Author and date, as in the seventh edition of the Publication Manual of the American Psychological Association.

    Weber, L., Lapuschkin, S., & Samek, W. (2022). Title as written. *Information Fusion*, *77*(3), 261–295. https://doi…

Titles keep their capitals, for no program knows a name from another word. All people are named, also of works with more
than twenty: a CV must show its owner.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, has_people, initials
from cvtex.cite.templates import (
    capitalised,
    edition,
    editors,
    emphasised,
    enclosed,
    eprint,
    field,
    first_of,
    fixed,
    join,
    labelled,
    link_list,
    names,
    optional,
    page_range,
    pages_with_word,
    sentences,
    title,
)


class Style(ReferenceStyle):
    capital_editors = True

    def name(self, person: Person) -> str:
        return ", ".join(part for part in (family_name(person), initials(person, after="."), person.suffix) if part)

    def running_name(self, person: Person) -> str:
        """`S. Lapuschkin`, for editors."""
        name = " ".join(part for part in (initials(person, after="."), family_name(person)) if part)
        return ", ".join(part for part in (name, person.suffix) if part)

    def get_article_template(self, entry: Any) -> Any:
        if "journal" not in entry.texts:
            return self.get_misc_template(entry)
        issue = join[emphasised[optional[field("volume")]], enclosed[optional[field("number")]]]
        journal = join(", ")[emphasised[field("journal")], issue, optional[page_range]]
        return self.work(entry, optional[title], journal)

    def get_inproceedings_template(self, entry: Any) -> Any:
        if not {"booktitle", "series"} & entry.texts.keys():
            return self.get_misc_template(entry)
        place = enclosed[
            optional[edition], optional[field("series")], self.volume(), optional[pages_with_word]
        ]
        book = join(" ")[emphasised[optional[title("booktitle")]], place]
        by = optional[editors(two=" & ", last=", & ", form=self.running_name)] if has_people(entry, "author") else ""
        return self.work(entry, optional[title], labelled("in_")[join(", ")[by, book]], self.publisher())

    get_incollection_template = get_inproceedings_template

    def get_inbook_template(self, entry: Any) -> Any:
        is_part = "booktitle" in entry.texts
        return self.get_inproceedings_template(entry) if is_part else self.get_book_template(entry)

    def get_book_template(self, entry: Any) -> Any:
        place = enclosed[
            optional[edition], optional[field("series")], self.volume(), optional[pages_with_word]
        ]
        return self.work(entry, join(" ")[self.whole(), place], self.publisher())

    get_proceedings_template = get_book_template
    get_periodical_template = get_book_template
    get_manual_template = get_book_template
    get_booklet_template = get_book_template

    def get_phdthesis_template(self, entry: Any) -> Any:
        return self.thesis(entry, "phd_thesis")

    def get_mastersthesis_template(self, entry: Any) -> Any:
        return self.thesis(entry, "masters_thesis")

    def thesis(self, entry: Any, kind: str) -> Any:
        kind_and_school = enclosed("[", "]")[first_of[optional[field("type")], fixed(kind)], optional[field("school")]]
        return self.work(entry, join(" ")[self.whole(), kind_and_school])

    def get_techreport_template(self, entry: Any) -> Any:
        number = join(" ")[first_of[optional[field("type")], fixed("report")], optional[field("number")]]
        return self.work(entry, join(" ")[self.whole(), enclosed[number]], self.publisher())

    def get_software_template(self, entry: Any) -> Any:
        return self.published_alone(entry, fixed("software"))

    def get_dataset_template(self, entry: Any) -> Any:
        return self.published_alone(entry, fixed("dataset"))

    def get_misc_template(self, entry: Any) -> Any:
        if "journal" in entry.texts:
            return self.get_article_template(entry)
        if "booktitle" in entry.texts:
            return self.get_inproceedings_template(entry)
        return self.published_alone(entry)

    def published_alone(self, entry: Any, kind: Any = "") -> Any:
        number = join(" ")[optional[field("type")], optional[field("number")]]
        version = capitalised[labelled("version")[optional[field("version")]]]
        what = join(" ")[self.whole(), enclosed[number, version], enclosed("[", "]")[kind]]
        return self.work(entry, what, optional[eprint], optional[field("holder")], self.publisher())

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """Who. (When). What. Where. What else is to be said of it. Links"""
        who = first_of[
            optional[names("author", two=", & ", last=", & ")],
            optional[editors(two=", & ", last=", & ")],
            optional[names("translator", two=", & ", last=", & ")],
        ]
        status = first_of[optional[field("pubstate")], optional[field("status")]]
        date = enclosed[first_of[join(", ")[optional[field("year")], status], fixed("no_date")]]
        return sentences(end=".")[
            [
                *([who, date, what] if has_people(entry) else [what, date]),
                *where,
                optional[field("award")],
                optional[field("note")],
                optional[field("addendum")],
                first_of[
                    optional[link_list(("doi",), in_full=True)], optional[link_list(("url",), sep=" ", in_full=True)]
                ],
                optional[link_list(("code",), sep=" ", in_full=True)],
            ]
        ]

    def whole(self) -> Any:
        """The title of what stands alone."""
        return emphasised[optional[title]]

    def volume(self) -> Any:
        return labelled("volume")[first_of[optional[field("volume")], optional[field("number")]]]

    def publisher(self) -> Any:
        publisher = first_of[optional[field("publisher")], optional[field("organization")], optional[field("institution")]]
        return join(", ")[publisher, optional[field("howpublished")]]
