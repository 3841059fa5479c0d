"""Printed works as BibTeX, which comes back when it is read again, and as CSL-JSON, which obeys its schema."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import jsonschema
import pybtex.database
import pytest
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person

from cvtex.build.citing import Citer
from cvtex.build.loading import works_of
from cvtex.cite.works import work_of
from cvtex.diagnostics import Span
from cvtex.emit.bibtex.writer import BibtexWriter
from cvtex.emit.csl.writer import CslWriter
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.model.bibliography import Entry
from cvtex.model.located import built_in
from cvtex.model.people import Owner, PersonName
from cvtex.read.style import StyleFolders, built_in_styles, find_reference_style
from cvtex.text.readable import with_readable_signs
from cvtex.text.richtext import plain
from cvtex.value import replace
from cvtex.verify.bibtex import read_bibtex
from cvtex.verify.csl import read_csl
from cvtex.verify.text import broken_promises

OWNER = Owner(span=Span("cv.yaml"), name=PersonName("Ada", "Example"))
SHARED = Path(__file__).parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
SCHEMA = SHARED / "formats" / "csl" / "csl-data.schema.json"
# Large enough to be slow, and of the same kind as the others.
FILES = sorted(path for path in CORPUS.glob("*.bib") if path.stat().st_size < 300_000)
BIB = r"""@Article{frogs, title = "Frogs \& {T}oads", author = {Ada Example and Bea Other}, journaltitle = {J},
  date = {2024-03},
  file = {/home/ada/frogs.pdf}, keywords = {private}, doi = {https://doi.org/10.1000/a_b}, pages = {1-9}}
@thesis{t, type = {phdthesis}, author = {Example, Ada}, title = {Newts}, institution = {A University}, year = 2015}
"""


def entries_of(data: bytes) -> tuple[Entry, ...]:
    return works_of({"works.bib": data}, keep_preprints=True).value.all_entries.entries


def manuscript_of(entries: tuple[Entry, ...], owner: Owner = OWNER) -> Manuscript:
    works = tuple(work_of(entry, owner) for entry in entries)
    look = Look("cvtex-look", 10, "a4", "en")
    return Manuscript((), Metadata("T", "A"), look, owner=owner, entries=entries, works=works)


def test_bibtex_is_normalised_and_without_private_fields() -> None:
    assert BibtexWriter().write(manuscript_of(entries_of(BIB.encode()))).data.decode() == (
        r"""@article{frogs,
  author = {Ada Example and Bea Other},
  title = {Frogs \& {T}oads},
  journal = {J},
  pages = {1-9},
  date = {2024-03},
  year = {2024},
  month = {3},
  doi = {10.1000/a_b},
}

@phdthesis{t,
  author = {Example, Ada},
  title = {Newts},
  school = {A University},
  type = {PhD thesis},
  year = {2015},
}
"""
    )


def test_a_former_name_is_in_no_file() -> None:
    owner = replace(OWNER, former_names=(PersonName("Bob", "Example"),), present_name=True)
    entries = entries_of(b"@article{x, author = {Example, Bob and {Q & A Group} and others}, title = {T}, year = 2001}")
    manuscript = manuscript_of(entries, owner)
    assert b"  author = {Example, Ada and {Q \\& A Group} and others},\n" in BibtexWriter().write(manuscript).data
    assert json.loads(CslWriter().write(manuscript).data)[0]["author"] == [
        {"family": "Example", "given": "Ada"},
        {"literal": "Q & A Group"},
        {"literal": "others"},
    ]


def test_a_name_without_a_given_one_keeps_its_other_parts() -> None:
    owner = replace(OWNER, former_names=(PersonName("Bob", "Example"),), present_name=True)
    entries = entries_of(b"@article{x, author = {Example, Bob and von Heron and Frog, Jr.,}, title = {T}, year = 2001}")
    manuscript = manuscript_of(entries, owner)
    assert b"  author = {Example, Ada and {von Heron} and {Frog Jr.}},\n" in BibtexWriter().write(manuscript).data
    assert json.loads(CslWriter().write(manuscript).data)[0]["author"] == [
        {"family": "Example", "given": "Ada"},
        {"family": "Heron", "non-dropping-particle": "von"},
        {"family": "Frog", "suffix": "Jr."},
    ]


def test_csl() -> None:
    items: list[Any] = json.loads(CslWriter().write(manuscript_of(entries_of(BIB.encode()))).data)
    assert items == [
        {
            "id": "frogs",
            "type": "article-journal",
            "title": "Frogs & Toads",
            "author": [{"family": "Example", "given": "Ada"}, {"family": "Other", "given": "Bea"}],
            "issued": {"date-parts": [[2024, 3]]},
            "container-title": "J",
            "page": "1–9",
            "DOI": "10.1000/a_b",
            "URL": "https://doi.org/10.1000/a_b",
        },
        {
            "id": "t",
            "type": "thesis",
            "title": "Newts",
            "author": [{"family": "Example", "given": "Ada"}],
            "issued": {"date-parts": [[2015]]},
            "publisher": "A University",
            "genre": "PhD thesis",
        },
    ]


def test_csl_of_rarer_works() -> None:
    data = rb"""@book{b, editor = {van der Berg, Jr., Jos}, title = {B}, series = {S}, number = 7, publisher = {P},
      date = {1988-05/1992}, langid = {ngerman}}
    @misc{p, author = {Ada Example and others}, title = {P}, eprint = {2401.00001}, archiveprefix = {arXiv},
      year = {c. 1990}, language = {en_GB}}"""
    manuscript = manuscript_of(entries_of(data))
    book, preprint = json.loads(CslWriter().write(manuscript).data)
    assert book["editor"] == [
        {"family": "Berg", "given": "Jos", "non-dropping-particle": "van der", "suffix": "Jr."},
    ]
    assert book["issued"] == {"date-parts": [[1988, 5], [1992]]}
    assert (book["collection-title"], book["collection-number"], book["language"]) == ("S", "7", "de")
    assert preprint["author"] == [{"family": "Example", "given": "Ada"}, {"literal": "others"}]
    assert preprint["issued"] == {"literal": "c. 1990"}
    assert (preprint["type"], preprint["archive"], preprint["language"]) == ("article", "arXiv", "en-GB")


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("Example", "Sample", "author 1 of 2: Example | Ada"),
        ('"given": "Bea"', '"given": "B"', "author 2 of 2: Other | Bea"),
        ("2024", "2023", "issued: 2024-3"),
        ("& Toads", "and Toads", "title: Frogs & Toads"),
        ("10.1000/a_b", "10.1000/a-b", "DOI: 10.1000/a_b"),
        ('"frogs"', '"t"', "id: frogs"),
    ],
)
def test_a_csl_file_that_says_something_else_is_found(old: str, new: str, lost: str) -> None:
    manuscript = manuscript_of(entries_of(BIB.encode()))
    data = CslWriter().write(manuscript).data.decode()
    assert old in data
    texts = ((one.text, one.span) for one in CslWriter().promises(manuscript).texts)
    found = [one.message for one in broken_promises(read_csl(data.replace(old, new).encode()), texts, frozenset())]
    assert f"'{lost}' is missing from the output" in found


@pytest.mark.skipif(not FILES, reason="no corpus")
def test_the_data_say_what_is_printed() -> None:
    """Title, people, years, and numbers of each work, but not signs and their case, which styles change."""
    entries = [entry for entry in entries_of((CORPUS / "biblatex-examples-92.bib").read_bytes()) if entry.is_work]
    style = find_reference_style(built_in("classic"), StyleFolders((built_in_styles(),))).value
    assert style
    printed = Citer(style, "en", OWNER).cite(entries, None).value
    assert printed
    for entry in entries:
        work = work_of(entry, OWNER)
        text = letters(plain(with_readable_signs(printed[entry.key].text)))
        people = (one.family for one in (*work.authors, *work.editors))
        years = (str(date[0]) for date in (work.date, work.end_date) if date)
        wanted = (work.title, *people, *years, work.container, work.volume, work.number, work.pages)
        assert [one for one in wanted if letters(one) not in text] == [], plain(printed[entry.key].text)


def letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="no corpus")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_entries_come_back(path: Path) -> None:
    entries = entries_of(path.read_bytes())
    manuscript = manuscript_of(tuple(entry for entry in entries if entry.is_work))
    writer = BibtexWriter()
    data = writer.write(manuscript).data
    texts = ((one.text, one.span) for one in writer.promises(manuscript).texts)
    assert [*broken_promises(read_bibtex(data), texts, frozenset())] == []
    again = {entry.key: entry for entry in entries_of(data)}
    for entry in manuscript.entries:
        back = again[entry.key]
        assert (back.type, back.status) == (entry.type, entry.status)
        written = {name for name in back.fields if back.tex(name).strip()}
        assert {name: entry.tex(name) for name in written} == {name: back.tex(name) for name in written}
    assert writer.write(manuscript_of(tuple(again[one.key] for one in manuscript.entries))).data == data


@pytest.mark.slow
@pytest.mark.skipif(not (FILES and SCHEMA.exists()), reason="no corpus")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_csl_obeys_its_schema(path: Path) -> None:
    manuscript = manuscript_of(entries_of(path.read_bytes()))
    data = CslWriter().write(manuscript).data
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert [*jsonschema.Draft7Validator(schema).iter_errors(json.loads(data))] == []
    texts = ((one.text, one.span) for one in CslWriter().promises(manuscript).texts)
    assert [*broken_promises(read_csl(data), texts, frozenset())] == []


def closed(text: str) -> str:
    """Close the braces of a text, and open those that are missing."""
    depth = least = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        least = min(least, depth)
    return "{" * -least + text + "}" * (depth - least)


TEX = st.lists(
    st.sampled_from(
        [*"{}@,=#%$&_^~\"\\' aÉ漢-", r"\&", r"\'e", r"\{", "and", "--", "\n", "@article{x,", "\u202e", "\x01"]
    ),
    max_size=9,
).map(lambda signs: closed("".join(signs)))
ENTRIES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["article", "book", "thesis", "misc", "online", "inproceedings", "own"]),
        "author": st.sampled_from(
            ["A. Example and others", "{A & B}", "van der Berg, Jr, J.", "王 小明 and Ada Example"]
        ),
        "date": st.sampled_from(["2020", "2020-03/2021", "1990/", "in press", "2019-21", "~1990"]),
        "texts": st.dictionaries(
            st.sampled_from(["title", "journal", "note", "publisher", "volume", "doi", "url"]), TEX
        ),
    }
)


@given(ENTRIES)
@times(0.5)
def test_made_entries_come_back(made: dict[str, Any]) -> None:
    fields = {"author": made["author"], "date": made["date"], **made["texts"]}
    source = "".join(f"  {name} = {{{tex}}},\n" for name, tex in fields.items())
    (entry,) = entries_of(f"@{made['type']}{{key,\n{source}}}\n".encode())
    writer = BibtexWriter()
    manuscript = manuscript_of((entry,))
    data = writer.write(manuscript).data
    texts = ((one.text, one.span) for one in writer.promises(manuscript).texts)
    assert [*broken_promises(read_bibtex(data), texts, frozenset())] == []
    (back,) = entries_of(data)
    assert (back.type, back.status) == (entry.type, entry.status)
    assert {name: back.tex(name) for name in back.fields} == {name: entry.tex(name) for name in back.fields}
    # Another program finds the same fields.
    (other,) = pybtex.database.parse_bytes(data, "bibtex").entries.values()
    found = {name: value for name, value in other.fields.items() if name not in Person.valid_roles}
    assert {name: " ".join(back.tex(name).split()) for name in found} == {
        name: " ".join(one.split()) for name, one in found.items()
    }
