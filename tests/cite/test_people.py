"""A .bib name field -> people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.cite.people import People, Person, read_people, split_names

FIELDS = [
    # as in the .bib                                  people
    ("Ada Example", [Person(("Ada",), "Example")]),
    ("Example, Ada", [Person(("Ada",), "Example")]),
    ("Ada Maria Example", [Person(("Ada", "Maria"), "Example")]),
    ("Ada van der Example", [Person(("Ada",), "Example", "van der")]),
    ("van der Example, Ada", [Person(("Ada",), "Example", "van der")]),
    ("Example, Jr., Ada", [Person(("Ada",), "Example", suffix="Jr.")]),
    ("{De Leeuw}, Jan", [Person(("Jan",), "De Leeuw")]),
    ('J{\\"u}rgen M{\\"u}ller', [Person(("Jürgen",), "Müller")]),
    ("{\\O}yvind {\\AA}se", [Person(("Øyvind",), "Åse")]),
    ("A. Example and B. Other", [Person(("A.",), "Example"), Person(("B.",), "Other")]),
    ("A. Example AND B. Other", [Person(("A.",), "Example"), Person(("B.",), "Other")]),
    ("A. Example\n  and\n  B. Other", [Person(("A.",), "Example"), Person(("B.",), "Other")]),
    ("{Barnes and Noble}", [Person((), "Barnes and Noble")]),
    ("{Barnes and Noble} and A. Example", [Person((), "Barnes and Noble"), Person(("A.",), "Example")]),
    ("{The {ATLAS} Collaboration}", [Person((), "The ATLAS Collaboration")]),
    ("Plato", [Person((), "Plato")]),
    # Programs and people leave these behind.
    ("A. Example and", [Person(("A.",), "Example")]),
    ("and A. Example", [Person(("A.",), "Example")]),
    ("A. Example and and B. Other", [Person(("A.",), "Example"), Person(("B.",), "Other")]),
    ("\\textbf{Ada Example}", [Person(("Ada",), "Example")]),
    ("\\textbf{Example, Ada}", [Person(("Ada",), "Example")]),
    ("{\\bf Ada Example}", [Person(("Ada",), "Example")]),
    ('\\underline{M{\\"u}ller, A.}', [Person(("A.",), "Müller")]),
    ("A, B, C, D", [Person((), "A, B, C, D")]),
    ("Anderson and Brandt", [Person((), "Anderson"), Person((), "Brandt")]),
    ("", []),
    ("  ", []),
]


@pytest.mark.parametrize(("tex", "persons"), FIELDS)
def test_people(tex: str, persons: list[Person]) -> None:
    assert read_people(tex) == People(tuple(persons))


@pytest.mark.parametrize("tex", ["A. Example and others", "A. Example and Others", "A. Example and  others "])
def test_and_others_is_nobody(tex: str) -> None:
    assert read_people(tex) == People((Person(("A.",), "Example"),), et_al=True)


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (Person(("Ada", "M."), "Example", "van der", "Jr."), "Ada M. van der Example Jr."),
        (Person((), "The Group"), "The Group"),
    ],
)
def test_a_person_as_a_line(person: Person, line: str) -> None:
    assert str(person) == line


NAME = st.text("ABab.,-", min_size=1).filter(lambda name: name.strip().casefold() not in {"and", "others"})


@given(st.lists(NAME | NAME.map(lambda name: f"{{{name} and {name}}}"), min_size=1, max_size=5))
def test_names_that_are_joined_are_split_again(names: list[str]) -> None:
    assert split_names(" and ".join(names)) == [name.strip() for name in names]


@given(st.text(st.sampled_from("AabB{}\\\"',.~- $&%\n") | st.characters(), max_size=40) | st.text(max_size=20).map("A and {}".format))
def test_any_field_is_people(tex: str) -> None:
    for person in read_people(tex).persons:
        assert isinstance(str(person), str)
