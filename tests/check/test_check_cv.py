"""Tree -> CV. Errors in broken CVs: documents/errors/*.txt."""

from __future__ import annotations

from typing import Any

import pytest
from examples import times
from hypothesis import example, given
from hypothesis import strategies as st

from cvtex.check.citations import check_citations
from cvtex.check.cv import check_cv
from cvtex.check.leaves import LEAVES
from cvtex.check.shapes import ByKind, Leaf, ListOf, MappingOf, OneOf, Record, Shape, record_of
from cvtex.diagnostics import Span
from cvtex.model.bibliography import Bibliography
from cvtex.model.cv import Cv
from cvtex.model.design import Design
from cvtex.model.items import ItemBase
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.model.people import PersonName
from cvtex.model.sections import ListSection, PositionsSection, TextSection
from cvtex.model.text import Text
from cvtex.model.walk import walk
from cvtex.read.yaml import read_yaml
from cvtex.text.richtext import Link, Math, Styled
from cvtex.value import Value


def cv_of(text: str) -> Cv:
    node = read_yaml("cv.yaml", text.encode())
    assert node.value is not None
    checked = check_cv(node.value)
    assert (node.diagnostics, checked.diagnostics) == ((), ())
    assert checked.value is not None
    return checked.value


SMALLEST = "owner: {name: Ada Example}\nsections: {}"


def test_absent_fields_have_defaults() -> None:
    cv = cv_of(SMALLEST)
    assert cv.owner.name == PersonName("Ada", "Example")
    assert (cv.language, cv.references, cv.design) == ("en", "classic", Design())
    assert list(cv.variants) == ["full"]
    assert (cv.variants["full"].pages, cv.variants["full"].sections) == (None, None)


NAMES = [
    ("Ada Example", PersonName("Ada", "Example")),
    ("Ada Maria van der Example", PersonName("Ada Maria", "Example", "van der")),
    ("van der Example, Ada", PersonName("Ada", "Example", "van der")),
    ("Example, Jr., Ada", PersonName("Ada", "Example", suffix="Jr.")),
    ("{given: Ada, particle: de, family: Example Other}", PersonName("Ada", "Example Other", "de")),
    ("{family: Plato}", PersonName("", "Plato")),
    ("{given: Wei, family: Zhang, native: 张伟}", PersonName("Wei", "Zhang", native=PersonName("", "张伟"))),
    (
        "{given: Taro, family: Yamada, native: '山田, 太郎'}",
        PersonName("Taro", "Yamada", native=PersonName("太郎", "山田")),
    ),
    (
        "{given: Robert, family: King, suffix: Jr., degrees: PhD}",
        PersonName("Robert", "King", suffix="Jr.", degrees="PhD"),
    ),
    ("Robert King, PhD", PersonName("Robert", "King", degrees="PhD")),
    ("Plato", PersonName("", "Plato")),
]


@pytest.mark.parametrize(("written", "name"), NAMES)
def test_a_name_is_a_line_or_its_parts(written: str, name: PersonName) -> None:
    text = written if written.startswith("{") else f'"{written}"'
    assert cv_of(f"owner: {{name: {text}}}\nsections: {{}}").owner.name == name


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_an_orcid_has_a_check_digit(orcid: str) -> None:
    contact = cv_of(f"owner: {{name: Ada Example, contact: {{orcid: {orcid}}}}}\nsections: {{}}").owner.contact
    assert contact is not None
    assert contact.orcid == orcid


def section_of(text: str) -> Any:
    (section,) = cv_of(f"owner: {{name: Ada Example}}\nsections: {{only: {{{text}}}}}").sections.values()
    return section


def test_text_holds_markup_languages_and_short_forms() -> None:
    section = section_of("kind: text, text: {en: 'A *big* $x^2$', de: Deutsch, short: Kurz, only: [full]}")
    assert isinstance(section, TextSection)
    assert section.text.full == {
        "en": (("A ", Styled("emphasis", ("big",)), " ", Math("x^{2}", "x²")),),
        "de": (("Deutsch",),),
    }
    assert section.text.short == {"": (("Kurz",),)}
    assert section.text.only == ("full",)


