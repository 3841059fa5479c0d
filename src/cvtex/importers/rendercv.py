"""RenderCV 2.x -> sections; its texts are Markdown. Its entry types: https://docs.rendercv.com"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedSection, ImportedWork, Item, Said, SourceFile, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.rich_titles import rich_title
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.work_names import full_name, names
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.read.yaml import read_yaml
from cvtex.value import replace

_NETWORKS: Final = {
    "LinkedIn": "linkedin", "GitHub": "github", "GitLab": "gitlab", "ORCID": "orcid", "Mastodon": "mastodon",
    "ResearchGate": "researchgate", "Google Scholar": "google_scholar", "X": "x", "Bluesky": "bluesky",
}  # fmt: skip
_ADDRESSES: Final = {
    "IMDB": "https://imdb.com/name/", "Instagram": "https://instagram.com/",
    "StackOverflow": "https://stackoverflow.com/users/", "YouTube": "https://youtube.com/@", "Telegram": "https://t.me/",
    "WhatsApp": "https://wa.me/", "Leetcode": "https://leetcode.com/u/", "Reddit": "https://reddit.com/user/",
}  # fmt: skip
_THEMES: Final = {
    "classic": "classic", "moderncv": "ledger", "sb2nov": "centered", "engineeringclassic": "compact",
    "engineeringresumes": "compact", "harvard": "centered", "opal": "modern", "ink": "classic", "ember": "banner",
}  # fmt: skip
_LANGUAGES: Final = {
    "english": "en-US", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "danish": "da", "norwegian_bokmål": "nb", "swedish": "sv", "hungarian": "hu", "turkish": "tr",
    "russian": "ru", "indonesian": "id", "vietnamese": "vi", "japanese": "ja", "korean": "ko",
    "mandarin_chinese": "zh",
}  # fmt: skip
_PAPERS: Final = {"us-letter": "letter", "letter": "letter", "a4": "a4"}
_RGB: Final = re.compile(r"rgb\((\d{1,3}), *(\d{1,3}), *(\d{1,3})\)")
_LINK: Final = re.compile(r"\[([^\]]*)\]\((https?://[^)\s]+)\)")
_STARS: Final = re.compile(r"\*+")
# What every variant of the program may hold beside the texts.
_KEYS: Final = frozenset(
    {"company", "position", "institution", "area", "degree", "name", "location", "date", "start_date", "end_date",
     "summary", "highlights"}
)  # fmt: skip
_DATA: Final = frozenset({"photo", "fontawesome_icon"})


def import_rendercv(source: SourceFile) -> Checked[Imported]:
    read = read_yaml(source.name, source.data)
    cv = part(read.value, "cv")
    if not isinstance(cv, Mapping):
        return Checked(Imported(()), read.diagnostics)
    sections: list[ImportedSection] = []
    works: list[ImportedWork] = []
    found = part(cv, "sections")
    if isinstance(found, Mapping):
        for title, node in found.items.items():
            name = Said(title if " " in title else title.replace("_", " ").title(), found.keys[title])
            if made := _section(name, each(node), works):
                sections.append(made)
    language = said(read.value, "locale", "language")
    people = {one.span for one in all_said(cv, lambda path: path[-1] == "authors")}
    texts = (_as_read(one, is_name=one.span in people) for one in all_said(cv, _DATA.isdisjoint))
    titles = (section.title for section in sections if isinstance(section.title, Said))
    return Checked(
        Imported(
            (*texts, *titles),
            owner=_owner(cv),
            language=_LANGUAGES.get(language.text, "") if language else "",
            design=_design(part(read.value, "design")),
            sections=tuple(sections),
            works=tuple(works),
        ),
        read.diagnostics,
    )


def _as_read(text: Said, *, is_name: bool) -> Said:
    return replace(text, text=text.text.removeprefix("tel:"), kind="name" if is_name else "text")


def _owner(cv: Node) -> AbcMapping[str, Tree]:
    contact: dict[str, Tree] = {
        **fields(email=_one_or_more(cv, "email"), phone=_without_scheme(_one_or_more(cv, "phone"))),
        **fields(location=said(cv, "location"), website=_one_or_more(cv, "website")),
    }
    links: list[Tree] = []
    for one in each(cv, "social_networks"):
        network, user = said(one, "network"), said(one, "username")
        if network is None or user is None:
            continue
        field = _NETWORKS.get(network.text)
        if field and field not in contact:
            contact[field] = user
        else:
            address = Said(_ADDRESSES.get(network.text, "https://") + user.text, user.span)
            links.append(fields(label=joined(": ", network, user), url=address))
    links += [
        fields(label=said(one, "placeholder") or said(one, "text"), url=said(one, "url"))
        for one in each(cv, "custom_connections")
    ]
    if links:
        contact["links"] = tuple(links)
    return fields(name=said(cv, "name"), headline=_markdown(said(cv, "headline")), contact=contact)


def _without_scheme(tree: Tree | None) -> Tree | None:
    """`tel:+44 1234` -> +44 1234"""
    match tree:
        case Said():
            return replace(tree, text=tree.text.removeprefix("tel:").replace("-", " "))
        case tuple():
            return tuple(one for inner in tree if (one := _without_scheme(inner)))
        case _:
            return tree


def _one_or_more(node: Node, name: str) -> Tree | None:
    found = [one for inner in each(node, name) if (one := said(inner))]
    return tuple(found) if len(found) > 1 else found[0] if found else None


def _design(node: Node | None) -> AbcMapping[str, Tree]:
    theme, size = said(node, "theme"), said(node, "page", "size")
    accent = said(node, "colors", "section_titles") or said(node, "colors", "name")
    colour = _RGB.fullmatch(accent.text) if accent else None
    return fields(
        theme=_THEMES.get(theme.text) if theme else None,
        paper=_PAPERS.get(size.text) if size else None,
        accent="#" + "".join(f"{min(int(part), 255):02x}" for part in colour.groups()) if colour else None,
    )


def _section(title: Said, nodes: tuple[Node, ...], works: list[ImportedWork]) -> ImportedSection | None:
    """The first entry tells the type of all, as it does in RenderCV."""
    if not nodes:
        return None
    keys = frozenset(nodes[0].items) if isinstance(nodes[0], Mapping) else frozenset()
    if "institution" in keys:
        return ImportedSection("education", title, title.span, tuple(_education(one) for one in nodes))
    if "company" in keys:
        return ImportedSection("positions", title, title.span, tuple(_experience(one) for one in nodes))
    if "label" in keys:
        return ImportedSection("skills", title, title.span, tuple(_one_line(one) for one in nodes))
    if "authors" in keys:
        works += [_work(one) for one in nodes]
        return ImportedSection("publications", title, title.span)
    if "name" in keys:
        return ImportedSection("entries", title, title.span, tuple(_normal(one) for one in nodes))
    texts = [text for one in nodes for text in _bullet(one)]
    settings: dict[str, Tree] = {}
    if "number" in keys or "reversed_number" in keys:
        settings["numbering"] = "descending" if "reversed_number" in keys else "ascending"
    return ImportedSection("list", title, title.span, tuple({"text": one} for one in texts), settings=settings)


def _bullet(node: Node) -> Iterator[Said]:
    if isinstance(node, Scalar):
        yield from (one for one in [_markdown(said(node))] if one)
    else:
        for key in ("bullet", "number", "reversed_number"):
            if text := _markdown(said(node, key)):
                yield text


def _when(node: Node) -> Said | None:
    start, end = said(node, "start_date"), said(node, "end_date")
    if end and end.text == "present":
        return dates(start, None, is_current=True)
    return said(node, "date") or dates(start, end, is_current=start is not None and end is None)


def _common(node: Node) -> Item:
    points = tuple(_point(one) for inner in each(node, "highlights") if (one := said(inner)))
    text = joined("\n\n", _markdown(said(node, "summary")), *_own_keys(node))
    return fields(dates=_when(node), text=text, points=points)


def _own_keys(node: Node) -> Iterator[Said]:
    """Templates of RenderCV print keys of one's own: `mood: excellent`."""
    for name, value in node.items.items() if isinstance(node, Mapping) else ():
        if name not in _KEYS:
            for one in all_said(value):
                yield _marked(one)


