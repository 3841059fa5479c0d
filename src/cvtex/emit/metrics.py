"""The `metrics` of a section -> the line below its heading."""

from __future__ import annotations

from cvtex.emit.items import ItemComposer
from cvtex.model.dates import dates_of_day
from cvtex.model.plan import PlannedSection
from cvtex.model.sections import PublicationsSection
from cvtex.text.richtext import RichText, join


def metrics_of(section: PlannedSection, composer: ItemComposer) -> RichText:
    """`Citations: 128 · h-index: 6 (OpenAlex, 27 Nov 2026)`, as far as the plan prints the numbers."""
    metrics = section.section.metrics if isinstance(section.section, PublicationsSection) else None
    if metrics is None or not section.metrics:
        return ()
    numbers = [composer.detail(name, (str(metrics.numbers[name]),)) for name in section.metrics]
    day = composer.dates(dates_of_day(metrics.date), in_full=True)
    return (*join(numbers, (" · ",)), " (", *join([composer.text(metrics.source), day], (", ",)), ")")
