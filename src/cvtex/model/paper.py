"""Papers and dates in the units that a PDF and TeX want."""

from __future__ import annotations

import calendar

from cvtex.model.dates import PartialDate
from cvtex.model.variant import Paper

# Width and height in bp: ISO 216 A4 is 210 x 297 mm, US Letter 8.5 x 11 in.
SIZES: dict[Paper, tuple[float, float]] = {"a4": (595.276, 841.89), "letter": (612.0, 792.0)}


def epoch_of(date: PartialDate) -> int:
    """Seconds from 1970-01-01 to the first moment (UTC) of a date; never negative."""
    return max(0, calendar.timegm((*date.first_day, 0, 0, 0)))
