"""JSON Resume 1.3.1: every field of every kind, under the schema's name where it has one, and all of it as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from building import built
from random_cv import random_cv

from cvtex.emit.jsonresume.fields import words_of
from cvtex.examples import BIBLIOGRAPHY, example_of, kinds

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
  about_me: {kind: text, title: About, text: Likes ponds. And frogs.}
  interests: {kind: text, title: Interests, text: "Frogs (green, brown), toads; newts"}
  licences: {kind: list, title: Licences, items: [{text: First aid, dates: 2024 – 2027}]}
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
    assert resume.pop("$schema") == "https://cdn.jsdelivr.net/npm/@jsonresume/schema@1.3.1/schema.json"
    assert resume.pop("meta") == {"version": "v1.3.1", "language": "en"}
    sections = resume.pop("sections")
    assert [section["title"] for section in sections] == [
        *("", "Work", "Education", "About", "Interests", "Licences", "Talks", "Works")
    ]
    assert [section.get("kind") for section in sections] == [
        *(None, "positions", "education", "text", "text", "list", "talks", "publications")
    ]
    assert sections[1]["lines"] == ["Pond", "Head, May 2019\u2009–\u2009present", "Task: Frogs"]
    assert sections[6]["lines"] == ["“On 10⁶ frogs” (2020)"]
    summary = resume["publications"][0].pop("summary")
    assert "“Toads”. In: J" in summary
    assert resume == {
        "basics": {
            "name": "Ada Example",
            "label": "Biologist",
            "summary": "Likes ponds. And frogs.",
            "email": "ada@example.org",
            "location": {"address": "Berlin"},
            "profiles": [{"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}],
        },
        "work": [{"name": "Pond", "position": "Head", "highlights": ["Task: Frogs"], "startDate": "2019-05"}],
        "education": [{"institution": "U", "studyType": "PhD", "endDate": "2015-07"}],
        "interests": [{"name": "Interests", "keywords": ["Frogs (green, brown)", "toads", "newts"]}],
        "certificates": [{"name": "First aid", "date": "2024", "dates": "2024 – 2027"}],
        "talks": [{"title": "On 10⁶ frogs", "date": "2020"}],
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


# Each kind of section, and the list that its example goes to.
PLACES = {
    "positions": "work",
    "education": "education",
    "projects": "projects",
    "grants": "projects",
    "software": "projects",
    "skills": "skills",
    "languages": "languages",
    "awards": "awards",
    "publications": "publications",
    "service": "volunteer",
    "memberships": "volunteer",
    "contacts": "references",
    # The schema has no place for these.
    "patents": "patents",
    "talks": "talks",
    "teaching": "teaching",
    "supervision": "supervision",
    "contributions": "contributions",
    "entries": "entries",
}
# They have no fields but a text, or a label and a text: only `sections` has them.
AS_TEXT = {"list", "table", "text"}
# Dates and sums are written in another way.
OTHERWISE = {"dates", "date", "term", "amount", "share", "priority", "short"}


def test_every_kind_has_a_place() -> None:
    assert sorted(PLACES.keys() | AS_TEXT) == kinds()


def test_no_field_of_an_item_is_lost(tmp_path: Path) -> None:
    """The examples show every field of their kinds (tests/test_reference.py)."""
    examples = {kind: yaml.safe_load(example_of(kind)) for kind in kinds()}
    sections = {name: section for example in examples.values() for name, section in example.items()}
    cv = {"owner": {"name": "Anna Heron"}, "bibliography": BIBLIOGRAPHY.name, "sections": sections}
    (tmp_path / "cv.yaml").write_text(yaml.safe_dump(cv), encoding="utf-8")
    (tmp_path / BIBLIOGRAPHY.name).write_bytes(BIBLIOGRAPHY.read_bytes())
    resume = resume_of(tmp_path, "full")
    for kind, place in PLACES.items():
        found = [*texts_of(resume[place])]
        wanted = [text for one in examples[kind].values() for text in texts_of(one.get("items", []))]
        assert [text for text in wanted if not any(text in one for one in found)] == [], kind
    assert len(resume["publications"]) == 4
    assert all("Heron" in work["summary"] for work in resume["publications"])
    (running, pending) = [one for one in resume["projects"] if one.get("type") == "grant"]
    assert (running["amount"], running["startDate"], running["endDate"]) == ("412000 GBP", "2023-01", "2026-12")
    assert pending["status"] == "pending"


def texts_of(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for name, one in value.items():
                yield from texts_of(one) if name not in OTHERWISE else ()
        case list():
            for one in value:
                yield from texts_of(one)
        case str():
            # Skills and addresses are lists.
            yield from (word for line in value.splitlines() for word in words_of(line))
        case _:
            yield str(value)


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
