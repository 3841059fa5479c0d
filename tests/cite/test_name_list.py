"""Lists of people with an author limit or a collaboration, and how omitted people are indicated."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from references_document import marked, style_of

from cvtex.cite.references import cite
from cvtex.cite.style import ReferenceStyle
from cvtex.diagnostics import Span
from cvtex.locales.locale import locale_of
from cvtex.model.bibliography import Entry, Field
from cvtex.model.people import Owner, PersonName

PLACE = Span("test.bib")
# People in these tests have one letter each; S is the owner.
OWNER = Owner(span=PLACE, name=PersonName("", "S"))


def style(name: str, language: str, limit: int | None) -> ReferenceStyle:
    found = type(style_of(name))(locale_of(language))
    found.max_authors = limit
    return found


def authors(people: str, limit: int | None, language: str = "en", name: str = "classic", **fields: str) -> str:
    """The text before the year."""
    values = {"author": people, "title": "T", "year": "2020", **fields}
    entry = Entry("key", "misc", {field: Field(tex, PLACE) for field, tex in values.items()}, PLACE)
    return marked(cite([entry], style(name, language, limit), OWNER).value["key"].text).partition(" (2020)")[0]


def people(letters: str) -> str:
    """`ABC+` -> `A and B and C and others`"""
    return " and ".join("others" if letter == "+" else letter for letter in letters)


LIMITS = [
    # people    limit   printed
    ("ABCS", None, "A, B, C and **S**"),
    ("ABCS", 9, "A, B, C and **S**"),
    ("ABCS", 4, "A, B, C and **S**"),
    ("ABCS", 3, "A, B, C and **S**"),
    ("ABCS", 2, "A, B, … **S** (4th of 4)"),
    ("ABCS", 1, "A, … **S** (4th of 4)"),
    ("ABSC", 2, "A, B, **S**, … (4 authors)"),
    ("ABSC", 1, "A, … **S** (3rd of 4) …"),
    ("ASBC", 3, "A, **S**, B, … (4 authors)"),
    ("SABC", 1, "**S**, … (4 authors)"),
    ("SABC", 2, "**S**, A, … (4 authors)"),
    ("ABCD", 2, "A, B, … (4 authors)"),
    ("ABCDSEF", 2, "A, B, … **S** (5th of 7) …"),
    ("ABCDEFS", 2, "A, B, … **S** (7th of 7)"),
    ("AS", 1, "A and **S**"),
    ("S", 1, "**S**"),
    # The number of others is unknown.
    ("ABS+", None, "A, B, **S**, et al."),
    ("ABS+", 3, "A, B, **S**, et al."),
    ("ASBC+", 2, "A, **S**, et al."),
    ("ABCSD+", 2, "A, B, … **S** (4th of 5+), et al."),
    # Two people of the same name are both shown; the warning is tested elsewhere.
    ("ABCSDS", 2, "A, B, … **S** (4th of 6) … **S** (6th of 6)"),
    ("ABCSSD", 2, "A, B, … **S** (4th of 6) **S** (5th of 6) …"),
]


@pytest.mark.parametrize(("letters", "limit", "printed"), LIMITS)
def test_a_limit_keeps_the_first_ones_and_the_owner(letters: str, limit: int | None, printed: str) -> None:
    assert authors(people(letters), limit) == printed


@pytest.mark.parametrize(
    ("language", "position", "total"),
    [
        ("en", "A, … **S** (3rd of 4) …", "A, … (3 authors)"),
        ("de", "A, … **S** (3. von 4) …", "A, … (insgesamt 3)"),
        ("fr", "A, … **S** (3e sur 4) …", "A, … (3 auteurs)"),
        ("es", "A, … **S** (n.º 3 de 4) …", "A, … (3 en total)"),
        ("it", "A, … **S** (n. 3 di 4) …", "A, … (3 in totale)"),
    ],
)
def test_words_by_language(language: str, position: str, total: str) -> None:
    assert authors(people("ABSC"), 1, language) == position
    assert authors(people("ABC"), 1, language) == total


def test_the_limit_is_for_authors_alone() -> None:
    entry = Entry("key", "book", {"editor": Field("A and B and C", PLACE), "title": Field("T", PLACE)}, PLACE)
    printed = marked(cite([entry], style("classic", "en", 1), OWNER).value["key"].text)
    assert printed.startswith("A, B and C (eds.)")


def test_another_style_has_its_own_signs_between_names() -> None:
    assert authors(people("ABCD"), 4, name="apa") == "A, B, C, & D."
    assert authors(people("ABCDS"), 2, name="apa") == "A, B, … **S** (5th of 5)."
    assert authors(people("ABCSD"), 2, name="apa") == "A, B, … **S** (4th of 5) …"


LETTERS = st.lists(st.sampled_from("ABCDEFGHIJKLMNOPQR"), unique=True, min_size=1, max_size=12)


@given(
    LETTERS,
    st.none() | st.integers(0, 11),
    st.integers(1, 13),
    st.sampled_from(["classic", "apa"]),
    st.booleans(),
)
def test_the_number_of_people_is_right_and_their_order_kept(
    letters: list[str], place: int | None, limit: int, name: str, et_al: bool
) -> None:
    if place is not None:
        letters.insert(place, "S")
    printed = authors(people("".join(letters) + ("+" if et_al else "")), limit, name=name)
    shown = re.findall(r"\b[A-S]\b", printed)
    assert shown == [letter for i, letter in enumerate(letters) if i < limit or letter == "S"]
    assert ("…" in printed or "et al." in printed) == (et_al or len(shown) < len(letters))
    assert ("et al." in printed) == et_al
    numbers = re.findall(r"\((?:(\d+)\w\w of )?(\d+)\+?(?: authors)?\)", printed)
    for position, total in numbers:
        assert int(total) == len(letters)
        assert not position or letters[int(position) - 1] == "S"
    assert bool(numbers) or et_al or len(shown) == len(letters)


COLLABORATIONS = [
    # author                                      collaboration                          printed
    ("S and A", "ATLAS", "**S** and A for the ATLAS Collaboration"),
    ("S and A", "The ATLAS Collaboration", "**S** and A for the ATLAS Collaboration"),
    ("S and A", "ATLAS and CMS", "**S** and A for the ATLAS and CMS Collaborations"),
    (
        "S and A",
        "LIGO Scientific, Virgo, KAGRA",
        "**S** and A for the LIGO Scientific, Virgo and KAGRA Collaborations",
    ),
    ("S and others", "ATLAS", "**S**, et al. for the ATLAS Collaboration"),
    ("{ATLAS Collaboration} and S", "ATLAS", "ATLAS Collaboration and **S**"),
    ("S and A", "", "**S** and A"),
    ("", "ATLAS", "ATLAS"),
]


@pytest.mark.parametrize(("author", "collaboration", "printed"), COLLABORATIONS)
def test_people_speak_for_a_collaboration(author: str, collaboration: str, printed: str) -> None:
    assert authors(author, None, collaboration=collaboration) == printed


def test_a_collaboration_stands_after_a_shortened_list() -> None:
    assert authors(people("ABCS"), 1, collaboration="DES") == "A, … **S** (4th of 4) for the DES Collaboration"


def test_a_collaboration_by_language() -> None:
    assert authors("S", None, "de", collaboration="DES") == "**S** für die DES-Kollaboration"
    assert authors("S", None, "fr", collaboration="DES and CMS") == "**S** pour les collaborations DES et CMS"
