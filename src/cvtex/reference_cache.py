"""References as they were formatted, kept from one build to the next: by style and owner, and in it by entry.

An entry that is as it was costs nothing, not even the library that formats it. What cannot be read counts as not there,
and what cannot be written is formatted again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from cvtex.bibliography import Entry
from cvtex.cache_files import CacheFiles
from cvtex.diagnostics import Checked, Diagnostic, Span
from cvtex.model.people import Mark, Owner
from cvtex.reference import Reference
from cvtex.richtext_values import from_values, to_values
from cvtex.value import Value, astuple

# Older references are forgotten, so that the files stay small.
_MOST_REFERENCES = 10_000
_MARKS = frozenset(get_args(Mark))


def digest(entry: Entry) -> str:
    """What the entry says; not where it stands."""
    return _digest((entry.key, entry.type, sorted((name, field.tex) for name, field in entry.fields.items())))


def placed_digest(entry: Entry) -> str:
    """What the entry says and where, for one of which something is to be told each time."""
    return _digest((entry.key, entry.type, entry.span, sorted(entry.fields.items())))


def _digest(values: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def manner(style: bytes, language: str, max_authors: int | None, owner: Owner) -> tuple[object, ...]:
    """All that decides on a reference but the entry and the program. `style`: the file that formats it."""
    people = (owner.names, owner.former_names, owner.present_name, owner.collaborations, owner.students, tuple(sorted(owner.marks.items())))
    return style, language, max_authors, people


class ReferenceCache(Value):
    """`program`: what tells this program and its libraries from others, and from what they were before an edit."""

    folder: Path
    program: tuple[object, ...]

    @property
    def files(self) -> CacheFiles:
        return CacheFiles(self.folder, "references")

    def read(self, manner: tuple[object, ...]) -> dict[str, Any]:
        """Values by the digests of entries; `reference_of` makes references of them."""
        found = self.files.read(_digest((self.program, manner)))
        return found if isinstance(found, dict) else {}

    def write(self, manner: tuple[object, ...], values: Mapping[str, Any]) -> None:
        self.files.write(_digest((self.program, manner)), dict(list(values.items())[-_MOST_REFERENCES:]))


def value_of(reference: Reference, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    told = [[one.severity, one.message, one.span and astuple(one.span), one.hint] for one in diagnostics]
    return {
        "told": told,
        "text": to_values(reference.text),
        "title": to_values(reference.title),
        "owner": list(reference.owner),
        "marks": sorted(reference.marks),
    }


def reference_of(value: Any, entry: Entry) -> Checked[Reference] | None:
    """None for what `value_of` has not made."""
    try:
        owner, marks = tuple(value["owner"]), frozenset(value["marks"])
        text, title = from_values(value["text"]), from_values(value["title"])
        told = tuple(_diagnostic(*one) for one in value["told"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    if not marks <= _MARKS or not all(isinstance(name, str) for name in owner):
        return None
    return Checked(Reference(entry.key, text, title, owner, entry.span, marks), told)


def _diagnostic(severity: Any, message: Any, span: Any, hint: Any) -> Diagnostic:
    if severity not in ("error", "warning") or not isinstance(message, str) or not isinstance(hint, str):
        raise ValueError("no diagnostic")
    return Diagnostic(severity, message, Span(*span) if span else None, hint)
