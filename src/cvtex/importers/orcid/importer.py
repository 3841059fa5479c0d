"""A public record of ORCID, version 3.0, as JSON or XML -> sections and works."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedSection, Item, Said, SourceFile, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.located_json import read_json
from cvtex.importers.located_xml import read_xml
from cvtex.importers.orcid.record import (
    Identifier,
    as_words,
    date_of,
    identifiers,
    identifiers_text,
    preferred,
    shown,
    value,
)
from cvtex.importers.orcid.works import orcid_works
from cvtex.importers.tree import each, part, said
from cvtex.locales.territories import country_name
from cvtex.model.node import Node, Scalar
from cvtex.value import Value, replace

# What a CV cannot do without.
_WITHOUT_ROLE: Final = {
    "positions": "Member of Staff", "education": "Studies", "awards": "Distinction", "service": "Service",
}  # fmt: skip
# Kinds of items with several roles or degrees in them.
_PARTS: Final = {"positions": "roles", "education": "degrees"}
# As a part of a record, and alone.
_REVIEWS: Final = ("peer-review-summary", "peer-review")
_PLACE: Final = frozenset({"organization", "url"})
_OF_PERSON: Final = (
    "name", "other-names", "biography", "researcher-urls", "emails", "addresses", "keywords", "external-identifiers",
)  # fmt: skip
_NETWORKS: Final = {
    "Scopus Author ID": "scopus", "ResearcherID": "web_of_science", "Researcher ID": "web_of_science",
}  # fmt: skip


def import_orcid(source: SourceFile) -> Checked[Imported]:
    is_json = source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    read = read_json(source.name, source.data) if is_json else read_xml(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    record = part(read.value, "record") or read.value
    person, activities = _person(record), _activities(record)
    sections: list[ImportedSection] = []
    texts: list[Said] = list(_of_person(record, person))
    guesses: list[Diagnostic] = []
    for name, summary, kind, title, make in _SECTIONS:
        node = part(activities, name) or activities
        nodes = list(_summaries(node, summary))
        if nodes:
            items = _together([(one, make(one)) for one in nodes], _PARTS.get(kind, ""))
            texts += [text for one in items for text in one.said]
            texts += [text for one in nodes if kind == "grants" for text in _type_of_funding(one)]
            origin = nodes[0].span if node is activities else node.span
            sections.append(ImportedSection(kind, title, origin, tuple(one.item for one in items)))
            guesses += _guesses(nodes, kind)
    node = part(activities, "peer-reviews") or activities
    if reviews := list(_reviews(node)):
        reviewed, said_of_reviews = zip(*reviews, strict=True)
        sections.append(ImportedSection("service", "Peer Review", node.span, reviewed))
        texts += [one for inner in said_of_reviews for one in inner]
    works = orcid_works(activities)
    biography = value(person, "biography", "content") or value(person, "biography")
    about = (ImportedSection("text", "About", biography.span, text=biography),) if biography else ()
    return Checked(
        Imported(
            (*texts, *works.value.said),
            owner=_owner(record, person),
            sections=(*about, *_keywords(person), *sections),
            works=works.value.works,
            guesses=tuple(guesses),
        ),
        works.diagnostics,
    )


def _person(record: Node) -> Node | None:
    """The person of a record, or of a file that has nothing else."""
    for name in ("person", "personal-details"):
        if found := part(record, name):
            return found
    return record if any(part(record, name) for name in ("name", "other-names", "biography")) else None


def _activities(record: Node) -> Node:
    """The activities of a record, or of a file that has one kind of them, or a single one."""
    found = part(record, "activities-summary") or part(record, "activities")
    return found if found and not _is_null(found) else record


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


class _Made(Value):
    item: Item
    said: tuple[Said, ...]


def _together(items: list[tuple[Node, Item]], inner: str) -> list[_Made]:
    """Roles and degrees that follow each other at one place are one item, which names the place once."""
    found: list[_Made] = []
    for node, item in items:
        before = found[-1] if found else _Made({}, ())
        is_more = len(before.item) > 1 and _heading(before.item, inner) == _heading(item, inner)
        if inner and is_more:
            several = (*_each(before.item[inner]), *_each(item[inner]))
            found[-1] = _Made({**before.item, inner: several}, (*before.said, *_shown(node, _PLACE)))
        else:
            found.append(_Made(item, tuple(_shown(node))))
    return found


def _heading(item: Item, inner: str) -> AbcMapping[str, object]:
    return {name: tree.text if isinstance(tree, Said) else tree for name, tree in item.items() if name != inner}


def _each(tree: Tree) -> tuple[Tree, ...]:
    return tree if isinstance(tree, tuple) else (tree,)


def _shown(node: Node, hidden: frozenset[str] = frozenset()) -> Iterator[Said]:
    """`hidden`: parts that are shown already. The field of a grant's number says what it is."""
    unsaid = [text for name in hidden if (one := part(node, name)) for text in shown(one)]
    address = value(node, "url")
    for number in _grant_numbers(node) if part(node, "title") else ():
        unsaid += [number.kind] if number.kind else []
        unsaid += [number.url] if number.url and address and number.url.text == address.text else []
    yield from (one for one in shown(node) if one not in unsaid)


