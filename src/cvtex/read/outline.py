"""The names in a CV, for a shell to complete: read quickly, and also from a file that is only half written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from cvtex.model import node
from cvtex.model.ids import Id, child_id, group_item_id, item_id, section_id, written_group_id
from cvtex.model.node import Node, Scalar, overlay
from cvtex.read.yaml import read_yaml
from cvtex.value import Value, field

# A person waits for the answer: no more than a tenth of a second goes into reading. CVs have about 20 kB.
MOST_BYTES: Final = 300_000
_PART: Final = re.compile(rb"^(?=[^\s#\-\]}])", re.MULTILINE)
_KEY: Final = re.compile(
    rb"^[ \t]*@(?!(?:comment|string|preamble)\b)\w+[ \t]*[{(][ \t]*([^\s,{}()\"=#%]+)[ \t]*,",
    re.MULTILINE | re.IGNORECASE,
)
# The fields of an item that hold items below it.
_BELOW: Final = ("roles", "degrees", "documents", "points")
_DEEPEST: Final = 5
_MOST_PARTS: Final = 100


class Outline(Value):
    """`sections`: title of each section. `items`: title of each item, by the id that its place gives it.

    `named`: the ids that the author gave to items. `bibliography`: the paths of the .bib files, as written.
    """

    variants: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()


def outline(*files: bytes) -> Outline:
    """Bytes of a cv.yaml and its overlay -> the names in them. What cannot be read is skipped."""
    tree: Node | None = None
    for data in files:
        for part in _readable(data):
            tree = part if tree is None else overlay(tree, part)
    root = _mapping(tree)
    sections = _mapping(root.get("sections"))
    items = dict(one for name, section in sections.items() for one in _items(name, _mapping(section)))
    written = root.get("bibliography")
    return Outline(
        variants=tuple(_mapping(root.get("variants"))),
        sections={name: _words(_mapping(section).get("title")) for name, section in sections.items()},
        items={id_: _words(item) for id_, item in items.items()},
        named=tuple(_words(given) for item in items.values() if (given := _mapping(item).get("id"))),
        bibliography=tuple(_words(one) for one in (_sequence(written) or (written,)) if one),
    )


def citation_keys(data: bytes) -> tuple[str, ...]:
    """Bytes of a .bib file -> the keys of its entries."""
    return tuple(key.decode("utf-8", "replace") for key in dict.fromkeys(_KEY.findall(data)))


def _readable(data: bytes) -> Iterator[Node]:
    """Yield the tree; if the file is broken, that of each part at the top level that is not."""
    if len(data) > MOST_BYTES:
        return
    whole = read_yaml("", data).value
    parts = () if whole else _PART.split(data)[:_MOST_PARTS]
    yield from (read for read in (whole, *(read_yaml("", part).value for part in parts)) if read)


def _mapping(tree: Node | None) -> Mapping[str, Node]:
    return tree.items if isinstance(tree, node.Mapping) else {}


def _sequence(tree: Node | None) -> tuple[Node, ...]:
    return tree.items if isinstance(tree, node.Sequence) else ()


def _items(name: str, section: Mapping[str, Node]) -> Iterator[tuple[Id, Node]]:
    """Yield the items of a section with their ids, those below others included."""
    id_ = section_id(name)
    for place, item in enumerate(_sequence(section.get("items"))):
        yield from _tree(item_id(id_, place), item, _DEEPEST)
    for number, group in enumerate(_sequence(section.get("groups"))):
        for place, item in enumerate(_sequence(_mapping(group).get("items"))):
            yield from _tree(group_item_id(written_group_id(id_, number), place), item, _DEEPEST)


def _tree(id_: Id, item: Node, levels: int) -> Iterator[tuple[Id, Node]]:
    yield id_, item
    for name in _BELOW if levels else ():
        for place, below in enumerate(_sequence(_mapping(item).get(name))):
            yield from _tree(child_id(id_, name, place), below, levels - 1)


def _words(tree: Node | None) -> str:
    """The first text of an item, in the language that it has first."""
    while tree is not None and not isinstance(tree, Scalar):
        tree = next(iter(tree.items.values() if isinstance(tree, node.Mapping) else tree.items), None)
    return tree.text if tree else ""
