"""Printed works as BibTeX, which comes back when it is read again, and as CSL-JSON, which obeys its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cvtex.build.loading import works_of
from cvtex.cite.works import work_of
from cvtex.diagnostics import Span
from cvtex.emit.bibtex.writer import BibtexWriter
from cvtex.emit.csl.writer import CslWriter
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.model.bibliography import Entry
from cvtex.model.people import Owner, PersonName
from cvtex.value import replace
from cvtex.verify.bibtex import read_bibtex
from cvtex.verify.json_data import read_json
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


@pytest.mark.skipif(not (FILES and SCHEMA.exists()), reason="no corpus")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_csl_obeys_its_schema(path: Path) -> None:
    manuscript = manuscript_of(entries_of(path.read_bytes()))
    data = CslWriter().write(manuscript).data
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert [*jsonschema.Draft7Validator(schema).iter_errors(json.loads(data))] == []
    texts = ((one.text, one.span) for one in CslWriter().promises(manuscript).texts)
    assert [*broken_promises(read_json(data), texts, frozenset())] == []
