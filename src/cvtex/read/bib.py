"""Bytes of a .bib file -> Bibliography: entries with the place of each field, and unreadable entries with theirs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from cvtex.diagnostics import Checked, Diagnostic, Span, did_you_mean, error, warning
from cvtex.locales.months import ENGLISH_MONTHS
from cvtex.model.bibliography import Bibliography, Entry, Field, Unreadable
from cvtex.read.bib_command import Notice, RawCommand, RawField
from cvtex.read.bib_scanner import BrokenCommand, scan
from cvtex.read.encoding import decode
from cvtex.text.journal_macros import PLAIN_STYLE
from cvtex.value import Struct, field

_MONTHS = {name[:3].lower(): name for name in ENGLISH_MONTHS}


def read_bibliography(name: str, data: bytes) -> Checked[Bibliography]:
    """Bytes -> entries in the order of the file, and unreadable entries.

    `name` is the file's name in spans.

    - A broken entry is an error, and does not affect other entries.
    - Of two entries with the same key, the first counts and the second is unreadable, as in BibTeX. If keys differ only
      in case, both count, as in biber, with a warning.
    - Of two fields with the same name, the first counts.
    - An undefined @string name is used as text. Months and the journals of BibTeX's plain styles are defined.
    """
    return read_bibliography_files([(name, data)])


def read_bibliography_files(files: Iterable[tuple[str, bytes]]) -> Checked[Bibliography]:
    """(name, bytes) of several files, in order -> one bibliography, by the rules for one file.

    As in BibTeX, an @string also applies to the files after it, and the first of several entries with the same key
    counts.
    """
    library = _Library()
    for name, data in files:
        decoded = decode(name, data)
        library.diagnostics += decoded.diagnostics
        _Reader(name, decoded.value, library).read()
    return Checked(Bibliography(tuple(library.entries.values()), tuple(library.unreadable)), tuple(library.diagnostics))


class _Library(Struct):
    """The contents of all files read so far. The names of @strings are lower case."""

    strings: dict[str, str] = field(default_factory=lambda: {**PLAIN_STYLE, **_MONTHS})
    entries: dict[str, Entry] = field(default_factory=dict)
    first_of_folded_key: dict[str, Entry] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


class _Reader:
    """Reads one file into a library."""

    def __init__(self, name: str, text: str, library: _Library) -> None:
        self.name = name
        self.text = text
        self.library = library
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.undefined: dict[str, list[Span]] = {}

    def read(self) -> None:
        for item in scan(self.text):
            match item:
                case Notice():
                    self._warn(item)
                case BrokenCommand():
                    self._broken(item)
                case RawCommand(command="preamble"):
                    continue
                case RawCommand(command="string"):
                    self._define(item)
                case RawCommand():
                    self._entry(item)
        self._report_undefined()

    def _span(self, offset: int, length: int = 1) -> Span:
        line = bisect_right(self.line_starts, offset)
        return Span(self.name, line, offset - self.line_starts[line - 1] + 1, length or 1)

    def _warn(self, notice: Notice) -> None:
        self.library.diagnostics.append(warning(notice.message, self._span(notice.offset), notice.hint))

    def _broken(self, broken: BrokenCommand) -> None:
        problem = broken.problem
        span = self._span(broken.offset, 1 + len(broken.command))
        if broken.command in ("string", "preamble"):
            what = f"this @{broken.command}"
        else:
            what = f"entry '{broken.key}'" if broken.key else "this entry"
            self.library.unreadable.append(Unreadable(span, problem.message, broken.key or None))
        message = f"{what} cannot be read: {problem.message}"
        self.library.diagnostics.append(error(message, self._span(problem.offset), problem.hint))

    def _define(self, raw: RawCommand) -> None:
        for notice in raw.notices:
            self._warn(notice)
        for raw_field in raw.fields:
            self.library.strings[raw_field.name.lower()] = self._value(raw_field)

    def _entry(self, raw: RawCommand) -> None:
        span = self._span(raw.offset, 1 + len(raw.command))
        key = raw.key or self._new_key(span)
        first = self.library.entries.get(key)
        if first is not None:
            reason = f"duplicate key '{key}', first used in {self._place(first)}"
            self.library.unreadable.append(Unreadable(span, reason, key))
            self.library.diagnostics.append(
                warning(f"this entry is left out: {reason}", span, "change its key, or delete it")
            )
            return
        for notice in raw.notices:
            self._warn(notice)
        entry = Entry(key, raw.command, self._fields(raw), span)
        if not raw.key:
            self.library.diagnostics.append(warning(f"the entry has no key; using '{key}'", span))
        alike = self.library.first_of_folded_key.setdefault(key.casefold(), entry)
        if alike is not entry:
            message = f"the key '{key}' differs only in case from '{alike.key}' in {self._place(alike)}"
            self.library.diagnostics.append(warning(message, span, "BibTeX treats them as the same"))
        self.library.entries[key] = entry

    def _place(self, entry: Entry) -> str:
        span = entry.span
        return f"line {span.line}" if span.file == self.name else f"{span.file}:{span.line}"

    def _new_key(self, span: Span) -> str:
        candidates = (f"line-{span.line}", f"line-{span.line}-column-{span.column}")
        return next((key for key in candidates if key not in self.library.entries), str(span))

    def _fields(self, raw: RawCommand) -> Mapping[str, Field]:
        fields: dict[str, Field] = {}
        for raw_field in raw.fields:
            name = raw_field.name.lower()
            if name in fields:
                where = fields[name].span.line
                message = f"'{name}' is given twice in '{raw.key}'; using the first value, in line {where}"
                self.library.diagnostics.append(warning(message, self._span(raw_field.offset, len(raw_field.name))))
                continue
            if " " in name:
                message = f"the field name '{name}' contains a space"
                self.library.diagnostics.append(warning(message, self._span(raw_field.offset, len(raw_field.name))))
            first = raw_field.parts[0]
            # Most values are one text.
            is_simple = first.kind == "text" and len(raw_field.parts) == 1
            fields[name] = Field(first.text if is_simple else self._value(raw_field), self._span(first.offset))
        return fields

    def _value(self, raw: RawField) -> str:
        pieces = []
        for part in raw.parts:
            text = part.text
            if part.kind == "bare":
                message = f"the value of '{raw.name}' lacks braces or quotation marks"
                self.library.diagnostics.append(warning(message, self._span(part.offset, len(text))))
            elif part.kind == "name":
                defined = self.library.strings.get(text.lower())
                if defined is None:
                    self.undefined.setdefault(text, []).append(self._span(part.offset, len(text)))
                text = text if defined is None else defined
            pieces.append(text)
        return "".join(pieces)

    def _report_undefined(self) -> None:
        for name, spans in self.undefined.items():
            times = f" ({len(spans)} times)" if len(spans) > 1 else ""
            hint = did_you_mean(name, self.library.strings) or f'define it with @string{{{name} = "..."}}'
            message = f"undefined @string '{name}'{times}: the name itself is printed"
            self.library.diagnostics.append(warning(message, spans[0], hint))
