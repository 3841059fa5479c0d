"""Read one command of a .bib file, from its opening to its closing brace: key, fields, values."""

from __future__ import annotations

import re
from typing import Literal

from cvtex.value import Struct, Value, field

MAX_DEPTH = 100

PartKind = Literal["text", "number", "name", "bare"]


class ValuePart(Value):
    """A part of a value. `name` refers to an @string; `bare` is text that lacks its delimiters."""

    kind: PartKind
    text: str
    offset: int


class RawField(Value):
    name: str
    offset: int
    parts: tuple[ValuePart, ...]


class Notice(Value):
    """Something that was repaired or skipped."""

    offset: int
    message: str
    hint: str = ""


class RawCommand(Value):
    """`@command{key, name = value, ...}`. The key is empty in @string, and if the file has none."""

    command: str
    offset: int
    key: str
    fields: tuple[RawField, ...]
    notices: tuple[Notice, ...]


_BLANK = re.compile(r"(?>(?:\s|%[^\n]*)*)")
_KEY = re.compile(r"[^\s,{}\"=]++(?>(?:[ \t]++[^\s,{}\"=]++)*)")
_NAME = re.compile(r"[^\s,{}\"=#%()]++(?>(?:[ \t]++[^\s,{}\"=#%()]++)*)")
# The most common form of a field: a value of one part without inner braces, and a comma. `_read_fields` reads it the
# same way, step by step.
_SIMPLE_FIELD = re.compile(
    _BLANK.pattern
    + r"("
    + _NAME.pattern
    + r")"
    + _BLANK.pattern
    + "="
    + _BLANK.pattern
    + r"\{([^{}]*+)\}"
    + _BLANK.pattern
    + ","
)
_FIELD_START = re.compile(r"[^\s,{}\"=#%()]++[ \t]*+=")
_FIELD_AFTER_END = re.compile(r"\s*+,?\s*+[^\W\d][\w+-]*+\s*+=\s*+[\"{\w]")
_FIELD_IN_VALUE = re.compile(r"^[ \t]*[^\W\d][\w+-]*[ \t]*=[ \t]*[\"{]", re.MULTILINE)
_BARE = re.compile(r"[^\s,{}\"#%=()]++(?>(?:[ \t]++[^\s,{}\"#%=()]++(?![ \t]*=))*)")
_BRACES = re.compile(r"[{}]")
_BRACES_AND_QUOTES = re.compile(r"[{}]|(?<!\\)\"")


