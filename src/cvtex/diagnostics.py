"""Messages about the author's sources: where, what, and what to do; and text for the terminal.

A stage never raises for bad input. It returns `Checked[T]`: a value and all diagnostics. `render` writes a diagnostic
as `file:line:col: error: message`, which editors can jump to, with an excerpt and a caret.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Generic, Literal, TypeVar

from cvtex.value import Value, field

Severity = Literal["error", "warning"]

T = TypeVar("T")


class Span(Value, order=True):
    """A place in a source file. Lines and columns count from 1; columns count characters."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Diagnostic(Value):
    """One message. `span` is None if it has no place in a source: a missing program, a missing file."""

    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


MOST_CHARACTERS: Final = 1_000
"""The longest message, and the longest hint: both may repeat a text of the author, or a list of names."""


def error(message: str, span: Span | None = None, hint: str = "") -> Diagnostic:
    return Diagnostic("error", _shortened(message), span, _shortened(hint))


def warning(message: str, span: Span | None = None, hint: str = "") -> Diagnostic:
    return Diagnostic("warning", _shortened(message), span, _shortened(hint))


def _shortened(text: str) -> str:
    """Without the middle, since what is wrong stands at the end."""
    half = MOST_CHARACTERS // 2
    return text if len(text) <= MOST_CHARACTERS else f"{text[:half]}…{text[-half:]}"


class Checked(Value, Generic[T]):
    """A stage's value, with all diagnostics about its input."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        return not has_errors(self.diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_error for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, line and column, without duplicates; diagnostics without a place come last."""

    def place(diagnostic: Diagnostic) -> tuple[bool, Span]:
        return diagnostic.span is None, diagnostic.span or Span("")

    return tuple(sorted(dict.fromkeys(diagnostics), key=place))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to `word`, or None if none is close."""
    candidates = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), candidates, n=1, cutoff=0.6)
    return candidates[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean 'position'?`, or "" if no known word is close."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else ""


class Sources(Value):
    """Texts of the source files, by the names used in spans; only for excerpts."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def line(self, span: Span) -> str | None:
        lines = _lines(self.texts.get(span.file, ""))
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None

    def find(self, character: str, start: Span, last_line: int) -> Span | None:
        """Find the first `character` between `start` and `last_line` in the same file."""
        lines = _lines(self.texts.get(start.file, ""))[:last_line]
        for number, line in enumerate(lines[start.line - 1 :], start.line):
            offset = start.column - 1 if number == start.line else 0
            column = line.find(character, offset)
            if column >= 0:
                return Span(start.file, number, column + 1)
        return None


_LINE_END = re.compile(r"\r\n?|\n")


@lru_cache(maxsize=16)
def _lines(text: str) -> list[str]:
    """Split as editors do; `str.splitlines` also splits at form feeds and paragraph separators.

    Cached, since thousands of diagnostics may point into one large file.
    """
    return _LINE_END.split(text)


# A wider excerpt would wrap in a terminal and misplace the caret.
_EXCERPT_WIDTH = 100


def render(diagnostic: Diagnostic, sources: Sources) -> str:
    """Diagnostic -> text of one to four lines, without a trailing newline."""
    place = f"{diagnostic.span}: " if diagnostic.span else "cvtex: "
    hint = f" ({diagnostic.hint})" if diagnostic.hint and len(diagnostic.hint) <= 60 else ""
    lines = [printable(f"{place}{diagnostic.severity}: {diagnostic.message}{hint}")]
    if diagnostic.span:
        lines += _excerpt(diagnostic.span, sources)
    if diagnostic.hint and not hint:
        lines.append(printable(f"  hint: {diagnostic.hint}"))
    return "\n".join(lines)


class Excerpt(Value):
    """A line of a source file around a place: what is before the place, the place itself, and what follows."""

    before: str
    marked: str
    after: str


def excerpt(span: Span, sources: Sources) -> Excerpt | None:
    """The line of a place, shortened; None if the text is not at hand, or not of lines."""
    line = sources.line(span)
    if line is None or not line.strip() or "\0" in line:
        return None
    line = line.rstrip().replace("\t", " ")
    start = max(0, span.column - 1 - _EXCERPT_WIDTH * 3 // 4)
    shown = line[start : start + _EXCERPT_WIDTH]
    offset = span.column - 1 - start
    end = offset + span.length
    return Excerpt(printable(shown[:offset]), printable(shown[offset:end]), printable(shown[end:]))


def _excerpt(span: Span, sources: Sources) -> list[str]:
    found = excerpt(span, sources)
    if found is None:
        return []
    # A line that begins with a blank is no message, whatever the excerpt says.
    gutter = f" {span.line:>4} | "
    carets = " " * column_width(found.before) + "^" * max(1, column_width(found.marked))
    return [f"{gutter}{found.before}{found.marked}{found.after}", " " * (len(gutter) - 2) + "| " + carets]


def printable(line: str) -> str:
    """Escape control and directional characters, so that untrusted text cannot control the terminal."""
    return "".join(c if c.isprintable() or c == " " else f"\\u{ord(c):04x}" for c in line)


def counted(count: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`. `many` is the plural if it is not `one` with an s."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


# A fast path: Latin letters and their punctuation.
_NARROW: Final = re.compile("[\x00-\u02ff\u2010-\u2027\u2030-\u205e]*+")


def column_width(text: str) -> int:
    """Width in terminal columns: two for East Asian wide characters, none for combining marks (UAX #11)."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
