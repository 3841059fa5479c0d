"""The JSON of Reactive Resume 4 and 5 -> that of JSON Resume: the same fields, in `sections`, below `items`."""

from __future__ import annotations

from typing import Final

from cvtex.importers.tree import each, part, said
from cvtex.model.node import Mapping, Node, Scalar, Sequence

_LISTS: Final = {
    "experience": "work", "education": "education", "skills": "skills", "languages": "languages", "awards": "awards",
    "certifications": "certificates", "interests": "interests", "projects": "projects",
    "publications": "publications", "volunteer": "volunteer", "references": "references", "profiles": "profiles",
}  # fmt: skip
_NAMES: Final = {"school": "institution", "degree": "studyType", "period": "date", "website": "url", "title": "name"}
_HEAD: Final = {"headline": "label"}
# How it looks, and what a person has hidden.
_DATA: Final = frozenset({"id", "visible", "hidden", "columns", "separateLinks", "icon", "iconColor", "options"})


def as_json_resume(root: Node) -> Node:
    """Another tree is returned as it is."""
    sections, basics = part(root, "sections"), part(root, "basics")
    if not isinstance(root, Mapping) or not isinstance(sections, Mapping) or not isinstance(basics, Mapping):
        return root
    head: dict[str, Node] = {}
    for name, node in basics.items.items():
        if name == "customFields":
            for one in each(node):
                if (label := said(one, "name")) and (value := part(one, "value")):
                    head.setdefault(label.text, value)
        elif name not in _DATA:
            head[_HEAD.get(name, name)] = _cleaned(node)
    if summary := said(root, "sections", "summary", "content") or said(root, "summary", "content"):
        head["summary"] = Scalar(summary.text, summary.span, quoted=True)
    items: dict[str, Node] = {}
    for name, node in sections.items.items():
        if name == "custom":
            for one in node.items.values() if isinstance(node, Mapping) else ():
                items[_title(one, name)] = Sequence(tuple(map(_cleaned, each(one, "items"))), one.span)
            continue
        entries = tuple(_entry(name, one) for one in each(node, "items") if not _is_hidden(one))
        if not entries:
            continue
        listed = Sequence(entries, node.span)
        match _LISTS.get(name):
            case "profiles":
                head["profiles"] = listed
            case known:
                items[known or _title(node, name)] = listed
    items = {"basics": _mapping(head, basics), **items}
    return _mapping(items, root)


def _title(node: Node, name: str) -> str:
    title = said(node, "name") or said(node, "title")
    return title.text if title else name


def _is_hidden(node: Node) -> bool:
    visible, hidden = said(node, "visible"), said(node, "hidden")
    return (visible is not None and visible.text == "false") or (hidden is not None and hidden.text == "true")


def _entry(section: str, node: Node) -> Node:
    node = _cleaned(node)
    if not isinstance(node, Mapping):
        return node
    names = {key: name for key, name in _NAMES.items() if not (key == "title" and section in ("awards", "references"))}
    items = {(names.get(key, key) if names.get(key) not in node.items else key): one for key, one in node.items.items()}
    if section in ("languages", "references"):
        level = "fluency" if section == "languages" else "reference"
        name = "language" if section == "languages" else "name"
        other = {"name": name, "language": name, "description": level, "summary": level}
        items = {other.get(key, key): one for key, one in items.items()}
    if section in ("skills", "languages") and "level" in items:
        # A number of stars.
        del items["level"]
    return _mapping(items, node)


def _cleaned(node: Node) -> Node:
    """Without what is hidden or data; an address with a label is the address."""
    match node:
        case Scalar():
            return node
        case Sequence(items, span):
            return Sequence(tuple(map(_cleaned, items)), span)
        case Mapping(items):
            address = part(node, "href") or (part(node, "url") if "label" in items and len(items) <= 3 else None)
            if isinstance(address, Scalar):
                return address
            return _mapping({name: _cleaned(one) for name, one in items.items() if name not in _DATA}, node)


def _mapping(items: dict[str, Node], node: Node) -> Mapping:
    return Mapping(items, dict.fromkeys(items, node.span), node.span)
