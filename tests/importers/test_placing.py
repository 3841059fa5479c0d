"""Titles of sections -> kinds."""

from __future__ import annotations

import pytest

from cvtex.importers.documents.placing import KINDS, kind_of_title, language_of_titles, type_of_title
from cvtex.importers.documents.section_titles import TITLES
from cvtex.locales.locale import languages

KIND_OF = {
    "EDUCATION": "education",
    "1. Professional Experience": "positions",
    "Teaching experience": "teaching",
    "Programming Languages": "skills",
    "Languages": "languages",
    "Publications and talks": "publications",
    "Honors & Awards": "awards",
    "Grants and Fellowships": "grants",
    "Research interests": "text",
    "Technical Skills": "skills",
    "References": "contacts",
    "Berufserfahrung": "positions",
    "Lehrveranstaltungen": "teaching",
    "Vorträge": "talks",
    "Préparations": None,
    "Expériences professionnelles": "positions",
    "Centres d’intérêt": "skills",
    "Formação acadêmica": "education",
    "Istruzione e formazione": "education",
    "Publikasjoner": "publications",
    "Työkokemus": "positions",
    "Doświadczenie zawodowe": "positions",
    "Опыт работы": "positions",
    "Публикации": "publications",
    "Δημοσιεύσεις": "publications",
    "Tanulmányok": "education",
    "Yayınlar": "publications",
    "教育经历": "education",
    "发表论文": "publications",
    "学歴": "education",
    "경력 사항": "positions",
    "التعليم": "education",
    "פרסומים": "publications",
    "Frogs and toads": None,
}


@pytest.mark.parametrize(("title", "kind"), KIND_OF.items())
def test_a_title_tells_the_kind(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind


def test_all_languages_have_titles_of_known_kinds() -> None:
    known = {one.partition("-")[0] for one in languages()}
    assert known <= set(TITLES)
    assert {kind for kinds in TITLES.values() for kind in kinds} == set(KINDS)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Journal articles", "article"), ("Buchkapitel", "incollection"), ("Books and articles", None), ("Talks", None)],
)
def test_a_heading_of_publications_tells_a_type(title: str, name: str | None) -> None:
    assert type_of_title(title) == name


@pytest.mark.parametrize(
    ("titles", "language"),
    [
        (["Education", "Professional Experience", "Publications", "Conference Proceedings"], ""),
        (["Formation", "Publications", "Langues"], "fr"),
        (["Ausbildung", "Publikationen"], "de"),
        (["Publications"], ""),
    ],
)
def test_titles_that_are_english_too_name_no_other_language(titles: list[str], language: str) -> None:
    assert language_of_titles(titles) == language
