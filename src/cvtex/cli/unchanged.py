"""What a build command need not do again: found by the records of earlier ones, told, and recorded for later ones."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.build_record import BuildRecord, Reading
from cvtex.circumstances import circumstances, libraries
from cvtex.cli.arguments import cache_folder, chosen
from cvtex.cli.telling import rendered
from cvtex.record_store import RecordStore, are_settled, digest_of_output

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.pipeline import Built


class KeptBuilds:
    """The records for one command. `trusted`: whether they may spare a build; new ones are written in any case."""

    def __init__(
        self, cv: Path, output: Path, engine: str | None, options: Mapping[str, str], *, trusted: bool
    ) -> None:
        self._began = time.time()
        self._trusted = trusted
        self._store = RecordStore(cache_folder())
        # Paths in records and in what was told are those of the command line.
        self._request = (_here(), str(cv), str(output))
        self._options = {**options, "engine": engine or ""}
        self._now = circumstances(engine, os.environ)

    def of_all(self, variants: tuple[str, ...], *, all_variants: bool) -> tuple[Reading, dict[str, BuildRecord]] | None:
        """The records of all variants that are asked for, by name; None if one must be built, or the CV read."""
        reading = self._store.reading(self._request[:2])
        if reading is None or not set(variants) <= set(reading.variants):
            return None
        found = {}
        for name in chosen(reading.variants, variants, all_variants=all_variants):
            record = self.of_one(reading, name)
            if record is None:
                return None
            found[name] = record
        return reading, found

    def of_one(self, reading: Reading, name: str) -> BuildRecord | None:
        if not self._trusted:
            return None
        return self._store.build((*self._request, name), self._options, self._now, reading)

    def keep(self, loaded: Loaded, reading: Reading, name: str, built: Built, target: Path, data: bytes) -> BuildRecord:
        """The record of a build that succeeded and wrote `data`; kept if all is known that it depends on."""
        files = (*libraries(), *(built.installation or ()))
        record = BuildRecord(
            self._options,
            self._now,
            reading.digest,
            built.files.dependencies,
            files,
            rendered(built.diagnostics, loaded.sources),
            str(target),
            digest_of_output(data),
        )
        is_known = built.installation is not None and are_settled(files, self._began)
        if is_known and loaded.files.is_steady and built.files.is_steady:
            self._store.keep("reading", self._request[:2], reading)
            self._store.keep("build", (*self._request, name), record)
        return record


def reading_from(loaded: Loaded) -> Reading:
    variants = tuple(loaded.cv.variants) if loaded.cv else ()
    return Reading(variants, rendered(loaded.diagnostics, loaded.sources), loaded.files.dependencies)


def tell_unchanged(record: BuildRecord) -> None:
    click.echo(f"{record.output}: up to date")


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        # A folder that was removed has no name.
        return ""
