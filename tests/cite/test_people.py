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
    ("John Smith Jr.", [Person(("John",), "Smith", suffix="Jr.")]),
    ("Smith III, John", [Person(("John",), "Smith", suffix="III")]),
    ("John von Smith Jr", [Person(("John",), "Smith", "von", "Jr")]),
    ("Ortiz, Luis, Jr.", [Person(("Luis",), "Ortiz", suffix="Jr.")]),
    ("Freitas, Jaime A. Jr.", [Person(("Jaime", "A."), "Freitas", suffix="Jr.")]),
    ("Robert King, Jr.", [Person(("Robert",), "King", suffix="Jr.")]),
    ("King, Jr.", [Person((), "King", suffix="Jr.")]),
    ("Jr., Jaroslav Kov{\\'a}{\\v c}", [Person(("Jaroslav",), "Kováč", suffix="Jr.")]),
    ("John Smith {Jr.}", [Person(("John",), "Smith", suffix="Jr.")]),
    ("{King, Jr.}, A.", [Person(("A.",), "King, Jr.")]),
    # A few capitals after a comma are initials; longer degrees are not part of a name.
    ("King, MD", [Person(("MD",), "King")]),
    ("Petrov, IV", [Person(("IV",), "Petrov")]),
    ("Garcia Lopez, MA", [Person(("MA",), "Garcia Lopez")]),
    ("King, Robert, MD", [Person(("Robert",), "King")]),
    ("Robert King, PhD", [Person(("Robert",), "King")]),
    ("Robert King, M.D., Ph.D.", [Person(("Robert",), "King")]),
    ("Dr. Robert King", [Person(("Robert",), "King")]),
    ("Иванов И. И.", [Person(("И.", "И."), "Иванов")]),
    ("И.И. Иванов", [Person(("И.", "И."), "Иванов")]),
    ("van der Berg L.", [Person(("L.",), "Berg", "van der")]),
    ("U. S. Steel", [Person(("U.", "S."), "Steel")]),
    ("王, 小明", [Person(("小明",), "王")]),
    ("王小明", [Person((), "王小明")]),
    ("Junior", [Person((), "Junior")]),
    ("Jr.", [Person((), "Jr.")]),
    ("Planck Collaboration", [Person((), "Planck Collaboration")]),
    ("Collaboration, Planck", [Person((), "Planck Collaboration")]),
    ("The LIGO Scientific Collaboration", [Person((), "The LIGO Scientific Collaboration")]),
    # Leftovers of programs and people.
    ("A. Example and", [Person(("A.",), "Example")]),
    ("and A. Example", [Person(("A.",), "Example")]),
    ("A. Example and and B. Other", [Person(("A.",), "Example"), Person(("B.",), "Other")]),
    ("\\textbf{Ada Example}", [Person(("Ada",), "Example")]),
    ("\\textbf{Example, Ada}", [Person(("Ada",), "Example")]),
    ("{\\bf Ada Example}", [Person(("Ada",), "Example")]),
    ('\\underline{M{\\"u}ller, A.}', [Person(("A.",), "Müller")]),
    ("A, B, C, D", [Person((), "A, B, C, D")]),
    ("Anderson and Brandt", [Person((), "Anderson"), Person((), "Brandt")]),
    (r"A. Exam\{ple and B. Other", [Person(("A.",), "Exam{ple"), Person(("B.",), "Other")]),
    ("", []),
    ("  ", []),
]


@pytest.mark.parametrize(("tex", "persons"), FIELDS)
def test_people(tex: str, persons: list[Person]) -> None:
    assert read_people(tex) == People(tuple(persons))


