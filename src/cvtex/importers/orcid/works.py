"""Works of an ORCID record -> works: of each group the preferred one, with what its citation says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.items import joined
from cvtex.importers.orcid.citation import citation_of
from cvtex.importers.orcid.record import Identifier, as_words, date_of, identifiers, is_said_by, preferred, shown, value
from cvtex.importers.tree import each, part, said
from cvtex.importers.works.names import full_name, names
from cvtex.importers.works.rich_titles import plain_title, rich_title
from cvtex.model.node import Mapping, Node
from cvtex.text.web_address import decode_doi, is_doi
from cvtex.value import Value, replace

# https://github.com/ORCID/orcid-model: WorkType of versions 2 and 3. Of other types of before, see `_type_of`.
TYPES: Final = {
    **dict.fromkeys(("journal-article", "magazine-article", "newspaper-article", "newsletter-article", "book-review",
                     "review", "data-paper"), "article"),
    **dict.fromkeys(("book", "edited-book", "manual", "translation"), "book"),
    **dict.fromkeys(("book-chapter", "dictionary-entry", "encyclopedia-entry"), "incollection"),
    **dict.fromkeys(("conference-paper", "conference-abstract", "conference-poster", "conference-output"),
                    "inproceedings"),
    "conference-proceedings": "proceedings",
    "journal-issue": "periodical",
    **dict.fromkeys(("dissertation", "dissertation-thesis", "supervised-student-publication"), "thesis"),
    **dict.fromkeys(("report", "research-technique", "technical-standard", "standards-and-policy",
                     "data-management-plan"), "report"),
    **dict.fromkeys(("preprint", "working-paper", "manuscript"), "unpublished"),
    "data-set": "dataset",
    **dict.fromkeys(("software", "research-tool"), "software"),
    "patent": "patent",
    **dict.fromkeys(("website", "blog-post", "online-resource"), "online"),
    **dict.fromkeys(("annotation", "artistic-performance", "cartographic-material", "clinical-study",
                     "conference-presentation", "design", "disclosure", "image", "invention", "learning-object",
                     "lecture-speech", "license", "moving-image", "musical-composition", "other", "physical-object",
                     "public-speech", "registered-copyright", "sound", "spin-off-company", "test", "trademark",
                     "transcription", "undefined"), "misc"),
}  # fmt: skip
_OLDER: Final = {"article-journal": "article", "chapter": "incollection", "dataset": "dataset", "standard": "report"}
_UNSAID: Final = frozenset({"other", "undefined"})
# What ORCID asks for as title of the journal, where there is none: its form says "institution" or "publisher".
_CONTAINERS: Final = {
    **dict.fromkeys(("incollection", "inproceedings"), "booktitle"),
    **dict.fromkeys(("book", "dataset", "software"), "publisher"),
    "proceedings": "series", "thesis": "school", "report": "institution", "online": "organization",
}  # fmt: skip
_IDS: Final = {"doi": "doi", "isbn": "isbn", "issn": "issn", "pmid": "pmid", "pmc": "pmcid", "arxiv": "eprint"}
# Those of the journal or book that a work is part of.
_OF_CONTAINERS: Final = frozenset({"isbn", "issn"})
_EDITORS: Final = frozenset({"editor"})
_AUTHORS: Final = frozenset(
    {"", "author", "co-author", "co-inventor", "co-investigator", "graduate-student", "other-inventor",
     "postdoctoral-researcher", "principal-investigator"}
)  # fmt: skip
# CRediT tells what each of the authors did.
_CREDIT: Final = "credit.niso.org"


class OrcidWorks(Value):
    """`said`: what a reader of the works sees."""

    works: tuple[ImportedWork, ...]
    said: tuple[Said, ...]


def orcid_works(activities: Node) -> Checked[OrcidWorks]:
    diagnostics: list[Diagnostic] = []
    works: list[ImportedWork] = []
    texts: list[Said] = []
    for node in _preferred(activities):
        if isinstance(node, Mapping):
            shown_texts = tuple(_of_kind(node, one) for one in shown(node))
            texts += shown_texts
            texts += _roles(node)
            if work := _work(node, [one.text for one in shown_texts], texts, diagnostics):
                works.append(work)
    return Checked(OrcidWorks(tuple(works), tuple(texts)), tuple(diagnostics))


def _of_kind(node: Node, text: Said) -> Said:
    """Names of people are printed with initials; a list of works has no abstracts and no identifiers of databases."""
    people = [value(one, "credit-name") for one in each(node, "contributors", "contributor")]
    if text in people:
        return Said(text.text, text.span, kind="name")
    own = identifiers(node)
    if text in [one.value for one in own if one.name == "doi"]:
        return _doi(text)
    if text in [one.kind for one in own if one.name in _IDS]:
        # The name of the field.
        return replace(text, text=_IDS[text.text.strip().casefold()], kind="data")
    printed = (
        value(node, "title", "title"), value(node, "title", "subtitle"), value(node, "title", "translated-title"),
        value(node, "journal-title"), value(node, "publication-date", "year"), value(node, "url"),
    )  # fmt: skip
    return plain_title(text) if text in printed else Said(text.text, text.span, kind="data")


def _preferred(activities: Node) -> Iterator[Node]:
    """Of each group, the summary that its owner prefers. Works in bulk stand alone."""
    for group in (*each(activities, "works", "group"), *each(activities, "group")):
        yield from preferred(each(group, "work-summary") or each(group, "work"))
    yield from each(activities, "works", "work")
    for one in each(activities, "bulk"):
        yield from each(one, "work")
    yield from each(activities, "work")
    if part(activities, "journal-title") and part(activities, "title"):
        yield activities


def _work(
    node: Mapping, shown_texts: list[str], texts: list[Said], diagnostics: list[Diagnostic]
) -> ImportedWork | None:
    title = value(node, "title", "title")
    if title is None:
        return None
    kind = said(node, "type")
    name = kind.text.lower().replace("_", "-") if kind else ""
    type_ = TYPES.get(name) or _OLDER.get(name)
    if kind and not type_:
        diagnostics.append(warning(f"'{kind.text}' is no type of ORCID's; the work is 'misc'", kind.span))
    type_ = type_ or "misc"
    subtitle, venue = value(node, "title", "subtitle"), value(node, "journal-title")
    translated = value(node, "title", "translated-title")
    authors, editors, others = _people(node)
    found, further = _identifiers(node)
    known: dict[str, Said | str | None] = {
        "author": names(authors),
        "editor": names(editors),
        "title": rich_title(title),
        "subtitle": rich_title(subtitle) if subtitle else None,
        "titleaddon": rich_title(translated) if translated else None,
        _CONTAINERS.get(type_, "journal"): rich_title(venue) if venue else None,
        "howpublished": as_words(kind) if kind and type_ == "misc" and name not in _UNSAID else None,
        "date": date_of(part(node, "publication-date")),
        **found,
        "url": value(node, "url"),
        "langid": said(node, "language-code"),
        "abstract": value(node, "short-description"),
    }
    there = {key: text for key, text in known.items() if text}
    tex = {"title", "subtitle", "titleaddon", _CONTAINERS.get(type_, "journal")}
    citation = citation_of(node, there.keys(), shown_texts, authors=len(authors))
    texts += citation.said
    country = value(node, "country")
    country = replace(country, text=f"country: {country.text}") if country else None
    there |= citation.fields
    if comment := joined("; ", *further, *others, country, *citation.remarks):
        there["comment"] = comment
    order = ("author", "editor", *(key for key in there if key not in {"author", "editor"}))
    fields = {key: there[key] for key in order if key in there}
    return ImportedWork(type_, fields, node.span, tex=frozenset(tex) | citation.tex)


class _Contributor(Value):
    name: Said
    roles: tuple[Said, ...]

    @property
    def names_of_roles(self) -> frozenset[str]:
        return frozenset(map(_role, self.roles)) or frozenset({""})

    @property
    def is_author(self) -> bool:
        return not _AUTHORS.isdisjoint(self.names_of_roles) or any(_CREDIT in one.text for one in self.roles)


def _role(said_: Said) -> str:
    return said_.text.strip().lower().replace("_", "-").rstrip("/").rpartition("/")[2]


def _contributors(node: Node) -> list[_Contributor]:
    """Each person once, with all roles: a record lists them anew for each."""
    found: dict[str, _Contributor] = {}
    for one in each(node, "contributors", "contributor"):
        if name := value(one, "credit-name"):
            role = said(one, "contributor-attributes", "contributor-role")
            before = found.get(name.text.casefold(), _Contributor(name, ()))
            found[name.text.casefold()] = replace(before, roles=(*before.roles, role) if role else before.roles)
    return list(found.values())


def _people(node: Node) -> tuple[list[Said], list[Said], list[Said]]:
    """Authors, editors, and what others did; also what authors did, if the record says more than that they are."""
    authors: list[Said] = []
    editors: list[Said] = []
    others: list[Said] = []
    for one in _contributors(node):
        if one.is_author:
            authors.append(full_name(one.name))
        elif one.names_of_roles & _EDITORS:
            editors.append(full_name(one.name))
        if roles := ", ".join(dict.fromkeys(_in_words(role) for role in _further_roles(one))):
            others.append(Said(f"{one.name.text}: {roles}", one.name.span))
    return authors, editors, others


def _further_roles(contributor: _Contributor) -> Iterator[Said]:
    return (one for one in contributor.roles if _role(one) not in {"author", "editor"})


def _in_words(role: Said) -> str:
    return _role(role).replace("-", " ")


def _roles(node: Node) -> Iterator[Said]:
    """The roles, as a reader of the record sees them."""
    for one in _contributors(node):
        roles = {_in_words(role): role for role in _further_roles(one)}
        yield from (Said(words, role.span, kind="data") for words, role in roles.items())


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
        found[field] = _doi(one.value) if field == "doi" else one.value
        if field == "eprint":
            found["eprinttype"] = "arxiv"
        if one.url and not is_said_by(one.url, one.value):
            left.append(Identifier(None, one.url, None, one.relation))
    texts = [Said(_described(one), one.value.span) for one in left]
    return found, texts


def _doi(text: Said) -> Said:
    """Without `https://doi.org/` before it."""
    doi = decode_doi(text.text)
    return replace(text, text=doi) if is_doi(doi) else text


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
