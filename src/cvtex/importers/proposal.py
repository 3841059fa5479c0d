"""An import -> what a CV that is there lacks: lines to be added to cv.yaml, and works to a .bib file.

Nothing of the CV is changed or moved. An item is there already if one of the CV's has all its words, and a work by the
program's rules for the same work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cvtex.check.cv import check_cv
from cvtex.diagnostics import Checked, Diagnostic, Span, error, has_errors
from cvtex.importers.bib_file import written_works
from cvtex.importers.coverage import Coverage, coverage, equal_words
from cvtex.importers.cv_file import comment_line, field_lines, item_lines, keyed_sections, section_lines
from cvtex.importers.imported import Imported, ImportedFile, ImportedSection, Said, Tree, texts_of
from cvtex.importers.importing import BIBLIOGRAPHY, CV, texts_of_cv
from cvtex.importers.joined_sections import Words, title_of
from cvtex.importers.merging import works_once
from cvtex.importers.sound_values import with_sound_values
from cvtex.importers.tree import each, part, said
from cvtex.importers.works.bibtex_works import works_of_bibtex
from cvtex.locales.months import month_beginnings
from cvtex.model.node import Mapping as MappingNode
from cvtex.model.node import Node, Scalar
from cvtex.model.node import Sequence as SequenceNode
from cvtex.read.yaml import read_yaml
from cvtex.value import Value, replace

# Fewer words say the same thing by chance.
_MIN_WORDS: Final = 3


class Proposal(Value):
    """`files`: what the files would hold. `coverage`: of the words of the sources.

    `photo`: a photograph that the CV lacks; the patch goes without it.
    """

    files: Mapping[str, bytes]
    coverage: Coverage
    photo: str = ""


class CvFiles(Value):
    """A CV that is there. `bibliographies`: by name; additions go into the last."""

    cv: bytes
    bibliographies: Mapping[str, bytes]


class _Addition(Value):
    """Lines after a line; 0 is the beginning of the file. `indent`: of the block that they go on."""

    after: int
    lines: tuple[str, ...]
    indent: int


def proposed(present: CvFiles, imported: Imported, repeated: Iterable[str] = ()) -> Checked[Proposal | None]:
    """`repeated`: texts that other texts of the import say."""
    read = read_yaml(CV, present.cv)
    if read.value is None or has_errors(read.diagnostics) or not isinstance(read.value, MappingNode):
        return Checked(None, read.diagnostics or (error("this is no CV", Span(CV)),))
    # Dates are read in the language of the CV, whatever that of the source is.
    language = said(read.value, "language")
    imported = with_sound_values(replace(imported, language=language.text if language else ""))
    works = _works(present, imported)
    document = _Document(present.cv.decode("utf-8-sig"), read.value)
    files: dict[str, bytes] = {}
    if works.added:
        name = [BIBLIOGRAPHY, *present.bibliographies][-1]
        before = present.bibliographies.get(name, b"")
        gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
        files[name] = before + gap + works.added.encode()
        if not present.bibliographies:
            document.add_field("bibliography", name)
    document.add_owner(imported.owner)
    document.add_sections(imported.sections, has_works=bool(works.added))
    cv = document.text()
    problems = _new_errors(read.value, cv)
    if problems:
        hint = "import into another folder, and copy what you need"
        return Checked(None, (error(f"the import does not fit into this CV: {problems[0].message}", Span(CV), hint),))
    written = (*texts_of_cv(cv), works.added, *works.repeated, *repeated, *document.repeated)
    covered = coverage(imported.said, written, month_beginnings())
    photo = imported.photo.name if imported.photo and not part(read.value, "owner", "photo") else ""
    return Checked(Proposal({CV: cv.encode(), **files} if document.additions else files, covered, photo))


class _Works(Value):
    added: str
    repeated: tuple[str, ...]


def _works(present: CvFiles, imported: Imported) -> _Works:
    files = [one for one in imported.bibliographies if one.data not in present.bibliographies.values()]
    works = [*imported.works, *(work for one in files for work in works_of_bibtex(one.name, one.data))]
    kept = works_once(works, [ImportedFile(*one) for one in present.bibliographies.items()])
    return _Works(written_works(kept.works), kept.repeated)


def _new_errors(before: Node, after: str) -> list[Diagnostic]:
    known = {one.message for one in check_cv(before).diagnostics}
    read = read_yaml(CV, after.encode())
    found = [*read.diagnostics, *(check_cv(read.value).diagnostics if read.value else ())]
    return [one for one in found if one.is_error and one.message not in known]


class _Document:
    """The lines of cv.yaml with what is to be added. `repeated`: texts that it has already."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self.end = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.replace("\r\n", "\n").split("\n")
        self.root = root
        language = said(root, "language")
        self.equal = equal_words([language.text if language else "en"])
        self.additions: list[_Addition] = []
        self.repeated: list[str] = []

    def text(self) -> str:
        lines = list(self.lines)
        # Where two blocks end in one line, the inner one goes on first.
        for one in sorted(self.additions, key=lambda one: (-one.after, one.indent)):
            lines[one.after : one.after] = one.lines
        return self.end.join(lines)

    # The head.

    def add_field(self, name: str, value: Tree) -> None:
        """A field at the top, before the sections."""
        at = self.root.keys.get("sections")
        self.additions.append(_Addition(at.line - 1 if at else self._last(), (*field_lines(name, value, 0),), 0))

    def add_owner(self, owner: Mapping[str, Tree]) -> None:
        self._add_fields(
            part(self.root, "owner"), {name: tree for name, tree in owner.items() if name not in {"name", "photo"}}
        )
        name = part(self.root, "owner", "name")
        words = Words(self.equal, [_tree(part(self.root, "owner"))])
        if name and (tree := owner.get("name")) and words.have(tree):
            self.repeated += texts_of(tree)

    def _add_fields(self, node: Node | None, fields: Mapping[str, Tree]) -> None:
        if not isinstance(node, MappingNode) or node.is_flow:
            return
        words = Words(self.equal, [_tree(node)])
        for name, tree in fields.items():
            there = node.items.get(name)
            if there is None:
                if words.have(tree):
                    self.repeated += texts_of(tree)
                    continue
                last = [*node.keys.values()][-1]
                indent = last.column - 1
                self.additions.append(
                    _Addition(self._end(last.line, indent), (*field_lines(name, tree, indent),), indent)
                )
            elif isinstance(tree, Mapping) and isinstance(there, MappingNode):
                self._add_fields(there, tree)
            elif Words(self.equal, [_tree(there)]).have(tree):
                self.repeated += texts_of(tree)

    # Sections.

    def add_sections(self, sections: Iterable[ImportedSection], *, has_works: bool) -> None:
        there = part(self.root, "sections")
        present = there if isinstance(there, MappingNode) else None
        known = [*present.items.values()] if present else []
        kinds = {kind.text for one in known if (kind := said(one, "kind"))}
        new: list[ImportedSection] = []
        for section in sections:
            if section.kind == "publications":
                if "publications" in kinds or not has_works:
                    self.repeated += texts_of(section.title)
                else:
                    new.append(replace(section, settings={}))
            elif (left := self._without_known(section, known)) and not self._put_into_present(left, present):
                new.append(left)
        self._append_sections(new, present)

    def _without_known(self, section: ImportedSection, known: Sequence[Node]) -> ImportedSection | None:
        months = self.equal
        everywhere = Words(months, (_tree(item) for one in known for item in _items(one)))
        same_kind = Words(months, (_tree(item) for one in known if _kind(one) == section.kind for item in _items(one)))
        texts = Words(months, (_tree(one) for one in known))
        if section.text and texts.have(section.text):
            self.repeated += [*texts_of(section.text), *texts_of(section.title)]
            return None
        items = []
        for item in section.items:
            is_long = sum(everywhere.of(item).values()) >= _MIN_WORDS
            if (everywhere if is_long else same_kind).have(item):
                self.repeated += texts_of(item)
            else:
                items.append(item)
        if items or section.text:
            return replace(section, items=tuple(items))
        if section.settings and not texts.have(section.settings):
            return replace(section, items=())
        self.repeated += [text for tree in section.settings.values() for text in texts_of(tree)]
        self.repeated += [*texts_of(section.title)] if section.items or section.settings else []
        return None

    def _put_into_present(self, section: ImportedSection, present: MappingNode | None) -> bool:
        """Add the items to the section of the same kind, if there is one, and it is a plain list."""
        if present is None or not section.items or section.settings or section.text:
            return False
        same = [(key, one) for key, one in present.items.items() if _kind(one) == section.kind]
        titled = [(key, one) for key, one in same if _title(one) == title_of(section).casefold()]
        for key, one in titled or (same if len(same) == 1 else []):
            items = part(one, "items")
            if not isinstance(items, SequenceNode) or items.is_flow or not items.items:
                continue
            last = items.items[-1].span.line
            start = self.lines[last - 1]
            indent = len(start) - len(start.lstrip(" "))
            if last <= present.keys[key].line or not start.lstrip(" ").startswith("- "):
                # The list stands elsewhere, or in a way that nobody writes.
                continue
            lines = [
                comment_line(section, indent),
                *(line for item in section.items for line in item_lines(item, indent)),
            ]
            self.additions.append(_Addition(self._end(last, indent, is_list=True), tuple(lines), indent))
            if _title(one) == title_of(section).casefold():
                self.repeated += texts_of(section.title)
            return True
        return False

    def _append_sections(self, new: Sequence[ImportedSection], present: MappingNode | None) -> None:
        if not new:
            return
        keys = present.keys if present else {}
        lines = [line for key, one in keyed_sections(new, keys) for line in ("", *section_lines(key, one))]
        if present and keys and not present.is_flow:
            last = [*keys.values()][-1]
            more = " " * max(0, last.column - 1 - 2)
            lines = [f"{more}{line}" if line else "" for line in lines]
            self.additions.append(_Addition(self._end(last.line, last.column - 1), tuple(lines), last.column - 1))
        elif "sections" not in self.root.keys:
            self.additions.append(_Addition(self._last(), ("", "sections:", *lines[1:]), 0))
        else:
            # `sections: {}` or `sections:` with nothing in it.
            at = self.root.keys["sections"].line
            self.lines[at - 1] = re.sub(r"^(\s*sections\s*:).*", r"\1", self.lines[at - 1])
            self.additions.append(_Addition(at, tuple(lines[1:]), 0))

    # Places.

    def _end(self, line: int, indent: int, *, is_list: bool = False) -> int:
        """The last line of the block of which `line` is the first of its last part, at `indent`."""
        end = line
        for number in range(line, len(self.lines)):
            text = self.lines[number]
            if not text.strip():
                continue
            deep = len(text) - len(text.lstrip(" "))
            goes_on = deep > indent or (not is_list and deep == indent and text.lstrip(" ").startswith("- "))
            if not goes_on:
                break
            end = number + 1
        return end

    def _last(self) -> int:
        """The last line with text."""
        return max((number for number, line in enumerate(self.lines, 1) if line.strip()), default=0)


def _kind(section: Node) -> str:
    kind = said(section, "kind")
    return kind.text if kind else ""


def _title(section: Node) -> str:
    title = said(section, "title")
    return title.text.casefold() if title else ""


def _items(section: Node) -> Iterator[Node]:
    """Those in groups, too; a single value counts as an item."""
    yield from each(section, "items")
    for group in each(section, "groups"):
        yield from each(group, "items")


def _tree(node: Node | None) -> Tree:
    match node:
        case None:
            return ""
        case Scalar(text):
            return Said(text, node.span)
        case SequenceNode(items):
            return tuple(map(_tree, items))
        case MappingNode(items):
            return {name: _tree(one) for name, one in items.items()}