def _point(text: Said) -> Tree:
    """A highlight; its lines that start with a dash are points below it, as in RenderCV."""
    first, *inner = (one.strip() for one in re.split(r"\s+- ", text.text))
    if not inner or not first:
        return _marked(text)
    below = tuple(_marked(Said(one, text.span)) for one in inner)
    return {"text": _marked(Said(first, text.span)), "points": below}


def _education(node: Node) -> Item:
    name, address = _linked(said(node, "institution"))
    degree = joined(" in ", said(node, "degree"), said(node, "area"))
    inner = fields(degree=_markdown(degree) or "Studies", **_common(node))
    return fields(institution=name, place=_markdown(said(node, "location")), url=address, degrees=(inner,))


def _experience(node: Node) -> Item:
    name, address = _linked(said(node, "company"))
    role = fields(title=_markdown(said(node, "position")) or "Staff", **_common(node))
    return fields(employer=name, place=_markdown(said(node, "location")), url=address, roles=(role,))


def _normal(node: Node) -> Item:
    name, address = _linked(said(node, "name"))
    return fields(title=name, place=_markdown(said(node, "location")), url=address, **_common(node))


def _one_line(node: Node) -> Item:
    label, details = _markdown(said(node, "label")), _markdown(said(node, "details"))
    return fields(name=label or details, text=details or label)


def _linked(text: Said | None) -> tuple[Said | None, Said | None]:
    """`[Name](address)` -> both."""
    found = _LINK.fullmatch(text.text.strip()) if text else None
    if text is None or found is None:
        return _markdown(text), None
    return _marked(Said(found[1], text.span)), Said(found[2], text.span)


def _markdown(text: Said | None) -> Said | None:
    return _marked(text) if text else None


def _marked(text: Said) -> Said:
    return Said(text.text, text.span, is_markup=True)


def _work(node: Node) -> ImportedWork:
    venue = said(node, "journal")
    people = [Said(_STARS.sub("", one.text), one.span) for inner in each(node, "authors") if (one := said(inner))]
    title, address = _linked(said(node, "title"))
    known: dict[str, Said | None] = {
        "author": names(full_name(one) for one in people),
        "title": rich_title(title) if title else None,
        "journal": venue,
        "date": said(node, "date"),
        "doi": said(node, "doi"),
        "url": said(node, "url") or address,
        "note": said(node, "summary"),
    }
    there = {name: value for name, value in known.items() if value}
    return ImportedWork("article" if venue else "misc", there, node.span, tex=frozenset({"title"}))
