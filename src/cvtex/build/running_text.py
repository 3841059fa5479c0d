"""The lines at the foot and the top of a variant's pages, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.build.loading import Loaded
from cvtex.build.results import PreparedVariant
from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import Diagnostic, column_width, error
from cvtex.emit.compose import compose_running
from cvtex.model.running import RunningLines
from cvtex.text.richtext import plain
from cvtex.value import replace

# Columns of text in the three parts of a line together: with more, they would stand over each other.
MOST_COLUMNS = 130


def running_of(variant: PreparedVariant, loaded: Loaded, dates: Memo[str] = fresh) -> RunningLines:
    appearance, cv = variant.appearance, loaded.cv
    if cv is None or not appearance.demands.layout.has_foot:
        return RunningLines()
    lines = compose_running(variant.plan, appearance.owner, appearance.look.design, cv.date, dates)
    head, foot = appearance.running
    return RunningLines(replace(lines.head, span=head), replace(lines.foot, span=foot))


def running_problems(lines: RunningLines) -> Iterator[Diagnostic]:
    for where, line in (("top", lines.head), ("foot", lines.foot)):
        columns = sum(column_width(plain(part)) for part in line.parts)
        if columns > MOST_COLUMNS:
            hint = f"its parts have {columns} characters, and may have {MOST_COLUMNS}"
            yield error(f"the line at the {where} of the pages is too long: shorten it", line.span, hint)
