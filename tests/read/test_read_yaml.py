"""What YAML says, before any meaning is given to it. What is wrong with broken files: documents/errors/*.txt."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.read.yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_yaml
from cvtex.text.unicode import composed


def scalars(node: Node | None) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence(items=items):
            return [scalar for item in items for scalar in scalars(item)]
        case Mapping(items=fields):
            return [scalar for item in fields.values() for scalar in scalars(item)]
    return []


TEXTS = [
    # as written            the text            quoted
    ("NO", "NO", False),
    ("on", "on", False),
    ("012345", "012345", False),
    ("12:30", "12:30", False),
    ("1_000", "1_000", False),
    ("1e3", "1e3", False),
    ("2020-01-01", "2020-01-01", False),
    (".inf", ".inf", False),
    ("!!int 5", "5", False),
    ("null", "null", False),
    ("'null'", "null", True),
    ('"a\\tb"', "a\tb", True),
    ("'it''s'", "it's", True),
    ("|\n  one\n  two", "one\ntwo", True),
    (">-\n  one\n  two", "one two", True),
]


@pytest.mark.parametrize(("written", "text", "quoted"), TEXTS)
def test_a_scalar_is_the_text_that_it_is(written: str, text: str, quoted: bool) -> None:
    node = read_yaml("cv.yaml", f"key: {written}".encode()).value
    (scalar,) = scalars(node)
    assert (scalar.text, scalar.quoted) == (text, quoted)


@pytest.mark.parametrize(
    ("written", "is_null"), [("", True), ("~", True), ("null", True), ("''", False), ("'~'", False)]
)
def test_null(written: str, is_null: bool) -> None:
    (scalar,) = scalars(read_yaml("cv.yaml", f"key: {written}".encode()).value)
    assert scalar.is_null == is_null


def test_every_node_has_its_place() -> None:
    node = read_yaml("cv.yaml", b"a:\n  - one\n  - 'two'\nbc:\n  {d: three}").value
    assert isinstance(node, Mapping)
    assert list(node.keys.values()) == [Span("cv.yaml", 1, 1, 1), Span("cv.yaml", 4, 1, 2)]
    assert [scalar.span for scalar in scalars(node)] == [
        Span("cv.yaml", 2, 5, 3),
        Span("cv.yaml", 3, 5, 5),
        Span("cv.yaml", 5, 7, 5),
    ]
    assert [item.span for item in node.items.values()] == [Span("cv.yaml", 2, 3, 1), Span("cv.yaml", 5, 3, 1)]


def test_an_alias_repeats_what_its_anchor_names() -> None:
    checked = read_yaml("cv.yaml", b"a: &x {k: v}\nb: *x")
    assert isinstance(checked.value, Mapping)
    assert checked.value.items["a"] == checked.value.items["b"]
    assert checked.diagnostics == ()


@pytest.mark.parametrize(
    "data", [b"a: 1", b"\xef\xbb\xbfa: 1", b"a: 1\r\n", b"--- \na: 1\n...\n", b"%YAML 1.2\n---\na: 1"]
)
def test_a_byte_order_mark_line_ends_and_directives_do_no_harm(data: bytes) -> None:
    checked = read_yaml("cv.yaml", data)
    assert ([(scalar.text, scalar.source) for scalar in scalars(checked.value)], checked.diagnostics) == (
        [("1", "1")],
        (),
    )


def test_a_file_has_limits() -> None:
    assert [d.message for d in read_yaml("cv.yaml", b" " * (MAX_BYTES + 1)).diagnostics] == [
        "the file is larger than 4 MB"
    ]
    deepest = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert read_yaml("cv.yaml", deepest).ok
    assert not read_yaml("cv.yaml", b"[" + deepest + b"]").ok
    members = b"a: [" + b"x," * (MAX_NODES - 1) + b"x]"
    assert not read_yaml("cv.yaml", members).ok


def test_a_duplicate_key_keeps_the_first_value() -> None:
    checked = read_yaml("cv.yaml", b"a: 1\na: 2\nb: 3")
    assert ([scalar.text for scalar in scalars(checked.value)], checked.ok) == (["1", "3"], False)


# The characters with a meaning in YAML's grammar.
SIGNS = "ab: -?[]{},#&*!|>'\"%@`\\\n\t~<=\u2028\x85"
YAML = st.text(SIGNS, max_size=60) | st.lists(st.sampled_from(SIGNS) | st.characters(), max_size=40).map("".join)


@given(st.binary(max_size=80) | YAML.map(lambda text: text.encode("utf-8", errors="surrogatepass")))
@example(b"a: &x [*x]")
@example(b"? \n: \n")
@example(b"\xff\xfea\x00")
@example(b'"\\ud800"')
def test_any_bytes_are_a_tree_or_an_error_with_a_place(data: bytes) -> None:
    checked = read_yaml("cv.yaml", data)
    assert (checked.value is not None) or not checked.ok
    for diagnostic in checked.diagnostics:
        assert diagnostic.span is not None
        assert diagnostic.span.line >= 1
        assert diagnostic.span.column >= 1
        assert diagnostic.span.length >= 1
    for scalar in scalars(checked.value):
        scalar.text.encode()


@given(
    st.dictionaries(
        st.text("abc", min_size=1),
        st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])),
        max_size=4,
    )
)
def test_a_text_in_single_quotes_is_read_as_it_stands(fields: dict[str, str]) -> None:
    written = "".join(f"{key}: '{text.replace(chr(39), chr(39) * 2)}'\n" for key, text in fields.items())
    node = read_yaml("cv.yaml", (written or "{}").encode()).value
    assert isinstance(node, Mapping)
    assert {key: scalar.text for key, scalar in node.items.items() if isinstance(scalar, Scalar)} == {
        key: composed(text) for key, text in fields.items()
    }


def test_signs_that_reverse_the_text_beside_them_are_removed() -> None:
    found = read_yaml("cv.yaml", 'title: "abc \\u202edcba"\nname: a\u2066b\u2069'.encode())
    assert isinstance(found.value, Mapping)
    assert [one.text for one in found.value.items.values() if isinstance(one, Scalar)] == ["abc dcba", "ab"]
    assert [f"{one.span}: {one.severity}: {one.message}" for one in found.diagnostics] == [
        "cv.yaml:1:8: warning: a sign that reverses the text beside it is removed: U+202E",
        "cv.yaml:2:7: warning: a sign that reverses the text beside it is removed: U+2066",
    ]
