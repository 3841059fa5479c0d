"""Parts of an imported CV that the program's checks refuse -> lists of their texts, so that the CV can be built.

Importers give fields what they take; this is for what none of them thought of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cvtex.check.cv import check_cv
from cvtex.diagnostics import Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedSection, Said, Tree
from cvtex.importers.tree import part
from cvtex.model.node import Mapping
from cvtex.read.yaml import read_yaml
from cvtex.value import Value, replace


class Refused(Value):
    """`sections`: their numbers. `reasons`: one for each."""

    sections: tuple[int, ...]
    has_head: bool
    reasons: tuple[str, ...]


def refused_parts(cv: str) -> Refused:
    """The text of cv.yaml -> the parts that have errors."""
    read = read_yaml("cv.yaml", cv.encode())
    found = [*read.diagnostics, *(check_cv(read.value).diagnostics if read.value else ())]
    errors = [one for one in found if one.is_error and one.span]
    sections = part(read.value, "sections")
    lines = [span.line for span in sections.keys.values()] if isinstance(sections, Mapping) else []
    reasons: dict[int, str] = {}
    for one in errors:
        assert one.span
        reasons.setdefault(bisect_right(lines, one.span.line) - 1, one.message)
    numbers = tuple(sorted(number for number in reasons if number >= 0))
    return Refused(numbers, -1 in reasons, tuple(reasons[number] for number in numbers))


def without_refused(imported: Imported, refused: Refused) -> tuple[Imported, tuple[Diagnostic, ...]]:
    """Refused sections as lists; of a refused head, its name and a list of what else it has."""
    sections = list(imported.sections)
    guesses: list[Diagnostic] = []
    for number, reason in zip(refused.sections, refused.reasons, strict=True):
        if number < len(sections):
            guesses.append(warning(f"this section became a list of its texts: {reason}", sections[number].origin))
            sections[number] = _as_list(sections[number])
    if refused.has_head and sections:
        texts = tuple({"text": said} for said in _said(imported.owner))
        details = ImportedSection("list", "Personal Details", sections[0].origin, texts)
        return replace(imported, owner={}, design={}, language="", sections=(details, *sections)), tuple(guesses)
    return replace(imported, sections=tuple(sections)), tuple(guesses)


def _as_list(section: ImportedSection) -> ImportedSection:
    title = section.title if isinstance(section.title, str) else section.title.text
    texts = [*_said(section.settings), *(one for item in section.items for one in _said(item))]
    if section.text:
        texts.append(section.text)
    items = tuple({"text": Said(one.text, one.span)} for one in texts if one)
    return ImportedSection("list", Said(title, section.origin), section.origin, items)


def _said(tree: Tree) -> Iterator[Said]:
    match tree:
        case str():
            pass
        case Said():
            yield tree
        case tuple():
            for one in tree:
                yield from _said(one)
        case _:
            for one in tree.values():
                yield from _said(one)