def _guesses(nodes: list[Node], kind: str) -> Iterator[Diagnostic]:
    if word := _WITHOUT_ROLE.get(kind):
        for node in nodes:
            if not value(node, "role-title"):
                yield warning(f"it has no role; '{word}' stands in its place", node.span)


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
        countries = [value(one, "country") for one in each(person, "addresses", "address")]
        nodes = [one for name in _OF_PERSON for one in each(person, name)]
        yield from (
            _country(one) if one in countries else one for node in nodes for one in shown(node) if one not in hidden
        )


def _country(code: Said) -> Said:
    """As a reader of the record sees it."""
    return replace(code, text=country_name(code.text) or code.text)


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
    numbers: list[Tree] = []
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
        elif url:
            links.append(fields(label=joined(": ", kind, number), url=url))
        elif number:
            numbers.append(fields(label=kind, address=number) if kind else number)
    emails = tuple(one for node in each(person, "emails", "email") if (one := value(node, "email")))
    countries = {
        one.text: _country(one) for node in each(person, "addresses", "address") if (one := value(node, "country"))
    }
    contact = fields(
        email=emails if len(emails) > 1 else next(iter(emails), None),
        location=joined(", ", *countries.values()),
        orcid=value(record, "orcid-identifier", "path"),
        **known,
        links=tuple(links),
        address=tuple(numbers),
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
    yield from each(node, name.removesuffix("-summary"))


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
        title=value(node, "role-title") or _WITHOUT_ROLE["positions"],
        dates=_when(node, goes_on=True),
        text=joined("; ", value(node, "department-name"), identifiers_text(node)),
    )
    return fields(employer=value(employer, "name"), place=_place(employer), url=value(node, "url"), roles=(role,))


def _degree(node: Node) -> Item:
    school = part(node, "organization")
    degree = fields(
        degree=value(node, "role-title") or _WITHOUT_ROLE["education"],
        dates=_when(node),
        text=joined("; ", value(node, "department-name"), identifiers_text(node)),
    )
    return fields(institution=value(school, "name"), place=_place(school), url=value(node, "url"), degrees=(degree,))


def _distinction(node: Node) -> Item:
    return fields(
        title=value(node, "role-title") or _WITHOUT_ROLE["awards"],
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
    return {**_membership(node), "role": value(node, "role-title") or _WITHOUT_ROLE["service"]}


def _grant_numbers(node: Node) -> list[Identifier]:
    return [one for one in identifiers(node) if one.name in {"grant_number", "grant-number"}][:1]


def _funding(node: Node) -> Item:
    numbers = _grant_numbers(node)
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
        partners=tuple(
            name for one in each(node, "contributors", "contributor") if (name := value(one, "credit-name"))
        ),
        dates=_when(node),
        url=address,
        text=joined(
            "; ",
            value(node, "title", "translated-title"),
            *_type_of_funding(node),
            value(node, "organization-defined-type"),
            identifiers_text(node, left_out=numbers),
            *unsaid,
            value(node, "short-description"),
        ),
    )


def _type_of_funding(node: Node) -> Iterator[Said]:
    """A grant needs no word that it is one."""
    kind = said(node, "type")
    if kind and kind.text.lower() != "grant":
        yield as_words(kind)


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
        reviews = [one for outer in inner for name in _REVIEWS for one in preferred(each(outer, name))]
        if reviews:
            yield _review(group, reviews)
    if alone := [one for name in _REVIEWS for one in each(node, name)]:
        yield _review(node, alone)


def _review(group: Node, reviews: list[Node]) -> tuple[Item, list[Said]]:
    years = [one for review in reviews if (one := value(review, "completion-date", "year"))]
    span = dates(min(years, key=_text), max(years, key=_text)) if years else None
    roles = _different(value(one, "reviewer-role") for one in reviews)
    names = _different(value(one, "subject-container-name") for one in reviews)
    bodies = _different(value(one, "convening-organization", "name") for one in reviews)
    places = _different(_place(part(one, "convening-organization")) for one in reviews)
    subjects = _different(value(one, "subject-name", "title") for one in reviews)
    number = _group_number(next((one.value for one in identifiers(group)), None))
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


def _group_number(number: Said | None) -> Said | None:
    """`issn:1741-4857` -> `ISSN 1741-4857`; numbers that ORCID made up tell nobody anything."""
    if number and number.text.startswith("orcid-generated"):
        return None
    if number and (found := _ISSN.fullmatch(number.text.strip())):
        return replace(number, text=f"ISSN {found[1]}")
    return number


_ISSN: Final = re.compile(r"issn:\s*([\dXx-]+)", re.IGNORECASE)


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
