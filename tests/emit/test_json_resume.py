"""JSON Resume: what its schema has a place for, and everything else as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from building import built
from random_cv import random_cv

SHARED = Path(__file__).parents[2].parent / "shared"
SCHEMA = SHARED / "formats" / "json-resume" / "schema.json"
USERS = sorted(path.parent for path in SHARED.glob("users/*/cv.yaml"))
SAMPLE = Path(__file__).parents[2]

CV = """\
owner:
  name: Ada Example
  headline: Biologist
  contact: {email: ada@example.org, github: ada, location: Berlin}
bibliography: works.bib
sections:
  work:
    kind: positions
    title: Work
    items:
      - employer: Pond
        roles: [{title: Head, dates: 2019-05 – present, points: [{label: Task, text: Frogs}]}]
  schools: {kind: education, title: Education, items: [{institution: U, degrees: [{degree: PhD, dates: 2015-07}]}]}
  talks: {kind: talks, title: Talks, items: [{title: On 10^6^ frogs, date: 2020}]}
  works: {kind: publications, title: Works}
"""
BIB = "@article{x, author={Example, Ada and Other, Bea}, title={Toads}, journal={J}, year={2024}, doi={10.1000/1}}\n"


def resume_of(folder: Path, variant: str) -> Any:
    result = built(folder, variant, formats=("json",))
    assert result.status == "ok", [one.message for one in result.diagnostics]
    (output,) = result.outputs
    assert output.data is not None
    return json.loads(output.data)


def test_a_small_cv(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV, encoding="utf-8")
    (tmp_path / "works.bib").write_text(BIB, encoding="utf-8")
    resume = resume_of(tmp_path, "full")
    assert resume.pop("$schema").endswith("schema.json")
    sections = resume.pop("sections")
    assert [section["title"] for section in sections] == ["", "Work", "Education", "Talks", "Works"]
    assert sections[1]["lines"] == ["Pond", "Head, May 2019\u2009–\u2009present", "Task, Frogs"]
    assert sections[3]["lines"] == ["“On 10⁶ frogs” (2020)"]
    summary = resume["publications"][0].pop("summary")
    assert "“Toads”. In: J" in summary
    assert resume == {
        "basics": {
            "name": "Ada Example",
            "label": "Biologist",
            "email": "ada@example.org",
            "location": {"address": "Berlin"},
            "profiles": [{"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}],
        },
        "work": [{"name": "Pond", "position": "Head", "highlights": ["Task: Frogs"], "startDate": "2019-05"}],
        "education": [{"institution": "U", "studyType": "PhD", "endDate": "2015-07"}],
        "publications": [
            {
                "name": "Toads",
                "publisher": "J",
                "releaseDate": "2024",
                "url": "https://doi.org/10.1000/1",
                "authors": ["Ada Example", "Bea Other"],
                "venue": "J",
                "doi": "10.1000/1",
                "type": "article",
                "citationKey": "x",
            }
        ],
    }


def check(resume: Any) -> None:
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [one.message for one in validator.iter_errors(resume)] == []


@pytest.mark.skipif(not SCHEMA.exists(), reason="no schema")
def test_cvs_obey_the_schema(tmp_path: Path) -> None:
    check(resume_of(SAMPLE, "full"))
    for path in USERS:
        check(resume_of(path, next(iter(_variants(path)))))
    values, _ = random_cv(7)
    values["variants"]["v"].pop("pages", None)
    (tmp_path / "cv.yaml").write_text(json.dumps(values), encoding="utf-8")
    check(resume_of(tmp_path, "v"))


def _variants(folder: Path) -> Any:
    from cvtex.build.loading import load

    cv = load(folder / "cv.yaml").cv
    assert cv is not None
    return cv.variants
