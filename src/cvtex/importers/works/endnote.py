"""EndNote's XML -> works. A text is one or several `<style>` elements, whose face tells italics."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.located_xml import read_xml
from cvtex.importers.tree import each, part
from cvtex.importers.works.dates import date_fields
from cvtex.importers.works.fields import IN_BOOK, RICH, WHOLE, doi_of, field_of, is_note, value_of, work_of_fields
from cvtex.importers.works.names import listed_names, names, said_name
from cvtex.importers.works.rich_titles import plain_title
from cvtex.importers.works.types import ENDNOTE
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.text.web_address import is_doi
from cvtex.value import replace

_TAGS: Final = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
_PEOPLE: Final = {
    "author": ("authors", "author"), "editor": ("secondary-authors", "author"),
    "bookauthor": ("tertiary-authors", "author"), "translator": ("translated-authors", "author"),
}  # fmt: skip
# In records of a type: series editors of a book are editors, too, and teachers of a thesis are none.
_PEOPLE_OF_TYPE: Final[AbcMapping[str, AbcMapping[str, tuple[str, ...]]]] = {
    "thesis": {"author": ("authors", "author")},
    "collection": {"editor": ("authors", "author"), "translator": ("translated-authors", "author")},
    **dict.fromkeys(("incollection", "inreference", "inproceedings"), _PEOPLE),
}
_PEOPLE_OF_OTHERS: Final = {name: path for name, path in _PEOPLE.items() if name != "bookauthor"}
# Paths of fields. The first that has a text counts; what is left is a comment.
_FIELDS: Final[AbcMapping[str, tuple[tuple[str, ...], ...]]] = {
    "title": (("titles", "title"),),
    "journal": (
        ("titles", "secondary-title"),
        ("periodical", "full-title"),
        ("titles", "alt-title"),
        ("alt-periodical", "full-title"),
    ),
    "shortjournal": (("periodical", "abbr-1"), ("alt-periodical", "abbr-1")),
    "shorttitle": (("titles", "short-title"),),
    "series": (("titles", "tertiary-title"),),
    "titleaddon": (("titles", "translated-title"),),
    "volume": (("volume",),),
    "number": (("number",), ("issue",)),
    "volumes": (("num-vols",),),
    "pages": (("pages",),),
    "eid": (("electronic-pages",),),
    "edition": (("edition",),),
    "chapter": (("section",),),
    "publisher": (("publisher",),),
    "address": (("pub-location",),),
    "type": (("work-type",),),
    "isbn": (("isbn",),),
    "doi": (("electronic-resource-num",),),
    "pmcid": (("custom2",),),
    "url": (("urls", "related-urls", "url"), ("urls", "web-urls", "url")),
    "langid": (("language",),),
    "note": (("notes",),),
    "abstract": (("abstract",),),
}
# Those that mean something else in records of a type.
_OF_TYPE: Final[AbcMapping[str, AbcMapping[str, tuple[tuple[str, ...], ...]]]] = {
    "inproceedings": {
        "journal": (("titles", "secondary-title"), ("periodical", "full-title")),
        "venue": (("pub-location",),), "address": (),
    },
    "report": {"number": (("isbn",), ("number",), ("issue",)), "isbn": ()},
    "standard": {"number": (("isbn",), ("number",), ("issue",)), "isbn": ()},
    "patent": {"number": (("isbn",), ("number",)), "isbn": ()},
    "software": {"version": (("edition",),), "edition": ()},
    "dataset": {"version": (("edition",),), "edition": ()},
}  # fmt: skip
_UNPRINTED: Final = frozenset(
    {"annotation", "isbn", "abstract", "langid", "url", "shortjournal", "shorttitle", "pmcid"}
)
_IN_BOOKS: Final = IN_BOOK | {"inbook"}
_PMCID: Final = re.compile(r"PMC\d+")
_SUBTYPES: Final = {"magazine article": "magazine", "newspaper article": "newspaper"}
# Other programs write them in other cases.
_TYPES: Final = {name.casefold(): type_ for name, type_ in ENDNOTE.items()}
# Facts about the record and the library, which no reader of a list of works sees.
_HIDDEN: Final = frozenset(
    {"database", "source-app", "rec-number", "foreign-keys", "ref-type", "remote-database-name", "call-num", "label",
     "remote-database-provider", "auth-address", "auth-affiliaton", "access-date", "accession-num", "reprint-status",
     "image", "pdf-urls", "text-urls", "image-urls", "modified-date", "research-notes", "contributors", "keywords",
     "dates", "caption", "size", "added-date",
     "times-cited"}
)  # fmt: skip


def import_endnote(source: SourceFile) -> Checked[Imported]:
    read = read_xml(source.name, source.data, runs=frozenset({"style"}))
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    root = part(read.value, "xml") or read.value
    guesses: list[Diagnostic] = []
    texts: list[Said] = []
    nodes = each(root, "records", "record") or each(root, "record")
    works = [work for node in nodes if isinstance(node, Mapping) and (work := _work(node, guesses, texts))]
    return Checked(Imported(tuple(texts), works=tuple(works), guesses=tuple(guesses)))


def _work(node: Mapping, guesses: list[Diagnostic], texts: list[Said]) -> ImportedWork | None:
    kind = _text(part(node, "ref-type", "@name"))
    kind_name = kind.text.casefold() if kind else ""
    if kind and kind_name not in _TYPES:
        guesses.append(warning(f"'{kind.text}' is no type of EndNote; the work is 'misc'", kind.span))
    type_ = _TYPES.get(kind_name, "misc")
    fields: dict[str, Said | str | None] = {}
    others: list[Said] = []
    roles = _PEOPLE_OF_TYPE.get(type_, _PEOPLE_OF_OTHERS)
    for role, people in _people(node).items():
        texts += map(said_name, people)
        field = next((name for name, path in roles.items() if path[0] == role), None)
        if found := names(listed_names(people)):
            if field and field not in fields:
                fields[field] = found
            else:
                others.append(Said(f"{role}: {'; '.join(one.text.rstrip(' ,') for one in people)}", found.span))
    seen: set[tuple[str, ...]] = set()
    for field, paths in {**_FIELDS, **_OF_TYPE.get(type_, {})}.items():
        known = [one for one in _different(node, paths) if _fits(field, type_, one)]
        known = _dois(known) if field == "doi" else known
        if known:
            seen.update(paths)
            name = _field(field, type_, known[0])
            texts += [replace(plain_title(one), kind="data" if name in _UNPRINTED else "text") for one in known]
            others += [plain_title(one) for one in (known[1:] if name not in fields else known)]
            fields.setdefault(name, value_of(name, known[0] if name in RICH else plain_title(known[0])))
    if date := _date(node):
        texts += date.values()
        fields |= date
    if words := [plain_title(one) for inner in each(node, "keywords", "keyword") if (one := _text(inner))]:
        texts += [replace(one, kind="data") for one in words]
        fields["keywords"] = joined(", ", *words)
    for one in _left(node, seen):
        texts.append(one)
        others.append(one)
    fields["comment"] = joined("; ", *others)
    if subtype := _SUBTYPES.get(kind_name):
        fields["entrysubtype"] = subtype
    return work_of_fields(type_, fields, Said("", node.span)) if any(fields.values()) else None


def _people(node: Node) -> AbcMapping[str, list[Said]]:
    """People by their role, in EndNote's order."""
    contributors = part(node, "contributors")
    roles = contributors.items if isinstance(contributors, Mapping) else {}
    return {
        role: [plain_title(one) for inner in each(group, "author") if (one := _text(inner))]
        for role, group in roles.items()
    }


