"""Variants -> files, messages and exit codes; for all commands that build."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.cli.arguments import open_cache, source_date_epoch
from cvtex.cli.output import Exit, choice, summary
from cvtex.cli.trust import trusted_styles
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.build.results import BuildResult
    from cvtex.build.stopwatch import Stopwatch
    from cvtex.finish.metadata import Standard
    from cvtex.typeset.engine import EngineName

_EXIT_CODES = {
    "ok": Exit.OK,
    "document": Exit.DOCUMENT_HAS_ERRORS,
    "tex": Exit.TEX_FAILED,
    "limit": Exit.LIMIT_BROKEN,
}


class BuildOptions(Value):
    """Options of the command line; click has checked `engine` and `standard`."""

    cv: Path
    variants: tuple[str, ...] = ()
    all_variants: bool = False
    output: Path = Path("build")
    engine: EngineName | None = None
    standard: Standard = "all"
    format: str | None = None
    all_entries: bool = False
    trust_styles: bool = False
    strict: bool = False
    keep_tex: bool = False
    report: Path | None = None
    diff: Path | None = None
    depfile: Path | None = None
    force: bool = False
    timings: bool = False

    @property
    def decisive(self) -> Mapping[str, str]:
        """The options that affect the output, for the record of a build."""
        return {
            "standard": self.standard,
            "all_entries": str(self.all_entries),
            "strict": str(self.strict),
            "format": self.format or "",
        }

    def load(self, stopwatch: Stopwatch) -> Loaded:
        from cvtex.build import loading

        return loading.load(self.cv, stopwatch, open_cache(), trusted_styles(self.cv, trust=self.trust_styles))


class Outcome(Value):
    """The outcome of one variant. `lines` go to standard output, `remarks` to standard error.

    `data`: the bytes that were written, if any.
    """

    target: Path
    exit_code: Exit
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    data: bytes | None = None

    def print(self) -> None:
        for line in self.lines:
            click.echo(line)
        for remark in self.remarks:
            click.echo(remark, err=True)


@contextmanager
def build_variants(
    loaded: Loaded, stopwatches: Mapping[str, Stopwatch], options: BuildOptions
) -> Iterator[Iterator[BuildResult]]:
    """Build the variants of `stopwatches` in parallel; yield the results in their order. Write no file."""
    from cvtex.build.request import BuildRequest
    from cvtex.cli.side_by_side import side_by_side
    from cvtex.pipeline import build
    from cvtex.typeset.process import terminations_as_interrupts

    epoch, cache = source_date_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")), open_cache()
    requests = (
        BuildRequest(
            loaded=loaded,
            variant=name,
            environment=os.environ,
            engine=options.engine,
            epoch=epoch,
            standard=options.standard,
            format=options.format,
            all_entries=options.all_entries,
            cache=cache,
            stopwatch=stopwatch,
        )
        for name, stopwatch in stopwatches.items()
    )
    with terminations_as_interrupts(), side_by_side([partial(build, request) for request in requests]) as results:
        yield results


def write_variant(loaded: Loaded, name: str, built: BuildResult, options: BuildOptions) -> Outcome:
    """Write the output if the build succeeded; else keep the previous file, and write the draft beside it, if any."""
    target = _target(loaded, name, built, options)
    if options.keep_tex:
        _keep_tex(built, target)
    code = _EXIT_CODES[built.status]
    if options.strict and built.diagnostics and code == Exit.OK:
        code = Exit.DOCUMENT_HAS_ERRORS
    if code != Exit.OK:
        remarks = [f"cvtex: keeping the previous {target}"] if target.exists() else []
        if built.draft is not None:
            write(draft_of(target), built.draft)
            remarks.append(f"cvtex: {draft_of(target)} shows what went wrong")
        return Outcome(target, code, remarks=tuple(remarks))
    assert built.data is not None
    assert built.variant is not None
    write(target, built.data)
    if built.pdf is not None:
        remove_draft(target)
        return Outcome(target, code, tuple(summary(built, str(target))), data=built.data)
    profile = built.variant.appearance.profile
    line = f"{target}: texts for the funder's form, no PDF" if profile and profile.form else str(target)
    return Outcome(target, code, tuple(choice(built, line)), data=built.data)


def draft_of(target: Path) -> Path:
    """Where a PDF is kept that broke a promise, for its author to look at. It is no output."""
    return target.with_suffix(".draft.pdf")


def remove_draft(target: Path) -> None:
    """Remove the draft of an earlier build, now that there is a good one."""
    if target.suffix == ".pdf":
        with suppress(OSError):
            draft_of(target).unlink(missing_ok=True)


def _target(loaded: Loaded, name: str, built: BuildResult, options: BuildOptions) -> Path:
    """The file name that the profile asks for, or `<cv>-<variant>`."""
    from cvtex.build.loading import profile_of
    from cvtex.emit.formats import FORMATS
    from cvtex.profiles.demands import file_stem

    assert loaded.cv is not None
    stem = file_stem(profile_of(loaded, name).value, loaded.cv.owner.name) or f"{options.cv.stem}-{name}"
    return options.output / f"{stem}{FORMATS[built.format].suffix}"


def write(target: Path, data: bytes) -> None:
    from cvtex.files.replacement import replace_file

    try:
        replace_file(target, data)
    except OSError as problem:
        raise click.FileError(str(target), str(problem.strerror)) from problem


def _keep_tex(built: BuildResult, target: Path) -> None:
    from cvtex.files.replacement import write_beside

    if built.typeset is None or built.variant is None:
        return
    document = built.typeset.document
    write(target.with_suffix(".tex"), document.tex.data)
    write(target.with_suffix(".log"), built.typeset.run.log.encode())
    try:
        write_beside(target.parent, {**built.variant.appearance.files, **document.fonts})
    except OSError as problem:
        raise click.FileError(str(target.parent), str(problem.strerror)) from problem
