"""Files of other formats in place of a .bib file."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Diagnostic
from cvtex.read.bib import read_bibliography, read_bibliography_files


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"TY  - JOUR\nAU  - Ohm, Georg\nTI  - Chains\nER  - \n", "a RIS file"),
        (b"\xef\xbb\xbf\r\nTY  - JOUR\r\nTI  - Chains\r\nER  - \r\n", "a RIS file"),
        (b'[{"id": "ohm", "type": "article-journal", "title": "Chains"}]', "JSON"),
        (b'{\n  "items": [{"title": "Chains"}]\n}\n', "JSON"),
        (b"[]", "JSON"),
        (b"PMID- 1234567\nOWN - NLM\nTI  - Chains.\n", "a PubMed file"),
        (b"%0 Journal Article\n%A Ohm, Georg\n%T Chains\n", "an EndNote file"),
        (b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Ohm, G\n", "Web of Science's plain text"),
        (b"<?xml version='1.0'?>\n<xml><records><record/></records></xml>", "XML"),
        (b"<!DOCTYPE html>\n<html><style>@page {margin: 0}</style></html>", "a web page"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", "a Word document, a spreadsheet or an archive"),
        (b"{\\rtf1\\ansi Ohm, G. (1827)}", "a document in RTF"),
        (b"\\documentclass{article}\n\\begin{document}\n\\end{document}\n", "LaTeX, not a bibliography"),
        (b"% a comment\n\\begin{thebibliography}{9}\n\\bibitem{ohm} Ohm\n\\end{thebibliography}\n",
         "LaTeX, not a bibliography"),
        (b"cff-version: 1.2.0\ntitle: chains\n", "a CITATION.cff"),
        (b"ohm:\n    type: article\n    title: Chains\n", "YAML"),
        (b"Authors,Title,Publication,Year\nOhm,Chains,Journal,1827\n", "a table"),
    ],
)  # fmt: skip
def test_a_file_of_another_format_is_named(data: bytes, what: str) -> None:
    checked = read_bibliography("works", data)
    assert (checked.value.entries, checked.value.unreadable) == ((), ())
    assert texts(checked.diagnostics) == [f"works:1:1: error: this file is {what}; expected BibTeX or biblatex"]
    assert checked.diagnostics[0].hint


def test_a_document_names_the_file_that_it_cites() -> None:
    data = rb"\documentclass{article}\begin{document}\bibliography{papers, talks.bib}\end{document}"
    (diagnostic,) = read_bibliography("cv.tex", data).diagnostics
    assert diagnostic.hint == "name the file that it cites: papers.bib, talks.bib"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"% to be filled\n",
        b"@string{ohm = {Ohm}}",
        b"@comment{\n TY  - JOUR\n}",
        b"[Exported]\n@misc{k, x = {1}}\nTY  - JOUR\n",
        b"{\\rtf @misc{k, x = {1}}",
    ],
)
def test_a_bibliography_is_none_of_them(data: bytes) -> None:
    assert read_bibliography("works.bib", data).diagnostics == ()


def test_a_file_of_text_has_no_entries() -> None:
    checked = read_bibliography_files([("a.bib", b"My papers:\n"), ("b.bib", b"@misc{k, x = {1}}")])
    assert texts(checked.diagnostics) == ["a.bib:1:1: warning: this file has no entries"]


def texts(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{diagnostic.span}: {diagnostic.severity}: {diagnostic.message}" for diagnostic in diagnostics]
