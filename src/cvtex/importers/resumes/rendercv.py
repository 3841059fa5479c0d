"""RenderCV 2.x -> sections; its texts are Markdown. Its entry types: https://docs.rendercv.com"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked, Span
from cvtex.importers.bib_file import keys_of
from cvtex.importers.documents.placing import kind_of_title
from cvtex.importers.imported import Imported, ImportedFile, ImportedSection, ImportedWork, Item, Said, SourceFile, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.resumes.markdown_text import with_markup
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.works.names import full_name, names
from cvtex.importers.works.rich_titles import marked_title
from cvtex.model.node import Mapping, Node, Sequence
from cvtex.read.yaml import read_yaml
from cvtex.text.networks import NETWORKS
from cvtex.text.web_address import decode_doi, is_doi
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
    "mandarin_chinese": "zh", "norwegian_nynorsk": "nb", "polish": "pl", "czech": "cs",
}  # fmt: skip
_PAPERS: Final = {"us-letter": "letter", "letter": "letter", "letterpaper": "letter", "a4": "a4", "a4paper": "a4"}
_RGB: Final = re.compile(r"rgb\( *(\d{1,3}) *, *(\d{1,3}) *, *(\d{1,3}) *\)")
_HEX: Final = re.compile(r"#?((?:[0-9a-fA-F]{3}){1,2})")
_LENGTH: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})? ?(?:cm|mm|in|pt)")
_POINTS: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2})?) ?pt")
_SMALLEST, _GREATEST = 8, 14
_PICTURE: Final = re.compile(r"(?:\./)?([\w. -]+(?:/[\w. -]+){0,5}\.(?:png|jpe?g))", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\]]*)\]\((https?://[^)\s]+)\)")
_WITH_IN: Final = ("", "en", "de")
_MARKED: Final = re.compile(r"(\*{1,3})([^*]+)\1")
_STARS: Final = re.compile(r"\*+")
# What every variant of the program may hold beside the texts.
_KEYS: Final = frozenset(
    {"company", "position", "institution", "area", "degree", "name", "location", "date", "start_date", "end_date",
     "summary", "highlights"}
)  # fmt: skip
_DATA: Final = frozenset({"photo", "fontawesome_icon"})


def import_rendercv(source: SourceFile) -> Checked[Imported]:
    read = read_yaml(source.name, source.data)
    root = with_markup(read.value) if read.value else None
    cv = part(root, "cv")
    if not isinstance(cv, Mapping):
        return Checked(Imported(()), read.diagnostics)
    named = said(root, "locale", "language")
    language = _LANGUAGES.get(named.text, "") if named else ""
    sections: list[ImportedSection] = []
    works: list[ImportedWork] = []
    found = part(cv, "sections")
    owner = _owner(cv)
    if isinstance(found, Mapping):
        for title, node in found.items.items():
            name = Said(_title(title), found.keys[title])
            sections += _sections(name, each(node), works, language)
    sections = _with_keys(sections, works)
    if other_names := _other_names(cv):
        owner = {**owner, "other_names": other_names}
    people = {one.span for one in all_said(cv, lambda path: path[-1] == "authors")}
    ends = {one.span for one in _repeated_ends(cv)}
    texts = (
        _as_read(one, is_name=one.span in people) for one in all_said(cv, _DATA.isdisjoint) if one.span not in ends
    )
    titles = (section.title for section in sections if isinstance(section.title, Said))
    return Checked(
        Imported(
            (*texts, *titles),
            owner=owner,
            language=language,
            design=_design(part(root, "design")),
            sections=tuple(sections),
            works=tuple(works),
            photo=_photo(said(cv, "photo"), source),
        ),
        read.diagnostics,
    )


def _repeated_ends(node: Node) -> Iterator[Said]:
    """An end that is the start is printed once."""
    pending = [node]
    while pending:
        match pending.pop():
            case Mapping(items) as one:
                start, end = said(one, "start_date"), said(one, "end_date")
                if start and end and start.text == end.text:
                    yield end
                pending.extend(items.values())
            case Sequence(items=inner):
                pending.extend(inner)
            case _:
                pass


def _as_read(text: Said, *, is_name: bool) -> Said:
    words = decode_doi(text.text) if is_doi(decode_doi(text.text)) else text.text.removeprefix("tel:")
    return replace(text, text=words, kind="name" if is_name else "text")


def _owner(cv: Node) -> AbcMapping[str, Tree]:
    contact: dict[str, Tree] = {
        **fields(email=_one_or_more(cv, "email"), phone=_without_scheme(_one_or_more(cv, "phone"))),
        **fields(location=said(cv, "location"), website=_one_or_more(cv, "website")),
    }
    links: list[Tree] = []
    further: list[Tree] = []
    for one in each(cv, "social_networks"):
        network, user = said(one, "network"), said(one, "username")
        if network is None or user is None:
            further += [text] if (text := network or user) else []
            continue
        field = _NETWORKS.get(network.text)
        if field and field not in contact:
            contact[field] = user
        elif address := _address(network.text, field, user):
            links.append(fields(label=joined(": ", network, user), url=address))
        else:
            further.append(fields(label=network, address=user))
    for one in each(cv, "custom_connections"):
        label, url = said(one, "placeholder") or said(one, "text"), said(one, "url")
        if url:
            links.append(fields(label=label, url=url))
        elif label:
            further.append(label)
    if links:
        contact["links"] = tuple(links)
    if further:
        contact["address"] = tuple(further)
    headline = _markdown(said(cv, "headline") or said(cv, "label"))
    return fields(name=said(cv, "name"), headline=headline, contact=contact)


def _address(network: str, field: str | None, user: Said) -> Said | None:
    """The address of a profile for which the owner has no field, or no second one."""
    if field and (name := NETWORKS[field].read(user.text)):
        return Said(NETWORKS[field].url(name), user.span)
    start = _ADDRESSES.get(network)
    return Said(start + user.text.removeprefix("@"), user.span) if start else None


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
    theme, size = said(node, "theme"), said(node, "page", "size") or said(node, "page_size")
    accent = said(node, "colors", "section_titles") or said(node, "colors", "name") or said(node, "color")
    header = said(node, "header", "alignment")
    margins = {
        side: length
        for side in ("left", "right", "top", "bottom")
        if (length := said(node, "page", f"{side}_margin")) and _LENGTH.fullmatch(length.text.strip())
    }
    return fields(
        theme=_THEMES.get(theme.text) if theme else None,
        paper=_PAPERS.get(size.text) if size else None,
        accent=_colour(accent.text.strip()) if accent else None,
        font_size=_font_size(said(node, "typography", "font_size", "body") or said(node, "font_size")),
        margins=margins,
        header=_HEADERS.get(header.text) if header else None,
        justify=_justified(said(node, "typography", "alignment")),
    )


_HEADERS: Final = {"left": "left", "center": "center"}


def _justified(alignment: Said | None) -> str | None:
    if alignment is None or alignment.text not in ("justified", "justified-with-no-hyphenation", "left"):
        return None
    return "false" if alignment.text == "left" else "true"


def _font_size(size: Said | None) -> str | None:
    found = _POINTS.fullmatch(size.text.strip()) if size else None
    return found[1] if found and _SMALLEST <= float(found[1]) <= _GREATEST else None


def _colour(text: str) -> str | None:
    """`rgb(0, 79, 144)`, `7fffd4` or a name, if the program knows it."""
    if found := _RGB.fullmatch(text):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in found.groups())
    if found := _HEX.fullmatch(text):
        return f"#{found[1].lower()}"
    return text.lower() if text.isalpha() and text.lower() in _COLOURS else None


# The basic colours of the web: others would have to be looked up.
_COLOURS: Final = frozenset(
    {"black", "blue", "brown", "crimson", "darkblue", "darkgreen", "darkred", "gray", "green", "grey", "indigo",
     "maroon", "navy", "olive", "orange", "purple", "red", "teal"}
)  # fmt: skip


def _title(key: str) -> str:
    """`selected_honors` -> Selected Honors; a key with blanks or capitals is printed as it is."""
    return key if " " in key or key != key.lower() else key.replace("_", " ").title()


def _sections(
    title: Said, nodes: tuple[Node, ...], works: list[ImportedWork], language: str
) -> Iterator[ImportedSection]:
    """One section, or several if its entries are of several types, which RenderCV itself refuses."""
    groups: list[tuple[str, list[Node]]] = []
    for node in nodes:
        kind = _kind(node)
        if groups and groups[-1][0] == kind:
            groups[-1][1].append(node)
        else:
            groups.append((kind, [node]))
    for number, (kind, entries) in enumerate(groups):
        yield from _section(title if number == 0 else "", title.span, kind, tuple(entries), works, language)


def _kind(node: Node) -> str:
    """The type of an entry, by its keys, as RenderCV tells it."""
    if not isinstance(node, Mapping):
        return "text"
    keys = node.items.keys()
    return next((kind for name, kind in _KINDS if name in keys), "entries")


_KINDS: Final = (
    ("institution", "education"), ("company", "positions"), ("label", "skills"), ("details", "skills"),
    ("authors", "publications"), ("journal", "publications"), ("bullet", "list"), ("number", "ascending"),
    ("reversed_number", "descending"),
)  # fmt: skip


def _section(
    title: Said | str, span: Span, kind: str, nodes: tuple[Node, ...], works: list[ImportedWork], language: str
) -> Iterator[ImportedSection]:
    named = title.text if isinstance(title, Said) else title
    match kind:
        case "education":
            yield ImportedSection(kind, title, span, tuple(_education(one, language) for one in nodes))
        case "positions":
            yield ImportedSection(kind, title, span, tuple(_experience(one) for one in nodes))
        case "skills" if kind_of_title(named) == "languages":
            yield ImportedSection("languages", title, span, tuple(_language(one) for one in nodes))
        case "skills":
            yield ImportedSection(kind, title, span, tuple(_one_line(one) for one in nodes))
        case "publications":
            works += [_work(one) for one in nodes]
            yield ImportedSection(kind, title, span, settings={"count": str(len(nodes))})
        case "entries":
            yield ImportedSection(kind, title, span, tuple(_normal(one) for one in nodes))
        case "text":
            if text := joined("\n\n", *(_markdown(said(one)) for one in nodes)):
                yield ImportedSection("text", title, span, text=text)
        case _:
            settings: dict[str, Tree] = {} if kind == "list" else {"numbering": kind}
            items: tuple[Item, ...] = tuple({"text": text} for one in nodes for text in _bullet(one))
            yield ImportedSection("list", title, span, items, settings=settings)


def _with_keys(sections: list[ImportedSection], works: list[ImportedWork]) -> list[ImportedSection]:
    """The only section of publications prints all works; of several, each prints its own."""
    several = sum(one.kind == "publications" for one in sections) > 1
    keys = keys_of(works)
    found: list[ImportedSection] = []
    for one in sections:
        if one.kind != "publications":
            found.append(one)
            continue
        count = int(str(one.settings["count"]))
        taken, keys = keys[:count], keys[count:]
        found.append(replace(one, settings={"groups": ({"keys": tuple(taken)},)} if several else {}))
    return found


def _other_names(cv: Node) -> tuple[Said, ...]:
    """Forms of the owner's name, which are in bold type or italics among authors."""
    name = said(cv, "name")
    found: dict[str, Said] = {}
    for section in each(cv, "sections"):
        for node in section.items.values() if isinstance(section, Mapping) else ():
            for entry in each(node):
                for author in each(entry, "authors"):
                    text = said(author)
                    if text and (marked := _MARKED.fullmatch(text.text.strip())):
                        found.setdefault(marked[2], Said(marked[2], text.span))
    return tuple(one for one in found.values() if name is None or one.text != name.text)


