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
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.tree import all_said, each, part, said
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.value import Value, replace

_WORD: Final = re.compile(r"\w+")
# What no reader sees: data of the programs that write JSON Resume.
DATA: Final = frozenset(
    {"id", "_id", "uuid", "image", "picture", "logo", "thumbnail", "icon", "slug", "order", "visible", "hidden"}
)
_FOR_NOW: Final = frozenset({"present", "current", "now", "ongoing", "today"})
# What an item says without a name before it.
_PLAIN_NAMES: Final = frozenset({"description", "summary", "text", "content", "highlights", "details", "notes"})
_SAME: Final = frozenset(
    {"name", "company", "organization", "employer", "description", "summary", "text", "url", "website", "link"}
)
_POINT: Final = re.compile(r"(?:^|\n)[ \t]*[-*•–][ \t]+")
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
    words = joined(", ", *(one for one in all_said(node, _is_seen)))
    if words is None:
        return {}
    return list_.read(_named(Scalar(words.text, words.span, quoted=True), list_.key[0]))


def _is_seen(path: tuple[str, ...]) -> bool:
    return DATA.isdisjoint(path)


def _further(node: Node, item: Item, list_: List) -> Iterator[Said]:
    """Texts of an entry that its item does not have."""
    there = {word for text in texts_of(item) for word in _WORD.findall(text.casefold())}
    known = repeated_in(node, list_)
    for name, value in node.items.items() if isinstance(node, Mapping) else ():
        if name in DATA or name in known:
            continue
        texts = [one for one in all_said(value, _is_seen) if not there.issuperset(_WORD.findall(one.text.casefold()))]
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


def _text(node: Node | None, *names: str) -> Said | None:
    """The first text under one of the names; of a list or an object, all its texts."""
    for name in names:
        value = part(node, name)
        if value is not None and not isinstance(value, Scalar):
            if words := joined(", ", *all_said(value, _is_seen)):
                return words
        elif text := said(value):
            return text
    return None


def _texts(node: Node, *names: str) -> Said | None:
    """The texts under the names, each once."""
    found: list[Said] = []
    for name in names:
        text = _text(node, name)
        if text and all(text.text.strip() != one.text.strip() for one in found):
            found.append(text)
    return joined("\n\n", *found)


def when(node: Node) -> Said | None:
    """What a start and an end cannot tell, this program writes as `dates`."""
    if exact := said(node, "dates"):
        return exact
    start, end = said(node, "startDate"), said(node, "endDate")
    if start and end is None and not any(map(str.isdigit, start.text)):
        return start
    is_current = end is None or end.text.strip().casefold() in _FOR_NOW
    if start is None and end and is_current:
        return end
    if start is None and end is None:
        return _text(node, "date", "releaseDate", "year")
    return dates(start, None if is_current else end, is_current=is_current)


def _award_date(node: Node) -> Said | None:
    """The end alone is the date of an award."""
    if said(node, "startDate") is None and said(node, "dates") is None and (end := said(node, "endDate")):
        return end
    return when(node)


def _split(text: Said | None) -> tuple[Said | None, tuple[Said, ...]]:
    """The lines of a text that start with a dash are points."""
    if text is None or len(_POINT.findall(text.text)) < 2:
        return text, ()
    before, *points = _POINT.split(text.text)
    found = tuple(Said(" ".join(one.split()), text.span) for one in points if one.strip())
    return (Said(before.strip(), text.span) if before.strip() else None), found


def _keywords(node: Node, name: str = "keywords") -> Said | None:
    return joined(", ", *(one for inner in each(node, name) for one in all_said(inner)))


def _with_keywords(text: Said | None, node: Node) -> Said | None:
    """In one paragraph, as projects are printed."""
    is_sentence = text is not None and text.text.rstrip().endswith((".", "!", "?", "。"))
    return joined(" " if is_sentence else ". ", text, _keywords(node))


def _points(node: Node, *names: str) -> tuple[Said, ...]:
    return tuple(one for name in names for inner in each(node, name) if (one := said(inner)))


def _list(node: Node, name: str) -> tuple[Said, ...]:
    return tuple(one for inner in each(node, name) if (one := said(inner)))


