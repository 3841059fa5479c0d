"""docs/reference.md is complete and up to date; the examples of `cvtex new --kind` build and show every field."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml
from running import ROOT, run_cvtex

from cvtex.check.json_schema import cv_schema
from cvtex.check.leaves import LEAVES
from cvtex.check.shapes import ByKind, ListOf, MappingOf, OneOf, Record, Shape, record_of
from cvtex.examples import BIBLIOGRAPHY, example_of, kinds
from cvtex.model.cv import Cv
from cvtex.model.items import ItemBase, Point
from cvtex.model.sections import SectionBase

PAGE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
LEAF_TYPES = frozenset(LEAVES)


def tool() -> Any:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date() -> None:
    assert tool().Reference().page() == PAGE, "run `make reference`"


def test_every_field_of_the_schema_stands_in_the_page() -> None:
    schema = cv_schema()
    named = {"cv.yaml": schema, **schema["$defs"]}
    fields = {(name, field) for name, record in named.items() for field in _properties(record) if field != "kind"}
    assert len(fields) > 150
    assert [f"{name}.{field}" for name, field in sorted(fields) if f"`{field}`" not in PAGE] == []


def _properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from properties
        for value in (*properties.values(), *schema.get("anyOf", ())):
            yield from _properties(value)


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_is_found_by_its_own_word(kind: str) -> None:
    assert _section_records()[kind].fields["kind"].shape == OneOf((kind,))


def test_every_kind_has_an_example_and_a_picture() -> None:
    assert sorted(_section_records()) == kinds()
    for kind in kinds():
        assert (ROOT / "docs" / "kinds" / f"{kind}.png").is_file(), "run `make reference`"
        assert example_of(kind) in PAGE


@pytest.mark.parametrize("kind", kinds())
def test_an_example_shows_every_field_of_its_kind(kind: str) -> None:
    """Except those of every section, group, item or point."""
    shown = set(_keys(yaml.safe_load(example_of(kind))))
    base = {name for record in (SectionBase, ItemBase, Point) for name in _record(record).fields}
    base |= {"groups", "group_by", "numbering", "prefix"}
    assert sorted(set(_fields(_section_records()[kind])) - base - shown) == []


def _record(cls: Any) -> Record:
    return record_of(cls, LEAF_TYPES)


def _section_records() -> dict[str, Record]:
    sections = _record(Cv).fields["sections"].shape
    assert isinstance(sections, MappingOf)
    assert isinstance(sections.value, ByKind)
    return dict(sections.value.records)


def _fields(shape: Shape) -> Iterator[str]:
    match shape:
        case Record(fields=fields):
            for field in fields.values():
                yield field.name
                yield from _fields(field.shape)
        case ListOf(inner) | MappingOf(inner):
            yield from _fields(inner)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield key
            yield from _keys(child)
    elif isinstance(value, list):
        for child in value:
            yield from _keys(child)


@pytest.mark.parametrize("kind", kinds())
def test_what_the_command_prints_can_be_pasted(kind: str, tmp_path: Path) -> None:
    printed = run_cvtex(["new", "--kind", kind], tmp_path)
    assert printed.exit_code == 0
    (tmp_path / "cv.yaml").write_text(f"{HEAD}sections:\n{printed.output}", encoding="utf-8")
    (tmp_path / "publications.bib").write_bytes(BIBLIOGRAPHY.read_bytes())
    checked = run_cvtex(["check"], tmp_path)
    assert (checked.exit_code, checked.errors) == (0, "")


HEAD = "owner: {name: Anna Heron}\ndate: 2025-06\nbibliography: publications.bib\n"


@pytest.mark.slow
def test_all_examples_build_as_one_cv(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(tool().cv_of(kinds()), encoding="utf-8")
    (tmp_path / "publications.bib").write_bytes(BIBLIOGRAPHY.read_bytes())
    built = run_cvtex(["build", "--strict"], tmp_path)
    assert (built.exit_code, built.errors) == (0, "")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages)
    for kind in kinds():
        for section in yaml.safe_load(example_of(kind)).values():
            assert section["title"] in text


def test_a_kind_takes_no_folder(tmp_path: Path) -> None:
    ran = run_cvtex(["new", "my-cv", "--kind", "list"], tmp_path)
    assert ran.exit_code == 2
    assert "--kind takes no other argument" in ran.errors
    assert list(tmp_path.iterdir()) == []
