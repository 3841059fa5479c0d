"""Node -> strings; and the messages for nodes that are something else."""

from __future__ import annotations

import re
from collections.abc import Collection

from cvtex.check.report import Report
from cvtex.diagnostics import nearest
from cvtex.model.located import LocatedStr
from cvtex.model.node import Mapping, Node, Scalar, Sequence


def describe(node: Node) -> str:
    match node:
        case Scalar() if node.is_null:
            return "nothing"
        case Scalar():
            return "text"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def refuse(node: Node, expected: str, report: Report, hint: str = "") -> None:
    """Report that a node is not of the expected type."""
    meant = if_text_is_meant(node) if isinstance(node, Scalar) or "text" in expected else ""
    report.error(f"expected {expected}, found {describe(node)}", node.span, meant or hint)


def if_text_is_meant(node: Node) -> str:
    """A hint for a value that is a text, but not to YAML."""
    match node:
        case Scalar(text=word) if node.is_null and word:
            return f"if you mean the word {word}, put it in quotes"
        case Scalar(comment=comment) if node.is_null and comment:
            return f"'{comment.text}' is a comment to YAML: put a text that contains '#' in quotes"
        case Sequence(is_flow=True):
            return "put a text that begins with '[' in quotes"
        case Mapping(is_flow=True) if node.items and all(map(node.without_value, node.items)):
            return "put a text that begins with '{' in quotes"
        case _:
            return ""


# Words that nobody would choose as the name of a field.
_NO_NAME = re.compile(r"[^\w-]|.{25}")


def part_of_a_text(node: Mapping, key: str, known: Collection[str], *, is_text: bool) -> tuple[str, str] | None:
    """A message and its hint for a key that is a part of a text without quotes, or None.

    `is_text`: a text may stand in place of the mapping.
    """
    if node.without_value(key):
        keys = list(node.items)
        before = keys[keys.index(key) - 1] if keys[0] != key else None
        value = node.items[before] if before else None
        if before is None:
            return f"'{key}' is not a field", "put a text that begins with '{' in quotes"
        hint = "put a text that contains a comma in quotes"
        if isinstance(value, Scalar) and value.text and not value.quoted:
            # As it was written: `1,5` has no blank after its comma.
            is_tight = node.keys[key].column == value.span.column + len(value.source) + 1
            hint = f'{hint}: {before}: "{value.text},{"" if is_tight else " "}{key}"'
        return f"the comma before '{key}' ends the text, and '{key}' is not a field", hint
    if (is_text or _NO_NAME.search(key)) and not nearest(key, known):
        return f"YAML reads '{key}' as the name of a field", "put a text that contains ': ' in quotes"
    return None


def read_string(node: Node, report: Report, expected: str = "text") -> str | None:
    if isinstance(node, Scalar) and not node.is_null:
        return node.text.strip()
    refuse(node, expected, report)
    return None


def read_word(node: Node, report: Report) -> LocatedStr | None:
    text = read_string(node, report)
    return None if text is None else LocatedStr(text, node.span)


def read_words(node: Node, report: Report) -> tuple[LocatedStr, ...]:
    """Read a list of words; a single word counts as a list of one."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return tuple(word for item in nodes if (word := read_word(item, report)) is not None)
