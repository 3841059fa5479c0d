"""`basics` of JSON Resume -> the owner; what no field of the owner is for, as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.importers.documents.dating import is_date
from cvtex.importers.imported import Said, Tree
from cvtex.importers.items import fields, joined
from cvtex.importers.resumes.json_entries import spaced
from cvtex.importers.resumes.json_texts import DATA
from cvtex.importers.sound_values import is_profile
from cvtex.importers.tree import all_said, each, part, said
from cvtex.model.node import Mapping, Node
from cvtex.text.networks import NETWORKS
from cvtex.text.web_address import is_email, link_target, without_scheme

_OLD_NAMES: Final = {"twitter": "x", "scholar": "google_scholar", "researcherid": "web_of_science"}
_KNOWN: Final = frozenset(
    {"name", "label", "headline", "summary", "email", "phone", "url", "website", "location", "profiles", "birthDate",
     "image", "picture", "title", "credentials", "pronouns"}
)  # fmt: skip
_OF_LOCATION: Final = ("address", "postalCode", "city", "region", "countryCode", "country")
_PHONE: Final = re.compile(r"[+(]?\d[\d ()/.-]{5,24}")


def owner_of(root: Node) -> AbcMapping[str, Tree]:
    basics = part(root, "basics")
    head = _Head(root)
    website = said(basics, "url") or said(basics, "website")
    contact: dict[str, Tree] = {
        **fields(
            email=_one_or_more(said(basics, "email"), *head.emails),
            phone=_one_or_more(said(basics, "phone"), *head.phones),
            website=website,
        ),
        **_place(part(basics, "location")),
    }
    links: list[Tree] = []
    further: list[Tree] = []
    for profile in each(basics, "profiles"):
        network, user = said(profile, "network"), said(profile, "username")
        url = said(profile, "url") or said(profile, "website")
        known = _network(network.text) if network else None
        named = _profile(known, user, url) if known and known not in contact else None
        if known and named:
            contact[known] = named
        elif known and user and url is None and known not in contact:
            contact[known] = user
        elif url is None:
            further.append(fields(label=network, address=user) if user and network else user or network or "")
        else:
            is_user_known = user is not None and url is not None and user.text in url.text
            label = joined(": ", network, None if is_user_known else user)
            links.append(fields(label=label or url, url=url))
    if links:
        contact["links"] = tuple(links)
    if further:
        contact["address"] = (*((contact["address"],) if "address" in contact else ()), *further)
    return fields(
        name=said(basics, "name"),
        title=said(basics, "title") or head.before,
        credentials=said(basics, "credentials") or head.after,
        pronouns=said(basics, "pronouns") or head.pronouns,
        name_note=head.note,
        headline=said(basics, "label") or said(basics, "headline"),
        born=_born(basics),
        contact=head.ordered(contact),
    )


def _born(basics: Node | None) -> Said | None:
    born = said(basics, "birthDate")
    return born if born and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", born.text.strip()) else None


def _place(location: Node | None) -> AbcMapping[str, Tree]:
    """A street makes it a postal address."""
    if not isinstance(location, Mapping):
        return fields(location=said(location))
    address = joined(
        ", ",
        said(location, "address"),
        joined(" ", said(location, "postalCode"), said(location, "city")),
        *(said(location, name) for name in ("region", "state", "countryCode", "country")),
        *(one for name, node in location.items.items() if name not in _PARTS for one in all_said(node)),
    )
    return fields(address=address) if said(location, "address") else fields(location=address)


_PARTS: Final = frozenset({*_OF_LOCATION, "state"})


def _network(name: str) -> str | None:
    """`Google Scholar`, `google-scholar` -> google_scholar"""
    plain = re.sub(r"[\W_]", "", name.casefold())
    old = _OLD_NAMES.get(plain)
    titles = {re.sub(r"[\W_]", "", network.title.casefold()): field for field, network in NETWORKS.items()}
    return old or titles.get(plain) or next((one for one in NETWORKS if one.replace("_", "") == plain), None)


def _profile(network: str, user: Said | None, url: Said | None) -> Said | None:
    """The address or the name, if the program reads it; None if the two differ."""
    if user and not is_profile(network, user.text):
        user = None
    read = NETWORKS[network].read
    if url and is_profile(network, url.text):
        return url if user is None or read(url.text) == read(user.text) else None
    return user if url is None else None


def _one_or_more(*texts: Said | None) -> Tree | None:
    found: list[Said] = []
    for one in texts:
        if one and all(one.text.strip() != other.text.strip() for other in found):
            found.append(one)
    return tuple(found) if len(found) > 1 else found[0] if found else None


def detail_rows(basics: Node | None) -> tuple[dict[str, Said], ...]:
    """`nationality: Norwegian`, which no field of the owner is for."""
    return tuple(_rows(basics))


def _rows(basics: Node | None) -> Iterator[dict[str, Said]]:
    for name, node in basics.items.items() if isinstance(basics, Mapping) else ():
        is_odd_birth = name == "birthDate" and _born(basics) is None
        if name not in DATA and (name not in _KNOWN or is_odd_birth) and (text := joined(", ", *all_said(node))):
            yield {"label": Said(spaced(name) or name, text.span), "text": text}


class _Head:
    """The printed lines of the head, in which this program says more than `basics` can."""

    def __init__(self, root: Node) -> None:
        basics = part(root, "basics")
        sections = each(root, "sections")
        is_head = bool(sections) and said(sections[0], "title") is None and said(sections[0], "kind") is None
        self.lines = [one for inner in each(sections[0], "lines") if (one := said(inner))] if is_head else []
        name = said(basics, "name")
        self.before: Said | None = None
        self.after: Said | None = None
        self.pronouns: Said | None = None
        self.note: Said | None = None
        self.emails: list[Said] = []
        self.phones: list[Said] = []
        number = next((place for place, one in enumerate(self.lines) if name and name.text in one.text), None)
        if number is None or name is None:
            return
        self._around(name.text, self.lines[number])
        if number == 1:
            self.before = self.lines[0]
        for line in self.lines[number + 1 :]:
            self._below(line, basics)

    def _around(self, name: str, line: Said) -> None:
        before, _, after = line.text.partition(name)
        self.before = Said(before.strip(), line.span) if before.strip() else None
        self.after = Said(after.strip(" ,"), line.span) if after.strip(" ,") else None

    def _below(self, line: Said, basics: Node | None) -> None:
        text = line.text
        if text.startswith("(") and text.endswith(")") and len(text) < 80:
            inner = Said(text[1:-1], line.span)
            if "/" in text and self.pronouns is None:
                self.pronouns = inner
            elif self.note is None:
                self.note = inner
            return
        known = "\n".join(one.text for one in all_said(basics)) if basics else ""
        for piece in text.split(", "):
            said_ = Said(piece, line.span)
            if piece in known:
                continue
            if is_email(piece):
                self.emails.append(said_)
            elif _PHONE.fullmatch(piece) and not is_date(piece):
                self.phones.append(said_)

    def ordered(self, contact: dict[str, Tree]) -> dict[str, Tree]:
        """In the order in which they are printed."""
        whole = " ".join(one.text for one in self.lines)

        def place(name: str) -> int:
            texts = [*_texts(contact[name])]
            shown = [form for text in texts for form in (text, without_scheme(link_target(text) or text)) if form]
            if name in NETWORKS:
                shown += [NETWORKS[name].title]
            places = [found for form in shown if (found := whole.find(form)) >= 0]
            return min(places, default=len(whole))

        return dict(sorted(contact.items(), key=lambda one: place(one[0]))) if whole else contact

    def rest(self, owner: AbcMapping[str, Tree]) -> list[Said]:
        """Lines with words that the owner does not have."""
        texts = " ".join(_texts(owner))
        words = set(re.findall(r"\w+", texts.casefold()))
        born = owner.get("born")
        year = born.text[:4] if isinstance(born, Said) else None
        lines = [one for one in self.lines if not (year and year in one.text)]
        return [one for one in lines if not words.issuperset(_shown_words(one.text))]


def head_rest(root: Node, owner: AbcMapping[str, Tree]) -> list[Said]:
    return _Head(root).rest(owner)


def _shown_words(text: str) -> list[str]:
    titles = {word for network in NETWORKS.values() for word in network.title.casefold().split()}
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in titles]


def _texts(tree: Tree) -> Iterator[str]:
    match tree:
        case str():
            yield tree
        case Said(text):
            yield text
        case tuple():
            for one in tree:
                yield from _texts(one)
        case _:
            for one in tree.values():
                yield from _texts(one)
