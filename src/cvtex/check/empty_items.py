"""Warn about whatever is written but has nothing to print: an employer without roles, a section without items."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.check.report import Report
from cvtex.model import items
from cvtex.model.cv import Cv
from cvtex.model.items import Item
from cvtex.model.sections import PublicationsSection, Section, TextSection, groups_of, items_of


def check_empty(cv: Cv, report: Report) -> None:
    """Only in a file without errors: elsewhere, what is missing may be there and wrong."""
    if any(one.severity == "error" for one in report.diagnostics):
        return
    for name, section in cv.sections.items():
        if _is_empty(section):
            report.warning(f"the section '{name}' is empty, so it is not printed", section.span, "fill or remove it")
        for item in items_of(section):
            for what, below in _empty(item):
                message = f"'{what}' has no {below}, so it is not printed"
                report.warning(message, item.span, f"add {below}, or use the kind `entries`")


def _is_empty(section: Section) -> bool:
    if isinstance(section, TextSection):
        return not any(any(paragraphs) for paragraphs in section.text.full.values())
    # Groups without items have a warning of their own.
    return not (isinstance(section, PublicationsSection) or items_of(section) or groups_of(section))


def _empty(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the name of an item that only heads others, if it has none, and what it lacks."""
    match item:
        case items.Employment(roles=()):
            yield str(item.employer), "roles"
        case items.Studies(degrees=()):
            yield str(item.institution), "degrees"
        case items.PatentFamily(documents=()):
            yield str(item.title), "documents"
        case _:
            return
