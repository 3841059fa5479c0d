"""References as they were formatted, kept from one build to the next: by style and owner, and in it by entry.

An entry that is as it was costs nothing, not even the library that formats it. What cannot be read counts as not there,
and what cannot be written is formatted again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cvtex.cache_files import CacheFiles
from cvtex.diagnostics import Checked, Diagnostic
from cvtex.model.bibliography import Entry
from cvtex.model.people import Mark, Owner
from cvtex.model.reference import Reference
from cvtex.text.richtext import RichText
from cvtex.value import Value, to_bytes

# Older references are forgotten, so that the files stay small.
_MOST_REFERENCES = 10_000


def digest(entry: Entry) -> str:
    """What the entry says; not where it stands."""
    return _digest((entry.key, entry.type, sorted((name, field.tex) for name, field in entry.fields.items())))


def placed_digest(entry: Entry) -> str:
    """What the entry says and where, for one of which something is to be told each time."""
    return _digest((entry.key, entry.type, entry.span, sorted(entry.fields.items())))


def _digest(values: tuple[object, ...]) -> str:
    return hashlib.blake2b(to_bytes(values), digest_size=16).hexdigest()


def manner(style: bytes, language: str, max_authors: int | None, owner: Owner) -> tuple[object, ...]:
    """All that decides on a reference but the entry and the program. `style`: the file that formats it."""
    people = (
        owner.names,
        owner.former_names,
        owner.present_name,
        owner.collaborations,
        owner.students,
        tuple(sorted(owner.marks.items())),
    )
    return style, language, max_authors, people


class KeptReference(Value):
    """A reference without its entry, and what was told when it was formatted."""

    text: RichText
    title: RichText
    owner: tuple[str, ...]
    marks: frozenset[Mark]
    told: tuple[Diagnostic, ...] = ()

    def of(self, entry: Entry) -> Checked[Reference]:
        return Checked(Reference(entry.key, self.text, self.title, self.owner, entry.span, self.marks), self.told)


def kept(cited: Checked[Reference]) -> KeptReference:
    reference = cited.value
    return KeptReference(reference.text, reference.title, reference.owner, reference.marks, cited.diagnostics)


class ReferenceCache(Value):
    """`program`: what tells this program and its libraries from others, and from what they were before an edit."""

    folder: Path
    program: tuple[object, ...]

    @property
    def files(self) -> CacheFiles:
        return CacheFiles(self.folder, "references")

    def read(self, manner: tuple[object, ...]) -> dict[str, KeptReference]:
        """By the digests of entries."""
        return self.files.read(_digest((self.program, manner)), dict[str, KeptReference]) or {}

    def write(self, manner: tuple[object, ...], kept: Mapping[str, KeptReference]) -> None:
        self.files.write(_digest((self.program, manner)), dict(list(kept.items())[-_MOST_REFERENCES:]))
