"""yamlresume -> sections: JSON Resume with other names, whose texts are Markdown. Its schema: https://yamlresume.dev"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedSection, Said, SourceFile, Tree
from cvtex.importers.items import fields
from cvtex.importers.resumes.display_titles import title_in
from cvtex.importers.resumes.json_entries import LISTS
from cvtex.importers.resumes.json_resume import imported_resume
from cvtex.importers.resumes.markdown_text import with_markup
from cvtex.importers.tree import each, part, said
from cvtex.importers.works.rich_titles import marked_title
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.read.yaml import read_yaml
from cvtex.value import replace

_POINT: Final = re.compile(r"^[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_NAMES: Final[AbcMapping[str, AbcMapping[str, str]]] = {
    "education": {"degree": "studyType"},
    "references": {"summary": "reference"},
}
_LANGUAGES: Final = {
    "zh-hans": "zh", "zh-hant-hk": "zh-Hant", "zh-hant-tw": "zh-Hant", "zh-hant": "zh-Hant", "no": "nb", "nb": "nb",
    "pt-br": "pt-BR", "en": "", "es": "es", "fr": "fr", "nl": "nl", "ja": "ja", "de": "de", "id": "id", "it": "it",
    "zh": "zh",
}  # fmt: skip
_WITH_POINTS: Final = frozenset({"work", "volunteer", "projects", "education"})
_THEMES: Final = {"moderncv-banking": "centered", "moderncv-casual": "ledger", "moderncv-classic": "ledger"}
_LENGTH: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})? ?(?:cm|mm|in|pt)")
_POINTS: Final = re.compile(r"(\d{1,2}(?:\.\d)?)pt")
_OF_BASICS: Final = ("location", "profiles")


def import_yamlresume(source: SourceFile) -> Checked[Imported]:
    read = read_yaml(source.name, source.data)
    root = with_markup(read.value) if read.value else None
    content = part(root, "content")
    if not isinstance(content, Mapping):
        return Checked(Imported(()), read.diagnostics)
    basics = part(content, "basics")
    head = {**(basics.items if isinstance(basics, Mapping) else {})}
    head |= {name: inner for name in _OF_BASICS if (inner := part(content, name))}
    if headline := part(basics, "headline"):
        head["label"] = head.pop("headline", headline)
    items: dict[str, Node] = {"basics": _mapping(head, content)}
    for name, node in content.items.items():
        if name not in {"basics", *_OF_BASICS}:
            items[name] = Sequence(tuple(_entry(name, one) for one in each(content, name)), node.span)
    language = said(root, "locale", "language")
    tag = _LANGUAGES.get(language.text.lower(), "") if language else ""
    if language and tag:
        named: Node = Scalar(tag, language.span, quoted=True)
        items["meta"] = Mapping({"language": named}, {"language": language.span}, language.span)
    found = _with_markup(imported_resume(_mapping(items, content)))
    layout = next(iter(each(root, "layouts")), None) or part(root, "layout")
    sections = tuple(_arranged(found.sections, part(layout, "sections"), tag))
    aliases = tuple(one.title for one in sections if isinstance(one.title, Said) and one.title not in found.said)
    said_ = (*found.said, *(one for one in aliases if one.span not in {text.span for text in found.said}))
    return Checked(replace(found, said=said_, sections=sections, design=_design(layout)), read.diagnostics)


def _mapping(items: AbcMapping[str, Node], node: Node) -> Mapping:
    return Mapping(items, dict.fromkeys(items, node.span), node.span)


def _design(layout: Node | None) -> AbcMapping[str, Tree]:
    template = said(layout, "template")
    size = said(layout, "typography", "fontSize")
    points = _POINTS.fullmatch(size.text.strip()) if size else None
    margins = {
        side: length
        for side in ("left", "right", "top", "bottom")
        if (length := said(layout, "page", "margins", side) or said(layout, "margins", side))
        and _LENGTH.fullmatch(length.text.strip())
    }
    return fields(
        theme=_THEMES.get(template.text) if template else None, font_size=points[1] if points else None, margins=margins
    )


def _arranged(sections: tuple[ImportedSection, ...], settings: Node | None, language: str) -> Iterator[ImportedSection]:
    """In the order and under the titles that the layout gives."""
    names = {title_in(language, one.title): one.name for one in LISTS}
    names |= {title_in(language, "Summary"): "basics", title_in(language, "Publications"): "publications"}
    order = [one.text for inner in each(settings, "order") if (one := said(inner))]

    def place(section: ImportedSection) -> int:
        name = names.get(section.title) if isinstance(section.title, str) else None
        return order.index(name) if name in order else -1 if name == "basics" else len(order)

    for section in sorted(sections, key=place):
        name = names.get(section.title, "") if isinstance(section.title, str) else ""
        alias = said(settings, "aliases", name)
        yield replace(section, title=alias) if alias else section


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
            items["reference"] = Scalar("; ".join(one.text.strip() for one in texts), texts[0].span, quoted=True)
    summary = items.get("summary")
    if isinstance(summary, Scalar) and kind in _WITH_POINTS and _POINT.search(summary.text):
        before, *points = _POINT.split(summary.text)
        items["highlights"] = Sequence(
            tuple(Scalar(" ".join(one.split()), summary.span, quoted=True) for one in points if one.strip()),
            summary.span,
        )
        items["summary"] = Scalar(before.strip(), summary.span, quoted=True)
    return _mapping(items, node)


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
    works = tuple(
        replace(one, fields={name: _marked_field(name, value) for name, value in one.fields.items()}, tex=_IN_TEX)
        for one in found.works
    )
    return replace(found, sections=sections, works=works)


_IN_TEX: Final = frozenset({"title", "note"})


def _marked_field(name: str, value: Said | str) -> Said | str:
    return marked_title(value) if isinstance(value, Said) and name in _IN_TEX else value


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