SIGNS = [
    # as in the .bib                                   the name           signs
    ("Ada Example*", "Ada Example", ("*",)),
    ("Ada Example∗", "Ada Example", ("*",)),
    ("*Ada Example", "Ada Example", ("*",)),
    ("Example*, Ada", "Ada Example", ("*",)),
    ("Example, Ada$^*$", "Ada Example", ("*",)),
    ("{Example}$^{\\star}$, Ada", "Ada Example", ("*",)),
    ("Ada Example{*}", "Ada Example", ("*",)),
    ("Ada Example\\textsuperscript{*}", "Ada Example", ("*",)),
    ("Ada Example\\textsuperscript{1,\\dag}", "Ada Example", ("1", "†")),
    ("Ada Example$^{\\dagger\\ddagger}$", "Ada Example", ("†", "‡")),
    ("Ada Example$\\dagger$", "Ada Example", ("†",)),
    ("Ada Example\\dag and", "Ada Example", ("†",)),
    ("Ada Example†‡§¶", "Ada Example", ("†", "‡", "§", "¶")),
    ("Ada Example\\#", "Ada Example", ("#",)),
    ("Ada Example✉", "Ada Example", ("✉",)),
    ("Ada Example¹²", "Ada Example", ("12",)),
    ("Ada Example1,2", "Ada Example", ("1", "2")),
    ("Example$^3$, Ada", "Ada Example", ("3",)),
    ("Example, A.1", "A. Example", ("1",)),
    ("Ada Example 0001", "Ada Example", ("0001",)),
    ("Ada Example<sup>a</sup>", "Ada Example", ("a",)),
    ("Ada Example\\inst{2}", "Ada Example", ("2",)),
    ("Ada Example\\footnotemark[2]", "Ada Example", ("2",)),
    ("Ada Example (PI@GMU)", "Ada Example", ("(PI@GMU)",)),
    ("(PI@GMU), Example", "Example", ("(PI@GMU)",)),
    ("Robert (Bob) Example", "Robert Example", ("(Bob)",)),
    ("\\textbf{Ada Example*}$^1$", "Ada Example", ("1", "*")),
    # Styles are not signs.
    ("\\textbf{\\underline{Example, Ada}}", "Ada Example", ()),
    ("{\\color{red} Ada Example}", "Ada Example", ()),
    ("{\\textbf{Ada Example}}", "Ada Example", ()),
    ("<b><u>Ada Example</u></b>", "Ada Example", ()),
    ("**Ada Example**", "Ada Example", ()),
    ("Ada \\textsc{De Example}", "Ada De Example", ()),
    # These belong to the name.
    ("Jennifer 8. Example", "Jennifer 8. Example", ()),
    ("{3GPP Group (2nd) 42}", "3GPP Group (2nd) 42", ()),
    ("{C# Users}", "C# Users", ()),
    ("{(co-PIs)}", "(co-PIs)", ()),
    ("(co-PIs)", "(co-PIs)", ()),
    ("***", "***", ()),
    ("Team 42", "Team 42", ()),
    ("\\v{S}tefan $\\alpha$ Example", "Štefan α Example", ()),
    ("{ATLAS Group*}", "ATLAS Group", ("*",)),
    ("\\textcommabelow{S}tefan Example", "Ștefan Example", ()),
    ("{\\O}yvind {\\AA}se", "Øyvind Åse", ()),
    ("A.~\\'{E}xample", "A. Éxample", ()),
]


@pytest.mark.parametrize(("tex", "name", "signs"), SIGNS)
def test_what_stands_at_a_name_is_no_part_of_it(tex: str, name: str, signs: tuple[str, ...]) -> None:
    (person,) = read_people(tex).persons
    assert (str(person).replace("\N{NO-BREAK SPACE}", " "), person.signs) == (name, signs)


@pytest.mark.parametrize(
    "tex",
    [
        "A. Example and others",
        "A. Example and et al.",
        "A. Example and et al",
        "A. Example and Others",
        "A. Example and  others ",
    ],
)
def test_and_others_is_nobody(tex: str) -> None:
    assert read_people(tex) == People((Person(("A.",), "Example"),), et_al=True)


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (Person(("Ada", "M."), "Example", "van der", "Jr."), "Ada M. van der Example Jr."),
        (Person((), "The Group"), "The Group"),
        (Person(("小明",), "王"), "王小明"),
        (Person((), "한국 천문 연구원"), "한국 천문 연구원"),
        (Person(("Wei",), "张"), "Wei 张"),
    ],
)
def test_a_person_as_a_line(person: Person, line: str) -> None:
    assert str(person) == line


NAME = st.text("ABab.,-", min_size=1).filter(lambda name: name.strip().casefold() not in {"and", "others"})


@given(st.lists(NAME | NAME.map(lambda name: f"{{{name} and {name}}}"), min_size=1, max_size=5))
def test_names_that_are_joined_are_split_again(names: list[str]) -> None:
    assert split_names(" and ".join(names)) == [name.strip() for name in names]


@given(
    st.text("AabB{}\\\"',.~- $&%\n", max_size=40) | st.text(max_size=20) | st.text(max_size=20).map("A and {}".format)
)
def test_any_field_is_people(tex: str) -> None:
    for person in read_people(tex).persons:
        assert isinstance(str(person), str)
