"""Results -> JSON, with the fields' own names, and places as file, line and column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from cvtex.diagnostics import Diagnostic, Span
from cvtex.reports.entry_status import EntryStatus
from cvtex.verify.reading import Branch, Reading, Words, tree_text


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> str:
    return text_of(_diagnostics(diagnostics))


def _diagnostics(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    return [{"severity": d.severity, "message": d.message, "hint": d.hint, **_place(d.span)} for d in diagnostics]


def _place(span: Span | None) -> dict[str, str | int]:
    return {"file": span.file, "line": span.line, "column": span.column, "length": span.length} if span else {}


def entry_statuses_as_json(statuses: Iterable[EntryStatus]) -> str:
    return text_of([_entry_status(status) for status in statuses])


def _entry_status(entry: EntryStatus) -> dict[str, Any]:
    return {
        "key": entry.key,
        "file": entry.span.file,
        "line": entry.span.line,
        "type": entry.type,
        "title": entry.title,
        "year": entry.year,
        "authors": list(entry.authors),
        "owner": {
            "verdict": entry.verdict,
            "matches": [
                {"role": one.role, "position": one.position, "of": one.of, "name": one.name, "form": one.form}
                for one in entry.owner
            ],
            "near_misses": list(entry.near_misses),
        },
        "status": entry.status,
        "reason": entry.reason,
        "section": entry.section,
    }


def reading_as_json(reading: Reading, diagnostics: Iterable[Diagnostic]) -> str:
    """Reading of a PDF -> JSON. `pages` contain soft hyphens; `tree_text` is what a screen reader gets."""
    return text_of(
        {
            "title": reading.title,
            "shows_title": reading.shows_title,
            "language": reading.language,
            "page_count": reading.page_count,
            "pages": list(reading.pages),
            "tree": _branch(reading.tree) if reading.tree else None,
            "tree_text": tree_text(reading.tree) if reading.tree else None,
            "fonts": [{"name": one.name, "letters": one.letters, "unmapped": one.unmapped} for one in reading.fonts],
            "links": [
                {"page": one.page, "address": one.address, "is_in_tree": one.number in reading.linked}
                for one in reading.links
            ],
            "loose": [{"page": one.page, "text": one.text, "is_marked": one.is_marked} for one in reading.untagged],
            "diagnostics": _diagnostics(diagnostics),
        }
    )


def _branch(branch: Branch) -> dict[str, Any]:
    """Omits attributes that the file does not set."""
    attributes = {
        "own_role": branch.own_role or None,
        "language": branch.language or None,
        "alternative": branch.alternative,
        "actual_text": branch.actual,
        "expansion": branch.expansion,
        "addresses": list(branch.addresses) or None,
        "kids": [kid.text if isinstance(kid, Words) else _branch(kid) for kid in branch.kids] or None,
    }
    return {"role": branch.role, **{name: value for name, value in attributes.items() if value is not None}}


# JSON allows them as they are: controls that a terminal obeys, and signs that reverse a line or end it.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def text_of(value: Any) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
