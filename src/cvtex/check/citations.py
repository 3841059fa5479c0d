"""Check citation keys, entry types and counts in cv.yaml against the bibliography."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cvtex.diagnostics import Diagnostic, did_you_mean, error, warning
from cvtex.model.bibliography import Bibliography
from cvtex.model.cv import Cv
from cvtex.model.items import Contribution, ItemBase
from cvtex.model.located import LocatedStr
from cvtex.model.sections import PublicationsSection, items_of
from cvtex.model.text import Text
from cvtex.model.walk import walk
from cvtex.text.richtext import ALL_WORKS, counted_types


def check_citations(
    cv: Cv, bibliography: Bibliography, known_types: Collection[str] = frozenset()
) -> tuple[Diagnostic, ...]:
    """Unknown citation keys are errors; entry types that do not occur are warnings.

    `known_types`: those of BibTeX and biblatex. A group may name them for the future, if it finds entries by another.
    """
    keys = [entry.key for entry in bibliography.entries]
    types = {type_ for entry in bibliography.entries if entry.is_work for type_ in entry.types}
    lost = {unreadable.key for unreadable in bibliography.unreadable}
    values = tuple(walk(cv))
    return (
        *_unknown_keys(_named_keys(cv), set(keys), lost),
        *_unknown_requirements(values, set(keys) | {str(key) for key in lost}),
        *_unknown_types(group_types(cv), types, known_types),
        *_sections_without_files(cv),
        *_unknown_counts(values, types),
    )


def _named_keys(cv: Cv) -> Iterator[LocatedStr]:
    for section in cv.sections.values():
        if isinstance(section, PublicationsSection):
            for conditions in (*section.groups, *section.excluded):
                yield from conditions.keys
            if section.priority:
                for keys in section.priority.levels().values():
                    yield from keys
    for item in (item for section in cv.sections.values() for item in items_of(section)):
        if isinstance(item, Contribution):
            yield from item.products


def group_types(cv: Cv) -> Iterator[tuple[LocatedStr, ...]]:
    """The entry types that each group and each variant's section names."""
    for section in cv.sections.values():
        if isinstance(section, PublicationsSection):
            # An `exclude` may name types that do not occur.
            for group in section.groups:
                yield tuple(group.types)
    for variant in cv.variants.values():
        for view in variant.sections or ():
            yield tuple(view.types)


def _unknown_keys(named: Iterable[LocatedStr], keys: set[str], lost: set[str | None]) -> Iterator[Diagnostic]:
    for key in named:
        # An entry that could not be read has its own error.
        if key not in keys and key not in lost:
            yield error(f"unknown citation key '{key}'", key.span, did_you_mean(key, keys))


def _unknown_requirements(values: Iterable[object], keys: set[str]) -> Iterator[Diagnostic]:
    items = [item for item in values if isinstance(item, ItemBase)]
    known = keys | {str(item.id) for item in items if item.id}
    for item in items:
        for name in item.requires:
            if name not in known:
                hint = did_you_mean(name, known) or "name an item's 'id' or a citation key"
                yield error(f"no item has the id '{name}'", name.span, hint)


def _unknown_types(
    named: Iterable[tuple[LocatedStr, ...]], types: set[str], known: Collection[str]
) -> Iterator[Diagnostic]:
    for group in named:
        finds_others = any(type_.lower() in types for type_ in group)
        for type_ in group:
            if not types or type_.lower() in types or (finds_others and type_.lower() in known):
                continue
            hint = did_you_mean(type_, types) or f"types in the bibliography: {', '.join(sorted(types))}"
            yield warning(f"no entry has the type '{type_}'", type_.span, hint)


def _unknown_counts(values: Iterable[object], types: set[str]) -> Iterator[Diagnostic]:
    for text in values:
        if not isinstance(text, Text):
            continue
        paragraphs = (paragraph for texts in (text.full, text.short) for given in texts.values() for paragraph in given)
        asked = {type_ for paragraph in paragraphs for type_ in counted_types(paragraph)}
        for type_ in sorted(asked - types - {ALL_WORKS}) if types else ():
            hint = did_you_mean(type_, types) or f"types in the bibliography: {', '.join(sorted(types))}"
            hint = "write {count}" if type_ == "all" else hint
            yield error(f"'{{count:{type_}}}' counts nothing: no entry has this type", text.span, hint)


def _sections_without_files(cv: Cv) -> Iterator[Diagnostic]:
    if not cv.bibliography:
        for section in cv.sections.values():
            if isinstance(section, PublicationsSection):
                yield error(
                    "a publications section needs a bibliography",
                    section.span,
                    "add 'bibliography: FILE.bib'",
                )