def test_a_bare_text_stands_for_a_list_item_and_a_point() -> None:
    section = section_of("kind: list, items: [one, {text: two, dates: 2020}, '[x](https://x.org)']")
    assert isinstance(section, ListSection)
    assert [(str(item.text), item.dates is None) for item in section.items] == [
        ("one", True),
        ("two", False),
        ("x", True),
    ]
    assert section.items[2].text.line("en") == (Link("https://x.org", ("x",)),)
    section = section_of(
        "kind: positions, items: [{employer: E, roles: [{title: T, points: [one, {label: L, text: two}]}]}]"
    )
    assert isinstance(section, PositionsSection)
    points = section.items[0].roles[0].points
    assert [(str(point.label), str(point.text)) for point in points] == [("None", "one"), ("L", "two")]


def test_one_word_stands_for_a_list_of_one() -> None:
    cv = cv_of("owner: {name: Ada Example, former_names: Ada Before}\nsections: {}\nbibliography: a.bib\nkeywords: one")
    assert (cv.owner.former_names, [file.path for file in cv.bibliography], cv.keywords) == (
        (PersonName("Ada", "Before"),),
        ["a.bib"],
        ("one",),
    )


def test_every_value_has_its_place() -> None:
    cv = cv_of("""\
owner:
  name: Ada Example
sections:
  awards:
    kind: awards
    items:
      - title: A title
        only: full
variants:
  full: {sections: [awards]}
""")
    (item,) = (value for value in walk(cv) if isinstance(value, ItemBase))
    assert {
        "owner": cv.owner.span,
        "section": cv.sections["awards"].span,
        "item": item.span,
        "only": item.only[0].span,
        "variant": cv.variants["full"].span,
        "view": (cv.variants["full"].sections or ())[0].span,
    } == {
        "owner": Span("cv.yaml", 2, 3),
        "section": Span("cv.yaml", 4, 3, 6),
        "item": Span("cv.yaml", 7, 9),
        "only": Span("cv.yaml", 8, 15, 4),
        "variant": Span("cv.yaml", 10, 3, 4),
        "view": Span("cv.yaml", 10, 21, 6),
    }


def test_valid_parts_are_kept_beside_invalid_ones() -> None:
    node = read_yaml(
        "cv.yaml",
        b"""\
owner: {name: Ada Example, title: [Dr.]}
font_size: large
sections:
  good: {kind: list, items: [one, {txt: two}, three]}
  bad: {kind: lists, items: []}
""",
    ).value
    assert node is not None
    checked = check_cv(node)
    assert checked.value is not None
    assert [diagnostic.span and diagnostic.span.line for diagnostic in checked.diagnostics] == [1, 2, 4, 5]
    assert list(checked.value.sections) == ["good"]
    assert [str(value) for value in walk(checked.value) if isinstance(value, Text)] == ["one", "three"]


# ---- any tree at all ----

ROOT = record_of(Cv, frozenset(LEAVES))
PLACE = Span("cv.yaml")
WORDS = st.sampled_from(
    [
        "Ada Example",
        "2020",
        "2020-13",
        "2020 – present",
        "-1",
        "0",
        "9",
        "1e9",
        "true",
        "no",
        "null",
        "~",
        "",
        "en",
        "de",
        "xx",
        "full",
        "2page",
        "a4",
        "*x*",
        "$x$",
        "$\\input$",
        "[a](b)",
        "https://x.org",
        "http://[",
        "mailto:",
        "www.x.org",
        "0000-0002-1825-0097",
        "0000-0002-1825-0098",
        "a/b",
        "article",
        "must",
        ",",
        ", ,",
        "A, B, C, D",
    ]
)
SCALARS = st.builds(Scalar, WORDS | st.text(max_size=8), st.just(PLACE), st.booleans())


def fields_of(shape: Shape) -> set[str]:
    match shape:
        case Record(fields=fields):
            return set(fields).union(*(fields_of(field.shape) for field in fields.values()))
        case ByKind(records=records):
            return set().union(*map(fields_of, records.values()))
        case ListOf(item=inner) | MappingOf(value=inner):
            return fields_of(inner)
    return set()