class BrokenCommandError(Exception):
    def __init__(self, offset: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.notice = Notice(offset, message, hint)


class CommandReader(Struct):
    """Reads one command. Parts read before an error are kept, so that a message can name the key."""

    text: str
    head: re.Match[str]
    limit: int
    position: int = 0
    key: str = ""
    fields: list[RawField] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def read(self, command: str) -> RawCommand:
        self.position = self.head.end("open")
        if command == "preamble":
            self.fields.append(RawField("preamble", self.position, self._value("preamble")))
            self._blank()
            if not self._at_end():
                raise BrokenCommandError(self.position, "unexpected text after the value of the preamble")
        else:
            if command != "string":
                self._read_key()
            self._read_fields()
        self.position += 1
        if command not in ("preamble", "string") and _FIELD_AFTER_END.match(self.text, self.position, self.limit):
            message = "the entry ends here, but more fields follow"
            raise BrokenCommandError(self.position - 1, message, "remove the extra closing brace here or before")
        return RawCommand(command, self.head.start("at"), self.key, tuple(self.fields), tuple(self.notices))

    def _character(self) -> str:
        return self.text[self.position] if self.position < self.limit else ""

    def _at_end(self) -> bool:
        return self._character() == ("}" if self.head["open"] == "{" else ")")

    def _blank(self) -> None:
        match = _BLANK.match(self.text, self.position, self.limit)
        self.position = match.end() if match else self.position

    def _read_key(self) -> None:
        self._blank()
        start = self.position
        match = _KEY.match(self.text, start, self.limit)
        if match is None:
            return
        key = match[0].rstrip(")") if self.head["open"] == "(" and match[0].endswith(")") else match[0]
        self.position = start + len(key)
        self._blank()
        if self._character() == "=":
            # The apparent key ends with the name of the first field: the comma after the key, or the key, is missing.
            key = key.removesuffix(key.split()[-1]).rstrip()
            self.position = start + len(key)
        if key and self._character() != "," and not self._at_end():
            self._blank()
            if not _FIELD_START.match(self.text, self.position, self.limit):
                raise BrokenCommandError(self.position, "expected a comma after the key")
            self.notices.append(Notice(self.position, f"a comma is missing after the key '{key}'"))
        if " " in key or "\t" in key:
            self.notices.append(
                Notice(start, f"the key '{key}' contains a space", "BibTeX and biber reject such a key")
            )
        self.key = key

    def _read_fields(self) -> None:
        while True:
            while simple := _SIMPLE_FIELD.match(self.text, self.position, self.limit):
                self.position = simple.end()
                self.fields.append(
                    RawField(simple[1], simple.start(1), (ValuePart("text", simple[2], simple.start(2)),))
                )
            self._blank()
            if self._at_end():
                return
            if self._character() == ",":
                self.position += 1
                continue
            name = _NAME.match(self.text, self.position, self.limit)
            if name is None:
                raise self._unexpected("a field name")
            self.position = name.end()
            self._blank()
            if self._character() != "=":
                raise self._unexpected(f"'=' after '{name[0]}'")
            self.position += 1
            self.fields.append(RawField(name[0], name.start(), self._value(name[0])))
            self._blank()
            if self._character() != "," and not self._at_end():
                if not _FIELD_START.match(self.text, self.position, self.limit):
                    raise self._unexpected(f"a comma after the value of '{name[0]}'")
                self.notices.append(Notice(self.position, f"a comma is missing after the value of '{name[0]}'"))

    def _unexpected(self, expected: str) -> BrokenCommandError:
        if self.position >= self.limit:
            return self._unclosed()
        hint = 'inside "...", a quotation mark needs braces: {"}' if self._after_quote() else ""
        return BrokenCommandError(self.position, f"expected {expected}, found '{self._character()}'", hint)

    def _after_quote(self) -> bool:
        before = self.text.rfind('"', self.head.end("open"), self.position)
        return before >= 0 and not self.text[before + 1 : self.position].strip(" \t")

    def _unclosed(self) -> BrokenCommandError:
        """Blame the value that swallowed other fields, if there is one."""
        end = "the end of the file" if self.limit >= len(self.text) else "the next entry"
        for raw in self.fields:
            for part in raw.parts:
                if part.kind == "text" and _FIELD_IN_VALUE.search(part.text):
                    message = f"the entry is not closed before {end}"
                    return BrokenCommandError(part.offset, message, f"the value of '{raw.name}' seems to be unclosed")
        return BrokenCommandError(self.head.start("at"), f"the entry is not closed before {end}")

    def _value(self, name: str) -> tuple[ValuePart, ...]:
        parts = [self._part(name)]
        while True:
            self._blank()
            if self._character() != "#":
                return tuple(parts)
            self.position += 1
            parts.append(self._part(name))

    def _part(self, name: str) -> ValuePart:
        self._blank()
        match self._character():
            case "{":
                return self._delimited(name, _BRACES, "}")
            case '"':
                return self._delimited(name, _BRACES_AND_QUOTES, '"')
            case _:
                return self._bare(name)

    def _delimited(self, name: str, marks: re.Pattern[str], end: str) -> ValuePart:
        start = self.position + 1
        depth = 0
        for match in marks.finditer(self.text, start, self.limit):
            if depth == 0 and match[0] == end:
                self.position = match.end()
                return ValuePart("text", self.text[start : match.start()], start)
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if depth < 0:
                raise BrokenCommandError(match.start(), f"unmatched closing brace in the \"...\" of '{name}'")
            if depth > MAX_DEPTH:
                self.position = self.limit
                raise BrokenCommandError(match.start(), f"braces are nested deeper than {MAX_DEPTH}")
        self.position = self.limit
        end_of = "the end of the file" if self.limit >= len(self.text) else "the next entry"
        raise self._unclosed_value(start, name, end_of)

    def _unclosed_value(self, start: int, name: str, end: str) -> BrokenCommandError:
        earlier = self._unclosed()
        if earlier.notice.offset != self.head.start("at"):
            return earlier
        return BrokenCommandError(start, f"the value of '{name}' is not closed before {end}")

    def _bare(self, name: str) -> ValuePart:
        match = _BARE.match(self.text, self.position, self.limit)
        if match is None:
            if self._character() != "," and not self._at_end():
                raise self._unexpected(f"a value for '{name}'")
            self.notices.append(Notice(self.position, f"'{name}' has no value"))
            return ValuePart("text", "", self.position)
        self.position = match.end()
        if match[0].isdecimal():
            return ValuePart("number", match[0], match.start())
        is_name = " " not in match[0] and "\t" not in match[0] and not match[0][0].isdigit()
        return ValuePart("name" if is_name else "bare", match[0], match.start())
