"""The JSON Schema with which editors complete and check cv.yaml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cvtex.check.cv import check_cv
from cvtex.check.json_schema import cv_schema, schema_text
from cvtex.read.style import built_in_themes
from cvtex.read.yaml import read_yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = cv_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class _Yaml12Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: no dates, no `yes`, no sexagesimal numbers."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as PyYAML has it


for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", "nN~\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    _Yaml12Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}",
        re.compile(f"^(?:{pattern})$"),
        [*first.replace("\0", ""), *([""] if "\0" in first else [])],
    )
_Yaml12Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Yaml12Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def as_editors_read(text: str) -> Any:
    return yaml.load(text, Loader=_Yaml12Loader)


def problems(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(as_editors_read(text))]


def test_the_loader_reads_yaml_1_2() -> None:
    assert as_editors_read("[no, 2020-01-01, 12:30, 010, 1.5, true, ~, null, '1']") == [
        "no", "2020-01-01", "12:30", 10, 1.5, True, None, None, "1",
    ]  # fmt: skip


def test_the_schema_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_committed_schema_is_up_to_date() -> None:
    assert (ROOT / "cv.schema.json").read_text(encoding="utf-8") == schema_text(built_in_themes())


def sources() -> list[Path]:
    return [ROOT / "cv.yaml", *sorted((ROOT / "examples").glob("**/cv*.yaml"))]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.parent.name)
def test_the_projects_own_cvs_are_valid(path: Path) -> None:
    assert problems(path.read_text(encoding="utf-8")) == []


HEAD = "owner: {name: Ada Example}\n"

VALID = [
    "sections: {}",
    "sections: {}\nvariants: {full: {}, other: }",
    "sections: {}\nvariants: {full: {sections: [a, {section: b, max: 3, since: 2020}]}}",
    "sections: {}\nkeywords: one\nbibliography: [a.bib, b.bib]\nfont_size: 11\npaper: letter\ndate: 2022",
    "sections: {a: {kind: text, text: {en: One, de: Eins, short: {en: 1, de: 1}, only: full}}}",
    "sections: {a: {kind: list, items: [NO, 12:30, 2020, 1.5, true, {text: x, dates: 2020-01-05}]}}",
    "sections: {a: {kind: awards, items: [{title: T, date: 2020, priority: must, only: [full], keywords: [a]}]}}",
    "sections: {a: {kind: list, items: [{en: One, de: Eins}, {en: Two, dates: 2020}]}}",
    "sections: {a: {kind: list, items: [{text: x, dates: [2009, 2012 – 2014]}, {text: y, dates: 10.2019}]}}",
    "sections: {a: {kind: list, items: [{text: x, dates: {text: {en: once, de: einst}, sort: Fall 2019}}]}}",
    "sections: {a: {kind: list, items: }}",
    "sections: {a: {kind: publications, groups: [{types: article}], priority: {must: [a]}, numbering: none}}",
    "sections: {}\ndesign:",
    "sections: {}\ndesign: {accent: navy, theme: mine, margins: 2 cm, header_band: true, page_numbers: '1', side: a}",
    "sections: {a: {kind: list, items: []}}\nvariants: {v: {design: {margins: {left: 1 in}, side: [a]}}}",
]


@pytest.mark.parametrize("text", VALID)
def test_the_schema_accepts_what_cvtex_accepts(text: str) -> None:
    node = read_yaml("cv.yaml", (HEAD + text).encode()).value
    assert node is not None
    errors = [
        d.message for d in check_cv(node).diagnostics if "variant" not in d.message and "section" not in d.message
    ]
    assert (errors, problems(HEAD + text)) == ([], [])


INVALID = [
    "sectoins: {}",
    "sections: []",
    "sections: {a: {}}",
    "sections: {a: {kind: lists, items: []}}",
    "sections: {a: {kind: list}}",
    "sections: {a: {kind: list, itemz: []}}",
    "sections: {a: {kind: awards, items: [{date: 2020}]}}",
    "sections: {a: {kind: awards, items: [{title: T, sum: 5}]}}",
    "sections: {a: {kind: awards, items: T}}",
    "sections: {a: {kind: list, items: [{text: x, dates: {text: once}}]}}",
    "sections: {a: {kind: list, items: [{text: x, dates: {sort: 2019}}]}}",
    "sections: {a: {kind: list, items: [{english: One}]}}",
    "sections: {a: {kind: text, text: [one]}}",
    "sections: {a: {kind: text, text: {english: one}}}",
    "sections: {}\nfont_size: large",
    "sections: {}\npaper: a3",
    "sections: {}\nvariants: {full: {pages: two}}",
    "sections: {}\nvariants: {full: {short: yes}}",
    "sections: {}\ndesign: {dates: top}",
    "sections: {}\ndesign: {page_numbers: 1/8}",
    "sections: {}\ndesign: {header_band: yes}",
    "sections: {}\ndesign: {colour: red}",
    "sections: {}\nvariants: {full: {design: {margins: {inner: 2 cm}}}}",
    "sections: {}\nicons: true",
]


@pytest.mark.parametrize("text", INVALID)
def test_the_schema_rejects_what_cvtex_rejects(text: str) -> None:
    node = read_yaml("cv.yaml", (HEAD + text).encode()).value
    assert node is not None
    assert not check_cv(node).ok
    assert problems(HEAD + text) != []


@pytest.mark.parametrize("text", ["sections: {}", "owner: {}\nsections: {}", "owner: {name: [Ada]}\nsections: {}"])
def test_an_owner_needs_a_name(text: str) -> None:
    assert problems(text) != []


def test_editors_complete_the_names_of_themes() -> None:
    design = cv_schema(("classic", "mine"))["$defs"]["Design"]["properties"]["theme"]
    assert design["anyOf"][0] == {"enum": ["classic", "mine"]}


def test_each_field_in_the_schema_has_a_description() -> None:
    described = [
        field
        for definition in [SCHEMA, *SCHEMA["$defs"].values()]
        for record in [definition, *definition.get("anyOf", ())]
        for field in record.get("properties", {}).values()
    ]
    assert len(described) > 100
    names = [
        field for field in described if "description" not in field and "anyOf" not in field and "type" not in field
    ]
    assert names == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3000) | st.text("ab", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["kind", "items", "text", "title"]), inner, max_size=3)
    ),
    max_leaves=4,
)


@given(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["list", "text", "awards", "talks"])},
        optional={"items": VALUES, "text": VALUES, "title": VALUES},
    )
)
def test_the_schema_accepts_any_section_that_cvtex_accepts(section: dict[str, Any]) -> None:
    cv = {"owner": {"name": "Ada Example"}, "sections": {"a": section}}
    node = read_yaml("cv.yaml", yaml.safe_dump(cv).encode()).value
    assert node is not None
    if check_cv(node).ok:
        assert problems(yaml.safe_dump(cv)) == []
