"""A name in one line of cv.yaml -> its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person as BibtexPerson

from cvtex.model.people import PersonName
from cvtex.text.names import read_name

LINES = [
    # as written                      given           particle     family             suffix
    ("Ada Example", ("Ada", "", "Example", "")),
    ("Ada Maria Example", ("Ada Maria", "", "Example", "")),
    ("  Ada   Example ", ("Ada", "", "Example", "")),
    ("Ada van der Example", ("Ada", "van der", "Example", "")),
    ("Ada de la Cruz Example", ("Ada", "de la", "Cruz Example", "")),
    ("García de Paredes, Ana", ("Ana", "", "García de Paredes", "")),
    ("Example, Ada", ("Ada", "", "Example", "")),
    ("van der Example, Ada", ("Ada", "van der", "Example", "")),
    ("García Márquez, Gabriel", ("Gabriel", "", "García Márquez", "")),
    ("Example, Jr., Ada", ("Ada", "", "Example", "Jr.")),
    ("Ada Example, Jr.", ("Ada", "", "Example", "Jr.")),
    ("Ada van Example, III", ("Ada", "van", "Example", "III")),
    ("Example, V", ("V", "", "Example", "")),
    ("Plato", ("", "", "Plato", "")),
    ("Øyvind Åse", ("Øyvind", "", "Åse", "")),
    ("李 伟", ("伟", "", "李", "")),
    ("李, 伟", ("伟", "", "李", "")),
    ("李伟", ("", "", "李伟", "")),
    ("山田 太郎", ("太郎", "", "山田", "")),
    ("김 민수", ("민수", "", "김", "")),
    ("Αδα Παράδειγμα", ("Αδα", "", "Παράδειγμα", "")),
    ("Иван Иванов", ("Иван", "", "Иванов", "")),
    ("Иванов И. И.", ("И. И.", "", "Иванов", "")),
    ("van der Berg L.", ("L.", "van der", "Berg", "")),
    ("Robert King Jr.", ("Robert", "", "King", "Jr.")),
    ("King, Robert, Jr.", ("Robert", "", "King", "Jr.")),
    ("King, Robert Jr.", ("Robert", "", "King", "Jr.")),
    ("King Jr., Robert", ("Robert", "", "King", "Jr.")),
    ("King 3rd, Robert", ("Robert", "", "King", "3rd")),
    ("Silva, Filho, José", ("José", "", "Silva", "Filho")),
    ("King, MD", ("MD", "", "King", "")),
    ("PD James", ("PD", "", "James", "")),
    ("Rahman, Md.", ("Md.", "", "Rahman", "")),
    ("Li, Ma", ("Ma", "", "Li", "")),
    ("Dr. King", ("Dr.", "", "King", "")),
]


@pytest.mark.parametrize(("line", "parts"), LINES)
def test_name(line: str, parts: tuple[str, str, str, str]) -> None:
    given_names, particle, family, suffix = parts
    assert read_name(line) == PersonName(given_names, family, particle, suffix)


HEADINGS = [
    # as written                          title                   plain name          degrees         in another script
    ("Robert King, PhD", ("", "Robert King", "PhD", "")),
    ("Robert King, Jr., Ph.D., FRS", ("", "Robert King, Jr.", "Ph.D., FRS", "")),
    ("Robert King Ph. D.", ("", "Robert King", "Ph. D.", "")),
    ("King, Robert, MD", ("", "Robert King", "MD", "")),
    ("King, PhD, Robert", ("", "Robert King", "PhD", "")),
    ("Robert King, M.D., PhD", ("", "Robert King", "M.D., PhD", "")),
    # Anything after a degree is a degree.
    ("Robert King, PhD, CEng", ("", "Robert King", "PhD, CEng", "")),
    ("Suharto, PhD", ("", "Suharto", "PhD", "")),
    ("Dr. Robert King", ("Dr.", "Robert King", "", "")),
    ("King, Dr. Robert", ("Dr.", "Robert King", "", "")),
    ("Prof. Dr. rer. nat. Vera v. Beispiel", ("Prof. Dr. rer. nat.", "Vera v. Beispiel", "", "")),
    ("PD Dr. Vera Beispiel", ("PD Dr.", "Vera Beispiel", "", "")),
    ("Vera Beispiel, Dr. rer. nat.", ("", "Vera Beispiel", "Dr. rer. nat.", "")),
    ("Wei Zhang 张伟", ("", "Wei Zhang", "", "张伟")),
    ("Wei Zhang (张伟)", ("", "Wei Zhang", "", "张伟")),
    ("Taro Yamada（山田 太郎）", ("", "Taro Yamada", "", "山田太郎")),
    ("Ivan Petrov (Иван Петров)", ("", "Ivan Petrov", "", "Иван Петров")),
    ("Wei 张", ("", "Wei 张", "", "")),
    ("Robert (Bob) King", ("", "Robert (Bob) King", "", "")),
]


@pytest.mark.parametrize(("line", "parts"), HEADINGS)
def test_title_degrees_and_native_name(line: str, parts: tuple[str, str, str, str]) -> None:
    name = read_name(line)
    assert name is not None
    assert (name.title, str(name), name.degrees, str(name.native or "")) == parts


@pytest.mark.parametrize("line", ["", "  ", ",", ", Ada", "A, B, C, D"])
def test_a_line_without_a_family_name(line: str) -> None:
    name = read_name(line)
    assert name is None or not name.family


WORDS = st.lists(st.sampled_from(["Ada", "Maria", "de", "van", "Example", "Cruz", "Öz"]), min_size=1, max_size=5)


@given(WORDS, WORDS | st.none())
def test_names_are_split_as_bibtex_splits_them(words: list[str], given_names: list[str] | None) -> None:
    line = " ".join(words) + (f", {' '.join(given_names)}" if given_names else "")
    name = read_name(line)
    bibtex = BibtexPerson(line)
    assert name is not None
    assert name.given == " ".join([*bibtex.first_names, *bibtex.middle_names])
    # Before a comma, BibTeX counts capital words up to the last small one as particles; here they are the family name.
    assert f"{name.particle} {name.family}".split() == [*bibtex.prelast_names, *bibtex.last_names]
    if not given_names:
        assert name.particle == " ".join(bibtex.prelast_names)


@given(st.text("Aa, .-'\n", max_size=30) | st.text(max_size=30))
def test_any_line_is_a_name_or_none(line: str) -> None:
    name = read_name(line)
    assert name is None or isinstance(name, PersonName)
