"""Works of an ORCID record -> works: of each group the preferred one, with authors from its BibTeX citation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.foreign_tex import harmless_tex
from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.items import joined
from cvtex.importers.orcid_record import Identifier, date_of, identifiers, is_said_by, preferred, shown, value
from cvtex.importers.rich_titles import plain_title, rich_title
from cvtex.importers.tree import each, part, said
from cvtex.importers.work_names import full_name, names
from cvtex.model.bibliography import Entry
from cvtex.model.node import Mapping, Node
from cvtex.read.bib import read_bibliography
from cvtex.text.web_address import decode_doi, is_doi
from cvtex.value import Value

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
# Those of the journal or book that a work is part of.
_OF_CONTAINERS: Final = frozenset({"isbn", "issn"})
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})
_EDITORS: Final = frozenset({"editor"})
_AUTHORS: Final = frozenset(
    {"", "author", "co-author", "co-inventor", "principal-investigator", "writing-original-draft"}
)
# Fields of a citation that the record itself lacks.
_OF_CITATION: Final = frozenset(
    {"author", "editor", "volume", "number", "pages", "publisher", "school", "institution", "address", "series",
     "edition"}
)  # fmt: skip


class OrcidWorks(Value):
    """`said`: what a reader of the works sees."""

    works: tuple[ImportedWork, ...]
    said: tuple[Said, ...]


def orcid_works(activities: Node) -> Checked[OrcidWorks]:
    diagnostics: list[Diagnostic] = []
    nodes = [node for node in _preferred(activities) if isinstance(node, Mapping)]
    works = tuple(work for node in nodes if (work := _work(node, diagnostics)))
    texts = tuple(_of_kind(node, one) for node in nodes for one in shown(node))
    return Checked(OrcidWorks(works, texts), tuple(diagnostics))


def _of_kind(node: Node, text: Said) -> Said:
    """Names of people are printed with initials; a list of works has no abstracts and no identifiers of databases."""
    people = [value(one, "credit-name") for one in each(node, "contributors", "contributor")]
    if text in people:
        return Said(text.text, text.span, kind="name")
    printed = (
        value(node, "title", "title"), value(node, "title", "subtitle"), value(node, "title", "translated-title"),
        value(node, "journal-title"), value(node, "publication-date", "year"), value(node, "url"),
        *(one.value for one in identifiers(node) if one.name == "doi"),
    )  # fmt: skip
    return plain_title(text) if text in printed else Said(text.text, text.span, kind="data")


def _preferred(activities: Node) -> Iterator[Node]:
    """Of each group, the summary that its owner prefers. Works in bulk stand alone."""
    for group in each(activities, "works", "group"):
        yield from preferred(each(group, "work-summary") or each(group, "work"))
    yield from each(activities, "works", "work")
    for one in each(activities, "bulk"):
        yield from each(one, "work")
    yield from each(activities, "work")
    if part(activities, "journal-title") and part(activities, "title"):
        yield activities


def _work(node: Mapping, diagnostics: list[Diagnostic]) -> ImportedWork | None:
    title = value(node, "title", "title")
    if title is None:
        return None
    kind = said(node, "type")
    name = kind.text.lower().replace("_", "-") if kind else ""
    if kind and name not in TYPES:
        diagnostics.append(
            warning(f"the type '{kind.text}' has no match in a .bib file; the work is 'misc'", kind.span)
        )
    type_ = TYPES.get(name, "misc")
    subtitle, venue = value(node, "title", "subtitle"), value(node, "journal-title")
    translated = value(node, "title", "translated-title")
    people = {"author": names(_people(node, is_editor=False)), "editor": names(_people(node, is_editor=True))}
    found, further = _identifiers(node)
    known: dict[str, Said | str | None] = {
        **people,
        "title": rich_title(title),
        "subtitle": rich_title(subtitle) if subtitle else None,
        "titleaddon": rich_title(translated) if translated else None,
        "booktitle" if type_ in _IN_BOOK else "journal": rich_title(venue) if venue else None,
        "date": date_of(part(node, "publication-date")),
        **found,
        "url": value(node, "url"),
        "langid": said(node, "language-code"),
        "comment": joined("; ", *further, *_others(node), value(node, "country")),
        "abstract": value(node, "short-description"),
    }
    there = {key: text for key, text in known.items() if text}
    tex = {"title", "subtitle", "titleaddon", "booktitle", "journal"}
    citation = said(node, "citation", "citation-type")
    if citation and citation.text.lower() == "bibtex" and (text := said(node, "citation", "citation-value")):
        for key, field in _fields(text).items():
            if key not in there:
                there[key] = field
                tex.add(key)
    order = ("author", "editor", *(key for key in there if key not in {"author", "editor"}))
    return ImportedWork(type_, {key: there[key] for key in order if key in there}, node.span, tex=frozenset(tex))


def _fields(citation: Said) -> dict[str, Said]:
    read = read_bibliography(citation.span.file, citation.text.encode(errors="replace"))
    entry: Entry | None = next(iter(read.value.entries), None)
    if entry is None:
        return {}
    return {
        key: Said(harmless_tex(field.tex), citation.span) for key, field in entry.fields.items() if key in _OF_CITATION
    }


def _role(person: Node) -> str:
    role = said(person, "contributor-attributes", "contributor-role")
    return role.text.strip().lower().replace("_", "-").rpartition("/")[2] if role else ""


def _people(node: Node, *, is_editor: bool) -> Iterator[Said]:
    roles = _EDITORS if is_editor else _AUTHORS
    for one in each(node, "contributors", "contributor"):
        if _role(one) in roles and (name := value(one, "credit-name")):
            yield full_name(name)


def _others(node: Node) -> Iterator[Said]:
    """Contributors who are neither authors nor editors."""
    for one in each(node, "contributors", "contributor"):
        if _role(one) not in _AUTHORS | _EDITORS and (name := value(one, "credit-name")):
            yield Said(f"{name.text} ({_role(one)})", name.span)


def _identifiers(node: Node) -> tuple[dict[str, Said | str | None], list[Said]]:
    """Those that a .bib file has fields for, and all others with their kinds.

    A DOI of the whole that a work is part of is not its own; one of another version is, if it has no other.
    """
    found: dict[str, Said | str | None] = {}
    left = list(identifiers(node))
    for one in sorted(left, key=lambda one: one.relation != "self"):
        field = _IDS.get(one.name)
        if field is None or field in found or not _fits(one):
            continue
        left.remove(one)
        found[field] = one.value
        if field == "eprint":
            found["eprinttype"] = "arxiv"
        if one.url and not is_said_by(one.url, one.value):
            left.append(Identifier(None, one.url, None, one.relation))
    texts = [Said(_described(one), one.value.span) for one in left]
    return found, texts


def _fits(identifier: Identifier) -> bool:
    if identifier.name in _OF_CONTAINERS:
        return True
    is_whole = identifier.relation == "part-of"
    return not is_whole and (identifier.name != "doi" or is_doi(decode_doi(identifier.value.text)))


def _described(identifier: Identifier) -> str:
    url = identifier.url.text if identifier.url and not is_said_by(identifier.url, identifier.value) else ""
    return " ".join(
        one for one in (f"{identifier.kind.text}:" if identifier.kind else "", identifier.value.text, url) if one
    )