KEYS = st.sampled_from(sorted({*fields_of(ROOT), "given", "family", "text", "short", "en", "de", "full", "2page", "x"}))


def mapping(fields: dict[str, Node]) -> Node:
    return Mapping(fields, dict.fromkeys(fields, PLACE), PLACE)


ANY_TREES: st.SearchStrategy[Node] = st.recursive(
    SCALARS,
    lambda inner: (
        st.dictionaries(KEYS, inner, max_size=4).map(mapping)
        | st.lists(inner, max_size=3).map(lambda items: Sequence(tuple(items), PLACE))
    ),
    max_leaves=6,
)


def trees(shape: Shape, depth: int) -> st.SearchStrategy[Node]:
    """Trees that are nearly valid: each part matches its shape, or is anything."""
    if depth == 0:
        return SCALARS
    match shape:
        case Leaf():
            right: st.SearchStrategy[Node] = SCALARS
        case OneOf(words=words):
            right = st.sampled_from(words).map(lambda word: Scalar(word, PLACE))
        case ListOf(item=item):
            right = st.lists(later(item, depth - 1), max_size=2).map(lambda nodes: Sequence(tuple(nodes), PLACE))
        case MappingOf(value=value):
            right = st.dictionaries(KEYS, later(value, depth - 1), max_size=2).map(mapping)
        case ByKind(records=records):
            right = st.sampled_from(sorted(records)).flatmap(lambda kind: record_trees(records[kind], depth))
        case Record():
            right = record_trees(shape, depth)
    # Mostly right, so that the tree goes deep; equal strategies would count once.
    return st.one_of(right, right.map(lambda tree: tree), right.map(lambda tree: tree), ANY_TREES)


def later(shape: Shape, depth: int) -> st.SearchStrategy[Node]:
    return st.deferred(lambda: trees(shape, depth))


def record_trees(record: Record, depth: int) -> st.SearchStrategy[Node]:
    parts = {name: later(field.shape, depth - 1) for name, field in record.fields.items()}
    required = {name: part for name, part in parts.items() if record.fields[name].is_required or name == "kind"}
    optional = {name: part for name, part in parts.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional).map(mapping)


@given(ANY_TREES)
@example(Scalar("", PLACE))
@example(
    mapping(
        {
            "owner": mapping({"name": Scalar("Ada Example", PLACE)}),
            "sections": mapping({}),
            "variants": Scalar("x", PLACE),
        }
    )
)
def test_any_tree_is_a_cv_or_errors(tree: Node) -> None:
    check(tree)


@times(0.4)
@given(record_trees(ROOT, 6))
def test_a_tree_that_is_nearly_right_is_a_cv_or_errors(tree: Node) -> None:
    check(tree)


def check(tree: Node) -> None:
    checked = check_cv(tree)
    assert checked.value is not None or not checked.ok
    for diagnostic in checked.diagnostics:
        assert diagnostic.span is not None
        assert diagnostic.message
    if checked.value is not None:
        check_citations(checked.value, Bibliography())


def test_the_strategy_reaches_every_kind_of_section() -> None:
    sections = ROOT.fields["sections"].shape
    assert isinstance(sections, MappingOf)
    assert isinstance(sections.value, ByKind)
    assert len(sections.value.records) == 21
    assert {"employer", "documents", "priority", "since"} <= fields_of(ROOT)


def test_each_field_of_the_model_has_a_description() -> None:
    undescribed = [
        f"{record.type.__name__}.{field.name}"
        for record in records(ROOT, set())
        for field in record.fields.values()
        if not field.description.endswith((".", "?"))
    ]
    assert undescribed == []


def records(shape: Shape, seen: set[type]) -> list[Record]:
    match shape:
        case Record(type=cls, fields=fields) if cls not in seen:
            assert issubclass(cls, Value)
            seen.add(cls)
            return [shape, *(record for field in fields.values() for record in records(field.shape, seen))]
        case ByKind(records=members):
            return [record for member in members.values() for record in records(member, seen)]
        case ListOf(item=inner) | MappingOf(value=inner):
            return records(inner, seen)
    return []
