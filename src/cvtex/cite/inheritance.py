"""Resolve fields inherited through `crossref` and `xdata`, as biblatex and BibTeX do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from cvtex.diagnostics import Checked, Diagnostic, did_you_mean, warning
from cvtex.model.bibliography import Entry, Field
from cvtex.value import replace

MAX_CHAIN = 8
MAX_INHERITED = 200
"""The most fields that an entry inherits: a small file could make many entries inherit many fields."""
# Finding a similar key is slow, and in a library of thousands some key resembles anything.
_MAX_KEYS_FOR_HINT = 1000

_CONTAINERS = frozenset(
    {
        "book",
        "mvbook",
        "collection",
        "mvcollection",
        "proceedings",
        "mvproceedings",
        "reference",
        "mvreference",
        "periodical",
    }
)
_PARTS = frozenset(
    {
        "inbook",
        "bookinbook",
        "suppbook",
        "incollection",
        "suppcollection",
        "inreference",
        "inproceedings",
        "conference",
    }
)
_ISSUE_PARTS = frozenset({"article", "suppperiodical"})
_PARENTS = frozenset({"crossref", "xdata", "xref"})
_DATE_FIELDS = frozenset({"date", "year", "month", "day"})

# biblatex's own list (\DeclareDataInheritance, the general rule).
_OF_THE_ENTRY = frozenset(
    {
        "ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort",
        "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey",
    }
)  # fmt: skip
# biblatex lets a chapter inherit these too, but they name or describe the whole book and would mislead.
_OF_THE_WHOLE = frozenset(
    {
        "shorttitle", "sorttitle", "indextitle", "indexsorttitle", "doi", "url", "urldate", "eprint",
        "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "abstract", "annotation", "annote",
        "keywords", "file", "pages", "pagetotal",
    }
)  # fmt: skip


def inherit(entries: tuple[Entry, ...]) -> Checked[tuple[Entry, ...]]:
    """Add inherited fields to entries. An entry's own fields win. Warn about missing parents and cycles."""
    resolver = _Resolver(entries)
    resolved = tuple(resolver.resolve(entry, ()) for entry in entries)
    return Checked(resolved, tuple(dict.fromkeys(resolver.diagnostics)))


def find_parents(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield each entry with each entry that it names as its parent, by `crossref`, `xdata` or `xref`."""
    entries = tuple(entries)
    children = [entry for entry in entries if _PARENTS & entry.fields.keys()]
    if not children:
        return
    index = _Index(entries)
    for entry in children:
        for name in sorted(_PARENTS):
            yield from ((entry, parent) for key in _keys(entry, name) if (parent := index.find(key)))


class _Index:
    """Entries by key. A key that differs only in case finds the first such entry."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_key = {entry.key: entry for entry in entries}
        self.by_folded_key = {key.casefold(): entry for key, entry in reversed(list(self.by_key.items()))}

    def find(self, key: str) -> Entry | None:
        return self.by_key.get(key) or self.by_folded_key.get(key.casefold())


class _Resolver:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.index = _Index(entries)
        self.resolved: dict[str, Entry] = {}
        self.diagnostics: list[Diagnostic] = []

    def resolve(self, entry: Entry, path: tuple[str, ...]) -> Entry:
        if entry.key in self.resolved:
            return self.resolved[entry.key]
        if not _PARENTS & entry.fields.keys():
            self.resolved[entry.key] = entry
            return entry
        fields = dict(entry.fields)
        for name in ("xdata", "crossref"):
            for parent in self._parents(entry, name, path):
                own = Entry(entry.key, entry.type, fields, entry.span)
                found = _inherited(own, parent, is_crossref=name == "crossref")
                room = MAX_INHERITED - (len(fields) - len(entry.fields))
                if len(found) > room:
                    message = f"'{entry.key}' inherits more than {MAX_INHERITED} fields; the others are left out"
                    self.diagnostics.append(warning(message, entry.fields[name].span))
                    found = dict(islice(found.items(), max(0, room)))
                fields |= found
                if len(fields) - len(entry.fields) >= MAX_INHERITED:
                    break
        self._check_xref(entry)
        result = replace(entry, fields=fields)
        self.resolved[entry.key] = result
        return result

    def _parents(self, entry: Entry, name: str, path: tuple[str, ...]) -> Iterable[Entry]:
        for key in _keys(entry, name):
            parent = self._find(key, entry.fields[name], name)
            if parent is None:
                continue
            if parent.key == entry.key or parent.key in path:
                message = f"{name} of '{entry.key}' leads back to itself through '{parent.key}'"
                self.diagnostics.append(warning(message, entry.fields[name].span))
            elif len(path) >= MAX_CHAIN:
                message = f"{name} chain is longer than {MAX_CHAIN} entries; nothing is inherited from '{parent.key}'"
                self.diagnostics.append(warning(message, entry.fields[name].span))
            else:
                yield self.resolve(parent, (*path, entry.key))

    def _find(self, key: str, named: Field, name: str) -> Entry | None:
        found = self.index.find(key)
        if found is None:
            known = self.index.by_key
            hint = did_you_mean(key, known) if len(known) <= _MAX_KEYS_FOR_HINT else ""
            self.diagnostics.append(warning(f"{name} refers to '{key}', but no entry has this key", named.span, hint))
        return found

    def _check_xref(self, entry: Entry) -> None:
        """Check only that the entry exists: nothing is inherited through `xref`."""
        for key in _keys(entry, "xref"):
            self._find(key, entry.fields["xref"], "xref")


def _keys(entry: Entry, name: str) -> list[str]:
    return [key for key in (part.strip() for part in entry.tex(name).split(",")) if key]


def _inherited(entry: Entry, parent: Entry, *, is_crossref: bool) -> Mapping[str, Field]:
    prefix = _title_prefix(entry.type, parent.type) if is_crossref else ""
    excluded = _OF_THE_ENTRY | _OF_THE_WHOLE if prefix else _OF_THE_ENTRY
    if _has(entry, "date") or _has(entry, "year"):
        # A date is inherited as a whole: the month of another year's date would be wrong.
        excluded = excluded | _DATE_FIELDS
    result: dict[str, Field] = {}
    for name, value in parent.fields.items():
        annotated, is_annotation, _ = name.partition("+an")
        if name in excluded or (is_annotation and _has(entry, annotated)):
            continue
        target = f"{prefix}{name}" if prefix and name in ("title", "subtitle", "titleaddon") else name
        # A parent's own booktitle takes precedence: old BibTeX needs it for this purpose.
        if not _has(entry, target) and not (target != name and _has(parent, target)):
            result[target] = value
    is_in_book = bool(prefix) and entry.type in ("inbook", "bookinbook", "suppbook")
    if is_in_book and _has(parent, "author") and not _has(entry, "bookauthor"):
        result["bookauthor"] = parent.fields["author"]
    return result


def _title_prefix(child: str, parent: str) -> str:
    """The prefix under which a child inherits its parent's title: `book`, `main` or `journal`; "" for `title`."""
    if parent.startswith("mv") and (child in _PARTS or child in _CONTAINERS):
        return "main"
    if child in _PARTS and parent in _CONTAINERS:
        return "book"
    return "journal" if child in _ISSUE_PARTS and parent == "periodical" else ""


def _has(entry: Entry, name: str) -> bool:
    return bool(entry.tex(name).strip())
