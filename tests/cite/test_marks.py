"""Equal contribution, corresponding authors and students: from the .bib file and cv.yaml to the printed names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from references_document import marked, style_of

from cvtex.cite.audit import mark_people
from cvtex.cite.people import read_annotations, read_people
from cvtex.cite.references import cite
from cvtex.diagnostics import Span
from cvtex.model.bibliography import Entry, Field
from cvtex.model.people import Mark, Owner, PersonName
from cvtex.model.reference import Reference

PLACE = Span("test.bib")


def owner(**fields: object) -> Owner:
    return Owner(span=PLACE, name=PersonName("Ada", "Example"), **fields)  # type: ignore[arg-type]


MARKED = [
    # people                          author+an                     marks                  undeclared signs
    ("A* and B", "", "1 equal", ""),
    ("A* and B*", "", "1 equal, 2 equal", ""),
    ("A$^{\\star}$ and B", "", "1 equal", ""),
    ("A$^1$ and B†", "", "", "1 †"),
    ("A (PI) and B†*", "", "2 equal", "(PI) †"),
    ("A and B", "2=equal", "2 equal", ""),
    ("A and B", "1=equal; 2=corresponding,equal", "1 equal, 2 corresponding equal", ""),
    ("A and B", "1=equal, corresponding; 2=student", "1 corresponding equal, 2 student", ""),
    ("A* and B", "1=equal,self", "1 equal", ""),
    ("A and B", "1=highlighted; 2=self", "", ""),
    ("A and B", "7=equal", "", ""),
    ("A and B", "0=equal", "", ""),
]


def as_text(marks: dict[int, frozenset[Mark]]) -> str:
    return ", ".join(f"{position + 1} {' '.join(sorted(found))}" for position, found in sorted(marks.items()))


@pytest.mark.parametrize(("people", "annotation", "marks", "undeclared"), MARKED)
def test_marks(people: str, annotation: str, marks: str, undeclared: str) -> None:
    found = mark_people(read_people(people).persons, owner(), read_annotations(annotation))
    assert (as_text(dict(found.marks)), " ".join(found.undeclared)) == (marks, undeclared)


DECLARED = [
    # owner.marks                                people             marks                            undeclared signs
    ({"†": "corresponding"}, "A† and B*", "1 corresponding, 2 equal", ""),
    ({"\u2020": "corresponding"}, "A\\dag and B$^\\dagger$", "1 corresponding, 2 corresponding", ""),
    ({"1": "student", "3": "student"}, "A$^3$ and B¹ and C2", "1 student, 2 student", "2"),
    ({"*": "corresponding"}, "A* and B", "1 corresponding", ""),
    ({"∗": "corresponding"}, "A* and B", "1 corresponding", ""),
    ({"✉": "corresponding"}, "A\\Letter{} and B", "1 corresponding", ""),
    ({"(PI)": "corresponding"}, "A (PI) and B", "1 corresponding", ""),
]


@pytest.mark.parametrize(("meanings", "people", "marks", "undeclared"), DECLARED)
def test_the_cv_says_what_signs_mean(meanings: dict[str, Mark], people: str, marks: str, undeclared: str) -> None:
    found = mark_people(read_people(people).persons, owner(marks=meanings), {})
    assert (as_text(dict(found.marks)), " ".join(found.undeclared)) == (marks, undeclared)


STUDENTS = [
    ("Stu Dent and A. Example", "1 student"),
    ("S. Dent and A. Example", "1 student"),
    ("Dent, S and A. Example", "1 student"),
    ("Stu Dent and S. Dent", "1 student"),
    ("Schuler Stu and A. Example", ""),
    ("T. Dent and A. Example", ""),
    ("Łucja Żak and Stu Dent", "1 student, 2 student"),
    ("L. Zak and B. Other", "1 student"),
    ("Stu Schuler", "1 student"),
    ("李, 华 and A. Example and Hua Li", "1 student, 3 student"),
    ("李, 花", ""),
]


@pytest.mark.parametrize(("people", "marks"), STUDENTS)
def test_students_are_found_by_their_names(people: str, marks: str) -> None:
    hua_li = PersonName("Hua", "Li", native=PersonName("华", "李"))
    cv = owner(students=(PersonName("Stu", "Dent"), PersonName("Łucja", "Żak"), PersonName("Stu", "Schuler"), hua_li))
    assert as_text(dict(mark_people(read_people(people).persons, cv, {}).marks)) == marks


def test_the_owner_is_nobodys_student() -> None:
    cv = owner(students=(PersonName("Alan", "Example"),))
    people = read_people("A. Example and Alan Example").persons
    assert as_text(dict(mark_people(people, cv, {}, owners=[0]).marks)) == "2 student"
    assert as_text(dict(mark_people(read_people("A. Example").persons, cv, {}, owners=[0]).marks)) == ""


# ---- in print ----


def reference(cv: Owner, style: str = "classic", **fields: str) -> Reference:
    values = {
        "title": "T",
        "year": "2020",
        **{name.replace("_an", "+an"): tex for name, tex in fields.items()},
    }
    entry = Entry("key", "misc", {name: Field(tex, PLACE) for name, tex in values.items()}, PLACE)
    return cite([entry], style_of(style), cv).value["key"]


PRINTED = [
    # author                              author+an                   printed
    ("Ada Example* and B. Other*", "", "**Example A**{equal *} and Other B{equal *}"),
    (
        "Ada Example and B. Other",
        "2=corresponding,equal",
        "**Example A** and Other B{equal *}{corresponding †}",
    ),
    ("Stu Dent and Ada Example", "", "{student Dent S} and **Example A**"),
    ("Stu Dent* and Ada Example†", "", "{student Dent S}{equal *} and **Example A**"),
    ("Ada Example and B. Other", "1=student", "{student **Example A**} and Other B"),
    ("\\textbf{Ada Example$^{1}$} and B. Other (PI)", "", "**Example A** and Other B"),
]


@pytest.mark.parametrize(("author", "annotation", "printed"), PRINTED)
def test_marks_reach_the_printed_names(author: str, annotation: str, printed: str) -> None:
    cv = owner(students=(PersonName("Stu", "Dent"),))
    assert marked(reference(cv, author=author, author_an=annotation).text).startswith(f"{printed} (2020)")


@pytest.mark.parametrize(
    ("author", "marks"),
    [
        ("Ada Example and B. Other", set()),
        ("Ada Example* and B. Other", {"equal"}),
        ("Ada Example* and Stu Dent", {"equal", "student"}),
    ],
)
def test_a_reference_knows_its_marks(author: str, marks: set[str]) -> None:
    assert reference(owner(students=(PersonName("Stu", "Dent"),)), author=author).marks == marks


def test_the_owners_name_is_known_without_its_signs() -> None:
    assert reference(owner(), author="Ada Example*").owner == ("Example A",)


@given(
    st.lists(st.sampled_from(["", "*", "$^1$", "†", " (PI)"]), min_size=1, max_size=6),
    st.sampled_from(["classic", "apa"]),
)
def test_undeclared_signs_leave_no_trace(signs: list[str], style: str) -> None:
    names = [f"{letter}. Other" for letter in "BCDEFG"[: len(signs)]]
    plainly = " and ".join(["Ada Example", *names])
    signed = " and ".join(["Ada Example", *(f"{name}{sign}" for name, sign in zip(names, signs, strict=True))])
    printed = marked(reference(owner(), style, author=signed).text)
    assert printed.replace("{equal *}", "") == marked(reference(owner(), style, author=plainly).text)
    assert printed.count("{equal *}") == signs.count("*")
