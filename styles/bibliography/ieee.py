"""The format of the IEEE Reference Guide, without numbers in brackets.

L. Weber, S. Lapuschkin, and W. Samek, “Title as written,” *Information Fusion*, vol. 77, no. 3, pp. 261–295, Jan. 2022.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, has_any, has_imprint, has_people, initials, is_issue
from cvtex.cite.templates import (
    accessed,
    capitalised,
    edition,
    editor_word,
    emphasised,
    enclosed,
    eprint,
    field,
    fixed,
    full_date,
    howpublished,
    in_book,
    join,
    labelled,
    link_list,
    listed,
    names,
    numbered,
    optional,
    optional_field,
    pages_with_word,
    quoted,
    sentences,
    status,
    title,
    uncapitalised,
    with_links,
)


class Style(ReferenceStyle):
    english_words = {
        "PhD thesis": "Ph.D. dissertation",
        "Master's thesis": "M.S. thesis",
        "Technical report": "Tech. Rep.",
        "accessed": "accessed: {}",
    }
    american_quotes = True
    capital_editors = True

    def name(self, person: Person) -> str:
        return " ".join(part for part in (initials(person, after="."), family_name(person), person.suffix) if part)

    def running_names(self, role: str) -> Any:
        return names(role, last=self.locale.last_and, others=" ")

    def editors_first(self, **kwargs: Any) -> Any:
        return join(", ")[names("editor", **kwargs), editor_word]

    def get_article_template(self, entry: Any) -> Any:
        volume, pages = self.volume_and_number(), optional[pages_with_word(article="article_number")]
        return self.work(entry, self.part(), emphasised[field("journal")], volume, pages, self.date(entry))

    def get_incollection_template(self, entry: Any) -> Any:
        by = optional[self.editors_first(last=self.locale.last_and, others=" ")] if has_people(entry, "author") else ""
        book = uncapitalised[in_book[emphasised[optional[title("booktitle")]]]]
        return self.published(entry, self.part(), book, optional[edition], by, *self.series())

    def get_book_template(self, entry: Any) -> Any:
        return self.published(entry, emphasised[optional[title]], optional[edition], *self.series())

    def get_phdthesis_template(self, entry: Any) -> Any:
        return self.work(entry, self.part(), self.kind_and_number(), self.institution(), self.date(entry))

    def get_techreport_template(self, entry: Any) -> Any:
        return self.work(entry, self.part(), self.institution(), self.kind_and_number(), self.date(entry))

    def get_misc_template(self, entry: Any) -> Any:
        what = [
            self.part(),
            labelled("version")[optional_field("version")],
            self.kind_and_number(),
            optional_field("holder"),
        ]
        return self.work(entry, *what, self.imprint(), self.date(entry), optional[eprint])

    def published(self, entry: Any, *what: Any) -> Any:
        """The work, then its imprint in a sentence of its own, unless only the date is known."""
        when = [self.date(entry), numbered("chapter", "chapter"), optional[pages_with_word]]
        if entry.type == "inproceedings" and not has_any(entry, "publisher", "organization", "institution", "school"):
            # The address is the conference's.
            return self.work(entry, *what, howpublished, optional_field("address"), *when)
        if has_imprint(entry):
            return self.work(entry, *what, then=listed[self.imprint(), *when])
        return self.work(entry, *what, *when)

    def work(self, entry: Any, *what: Any, then: Any = "") -> Any:
        who = self.who(last=self.locale.last_and, others=" ")
        read = capitalised[accessed(form="month first")]
        online = sentences[read, enclosed("[", "]")[capitalised[fixed("online")]]]
        if entry.links.get("url") and not entry.links.get("doi"):
            return sentences(end=".")[listed[who, *what], then, self.details(before_url=online, url_word="available")]
        links = link_list(doi_word="doi: ", before_url=online, url_word="available")
        return with_links(self.further(), links)[sentences[listed[who, *what], then]]

    def part(self) -> Any:
        return quoted[optional[title]]

    def series(self) -> list[Any]:
        return [labelled("series")[optional_field("series")], self.volume_and_number()]

    def date(self, entry: Any) -> Any:
        return listed[optional[full_date("month first", day=not is_issue(entry))], status]
