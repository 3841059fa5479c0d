"""Audits of an entry's people, and the warnings that they give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from references_document import marked, style_of

from cvtex.cite.audit import PeopleAudit, audit, owner_warnings
from cvtex.cite.dialect import normalise
from cvtex.cite.references import cite
from cvtex.diagnostics import Span
from cvtex.model.bibliography import Entry, Field
from cvtex.model.people import Owner, PersonName
from cvtex.read.bib import read_bibliography
from cvtex.text.names import read_name
from cvtex.value import replace

PLACE = Span("test.bib")
OWNER = Owner(
    span=PLACE,
    name=PersonName("Abhijit", "Dasgupta"),
    former_names=(PersonName("Abhijit", "Before"),),
    other_names=(PersonName("Abhijit", "Dasgupta-Xeno"),),
    collaborations=("LIGO Scientific", "The Virgo Collaboration"),
)


def entry_of(author: str, **fields: str) -> Entry:
    values = {"author": author, **{name.replace("_an", "+an"): tex for name, tex in fields.items()}}
    return Entry("key", "misc", {name: Field(tex, PLACE) for name, tex in values.items() if tex}, PLACE)


AUDITS = [
    # author                                   further fields                     verdict          who, and how
    ("A. Other and Dasgupta, A", {}, "matched", "author 2 initials"),
    ("Abhijit Dasgupta", {"editor": "A. Dasgupta"}, "matched", "author 1 exact, editor 1 initials"),
    ("A. Before and B. Other", {}, "matched", "author 1 former name"),
    ("Abhijit DasGupta", {}, "matched", "author 1 exact"),
    ("Dasgupta Abhijit", {}, "matched", "author 1 swapped"),
    ("N. Dasgupta and A. Other", {"author_an": "2=self"}, "matched", "author 2 annotated"),
    ("A. Dasgupta and A. Dasgupta", {}, "ambiguous", "author 1 initials, author 2 initials"),
    ("A. Dasgupta and Abhijit Dasgupta", {}, "ambiguous", "author 2 exact"),
    ("A. Dasgupta and A. Dasgupta", {"author_an": "2=self"}, "matched", "author 2 annotated"),
    ("Dasgupta Abhijit and A. Dasgupta", {}, "matched", "author 2 initials"),
    ("B. Other and A. Dasgupt", {}, "near", "author 2 family name misspelt"),
    ("Abhiijit Dasgupta", {}, "near", "author 1 given name misspelt"),
    ("N. Dasgupta", {}, "near", "author 1 another initial"),
    ("Dasgupta and Other", {}, "near", "author 1 no given name"),
    ("B. Other", {"editor": "A. Dasgupto"}, "near", "editor 1 family name misspelt"),
    ("B. Other and C. Third", {}, "absent", ""),
    ("B. Other and others", {}, "absent", ""),
    ("", {}, "absent", ""),
    ("Siddharth Dasgupta", {}, "absent", ""),
    # The owner is a member, and nobody is named.
    ("{LIGO Scientific Collaboration}", {}, "collaboration", ""),
    ("{The LIGO Scientific Collaboration and the Virgo Collaboration}", {}, "collaboration", ""),
    ("Collaboration, Virgo and B. Abbott", {}, "collaboration", ""),
    ("B. Abbott and others", {"collaboration": "LIGO Scientific, Virgo"}, "collaboration", ""),
    ("B. Abbott", {"collaboration": "The Virgo Collaboration"}, "collaboration", ""),
    ("", {"collaboration": "Virgo"}, "collaboration", ""),
    ("B. Abbott and A. Dasgupta", {"collaboration": "Virgo"}, "matched", "author 2 initials"),
    ("B. Abbott", {"collaboration": "KAGRA"}, "absent", ""),
    ("{Dasgupta Collaboration}", {}, "absent", ""),
]


def found(audited: PeopleAudit) -> str:
    owners = [f"{role} {position + 1} {match.form}" for (role, position), match in sorted(audited.owners.items())]
    return ", ".join(owners or [f"{miss.role} {miss.position + 1} {miss.slip}" for miss in audited.near_misses])


@pytest.mark.parametrize(("author", "fields", "verdict", "who"), AUDITS)
def test_audit(author: str, fields: dict[str, str], verdict: str, who: str) -> None:
    audited = audit(entry_of(author, **fields), OWNER)
    assert (audited.verdict, found(audited)) == (verdict, who)


def test_near_misses_are_looked_for_where_nobody_is_the_owner() -> None:
    assert audit(entry_of("A. Dasgupta and A. Dasgupto"), OWNER).near_misses == ()
    assert [str(miss.person) for miss in audit(entry_of("A. Dasgupto and N. Dasgupta"), OWNER).near_misses] == [
        "A. Dasgupto",
        "N. Dasgupta",
    ]


def test_undeclared_signs_are_noted() -> None:
    assert audit(entry_of("A. Dasgupta$^{1,\\dagger}$ and B. Other*"), OWNER).undeclared == ("1", "†")


WARNINGS = [
    # author                       further fields          message, and hint
    ("A. Other and A. Dasgupta", {}, ""),
    ("{Virgo Collaboration}", {}, ""),
    (
        "B. Other",
        {},
        (
            "'key' does not name Dasgupta "
            "(add the name's form to owner.other_names, or mark the position: author+an = {2=self})"
        ),
    ),
    (
        "Abhijit Dasgupta, Bea Other and Cleo Third",
        {},
        "'key' does not name Dasgupta ('Abhijit Dasgupta, Bea Other' is read as one name; separate names by 'and')",
    ),
    (
        "Bea Other, Abhijit Dasgupta",
        {},
        "'key' does not name Dasgupta ('Bea Other, Abhijit Dasgupta' is read as one name; separate names by 'and')",
    ),
    (
        "B. Other and others",
        {},
        "'key' does not name Dasgupta (its list ends in 'and others': name them all)",
    ),
    (
        "B. Other and A. Dasgupto",
        {},
        (
            "'key' does not name Dasgupta "
            "(is 'A. Dasgupto' you? If so, correct the name, or mark it: author+an = {2=self})"
        ),
    ),
    (
        "A. Dasgupta and A. Dasgupta",
        {},
        (
            "'key': 'A. Dasgupta' and 'A. Dasgupta' could each be the CV's owner "
            "(mark the right one: author+an = {1=self})"
        ),
    ),
    (
        "A. Dasgupta and Abhijit Dasgupta",
        {},
        (
            "'key': 'A. Dasgupta' and 'Abhijit Dasgupta' could each be the CV's owner "
            "('Abhijit Dasgupta' is assumed; mark the right one: author+an = {2=self})"
        ),
    ),
    (
        "Dasgupta Abhijit",
        {},
        "'key': 'Dasgupta Abhijit' is assumed to be Abhijit Dasgupta (check whether given and family name are swapped)",
    ),
    (
        "A. Dasgupta and B. Other",
        {"author_an": "3=equal"},
        "author+an refers to author number 3, which 'key' does not have",
    ),
    (
        "A. Dasgupta and B. Other",
        {"author_an": "2=corespondng"},
        "unknown mark 'corespondng' in author+an (did you mean 'corresponding'?)",
    ),
    ("A. Dasgupta and B. Other", {"author_an": "2=highlight"}, ""),
]


@pytest.mark.parametrize(("author", "fields", "message"), WARNINGS)
def test_warnings_about_the_owner(author: str, fields: dict[str, str], message: str) -> None:
    diagnostics = list(owner_warnings(audit(entry_of(author, **fields), OWNER), OWNER))
    assert all(diagnostic.span == PLACE and not diagnostic.is_error for diagnostic in diagnostics)
    assert "; ".join(f"{d.message} ({d.hint})" if d.hint else d.message for d in diagnostics) == message


def test_an_annotation_without_a_person_does_not_hide_the_owners_absence() -> None:
    messages = [d.message for d in owner_warnings(audit(entry_of("B. Other", author_an="5=self"), OWNER), OWNER)]
    assert messages == [
        "author+an refers to author number 5, which 'key' does not have",
        "'key' does not name Dasgupta",
    ]


PRESENT = [
    # the name in the work        as in the work           with owner.present_name
    ("A. Before and B. Other", "**Before A** and Other B", "**Dasgupta A** and Other B"),
    ("A. Dasgupta and B. Other", "**Dasgupta A** and Other B", "**Dasgupta A** and Other B"),
    ("B. Other and Before, Abhijit", "Other B and **Before A**", "Other B and **Dasgupta A**"),
    ("A. Dasgupta-Xeno and B. Other", "**Dasgupta-Xeno A** and Other B", "**Dasgupta-Xeno A** and Other B"),
    (
        "N. Before and A. Before*",
        "Before N and **Before A**{equal *}",
        "Before N and **Dasgupta A**{equal *}",
    ),
]


@pytest.mark.parametrize(("author", "as_in_the_work", "as_present"), PRESENT)
def test_a_former_name_is_printed_as_the_owner_wishes(author: str, as_in_the_work: str, as_present: str) -> None:
    owners = (OWNER, replace(OWNER, present_name=True))
    cited = [
        cite([entry_of(author, title="T", year="2020")], style_of("classic"), owner).value["key"] for owner in owners
    ]
    assert [marked(reference.text).partition(" (2020)")[0] for reference in cited] == [
        as_in_the_work,
        as_present,
    ]
    assert "Before" not in "".join(cited[1].owner)


NATIVE = Owner(
    span=PLACE,
    name=PersonName("Wei", "Zhang", native=PersonName("", "张小伟")),
    former_names=(PersonName("Wei", "Li", native=PersonName("小伟", "李")),),
)


@pytest.mark.parametrize(
    ("author", "as_present"),
    [
        ("W. Li and B. Other", "**Zhang W** and Other B"),
        ("李, 小伟 and B. Other", "**张小伟** and Other B"),
        ("张, 小伟 and B. Other", "**张小伟** and Other B"),
    ],
)
def test_a_former_name_becomes_the_present_one_in_its_script(author: str, as_present: str) -> None:
    entry = entry_of(author, title="T", year="2020")
    cited = cite([entry], style_of("classic"), replace(NATIVE, present_name=True)).value["key"]
    assert marked(cited.text).partition(" (2020)")[0] == as_present


@pytest.mark.parametrize(
    ("name", "author", "message"),
    [
        # BibTeX reads the last word as the family name.
        ("王小明", "王 小明", "'key': '小明王' is assumed to be 王小明 (write '王, 小明')"),
        (
            "王, 小明",
            "王, 小红",
            (
                "'key' does not name 王小明 "
                "(add the name's form to owner.other_names, or mark the position: author+an = {2=self})"
            ),
        ),
    ],
)
def test_warnings_about_a_name_in_one_word(name: str, author: str, message: str) -> None:
    owner = Owner(span=PLACE, name=read_name(name) or PersonName("", ""))
    (found_warning,) = owner_warnings(audit(entry_of(author), owner), owner)
    assert f"{found_warning.message} ({found_warning.hint})" == message


@given(
    st.lists(st.sampled_from(["A. Dasgupta", "Abhijit Dasgupta", "N. Dasgupta", "Dasgupta", "B. Other",
                              "Dasgupta Abhijit", "A. Dasgupto", "{Virgo Collaboration}", "A. Before", "others"]),
             max_size=5),
    st.text("123=self;,equal ", max_size=12),
)  # fmt: skip
def test_never_a_guess_without_a_word(authors: list[str], annotation: str) -> None:
    audited = audit(entry_of(" and ".join(authors), author_an=annotation), OWNER)
    messages = " ".join(diagnostic.message for diagnostic in owner_warnings(audited, OWNER))
    assert ("does not name" in messages) == (audited.verdict in ("near", "absent"))
    assert ("could each be" in messages) == (audited.verdict == "ambiguous")
    is_guess = any(match.form == "swapped" for match in audited.owners.values())
    assert ("is assumed to be" in messages) == is_guess or audited.verdict == "ambiguous"
    taken = {(role, match.position) for role, matches in audited.candidates.items() for match in matches}
    assert audited.owners.keys() <= taken
    assert {(miss.role, miss.position) for miss in audited.near_misses} & taken == set()
    assert (audited.verdict in ("matched", "ambiguous")) == bool(audited.owners)


# ---- real bibliographies ----

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

FILES = [
    # file                        owner                   matched at least, ambiguous at most; who must be a near miss
    ("ads-237.bib", "Adam Ginsburg", 235, 0, "Adam Ginsberg"),
    ("ads-43.bib", "João Faria", 43, 0, ""),
    ("strings-crossref-189.bib", "ThanhVu Nguyen", 166, 0, "Nguyen"),
    ("google-scholar-96.bib", "Abhijit Dasgupta", 88, 0, ""),
    ("syntax-error-5.bib", "Art Poon", 4, 0, ""),
    ("jabref-groups-307.bib", "Taylor Dupuy", 26, 0, ""),
    ("decorated-names-79.bib", "Brandon Amos", 79, 0, ""),
    ("unicode-hyphen-8.bib", "Alexander Meyer-Gohde", 8, 0, ""),
]


@pytest.mark.parametrize(("file", "owner", "matched", "ambiguous", "near"), FILES)
def test_owners_are_found_in_real_bibliographies(
    file: str, owner: str, matched: int, ambiguous: int, near: str
) -> None:
    path = CORPUS / file
    if not path.is_file():
        pytest.skip("the corpus is not here")
    name = read_name(owner)
    assert name is not None
    cv = Owner(span=PLACE, name=name)
    entries = normalise(read_bibliography(file, path.read_bytes()).value).value.entries
    audits = [audit(entry, cv) for entry in entries]
    assert sum(bool(audited.owners) for audited in audits) >= matched
    assert sum(audited.verdict == "ambiguous" for audited in audits) <= ambiguous
    assert near in {str(miss.person) for audited in audits for miss in audited.near_misses} | {""}
    printed = [str(person) for audited in audits for group in audited.people.values() for person in group.persons]
    assert [one for one in printed if re.search(r"[*†‡\\${}]|[^\W\d_]\d$", one)] == []


@pytest.mark.slow
def test_a_bibliography_of_strangers_names_nobody() -> None:
    path = CORPUS / "zotero-7166.bib"
    if not path.is_file():
        pytest.skip("the corpus is not here")
    entries = read_bibliography("zotero-7166.bib", path.read_bytes()).value.entries[:1000]
    cv = Owner(span=PLACE, name=PersonName("Xaver", "Quintessenz"))
    assert {audit(entry, cv).verdict for entry in entries} == {"absent"}
