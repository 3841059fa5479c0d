"""Family name and initials, year, title in quotation marks, place of publication.

Weber L, Lapuschkin S and Samek W (2022). “Title”. In: Information Fusion 77:261–295. Award. Links
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
    howpublished,
    in_book,
    join,
    labelled,
    optional,
    optional_field,
    page_range,
    publisher,
    quoted,
    sentence_field,
    sentences,
    status,
    title,
    year,
)


class Style(ReferenceStyle):
    prints_page_totals = True

    def name(self, person: Person) -> str:
        return " ".join(part for part in (family_name(person), initials(person), person.suffix) if part)

    def get_article_template(self, entry: Any) -> Any:
        venue = join(" ")[emphasised[field("journal")], self.volume_and_pages()]
        return self.work(entry, quoted[optional[title]], labelled("in_", colon=True)[venue])

    def get_incollection_template(self, entry: Any) -> Any:
        series = emphasised[sentences[optional[title("booktitle")], optional_field("series")]]
        venue = join(" ")[series, enclosed[optional[edition]], self.volume_and_pages()]
        where = join(", ")[optional[editors], venue] if has_people(entry, "author") else venue
        return self.work(entry, quoted[optional[title]], in_book(colon=True)[where], self.publisher())

    def get_book_template(self, entry: Any) -> Any:
        number = optional_field("number")
        volume = join[field("volume"), enclosed[number]] if "volume" in entry.texts else number
        series = join(" ")[emphasised[optional_field("series")], volume, optional[page_range]]
        whole = join(" ")[emphasised[optional[title]], enclosed[optional[edition]]]
        return self.work(entry, whole, series, self.publisher())

    def get_phdthesis_template(self, entry: Any) -> Any:
        return self.work(entry, quoted[optional[title]], join(", ")[self.kind_and_number(), self.institution()])

    get_techreport_template = get_phdthesis_template

    def get_misc_template(self, entry: Any) -> Any:
        number = join(" ")[optional_field("type"), optional_field("number")]
        where = join(", ")[self.version(), number, optional[eprint], optional_field("holder")]
        return self.work(entry, quoted[optional[title]], where, self.publisher())

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """`Who (when). What. Where (status). Details. Links.`"""
        when = enclosed[optional[year]]
        head = [join(" ")[self.who(), when], what] if has_people(entry) else [join(" ")[what, when]]
        head.append(sentence_field("titleaddon"))
        details = self.details(sep=" | ", bare=("doi", "url", "code"), in_full=())
        return sentences[[*head, join(" ")[where[0], enclosed[status]], *where[1:], details]]

    def award(self) -> Any:
        return emphasised[optional_field("award")]

    def volume_and_pages(self) -> Any:
        """`77:261–295`, `3(2):14:1–27`, `5`, or the pages alone."""
        volume = join[optional_field("volume"), enclosed[optional_field("number")]]
        return join(":")[volume, optional[page_range]]

    def publisher(self) -> Any:
        return join(", ")[publisher, howpublished, optional_field("address")]
