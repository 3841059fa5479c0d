"""Owner and current positions -> the rows of a funder's table of personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from cvtex.model.cv import Cv
from cvtex.model.items import Employment, Role, Row
from cvtex.model.people import Contact
from cvtex.model.profile import OwnerFact, OwnerRow
from cvtex.model.sections import PositionsSection, items_of
from cvtex.model.text import Text
from cvtex.text.networks import NETWORKS
from cvtex.text.richtext import Link, RichText, join
from cvtex.value import Value

# How to fill a row that is empty.
CURES: Mapping[OwnerFact, str] = {
    "title": "add owner.title",
    "given_name": "write owner.name as {given: ..., family: ...}",
    "family_name": "write owner.name as {given: ..., family: ...}",
    "name": "add owner.name",
    "position": "add a role without an end in a section of the kind positions, or owner.headline",
    "institution": "add a role without an end in a section of the kind positions, or owner.contact.address",
    "orcid": "add owner.contact.orcid",
    "email": "add owner.contact.email",
    "phone": "add owner.contact.phone",
    "address": "add owner.contact.address",
}


class OwnerTable(Value):
    """The rows that have a value, and those that have none."""

    rows: tuple[Row, ...]
    empty: tuple[OwnerRow, ...]


def owner_table(cv: Cv, variant: str, language: str, rows: Sequence[OwnerRow]) -> OwnerTable:
    """Fill the rows in a language. What is marked for other variants does not count."""
    found = [(row, _text(row.value, cv, variant, language)) for row in rows]
    filled = [Row(span=cv.owner.span, label=row.label, text=text) for row, text in found if text is not None]
    return OwnerTable(tuple(filled), tuple(row for row, text in found if text is None))


def _text(fact: OwnerFact, cv: Cv, variant: str, language: str) -> Text | None:
    """The value of a row. A single text of cv.yaml keeps its languages."""
    texts = [text for text in _texts(fact, cv, variant, language) if any(text.line(language))]
    texts = [text for text in texts if not text.only or variant in text.only]
    if len(texts) < 2:
        return texts[0] if texts else None
    return _in(language, join([text.line(language) for text in texts], ("; ",)), cv)


def _in(language: str, content: RichText, cv: Cv) -> Text:
    return Text({language: (content,)}, cv.owner.span)


def _texts(fact: OwnerFact, cv: Cv, variant: str, language: str) -> Iterator[Text]:
    owner, contact = cv.owner, cv.owner.contact or Contact(span=cv.owner.span)
    name = owner.name
    match fact:
        case "title":
            yield owner.title or _in(language, (name.title,), cv)
        case "given_name":
            yield _in(language, (name.given,), cv)
        case "family_name":
            family = " ".join(part for part in (name.particle, name.family) if part)
            yield _in(language, (f"{family}, {name.suffix}" if name.suffix else family,), cv)
        case "name":
            yield _in(language, (str(name),), cv)
        case "position":
            roles = [role.title for _, role in _current(cv, variant)]
            yield from roles or ([owner.headline] if owner.headline else [])
        case "institution":
            employers = {str(job.employer): job for job, _ in _current(cv, variant)}
            for job in employers.values():
                lines = [text.line(language) for text in (job.employer, job.place) if text]
                yield _in(language, join(lines, (", ",)), cv) if job.place else job.employer
            if not employers:
                yield from (one.address for one in contact.address)
        case "orcid":
            network = NETWORKS["orcid"]
            if contact.orcid:
                yield _in(language, (Link(network.url(contact.orcid), (str(contact.orcid),)),), cv)
        case "email":
            yield from (one.email for one in contact.email)
        case "phone":
            yield from (one.phone for one in contact.phone)
        case "address":
            yield from (one.address for one in contact.address)
        case _:
            assert_never(fact)


def _current(cv: Cv, variant: str) -> Iterator[tuple[Employment, Role]]:
    """The roles that go on, with their employers, in the order of the file."""
    for section in cv.sections.values():
        if isinstance(section, PositionsSection) and _is_for(section.only, variant):
            for job in items_of(section):
                if isinstance(job, Employment) and _is_for(job.only, variant):
                    current = (role for role in job.roles if role.dates and role.dates.is_open)
                    yield from ((job, role) for role in current if _is_for(role.only, variant))


def _is_for(only: tuple[str, ...], variant: str) -> bool:
    return not only or variant in only
