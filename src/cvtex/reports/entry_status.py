"""Status of each .bib entry in a variant: printed, excluded (and by which rule), or unreadable.

Joins the results of several stages for `cvtex publications`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from cvtex.build.loading import Loaded, profile_of
from cvtex.build.preparing import plan_variant
from cvtex.cite.audit import PeopleAudit, audit
from cvtex.diagnostics import Span
from cvtex.model.bibliography import Entry
from cvtex.model.exclusion import message_of
from cvtex.model.plan import Product, Publication
from cvtex.select.limits import apply_count_limits
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value


class OwnerPosition(Value):
    """Position of the CV's owner among the people of an entry, counted from 1, and the matching form of the name."""

    role: str
    position: int
    of: int
    name: str
    form: str


class EntryStatus(Value):
    """`verdict` on the owner: matched, ambiguous, collaboration, near, absent; empty for an unreadable entry."""

    key: str
    span: Span
    type: str
    title: str
    year: str
    authors: tuple[str, ...]
    status: Literal["printed", "excluded", "unreadable"]
    reason: str
    section: str
    verdict: str
    owner: tuple[OwnerPosition, ...]
    near_misses: tuple[str, ...]


def entry_statuses(loaded: Loaded, name: str) -> tuple[EntryStatus, ...]:
    """Loaded CV and a variant's name -> the status of each entry, in the order of the files."""
    assert loaded.cv is not None
    audits = {entry.key: audit(entry, loaded.cv.owner) for entry in loaded.all_entries.entries}
    plan = apply_count_limits(plan_variant(loaded, name, profile_of(loaded, name).value))
    sections = {
        item.content.key: section.id
        for section in plan.sections
        for item in plan.walk_section(section)
        if isinstance(item.content, Publication | Product)
    }
    reasons = {left.key: message_of(left.reason) for left in plan.left_out if left.key}
    reasons |= {entry.key: entry.reason for entry in loaded.excluded}
    merged = {entry.key for entry in loaded.bibliography.entries}
    statuses = [
        _readable(entry, sections.get(entry.key, "") if entry.key in merged else "", reasons, audits.get(entry.key))
        for entry in loaded.all_entries.entries
    ]
    statuses += [
        EntryStatus(lost.key or "", lost.span, "", "", "", (), "unreadable", lost.reason, "", "", (), ())
        for lost in loaded.all_entries.unreadable
    ]
    return tuple(sorted(statuses, key=lambda status: status.span))


def _readable(entry: Entry, section: str, reasons: Mapping[str, str], audit: PeopleAudit | None) -> EntryStatus:
    authors = audit.people.get("author") or audit.people.get("editor") if audit else None
    return EntryStatus(
        key=entry.key,
        span=entry.span,
        type=entry.type,
        title=tex_to_plain(entry.tex("title")),
        year=tex_to_plain(entry.tex("year")),
        authors=tuple(str(person) for person in authors.persons) if authors else (),
        status="printed" if section else "excluded",
        reason="" if section else reasons.get(entry.key, "in no section of the variant"),
        section=section,
        verdict=audit.verdict if audit else "",
        owner=tuple(_owners(audit)) if audit else (),
        near_misses=tuple(str(miss.person) for miss in audit.near_misses) if audit else (),
    )


def _owners(audit: PeopleAudit) -> Iterator[OwnerPosition]:
    for (role, position), match in sorted(audit.owners.items()):
        persons = audit.people[role].persons
        yield OwnerPosition(role, position + 1, len(persons), str(persons[position]), match.form)
