"""yamlresume -> sections: JSON Resume with other names, whose texts are Markdown. Its schema: https://yamlresume.dev"""

from __future__ import annotations

import re
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, Said, SourceFile, Tree
from cvtex.importers.json_resume import imported_resume
from cvtex.importers.tree import each, part, said
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.read.yaml import read_yaml
from cvtex.value import replace

_POINT: Final = re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE)
_NAMES: Final[AbcMapping[str, AbcMapping[str, str]]] = {
    "education": {"degree": "studyType"},
    "references": {"summary": "reference"},
    "projects": {"summary": "summary"},
}


def import_yamlresume(source: SourceFile) -> Checked[Imported]:
    read = read_yaml(source.name, source.data)
    content = part(read.value, "content")
    if not isinstance(content, Mapping):
        return Checked(Imported(()), read.diagnostics)
    basics = part(content, "basics")
    head = {**(basics.items if isinstance(basics, Mapping) else {})}
    head |= {name: inner for old, name in _OF_BASICS if (inner := part(content, old))}
    if headline := part(basics, "headline"):
        head["label"] = head.pop("headline", headline)
    items: dict[str, Node] = {"basics": Mapping(head, dict.fromkeys(head, content.span), content.span)}
    for name, node in content.items.items():
        if name not in {"basics", "location", "profiles"}:
            items[name] = Sequence(tuple(_entry(name, one) for one in each(content, name)), node.span)
    found = imported_resume(Mapping(items, dict.fromkeys(items, content.span), content.span))
    language = said(read.value, "locale", "language")
    return Checked(replace(_with_markup(found), language=_language(language)), read.diagnostics)


_OF_BASICS: Final = (("location", "location"), ("profiles", "profiles"))


def _language(said_: Said | None) -> str:
    """`zh-hans` -> zh-Hans"""
    if said_ is None or not (found := re.fullmatch(r"([a-z]{2})(?:-([a-z]{4}|[a-z]{2}))?", said_.text, re.IGNORECASE)):
        return ""
    tag, more = found[1].lower(), found[2] or ""
    return tag if not more or tag != "zh" else f"{tag}-{more.title()}"


def _entry(kind: str, node: Node) -> Node:
    """With JSON Resume's names, and the lines of a summary that start with a dash as its highlights."""
    if not isinstance(node, Mapping):
        return node
    names = _NAMES.get(kind, {})
    items: dict[str, Node] = {names.get(name, name): one for name, one in node.items.items()}
    if kind == "references":
        texts = [
            one for name in ("relationship", "reference", "email", "phone") if (one := said(items.pop(name, None)))
        ]
        if texts:
            items["reference"] = Scalar("; ".join(one.text for one in texts), texts[0].span, quoted=True)
    summary = items.get("summary")
    if isinstance(summary, Scalar) and kind in _WITH_POINTS and _POINT.search(summary.text):
        before, *points = _POINT.split(summary.text)
        items["highlights"] = Sequence(
            tuple(Scalar(" ".join(one.split()), summary.span, quoted=True) for one in points if one.strip()),
            summary.span,
        )
        items["summary"] = Scalar(before.strip(), summary.span, quoted=True)
    if kind == "education" and (words := [one for inner in each(node, "courses") if (one := said(inner))]):
        items["courses"] = Sequence(tuple(Scalar(one.text, one.span, quoted=True) for one in words), node.span)
    return Mapping(items, dict.fromkeys(items, node.span), node.span)


_WITH_POINTS: Final = frozenset({"work", "volunteer", "projects"})


def _with_markup(found: Imported) -> Imported:
    """Texts with signs of Markdown are cv.yaml's markup, too."""
    sections = tuple(
        replace(
            one,
            items=tuple(_marked_items(item) for item in one.items),
            text=_marked(one.text) if one.text else None,
        )
        for one in found.sections
    )
    return replace(found, sections=sections)


def _marked_items(item: AbcMapping[str, Tree]) -> AbcMapping[str, Tree]:
    return {name: one if name in {"url", "dates", "date"} else _marked_tree(one) for name, one in item.items()}


def _marked_tree(tree: Tree) -> Tree:
    match tree:
        case str():
            return tree
        case Said():
            return _marked(tree)
        case tuple():
            return tuple(_marked_tree(one) for one in tree)
        case _:
            return _marked_items(tree)


def _marked(text: Said) -> Said:
    """Lines that start with a dash become paragraphs, since a text has no list."""
    return replace(text, text=_POINT.sub("\n\n", text.text).strip(), is_markup=True)
