"""Entries -> references, formatted by a style, with the owner marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from cvtex.cite.audit import audit, owner_warnings
from cvtex.cite.backend import from_pybtex
from cvtex.cite.links import entry_links
from cvtex.cite.literals import listed, pieces_of, with_issue
from cvtex.cite.people import People, read_people
from cvtex.cite.printed_people import printed_people
from cvtex.cite.style import ReferenceStyle
from cvtex.cite.templates import FieldIsMissing
from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.locales.locale import Locale
from cvtex.model.bibliography import Entry
from cvtex.model.people import MARK_SIGNS, Mark, Owner
from cvtex.model.reference import Reference
from cvtex.text.richtext import Footnote, InLanguage, LineBreak, Link, Math, NoBreak, RichText, Styled, plain
from cvtex.text.tex import read_tex
from cvtex.value import Value, field, replace

__all__ = ["CitedEntry", "Reference", "cite"]

# All other fields are for programs' own use: abstracts, files.
_PRINTED = frozenset(
    {
        "addendum",
        "address",
        "archiveprefix",
        "award",
        "booksubtitle",
        "booktitle",
        "chapter",
        "day",
        "doi",
        "edition",
        "eid",
        "endday",
        "endmonth",
        "endyear",
        "entrysubtype",
        "eventtitle",
        "eprint",
        "holder",
        "howpublished",
        "institution",
        "isbn",
        "issue",
        "journal",
        "keywords",
        "month",
        "note",
        "number",
        "oa",
        "openaccess",
        "organization",
        "pages",
        "pagetotal",
        "pmcid",
        "pmid",
        "primaryclass",
        "publisher",
        "pubstate",
        "school",
        "series",
        "status",
        "subtitle",
        "title",
        "titleaddon",
        "type",
        "urldate",
        "venue",
        "version",
        "volume",
        "year",
    }
)


# The fields of which one names the work, by type. `title` alone for any other type.
_TITLES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("book", "proceedings"), ("title", "booktitle", "maintitle")),
    "periodical": ("title", "journal", "issuetitle"),
    "inbook": ("title", "chapter"),
}


class CitedEntry(Value):
    """An entry as templates see it.

    `links` come from `cite.links`. `owner` has (role, position) of everybody who is the CV's owner; `marks` is by the
    same key, `signs` by mark. `collaborations` are those on whose behalf the authors write.
    """

    key: str
    type: str
    texts: Mapping[str, RichText]
    people: Mapping[str, People]
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    owner: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    marks: Mapping[tuple[str, int], frozenset[Mark]] = field(default_factory=dict)
    signs: Mapping[Mark, str] = field(default_factory=lambda: MARK_SIGNS)
    collaborations: tuple[str, ...] = ()


def cite(entries: Iterable[Entry], style: ReferenceStyle, owner: Owner) -> Checked[dict[str, Reference]]:
    """Format each entry, by key. Warn if the owner is missing, ambiguous or not printed."""
    diagnostics: list[Diagnostic] = []
    references = {}
    marks_of_signs = {sign: mark for mark, sign in owner.signs.items()}
    for entry in entries:
        cited = _prepare(entry, owner, style.locale, diagnostics)
        if not any(name in entry.fields for name in _TITLES.get(entry.type, ("title",))):
            diagnostics.append(warning(f"'{entry.key}' has no title", entry.span))
        try:
            text = from_pybtex(style.format(cited))
        except FieldIsMissing as problem:
            diagnostics.append(warning(f"'{entry.key}': {problem}", entry.span))
            text = cited.texts.get("title", ()) or (entry.key,)
        printed = tuple(_owner_names(text))
        if cited.owner and not printed:
            roles = " and ".join(sorted({role for role, _ in cited.owner}))
            message = (
                f"'{entry.key}' lists the CV's owner as {roles}, but the bibliography style does not print that name"
            )
            diagnostics.append(warning(message, entry.span))
        references[entry.key] = Reference(
            entry.key,
            text or (entry.key,),
            cited.texts.get("title", ()),
            printed,
            entry.span,
            _marks(text, marks_of_signs),
        )
    return Checked(references, tuple(diagnostics))


def _owner_names(text: RichText) -> Iterator[str]:
    for node in text:
        match node:
            case Styled("owner", content):
                yield plain(content)
            case Styled(_, content) | Link(_, content) | NoBreak(content) | InLanguage(_, content) | Footnote(content):
                yield from _owner_names(content)
            case str() | Math() | LineBreak():
                pass
            case _:
                assert_never(node)


def _marks(text: RichText, marks_of_signs: Mapping[str, Mark]) -> frozenset[Mark]:
    """Collect the marks of printed names. Signs differ, so that each sign of a trainee names the class."""
    found: set[Mark] = set()
    for node in text:
        if not isinstance(node, str | Math | LineBreak):
            found |= _marks(node.content, marks_of_signs)
        match node:
            case Styled("equal" | "corresponding" | "student" as mark):
                found.add(mark)
            case Styled("trainee", content):
                found.add(marks_of_signs[plain(content)])
            case _:
                pass
    return frozenset(found)


def _prepare(entry: Entry, owner: Owner, locale: Locale, diagnostics: list[Diagnostic]) -> CitedEntry:
    texts = {}
    for name, value in entry.fields.items():
        if name not in _PRINTED:
            continue
        pieces = [read_tex(piece, value.span) for piece in pieces_of(entry, name)]
        is_located = value.is_verbatim and len(pieces) == 1
        for checked in pieces:
            diagnostics += (one if is_located else replace(one, span=value.span) for one in checked.diagnostics)
        texts[name] = listed([checked.value for checked in pieces], locale) if len(pieces) > 1 else pieces[0].value
    audited = audit(entry, owner)
    diagnostics += owner_warnings(audited, owner)
    return CitedEntry(
        key=entry.key,
        type=entry.type,
        texts=with_issue(texts),
        people={**printed_people(audited, owner), **_book_authors(entry)},
        links=entry_links(entry),
        owner=frozenset(audited.owners),
        marks=audited.marks,
        signs=owner.signs,
        collaborations=audited.collaborations,
    )


def _book_authors(entry: Entry) -> Mapping[str, People]:
    """The authors of a book of which others wrote the part. They are never the CV's owner, whose work is the part."""
    tex = entry.tex("bookauthor").strip()
    return {"bookauthor": read_people(tex)} if tex and tex != entry.tex("author").strip() else {}
