"""Author and date, as in the seventeenth edition of the Chicago Manual of Style.

Weber, Leander, Sebastian Lapuschkin, and Wojciech Samek. 2022. “Title as Written.” *Information Fusion* 77 (3):
261–295.
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, given_names, has_any, has_people
from cvtex.cite.templates import (
    accessed,
    capitalised,
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
    numbered,
    optional,
    optional_field,
    others,
    page_range,
    quoted,
    sentence_field,
    sentences,
    status,
    title,
    year,
)


class Style(ReferenceStyle):
    english_words = {
        "PhD thesis": "PhD diss.",
    }
    american_quotes = True
    keeps_names_together = False

    def name(self, person: Person) -> str:
        return " ".join(part for part in (given_names(person), family_name(person), person.suffix) if part)

    def inverted_name(self, person: Person) -> str:
        """`Weber, Leander`, for the first person."""
        return ", ".join(part for part in (family_name(person), given_names(person), person.suffix) if part)

    def running_names(self, role: str) -> Any:
        return names(role, two=self.locale.and_, last=self.locale.last_and)

    def editors_first(self, **kwargs: Any) -> Any:
        return join(", ")[names("editor", **kwargs), editor_word]

    def get_article_template(self, entry: Any) -> Any:
        journal, number = emphasised[field("journal")], optional_field("number")
        when = full_date("without year", day=False)
        if not has_any(entry, "volume", "number"):
            return self.work(entry, *self.part(), listed[journal, self.day(entry), self.pages()])
        if "month" in entry.texts or "volume" not in entry.texts:
            issue = join(", ")[join(" ")[journal, optional_field("volume")], numbered("number", "number")]
            issue = join(" ")[issue, enclosed[when]]
        else:
            issue = join(" ")[journal, field("volume"), enclosed[number]]
        return self.work(entry, *self.part(), join(": ")[issue, self.pages()])

    def get_incollection_template(self, entry: Any) -> Any:
        # `2:33–35`, in a work of several volumes.
        is_in_volume = has_any(entry, "volume") and has_any(entry, "pages") and not has_any(entry, "series", "number")
        book = listed[
            emphasised[optional[title("booktitle")]],
            optional[edition],
            self.by("editor") if has_people(entry, "author") else "",
            self.by("translator"),
            join(":")[field("volume"), self.pages()] if is_in_volume else self.pages(),
        ]
        series = "" if is_in_volume else self.series(entry)
        return self.work(entry, *self.part(), in_book[book], series, self.imprint())

    def get_book_template(self, entry: Any) -> Any:
        by = [capitalised[self.by(role)] for role in ("editor", "translator")]
        what = [emphasised[optional[title]], *by, optional[edition], self.series(entry), self.pages()]
        return self.work(entry, *what, self.imprint())

    def get_phdthesis_template(self, entry: Any) -> Any:
        where = join(", ")[self.kind_and_number(), self.institution()]
        return self.work(entry, *self.part(), where)

    def get_techreport_template(self, entry: Any) -> Any:
        return self.work(entry, emphasised[optional[title]], self.kind_and_number(), self.imprint())

    def get_misc_template(self, entry: Any) -> Any:
        what = [*self.part(), self.kind_and_number(), self.version(), optional[eprint]]
        return self.work(entry, *what, optional_field("holder"), self.imprint(), self.day(entry))

    def work(self, entry: Any, what: Any, *where: Any) -> Any:
        """`Who. When. What. Where. Details. Links`"""
        and_ = self.locale.last_and
        who = self.who(two=and_, last=and_, first=self.inverted_name)
        date = first_of[capitalised[join(", ")[optional[year], status]], fixed("no_date")]
        head = [who, date, what] if has_people(entry) else [what, date]
        read = "" if "year" in entry.texts else capitalised[accessed]
        return sentences(end=".")[[*head, *where, self.details(before_url=read)]]

    def by(self, role: str) -> Any:
        """`edited by Ada Example`, unless the editors head the reference."""
        word = "edited_by" if role == "editor" else "translated_by"
        two, last = self.locale.and_, self.locale.last_and
        return optional[labelled(word)[others(role, two=two, last=last, form=self.running_name)]]

    def part(self) -> list[Any]:
        return [quoted[optional[title]], sentence_field("titleaddon")]

    def pages(self) -> Any:
        return optional[page_range(short="chicago")]

    def day(self, entry: Any) -> Any:
        """`March 8, 2017`, of newspapers and web pages. The year alone stands at the head."""
        has_day = entry.type in ("article", "online", "unpublished") and has_any(entry, "month")
        return full_date if has_day and not has_any(entry, "eprint") else ""

    def series(self, entry: Any) -> Any:
        """`A Series 4`, or `Vol. 4` for a work in several volumes."""
        if "series" not in entry.texts:
            return self.volume_and_number(capital=True)
        if "volume" not in entry.texts:
            return join(" ")[field("series"), optional_field("number")]
        return join(", ")[join(" ")[field("series"), field("volume")], numbered("number", "number")]
