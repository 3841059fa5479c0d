"""Merging one file's tree over another's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.model.node import Mapping, Node, Scalar, Sequence, overlay
from cvtex.read.yaml import read_yaml

PLACE = Span("cv.yaml")


def node_of(text: str) -> Node:
    node = read_yaml("cv.yaml", text.encode()).value
    assert node is not None
    return node


def plain(node: Node) -> object:
    """The tree without its places."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(items=fields):
            return {key: plain(item) for key, item in fields.items()}


def mapping(fields: dict[str, Node]) -> Node:
    return Mapping(fields, dict.fromkeys(fields, PLACE), PLACE)


NODES: st.SearchStrategy[Node] = st.recursive(
    st.builds(Scalar, st.sampled_from("abc"), st.just(PLACE)),
    lambda inner: (
        st.dictionaries(st.sampled_from("xyz"), inner, max_size=3).map(mapping)
        | st.lists(inner, max_size=2).map(lambda items: Sequence(tuple(items), PLACE))
    ),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from("xyz"), NODES, max_size=3).map(mapping)


def test_mappings_merge_and_everything_else_is_replaced() -> None:
    base = node_of("""
        owner: {name: Ada Example, contact: {location: Berlin, email: old@x.org}}
        keywords: [one, two]
    """)
    private = node_of("""
        owner: {contact: {email: new@x.org, phone: 1}}
        keywords: [three]
    """)
    assert plain(overlay(base, private)) == {
        "owner": {
            "name": "Ada Example",
            "contact": {"location": "Berlin", "email": "new@x.org", "phone": "1"},
        },
        "keywords": ["three"],
    }


def test_each_value_keeps_the_place_that_it_comes_from() -> None:
    base = read_yaml("cv.yaml", b"a: 1\nb: 2").value
    upper = read_yaml("cv.private.yaml", b"\nb: 3\nc: 4").value
    assert base is not None
    assert upper is not None
    merged = overlay(base, upper)
    assert isinstance(merged, Mapping)
    assert [f"{key} {node.span}" for key, node in merged.items.items()] == [
        "a cv.yaml:1:4",
        "b cv.private.yaml:2:4",
        "c cv.private.yaml:3:4",
    ]
    assert [str(span) for span in merged.keys.values()] == [
        "cv.yaml:1:1",
        "cv.private.yaml:2:1",
        "cv.private.yaml:3:1",
    ]


@given(NODES)
def test_a_tree_over_itself_is_itself(node: Node) -> None:
    assert overlay(node, node) == node


@given(MAPPINGS)
def test_an_empty_mapping_changes_nothing(node: Node) -> None:
    assert plain(overlay(node, mapping({}))) == plain(node)
    assert plain(overlay(mapping({}), node)) == plain(node)


@given(MAPPINGS, MAPPINGS, MAPPINGS)
def test_overlays_of_mappings_can_be_grouped(one: Node, two: Node, three: Node) -> None:
    # Except if a scalar is between two mappings: it hides the lower one in any order.
    left, right = overlay(overlay(one, two), three), overlay(one, overlay(two, three))
    if not hides(one, two, three):
        assert plain(left) == plain(right)


def hides(one: Node, two: Node, three: Node) -> bool:
    if not (isinstance(one, Mapping) and isinstance(three, Mapping)):
        return False
    if not isinstance(two, Mapping):
        return True
    shared = one.items.keys() & two.items.keys() & three.items.keys()
    return any(hides(one.items[key], two.items[key], three.items[key]) for key in shared)


@given(MAPPINGS, MAPPINGS)
def test_the_upper_value_wins_and_nothing_is_lost(base: Node, upper: Node) -> None:
    merged = overlay(base, upper)
    assert isinstance(base, Mapping)
    assert isinstance(upper, Mapping)
    assert isinstance(merged, Mapping)
    assert list(merged.items) == [*base.items, *(key for key in upper.items if key not in base.items)]
    assert merged.items.keys() == merged.keys.keys()
    for key, value in upper.items.items():
        if not isinstance(value, Mapping):
            assert merged.items[key] == value


PLACES = """\
one: a [link](x.org) here
two: >-
  folded text with
  a [link](y.org)
"""


def test_a_part_of_a_text_has_its_own_place() -> None:
    node = node_of(PLACES)
    assert isinstance(node, Mapping)
    one, two = node.items["one"], node.items["two"]
    assert isinstance(one, Scalar)
    assert isinstance(two, Scalar)
    assert one.place_of("x.org") == Span("cv.yaml", 1, 15, 5)
    assert two.place_of("y.org") == Span("cv.yaml", 4, 12, 5)
    # Changed by folding, or not in the text: the place of the whole text.
    assert two.place_of("with a") == two.span
    assert one.place_of("") == one.span
