"""JSON Resume 1.x -> sections. Its schema: https://docs.jsonresume.org/schema"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedSection, ImportedWork, Item, Said, SourceFile, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.located_json import read_json
from cvtex.importers.printed_lines import printed_sections
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.work_names import full_name, names
from cvtex.model.node import Mapping, Node
from cvtex.text.networks import NETWORKS

_NETWORKS: Final = {
    "github": "github", "gitlab": "gitlab", "linkedin": "linkedin", "mastodon": "mastodon", "bluesky": "bluesky",
    "twitter": "x", "x": "x", "orcid": "orcid", "researchgate": "researchgate", "dblp": "dblp",
    "google scholar": "google_scholar", "scholar": "google_scholar",
}  # fmt: skip
# No reader sees these.
_ENTRY_TYPE: Final = re.compile(r"[a-z]{1,30}")
_GRANTS: Final = "grants"
_PICTURES: Final = frozenset({"image", "picture"})
_DATA: Final = frozenset({"$schema", "meta", "image", "sections"})


def import_json_resume(source: SourceFile) -> Checked[Imported]:
    read = read_json(source.name, source.data)
    return Checked(imported_resume(read.value) if read.value else Imported(()), read.diagnostics)


def imported_resume(root: Node) -> Imported:
    sections = tuple(
        section
        for key, kind, title, item in _SECTIONS
        if (nodes := _nodes(root, key)) and (section := _section(nodes, kind, title, item))
    )
    printed, texts_printed = printed_sections(root)
    summary = said(root, "basics", "summary")
    about = (ImportedSection("text", "Summary", summary.span, text=summary),) if summary else ()
    texts = all_said(root, lambda path: bool(path) and path[0] not in _DATA and path[-1] not in _PICTURES)
    repeated = {
        user.span for one in each(root, "basics", "profiles") if (user := said(one, "username")) and _is_said(one)
    }
    repeated |= {kind.span for node in _nodes(root, _GRANTS) if (kind := said(node, "type"))}
    repeated |= {one.span for node in each(root, "publications") for one in _of_entry(node)}
    repeated |= {end.span for node in _dated(root) if (end := said(node, "endDate")) and end.text == _start(node)}
    return Imported(
        (*(one for one in texts if one.span not in repeated), *texts_printed),
        owner=_owner(part(root, "basics")),
        sections=(*about, *sections, *printed),
        works=tuple(_works(each(root, "publications"))),
    )


def _nodes(root: Node, key: str) -> tuple[Node, ...]:
    """The items of a section. Projects of the type `grant` are a section of their own."""
    if key not in {"projects", _GRANTS}:
        return each(root, key)
    return tuple(one for one in each(root, "projects") if _is_grant(one) is (key == _GRANTS))


def _is_grant(node: Node) -> bool:
    kind = said(node, "type")
    return kind is not None and kind.text.casefold() == "grant"


def _dated(root: Node) -> Iterator[Node]:
    """What may have an end that is its start, which is printed once."""
    for name in ("work", "volunteer", "education", "projects"):
        yield from each(root, name)


def _of_entry(node: Node) -> Iterator[Said]:
    """What this program writes of a .bib entry, and the reference that it made of it."""
    if said(node, "citationKey"):
        venue = said(node, "venue")
        publisher = said(node, "publisher")
        texts = [said(node, name) for name in ("citationKey", "type", "summary")]
        texts += [venue] if venue and publisher and venue.text == publisher.text else []
        yield from (one for one in texts if one)


def _is_said(profile: Node) -> bool:
    """Whether the address of a profile says the name."""
    user, url = said(profile, "username"), said(profile, "url")
    return user is not None and url is not None and user.text in url.text


def _start(node: Node) -> str:
    start = said(node, "startDate")
    return start.text if start else ""


def _section(nodes: tuple[Node, ...], kind: str, title: str, item: Callable[[Node], Item]) -> ImportedSection | None:
    items = tuple(one for node in nodes if (one := item(node)))
    return ImportedSection(kind, title, nodes[0].span, items) if items else None


def _owner(basics: Node | None) -> AbcMapping[str, Tree]:
    place = part(basics, "location")
    address = joined(
        ", ",
        said(place, "address"),
        joined(" ", said(place, "postalCode"), said(place, "city")),
        said(place, "region"),
        said(place, "countryCode"),
        said(place, "country"),
    )
    contact: dict[str, Tree] = {
        **fields(
            email=said(basics, "email"),
            phone=said(basics, "phone"),
            website=said(basics, "url") or said(basics, "website"),
        ),
        **fields(location=address),
    }
    links: list[Tree] = []
    for profile in each(basics, "profiles"):
        network, user, url = (said(profile, name) for name in ("network", "username", "url"))
        known = _NETWORKS.get(network.text.casefold()) if network else None
        is_profile = url is None or (
            known and user and NETWORKS[known].read(url.text) == NETWORKS[known].read(user.text)
        )
        if known and user and is_profile and known not in contact:
            contact[known] = url or user
        elif url or user or network:
            links.append(fields(label=joined(": ", network, user), url=url))
    if links:
        contact["links"] = tuple(links)
    return fields(name=said(basics, "name"), headline=said(basics, "label"), contact=contact)


def _when(node: Node) -> Said | None:
    start = said(node, "startDate")
    return dates(start, said(node, "endDate"), is_current=start is not None)


def _points(node: Node, *names: str) -> tuple[Said, ...]:
    return tuple(one for name in names for inner in each(node, name) if (one := said(inner)))


def _work(node: Node) -> Item:
    role = fields(
        title=said(node, "position") or "Staff",
        dates=_when(node),
        text=joined("\n\n", said(node, "description"), said(node, "summary"), _keywords(node)),
        points=_points(node, "highlights"),
    )
    employer = said(node, "name") or said(node, "company")
    return fields(employer=employer, place=said(node, "location"), url=said(node, "url"), roles=(role,))


def _keywords(node: Node) -> Said | None:
    return joined(", ", *(said(one) for one in each(node, "keywords")))


def _volunteer(node: Node) -> Item:
    return fields(
        role=said(node, "position") or "Volunteer",
        organisation=said(node, "organization"),
        dates=_when(node),
        url=said(node, "url"),
        text=said(node, "summary"),
        points=_points(node, "highlights"),
    )


def _education(node: Node) -> Item:
    degree = fields(
        degree=joined(" in ", said(node, "studyType"), said(node, "area")) or "Studies",
        dates=_when(node),
        grade=said(node, "score") or said(node, "gpa"),
        thesis=said(node, "thesis"),
        text=said(node, "summary"),
        points=_points(node, "courses"),
    )
    return fields(institution=said(node, "institution"), url=said(node, "url"), degrees=(degree,))


def _award(node: Node) -> Item:
    return fields(
        title=said(node, "title"),
        date=said(node, "date"),
        organisation=said(node, "awarder"),
        text=said(node, "summary"),
    )


def _certificate(node: Node) -> Item:
    return fields(
        title=said(node, "name"), dates=said(node, "date"), subtitle=said(node, "issuer"), url=said(node, "url")
    )


def _skill(node: Node) -> Item:
    words = _keywords(node)
    name, level = said(node, "name"), said(node, "level")
    text = (
        words
        if words and level is None
        else Said(f"{words.text} ({level.text})", words.span)
        if words and level
        else level
    )
    return fields(name=name or words, text=text or name)


def _language(node: Node) -> Item:
    return fields(language=said(node, "language"), level=joined(", ", said(node, "fluency"), _keywords(node)))


def _reference(node: Node) -> Item:
    return fields(title=said(node, "name"), text=said(node, "reference"))


def _project(node: Node) -> Item:
    kind, entity = said(node, "type"), said(node, "entity")
    return fields(
        name=said(node, "name"),
        title=kind,
        dates=_when(node),
        role=joined(", ", *(said(one) for one in each(node, "roles"))),
        funder=entity,
        url=said(node, "url"),
        text=joined("\n\n", said(node, "description"), said(node, "summary"), _keywords(node)),
        points=_points(node, "highlights"),
    )


def _grant(node: Node) -> Item:
    item = dict(_project(node))
    item.pop("title", None)
    return {"title": item.pop("name", "Grant"), **item}


_SECTIONS: Final[tuple[tuple[str, str, str, Callable[[Node], Item]], ...]] = (
    ("work", "positions", "Experience", _work),
    ("education", "education", "Education", _education),
    (_GRANTS, "grants", "Funding", _grant),
    ("projects", "projects", "Projects", _project),
    ("awards", "awards", "Awards", _award),
    ("certificates", "entries", "Certificates", _certificate),
    ("volunteer", "service", "Volunteering", _volunteer),
    ("skills", "skills", "Skills", _skill),
    ("languages", "languages", "Languages", _language),
    ("interests", "skills", "Interests", _skill),
    ("references", "entries", "References", _reference),
)


def _works(nodes: tuple[Node, ...]) -> Iterator[ImportedWork]:
    for node in nodes:
        if isinstance(node, Mapping) and (title := said(node, "name")):
            authors = [one for author in each(node, "authors") if (one := said(author) or said(author, "name"))]
            publisher, type_ = said(node, "publisher"), said(node, "type")
            venue = said(node, "venue") or publisher
            # This program writes the key and the type of an entry, and the whole reference as its summary.
            key = said(node, "citationKey")
            place = "booktitle" if type_ and type_.text in {"incollection", "inproceedings"} else "journal"
            if key and type_ and said(node, "venue") is None:
                place = "school" if "thesis" in type_.text else "publisher"
            known = {
                "author": names(full_name(one) for one in authors),
                "title": title,
                "date": said(node, "releaseDate"),
                place: venue,
                **({"publisher": publisher} if publisher and publisher is not venue else {}),
                "doi": said(node, "doi"),
                "url": said(node, "url"),
                "note": said(node, "summary") if key is None else None,
            }
            there = {name: value for name, value in known.items() if value}
            name = type_.text if key and type_ and _ENTRY_TYPE.fullmatch(type_.text) else "article" if venue else "misc"
            yield ImportedWork(name, there, node.span, key.text if key else "")
