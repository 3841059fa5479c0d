"""The request for a build: a variant, its options, and the environment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cvtex.build.loading import Loaded
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.model.dates import PartialDate, epoch_of
from cvtex.model.layout import WIDTH
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.finish.metadata import Standard
    from cvtex.typeset.engine import EngineName


class BuildRequest(Value):
    """A request for one variant of a loaded CV.

    `engine`: None for the first one found. `epoch`: seconds since 1970, or None for the CV's own date. `formats`: of
    `FORMATS`; () for those of the variant, or the one that the funder accepts. `all_entries`: print every .bib entry.
    `width`: of lines of plain text. `assets`: the folder for what a page loads, "" for a page that stands alone.
    `also`: formats to make besides, whatever the variant or the funder asks for.
    """

    loaded: Loaded
    variant: str
    environment: Mapping[str, str]
    engine: EngineName | None = None
    epoch: int | None = None
    standard: Standard = "all"
    formats: tuple[str, ...] = ()
    all_entries: bool = False
    width: int = WIDTH
    assets: str = ""
    also: tuple[str, ...] = ()
    cache: Cache = NO_CACHE
    stopwatch: Stopwatch = UNMEASURED

    @property
    def today(self) -> PartialDate | None:
        """The day that was handed in, for a CV without a date."""
        if self.epoch is None:
            return None
        day = datetime.fromtimestamp(self.epoch, UTC)
        return PartialDate(day.year, day.month, day.day)

    @property
    def date(self) -> int:
        """Date of the PDF, in seconds since 1970."""
        if self.epoch is not None:
            return self.epoch
        cv = self.loaded.cv
        return epoch_of(cv.date) if cv and cv.date else 0
