"""Which printed names are the owner's. The owner is written as in cv.yaml, the printed name as in a .bib file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.cite.owner import find_owner, foldings, is_same_person, tokens
from cvtex.cite.people import Person, read_people
from cvtex.model.people import PersonName
from cvtex.notation.names import read_name

TABLE = r"""
owner                     | printed in the .bib                  | same?
--------------------------|--------------------------------------|------
Sebastian Lapuschkin      | Sebastian Lapuschkin                 | yes
Sebastian Lapuschkin      | Lapuschkin, Sebastian                | yes
Sebastian Lapuschkin      | S. Lapuschkin                        | yes
Sebastian Lapuschkin      | Lapuschkin, S.                       | yes
Sebastian Lapuschkin      | Lapuschkin, S                        | yes
Sebastian Lapuschkin      | LAPUSCHKIN, SEBASTIAN                | yes
Sebastian Lapuschkin      | {Lapuschkin}, Sebastian              | yes
Sebastian Lapuschkin      | Sebastian {Lapuschkin}               | yes
Sebastian Lapuschkin      | {Sebastian Lapuschkin}               | yes
Sebastian Lapuschkin      | {S. Lapuschkin}                      | yes
Sebastian Lapuschkin      | Sebastian M. Lapuschkin              | yes
Sebastian Lapuschkin      | S. M. Lapuschkin                     | yes
Sebastian Lapuschkin      | \textbf{Sebastian Lapuschkin}        | yes
Sebastian Lapuschkin      | \textbf{S. Lapuschkin}               | yes
Sebastian Lapuschkin      | \underline{Lapuschkin}, S.           | yes
Sebastian Lapuschkin      | T. Lapuschkin                        | no
Sebastian Lapuschkin      | Stefan Lapuschkin                    | no
Sebastian Lapuschkin      | Lapuschkin                           | no
Sebastian Lapuschkin      | {Lapuschkin Group}                   | no
Sebastian Lapuschkin      | Sebastian Lapuschkina                | no
Sebastian Lapuschkin      | Sebastian Bach                       | no
Sebastian Lapuschkin      | Lapuschkin Sebastian                 | no
Klaus-Robert Müller       | Klaus-Robert Müller                  | yes
Klaus-Robert Müller       | Klaus-Robert M{\"u}ller              | yes
Klaus-Robert Müller       | Klaus-Robert M\"uller                | yes
Klaus-Robert Müller       | Klaus-Robert M{\"{u}}ller            | yes
Klaus-Robert Müller       | Klaus-Robert Mueller                 | yes
Klaus-Robert Müller       | Klaus-Robert Muller                  | yes
Klaus-Robert Müller       | Klaus Robert Müller                  | yes
Klaus-Robert Müller       | Klaus‐Robert Müller                  | yes
Klaus-Robert Müller       | K.-R. Müller                         | yes
Klaus-Robert Müller       | K-R Müller                           | yes
Klaus-Robert Müller       | K.‐R. Müller                         | yes
Klaus-Robert Müller       | K. R. Müller                         | yes
Klaus-Robert Müller       | K.R. Müller                          | yes
Klaus-Robert Müller       | Müller, KR                           | yes
Klaus-Robert Müller       | Müller, K.~R.                        | yes
Klaus-Robert Müller       | K. Müller                            | yes
Klaus-Robert Müller       | Müller, K                            | yes
Klaus-Robert Müller       | Klaus Müller                         | yes
Klaus-Robert Müller       | KLAUS-ROBERT MÜLLER                  | yes
Ada Maria Example         | ADA MARIA EXAMPLE                    | yes
Ada Maria Example         | AM Example                           | yes
Ada Maria Example         | AK Example                           | no
Klaus-Robert Müller       | R. Müller                            | no
Klaus-Robert Müller       | K.-H. Müller                         | no
Klaus-Robert Müller       | Karl Müller                          | no
Klaus-Robert Müller       | Möller, K.-R.                        | no
Claus Thorn Ekstrøm       | Ekstrøm, C. T.                       | yes
Claus Thorn Ekstrøm       | Ekstr{\o}m, C. T.                    | yes
Claus Thorn Ekstrøm       | Ekstrom, C.                          | yes
Claus Thorn Ekstrøm       | Ekstroem, Claus                      | yes
Łukasz Żółć               | {\L}ukasz {\.Z}{\'o}{\l}{\'c}        | yes
Łukasz Żółć               | L. Zolc                              | yes
Jürgen Groß               | J. Gross                             | yes
Jürgen Groß               | Juergen Groß                         | yes
Jürgen Groß               | Jurgen Gro{\ss}                      | yes
Øyvind Åse                | O. Aase                              | yes
Øyvind Åse                | Oe. Ase                              | yes
De Leeuw, Jan             | Jan {De Leeuw}                       | yes
De Leeuw, Jan             | {De Leeuw}, J.                       | yes
De Leeuw, Jan             | Jan de Leeuw                         | yes
De Leeuw, Jan             | Jan De Leeuw                         | yes
De Leeuw, Jan             | J. Leeuw                             | no
Jan de Leeuw              | de Leeuw, Jan                        | yes
Jan de Leeuw              | J. de Leeuw                          | yes
Jan de Leeuw              | J. {de Leeuw}                        | yes
Jan de Leeuw              | De Leeuw, J.                         | yes
Jan de Leeuw              | Leeuw, J. de                         | yes
García Márquez, Gabriel   | Gabriel García Márquez               | yes
García Márquez, Gabriel   | G. Garc{\'\i}a-M{\'a}rquez           | yes
Gabriel García Márquez    | García Márquez, G.                   | yes
García Márquez, Gabriel   | G. García                            | no
García Márquez, Gabriel   | G. Márquez                           | no
Anna Müller-Lüdenscheidt  | A. Müller-Lüdenscheidt               | yes
Anna Müller-Lüdenscheidt  | A. Müller‐Lüdenscheidt               | yes
Anna Müller-Lüdenscheidt  | A. Müller Lüdenscheidt               | yes
Anna Müller-Lüdenscheidt  | A. Müller                            | no
Sean O'Brien              | S. O'Brien                           | yes
Sean O'Brien              | S. O’Brien                           | yes
Sean O'Brien              | S. O{\textquotesingle}Brien          | yes
Sean O'Brien              | S. OBrien                            | yes
John Smith, Jr.           | Smith, Jr., John                     | yes
Smith, Jr., John          | John Smith                           | yes
Smith, Jr., John          | Smith, Sr., John                     | no
Smith, III, John          | Smith, III, J.                       | yes
Jean-Paul Sartre          | J.-P. Sartre                         | yes
Jean-Paul Sartre          | J.P. Sartre                          | yes
Jean-Paul Sartre          | JP Sartre                            | yes
Jean-Paul Sartre          | Jean Sartre                          | yes
Jean-Paul Sartre          | Jacques Sartre                       | no
Jean-Paul Sartre          | P. Sartre                            | no
Ed Example                | ED Example                           | yes
Li Wei                    | Wei, Li                              | yes
Li Wei                    | L. Wei                               | yes
Li Wei                    | Li, Wei                              | no
Christian Example         | Chr. Example                         | yes
Christian Example         | Christoph Example                    | no
Christian Example         | Chl. Example                         | no
Brandon Amos              | Brandon Amos*                        | yes
Brandon Amos              | Brandon Amos$^{\dagger}$             | yes
Brandon Amos              | Amos$^{1}$, B.                       | yes
Brandon Amos              | {\bf Brandon Amos}                   | yes
Plato                     | Plato                                | yes
Plato                     | Plato, A.                            | no
Αλέξανδρος Παπαδόπουλος   | Α. Παπαδοπουλος                      | yes
Иван Петров               | Петров, И.                           | yes
伟 李                      | 李, 伟                               | yes
"""
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in TABLE.strip().splitlines()[2:]]


def person_of(printed: str) -> Person:
    (person,) = read_people(printed).persons
    return person


def name_of(owner: str) -> PersonName:
    name = read_name(owner)
    assert name is not None
    return name


@pytest.mark.parametrize(("owner", "printed", "same"), ROWS)
def test_is_the_printed_name_the_owners(owner: str, printed: str, same: str) -> None:
    answer = "yes" if is_same_person(person_of(printed), name_of(owner)) else "no"
    assert answer == same


def test_the_table_is_long_and_has_both_answers() -> None:
    answers = [row[2] for row in ROWS]
    assert (len(answers) >= 60, answers.count("no") >= 20, set(answers)) == (True, True, {"yes", "no"})


TOKENS = [
    ("Klaus-Robert", {("Klaus", "Robert")}),
    ("K.-R.", {("K.", "R.")}),
    ("K.R.", {("K.", "R.")}),
    ("K‐R", {("K", "R")}),
    ("KR", {("KR",), ("K", "R")}),
    ("ADA", {("ADA",), ("A", "D", "A")}),
    ("Chr. T.", {("Chr.", "T.")}),
    ("MARIA", {("MARIA",)}),
    ("", {()}),
]


@pytest.mark.parametrize(("given_names", "parts"), TOKENS)
def test_tokens(given_names: str, parts: set[tuple[str, ...]]) -> None:
    assert tokens(given_names) == parts


FOLDINGS = [
    ("Müller", {"muller", "mueller"}),
    ("Å-Ø", {"ao", "aaoe"}),
    ("O’Brien", {"obrien"}),
    ("Łódź", {"lodz"}),
    ("İstanbul", {"istanbul"}),
    ("Strauß", {"strauss"}),
    ("de la Cruz‐Smith¹*", {"delacruzsmith"}),
    ("ﬁ", {"fi"}),
]


@pytest.mark.parametrize(("text", "folded"), FOLDINGS)
def test_foldings(text: str, folded: set[str]) -> None:
    assert foldings(text) == folded


PEOPLE = "A. Example and B. Other and Example, A. and Bea Before"

FOUND = [
    # annotation                     positions, from 0
    ("", (0, 2, 3)),
    ("3=self", (2,)),
    ("2=self", (1,)),
    ("1=corresponding; 2=self", (1,)),
    ('3="self"', (2,)),
    ("1=self,corresponding; 4=self", (0, 3)),
    ("1=corresponding", (0, 2, 3)),
    ("1=myself", (0, 2, 3)),
    ("9=self", ()),
    ("0=self", ()),
    ("self", (0, 2, 3)),
]


@pytest.mark.parametrize(("annotation", "positions"), FOUND)
def test_find_owner(annotation: str, positions: tuple[int, ...]) -> None:
    names = (PersonName("Ada", "Example"), PersonName("Bea", "Before"))
    assert find_owner(read_people(PEOPLE).persons, names, annotation) == positions


@given(st.text(st.sampled_from('0123=self; ,"')))
def test_an_annotation_names_only_people_who_are_there(annotation: str) -> None:
    people = read_people(PEOPLE).persons
    assert set(find_owner(people, (), annotation)) <= set(range(len(people)))


# ---- the same person in all spellings ----

GIVEN = st.lists(
    st.sampled_from(["Ada", "Jürgen", "Klaus-Robert", "Øyvind", "Łukasz", "Jean-Paul", "José", "Anna"]), min_size=1, max_size=2
).map(" ".join)
FAMILIES = st.sampled_from(
    ["Example", "Müller", "Müller-Lüdenscheidt", "O'Brien", "De Leeuw", "García Márquez", "Żółć", "Groß", "Ekstrøm"]
)
PARTICLES = st.sampled_from(["", "", "de", "van der", "von"])
NAMES = st.builds(PersonName, GIVEN, FAMILIES, PARTICLES)
PLAIN = str.maketrans("üøŁłéíáŻóćß", "uoLleiaZocs")


def initials(given_names: str, form: str) -> str:
    letters = [[part[0] for part in word.split("-")] for word in given_names.split()]
    match form:
        case "K.-R.":
            return " ".join("-".join(f"{letter}." for letter in word) for word in letters)
        case "K. R.":
            return " ".join(f"{letter}." for word in letters for letter in word)
        case "K.R.":
            return "".join(f"{letter}." for word in letters for letter in word)
        case "K":
            return letters[0][0]
    # Four initials in one would be a word.
    return "".join([letter for word in letters for letter in word][:3])


@st.composite
def printed_names(draw: st.DrawFn, name: PersonName) -> str:
    """One of the ways in which the person's name is printed."""
    form = draw(st.sampled_from(["full", "full", "K.-R.", "K. R.", "K.R.", "KR", "K"]))
    given_names = name.given if form == "full" else initials(name.given, form)
    family = draw(st.sampled_from([name.family, f"{{{name.family}}}"]))
    last = f"{name.particle} {family}".strip()
    if draw(st.booleans()):
        last = last.replace("Groß", "Gross").translate(PLAIN)
        given_names = given_names.translate(PLAIN)
    if draw(st.booleans()):
        given_names, last = given_names.replace("-", "‐"), last.replace("-", "‐")
    # In capitals a particle is part of the family name to BibTeX.
    if draw(st.booleans()):
        given_names, last = given_names.upper(), last.upper()
    return f"{last}, {given_names}" if draw(st.booleans()) else f"{given_names} {last}"


@given(st.data())
def test_the_owner_is_found_in_every_spelling(data: st.DataObject) -> None:
    name = data.draw(NAMES)
    printed = data.draw(printed_names(name))
    assert is_same_person(person_of(printed), name), printed


@given(st.data())
def test_a_namesake_with_another_first_initial_is_never_the_owner(data: st.DataObject) -> None:
    name = data.draw(NAMES)
    namesake = data.draw(NAMES)
    if foldings(name.given[0]) & foldings(namesake.given[0]):
        return
    printed = data.draw(printed_names(PersonName(namesake.given, name.family, name.particle)))
    assert not is_same_person(person_of(printed), name), printed


@given(st.data())
def test_without_given_names_nobody_is_the_owner(data: st.DataObject) -> None:
    name = data.draw(NAMES)
    assert not is_same_person(Person((), name.family, name.particle), name)


@given(NAMES, NAMES)
def test_being_the_same_person_has_no_direction(one: PersonName, other: PersonName) -> None:
    def person(name: PersonName) -> Person:
        return Person(tuple(name.given.split()), name.family, name.particle, name.suffix)

    assert is_same_person(person(one), other) == is_same_person(person(other), one)
