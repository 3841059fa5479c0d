"""A public record of ORCID, version 3.0, as JSON or XML -> sections and works.

Its model: https://github.com/ORCID/orcid-model. JSON has `{"value": text}` where XML has the text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedSection, Item, Said, SourceFile, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.located_json import read_json
from cvtex.importers.located_xml import read_xml
from cvtex.importers.orcid_works import date_of, orcid_works, value
from cvtex.importers.tree import all_said, each, part
from cvtex.model.node import Node
from cvtex.text.names import read_name

_NETWORKS: Final = {
    "Scopus Author ID": "scopus", "ResearcherID": "web_of_science", "Researcher ID": "web_of_science",
}  # fmt: skip
# The record's own administration, which no reader sees.
_DATA: Final = frozenset(
    {"put-code", "@put-code", "display-index", "@display-index", "created-date", "last-modified-date", "source",
     "visibility", "@visibility", "path", "@path", "preferences", "history", "disambiguated-organization",
     "external-id-normalized", "external-id-normalized-error", "external-id-relationship", "external-id-type",
     "language-code", "@language-code", "citation", "citation-type", "contributor-attributes", "contributor-orcid",
     "contributor-email", "host", "review-group-id", "@schemaLocation", "type", "@country-code", "short-description",
     "transient", "@transient", "errors", "convening-org-disambiguated-id"}
)  # fmt: skip


def import_orcid(source: SourceFile) -> Checked[Imported]:
    is_json = source.data.lstrip()[:1] == b"{"
    read = read_json(source.name, source.data) if is_json else read_xml(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    record = part(read.value, "record") or read.value
    person, activities = part(record, "person"), part(record, "activities-summary") or record
    sections = tuple(
        section for name, make in _SECTIONS if (node := part(activities, name)) and (section := make(node))
    )
    works = orcid_works(activities)
    biography = value(person, "biography", "content")
    about = (ImportedSection("text", "About", biography.span, text=biography),) if biography else ()
    texts = tuple(all_said(record, _DATA.isdisjoint))
    return Checked(
        Imported(
            texts,
            owner=_owner(record, person),
            sections=(*about, *_keywords(person), *sections),
            works=works.value,
        ),
        works.diagnostics,
    )


def _owner(record: Node, person: Node | None) -> AbcMapping[str, Tree]:
    given, family = value(person, "name", "given-names"), value(person, "name", "family-name")
    credit = value(person, "name", "credit-name")
    name: Tree | None = fields(given=given, family=family) if given and family else given or family or credit
    others = [one for node in each(person, "other-names", "other-name") if (one := value(node, "content"))]
    if credit and credit is not name:
        others.insert(0, credit)
    external = list(each(person, "external-identifiers", "external-identifier"))
    known: dict[str, Tree | None] = {}
    links: list[Tree] = [
        fields(label=value(one, "url-name"), url=value(one, "url"))
        for one in each(person, "researcher-urls", "researcher-url")
        if value(one, "url")
    ]
    for identifier in external:
        kind, number, url = (value(identifier, f"external-id-{of}") for of in ("type", "value", "url"))
        field = _NETWORKS.get(kind.text) if kind else None
        if field and field not in known:
            known[field] = number
        elif url:
            links.append(fields(label=joined(": ", kind, number), url=url))
    emails = tuple(one for node in each(person, "emails", "email") if (one := value(node, "email")))
    countries = {one.text: one for node in each(person, "addresses", "address") if (one := value(node, "country"))}
    contact = fields(
        email=emails if len(emails) > 1 else next(iter(emails), None),
        location=joined(", ", *countries.values()),
        orcid=value(record, "orcid-identifier", "path"),
        **known,
        links=tuple(links),
    )
    return fields(name=name, other_names=tuple(one for one in others if _is_name(one)), contact=contact)


def _is_name(text: Said) -> bool:
    read = read_name(text.text)
    return read is not None and bool(read.family) and any(sign.isalpha() for sign in text.text)


def _keywords(person: Node | None) -> Iterator[ImportedSection]:
    words = [one for node in each(person, "keywords", "keyword") if (one := value(node, "content"))]
    if words:
        yield ImportedSection("text", "Research Interests", words[0].span, text=joined(", ", *words))


def _summaries(node: Node, name: str) -> Iterator[Node]:
    """What is inside of the groups; of several for one thing, the first, which its owner prefers."""
    for group in each(node, "affiliation-group"):
        for summary in each(group, "summaries"):
            yield from each(summary, f"{name}-summary")
        yield from each(group, f"{name}-summary")
    yield from each(node, f"{name}-summary")


def _when(node: Node) -> Said | None:
    start = date_of(part(node, "start-date"))
    return dates(start, date_of(part(node, "end-date")), is_current=start is not None)


def _place(organisation: Node | None) -> Said | None:
    return joined(", ", *(value(organisation, "address", name) for name in ("city", "region", "country")))


def _organisation(node: Node) -> Said | None:
    return joined(", ", value(node, "department-name"), value(node, "organization", "name"))


def _employments(name: str, title: str) -> Callable[[Node], ImportedSection | None]:
    def make(node: Node) -> ImportedSection | None:
        return _made("positions", title, node, [_employment(one) for one in _summaries(node, name)])

    return make


def _employment(node: Node) -> Item:
    role = fields(
        title=value(node, "role-title") or "Member of Staff", dates=_when(node), text=value(node, "department-name")
    )
    employer = part(node, "organization")
    return fields(employer=value(employer, "name"), place=_place(employer), url=value(node, "url"), roles=(role,))


def _studies(name: str, title: str) -> Callable[[Node], ImportedSection | None]:
    def make(node: Node) -> ImportedSection | None:
        return _made("education", title, node, [_degree(one) for one in _summaries(node, name)])

    return make


def _degree(node: Node) -> Item:
    degree = fields(
        degree=value(node, "role-title") or "Studies", dates=_when(node), topic=value(node, "department-name")
    )
    school = part(node, "organization")
    return fields(institution=value(school, "name"), place=_place(school), url=value(node, "url"), degrees=(degree,))


def _distinctions(node: Node) -> ImportedSection | None:
    found = [
        fields(
            title=value(one, "role-title") or value(one, "organization", "name"),
            date=_when(one),
            organisation=_with_place(one),
            url=value(one, "url"),
        )
        for one in _summaries(node, "distinction")
    ]
    return _made("awards", "Awards and Distinctions", node, found)


def _with_place(node: Node) -> Said | None:
    return joined(", ", _organisation(node), _place(part(node, "organization")))


def _memberships(node: Node) -> ImportedSection | None:
    return _made("memberships", "Memberships", node, [_member(one) for one in _summaries(node, "membership")])


def _member(node: Node) -> Item:
    return fields(
        organisation=_organisation(node),
        role=value(node, "role-title"),
        place=_place(part(node, "organization")),
        dates=_when(node),
        url=value(node, "url"),
    )


def _services(node: Node) -> ImportedSection | None:
    found: list[Item] = [
        {**_member(one), "role": value(one, "role-title") or "Service"} for one in _summaries(node, "service")
    ]
    return _made("service", "Service", node, found)


def _fundings(node: Node) -> ImportedSection | None:
    found = [_funding(one) for group in each(node, "group") for one in each(group, "funding-summary")[:1]]
    return _made("grants", "Funding", node, found)


def _funding(node: Node) -> Item:
    number = next(
        (one for inner in each(node, "external-ids", "external-id") if (one := value(inner, "external-id-value"))), None
    )
    funder = part(node, "organization")
    return fields(
        title=value(node, "title", "title"),
        funder=joined(", ", value(funder, "name"), _place(funder)),
        number=number,
        amount=joined(" ", value(node, "amount"), value(node, "amount", "currency-code")),
        dates=_when(node),
        url=value(node, "url"),
        text=value(node, "title", "translated-title"),
    )


def _reviews(node: Node) -> ImportedSection | None:
    """Peer reviews, one item for each journal or other group, with their number."""
    found: list[Item] = []
    for group in each(node, "group"):
        inner = each(group, "peer-review-group") or (group,)
        reviews = [one for outer in inner for one in each(outer, "peer-review-summary")]
        if not reviews:
            continue
        first = reviews[0]
        years = sorted({one.text for review in reviews if (one := value(review, "completion-date", "year"))})
        span = f"{years[0]} – {years[-1]}" if len(years) > 1 else "".join(years)
        name = value(first, "subject-container-name") or value(first, "convening-organization", "name")
        count = "1 review" if len(reviews) == 1 else f"{len(reviews)} reviews"
        role = value(first, "reviewer-role")
        found.append(
            fields(
                role=Said(role.text.capitalize(), role.span) if role else "Reviewer",
                organisation=name,
                place=_place(part(first, "convening-organization")),
                dates=span,
                text=count,
            )
        )
    return _made("service", "Peer Review", node, found)


def _resources(node: Node) -> ImportedSection | None:
    found = [
        fields(
            title=value(one, "proposal", "title", "title"),
            subtitle=joined(
                "; ",
                *(
                    joined(", ", value(host, "name"), _place(host))
                    for host in each(one, "proposal", "hosts", "organization")
                ),
            ),
            dates=_when(part(one, "proposal") or one),
            url=value(one, "proposal", "url"),
        )
        for group in each(node, "group")
        for one in each(group, "research-resource-summary")[:1]
    ]
    return _made("entries", "Research Resources", node, found)


def _made(kind: str, title: str, node: Node, items: list[Item]) -> ImportedSection | None:
    return ImportedSection(kind, title, node.span, tuple(items)) if items else None


_SECTIONS: Final[tuple[tuple[str, Callable[[Node], ImportedSection | None]], ...]] = (
    ("employments", _employments("employment", "Employment")),
    ("invited-positions", _employments("invited-position", "Invited Positions")),
    ("educations", _studies("education", "Education")),
    ("qualifications", _studies("qualification", "Qualifications")),
    ("distinctions", _distinctions),
    ("fundings", _fundings),
    ("research-resources", _resources),
    ("memberships", _memberships),
    ("services", _services),
    ("peer-reviews", _reviews),
)