def _address(node: Node) -> Said | None:
    return _text(node, "url", "website", "link")


def _links(node: Node) -> tuple[Item, ...]:
    found = (fields(label=said(one, "label") or said(one, "url"), url=said(one, "url")) for one in each(node, "links"))
    return tuple(one for one in found if "url" in one)


def _work(node: Node) -> Item:
    title = _text(node, "position", "title", "role")
    summary, points = _split(_texts(node, "description", "summary"))
    text = joined("\n\n", summary, _keywords(node))
    if title is None and text and len(text.text) <= _SHORT:
        title, text = text, None
    role = fields(title=title, dates=when(node), text=text, points=(*points, *_points(node, "highlights")))
    employer = _text(node, "name", "company", "organization", "employer")
    roles: tuple[Item, ...] = (role if title else {"title": "Position", **role},) if role else ()
    return fields(employer=employer, place=_text(node, "location"), url=_address(node), roles=roles)


def _volunteer(node: Node) -> Item:
    text, points = _split(_texts(node, "description", "summary"))
    return fields(
        role=_text(node, "position", "role") or "Volunteer",
        organisation=_text(node, "organization", "organisation", "name"),
        place=_text(node, "location", "place"),
        dates=when(node),
        url=_address(node),
        text=text,
        points=(*points, *_points(node, "highlights")),
    )


def _membership(node: Node) -> Item:
    return fields(
        organisation=said(node, "organization"),
        role=said(node, "position"),
        place=said(node, "place"),
        dates=when(node),
        url=_address(node),
        text=joined("\n\n", said(node, "summary"), *_points(node, "highlights")),
    )


def _education(node: Node) -> Item:
    return _studies(node, degree=joined(" in ", _text(node, "studyType", "degree"), _text(node, "area")))


def own_education(node: Node) -> Item:
    """The topic of the studies is what this program writes as `area`."""
    return _studies(node, degree=said(node, "studyType"), topic=said(node, "area"))


def _studies(node: Node, **names: Tree | None) -> Item:
    details = fields(
        dates=_award_date(node),
        grade=_text(node, "score", "gpa", "grade"),
        thesis=_text(node, "thesis"),
        supervisor=_text(node, "supervisor"),
        text=_texts(node, "description", "summary"),
        points=_points(node, "courses", "highlights"),
    )
    institution = _text(node, "institution", "name", "school")
    degree = fields(**names)
    whole = {**({} if "degree" in degree else {"degree": "Studies"}), **degree, **details}
    degrees: tuple[Item, ...] = (whole,) if degree or details else ()
    return fields(institution=institution, place=_text(node, "location"), url=_address(node), degrees=degrees)


def _award(node: Node) -> Item:
    return fields(
        title=_text(node, "title", "name"),
        date=said(node, "dates") or _text(node, "date", "endDate", "startDate"),
        rank=said(node, "rank"),
        organisation=_text(node, "awarder", "issuer", "organisation"),
        amount=said(node, "amount"),
        url=_address(node),
        text=_texts(node, "description", "summary"),
    )


def _certificate(node: Node) -> Item:
    return fields(
        title=_text(node, "name", "title"),
        dates=said(node, "dates") or said(node, "date") or when(node),
        subtitle=_text(node, "issuer", "authority"),
        place=said(node, "place"),
        url=_address(node),
        text=_texts(node, "description", "summary", "text"),
        points=_points(node, "highlights"),
    )


def _entry(node: Node) -> Item:
    return fields(
        title=_text(node, "title", "name"),
        subtitle=_text(node, "subtitle", "organization", "institution", "issuer", "publisher"),
        place=_text(node, "place", "location"),
        dates=when(node),
        url=_address(node),
        text=_texts(node, "text", "description", "summary"),
        links=_links(node),
        points=_points(node, "highlights"),
    )


def _skill(node: Node) -> Item:
    words, level = _keywords(node), said(node, "level")
    name = _text(node, "name", "category", "title")
    text = Said(f"{words.text} ({level.text})", words.span) if words and level else words or level
    return fields(name=name or words, text=text if name else None)


def _language(node: Node) -> Item:
    level = joined(", ", _text(node, "fluency", "level"), _keywords(node))
    return fields(language=_text(node, "language", "name"), level=level)


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
        url=_address(node),
    )


