"""Bytes of a YAML file -> Node.

Uses only YAML's syntax, not its types: `NO`, `012345`, `12:30` and `on` remain text, and the schema interprets them.
Builds the tree from the parser's events with an explicit stack, so that deep nesting, recursive aliases and alias bombs
reach a limit here instead of Python's recursion limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.model.node import Comment, Mapping, Node, Scalar, Sequence
from cvtex.read.encoding import with_plain_line_ends
from cvtex.read.yaml_problems import YamlText, explain, with_quotes
from cvtex.text.unicode import CONTROLS, composed
from cvtex.value import Struct, field, replace

MAX_BYTES = 4_000_000
MAX_TEXT = 50_000
"""The most characters of one value. A page holds about 4,000."""
MAX_DEPTH = 40
# With aliases expanded. The largest CVs seen have about 5,000 nodes.
MAX_NODES = 200_000
MAX_SYNTAX_ERRORS = 20

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# All but YAML's printable characters (5.1). Split into three sets, since one wide set takes much longer to compile.
_FORBIDDEN = re.compile(rf"[{CONTROLS}]|[\ud800-\udfff]|[\ufffe\uffff]")
# Embeddings, overrides and isolates of direction (UAX #9, 2): they reach beyond their text, and can show one text as
# another.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# `\t` and `\r` are usually the start of a TeX command; `\n` may well be a line end.
_ESCAPED_BLANK = re.compile(r"(?<!\\)(?:\\\\)*\\[tr]")
_COMMENT = re.compile(r"([ \t]*)(#[^\n]*)")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}(?!\S)")
_GLUED_COMMENT = re.compile(r"#\w\S*")


def read_yaml(name: str, data: bytes) -> Checked[Node | None]:
    """The file's single document, or None if it cannot be read. `name` is the file's name in spans."""
    text = decode(name, data)
    if text.value is None:
        return Checked(None, text.diagnostics)
    plain = with_plain_line_ends(text.value)
    unprintable = _FORBIDDEN.search(plain)
    if unprintable:
        place = _span_at(name, plain, unprintable.start())
        code = ord(unprintable[0])
        return Checked(None, (error(f"control character U+{code:04X} is not allowed", place, "delete it"),))
    errors: dict[int, Diagnostic] = {}
    while True:
        builder = _Builder(name, plain)
        try:
            built = builder.build(yaml.parse(plain, Loader=_Loader))
            return Checked(built.value, (*errors.values(), *built.diagnostics))
        except yaml.MarkedYAMLError as problem:
            explained = explain(YamlText(name, plain, builder.last_scalar), problem)
            line = explained.span.line if explained.span else 0
            quoted = with_quotes(plain, line) if line not in errors and len(errors) < MAX_SYNTAX_ERRORS else None
            if line not in errors:
                errors[line] = explained
            if quoted is None:
                return Checked(None, (*errors.values(), *builder.diagnostics))
            # What the author lacks is most often quotes. With them, the rest of the file is checked as well.
            plain = quoted


def decode(name: str, data: bytes) -> Checked[str | None]:
    """Decode UTF-8, with or without a byte order mark; otherwise report the first bad byte."""
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return Checked(None, (error(message, Span(name), "pictures and publications belong in files of their own"),))
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


class _Open(Struct):
    """An unfinished collection. `key` is the key of the next value of a mapping."""

    span: Span
    anchor: str | None
    is_mapping: bool
    is_flow: bool
    children: list[Node] = field(default_factory=list)
    keys: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    key: Node | None = None
    size: int = 1


class _Builder(Struct):
    name: str
    text: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    unused: dict[str, Span] = field(default_factory=dict)
    last_scalar: Any = None
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
        for anchor, place in self.unused.items():
            hint = "put a text that begins with '&' in quotes"
            self.diagnostics.append(warning(f"the anchor '&{anchor}' is never used", place, hint))
        return Checked(self.root, tuple(self.diagnostics))

    def _take(self, event: Any) -> bool:
        """Process an event; False if an error ends the reading."""
        if not isinstance(event, yaml.AliasEvent):
            self._note_properties(event)
        match event:
            case yaml.ScalarEvent():
                self.last_scalar = event
                return self._add(self._scalar(event), event.anchor, 1)
            case yaml.AliasEvent():
                if event.anchor not in self.anchors:
                    inside = any(event.anchor == parent.anchor for parent in self.stack)
                    problem = "refers to a value that contains it" if inside else "is not defined above"
                    self._error(f"'*{event.anchor}' {problem}", event, "put a text that begins with '*' in quotes")
                    return False
                self.unused.pop(event.anchor, None)
                node, size = self.anchors[event.anchor]
                return self._add(node, None, size)
            case yaml.CollectionStartEvent():
                if len(self.stack) >= MAX_DEPTH:
                    self._error(f"nested deeper than {MAX_DEPTH} levels", event)
                    return False
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                self.stack.append(_Open(self._span(event), event.anchor, is_mapping, bool(event.flow_style)))
            case yaml.CollectionEndEvent():
                done = self.stack.pop()
                node = (
                    Mapping(done.values, done.keys, done.span, done.is_flow)
                    if done.is_mapping
                    else Sequence(tuple(done.children), done.span, done.is_flow)
                )
                return self._add(node, done.anchor, done.size)
        return True

    def _note_properties(self, event: Any) -> None:
        """Record `&name` and `!type` before a value, which are mostly text that lacks its quotes."""
        if getattr(event, "anchor", None):
            self.unused[event.anchor] = self._span(event)
        tag = getattr(event, "tag", None)
        if tag and not tag.startswith("tag:yaml.org,2002:"):
            self._error(f"'{tag}' is read as a type, not as text", event, "put a text that begins with '!' in quotes")

    def _scalar(self, event: Any) -> Scalar:
        span = self._span(event)
        source = self.text[event.start_mark.index : event.end_mark.index]
        control = _FORBIDDEN.search(event.value)
        if event.style == '"' and (control or _ESCAPED_BLANK.search(source)):
            hint = "in double quotes write \\\\ for a backslash, or put the text in single quotes"
            self.diagnostics.append(error("a backslash in this text produces a control character", span, hint))
        if len(event.value) > MAX_TEXT:
            message = f"this text has {len(event.value):,} characters; at most {MAX_TEXT:,} are read"
            self.diagnostics.append(
                error(message, replace(span, length=1), "divide it among several items or sections")
            )
            return Scalar(composed(event.value[:MAX_TEXT]), span, bool(event.style), source[:MAX_TEXT])
        comment = self._comment(event) if not event.style else None
        value = event.value
        if found := _REORDERING.search(value):
            message = f"a sign that reverses the text beside it is removed: U+{ord(found[0]):04X}"
            self.diagnostics.append(warning(message, span, "text in Arabic or Hebrew is ordered without it: delete it"))
            value = _REORDERING.sub("", value)
        # Compose letters with accents, and signs such as the ohm sign, into the characters that fonts have.
        return Scalar(composed(value), span, bool(event.style), source, comment)

    def _comment(self, event: Any) -> Comment | None:
        """The comment after a value. Warn if it is certainly unintended, as in `Track #1`."""
        found = _COMMENT.match(self.text, event.end_mark.index)
        if found is None:
            return None
        end = event.end_mark
        place = Span(self.name, end.line + 1, end.column + 1 + len(found[1]), len(found[2]))
        if not event.value and (colour := _COLOUR.match(found[2])):
            message = f"the colour {colour[0]} is a comment to YAML, so that there is no value"
            hint = f'put it in quotes: "{colour[0]}"'
            self.diagnostics.append(error(message, replace(place, length=len(colour[0])), hint))
            return None
        if glued := _GLUED_COMMENT.match(found[2]):
            hint = "put the text in quotes, or a space after the '#'"
            message = f"YAML reads '{glued[0]}' as a comment"
            self.diagnostics.append(warning(message, replace(place, length=len(glued[0])), hint))
            return None
        return Comment(found[2].rstrip(), place, len(found[1]) == 1)

    def _add(self, node: Node, anchor: str | None, size: int) -> bool:
        if anchor:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return True
        parent = self.stack[-1]
        parent.size += size
        if parent.size > MAX_NODES:
            self.diagnostics.append(error(f"more than {MAX_NODES} values, with aliases expanded", parent.span))
            return False
        if not parent.is_mapping:
            parent.children.append(node)
        elif parent.key is None:
            parent.key = node
            self._check_key(node, parent)
        else:
            key, parent.key = parent.key, None
            if isinstance(key, Scalar) and key.text not in parent.keys:
                parent.keys[key.text] = key.span
                parent.values[key.text] = node
        return True

    def _check_key(self, node: Node, parent: _Open) -> None:
        if isinstance(node, Scalar) and node.text == "<<" and not node.quoted:
            self.diagnostics.append(error("merge keys ('<<') are not supported", node.span, "repeat the fields"))
        elif not isinstance(node, Scalar):
            self.diagnostics.append(
                error(
                    "expected a name before ':'",
                    node.span,
                    "put a text that begins with '[' or '{' in quotes",
                )
            )
        elif node.text in parent.keys:
            first = parent.keys[node.text]
            self.diagnostics.append(
                error(f"'{node.text}' is given twice", node.span, f"the first is in line {first.line}")
            )

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Span(self.name, start.line + 1, start.column + 1, max(1, length))

    def _error(self, message: str, event: Any, hint: str = "") -> None:
        self.diagnostics.append(error(message, self._span(event), hint))
