"""Entries of JSON Resume's lists -> items of cv.yaml; also of the lists that this program adds.

Names of fields are those of every version of the schema. A text under any other name follows the item's own text, with
its name before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.importers.imported import ImportedSection, Item, Said, Tree, texts_of
from cvtex.importers.items import fields, joined
from cvtex.importers.resumes.json_texts import (
    DATA,
    address_of,
    award_date,
    distinct_texts,
    first_text,
    is_seen,
    keywords_of,
    links_of,
    points_of,
    when,
    with_keywords,
    with_points,
)
from cvtex.importers.tree import all_said, each, part, said
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.value import Value, replace

_WORD: Final = re.compile(r"\w+")
# What an item says without a name before it.
_PLAIN_NAMES: Final = frozenset({"description", "summary", "text", "content", "highlights", "details", "notes"})
_SAME: Final = frozenset(
    {"name", "company", "organization", "employer", "description", "summary", "text", "url", "website", "link"}
)
_MOST_WORDS: Final = 3
# A text in place of a position.
_SHORT: Final = 80


class List(Value):
    """A list of JSON Resume. `type`: of its entries, where a list has several. `key`: the field that names an entry.

    `text`: where the item has a text about it.
    """

    name: str
    kind: str
    title: str
    read: Callable[[Node], Item]
    key: tuple[str, ...]
    type: str = ""
    text: tuple[str, ...] = ("text",)


def item_of(node: Node, list_: List) -> Item:
    """The item, with the texts under names that the schema does not have."""
    if isinstance(node, Scalar):
        text = said(node)
        return list_.read(_named(node, list_.key[0])) if text else {}
    item = list_.read(node)
    return _with_texts(item, list_.text, tuple(_further(node, item, list_))) if item else _of_words(node, list_)


def _named(node: Scalar, name: str) -> Node:
    return Mapping({name: node}, {name: node.span}, node.span)


def _of_words(node: Node, list_: List) -> Item:
    """An entry without any known name: its texts."""
    words = joined(", ", *(one for one in all_said(node, is_seen)))
    if words is None:
        return {}
    return list_.read(_named(Scalar(words.text, words.span, quoted=True), list_.key[0]))


def _further(node: Node, item: Item, list_: List) -> Iterator[Said]:
    """Texts of an entry that its item does not have."""
    there = {word for text in texts_of(item) for word in _WORD.findall(text.casefold())}
    known = repeated_in(node, list_)
    for name, value in node.items.items() if isinstance(node, Mapping) else ():
        if name in DATA or name in known:
            continue
        texts = [one for one in all_said(value, is_seen) if not there.issuperset(_WORD.findall(one.text.casefold()))]
        if texts and (text := joined(", ", *texts)):
            label = "" if name in _PLAIN_NAMES else spaced(name)
            yield Said(f"{label}: {text.text}" if label else text.text, text.span)


def spaced(name: str) -> str:
    """`techStack`, `tech_stack` -> Tech stack"""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+", " ", name).split()
    return " ".join(words).lower().capitalize() if len(words) <= _MOST_WORDS else ""


def repeated_in(node: Node, list_: List) -> frozenset[str]:
    """Fields that say again what others say, as this program writes them."""
    found: set[str] = set()
    start, end = said(node, "startDate"), said(node, "endDate")
    if said(node, "dates"):
        found |= {"startDate", "endDate", "date"}
    elif start and end and start.text == end.text:
        found.add("endDate")
    texts: set[str] = set()
    for name, value in node.items.items() if isinstance(node, Mapping) else ():
        # `company` and `name`, `description` and `summary`.
        if name in _SAME and isinstance(value, Scalar) and value.text.strip():
            found |= {name} if value.text.strip() in texts else set()
            texts.add(value.text.strip())
    kind = said(node, "type")
    if kind and list_.type and kind.text.casefold() == list_.type:
        found.add("type")
    if list_ is REFEREES and (reference := said(node, "reference")):
        parts = (one.text for key in ("position", "relation", "organisation") if (one := said(node, key)))
        found |= {"reference"} if reference.text == ", ".join(parts) else set()
    if list_.name == "contributions":
        found.add("highlights")
    return frozenset(found)


def _with_texts(item: Item, path: tuple[str, ...], texts: tuple[Said, ...]) -> Item:
    if not texts:
        return item
    name, *inner = path
    there = item.get(name)
    if inner and isinstance(there, tuple) and there and isinstance(there[0], AbcMapping):
        return {**item, name: (_with_texts(there[0], tuple(inner), texts), *there[1:])}
    known = there if isinstance(there, Said) else None
    separator = "\n\n" if name == "text" and "name" not in item else ", "
    text = joined(separator, known, joined("; ", *texts))
    return {**item, name: text} if text else item


def _work(node: Node) -> Item:
    title = first_text(node, "position", "title", "role")
    summary, points = with_points(distinct_texts(node, "description", "summary"))
    text = joined("\n\n", summary, keywords_of(node))
    if title is None and text and len(text.text) <= _SHORT:
        title, text = text, None
    role = fields(title=title, dates=when(node), text=text, points=(*points, *points_of(node, "highlights")))
    employer = first_text(node, "name", "company", "organization", "employer")
    roles: tuple[Item, ...] = (role if title else {"title": "Position", **role},) if role else ()
    return fields(employer=employer, place=first_text(node, "location"), url=address_of(node), roles=roles)


def _volunteer(node: Node) -> Item:
    text, points = with_points(distinct_texts(node, "description", "summary"))
    return fields(
        role=first_text(node, "position", "role") or "Volunteer",
        organisation=first_text(node, "organization", "organisation", "name"),
        place=first_text(node, "location", "place"),
        dates=when(node),
        url=address_of(node),
        text=text,
        points=(*points, *points_of(node, "highlights")),
    )


def _membership(node: Node) -> Item:
    return fields(
        organisation=said(node, "organization"),
        role=said(node, "position"),
        place=said(node, "place"),
        dates=when(node),
        url=address_of(node),
        text=joined("\n\n", said(node, "summary"), *points_of(node, "highlights")),
    )


def _education(node: Node) -> Item:
    return _studies(node, degree=joined(" in ", first_text(node, "studyType", "degree"), first_text(node, "area")))


def own_education(node: Node) -> Item:
    """The topic of the studies is what this program writes as `area`."""
    return _studies(node, degree=said(node, "studyType"), topic=said(node, "area"))


def _studies(node: Node, **names: Tree | None) -> Item:
    details = fields(
        dates=award_date(node),
        grade=first_text(node, "score", "gpa", "grade"),
        thesis=first_text(node, "thesis"),
        supervisor=first_text(node, "supervisor"),
        text=distinct_texts(node, "description", "summary"),
        points=points_of(node, "courses", "highlights"),
    )
    institution = first_text(node, "institution", "name", "school")
    degree = fields(**names)
    whole = {**({} if "degree" in degree else {"degree": "Studies"}), **degree, **details}
    degrees: tuple[Item, ...] = (whole,) if degree or details else ()
    return fields(institution=institution, place=first_text(node, "location"), url=address_of(node), degrees=degrees)


def _award(node: Node) -> Item:
    return fields(
        title=first_text(node, "title", "name"),
        date=said(node, "dates") or first_text(node, "date", "endDate", "startDate"),
        rank=said(node, "rank"),
        organisation=first_text(node, "awarder", "issuer", "organisation"),
        amount=said(node, "amount"),
        url=address_of(node),
        text=distinct_texts(node, "description", "summary"),
    )


def _certificate(node: Node) -> Item:
    return fields(
        title=first_text(node, "name", "title"),
        dates=said(node, "dates") or said(node, "date") or when(node),
        subtitle=first_text(node, "issuer", "authority"),
        place=said(node, "place"),
        url=address_of(node),
        text=distinct_texts(node, "description", "summary", "text"),
        points=points_of(node, "highlights"),
    )


def _entry(node: Node) -> Item:
    return fields(
        title=first_text(node, "title", "name"),
        subtitle=first_text(node, "subtitle", "organization", "institution", "issuer", "publisher"),
        place=first_text(node, "place", "location"),
        dates=when(node),
        url=address_of(node),
        text=distinct_texts(node, "text", "description", "summary"),
        links=links_of(node),
        points=points_of(node, "highlights"),
    )


def _skill(node: Node) -> Item:
    words, level = keywords_of(node), said(node, "level")
    name = first_text(node, "name", "category", "title")
    text = Said(f"{words.text} ({level.text})", words.span) if words and level else words or level
    return fields(name=name or words, text=text if name else None)


def _language(node: Node) -> Item:
    level = joined(", ", first_text(node, "fluency", "level"), keywords_of(node))
    return fields(language=first_text(node, "language", "name"), level=level)


def _reference(node: Node) -> Item:
    name, text = said(node, "name"), said(node, "reference")
    return fields(title=name or text, text=text if name else None)


def _referee(node: Node) -> Item:
    return fields(
        name=said(node, "name"),
        position=said(node, "position"),
        relation=said(node, "relation"),
        organisation=said(node, "organisation"),
        address=tuple(one for lines in each(node, "address") for one in all_said(lines)),
        email=said(node, "email"),
        phone=said(node, "phone"),
        url=address_of(node),
    )


def _project(node: Node) -> Item:
    text, points = with_points(distinct_texts(node, "description", "summary"))
    return fields(
        name=first_text(node, "name", "title"),
        title=_title_beside(node),
        dates=when(node),
        role=joined(", ", *(said(one) for one in each(node, "roles")), said(node, "role")),
        funder=first_text(node, "entity"),
        url=address_of(node),
        text=with_keywords(text, node),
        points=(*points, *points_of(node, "highlights")),
    )


def _title_beside(node: Node) -> Said | None:
    return joined(", ", said(node, "title") if said(node, "name") else None, said(node, "type"))


def _grant(node: Node) -> Item:
    return fields(
        title=first_text(node, "name", "title"),
        funder=first_text(node, "entity"),
        number=said(node, "number"),
        role=joined(", ", *(said(one) for one in each(node, "roles"))),
        amount=said(node, "amount"),
        share=said(node, "share"),
        partners=points_of(node, "partners"),
        status=_one_of(node, "status", {"active", "pending", "completed"}),
        dates=when(node),
        url=address_of(node),
        text=with_keywords(distinct_texts(node, "description", "summary"), node),
        points=points_of(node, "highlights"),
    )


def _one_of(node: Node, name: str, known: Container[str]) -> Said | None:
    text = said(node, name)
    return text if text and text.text in known else None


def _software(node: Node) -> Item:
    return fields(
        name=first_text(node, "name", "title"),
        version=said(node, "version"),
        dates=when(node),
        role=joined(", ", *(said(one) for one in each(node, "roles"))),
        language=said(node, "language"),
        users=said(node, "users"),
        license=said(node, "license"),
        repository=said(node, "repository"),
        url=address_of(node),
        text=with_keywords(distinct_texts(node, "description", "summary"), node),
        points=points_of(node, "highlights"),
    )


def _patent(node: Node) -> Item:
    number = first_text(node, "number")
    document = fields(
        number=number,
        status=_one_of(node, "status", {"pending", "published", "granted", "expired"}),
        date=when(node),
        url=address_of(node),
    )
    title = first_text(node, "title", "name")
    return fields(title=title or number, documents=(document,)) if number else _entry(node)


def _talk(node: Node) -> Item:
    return fields(
        title=first_text(node, "title", "name"),
        date=when(node),
        event=first_text(node, "event", "conference"),
        format=joined(", ", first_text(node, "format"), distinct_texts(node, "description", "summary")),
        place=first_text(node, "place", "location"),
        links=links_of(node) or _one_link(node),
    )


def _one_link(node: Node) -> tuple[Item, ...]:
    address = address_of(node)
    return (fields(label=address, url=address),) if address else ()


def _course(node: Node) -> Item:
    return fields(
        course=first_text(node, "course", "name", "title"),
        code=said(node, "code"),
        role=first_text(node, "role", "position"),
        level=said(node, "level"),
        institution=first_text(node, "institution", "organization"),
        dates=when(node),
        terms=tuple(_term(one) for one in each(node, "terms")),
        enrolment=said(node, "enrolment"),
        evaluation=said(node, "evaluation"),
        url=address_of(node),
        text=distinct_texts(node, "text", "description", "summary"),
        points=points_of(node, "highlights"),
    )


def _term(node: Node) -> Tree:
    term, *others = (said(node, name) for name in ("term", "enrolment", "evaluation"))
    enrolment, evaluation = others
    if term and not enrolment and not evaluation:
        return term
    return fields(term=term, enrolment=enrolment, evaluation=evaluation) if term else said(node) or ""


def _supervision(node: Node) -> Item:
    return fields(
        name=first_text(node, "name", "student"),
        degree=said(node, "degree"),
        level=said(node, "level"),
        title=first_text(node, "title", "thesis"),
        topic=said(node, "topic"),
        institution=said(node, "institution"),
        dates=when(node),
        status=said(node, "status"),
        role=said(node, "role"),
        co_supervisors=points_of(node, "co_supervisors"),
        now=said(node, "now"),
        url=address_of(node),
        text=distinct_texts(node, "text", "description", "summary"),
    )


def _contribution(node: Node) -> Item:
    return fields(
        title=said(node, "title"),
        text=distinct_texts(node, "text", "description", "summary"),
        products=points_of(node, "products"),
    )


_ROLE_TEXT: Final = ("roles", "text")
# In the order of a CV. Of two lists with one name, the first whose type is the entry's counts.
LISTS: Final = (
    List("work", "positions", "Experience", _work, ("position",), text=_ROLE_TEXT),
    List("education", "education", "Education", _education, ("studyType",), text=("degrees", "text")),
    List("projects", "grants", "Funding", _grant, ("name",), type="grant"),
    List("projects", "software", "Software", _software, ("name",), type="software"),
    List("projects", "projects", "Projects", _project, ("name",)),
    List("patents", "patents", "Patents", _patent, ("number",), text=("title",)),
    List("awards", "awards", "Awards", _award, ("title",)),
    List("certificates", "entries", "Certificates", _certificate, ("name",)),
    List("talks", "talks", "Talks", _talk, ("title",), text=("format",)),
    List("teaching", "teaching", "Teaching", _course, ("course",)),
    List("supervision", "supervision", "Supervision", _supervision, ("name",)),
    List("volunteer", "memberships", "Memberships", _membership, ("organization",), type="membership"),
    List("volunteer", "service", "Volunteering", _volunteer, ("position", "organization")),
    List("contributions", "contributions", "Contributions", _contribution, ("title", "text")),
    List("entries", "entries", "Further Information", _entry, ("title",)),
    List("skills", "skills", "Skills", _skill, ("name",)),
    List("languages", "languages", "Languages", _language, ("language",), text=("level",)),
    List("interests", "skills", "Interests", _skill, ("name",)),
    List("references", "entries", "References", _reference, ("name",)),
)  # fmt: skip
REFEREES: Final = List("references", "contacts", "References", _referee, ("name",), text=("position",))


def list_of(node: Node, name: str) -> List | None:
    """The list whose type is that of the entry."""
    kind = said(node, "type")
    type_ = kind.text.casefold() if kind else ""
    if name == REFEREES.name and any(part(node, one) is not None for one in ("position", "email", "organisation")):
        return REFEREES
    return next((one for one in LISTS if one.name == name and one.type in ("", type_)), None)


def skills_section(section: ImportedSection) -> ImportedSection:
    """Skills of which some are a name alone, which entries can be."""
    if all("text" in item for item in section.items):
        return section
    items = tuple({"title" if key == "name" else key: one for key, one in item.items()} for item in section.items)
    return replace(section, kind="entries", items=items)


def together(items: tuple[Item, ...], name: str, parts: str) -> tuple[Item, ...]:
    """Items in a row of one employer, institution or invention -> one, with all roles, degrees or documents."""
    found: list[dict[str, Tree]] = []
    for item in items:
        last = found[-1] if found else {}
        if _same(last.get(name), item.get(name)) and all(
            _same(last.get(key), item.get(key)) or key not in item for key in ("place", "url")
        ):
            before, more = last.get(parts, ()), item.get(parts, ())
            if isinstance(before, tuple) and isinstance(more, tuple) and before and more:
                last[parts] = (*before, *more)
                continue
        found.append(dict(item))
    return tuple(found)


def _same(one: Tree | None, other: Tree | None) -> bool:
    match one, other:
        case Said(text=text), Said(text=same):
            return text.strip() == same.strip()
        case None, None:
            return True
        case _:
            return False
