"""Family name and initials, year, title in quotation marks, place of publication.

    Weber L, Lapuschkin S and Samek W (2022). “Title”. In: Information Fusion 77:261–295. Award. Links
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
    quoted,
    sentences,
    title,
)


class Style(ReferenceStyle):
    def name(self, person: Person) -> str:
        return " ".join(part for part in (family_name(person), initials(person), person.suffix) if part)

    def get_article_template(self, entry: Any) -> Any:
        if "journal" not in entry.texts:
            return self.get_misc_template(entry)
        venue = join(" ")[emphasised[field("journal")], optional[self.volume_and_pages()]]
        return self.work(entry, quoted[optional[title]], self.contained_in(venue))

    def get_inproceedings_template(self, entry: Any) -> Any:
        if not {"booktitle", "series"} & entry.texts.keys():
            return self.get_misc_template(entry)
        series = sentences[emphasised[optional[title("booktitle")]], emphasised[optional[field("series")]]]
        venue = join(" ")[series, enclosed[optional[edition]], optional[self.volume_and_pages()]]
        where = join(", ")[optional[editors], venue] if has_people(entry, "author") else venue
        return self.work(entry, quoted[optional[title]], self.contained_in(where), self.publisher())

    get_incollection_template = get_inproceedings_template

    def get_inbook_template(self, entry: Any) -> Any:
        is_part = "booktitle" in entry.texts
        return self.get_inproceedings_template(entry) if is_part else self.get_book_template(entry)

    def get_book_template(self, entry: Any) -> Any:
        volume = join(" ")[
            emphasised[optional[field("series")]],
            first_of[optional[field("volume")], optional[field("number")]],
            optional[page_range],
        ]
        whole = join(" ")[emphasised[optional[title]], enclosed[optional[edition]]]
        return self.work(entry, whole, volume, self.publisher())

    get_proceedings_template = get_book_template
    get_periodical_template = get_book_template
    get_manual_template = get_book_template
    get_booklet_template = get_book_template

    def get_phdthesis_template(self, entry: Any) -> Any:
        return self.thesis(entry, "phd_thesis")

    def get_mastersthesis_template(self, entry: Any) -> Any:
        return self.thesis(entry, "masters_thesis")

    def thesis(self, entry: Any, kind: str) -> Any:
        where = join(", ")[
            first_of[optional[field("type")], fixed(kind)], optional[field("school")], optional[field("address")]
        ]
        return self.work(entry, quoted[optional[title]], where)

    def get_techreport_template(self, entry: Any) -> Any:
        kind = join(" ")[first_of[optional[field("type")], fixed("report")], optional[field("number")]]
        where = join(", ")[kind, optional[field("institution")], optional[field("address")]]
        return self.work(entry, quoted[optional[title]], where)

    def get_misc_template(self, entry: Any) -> Any:
        if "journal" in entry.texts:
            return self.get_article_template(entry)
        if "booktitle" in entry.texts:
            return self.get_inproceedings_template(entry)
        number = join(" ")[optional[field("type")], optional[field("number")]]
        version = capitalised[labelled("version")[optional[field("version")]]]
        where = join(", ")[version, number, optional[eprint], optional[field("holder")]]
        return self.work(entry, quoted[optional[title]], where, self.publisher())

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """Who (when). What. Where (status). What else is to be said of it. Links."""
        year = enclosed[optional[field("year")]]
        who = first_of[optional[names("author")], optional[editors], optional[names("translator")]]
        head = [join(" ")[who, year], what] if has_people(entry) else [join(" ")[what, year]]
        status = enclosed[first_of[optional[field("pubstate")], optional[field("status")]]]
        address = ("url", "code") if entry.links.get("url") else ("doi", "code")
        return sentences[
            [
                *head,
                join(" ")[where[0], status],
                *where[1:],
                emphasised[optional[field("award")]],
                optional[field("note")],
                optional[field("addendum")],
                optional[link_list(address)],
            ]
        ]

    def contained_in(self, venue: Any) -> Any:
        return labelled("in_", ": ")[venue]

    def volume_and_pages(self) -> Any:
        """`77:261–295`, `3(2):14:1–27`, `5`, or the pages alone."""
        volume = join[optional[field("volume")], enclosed[optional[field("number")]]]
        return join(":")[volume, optional[page_range]]

    def publisher(self) -> Any:
        publisher = first_of[optional[field("publisher")], optional[field("organization")], optional[field("institution")]]
        return join(", ")[publisher, optional[field("howpublished")], optional[field("address")]]