def _field(field: str, type_: str, text: Said) -> str:
    if field == "pages" and type_ in WHOLE and text.text.isdecimal():
        return "pagetotal"
    if field == "note" and not is_note(text.text):
        return "annotation"
    return field_of(field, type_)


def _dois(texts: list[Said]) -> list[Said]:
    """The DOI first, without its resolver, and what stands beside it: `ARTN 7 10.5555/3`."""
    parts = [doi_of(Said(part, one.span)) for one in texts for part in plain_title(one).text.split()]
    return sorted(parts, key=lambda one: not is_doi(one.text))


def _fits(field: str, type_: str, text: Said) -> bool:
    match field:
        case "chapter":
            return type_ in _IN_BOOKS
        case "pmcid":
            return bool(_PMCID.fullmatch(text.text))
        case _:
            return True


def _left(node: Mapping, seen: Container[tuple[str, ...]]) -> Iterator[Said]:
    """The texts of elements that no field is for."""
    for name, value in node.items.items():
        if name in _HIDDEN:
            continue
        inner = value.items if isinstance(value, Mapping) else {}
        found: list[tuple[tuple[str, ...], Node]] = [((name,), one) for one in each(value)]
        if name in ("titles", "periodical", "alt-periodical"):
            found = [((name, below), one) for below, node_ in inner.items() for one in each(node_)]
        elif name == "urls":
            kinds = [(kind, node_) for kind, node_ in inner.items() if kind not in _HIDDEN]
            found = [((name, kind, "url"), one) for kind, node_ in kinds for one in each(node_, "url")]
        for path, one in found:
            if path not in seen and (text := _text(one)):
                yield plain_title(text)


def _different(node: Node, paths: tuple[tuple[str, ...], ...]) -> Iterator[Said]:
    """The texts at some paths, each once."""
    seen: set[str] = set()
    for path in paths:
        for inner in each(node, *path):
            text = _text(inner)
            if text and text.text not in seen:
                seen.add(text.text)
                yield text


def _text(node: Node | None) -> Said | None:
    """The styled runs of a text -> HTML."""
    if isinstance(node, Scalar):
        text = html.escape(node.text.strip(), quote=False)
        return Said(text, node.span) if text else None
    if node is None:
        return None
    runs = (*each(node, "style"), *each(node, "value"))
    text = "".join(_run(one) for one in runs).strip()
    return Said(text, node.span) if text else None


def _run(node: Node) -> str:
    if isinstance(node, Scalar):
        return html.escape(node.text, quote=False)
    inner, face = part(node, "value"), part(node, "@face")
    text = html.escape(inner.text, quote=False) if isinstance(inner, Scalar) else ""
    for name in face.text.split() if isinstance(face, Scalar) else ():
        if tag := _TAGS.get(name):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _date(node: Node) -> AbcMapping[str, Said]:
    """`2019` and `Mar 5` -> `2019-03-05`; `2019` and `Spring` -> both."""
    year, day = _text(part(node, "dates", "year")), _text(next(iter(each(node, "dates", "pub-dates", "date")), None))
    if year is None or day is None:
        only = year or day
        return date_fields(only) if only else {}
    whole = day.text if year.text in day.text else f"{day.text} {year.text}"
    return date_fields(Said(whole, year.span))
