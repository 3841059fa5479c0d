"""Node -> Profile: the schema first, then rules that relate fields to each other."""

from __future__ import annotations

import re
from typing import get_args

from cvtex.check.cv import span_at
from cvtex.check.report import Report
from cvtex.check.structure import structure
from cvtex.diagnostics import Checked, did_you_mean
from cvtex.model.located import LocatedStr
from cvtex.model.node import Node
from cvtex.model.profile import Profile
from cvtex.model.sections import Section
from cvtex.text.patterns import PatternError, compiled
from cvtex.value import fields_of, replace

_KINDS = tuple(field.default for section in get_args(Section) for field in fields_of(section) if field.name == "kind")
# What describes a profile, and is no rule.
_NOT_RULES = frozenset({"span", "title", "funder", "version", "checked", "source", "certainty", "notes"})
# A profile may come from anyone: it names a file, and never a path.
_FILE_NAME = re.compile(r"(?:\w|\{(?:family|given)\})(?:[\w .,()+-]|\{(?:family|given)\})*")
_LONGEST_NAME = 100
# Signs, ranges of them and escaped ones; a bracket would end the set.
_SIGNS = re.compile(r"(?:[^\\\[\]^]|\\.)+")


def check_profile(node: Node) -> Checked[Profile | None]:
    report = Report()
    profile = structure(node, Profile, report)
    if profile is not None:
        _check_kinds(profile, report)
        _check_sources(profile, report)
        _check_numbers(profile, report)
        _check_patterns(profile, node, report)
        profile = _with_file_name(profile, node, report)
    return Checked(profile, tuple(report.diagnostics))


def _check_kinds(profile: Profile, report: Report) -> None:
    named: list[LocatedStr] = [kind for part in profile.parts.values() for kind in part.kinds]
    named += [kind for rule in profile.counts for kind in rule.kinds]
    named += [kind for rule in profile.requires for kind in rule.kinds]
    for kind in named:
        if kind not in _KINDS:
            report.error(
                f"unknown section kind '{kind}'",
                kind.span,
                did_you_mean(kind, _KINDS) or f"one of {', '.join(_KINDS)}",
            )
    for named_part in (*(rule.part for rule in profile.counts), *(part.under for part in profile.parts.values())):
        if named_part and named_part not in profile.parts:
            hint = did_you_mean(named_part, profile.parts) or f"parts: {', '.join(profile.parts)}"
            report.error(f"unknown part '{named_part}'", named_part.span, hint)
    for name, part in profile.parts.items():
        above = profile.parts.get(part.under) if part.under else None
        if above is not None and part.under and (above.under or part.under == name):
            report.error(
                f"the part '{part.under}' cannot stand above '{name}'", part.under.span, "there are two levels"
            )


def _check_sources(profile: Profile, report: Report) -> None:
    rules = {field.name for field in fields_of(Profile)} - _NOT_RULES
    members = {
        "parts": set(profile.parts),
        "counts": {rule.name for rule in profile.counts},
        "forbidden": {rule.name for rule in profile.forbidden},
    }
    for source in profile.source:
        for rule in source.rules:
            field, _, member = rule.partition(".")
            if field not in rules or (member and member not in members.get(field, ())):
                known = sorted([*rules, *(f"{name}.{one}" for name, ones in members.items() for one in ones)])
                report.error(
                    f"unknown rule '{rule}'",
                    source.span,
                    did_you_mean(rule, known) or f"one of {', '.join(sorted(rules))}",
                )


def _check_numbers(profile: Profile, report: Report) -> None:
    for rule in profile.counts:
        if rule.most is not None and rule.most < rule.least:
            report.error(f"{rule.name}: least ({rule.least}) is greater than most ({rule.most})", rule.span)
    if profile.pages and profile.pages.most == 0:
        report.error("pages must be at least 1", profile.pages.span)
    for part in profile.parts.values():
        if part.least_words is not None and part.most_words is not None and part.most_words < part.least_words:
            message = f"least_words ({part.least_words}) is greater than most_words ({part.most_words})"
            report.error(message, part.span)


def _with_file_name(profile: Profile, node: Node, report: Report) -> Profile:
    """Without a name that could lead elsewhere: messages look for files of this name."""
    file = profile.file
    name = file.name if file else None
    if file is None or name is None or (_FILE_NAME.fullmatch(name) and len(name) <= _LONGEST_NAME):
        return profile
    hint = "use letters, digits, blanks and . , ( ) + - _, such as CV_{family}"
    report.error(f"'{name}' is not the name of a file", span_at(node, "file", "name"), hint)
    return replace(profile, file=replace(file, name=None))


def _check_patterns(profile: Profile, node: Node, report: Report) -> None:
    for rule in profile.forbidden:
        for pattern in rule.patterns:
            try:
                compiled(pattern)
            except PatternError as problem:
                hint = "write it without groups, or as several patterns"
                report.error(f"the pattern '{pattern}' cannot be used: {problem}", rule.span, hint)
    file = profile.file
    if file and file.characters:
        place = span_at(node, "file", "characters")
        try:
            re.compile(f"[{file.characters}]")
        except re.error as problem:
            report.error(f"'{file.characters}' is not a valid character set: {problem}", place)
        else:
            if not _SIGNS.fullmatch(file.characters):
                hint = "write a backslash before [, ] and ^"
                report.error(f"'{file.characters}' is not a valid character set", place, hint)
