"""Warn about sections that have nothing to print."""

from __future__ import annotations

from cvtex.check.report import Report
from cvtex.diagnostics import has_errors
from cvtex.model.cv import Cv
from cvtex.model.sections import PublicationsSection, TextSection, groups_of, items_of


def check_empty(cv: Cv, report: Report) -> None:
    """Only in a file without errors: elsewhere, what is missing may be there and wrong."""
    if has_errors(report.diagnostics):
        return
    for name, section in cv.sections.items():
        # Empty texts and groups have a warning of their own.
        if not isinstance(section, TextSection | PublicationsSection) and not (items_of(section) or groups_of(section)):
            report.warning(f"the section '{name}' is empty, so it is not printed", section.span, "fill or remove it")