def _photo(name: Said | None, source: SourceFile) -> ImportedFile | None:
    found = _PICTURE.fullmatch(name.text.strip()) if name else None
    data = source.beside(found[1]) if found else None
    return ImportedFile(found[1].rpartition("/")[2], data) if found and data else None


def _bullet(node: Node) -> Iterator[Said]:
    if isinstance(node, Mapping):
        for key in ("bullet", "number", "reversed_number"):
            if text := _markdown(said(node, key)):
                yield text


def _when(node: Node) -> Said | None:
    start, end = said(node, "start_date"), said(node, "end_date")
    if end and end.text == "present":
        return dates(start, None, is_current=True)
    return said(node, "date") or dates(start, end, is_current=start is not None and end is None)


def _common(node: Node) -> Item:
    points = tuple(_point(one) for inner in each(node, "highlights") for one in all_said(inner))
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


def _education(node: Node, language: str) -> Item:
    """`PhD in Physics`, or both apart in a language that says it otherwise."""
    name, address = _linked(said(node, "institution"))
    degree, area = _markdown(said(node, "degree")), _markdown(said(node, "area"))
    is_one = language[:2] in _WITH_IN or degree is None
    title = joined(" in ", degree, area) if is_one else degree
    inner = fields(degree=title or "Studies", topic=None if is_one else area, **_common(node))
    return fields(institution=name, place=_markdown(said(node, "location")), url=address, degrees=(inner,))


def _experience(node: Node) -> Item:
    name, address = _linked(said(node, "company"))
    role = fields(title=_markdown(said(node, "position")) or "Position", **_common(node))
    return fields(employer=name, place=_markdown(said(node, "location")), url=address, roles=(role,))


def _normal(node: Node) -> Item:
    name, address = _linked(said(node, "name"))
    return fields(title=name, place=_markdown(said(node, "location")), url=address, **_common(node))


def _language(node: Node) -> Item:
    label, details = _markdown(said(node, "label")), _markdown(said(node, "details"))
    return fields(language=label or details, level=details if label else None)


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
    doi = said(node, "doi")
    known: dict[str, Said | None] = {
        "author": names(full_name(one) for one in people),
        "title": marked_title(title) if title else None,
        "journal": venue,
        "date": said(node, "date"),
        "doi": replace(doi, text=decode_doi(doi.text)) if doi else None,
        "url": said(node, "url") or address,
        "note": said(node, "summary"),
    }
    there = {name: value for name, value in known.items() if value}
    return ImportedWork("article" if venue else "misc", there, node.span, tex=frozenset({"title"}))
