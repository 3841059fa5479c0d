"""Imported sections -> the text of cv.yaml, as a person would write it: one field a line, long texts folded."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cvtex.importers.clean_text import clean_text
from cvtex.importers.imported import Imported, ImportedSection, Item, Said, Tree
from cvtex.text.networks import NETWORKS
from cvtex.text.written_markup import literal
from cvtex.value import Value

_WIDTH: Final = 100
# Fields whose values are data, not text with markup.
_DATA: Final = frozenset({"kind", "dates", "date", "url", "website", "repository", *NETWORKS})
_PLAIN: Final = re.compile(r"[^\W_](?>(?:[^\n:#]|:(?=\S)|(?<=\S)#)*)(?<![\s:])|[^\W_]")
# Not those that keep words together.
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
# YAML reads these as line ends or forbids them; JSON does not.
_UNSAFE: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class CvFile(Value):
    """What stands above the sections. `schema`: the path of the schema."""

    schema: str = ""
    bibliographies: tuple[str, ...] = ()
    variants: str = "variants:\n  full: {}\n"

    def written(self, imported: Imported, sections: Iterable[ImportedSection], remark: str) -> str:
        head = [f"# yaml-language-server: $schema={self.schema}"] if self.schema else []
        top: dict[str, Tree] = {"owner": imported.owner}
        if imported.language:
            top["language"] = imported.language
        if self.bibliographies:
            top["bibliography"] = self.bibliographies if len(self.bibliographies) > 1 else self.bibliographies[0]
        if imported.design:
            top["design"] = imported.design
        parts = [*head, f"# {_in_comment(remark)}", *_mapping(top, 0)]
        keyed = keyed_sections(sections)
        lines = ["\n".join(parts), "", self.variants, "sections:" if keyed else "sections: {}"]
        for key, section in keyed:
            lines += [*section_lines(key, section), ""]
        return "\n".join(lines).rstrip() + "\n"


def section_lines(key: str, section: ImportedSection) -> list[str]:
    """A section, two blanks deep, below a comment that says where it came from."""
    return [comment_line(section, 2), f"  {key}:", *_mapping(_section(section), 4)]


def comment_line(section: ImportedSection, indent: int) -> str:
    places = "; ".join(f"{one.file}, line {one.line}" for one in (section.origin, *section.further))
    return f"{' ' * indent}# {_in_comment(places)}"


def item_lines(item: Item, indent: int) -> list[str]:
    """An item of a list."""
    return list(_element("items", item, indent))


def field_lines(name: str, value: Tree, indent: int) -> list[str]:
    return list(_field(name, value, indent))


def _section(section: ImportedSection) -> dict[str, Tree]:
    fields: dict[str, Tree] = {"kind": section.kind, "title": section.title, **section.settings}
    if section.text:
        fields["text"] = section.text
    if section.items:
        fields["items"] = section.items
    return {name: tree for name, tree in fields.items() if tree}


def keyed_sections(
    sections: Iterable[ImportedSection], present: Iterable[str] = ()
) -> list[tuple[str, ImportedSection]]:
    """Give each section a key of its title's words, or of its kind. `present`: keys that are taken."""
    taken = set(present)
    keyed = []
    for section in sections:
        title = section.title if isinstance(section.title, str) else section.title.text
        name = "-".join(re.findall(r"[a-z0-9]+", _plain(title).lower())[:4]) or section.kind
        name = name if name[0].isalpha() else f"{section.kind}-{name}"
        key, number = name, 2
        while key in taken:
            key, number = f"{name}-{number}", number + 1
        taken.add(key)
        keyed.append((key, section))
    return keyed


def _plain(text: str) -> str:
    """Without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _mapping(tree: Mapping[str, Tree], indent: int) -> Iterator[str]:
    for name, value in tree.items():
        yield from _field(name, value, indent)


def _field(name: str, value: Tree, indent: int) -> Iterator[str]:
    blank = " " * indent
    match value:
        case "true" | "false":
            # A setting; texts of sources are never bare.
            yield f"{blank}{name}: {value}"
        case str():
            yield f"{blank}{name}: {_scalar(value)}"
        case Said(text, _, is_markup):
            yield from _text(f"{blank}{name}:", text if is_markup or name in _DATA else _literal(text), indent + 2)
        case tuple():
            yield f"{blank}{name}:"
            for one in value:
                yield from _element(name, one, indent + 2)
        case _:
            yield f"{blank}{name}:"
            yield from _mapping(value, indent + 2)


def _element(name: str, value: Tree, indent: int) -> Iterator[str]:
    blank = " " * indent
    match value:
        case str():
            yield f"{blank}- {_scalar(value)}"
        case Said(text, _, is_markup):
            yield from _text(f"{blank}-", text if is_markup or name in _DATA else _literal(text), indent + 2)
        case tuple():
            raise TypeError("cv.yaml has no lists in lists")
        case _:
            lines = list(_mapping(value, indent + 2))
            yield f"{blank}- {lines[0].lstrip()}"
            yield from lines[1:]


def _literal(text: str) -> str:
    """Paragraph by paragraph."""
    return "\n\n".join(literal(one) for one in re.split(r"\n\s*\n", text.strip()))


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    """A text in its line or, if it is long, folded over several."""
    text = clean_text(text).strip()
    paragraphs = [
        _BLANKS.sub(" ", one).strip() if "\\\n" not in one else one.replace("\t", " ") for one in text.split("\n\n")
    ]
    is_long = len(start) + len(text) > _WIDTH or len(paragraphs) > 1
    if not is_long or any("\n" in one or not one.isprintable() for one in paragraphs):
        whole = "\n\n".join(paragraphs)
        yield f"{start} {_scalar(whole)}"
        return
    yield f"{start} >-"
    for number, paragraph in enumerate(paragraphs):
        if number:
            # Folded, one blank line is a line end.
            yield from ("", "")
        wrapped = textwrap.wrap(paragraph, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        yield from (" " * indent + line for line in wrapped)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.isprintable() and text.lower() not in _WORDS and not text.endswith("#"):
        return text
    return _UNSAFE.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    # YAML has no surrogates: they stand for a sign that could not be read.
    return "\\uFFFD" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04X}"


def _in_comment(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
