"""Several sources of one person: the same work, from a record and a .bib file, is there once."""

from __future__ import annotations

import json

from cvtex.diagnostics import Span
from cvtex.importers.imported import Said, SourceFile
from cvtex.importers.importing import compared, import_files

FROGS = {"id": "frogs", "type": "article-journal", "title": "How Frogs Remember the Ponds of Their Youth",
         "author": [{"family": "Marsh", "given": "Ada"}],
         "issued": {"date-parts": [[2014]]}, "DOI": "10.1234/frogs"}  # fmt: skip
NEWTS = {**FROGS, "id": "newts", "title": "Whether Newts Dream of Other Newts", "DOI": "10.1234/newts"}
RIS = """TY  - JOUR
TI  - How frogs remember the ponds of their youth
AU  - Marsh, Ada
T2  - Journal of Pond Life
PY  - 2014
DO  - 10.1234/FROGS
ER  -
"""
BIB = b"""@article{mine, author = {Marsh, Ada}, title = {How {Frogs} Remember the Ponds of Their Youth},
  year = 2014, doi = {10.1234/frogs}}"""


def files(*sources: SourceFile) -> tuple[dict[str, str], float]:
    found = import_files(sources)
    assert found.value is not None
    return {name: data.decode() for name, data in found.value.files.items()}, found.value.coverage.share


def csl(*works: object) -> SourceFile:
    return SourceFile("works.json", json.dumps(works).encode())


def test_the_same_work_of_two_sources_has_the_fields_of_both() -> None:
    found, share = files(csl(FROGS, NEWTS), SourceFile("works.ris", RIS.encode()))
    bib = found["publications.bib"]
    assert bib.count("title = ") == 2
    assert "journal = {Journal of Pond Life}" in bib
    assert share == 1


def test_a_bib_file_stays_as_it_is() -> None:
    found, share = files(csl(FROGS, NEWTS), SourceFile("mine.bib", BIB))
    assert found["mine.bib"] == BIB.decode()
    assert "frogs" not in found["publications.bib"].lower()
    assert "Whether Newts" in found["publications.bib"]
    assert "bibliography:\n  - mine.bib\n  - publications.bib" in found["cv.yaml"]
    assert share == 1


def test_works_that_differ_stay_two() -> None:
    found, _ = files(csl(FROGS), csl(NEWTS))
    assert found["publications.bib"].count("title = ") == 2


def test_a_bib_file_of_the_name_that_imports_have_is_not_written_over() -> None:
    found, _ = files(csl(NEWTS), SourceFile("publications.bib", BIB))
    assert found["publications.bib"] == BIB.decode()
    assert "Whether Newts" in found["publications-2.bib"]


def test_the_first_source_that_knows_the_owner_decides() -> None:
    first = SourceFile("a.json", b'{"basics": {"name": "Ada Marsh", "email": "ada@example.org"}}')
    second = SourceFile("b.json", b'{"basics": {"name": "A. Marsh", "email": "a@example.org", "phone": "+44 1"}}')
    found, _ = files(first, second)
    assert "name: Ada Marsh\n" in found["cv.yaml"]
    assert 'email: ada@example.org\n    phone: "+44 1"' in found["cv.yaml"]


def resume(name: str, **sections: object) -> SourceFile:
    return SourceFile(f"{name}.json", json.dumps({"basics": {"name": name}, **sections}).encode())


POST = {"name": "Pond Institute", "position": "Head of Frogs", "startDate": "2014-03"}
LONGER = {**POST, "summary": "Frogs and their spawn."}
OLDER = {"name": "Fen College", "position": "Keeper of Newts", "startDate": "2010", "endDate": "2013"}


def test_a_section_of_two_sources_is_there_once_and_so_is_each_item() -> None:
    found, share = files(resume("Ada Marsh", work=[LONGER]), resume("A. Marsh", work=[POST, OLDER]))
    cv = found["cv.yaml"]
    assert cv.count("kind: positions") == 1
    assert cv.count("employer: Pond Institute") == 1
    assert cv.index("Pond Institute") < cv.index("Fen College")
    assert "  # Ada Marsh.json, line 1; A. Marsh.json, line 1\n" in cv
    # Each word has a place, also of what was left out.
    assert share == 1


def test_a_name_that_differs_is_another_name_of_the_owner_and_said() -> None:
    found = import_files([resume("Ada Marsh"), resume("Ada Fenn"), resume("A. Marsh")])
    assert found.value is not None
    assert "  other_names:\n    - Ada Fenn\n" in found.value.files["cv.yaml"].decode()
    assert [one.message for one in found.diagnostics] == ["'Ada Fenn' was taken as another name of Ada Marsh"]


TYPED = rb"""\documentclass{article}\begin{document}\begin{center}\textbf{Ada Marsh}\end{center}
\section{Publications}
\subsection{Articles}
\begin{itemize}
\item A. Marsh, B. Newt. On frogs. Journal of Ponds 3(2), 4--9, 2014.
\item A. Marsh. On toads. Journal of Ponds 4(1), 1--3, 2015.
\end{itemize}
\subsection{Books}
\begin{itemize}
\item A. Marsh. The Book of Efts. Pond Press, 2016.
\end{itemize}
\end{document}"""


def test_groups_that_name_their_works_get_one_for_those_of_other_sources() -> None:
    found, _ = files(SourceFile("cv.tex", TYPED), csl(NEWTS))
    cv = found["cv.yaml"]
    assert cv.count("kind: publications") == 1
    assert cv.rstrip().endswith("- title: Other Publications")


def test_a_key_that_a_bib_file_has_is_not_given_again() -> None:
    toads = {**FROGS, "id": "mine", "title": "Toads Under Stones", "DOI": "10.1234/toads"}
    found, _ = files(csl(toads), SourceFile("mine.bib", BIB))
    assert "@article{minea," in found["publications.bib"]


def test_a_source_with_an_error_stops_the_import() -> None:
    found = import_files([resume("Ada Marsh"), SourceFile("broken.json", b'{"basics": {')])
    assert found.value is None
    assert [one.span.file for one in found.diagnostics if one.span] == ["broken.json"]


def missing(text: str, printed: str, **kind: str) -> list[str]:
    said = Said(text, Span("source"), **kind)  # type: ignore[arg-type]
    return [word for one in compared([said], [printed]).missing for word in one.words]


def test_an_initial_stands_for_a_given_name_of_a_person_only() -> None:
    assert missing("Sarah Connor", "S. Connor", kind="name") == []
    assert missing("Sarah Connor", "S. Connor") == ["sarah"]
    assert missing("Sarah Connor", "T. Connor", kind="name") == ["sarah"]


def test_an_address_is_printed_without_its_scheme() -> None:
    assert missing("https://www.example.org/a", "example.org/a") == []
    assert missing("https://doi.org/10.1234/frogs", "doi:10.1234/frogs") == []
    assert missing("see https://example.org", "see example.org") == ["https"]


def test_the_end_of_what_goes_on_has_the_word_of_the_language() -> None:
    assert missing("2019 – now", "2019 – present") == []
    said = Said("2019 – bis heute", Span("source"))
    assert [word for one in compared([said], ["2019 – heute"], "de").missing for word in one.words] == ["bis"]


def test_no_cv_prints_an_abstract() -> None:
    assert missing("About frogs", "", kind="data") == []
