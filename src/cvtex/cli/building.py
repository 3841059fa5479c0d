"""One variant -> its file, what is to be told of it, and an exit code; for all commands that build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.cli import exits
from cvtex.cli.arguments import cache_folder, source_date_epoch
from cvtex.cli.summary import summary
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.build.stopwatch import Stopwatch
    from cvtex.finish.metadata import Standard
    from cvtex.pipeline import Built
    from cvtex.typeset.engine import EngineName

_EXIT_CODES = {
    "ok": exits.OK,
    "document": exits.DOCUMENT_HAS_ERRORS,
    "tex": exits.TEX_FAILED,
    "limit": exits.LIMIT_BROKEN,
}


class Wishes(Value):
    """What a command line asks of every variant."""

    output: Path
    engine: EngineName | None = None
    standard: Standard = "all"
    all_entries: bool = False
    keep_tex: bool = False
    strict: bool = False
    trust_styles: bool = False
    format: str | None = None


class Delivered(Value):
    """`lines` are results, for standard output; `remarks` stand beside diagnostics. `data` is what was written, if
    anything was.
    """

    target: Path
    exit_code: int
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    data: bytes | None = None


@contextmanager
def build_variants(loaded: Loaded, stopwatches: Mapping[str, Stopwatch], wishes: Wishes) -> Iterator[Iterator[Built]]:
    """The variants in the order of their names, each with its stopwatch; they are built side by side, and writing them
    is left to `deliver`.
    """
    from cvtex import pipeline
    from cvtex.cli.side_by_side import side_by_side
    from cvtex.typeset.process import terminations_interrupt

    epoch, cache = source_date_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")), cache_folder()
    with terminations_interrupt():
        calls: list[Callable[[], Built]] = [
            partial(
                pipeline.build,
                loaded,
                name,
                wishes.engine,
                epoch,
                os.environ,
                everything=wishes.all_entries,
                cache=cache,
                standard=wishes.standard,
                format_=wishes.format,
                stopwatch=stopwatch,
            )
            for name, stopwatch in stopwatches.items()
        ]
        with side_by_side(calls) as results:
            yield results


def deliver(loaded: Loaded, name: str, built: Built, wishes: Wishes, stem: str) -> Delivered:
    """Writes what was built if every promise is kept; what an older build has written stays if not."""
    from cvtex import pipeline
    from cvtex.emit.formats import FORMATS

    target = wishes.output / f"{pipeline.file_stem(loaded, name, stem)}{FORMATS[built.format].suffix}"
    if wishes.keep_tex:
        _keep_tex(built, target)
    code = _EXIT_CODES[built.status]
    if wishes.strict and built.diagnostics and code == exits.OK:
        code = exits.DOCUMENT_HAS_ERRORS
    if code != exits.OK:
        return Delivered(target, code, remarks=(f"cvtex: {target} is left as it was",) if target.exists() else ())
    if built.written is not None:
        write(target, built.written)
        is_form = (
            built.draft is not None
            and built.draft.appearance.profile is not None
            and built.draft.appearance.profile.form
        )
        line = f"{target}: texts for the funder's form, no PDF" if is_form else str(target)
        return Delivered(target, code, (line,), data=built.written)
    assert built.pdf is not None
    write(target, built.pdf)
    return Delivered(target, code, tuple(summary(built, str(target))), data=built.pdf)


def write(target: Path, data: bytes) -> None:
    from cvtex.files.replacement import replace_file

    try:
        replace_file(target, data)
    except OSError as problem:
        raise click.FileError(str(target), str(problem.strerror)) from problem


def _keep_tex(built: Built, target: Path) -> None:
    from cvtex.files.replacement import write_beside

    if built.printed is None or built.draft is None:
        return
    sheet = built.printed.sheet
    write(target.with_suffix(".tex"), sheet.document.tex.encode())
    write(target.with_suffix(".log"), sheet.run.log.encode())
    try:
        write_beside(target.parent, {**built.draft.appearance.files, **sheet.fonts})
    except OSError as problem:
        raise click.FileError(str(target.parent), str(problem.strerror)) from problem
