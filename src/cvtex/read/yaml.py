"""bytes of a YAML file -> Node.

Only YAML's syntax is used, none of its types: `NO`, `012345`, `12:30` and `on` stay the text that they are, and what a
scalar means is the schema's business. Built on the parser's events with a stack of its own, so that deep nesting,
recursive aliases and alias bombs meet a bound and not Python's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from cvtex.diagnostics import Checked, Diagnostic, Span, error
from cvtex.node import Mapping, Node, Scalar, Sequence

MAX_BYTES = 8_000_000
MAX_DEPTH = 40
# Counted with aliases expanded. The largest CVs seen have about 5,000 nodes.
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(name: str, data: bytes) -> Checked[Node | None]:
    """The file's one document, or None if it cannot be read. `name` is what spans print."""
    text = decode(name, data)
    if text.value is None:
        return Checked(None, text.diagnostics)
    unprintable = _FORBIDDEN.search(text.value)
    if unprintable:
        place = _span_at(name, text.value, unprintable.start())
        code = ord(unprintable[0])
        return Checked(None, (error(f"control character U+{code:04X} is not allowed", place, "delete it"),))
    try:
        return _Builder(name).build(yaml.parse(text.value, Loader=_Loader))
    except yaml.MarkedYAMLError as problem:
        return Checked(None, (_syntax_error(name, problem),))


def decode(name: str, data: bytes) -> Checked[str | None]:
    """UTF-8, with or without a byte order mark, to text; anything else names the first bad byte."""
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return Checked(None, (error(message, Span(name)),))
    try:
        return Checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8", errors="replace")
        place = _span_at(name, before, len(before))
        byte = data[problem.start]
        hint = "save the file as UTF-8" + ("; it looks like UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "")
        return Checked(None, (error(f"byte 0x{byte:02X} is not UTF-8", place, hint),))


def _span_at(name: str, text: str, offset: int) -> Span:
    line = text.count("\n", 0, offset) + 1
    return Span(name, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen."""

    span: Span
    anchor: str | None
    is_mapping: bool
    children: list[Node] = field(default_factory=list)
    keys: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    key: Scalar | None = None
    size: int = 1


@dataclass(slots=True)
class _Builder:
    name: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None

    def build(self, events: Iterator[Any]) -> Checked[Node | None]:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._error("a second document begins here", event, "one file holds one CV: remove the '---'")
                    break
            elif not self._take(event):
                return Checked(None, tuple(self.diagnostics))
        if self.root is None and not self.diagnostics:
            self.diagnostics.append(error("the file is empty", Span(self.name)))
        return Checked(self.root, tuple(self.diagnostics))

    def _take(self, event: Any) -> bool:
        """One event; False where a bound is met and reading on makes no sense."""
        match event:
            case yaml.ScalarEvent():
                quoted = event.style in ("'", '"', "|", ">")
                return self._add(Scalar(event.value, self._span(event), quoted), event.anchor, 1)
            case yaml.AliasEvent():
                if event.anchor not in self.anchors:
                    self._error(f"'*{event.anchor}' is not defined before this place", event)
                    return self._add(Scalar("", self._span(event)), None, 1)
                node, size = self.anchors[event.anchor]
                return self._add(node, None, size)
            case yaml.CollectionStartEvent():
                if len(self.stack) >= MAX_DEPTH:
                    self._error(f"nested deeper than {MAX_DEPTH} levels", event)
                    return False
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                self.stack.append(_Open(self._span(event), event.anchor, is_mapping))
            case yaml.CollectionEndEvent():
                done = self.stack.pop()
                node = (
                    Mapping(done.values, done.keys, done.span)
                    if done.is_mapping
                    else Sequence(tuple(done.children), done.span)
                )
                return self._add(node, done.anchor, done.size)
        return True

    def _add(self, node: Node, anchor: str | None, size: int) -> bool:
        if anchor:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return True
        parent = self.stack[-1]
        parent.size += size
        if parent.size > MAX_NODES:
            self.diagnostics.append(
                error(f"more than {MAX_NODES} values, counting what aliases repeat", parent.span)
            )
            return False
        if not parent.is_mapping:
            parent.children.append(node)
        elif parent.key is None:
            parent.key = self._key(node, parent)
        else:
            key, parent.key = parent.key, None
            if key.text not in parent.keys:
                parent.keys[key.text] = key.span
                parent.values[key.text] = node
        return True

    def _key(self, node: Node, parent: _Open) -> Scalar:
        if not isinstance(node, Scalar):
            self.diagnostics.append(
                error("a name is expected before ':'", node.span, "quote a text that begins with '[' or '{'")
            )
            return Scalar(f"\0{len(parent.keys)}", node.span)
        if node.text in parent.keys:
            first = parent.keys[node.text]
            self.diagnostics.append(
                error(f"'{node.text}' is given twice", node.span, f"the first stands in line {first.line}")
            )
        return node

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Span(self.name, start.line + 1, start.column + 1, max(1, length))

    def _error(self, message: str, event: Any, hint: str = "") -> None:
        self.diagnostics.append(error(message, self._span(event), hint))


# What the parser says, and what an author can do about it. Matched in order within the problem's text.
_HINTS = (
    ("'\\t'", "tabs cannot indent YAML: use spaces"),
    ("cannot start any token", "put the text in double quotes"),
    ("mapping values are not allowed", "a text with ': ' in it needs quotes"),
    ("expected <block end>", "check the indentation of this line and of those above"),
    ("could not find expected ':'", "is a ':' or a closing quote missing above?"),
    ("end of stream", "is a closing quote or bracket missing?"),
    ("unknown escape", "in double quotes write \\\\ for a backslash, or use single quotes"),
    ("alias", "put a text that begins with '*' in quotes"),
    ("anchor", "put a text that begins with '&' in quotes"),
)


def _syntax_error(name: str, problem: yaml.MarkedYAMLError) -> Diagnostic:
    mark = problem.problem_mark or problem.context_mark
    place = Span(name, mark.line + 1, mark.column + 1) if mark else Span(name)
    said = f"{problem.context or ''} {problem.problem or ''}"
    hint = next((hint for sign, hint in _HINTS if sign in said), "")
    context = problem.context_mark
    if context and mark and context.line != mark.line:
        hint = f"{hint}; " * bool(hint) + f"it begins in line {context.line + 1}"
    return error(f"this is not YAML: {problem.problem or problem.context}", place, hint)
