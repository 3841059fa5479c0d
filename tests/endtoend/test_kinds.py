"""Points below points, entries in several lines and contacts beside each other, as readers of the PDF get them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import building
import pypdf
import pytest
import verapdf
from round_trip import missing, printed_strings
from running import run_cvtex

NAME = "Ada Example"
CV = """\
owner: {name: Ada Example}
theme: THEME
paper: PAPER
language: LANGUAGE
date: 2026-11
sections:
  work:
    kind: positions
    title: Work
    items:
      - employer: University of Examples
        roles:
          - title: Professor
            place: Potsdam
            dates: 2019 – present
            text: A text below the role.
            points:
              - text: Outer
                points:
                  - {text: Middle, points: [Inner, {label: Label, text: Inner again}]}
                  - Middle again
              - Outer again
  grants:
    kind: grants
    title: Grants
    numbering: ascending
    items:
      - title: A title that is much too long for one line of the page, so that its dates stand at the end of the second
        funder: A Foundation
        amount: 1249871 USD
        share: 812000 EUR
        partners: [B. Other, C. Third]
        dates: 2021 – 2026
        url: https://example.org/grant
        text: A text in a line of its own.
        points: [{text: A result, points: [A detail]}]
      - {title: Another, dates: 2020}
  entries:
    kind: entries
    title: Entries
    items:
      - {title: Place of birth, text: Altstadt}
      - title: Responder
        subtitle: A School
        dates: 2024
        url: https://example.org/responder
        points: [A point, Another point]
  referees:
    kind: contacts
    title: Referees
    items:
      - name: Prof. Bea Other
        organisation: A University with quite a long name that does not fit on a line of half the width
        address: |
          1 Lakeside Drive
          Duluth
        email: bea@example.org
      - {name: Carl Third, email: carl@example.org}
      - {name: Dora Fourth}
"""


@pytest.mark.parametrize(
    ("theme", "paper", "language"),
    [("classic", "a4", "de"), ("modern", "letter", "en-US")],
)
@pytest.mark.slow
def test_all_is_read_in_order_and_meets_the_standards(theme: str, paper: str, language: str, tmp_path: Path) -> None:
    source = CV.replace("THEME", theme).replace("PAPER", paper).replace("LANGUAGE", language)
    (tmp_path / "cv.yaml").write_text(source, encoding="utf-8")
    built = building.built(tmp_path, "full")
    assert built.pdf is not None, [one.message for one in built.diagnostics]
    assert built.diagnostics == ()
    (tmp_path / "cv.pdf").write_bytes(built.pdf)
    found = missing(printed_strings(built), tmp_path / "cv.pdf", NAME)
    assert not any(found.values()), found
    if verapdf.is_available():
        assert [verapdf.broken_rules(tmp_path / "cv.pdf", rules) for rules in ("2a", "ua1")] == [[], []]
    assert shape(structure(built.pdf)) == [
        *["H1", "H2", "H3", "P", "P"],
        ["LI", ["LI", ["LI", "LI"], "LI"], "LI"],
        *["H2", ["LI", ["LI", ["LI"]], "LI"]],
        *["H2", ["LI"], ["LI", ["LI", "LI"]]],
        *["H2", "Div", "Div"],
    ]


def structure(pdf: bytes) -> Any:
    document: Any = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return document["/StructTreeRoot"]["/K"]


def shape(element: Any) -> list[Any]:
    """The roles of the blocks; those in a list as a list."""
    kids = [kid.get_object() for kid in element["/K"]]
    return [shape(kid) if kid["/S"] == "/L" else kid["/S"][1:] for kid in kids]


@pytest.mark.slow
def test_a_limit_leaves_out_contacts_with_those_beside_them(tmp_path: Path) -> None:
    people: list[dict[str, Any]] = [
        {"name": f"Person {number:03}", "email": f"p{number}@example.org"} for number in range(199)
    ]
    people[0] |= {"requires": ["other"]}
    people[1] |= {"id": "other"}
    people[3] |= {"requires": ["other"]}
    values = {
        "owner": {"name": NAME},
        "sections": {"people": {"kind": "contacts", "title": "People", "items": people}},
        "variants": {
            "page": {"pages": "1"},
            "seven": {"pages": "1", "sections": [{"section": "people", "max": "7"}]},
        },
    }
    (tmp_path / "cv.yaml").write_text(json.dumps(values), encoding="utf-8")
    ran = run_cvtex(["build", "--all"], tmp_path)
    assert ran.exit_code == 0, ran.errors
    page, seven = (printed_people(tmp_path / "build" / f"cv-{name}.pdf") for name in ("page", "seven"))
    assert len(page) > 30
    # Of two people beside each other, both are printed or neither is; the last one has a line alone.
    assert {int(name) // 2 for name in page if f"{int(name) ^ 1:03}" not in page} <= {99}
    assert seven == [f"{number:03}" for number in range(7)]
    second = next(number for number in range(1, 199, 2) if f"{number:03}" not in page)
    why = run_cvtex(["explain", f"people.{second}", "-V", "page"], tmp_path).output
    assert f"printed only beside 'Person {second - 1:03}'" in why


def printed_people(pdf: Path) -> list[str]:
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    return [word for before, word in zip(text.split(), text.split()[1:], strict=False) if before == "Person"]
