"""`--merge`: lines that an import adds to a CV that is there, and nothing else."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from cvtex.check.cv import check_cv
from cvtex.diagnostics import has_errors
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.importers.proposal import CvFiles, Proposal, proposed
from cvtex.read.yaml import read_yaml

DOCUMENTS = Path(__file__).parents[1] / "documents" / "imports"
# What its owner wrote: comments, another order, a list in brackets, private values elsewhere.
CV = """\
# My CV.
owner:
  name: Ada Marsh
  contact: # only what everybody may know
    email: ada@pond.example
  headline: Zoologist

bibliography: works.bib

variants:
  full: {}

sections:
    posts:
        kind: positions
        title: Posts
        items:
            - employer: Pond Institute
              place: Fenwick
              roles:
                  - title: Head of Frogs
                    dates: 2014-03 – present
                    text: |
                        Frogs.

                        # Newts, too.
              # to be translated

    prizes:
        kind: awards
        title: Prizes
        items: [{title: Golden Toad, date: 2012}]

    works: {kind: publications, title: Works}
# The end.
"""
BIB = "@article{frogs, author = {Marsh, Ada}, title = {On frogs}, year = 2014, doi = {10.5555/frogs}}"
RESUME = """{
"basics": {"name": "Ada B. Marsh", "label": "Zoologist", "email": "ada@pond.example", "phone": "+44 20 7946 0000"},
"work": [
 {"name": "Pond Institute", "position": "Head of Frogs", "startDate": "2014-03"},
 {"name": "Fen College", "position": "Keeper of Newts", "startDate": "2010", "endDate": "2013"}],
"awards": [{"title": "Golden Toad", "date": "2012"}, {"title": "Silver Eft", "date": "2009"}],
"education": [{"institution": "Fen College", "studyType": "BSc", "endDate": "2009"}],
"publications": [
 {"name": "On Frogs", "publisher": "Ponds", "releaseDate": "2014", "url": "https://doi.org/10.5555/frogs"},
 {"name": "On Toads", "publisher": "Pond Press", "releaseDate": "2019"}]
}"""


def proposal(cv: str, bib: str, source: SourceFile, name: str = "works.bib") -> Proposal:
    imported = import_files([source]).value
    assert imported is not None
    present = CvFiles(cv.encode(), {name: bib.encode()} if bib else {})
    found = proposed(present, imported.imported, imported.repeated)
    assert found.value is not None, found.diagnostics
    return found.value


def resume(text: str = RESUME) -> SourceFile:
    return SourceFile("resume.json", text.encode())


def added(before: str, after: str) -> list[str]:
    """The lines that were added; nothing else may have changed."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        assert kind in {"equal", "insert"}, old[start:end]
        lines += new[first:last] if kind == "insert" else []
    return lines


def test_only_what_is_missing_is_added_in_its_place() -> None:
    found = proposal(CV, BIB, resume())
    cv = found.files["cv.yaml"].decode()
    assert [line for line in added(CV, cv) if line] == [
        '    phone: "+44 20 7946 0000"',
        "            # resume.json, line 4",
        "            - employer: Fen College",
        "              roles:",
        "                - title: Keeper of Newts",
        "                  dates: 2010 – 2013",
        "    # resume.json, line 7",
        "    education:",
        "      kind: education",
        "      title: Education",
        "      items:",
        "        - institution: Fen College",
        "          degrees:",
        "            - degree: BSc",
        "              dates: 2009",
        "    # resume.json, line 6",
        "    awards:",
        "      kind: awards",
        "      title: Awards",
        "      items:",
        "        - title: Silver Eft",
        "          date: 2009",
    ]
    # A block of text is not cut in two, and what its owner wrote below the item stays there.
    assert "              # to be translated\n            # resume.json, line 4\n            - employer" in cv
    bib = found.files["works.bib"].decode()
    assert bib.startswith(BIB + "\n\n@")
    assert "title = {On Toads}" in bib
    assert "On Frogs" not in bib
    # The CV has its own name, and its .bib file its own journal: what differs is said.
    assert [one.words for one in found.coverage.missing] == [("b",), ("ponds",)]


def test_a_cv_that_has_everything_needs_nothing() -> None:
    first = proposal(CV, BIB, resume())
    again = proposal(first.files["cv.yaml"].decode(), first.files["works.bib"].decode(), resume())
    assert again.files == {}


def test_a_cv_without_works_gets_a_bib_file_and_a_section() -> None:
    cv = "owner: {name: Ada Marsh}\nvariants:\n  full: {}\nsections: {}\n"
    found = proposal(cv, "", resume(), "")
    written = found.files["cv.yaml"].decode()
    assert "bibliography: publications.bib\nsections:\n  # resume.json, line 4\n  experience:\n" in written
    assert "    kind: publications\n" in written
    assert "On Frogs" in found.files["publications.bib"].decode()
    # An owner in braces is left alone; what it lacks is said.
    assert {word for one in found.coverage.missing for word in one.words} >= {"zoologist", "pond", "44"}


def test_line_ends_stay() -> None:
    cv = CV.replace("\n", "\r\n")
    written = proposal(cv, BIB, resume()).files["cv.yaml"].decode()
    assert written.count("\r\n") == written.count("\n")


def test_a_cv_with_mistakes_is_not_guessed_at() -> None:
    imported = import_files([resume()]).value
    assert imported is not None
    found = proposed(CvFiles(b"owner: [", {}), imported.imported)
    assert found.value is None
    assert has_errors(found.diagnostics)


KINDS = ("json-resume", "orcid", "rendercv", "ris", "latex")


def largest(kind: str) -> list[Path]:
    """Those with most to add; all would take long."""
    return sorted((DOCUMENTS / kind).glob("*/source.*"), key=lambda path: path.stat().st_size)[-4:]


@pytest.mark.parametrize(
    "path",
    [path for kind in KINDS for path in largest(kind)],
    ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}",
)
def test_any_import_fits_into_a_cv_and_is_there_then(path: Path) -> None:
    source = SourceFile(path.name, path.read_bytes())
    found = proposal(CV, BIB, source)
    cv = found.files.get("cv.yaml", CV.encode()).decode()
    added(CV, cv)
    node = read_yaml("cv.yaml", cv.encode()).value
    assert node is not None
    assert not has_errors(check_cv(node).diagnostics)
    again = proposal(cv, found.files.get("works.bib", BIB.encode()).decode(), source)
    assert again.files == {}
