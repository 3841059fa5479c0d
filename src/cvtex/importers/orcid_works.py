"""Works of an ORCID record -> works: of each group the preferred one, with authors from its BibTeX citation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.rich_titles import rich_title
from cvtex.importers.tree import each, part, said
from cvtex.importers.work_names import full_name, names
from cvtex.model.bibliography import Entry
from cvtex.model.node import Mapping, Node
from cvtex.read.bib import read_bibliography

# https://info.orcid.org/documentation/integration-and-api-faq/#easy-faq-2682
TYPES: Final = {
    **dict.fromkeys(("journal-article", "magazine-article", "newspaper-article", "book-review", "data-paper",
                     "review"), "article"),
    **dict.fromkeys(("book", "edited-book", "dictionary-entry", "encyclopedia-entry", "manual"), "book"),
    **dict.fromkeys(("book-chapter",), "incollection"),
    **dict.fromkeys(("conference-paper", "conference-abstract", "conference-poster"), "inproceedings"),
    "conference-proceedings": "proceedings",
    **dict.fromkeys(("dissertation", "dissertation-thesis", "supervised-student-publication"), "thesis"),
    **dict.fromkeys(("report", "research-technique", "technical-standard", "standards-and-policy"), "report"),
    **dict.fromkeys(("preprint", "working-paper", "manuscript"), "unpublished"),
    **dict.fromkeys(("data-set",), "dataset"),
    **dict.fromkeys(("software", "research-tool"), "software"),
    **dict.fromkeys(("patent",), "patent"),
    **dict.fromkeys(("website", "blog-post", "online-resource"), "online"),
}  # fmt: skip
_IDS: Final = {"doi": "doi", "isbn": "isbn", "issn": "issn", "pmid": "pmid", "pmc": "pmcid", "arxiv": "eprint"}
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})
# Fields of a citation that the record itself lacks.
_OF_CITATION: Final = frozenset(
    {
        "author",
        "editor",
        "volume",
        "number",
        "pages",
        "publisher",
        "school",
        "institution",
        "address",
        "series",
        "edition",
    }
)


def value(node: Node | None, *keys: str) -> Said | None:
    """The text at a path of keys, in XML or, within `value`, in JSON."""
    return said(node, *keys) or said(node, *keys, "value")


def orcid_works(activities: Node) -> Checked[tuple[ImportedWork, ...]]:
    diagnostics: list[Diagnostic] = []
    works = tuple(work for node in _preferred(activities) if (work := _work(node, diagnostics)))
    return Checked(works, tuple(diagnostics))


def _preferred(activities: Node) -> Iterator[Node]:
    """Of each group, the summary whose display index is highest; ORCID lists it first. Works in bulk stand alone."""
    for group in each(activities, "works", "group"):
        summaries = each(group, "work-summary") or each(group, "work")
        yield from sorted(summaries, key=_rank, reverse=True)[:1]
    for one in each(activities, "bulk"):
        yield from each(one, "work")
    if found := part(activities, "work"):
        yield found


def _rank(node: Node) -> int:
    found = said(node, "display-index") or said(node, "@display-index")
    return int(found.text) if found and found.text.isdecimal() else 0


def _work(node: Node, diagnostics: list[Diagnostic]) -> ImportedWork | None:
    title = value(node, "title", "title")
    if title is None or not isinstance(node, Mapping):
        return None
    kind = said(node, "type")
    name = kind.text.lower().replace("_", "-") if kind else ""
    if kind and name not in TYPES:
        diagnostics.append(
            warning(f"the type '{kind.text}' has no match in a .bib file; the work is 'misc'", kind.span)
        )
    type_ = TYPES.get(name, "misc")
    subtitle, venue = value(node, "title", "subtitle"), value(node, "journal-title")
    known: dict[str, Said | str | None] = {
        "author": names(
            full_name(one) for person in each(node, "contributors", "contributor") if (one := _author(person))
        ),
        "title": rich_title(title),
        "subtitle": rich_title(subtitle) if subtitle else None,
        "booktitle" if type_ in _IN_BOOK else "journal": rich_title(venue) if venue else None,
        "date": date_of(part(node, "publication-date")),
        **_identifiers(node),
        "url": value(node, "url"),
        "note": value(node, "title", "translated-title"),
    }
    there = {key: text for key, text in known.items() if text}
    tex = {"title", "subtitle", "booktitle", "journal"}
    citation = said(node, "citation", "citation-type")
    if citation and citation.text.lower() == "bibtex" and (text := said(node, "citation", "citation-value")):
        for key, field in _fields(text).items():
            if key not in there:
                there[key] = field
                tex.add(key)
    order = ("author", "editor", *(key for key in there if key not in {"author", "editor"}))
    return ImportedWork(type_, {key: there[key] for key in order if key in there}, node.span, tex=frozenset(tex))


def _fields(citation: Said) -> dict[str, Said]:
    read = read_bibliography(citation.span.file, citation.text.encode())
    entry: Entry | None = next(iter(read.value.entries), None)
    if entry is None:
        return {}
    return {key: Said(field.tex, citation.span) for key, field in entry.fields.items() if key in _OF_CITATION}


def _author(person: Node) -> Said | None:
    role = said(person, "contributor-attributes", "contributor-role")
    return value(person, "credit-name") if role is None or role.text.lower() in {"author", "co-author"} else None


def _identifiers(node: Node) -> dict[str, Said | str | None]:
    found: dict[str, Said | str | None] = {}
    for one in each(node, "external-ids", "external-id"):
        kind, text = said(one, "external-id-type"), value(one, "external-id-value")
        field = _IDS.get(kind.text.lower()) if kind else None
        if field and text and field not in found:
            found[field] = text
            if field == "eprint":
                found["eprinttype"] = "arxiv"
    return found


def date_of(node: Node | None) -> Said | None:
    """`{year, month, day}` -> `2019-03-05`."""
    parts = [one for key in ("year", "month", "day") if (one := value(node, key)) and one.text.isdecimal()]
    return Said("-".join(f"{int(one.text):02d}" for one in parts), parts[0].span) if parts else None
