"""Family name and initials, year, title in quotation marks, place of publication.

    Weber L, Lapuschkin S and Samek W (2022). “Title”. In: Information Fusion 77:261–295. Award. Links
"""

from __future__ import annotations

from typing import Any

from cvtex.cite.people import Person
from cvtex.cite.style import ReferenceStyle, family_name, initials
from cvtex.cite.templates import (
    editors,
    emphasised,
    field,
    first_of,
    fixed,
    join,
    link_list,
    names,
    optional,
    page_range,
    quoted,
    sentences,
    year,
)


class Style(ReferenceStyle):
    def name(self, person: Person) -> str:
        return " ".join(part for part in (family_name(person), initials(person), person.suffix) if part)

    def get_article_template(self, entry: Any) -> Any:
        venue = join[emphasised[field("journal")], optional[" ", self.volume_and_pages()]]
        return self.entry(self.contained_in(venue))

    def get_inproceedings_template(self, entry: Any) -> Any:
        venue = join[
            emphasised[field("booktitle")],
            optional[". ", emphasised[field("series")]],
            optional[" ", self.volume_and_pages()],
        ]
        return self.entry(self.contained_in(venue), optional[self.publisher()])

    get_incollection_template = get_inproceedings_template
    get_inbook_template = get_inproceedings_template

    def get_phdthesis_template(self, entry: Any) -> Any:
        school = first_of[optional[field("school")], optional[field("institution")]]
        return self.entry(join(", ")[optional[field("type")], school, optional[field("address")]])

    get_mastersthesis_template = get_phdthesis_template
    get_techreport_template = get_phdthesis_template

    def get_misc_template(self, entry: Any) -> Any:
        venue = join[emphasised[field("journal")], optional[" ", self.volume_and_pages()]]
        return self.entry(
            first_of[optional[self.contained_in(venue)], optional[field("howpublished")]],
            optional[self.publisher()],
        )

    def entry(self, *where: Any) -> Any:
        """Who (when). “What”. Where (status). What else is to be said of it. Links"""
        who = first_of[optional[names("author")], optional[editors]]
        status = optional["(", field("pubstate"), ")"]
        return sentences[
            join(" ")[who, optional["(", year, ")"]],
            optional[quoted[field("title")]],
            join(" ")[where[0], status],
            *where[1:],
            optional[emphasised[field("award")]],
            optional[field("note")],
            optional[link_list],
        ]

    def contained_in(self, venue: Any) -> Any:
        return join[fixed("in_"), ": ", venue]

    def volume_and_pages(self) -> Any:
        """`77:261–295`, `3(2):14:1–27`, `5`, or the pages alone."""
        volume = join[field("volume"), optional["(", field("number"), ")"]]
        return first_of[optional[volume, ":", page_range], optional[volume], page_range]

    def publisher(self) -> Any:
        return join(", ")[field("publisher"), optional[field("address")]]
