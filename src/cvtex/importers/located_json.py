"""JSON -> a tree whose values have their places, the same as of YAML.

Numbers and words stay text. The depth is bounded; the size is bounded where the file is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Final

from cvtex.diagnostics import Checked, Span, error
from cvtex.model.node import Mapping, Node, Scalar, Sequence

MAX_DEPTH: Final = 100
# Each takes half a kilobyte.
MAX_VALUES: Final = 1_000_000
_HALVES: Final = re.compile("[\ud800-\udfff]")
_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_BARE: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null")


class _ProblemError(Exception):
    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.message, self.place = message, place


def read_json(name: str, data: bytes) -> Checked[Node | None]:
    """A file -> its tree; None, with the place, if it is no JSON."""
    text = data.decode("utf-8-sig", errors="replace")
    reader = _Reader(name, text)
    try:
        node = reader.whole()
    except _ProblemError as problem:
        return Checked(None, (error(f"this is no JSON: {problem.message}", reader.span(problem.place)),))
    return Checked(node)


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.name, self.source = name, text
        self.values = 0
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def span(self, place: int, length: int = 1) -> Span:
        line = bisect_right(self.lines, place)
        return Span(self.name, line, place - self.lines[line - 1] + 1, length)

    def whole(self) -> Node:
        node, end = self.value(self.blank(0), 0)
        if (end := self.blank(end)) < len(self.source):
            raise _ProblemError("the file should end here", end)
        return node

    def blank(self, place: int) -> int:
        found = _BLANKS.match(self.source, place)
        assert found
        return found.end()

    def value(self, place: int, depth: int) -> tuple[Node, int]:
        if depth > MAX_DEPTH:
            raise _ProblemError(f"it is nested more than {MAX_DEPTH} deep", place)
        self.values += 1
        if self.values > MAX_VALUES:
            raise _ProblemError(f"it has more than {MAX_VALUES} values", place)
        match self.source[place : place + 1]:
            case "{":
                return self._mapping(place, depth)
            case "[":
                return self._sequence(place, depth)
            case '"':
                text, end = self._string(place)
                return Scalar(
                    text, self.span(place + 1, len(text)), quoted=True, source=self.source[place + 1 : end - 1]
                ), end
            case _:
                if not (found := _BARE.match(self.source, place)):
                    raise _ProblemError("a value is missing", place)
                return Scalar(found[0], self.span(place, len(found[0])), source=found[0]), found.end()

    def _string(self, place: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.source, place + 1, False)
        except JSONDecodeError as problem:
            raise _ProblemError("a text in quotes does not end, or has a wrong escape", problem.pos) from None
        # Half of a pair, which JSON can escape, is no sign, and cannot be written.
        return (text if text.isascii() else _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)), end

    def _mapping(self, start: int, depth: int) -> tuple[Node, int]:
        items: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        place = self.blank(start + 1)
        while self.source[place : place + 1] != "}":
            if items:
                place = self._expect(",", place)
            if self.source[place : place + 1] != '"':
                raise _ProblemError("a key in double quotes is missing", place)
            key, end = self._string(place)
            keys[key] = self.span(place + 1, len(key))
            items[key], end = self.value(self._expect(":", self.blank(end)), depth + 1)
            place = self.blank(end)
        return Mapping(items, keys, self.span(start)), place + 1

    def _sequence(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        place = self.blank(start + 1)
        while self.source[place : place + 1] != "]":
            if items:
                place = self._expect(",", place)
            node, end = self.value(place, depth + 1)
            items.append(node)
            place = self.blank(end)
        return Sequence(tuple(items), self.span(start)), place + 1

    def _expect(self, sign: str, place: int) -> int:
        if self.source[place : place + 1] != sign:
            raise _ProblemError(f"'{sign}' is missing", place)
        return self.blank(place + 1)
