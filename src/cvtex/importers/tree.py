"""Take the texts of a located tree, of JSON or YAML."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cvtex.importers.imported import Said
from cvtex.model.node import Mapping, Node, Scalar, Sequence


def part(node: Node | None, *names: str) -> Node | None:
    """The value at a path of keys."""
    for name in names:
        if not isinstance(node, Mapping):
            return None
        node = node.items.get(name)
    return node


def said(node: Node | None, *names: str) -> Said | None:
    """The text at a path of keys; None for `null`, for no text, and for what is no text."""
    found = part(node, *names)
    if not isinstance(found, Scalar) or found.is_null or not found.text.strip():
        return None
    return Said(found.text, found.span)


def each(node: Node | None, *names: str) -> tuple[Node, ...]:
    """The elements of the list at a path of keys; a single value counts as a list of one."""
    found = part(node, *names)
    if found is None or (isinstance(found, Scalar) and found.is_null):
        return ()
    return found.items if isinstance(found, Sequence) else (found,)


def all_said(node: Node, is_text: Callable[[tuple[str, ...]], bool] = lambda _: True) -> Iterator[Said]:
    """Every text, in order. `is_text` tells by the keys above it whether a reader sees it."""
    pending: list[tuple[Node, tuple[str, ...]]] = [(node, ())]
    while pending:
        one, path = pending.pop()
        match one:
            case Scalar():
                if not one.is_null and one.text.strip() and is_text(path):
                    yield Said(one.text, one.span)
            case Sequence():
                pending.extend((inner, path) for inner in reversed(one.items))
            case Mapping():
                pending.extend((inner, (*path, name)) for name, inner in reversed([*one.items.items()]))
