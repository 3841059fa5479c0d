"""EndNote's XML -> works. A text is one or several `<style>` elements, whose face tells italics."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.located_xml import read_xml
from cvtex.importers.rich_titles import plain_title, rich_title
from cvtex.importers.tree import each, part
from cvtex.importers.work_names import full_name, names
from cvtex.importers.work_types import ENDNOTE
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.value import replace

_TAGS: Final = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
_PEOPLE: Final = {
    "author": ("authors", "author"), "editor": ("secondary-authors", "author"),
    "bookauthor": ("tertiary-authors", "author"),
    "translator": ("translated-authors", "author"),
}  # fmt: skip
# Paths of fields. The first that has a text counts; what is left is a comment.
_FIELDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "title": (("titles", "title"),),
    "journal": (
        ("titles", "secondary-title"),
        ("periodical", "full-title"),
        ("titles", "alt-title"),
        ("alt-periodical", "full-title"),
    ),
    "shortjournal": (("periodical", "abbr-1"), ("titles", "short-title")),
    "series": (("titles", "tertiary-title"),),
    "titleaddon": (("titles", "translated-title"),),
    "volume": (("volume",),),
    "number": (("number",), ("issue",)),
    "pages": (("pages",),),
    "eid": (("electronic-pages",),),
    "edition": (("edition",),),
    "chapter": (("section",),),
    "publisher": (("publisher",),),
    "address": (("pub-location",),),
    "type": (("work-type",),),
    "isbn": (("isbn",),),
    "doi": (("electronic-resource-num",),),
    "url": (("urls", "related-urls", "url"), ("urls", "web-urls", "url")),
    "langid": (("language",),),
    "note": (("notes",),),
    "abstract": (("abstract",),),
}
_TITLES: Final = frozenset({"title", "journal", "booktitle", "series", "titleaddon"})
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})
_UNPRINTED: Final = frozenset({"isbn", "abstract", "langid", "url", "shortjournal"})
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
    if kind and kind.text not in ENDNOTE:
        guesses.append(warning(f"'{kind.text}' is no type of EndNote; the work is 'misc'", kind.span))
    type_ = ENDNOTE.get(kind.text if kind else "", "misc")
    fields: dict[str, Said | str] = {}
    for field, path in _PEOPLE.items():
        people = [plain_title(one) for node_ in each(node, "contributors", *path) if (one := _text(node_))]
        texts += [replace(one, kind="name") for one in people]
        if found := names(full_name(one) for one in people):
            fields[field] = found
    others: list[Said] = []
    for field, paths in _FIELDS.items():
        known = list(_different(node, paths))
        texts += [replace(plain_title(one), kind="data" if field in _UNPRINTED else "text") for one in known]
        others += [plain_title(one) for one in known[1:]]
        if known:
            name = _field_of(field, type_)
            fields[name] = rich_title(known[0]) if name in _TITLES else plain_title(known[0])
    if date := _date(node):
        texts.append(date)
        fields["date"] = date
    if words := [plain_title(one) for inner in each(node, "keywords", "keyword") if (one := _text(inner))]:
        texts += [replace(one, kind="data") for one in words]
        fields["keywords"] = joined(", ", *words) or ""
    if comment := joined("; ", *others):
        fields["comment"] = comment
    return ImportedWork(type_, fields, node.span, tex=_TITLES) if fields else None


def _different(node: Node, paths: tuple[tuple[str, ...], ...]) -> Iterator[Said]:
    """The texts at some paths, each once."""
    seen: set[str] = set()
    for path in paths:
        for inner in each(node, *path):
            text = _text(inner)
            if text and text.text not in seen:
                seen.add(text.text)
                yield text


def _field_of(field: str, type_: str) -> str:
    if field == "journal" and type_ in _IN_BOOK:
        return "booktitle"
    if field == "journal" and type_ == "book":
        return "series"
    if field == "isbn":
        return "issn" if type_ in {"article", "periodical"} else "isbn"
    return {"thesis": "school", "report": "institution"}.get(type_, field) if field == "publisher" else field


def _text(node: Node | None) -> Said | None:
    """The styled runs of a text -> HTML."""
    if isinstance(node, Scalar):
        text = html.escape(node.text.strip(), quote=False)
        return Said(text, node.span) if text else None
    if node is None:
        return None
    runs = each(node, "style") or each(node, "value")
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


def _date(node: Node) -> Said | None:
    """`2019` and `Mar 5` -> `2019-03-05`; a year with other words -> both."""
    year, day = _text(part(node, "dates", "year")), _text(next(iter(each(node, "dates", "pub-dates", "date")), None))
    if year is None or day is None:
        return year or day
    month, *numbers = day.text.replace(".", " ").replace(",", " ").split() or [""]
    if (
        month[:3].casefold() not in _MONTHS
        or len(numbers) > 1
        or not all(one.isdecimal() and len(one) < 3 for one in numbers)
    ):
        return Said(year.text if year.text in day.text else f"{day.text} {year.text}", year.span)
    parts = [year.text, f"{_MONTHS.index(month[:3].casefold()) + 1:02d}", *(f"{int(one):02d}" for one in numbers)]
    return Said("-".join(parts), year.span)
