"""JSON Resume 1.x, and versions before it, -> sections. Its schema: https://docs.jsonresume.org/schema

What this program wrote becomes the CV that it was written from, as far as the file has it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final, Literal

from cvtex.diagnostics import Checked, Diagnostic, Span, warning
from cvtex.importers.coverage import words_of
from cvtex.importers.imported import Imported, ImportedFile, ImportedSection, Item, Said, SourceFile
from cvtex.importers.located_json import read_json
from cvtex.importers.resumes.display_titles import in_language
from cvtex.importers.resumes.json_basics import detail_rows, head_rest, owner_of
from cvtex.importers.resumes.json_entries import (
    LISTS,
    REFEREES,
    item_of,
    list_of,
    own_education,
    repeated_in,
    skills_section,
    spaced,
    together,
)
from cvtex.importers.resumes.json_texts import DATA
from cvtex.importers.resumes.json_works import imported_works, notes_of, of_entries
from cvtex.importers.resumes.markdown_text import without_html
from cvtex.importers.resumes.own_resume import Found, is_own, own_sections
from cvtex.importers.resumes.reactive_resume import as_json_resume
from cvtex.importers.tree import all_said, each, part, said
from cvtex.locales.months import month_beginnings
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.value import replace

# No reader sees these.
_DATA: Final = frozenset({"$schema", "meta"})
_LISTS: Final = frozenset({*(one.name for one in LISTS), "basics", "publications", "sections", *_DATA})
_IMAGE: Final = re.compile(r"data:image/(png|jpe?g);base64,([\w+/=\s]+)")
_FILE: Final = re.compile(r"(?:\./)?([\w. -]+(?:/[\w. -]+){0,5}\.(?:png|jpe?g))", re.IGNORECASE)
_MOST_PICTURE: Final = 20_000_000
_KINDS: Final[AbcMapping[str, Literal["name", "data"]]] = {
    "authors": "name", "editors": "name", "translators": "name", "isbn": "data", "issn": "data", "pmid": "data",
    "pmcid": "data", "archive": "data", "amount": "data", "share": "data", "status": "data", "level": "data",
}  # fmt: skip
_ENOUGH: Final = 0.9
# `BSc in Biology`; other languages say it otherwise.
_WITH_IN: Final = ("", "en", "de")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_FOOTNOTE: Final = re.compile(r"\[\d+\]")
_BARE: Final = frozenset({"true", "false"})


def import_json_resume(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    imported = imported_resume(read.value)
    return Checked(replace(imported, photo=_photo(read.value, source)), read.diagnostics)


def imported_resume(root: Node) -> Imported:
    root = _plain(as_json_resume(root))
    own = is_own(root)
    named = said(root, "meta", "language")
    language = named.text if named and _LANGUAGE.fullmatch(named.text) else ""
    found = own_sections(root) if own else _sections(root, language)
    owner = owner_of(root)
    texts = _said_as(root)
    unseen = {one.span for one in _repeated(root, found, is_own_summary=own)}
    rows = detail_rows(part(root, "basics"))
    details = (ImportedSection("table", "Personal Data", rows[0]["label"].span, rows),) if rows else ()
    return Imported(
        (*(one for one in texts if one.span not in unseen), *found.said, *notes_of(root), *head_rest(root, owner)),
        owner=owner,
        language=language,
        sections=in_language((*details, *found.sections), language),
        works=tuple(imported_works(root)),
        guesses=tuple(_guesses(found.sections)),
    )


def _sections(root: Node, language: str) -> Found:
    """The lists in the order of a CV, and further lists that are not in the schema."""
    sections: list[ImportedSection] = []
    summary = said(root, "basics", "summary")
    if summary:
        sections.append(ImportedSection("text", "Summary", summary.span, text=summary))
    for list_ in (*LISTS, REFEREES):
        nodes = [node for node in each(root, list_.name) if list_of(node, list_.name) is list_]
        is_apart = list_.name == "education" and language[:2] not in _WITH_IN
        known = replace(list_, read=own_education) if is_apart else list_
        if items := tuple(item for node in nodes if (item := item_of(node, known))):
            section = ImportedSection(list_.kind, list_.title, nodes[0].span, _together(list_.kind, items))
            sections.append(skills_section(section) if list_.kind == "skills" else section)
    if each(root, "publications"):
        sections.append(ImportedSection("publications", "Publications", each(root, "publications")[0].span))
    sections += _others(root)
    return Found(tuple(sections), (), ())


_TOGETHER: Final = {
    "positions": ("employer", "roles"),
    "education": ("institution", "degrees"),
    "patents": ("title", "documents"),
}


def _together(kind: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    return together(items, *_TOGETHER[kind]) if kind in _TOGETHER else items


def _others(root: Node) -> Iterator[ImportedSection]:
    (entries,) = (one for one in LISTS if one.name == "entries")
    for name, node in root.items.items() if isinstance(root, Mapping) else ():
        if name in _LISTS:
            continue
        nodes = each(node)
        title = Said(spaced(name) or name, root.keys[name]) if isinstance(root, Mapping) else name
        if len(nodes) == 1 and isinstance(nodes[0], Scalar) and (text := said(nodes[0])):
            yield ImportedSection("text", title, nodes[0].span, text=text)
        elif items := tuple(item for one in nodes if (item := item_of(one, entries))):
            yield ImportedSection("entries", title, nodes[0].span, items)


def _said_as(root: Node) -> list[Said]:
    """Every text. Names may be printed with initials, sums with separators, and numbers of books not at all."""
    kinds: dict[Span, Literal["name", "data"]] = {
        one.span: kind
        for list_ in ("publications", "projects", "supervision")
        for node in each(root, list_)
        for name, kind in _KINDS.items()
        for inner in each(node, name)
        for one in all_said(inner)
    }
    texts = [replace(one, kind=kinds.get(one.span, "text")) for one in all_said(root, _is_seen)]
    # Texts that must stand there as they are come first.
    return sorted(texts, key=lambda one: one.kind != "text")


def _plain(node: Node) -> Node:
    """Without HTML, which some programs write, and without `true` and `false`, which say nothing by themselves."""
    match node:
        case Scalar(text, quoted=False):
            return replace(node, text="") if text in _BARE else node
        case Scalar(text):
            return replace(node, text=without_html(text)) if "<" in text else node
        case Mapping():
            return replace(node, items={name: _plain(inner) for name, inner in node.items.items()})
        case _:
            return replace(node, items=tuple(_plain(inner) for inner in node.items))


def _is_seen(path: tuple[str, ...]) -> bool:
    return bool(path) and path[0] not in _DATA and path[0] != "sections" and DATA.isdisjoint(path)


def _repeated(root: Node, found: Found, *, is_own_summary: bool) -> Iterator[Said]:
    """What is said a second time, and what this program makes of other fields."""
    for one in each(root, "basics", "profiles"):
        user, url = said(one, "username"), said(one, "url")
        if user and url and user.text in url.text:
            yield user
        network = said(one, "network")
        if network and url and network.text.casefold() in url.text.casefold():
            yield network
    url, website = said(root, "basics", "url"), said(root, "basics", "website")
    if url and website and url.text == website.text:
        yield website
    yield from of_entries(root)
    for node in found.used:
        yield from all_said(node)
    if is_own_summary and (summary := said(root, "basics", "summary")):
        texts = {text for one in found.sections if one.text for text in words_of(one.text.text, month_beginnings())}
        words = words_of(_FOOTNOTE.sub("", summary.text), month_beginnings())
        if sum(word in texts for word in words) >= _ENOUGH * len(words):
            yield summary
    for name in dict.fromkeys(one.name for one in LISTS):
        above: Node | None = None
        for node in each(root, name):
            yield from _repeated_in(node, name, above)
            above = node
    titles: set[str] = set()
    for node in each(root, "patents"):
        if title := said(node, "title"):
            yield from [title] if title.text in titles else []
            titles.add(title.text)


def _repeated_in(node: Node, name: str, above: Node | None) -> Iterator[Said]:
    if list_ := list_of(node, name):
        for field in repeated_in(node, list_):
            yield from (one for inner in each(node, field) for one in all_said(inner))
    for field in _PARENTS.get(name, ()):
        text, before = said(node, field), said(above, field)
        if text and before and text.text == before.text:
            yield text


# What entries in a row have in common.
_PARENTS: Final = {
    "work": ("name", "company", "location", "url", "website"), "education": ("institution", "location", "url"),
}  # fmt: skip


def _photo(root: Node, source: SourceFile) -> ImportedFile | None:
    """A picture in the file itself or beside it; one on the web is left there."""
    image = said(root, "basics", "image") or said(root, "basics", "picture")
    if image is None or len(image.text) > _MOST_PICTURE:
        return None
    if found := _IMAGE.fullmatch(image.text.strip()):
        try:
            data = base64.b64decode(found[2])
        except ValueError:
            return None
        return ImportedFile(f"portrait.{'png' if found[1] == 'png' else 'jpg'}", data)
    if (named := _FILE.fullmatch(image.text.strip())) and (picture := source.beside(named[1])):
        return ImportedFile(named[1].rpartition("/")[2], picture)
    return None


def _guesses(sections: Iterable[ImportedSection]) -> Iterator[Diagnostic]:
    for section in sections:
        for item in section.items:
            roles = item.get("roles")
            for role in roles if isinstance(roles, tuple) else ():
                if isinstance(role, AbcMapping) and role.get("title") == "Position":
                    yield warning("an employer without a position: write what it was", section.origin)
