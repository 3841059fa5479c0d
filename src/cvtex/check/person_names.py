"""Node -> name of a person, in one line or in parts."""

from __future__ import annotations

import re
from typing import Final

from cvtex.check.report import Report
from cvtex.check.words import read_string
from cvtex.diagnostics import did_you_mean
from cvtex.model.node import Mapping, Node
from cvtex.model.people import PersonName
from cvtex.text.names import read_name

NAME_PARTS = {
    "given": "Given names, in full or as initials.",
    "particle": "A particle before the family name, such as van der.",
    "family": "The family name, or a single name.",
    "suffix": "Such as Jr. or III.",
    "degrees": "Degrees after the name in the heading, such as PhD.",
    "native": "The same name in another script.",
}


def read_person_name(node: Node, report: Report) -> PersonName | None:
    if isinstance(node, Mapping):
        return _read_name_parts(node, report)
    return _read_name_line(node, report)


_BETWEEN_NAMES: Final = re.compile(r"(?<!\s)\s+(?:and|&)\s+|\s?;\s?")
_NO_PARENTHESES: Final = (
    "write a note under name_note, a former name under former_names, and another form in print under other_names"
)


def _read_name_line(node: Node, report: Report) -> PersonName | None:
    text = read_string(node, report, "a name")
    if text is None:
        return None
    several = _BETWEEN_NAMES.split(text)
    if len(several) > 1:
        names = (f'"{one}"' if "," in one else one for one in several)
        report.error("expected one name, found several", node.span, f"give a list: [{', '.join(names)}]")
        return None
    name = read_name(text)
    if name is None or not name.family:
        hint = "give its parts: {given: ..., family: ..., degrees: ...}" if text.count(",") > 2 else ""
        report.error(f"'{text}' is not a name", node.span, hint or "write 'Given Family' or 'Family, Given'")
        return None
    if "(" in str(name):
        report.warning(f"the parentheses in '{text}' are read as a part of the name", node.span, _NO_PARENTHESES)
    return name


def _read_name_parts(node: Mapping, report: Report) -> PersonName | None:
    problems = len(report.diagnostics)
    parts: dict[str, str] = {}
    native: PersonName | None = None
    for key, value in node.items.items():
        if key not in NAME_PARTS:
            hint = did_you_mean(key, NAME_PARTS) or f"fields of a name: {', '.join(NAME_PARTS)}"
            report.error(f"unknown field '{key}' in a name", node.keys[key], hint)
        elif key == "native":
            native = _read_name_line(value, report)
        elif (part := read_string(value, report)) is not None:
            parts[key] = part
    if not parts.get("family"):
        if len(report.diagnostics) == problems:
            report.error("the family name is missing", node.span)
        return None
    return PersonName(**{"given": "", **parts}, native=native)
