"""What a build command need not do again: found by the records of earlier ones, told, and recorded for later ones."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.build.up_to_date import BuildRecord, CvRecord, Records, are_settled, conditions, output_digest
from cvtex.cache.fingerprint import libraries
from cvtex.cli.arguments import chosen, open_cache
from cvtex.cli.output import rendered
from cvtex.cli.variants import BuildOptions

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.build.results import BuildResult


class EarlierBuilds:
    """The records for one command."""

    def __init__(self, options: BuildOptions) -> None:
        self._began = time.time()
        self._options = options
        # Paths in records and in messages are those of the command line.
        request = _here(), str(options.cv), str(options.output)
        self._records = Records(open_cache(), request, conditions(options.decisive, options.engine, os.environ))

    @property
    def _may_spare(self) -> bool:
        """Whether a record may spare a build; new ones are written in any case."""
        asked = self._options
        return not (asked.force or asked.report or asked.diff or asked.keep_tex)

    def of_all(self) -> tuple[CvRecord, dict[str, BuildRecord]] | None:
        """The records of all variants that are asked for, by name; None if one must be built, or the CV read."""
        variants = self._options.variants
        cv = self._records.cv()
        if cv is None or not set(variants) <= set(cv.variants):
            return None
        found = {}
        for name in chosen(cv.variants, variants, all_variants=self._options.all_variants):
            record = self.of_one(cv, name)
            if record is None:
                return None
            found[name] = record
        return cv, found

    def of_one(self, cv: CvRecord, name: str) -> BuildRecord | None:
        return self._records.build(name, cv) if self._may_spare else None

    def put(
        self, loaded: Loaded, cv: CvRecord, name: str, built: BuildResult, target: Path, data: bytes
    ) -> BuildRecord:
        """The record of a build that succeeded and wrote `data`; cached if all is known that it depends on."""
        files = (*libraries(), *(built.installation or ()))
        messages = rendered(built.diagnostics, loaded.sources)
        record = BuildRecord(cv.key, built.files.dependencies, files, messages, str(target), output_digest(data))
        is_known = built.installation is not None and are_settled(files, self._began)
        if is_known and loaded.files.is_steady and built.files.is_steady:
            self._records.put(name, cv, record)
        return record


def cv_record(loaded: Loaded) -> CvRecord:
    variants = tuple(loaded.cv.variants) if loaded.cv else ()
    return CvRecord(variants, rendered(loaded.diagnostics, loaded.sources), loaded.files.dependencies)


def print_up_to_date(record: BuildRecord) -> None:
    click.echo(f"{record.output}: up to date")


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        # A folder that was removed has no name.
        return ""
