"""A public record of ORCID, version 3.0, as JSON or XML -> sections and works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedSection, Item, Said, SourceFile, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.located_json import read_json
from cvtex.importers.located_xml import read_xml
from cvtex.importers.orcid_record import date_of, identifiers, identifiers_text, preferred, shown, value
from cvtex.importers.orcid_works import orcid_works
from cvtex.importers.tree import each, part, said
from cvtex.model.node import Node

_NETWORKS: Final = {
    "Scopus Author ID": "scopus", "ResearcherID": "web_of_science", "Researcher ID": "web_of_science",
}  # fmt: skip


def import_orcid(source: SourceFile) -> Checked[Imported]:
    is_json = source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    read = read_json(source.name, source.data) if is_json else read_xml(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    record = part(read.value, "record") or read.value
    person, activities = part(record, "person"), part(record, "activities-summary") or part(record, "activities")
    sections: list[ImportedSection] = []
    texts: list[Said] = list(_of_person(record, person))
    for name, summary, kind, title, make in _SECTIONS:
        node = part(activities or record, name)
        nodes = list(_summaries(node, summary)) if node else []
        texts += [one for inner in nodes for one in shown(inner)]
        if node and nodes:
            sections.append(ImportedSection(kind, title, node.span, tuple(make(one) for one in nodes)))
    if (node := part(activities or record, "peer-reviews")) and (reviews := list(_reviews(node))):
        items, said_of_reviews = zip(*reviews, strict=True)
        sections.append(ImportedSection("service", "Peer Review", node.span, items))
        texts += [one for inner in said_of_reviews for one in inner]
    works = orcid_works(activities or record)
    biography = value(person, "biography", "content") or value(person, "biography")
    about = (ImportedSection("text", "About", biography.span, text=biography),) if biography else ()
    return Checked(
        Imported(
            (*texts, *works.value.said),
            owner=_owner(record, person),
            sections=(*about, *_keywords(person), *sections),
            works=works.value.works,
        ),
        works.diagnostics,
    )


def _of_person(record: Node, person: Node | None) -> Iterator[Said]:
    if orcid := value(record, "orcid-identifier", "path"):
        yield orcid
    if person:
        # The same country or name from two sources is shown once, and the name of a field says what number it has.
        hidden = [
            *_repeated(value(one, "country") for one in each(person, "addresses", "address")),
            *_repeated(value(one, "content") for one in each(person, "other-names", "other-name")),
        ]
        numbers = each(person, "external-identifiers", "external-identifier")
        kinds = (value(one, "external-id-type") for one in numbers)
        hidden += [one for one in kinds if one and one.text in _NETWORKS]
        yield from (one for one in shown(person) if one not in hidden)


def _repeated(texts: Iterable[Said | None]) -> Iterator[Said]:
    seen: set[str] = set()
    for one in texts:
        if one and one.text in seen:
            yield one
        elif one:
            seen.add(one.text)


def _owner(record: Node, person: Node | None) -> AbcMapping[str, Tree]:
    given, family = value(person, "name", "given-names"), value(person, "name", "family-name")
    credit = value(person, "name", "credit-name")
    name: Tree | None = fields(given=given, family=family) if given and family else given or family or credit
    others = [one for node in each(person, "other-names", "other-name") if (one := value(node, "content"))]
    if credit and credit is not name:
        others.insert(0, credit)
    known: dict[str, Tree | None] = {}
    links: list[Tree] = [
        fields(label=value(one, "url-name"), url=value(one, "url"))
        for one in each(person, "researcher-urls", "researcher-url")
        if value(one, "url") or value(one, "url-name")
    ]
    for identifier in each(person, "external-identifiers", "external-identifier"):
        kind, number, url = (value(identifier, f"external-id-{of}") for of in ("type", "value", "url"))
        field = _NETWORKS.get(kind.text) if kind else None
        if field and number and field not in known:
            known[field] = number
        else:
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
    names = {one.text: one for one in others}
    return fields(name=name, other_names=tuple(names.values()), contact=contact)


def _keywords(person: Node | None) -> Iterator[ImportedSection]:
    words = [one for node in each(person, "keywords", "keyword") if (one := value(node, "content"))]
    if words:
        yield ImportedSection("text", "Research Interests", words[0].span, text=joined(", ", *words))


def _summaries(node: Node, name: str) -> Iterator[Node]:
    """Of each group, the summary that its owner prefers; those outside of groups as they are."""
    for group in each(node, "affiliation-group"):
        inner = [one for summary in each(group, "summaries") for one in each(summary, name)]
        yield from preferred([*inner, *each(group, name)])
    for group in each(node, "group"):
        yield from preferred(each(group, name))
    yield from each(node, name)


def _when(node: Node, *, goes_on: bool = False) -> Said | None:
    start = date_of(part(node, "start-date"))
    return dates(start, date_of(part(node, "end-date")), is_current=goes_on and start is not None)


def _place(organisation: Node | None) -> Said | None:
    return joined(", ", *(value(organisation, "address", name) for name in ("city", "region", "country")))


def _organisation(node: Node) -> Said | None:
    return joined(", ", value(node, "department-name"), value(node, "organization", "name"))


def _employment(node: Node) -> Item:
    employer = part(node, "organization")
    role = fields(
        title=value(node, "role-title") or "Member of Staff",
        dates=_when(node, goes_on=True),
        text=joined("; ", value(node, "department-name"), identifiers_text(node)),
    )
    return fields(employer=value(employer, "name"), place=_place(employer), url=value(node, "url"), roles=(role,))


def _degree(node: Node) -> Item:
    school = part(node, "organization")
    degree = fields(
        degree=value(node, "role-title") or "Studies",
        dates=_when(node),
        topic=value(node, "department-name"),
        text=identifiers_text(node),
    )
    return fields(institution=value(school, "name"), place=_place(school), url=value(node, "url"), degrees=(degree,))


def _distinction(node: Node) -> Item:
    return fields(
        title=value(node, "role-title") or "Distinction",
        date=_when(node),
        organisation=joined(", ", _organisation(node), _place(part(node, "organization"))),
        url=value(node, "url"),
        text=identifiers_text(node),
    )


def _membership(node: Node) -> Item:
    return fields(
        organisation=_organisation(node),
        role=value(node, "role-title"),
        place=_place(part(node, "organization")),
        dates=_when(node, goes_on=True),
        url=value(node, "url"),
        text=identifiers_text(node),
    )


def _service(node: Node) -> Item:
    return {**_membership(node), "role": value(node, "role-title") or "Service"}


def _funding(node: Node) -> Item:
    numbers = [one for one in identifiers(node) if one.name in {"grant_number", "grant-number"}][:1]
    funder = part(node, "organization")
    address = value(node, "url") or next((one.url for one in numbers if one.url), None)
    unsaid = [one.url for one in numbers if one.url and address and one.url.text != address.text]
    return fields(
        title=value(node, "title", "title"),
        funder=joined(", ", value(funder, "name"), _place(funder)),
        number=next((one.value for one in numbers), None),
        amount=joined(
            " ", value(node, "amount"), value(node, "amount", "currency-code") or said(node, "amount", "@currency-code")
        ),
        dates=_when(node),
        url=address,
        text=joined(
            "; ",
            value(node, "title", "translated-title"),
            value(node, "short-description"),
            identifiers_text(node, left_out=numbers),
            *unsaid,
        ),
    )


def _resource(node: Node) -> Item:
    proposal = part(node, "proposal") or node
    hosts = each(proposal, "hosts", "organization")
    return fields(
        title=value(proposal, "title", "title"),
        subtitle=joined("; ", *(joined(", ", value(host, "name"), _place(host)) for host in hosts)),
        dates=_when(proposal),
        url=value(proposal, "url"),
        text=joined("; ", value(proposal, "title", "translated-title"), identifiers_text(proposal)),
    )


def _reviews(node: Node) -> Iterator[tuple[Item, list[Said]]]:
    """Peer reviews, one item for each journal or other group, with their number; and what a reader of it sees."""
    for group in each(node, "group"):
        inner = each(group, "peer-review-group") or (group,)
        reviews = [one for outer in inner for one in preferred(each(outer, "peer-review-summary"))]
        if reviews:
            yield _review(group, reviews)
    if alone := each(node, "peer-review-summary"):
        yield _review(node, list(alone))


def _review(group: Node, reviews: list[Node]) -> tuple[Item, list[Said]]:
    years = [one for review in reviews if (one := value(review, "completion-date", "year"))]
    span = dates(min(years, key=_text), max(years, key=_text)) if years else None
    roles = _different(value(one, "reviewer-role") for one in reviews)
    names = _different(value(one, "subject-container-name") for one in reviews)
    bodies = _different(value(one, "convening-organization", "name") for one in reviews)
    places = _different(_place(part(one, "convening-organization")) for one in reviews)
    subjects = _different(value(one, "subject-name", "title") for one in reviews)
    number = next((one.value for one in identifiers(group)), None)
    count = "1 review" if len(reviews) == 1 else f"{len(reviews)} reviews"
    item = fields(
        role=Said(", ".join(one.text.capitalize() for one in roles), roles[0].span) if roles else "Reviewer",
        organisation=joined(", ", *names, *bodies),
        place=joined("; ", *places),
        dates=span,
        text=joined(", ", Said(count, group.span), number),
        points=tuple(subjects),
    )
    return item, [*roles, *names, *bodies, *places, *subjects, *([span] if span else []), *([number] if number else [])]


def _text(said_: Said) -> str:
    return said_.text


def _different(texts: Iterable[Said | None]) -> list[Said]:
    return list({one.text: one for one in texts if one}.values())


_SECTIONS: Final[tuple[tuple[str, str, str, str, Callable[[Node], Item]], ...]] = (
    ("employments", "employment-summary", "positions", "Employment", _employment),
    ("invited-positions", "invited-position-summary", "positions", "Invited Positions", _employment),
    ("educations", "education-summary", "education", "Education", _degree),
    ("qualifications", "qualification-summary", "education", "Qualifications", _degree),
    ("distinctions", "distinction-summary", "awards", "Awards and Distinctions", _distinction),
    ("fundings", "funding-summary", "grants", "Funding", _funding),
    ("research-resources", "research-resource-summary", "entries", "Research Resources", _resource),
    ("memberships", "membership-summary", "memberships", "Memberships", _membership),
    ("services", "service-summary", "service", "Service", _service),
)
