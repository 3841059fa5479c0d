"""The reference format of the Association for Computing Machinery, without numbers.

Leander Weber, Sebastian Lapuschkin, and Wojciech Samek. 2022. Title as written. *Information Fusion* 77, 3 (Jan. 2022),
261–295.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, given_names, has_any, has_imprint, has_people
from cvtex.cite.templates import (
    accessed,
    capitalised,
    edition,
    editors,
    emphasised,
    enclosed,
    eprint,
    field,
    first_of,
    fixed,
    full_date,
    imprint,
    in_book,
    join,
    names,
    numbered,
    optional,
    optional_field,
    page_range,
    sentence_field,
    sentences,
    status,
    title,
    year,
)


class Style(ReferenceStyle):
    english_words = {
        "PhD thesis": "Ph.D. Dissertation",
        "accessed": "retrieved {} from",
    }
    american_quotes = True
    capital_editors = True
    keeps_names_together = False

    def name(self, person: Person) -> str:
        return " ".join(part for part in (given_names(person), family_name(person), person.suffix) if part)

    def running_names(self, role: str) -> Any:
        return names(role, last=self.locale.last_and)

    def get_article_template(self, entry: Any) -> Any:
        article = numbered("article", "eid", capital=True)
        issue = join(", ")[optional_field("volume"), optional_field("number"), article]
        date = enclosed[optional[full_date("month first", day=not has_any(entry, "volume", "number"))]]
        is_issue = has_any(entry, "volume", "number", "month")
        volume = join(" ")[emphasised[field("journal")], issue, date if is_issue else ""]
        return self.work(entry, optional[title], join(", ")[volume, optional[page_range]])

    def get_incollection_template(self, entry: Any) -> Any:
        book = join(" ")[emphasised[optional[title("booktitle")]], enclosed[optional[edition]], enclosed[self.series()]]
        by = optional[editors(last=self.locale.last_and)] if has_people(entry, "author") else ""
        if has_imprint(entry):
            where = join(", ")[self.imprint(), optional[page_range]]
            return self.work(entry, optional[title], in_book[join(", ")[book, by]], where)
        return self.work(entry, optional[title], in_book[join(", ")[book, by, optional[page_range]]])

    def get_book_template(self, entry: Any) -> Any:
        what = join(" ")[emphasised[optional[title]], enclosed[optional[edition]]]
        return self.work(entry, what, self.series(), join(", ")[self.imprint(), optional[page_range]])

    def get_phdthesis_template(self, entry: Any) -> Any:
        return self.work(entry, emphasised[optional[title]], self.kind_and_number(), self.imprint())

    get_techreport_template = get_phdthesis_template

    def get_misc_template(self, entry: Any) -> Any:
        what = [optional[title], self.kind_and_number(), self.version(), optional[eprint]]
        when = enclosed[full_date] if entry.type == "online" and "month" in entry.texts else ""
        return self.work(entry, *what, optional_field("holder"), self.imprint(), when)

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """`Who. When. What. Where. Details. Links`"""
        date = first_of[capitalised[join(", ")[optional[year], status]], enclosed("[", "]")[fixed("no_date")]]
        who = self.who(last=self.locale.last_and)
        head = [who, date, what] if has_people(entry) else [what, date]
        return sentences(end=".")[
            [*head, sentence_field("titleaddon"), *where, self.details(before_url=capitalised[accessed])]
        ]

    def series(self) -> Any:
        """`LNCS, Vol. 12`"""
        return join(", ")[optional_field("series"), self.volume_and_number(capital=True)]

    def imprint(self) -> Any:
        return imprint(place_first=False)
