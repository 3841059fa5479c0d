"""Which numbers of `metrics` a variant prints: those that are for it, and that its funder does not forbid."""

from __future__ import annotations

from cvtex.diagnostics import Checked, warning
from cvtex.model.profile import Profile, forbidden_metrics
from cvtex.model.sections import METRIC_NAMES, CitationMetrics, Metric


def printed_metrics(metrics: CitationMetrics, variant: str, profile: Profile | None) -> Checked[tuple[Metric, ...]]:
    """The numbers to print, with a warning for those that are refused."""
    if metrics.only and variant not in metrics.only:
        return Checked(())
    forbidden = forbidden_metrics(profile)
    refused = " and the ".join(METRIC_NAMES[name] for name in metrics.numbers if name in forbidden)
    printed = tuple(name for name in metrics.numbers if name not in forbidden)
    if not refused or profile is None:
        return Checked(printed)
    message = f"the variant '{variant}' does not print the {refused}, forbidden by '{profile.title}'"
    return Checked(printed, (warning(message, metrics.span, "name the other variants in `only`"),))
