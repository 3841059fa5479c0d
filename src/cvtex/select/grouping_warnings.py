"""Warnings about groups that remain empty and works that are in no group: otherwise they would vanish silently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cvtex.diagnostics import Diagnostic, counted, did_you_mean, warning
from cvtex.locales.locale import Locale
from cvtex.model.cv import Cv
from cvtex.model.sections import PublicationGroup, PublicationsSection
from cvtex.select.grouping import Grouping, group_works
from cvtex.select.grouping import matches as group_matches
from cvtex.select.publication_facts import PublicationFacts
from cvtex.text.folding import fold_keywords

# More works in no group are reported in one message.
_MAX_SINGLE = 8
_MAX_NAMED = 12


def grouping_warnings(
    cv: Cv, printed: Collection[str], works: Sequence[PublicationFacts], words: Locale
) -> Iterator[Diagnostic]:
    """Warn about the sections that a variant prints. `works`: all works, in printed order.

    A work in no group of one section may be printed by another one, or be excluded there on purpose. A section whose
    groups all list citation keys is a selection.
    """
    sections = {name: section for name, section in cv.sections.items() if isinstance(section, PublicationsSection)}
    groupings = {name: group_works(section, works, words) for name, section in sections.items()}
    settled = {key for grouping in groupings.values() for key in _settled(grouping)}
    for name, section in sections.items():
        if name not in printed or not works:
            continue
        grouping = groupings[name]
        if section.group_by is None:
            yield from _empty_groups(section, grouping, works)
        if all(group.keys for group in section.groups):
            continue
        ungrouped = [work for work in grouping.ungrouped if work.key not in settled]
        settled |= {work.key for work in ungrouped}
        yield from _ungrouped(name, section, ungrouped)


def _settled(grouping: Grouping) -> Iterator[str]:
    yield from (work.key for filled in grouping.groups for work in filled.members)
    yield from (work.key for work, _ in grouping.excluded)


def _empty_groups(
    section: PublicationsSection, grouping: Grouping, works: Sequence[PublicationFacts]
) -> Iterator[Diagnostic]:
    types = frozenset[str]().union(*(work.types for work in works))
    for filled in grouping.groups:
        group = filled.group
        if filled.members or (group.types and types.isdisjoint(type_.lower() for type_ in group.types)):
            # `check_citations` warns about types that do not occur.
            continue
        name = _name(group)
        if filled.taken_above:
            above = [section.groups[place] for place in filled.taken_above]
            takers = " and ".join(_name(one) for one in above)
            message = f"{name} is not printed: all works that match it are already in {takers} above"
            yield warning(message, group.span, _hint_to_swap(group, above))
        elif any(group_matches(group, work) for work, _ in grouping.excluded):
            message = f"{name} is not printed: 'exclude' of the section leaves out all works that match it"
            yield warning(message, group.span)
        elif section.groups:
            yield warning(f"{name} is not printed: no work matches it", group.span, _hint_on_keywords(group, works))


def _name(group: PublicationGroup) -> str:
    return f"the group '{group.title}'" if group.title else f"the group in line {group.span.line}"


def _hint_to_swap(group: PublicationGroup, above: Sequence[PublicationGroup]) -> str:
    first = _name(above[0])
    if group.keywords:
        return f"move it above {first}, or add to that one: exclude: {{keywords: [{', '.join(group.keywords)}]}}"
    return f"move it above {first}, or let that one `exclude` these works"


def _hint_on_keywords(group: PublicationGroup, works: Sequence[PublicationFacts]) -> str:
    if not group.keywords:
        return ""
    known = sorted(frozenset[str]().union(*(work.keywords for work in works)))
    unknown = sorted(fold_keywords(group.keywords) - set(known))
    if len(unknown) < len(group.keywords):
        return ""
    return did_you_mean(unknown[0], known) or f"no entry has the keyword '{unknown[0]}'"


def _ungrouped(name: str, section: PublicationsSection, works: Sequence[PublicationFacts]) -> Iterator[Diagnostic]:
    if len(works) <= _MAX_SINGLE:
        for work in works:
            message = f"'{work.key}' is not printed: it is in no group of '{name}': {work.title}"
            hint = f"add a last group without conditions, or, to leave it out: exclude: {{keys: [{work.key}]}}"
            yield warning(message, work.span, hint)
        return
    named = "; ".join(f"'{work.key}' ({work.title}, {work.span.file}:{work.span.line})" for work in works[:_MAX_NAMED])
    more = f"; and {len(works) - _MAX_NAMED} more, which `cvtex publications` lists" if len(works) > _MAX_NAMED else ""
    message = f"{counted(len(works), 'work')} in no group of '{name}' are not printed: {named}{more}"
    hint = "add a last group without conditions, or name what to leave out: exclude: {types: [...], keywords: [...]}"
    yield warning(message, section.span, hint)
