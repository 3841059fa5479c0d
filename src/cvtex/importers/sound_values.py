"""Values that cv.yaml would refuse -> values that it takes, or texts: whatever a source has, the CV can be built.

The program's own checks decide. A date that they cannot read is printed in the source's words and sorted by its years;
one without a year, and an address that is none, go into a text of the same item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.check.contact import orcid_check_digit
from cvtex.check.person_names import read_person_name
from cvtex.check.report import Report
from cvtex.diagnostics import Span
from cvtex.importers.documents.dating import is_date
from cvtex.importers.imported import Imported, ImportedSection, Item, Said, Tree
from cvtex.importers.items import joined
from cvtex.locales.locale import is_known_language
from cvtex.model.node import Mapping as MappingNode
from cvtex.model.node import Node, Scalar
from cvtex.text.markup import check_url
from cvtex.text.networks import NETWORKS
from cvtex.text.web_address import is_email, link_target
from cvtex.value import replace

# Where an item of a kind has a text about it: a field, or a field of the first of its parts.
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "positions": ("roles", "text"), "education": ("degrees", "text"), "languages": ("level",), "talks": ("format",),
    "patents": ("title",), "contacts": ("position",),
}  # fmt: skip
_TEXT: Final = ("text",)
_DATES: Final = frozenset({"date", "dates"})
_ADDRESSES: Final = frozenset({"url", "website", "repository"})
# What an item of a kind cannot do without.
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "positions": ("employer",), "education": ("institution",), "projects": ("name",), "grants": ("title",),
    "skills": ("name", "text"), "languages": ("language",), "awards": ("title",), "patents": ("title",),
    "talks": ("title",), "teaching": ("course",), "supervision": ("name",), "service": ("role",),
    "memberships": ("organisation",), "software": ("name",), "contacts": ("name",), "entries": ("title",),
    "list": ("text",), "table": ("label", "text"),
}  # fmt: skip
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_EMAIL: Final = re.compile(r"[^\s@,;:<>()|]{1,100}@[^\s@,;:<>()|]{1,200}")
_LISTS: Final = frozenset({"email", "phone", "address", "website", "links"})


def with_sound_values(imported: Imported) -> Imported:
    """The same texts, each in a field that takes it."""
    sections = (_section(one, imported.language) for one in imported.sections)
    return replace(
        imported,
        owner=_owner(imported.owner),
        # No CV can be in Hebrew or Arabic yet; its texts can.
        language=imported.language if is_known_language(imported.language) else "",
        sections=tuple(one for one in sections if not _is_empty(one)),
    )


def _is_empty(section: ImportedSection) -> bool:
    return (
        section.kind != "publications" and not section.items and not section.text and "groups" not in section.settings
    )


def _section(section: ImportedSection, language: str) -> ImportedSection:
    items = _items(section.kind, section.items, language)
    groups = section.settings.get("groups")
    if not isinstance(groups, tuple):
        return replace(section, items=items)
    sound = tuple(_group(section.kind, one, language) for one in groups if isinstance(one, Mapping))
    return replace(section, items=items, settings={**section.settings, "groups": sound})


def _group(kind: str, group: Item, language: str) -> Item:
    items = group.get("items")
    return {**group, "items": _items(kind, items, language)} if isinstance(items, tuple) else group


def _items(kind: str, items: tuple[Tree, ...], language: str) -> tuple[Item, ...]:
    found = (_item(kind, item, language) for item in items if isinstance(item, Mapping))
    return tuple(item for item in found if _says_something(item))


def _says_something(tree: Tree) -> bool:
    """Whether there is a text of the source in it, not only of the program."""
    match tree:
        case str():
            return False
        case Said():
            return bool(tree)
        case tuple():
            return any(map(_says_something, tree))
        case _:
            return any(map(_says_something, tree.values()))


def _item(kind: str, item: Item, language: str) -> Item:
    loose: list[Said] = []
    sound = dict(_mapping(item, language, loose))
    for field in _REQUIRED.get(kind, ()):
        if field not in sound and (text := _first_text(sound, loose)):
            sound = {field: text, **sound}
    return _with_text(sound, _TEXTS.get(kind, _TEXT), loose) if loose else sound


def _mapping(tree: Item, language: str, loose: list[Said]) -> Item:
    found = {name: _value(name, value, language, loose) for name, value in tree.items()}
    return {name: value for name, value in found.items() if value}


def _value(name: str, value: Tree, language: str, loose: list[Said]) -> Tree | None:
    if name in _DATES and isinstance(value, str | Said):
        return _date(value if isinstance(value, Said) else Said(value, Span("")), language, loose)
    if name in _ADDRESSES and isinstance(value, Said):
        if address := web_address(value):
            return address
        loose.append(value)
        return None
    match value:
        case str() | Said():
            return value
        case tuple():
            return tuple(one for inner in value if (one := _value("", inner, language, loose)))
        case _:
            return _mapping(value, language, loose)


def _date(date: Said, language: str, loose: list[Said]) -> Tree | None:
    text = date.text.strip()
    if is_date(text, language):
        return date
    years = _YEAR.findall(text)
    if not years:
        loose.append(date)
        return None
    first, last = min(years), max(years)
    return {"text": date, "sort": first if first == last else f"{first} – {last}"}


def web_address(text: Said) -> Said | None:
    """An address that a link can have, with its scheme; None if it is none."""
    address = text.text.strip()
    for one in (address, link_target(address)):
        if one and not re.search(r"\s", one) and check_url(one) is None:
            return Said(one, text.span)
    return None


def _first_text(item: Item, loose: list[Said]) -> Said | None:
    """A text that stands in for a missing one, taken from where it is if it is loose."""
    if loose:
        return loose.pop(0)
    pending: list[Tree] = [value for name, value in item.items() if name not in _DATES | _ADDRESSES]
    while pending:
        match pending.pop(0):
            case Said() as said:
                return said
            case str():
                pass
            case tuple() as several:
                pending[:0] = several
            case tree:
                pending[:0] = [value for name, value in tree.items() if name not in _DATES | _ADDRESSES]
    return next((one for name, one in item.items() if name in _ADDRESSES and isinstance(one, Said)), None)


def _with_text(item: Item, path: tuple[str, ...], loose: list[Said]) -> Item:
    name, *further = path
    there = item.get(name)
    if further:
        parts = there if isinstance(there, tuple) else ()
        if not parts or not isinstance(parts[0], Mapping):
            return item
        return {**item, name: (_with_text(parts[0], tuple(further), loose), *parts[1:])}
    known = there if isinstance(there, Said) else Said(there, loose[0].span) if isinstance(there, str) else None
    text = joined("; ", *(loose if known is None else [known, *loose]))
    return {**item, name: text} if text else item


def _owner(owner: Mapping[str, Tree]) -> Mapping[str, Tree]:
    loose: list[Tree] = []
    sound: dict[str, Tree] = {}
    for name, value in owner.items():
        match name:
            case "name":
                if is_name(value):
                    sound[name] = value
                else:
                    loose += _labelled("Name", value)
            case "other_names" | "former_names":
                several = value if isinstance(value, tuple) else (value,)
                if names := tuple(one for one in several if is_name(one)):
                    sound[name] = names
                loose += [inner for one in several if one not in names for inner in _labelled("Name", one)]
            case "contact":
                pass
            case _:
                sound[name] = value
    contact = owner.get("contact")
    found = _contact(contact if isinstance(contact, Mapping) else {}, loose)
    return {**sound, "contact": found} if found else sound


def _labelled(label: str, value: Tree) -> list[Tree]:
    """Texts that have no field of their own, as lines of the address."""
    match value:
        case str():
            return [{"label": label, "address": value}] if value.strip() else []
        case Said():
            return [{"label": label, "address": value}] if value else []
        case tuple():
            return [one for inner in value for one in _labelled(label, inner)]
        case _:
            return [one for inner in value.values() for one in _labelled(label, inner)]


def _contact(contact: Mapping[str, Tree], loose: list[Tree]) -> Mapping[str, Tree]:
    sound: dict[str, Tree] = {}
    for name, value in contact.items():
        if name in NETWORKS and isinstance(value, Said):
            if is_profile(name, value.text):
                sound[name] = value
            elif address := web_address(value):
                loose.append({"label": NETWORKS[name].title, "url": address})
            else:
                loose += _labelled(NETWORKS[name].title, value)
        elif name in _LISTS:
            several = value if isinstance(value, tuple) else (value,)
            if found := tuple(one for inner in several for one in _entry(name, inner, loose)):
                sound[name] = found if len(found) > 1 else found[0]
        else:
            sound[name] = value
    for name, is_here in (("links", True), ("address", False)):
        there = sound.get(name)
        before = there if isinstance(there, tuple) else (there,) if there else ()
        if more := tuple(one for one in loose if isinstance(one, Mapping) and ("url" in one) is is_here):
            sound[name] = (*before, *more)
    if isinstance(links := sound.get("links"), Mapping):
        sound["links"] = (links,)
    return sound


def _entry(name: str, value: Tree, loose: list[Tree]) -> list[Tree]:
    """The values of a list of addresses, numbers or links that can stand in it."""
    match name, value:
        case "email", Said() if not is_email(value.text.strip()):
            found = _EMAIL.findall(value.text)
            if len(found) > 1 and not re.search(r"\w", _EMAIL.sub("", value.text)):
                return [Said(one, value.span) for one in found]
            if len(found) <= 1:
                return [value]
            loose += _labelled("E-mail", value)
            return []
        case "website", Said():
            if address := web_address(value):
                return [address]
            loose += _labelled("Website", value)
            return []
        case "links", Mapping():
            url = value.get("url")
            label = value.get("label")
            if isinstance(url, Said) and (address := web_address(url)):
                return [{**value, "url": address}]
            text = joined(" ", *(one for one in (label, url) if isinstance(one, Said)))
            loose += _labelled("Link", text) if text else []
            return []
        case _:
            return [value] if value else []


def is_name(value: Tree) -> bool:
    """Whether the program reads the name of one person."""
    node: Node
    match value:
        case str() | Said():
            text = value if isinstance(value, str) else value.text
            node = Scalar(text, _NOWHERE, quoted=True)
        case tuple():
            return False
        case _:
            if not all(isinstance(one, str | Said) for one in value.values()):
                return False
            parts = {
                name: one if isinstance(one, str) else one.text
                for name, one in value.items()
                if not isinstance(one, tuple | Mapping)
            }
            nodes = {name: Scalar(text, _NOWHERE, quoted=True) for name, text in parts.items()}
            node = MappingNode(nodes, dict.fromkeys(nodes, _NOWHERE), _NOWHERE)
    report = Report()
    return read_person_name(node, report) is not None and not any(one.is_error for one in report.diagnostics)


_NOWHERE: Final = Span("")


def is_profile(network: str, text: str) -> bool:
    """Whether the program reads a name on a network, with the check digit that an iD has."""
    name = NETWORKS[network].read(text)
    return name is not None and (network != "orcid" or orcid_check_digit(name.upper()) == name.upper()[-1])
