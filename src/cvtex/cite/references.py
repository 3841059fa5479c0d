"""Entries -> references: each entry's text by a style, with the owner found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from cvtex.bibliography import Entry
from cvtex.cite.backend import from_pybtex
from cvtex.cite.owner import find_owner
from cvtex.cite.people import People, read_people
from cvtex.cite.style import ReferenceStyle
from cvtex.cite.templates import FieldIsMissing
from cvtex.diagnostics import Checked, Diagnostic, Span, warning
from cvtex.model.people import PersonName
from cvtex.notation.tex import read_tex
from cvtex.richtext import Link, NoBreak, RichText, Styled, plain

_ROLES = ("author", "editor", "translator")
# What may stand in a DOI's address as it is; all else is percent-encoded (DOI Handbook, 3.8).
_DOI_SAFE = "/:;()._-"
# All others are what programs keep for themselves: abstracts, files, dates of reading.
_PRINTED = frozenset({
    "addendum", "address", "archiveprefix", "award", "booksubtitle", "booktitle", "chapter", "doi", "edition", "eprint",
    "holder", "howpublished", "institution", "issue", "journal", "month", "note", "number", "organization", "pages",
    "primaryclass", "publisher", "pubstate", "school", "series", "status", "subtitle", "title", "type", "version",
    "volume", "year",
})


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication as it is printed. `owner` are the owner's printed names, for the check of the finished PDF."""

    key: str
    text: RichText
    title: RichText
    owner: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """An entry as templates see it.

    `links` are those of the fields doi, eprint, url and code; `owner` holds (role, position) of the people who are the
    CV's owner.
    """

    key: str
    type: str
    texts: Mapping[str, RichText]
    people: Mapping[str, People]
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    owner: frozenset[tuple[str, int]] = field(default_factory=frozenset)


def cite(entries: Iterable[Entry], style: ReferenceStyle, names: tuple[PersonName, ...]) -> Checked[dict[str, Reference]]:
    """Each entry by its key, with warnings about the owner's absence and about names that cannot be told apart."""
    diagnostics: list[Diagnostic] = []
    references = {}
    for entry in entries:
        cited = _prepare(entry, names, diagnostics)
        try:
            text = from_pybtex(style.format(cited))
        except FieldIsMissing as problem:
            diagnostics.append(warning(f"'{entry.key}': {problem}", entry.span))
            text = cited.texts.get("title", ()) or (entry.key,)
        printed = tuple(_owner_names(text))
        if cited.owner and not printed:
            roles = " and ".join(sorted({role for role, _ in cited.owner}))
            message = f"'{entry.key}' has the CV's owner as {roles}, whom the bibliography style does not print"
            diagnostics.append(warning(message, entry.span))
        references[entry.key] = Reference(
            entry.key, text or (entry.key,), cited.texts.get("title", ()), printed, entry.span
        )
    return Checked(references, tuple(diagnostics))


def _owner_names(text: RichText) -> Iterator[str]:
    for node in text:
        match node:
            case Styled("owner", content):
                yield plain(content)
            case Styled(_, content) | Link(_, content) | NoBreak(content):
                yield from _owner_names(content)


def _prepare(entry: Entry, names: tuple[PersonName, ...], diagnostics: list[Diagnostic]) -> CitedEntry:
    texts = {}
    for name, value in entry.fields.items():
        if name not in _PRINTED:
            continue
        checked = read_tex(value.tex, value.span)
        diagnostics += checked.diagnostics
        texts[name] = checked.value
    people = {role: read_people(entry.tex(role)) for role in _ROLES if role in entry.fields}
    return CitedEntry(
        key=entry.key,
        type=entry.type,
        texts=texts,
        people=people,
        links=_links(entry),
        owner=_owner(entry, people, names, diagnostics),
    )


def _owner(
    entry: Entry, people: Mapping[str, People], names: tuple[PersonName, ...], diagnostics: list[Diagnostic]
) -> frozenset[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for role, group in people.items():
        positions = find_owner(group.persons, names, entry.tex(f"{role}+an"))
        if len(positions) > 1:
            who = " and ".join(f"'{group.persons[i]}'" for i in positions)
            hint = f"say which one with {role}+an = {{{positions[0] + 1}=self}}"
            diagnostics.append(warning(f"'{entry.key}': {who} may both be the CV's owner", entry.span, hint))
        found.update((role, i) for i in positions)
    if not found:
        family = names[0].family
        hint = "add the name's form to owner.other_names, or mark the position: author+an = {2=self}"
        diagnostics.append(warning(f"'{entry.key}' does not name {family}", entry.span, hint))
    return frozenset(found)


def _links(entry: Entry) -> Mapping[str, tuple[Link, ...]]:
    """The addresses of an entry in `cite.dialect`'s form: decoded, a blank between two of them."""
    doi, eprint = entry.tex("doi").strip(), entry.tex("eprint").strip()
    addresses = {
        "doi": [f"https://doi.org/{quote(doi, safe=_DOI_SAFE)}"] if doi else [],
        "eprint": [f"https://arxiv.org/abs/{eprint}"] if entry.tex("archiveprefix").lower() == "arxiv" and eprint else [],
        "url": entry.tex("url").split(),
        "code": entry.tex("code").split(),
    }
    return {
        name: tuple(Link(address, (short_address(address),)) for address in dict.fromkeys(found) if "://" in address)
        for name, found in addresses.items()
    }


def short_address(address: str) -> str:
    """An address as paper shows it: without the scheme, `www.` and the last slash."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