def _project(node: Node) -> Item:
    text, points = _split(_texts(node, "description", "summary"))
    return fields(
        name=_text(node, "name", "title"),
        title=_title_beside(node),
        dates=when(node),
        role=joined(", ", *(said(one) for one in each(node, "roles")), said(node, "role")),
        funder=_text(node, "entity"),
        url=_address(node),
        text=_with_keywords(text, node),
        points=(*points, *_points(node, "highlights")),
    )


def _title_beside(node: Node) -> Said | None:
    return joined(", ", said(node, "title") if said(node, "name") else None, said(node, "type"))


def _grant(node: Node) -> Item:
    return fields(
        title=_text(node, "name", "title"),
        funder=_text(node, "entity"),
        number=said(node, "number"),
        role=joined(", ", *(said(one) for one in each(node, "roles"))),
        amount=said(node, "amount"),
        share=said(node, "share"),
        partners=_list(node, "partners"),
        status=_one_of(node, "status", {"active", "pending", "completed"}),
        dates=when(node),
        url=_address(node),
        text=_with_keywords(_texts(node, "description", "summary"), node),
        points=_points(node, "highlights"),
    )


def _one_of(node: Node, name: str, known: Container[str]) -> Said | None:
    text = said(node, name)
    return text if text and text.text in known else None


def _software(node: Node) -> Item:
    return fields(
        name=_text(node, "name", "title"),
        version=said(node, "version"),
        dates=when(node),
        role=joined(", ", *(said(one) for one in each(node, "roles"))),
        language=said(node, "language"),
        users=said(node, "users"),
        license=said(node, "license"),
        repository=said(node, "repository"),
        url=_address(node),
        text=_with_keywords(_texts(node, "description", "summary"), node),
        points=_points(node, "highlights"),
    )


def _patent(node: Node) -> Item:
    number = _text(node, "number")
    document = fields(
        number=number,
        status=_one_of(node, "status", {"pending", "published", "granted", "expired"}),
        date=when(node),
        url=_address(node),
    )
    title = _text(node, "title", "name")
    return fields(title=title or number, documents=(document,)) if number else _entry(node)


def _talk(node: Node) -> Item:
    return fields(
        title=_text(node, "title", "name"),
        date=when(node),
        event=_text(node, "event", "conference"),
        format=joined(", ", _text(node, "format"), _texts(node, "description", "summary")),
        place=_text(node, "place", "location"),
        links=_links(node) or _one_link(node),
    )


def _one_link(node: Node) -> tuple[Item, ...]:
    address = _address(node)
    return (fields(label=address, url=address),) if address else ()


def _course(node: Node) -> Item:
    return fields(
        course=_text(node, "course", "name", "title"),
        code=said(node, "code"),
        role=_text(node, "role", "position"),
        level=said(node, "level"),
        institution=_text(node, "institution", "organization"),
        dates=when(node),
        terms=tuple(_term(one) for one in each(node, "terms")),
        enrolment=said(node, "enrolment"),
        evaluation=said(node, "evaluation"),
        url=_address(node),
        text=_texts(node, "text", "description", "summary"),
        points=_points(node, "highlights"),
    )


def _term(node: Node) -> Tree:
    term, *others = (said(node, name) for name in ("term", "enrolment", "evaluation"))
    enrolment, evaluation = others
    if term and not enrolment and not evaluation:
        return term
    return fields(term=term, enrolment=enrolment, evaluation=evaluation) if term else said(node) or ""


def _supervision(node: Node) -> Item:
    return fields(
        name=_text(node, "name", "student"),
        degree=said(node, "degree"),
        level=said(node, "level"),
        title=_text(node, "title", "thesis"),
        topic=said(node, "topic"),
        institution=said(node, "institution"),
        dates=when(node),
        status=said(node, "status"),
        role=said(node, "role"),
        co_supervisors=_list(node, "co_supervisors"),
        now=said(node, "now"),
        url=_address(node),
        text=_texts(node, "text", "description", "summary"),
    )


def _contribution(node: Node) -> Item:
    return fields(
        title=said(node, "title"), text=_texts(node, "text", "description", "summary"), products=_list(node, "products")
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
