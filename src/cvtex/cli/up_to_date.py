"""Skip builds that are up to date: look up the records of earlier builds, and write new ones."""

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
from cvtex.cli.variants import BuildOptions, Outcome, remove_draft

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.build.results import BuildResult


class EarlierBuilds:
    """Build records for one command."""

    def __init__(self, options: BuildOptions) -> None:
        self._began = time.time()
        self._options = options
        # Records and messages use paths as given on the command line.
        request = _here(), str(options.cv), str(options.output)
        self._records = Records(open_cache(), request, conditions(options.decisive, options.engine, os.environ))

    @property
    def _may_skip(self) -> bool:
        """Whether a record may replace a build. New records are written in any case."""
        options = self._options
        return not (options.force or options.report or options.diff or options.keep_tex)

    def find_all(self) -> tuple[CvRecord, dict[str, BuildRecord]] | None:
        """Current records of all requested variants, by name; None if one must be built, or the CV read."""
        variants = self._options.variants
        cv = self._records.cv()
        if cv is None or not set(variants) <= set(cv.variants):
            return None
        records = {}
        for name in chosen(cv.variants, variants, all_variants=self._options.all_variants):
            record = self.find(cv, name)
            if record is None:
                return None
            records[name] = record
        return cv, records

    def find(self, cv: CvRecord, name: str) -> BuildRecord | None:
        return self._records.build(name, cv) if self._may_skip else None

    def record(self, loaded: Loaded, cv: CvRecord, name: str, built: BuildResult, outcome: Outcome) -> BuildRecord:
        """Make the record of a build that wrote all its files; cache it if all dependencies are known and settled."""
        files = (*libraries(), *(built.installation or ()))
        messages = rendered(built.diagnostics, loaded.sources)
        outputs, assets = (
            tuple((str(target), output_digest(data)) for target, data in some.items())
            for some in (outcome.written, outcome.assets)
        )
        record = BuildRecord(cv.key, built.files.dependencies, files, messages, outputs, assets)
        is_known = built.installation is not None and are_settled(files, self._began)
        if is_known and loaded.files.is_steady and built.files.is_steady:
            self._records.put(name, cv, record)
        return record


def cv_record(loaded: Loaded) -> CvRecord:
    variants = tuple(loaded.cv.variants) if loaded.cv else ()
    return CvRecord(variants, rendered(loaded.diagnostics, loaded.sources), loaded.files.dependencies)


def print_up_to_date(record: BuildRecord) -> tuple[str, ...]:
    """Print a line for each file, and return them."""
    lines = tuple(f"{target}: up to date" for target in record.targets)
    for target, line in zip(record.targets, lines, strict=True):
        remove_draft(Path(target))
        click.echo(line if line.isprintable() else _escaped(line))
    return lines


def _escaped(line: str) -> str:
    # Few names need it, and its import takes time.
    from cvtex.diagnostics import printable

    return printable(line)


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        # The working directory was removed.
        return ""
