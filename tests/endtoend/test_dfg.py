"""The DFG's form as a PDF: headings in its order and at its levels, personal data as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest
from running import run_cvtex

CV = """\
owner: {name: Anna Heron, title: Dr., contact: {email: anna@pond.example, orcid: 0000-0002-1825-0097}}
bibliography: a.bib
language: de
sections:
  career: {kind: positions, title: Stellen, items: [{employer: Ein Teich, roles: [{title: Rätin, dates: seit 2020}]}]}
  works: {kind: publications, title: Schriften}
  programs: {kind: software, title: Programme, items: [{name: Newtcount}]}
variants:
  v: {profile: dfg}
"""
BIB = """\
@article{a, author = {Anna Heron}, title = {Frogs}, journal = {J}, year = {2024}, doi = {10.1000/1}}
@misc{b, author = {Anna Heron}, title = {Data}, year = {2023}, doi = {10.1000/2}}
"""
EXPECTED = [
    ("H1", "Dr. Anna Heron"),
    ("H2", "Persönliche Daten"),
    ("Table", ""),
    ("H2", "Qualifizierung und Werdegang"),
    ("H3", "Stellen"),
    ("H4", "Ein Teich"),
    ("P", "Rätin"),
    ("H2", "Wissenschaftliche Ergebnisse"),
    ("H3", "Kategorie A"),
    ("L", ""),
    ("H3", "Kategorie B"),
    ("L", ""),
    ("H4", "Programme"),
    ("L", ""),
]


@pytest.mark.slow
def test_the_form_is_a_tagged_pdf(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV, encoding="utf-8")
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    reader = pypdf.PdfReader(tmp_path / "build" / "CV_PubList_Heron.pdf")
    root: Any = reader.root_object["/StructTreeRoot"]
    roles = [str(kid.get_object()["/S"])[1:] for kid in root["/K"]["/K"]]
    assert roles == [role for role, _ in EXPECTED]
    text = " ".join("".join(page.extract_text() + " " for page in reader.pages).split())
    rest = text
    for _, start in EXPECTED:
        _, found, rest = rest.partition(start) if start else ("", True, rest)
        assert found, start
    assert "Aktuelle Position Rätin Aktuelle Institution(en)/Ort(e), Land Ein Teich" in text
    # The table stands in place of the contact details.
    assert "anna@pond.example" not in text
