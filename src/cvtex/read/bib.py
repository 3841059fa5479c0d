"""Bytes of a .bib file -> Bibliography: entries with the place of each field, and unreadable entries with theirs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from cvtex.diagnostics import Checked, Diagnostic, Severity, Span, did_you_mean, error, warning
from cvtex.locales.months import ENGLISH_MONTHS
from cvtex.model.bibliography import PRINTED_FIELDS, Bibliography, Entry, Field, Unreadable
from cvtex.read.bib_command import Notice, RawCommand, RawField, ValuePart
from cvtex.read.bib_scanner import BrokenCommand, scan
from cvtex.read.encoding import decode
from cvtex.read.other_formats import other_format
from cvtex.read.tex_definitions import Macro, expand, read_definitions
from cvtex.text.journal_macros import PLAIN_STYLE
from cvtex.value import Struct, field, replace

MAX_BYTES = 20_000_000
"""The largest file. An entry with its abstract has some 2,000 bytes."""
MAX_ENTRIES = 10_000
"""The most entries of all files."""
MAX_FIELD = 200_000
"""The longest value of a field, in characters. The 3,000 authors of a collaboration have about 60,000."""
MAX_TEXT = 20_000
"""The longest value of a field that is printed and holds no names, in characters."""
MAX_TEXTS = 5_000_000
"""The most characters of such fields in all files. Titles, journals and notes of 10,000 works have some 3,000,000."""
MAX_VALUE = 10_000
"""The longest value, in characters, that @string names may make. Their definitions can double it with each line."""
MAX_FIELDS = 500
"""The most fields of an entry."""
MAX_EXPANDED = 10_000_000
"""The most characters, in all values together, that stand for @string names."""

_MONTHS = {name[:3].lower(): name for name in ENGLISH_MONTHS}
_TEXTS = frozenset(PRINTED_FIELDS) - {"author", "editor", "translator", "keywords"}
_EMPTY = re.compile(r"[\s{}~]*+")
_TEXT = re.compile(r"^[ \t]*+[^\s%]", re.MULTILINE)


def read_bibliography(name: str, data: bytes) -> Checked[Bibliography]:
    """Bytes -> entries in the order of the file, and unreadable entries.

    `name` is the file's name in spans.

    - A broken entry is reported, and does not affect other entries. If no entry can be read, that is an error.
    - Of several entries with the same key, an exact copy is unreadable. Any other gets a key of its own: `key~2`. If
      keys differ only in case, both count, as in biber, with a warning.
    - An empty field counts as absent. Of two fields with the same name, the first counts; but several `keywords` fields
      are joined.
    - An undefined @string name is used as text. Months and the journals of BibTeX's plain styles are defined.
    """
    return read_bibliography_files([(name, data)])


def read_bibliography_files(files: Iterable[tuple[str, bytes]]) -> Checked[Bibliography]:
    """(name, bytes) of several files, in order -> one bibliography, by the rules for one file.

    As in BibTeX, an @string, and a macro of an @preamble, also applies to the files after it.
    """
    library = _Library()
    for name, data in files:
        if len(data) > MAX_BYTES:
            hint = "export only the publications of the CV, or divide the file"
            library.diagnostics.append(error(f"the file is larger than {MAX_BYTES // 1_000_000} MB", Span(name), hint))
            continue
        decoded = decode(name, data)
        reader = _Reader(name, decoded.value, library)
        before = len(library.entries), len(library.unreadable), len(library.diagnostics)
        library.diagnostics += decoded.diagnostics
        reader.read()
        if len(library.entries) == before[0] and (other := other_format(data)):
            # Whatever was found in it is not BibTeX.
            del library.unreadable[before[1] :], library.diagnostics[before[2] :]
            message = f"this file is {other.what}; expected BibTeX or biblatex"
            library.diagnostics.append(error(message, Span(name), other.hint))
        elif reader.is_only_text():
            library.diagnostics.append(warning("this file has no entries", Span(name)))
    severity: Severity = "warning" if library.entries else "error"
    broken = (replace(diagnostic, severity=severity) for diagnostic in library.broken)
    return Checked(
        Bibliography(tuple(library.entries.values()), tuple(library.unreadable)), (*library.diagnostics, *broken)
    )


_Content: TypeAlias = tuple[str, str, frozenset[tuple[str, str]]]
"""Key, type and fields of an entry, without places."""


class _Library(Struct):
    """The contents of all files read so far. The names of @strings are lower case."""

    strings: dict[str, str] = field(default_factory=lambda: {**PLAIN_STYLE, **_MONTHS})
    macros: dict[str, Macro] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    first_of_folded_key: dict[str, Entry] = field(default_factory=dict)
    uses_of_key: dict[str, int] = field(default_factory=dict)
    copies: dict[_Content, Entry] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    broken: list[Diagnostic] = field(default_factory=list)
    expanded: int = 0
    texts: int = 0


class _Reader:
    """Reads one file into a library."""

    def __init__(self, name: str, text: str, library: _Library) -> None:
        self.name = name
        self.text = text
        self.library = library
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.undefined: dict[str, list[Span]] = {}

    def is_only_text(self) -> bool:
        """Whether the file has a line that is not a comment, but not a single command."""
        return "@" not in self.text and _TEXT.search(self.text) is not None

    def read(self) -> None:
        for item in scan(self.text):
            match item:
                case Notice():
                    self._warn(item)
                case BrokenCommand():
                    self._broken(item)
                case RawCommand(command="preamble"):
                    texts = (part.text for raw in item.fields for part in raw.parts if part.kind == "text")
                    self.library.macros |= read_definitions("".join(texts))
                case RawCommand(command="string"):
                    self._define(item)
                case RawCommand() if len(self.library.entries) >= MAX_ENTRIES:
                    hint = "export only the publications of the CV"
                    message = f"more than {MAX_ENTRIES:,} entries: the bibliography is not read beyond this one"
                    self.library.diagnostics.append(error(message, self._span(item.offset), hint))
                    break
                case RawCommand():
                    self._entry(item)
                    if self.library.texts > MAX_TEXTS:
                        hint = "export only the publications of the CV"
                        message = (
                            f"more than {MAX_TEXTS:,} characters of titles and other printed fields: the bibliography"
                            " is not read beyond this entry"
                        )
                        self.library.diagnostics.append(error(message, self._span(item.offset), hint))
                        break
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
        self.library.broken.append(warning(message, self._span(problem.offset), problem.hint))

    def _define(self, raw: RawCommand) -> None:
        for notice in raw.notices:
            self._warn(notice)
        for raw_field in raw.fields:
            self.library.strings[raw_field.name.lower()] = self._value(raw_field)

    def _entry(self, raw: RawCommand) -> None:
        library = self.library
        span = self._span(raw.offset, 1 + len(raw.command))
        key = raw.key or self._new_key(span)
        before = len(library.diagnostics)
        entry = Entry(key, raw.command, self._fields(raw), span)
        first = library.entries.get(key)
        if first is not None:
            copy = library.copies.setdefault(_content(first), first)
            copy = library.copies.setdefault(_content(entry), entry)
            if copy is not entry:
                reason = f"duplicate key '{key}', first used in {self._place(first)}"
                library.unreadable.append(Unreadable(span, reason, key))
                message = f"this entry is left out: a copy of '{key}' in {self._place(copy)}"
                library.diagnostics[before:] = [warning(message, span, "delete one of them")]
                return
            entry = replace(entry, key=self._free_key(key), shared_key=key)
        for notice in raw.notices:
            self._warn(notice)
        if not raw.key:
            library.diagnostics.append(warning(f"the entry has no key; using '{key}'", span))
        if first is None:
            alike = library.first_of_folded_key.setdefault(key.casefold(), entry)
            if alike is not entry:
                message = f"the key '{key}' differs only in case from '{alike.key}' in {self._place(alike)}"
                library.diagnostics.append(warning(message, span, "BibTeX treats them as the same"))
        library.entries[entry.key] = entry

    def _free_key(self, key: str) -> str:
        """`key~2` for the second entry with the key, and so on."""
        uses = self.library.uses_of_key
        while True:
            uses[key] = uses.get(key, 1) + 1
            free = f"{key}~{uses[key]}"
            if free not in self.library.entries:
                return free

    def _place(self, entry: Entry) -> str:
        span = entry.span
        return f"line {span.line}" if span.file == self.name else f"{span.file}:{span.line}"

    def _new_key(self, span: Span) -> str:
        candidates = (f"line-{span.line}", f"line-{span.line}-column-{span.column}")
        return next((key for key in candidates if key not in self.library.entries), str(span))

    def _fields(self, raw: RawCommand) -> Mapping[str, Field]:
        fields: dict[str, Field] = {}
        # Reference managers may write one field for each source of keywords.
        keywords: list[str] = []
        for raw_field in raw.fields:
            name = raw_field.name.lower()
            first = raw_field.parts[0]
            # Most values are one text.
            is_simple = first.kind == "text" and len(raw_field.parts) == 1
            tex = first.text if is_simple else self._value(raw_field)
            if self.library.macros:
                tex = expand(tex, self.library.macros)
            if not tex[:1].isalnum() and _EMPTY.fullmatch(tex):
                continue
            most = MAX_TEXT if name in _TEXTS else MAX_FIELD
            if len(tex) > most:
                message = f"'{name}' of '{raw.key}' has more than {most:,} characters, and is left out"
                place = self._span(raw_field.offset, len(raw_field.name))
                self.library.diagnostics.append(
                    warning(message, place, "look for a missing brace, or shorten the field")
                )
                continue
            if name == "keywords":
                keywords.append(tex)
                if len(keywords) > 1:
                    continue
            if len(fields) >= MAX_FIELDS:
                message = f"'{raw.key}' has more than {MAX_FIELDS} fields; the others are left out"
                self.library.diagnostics.append(warning(message, self._span(raw_field.offset, len(raw_field.name))))
                return fields
            if name in fields:
                where = fields[name].span.line
                message = f"'{name}' is given twice in '{raw.key}'; using the first value, in line {where}"
                self.library.diagnostics.append(warning(message, self._span(raw_field.offset, len(raw_field.name))))
                continue
            if " " in name:
                message = f"the field name '{name}' contains a space"
                self.library.diagnostics.append(warning(message, self._span(raw_field.offset, len(raw_field.name))))
            fields[name] = Field(tex, self._span(first.offset), is_simple and tex == first.text)
            self.library.texts += len(tex) if name in _TEXTS else 0
        if len(keywords) > 1:
            fields["keywords"] = replace(fields["keywords"], tex=", ".join(keywords))
        return fields

    def _value(self, raw: RawField) -> str:
        pieces = []
        length = 0
        for part in raw.parts:
            text = part.text
            if part.kind == "bare":
                message = f"the value of '{raw.name}' lacks braces or quotation marks"
                self.library.diagnostics.append(warning(message, self._span(part.offset, len(text))))
            elif part.kind == "name":
                text = self._expanded(part, MAX_VALUE - length)
            length += len(text)
            pieces.append(text)
        return "".join(pieces)

    def _expanded(self, part: ValuePart, most: int) -> str:
        """The text of an @string name, or the name itself if it is undefined or its text is too long."""
        name, library = part.text, self.library
        text = library.strings.get(name.lower())
        if text is None:
            self.undefined.setdefault(name, []).append(self._span(part.offset, len(name)))
            return name
        if len(text) > most or library.expanded + len(text) > MAX_EXPANDED:
            message = f"the text of @string '{name}' makes this value too long: the name itself is printed"
            library.diagnostics.append(warning(message, self._span(part.offset, len(name))))
            return name
        library.expanded += len(text)
        return text

    def _report_undefined(self) -> None:
        for name, spans in self.undefined.items():
            times = f" ({len(spans)} times)" if len(spans) > 1 else ""
            hint = did_you_mean(name, self.library.strings) or f'define it with @string{{{name} = "..."}}'
            message = f"undefined @string '{name}'{times}: the name itself is printed"
            self.library.diagnostics.append(warning(message, spans[0], hint))


def _content(entry: Entry) -> _Content:
    return entry.key, entry.type, frozenset((name, value.tex) for name, value in entry.fields.items())
