"""Every entry of the bibliography files, accounted for: printed, excluded by a rule, or unreadable.

What `cvtex publications` tells. It joins what several stages found out and adds nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from cvtex.cite.audit import PeopleAudit
from cvtex.diagnostics import Span
from cvtex.model.bibliography import Bibliography, Entry, Excluded
from cvtex.model.exclusion import message_of
from cvtex.model.plan import Plan, Publication
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

Status = Literal["printed", "excluded", "unreadable"]


class OwnerFound(Value):
    """Where and how the CV's owner stands in an entry; `position` counts from 1."""

    role: str
    position: int
    of: int
    name: str
    form: str


class Account(Value):
    """`verdict` says of the owner: matched, ambiguous, collaboration, near, absent; empty where nobody could look."""

    key: str
    span: Span
    type: str
    title: str
    year: str
    authors: tuple[str, ...]
    status: Status
    reason: str
    section: str
    verdict: str
    owner: tuple[OwnerFound, ...]
    near_misses: tuple[str, ...]


def accounts_of(
    plan: Plan,
    bibliography: Bibliography,
    merged: Bibliography,
    excluded: Iterable[Excluded],
    audits: Mapping[str, PeopleAudit],
) -> tuple[Account, ...]:
    """One account an entry, in the order of the files. `merged` is `bibliography` without what was `excluded`."""
    sections = {
        item.content.key: section.id
        for section in plan.sections
        for item in plan.walk_section(section)
        if isinstance(item.content, Publication)
    }
    reasons = {left.key: message_of(left.reason) for left in plan.left_out if left.key}
    reasons |= {one.key: one.reason for one in excluded}
    kept = {entry.key for entry in merged.entries}
    found = [
        _readable(entry, sections.get(entry.key, "") if entry.key in kept else "", reasons, audits.get(entry.key))
        for entry in bibliography.entries
    ]
    found += [
        Account(lost.key or "", lost.span, "", "", "", (), "unreadable", lost.reason, "", "", (), ())
        for lost in bibliography.unreadable
    ]
    return tuple(sorted(found, key=lambda account: account.span))


def _readable(entry: Entry, section: str, reasons: Mapping[str, str], audit: PeopleAudit | None) -> Account:
    authors = audit.people.get("author") or audit.people.get("editor") if audit else None
    return Account(
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


def _owners(audit: PeopleAudit) -> Iterator[OwnerFound]:
    for (role, position), match in sorted(audit.owners.items()):
        persons = audit.people[role].persons
        yield OwnerFound(role, position + 1, len(persons), str(persons[position]), match.form)


def own_places(audit: PeopleAudit) -> frozenset[str]:
    """The owner's places among the authors: first, last, single, corresponding."""
    authors = audit.people.get("author")
    if authors is None:
        return frozenset()
    places: set[str] = set()
    for role, position in audit.owners:
        if role != "author":
            continue
        if len(authors.persons) == 1 and not authors.et_al:
            places.add("single")
        if position == 0:
            places.add("first")
        if position == len(authors.persons) - 1 and not authors.et_al:
            places.add("last")
        if "corresponding" in audit.marks.get((role, position), frozenset()):
            places.add("corresponding")
    return frozenset(places)
