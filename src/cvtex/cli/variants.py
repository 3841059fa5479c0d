"""Variants -> files, messages and exit codes; for all commands that build."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.cli.arguments import open_cache, source_date_epoch
from cvtex.cli.output import Exit, NotWritten, choice, summary
from cvtex.cli.trust import trusted_styles
from cvtex.emit.formats import DOCX, FORMATS, HTML, PDF, TEXT
from cvtex.model.layout import WIDTH
from cvtex.value import Value, field

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.build.results import Appearance, BuildResult
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
    """Options of the command line; click has checked `engine` and `standard`.

    `shown`: formats that are made to be looked at; they are written only if they are asked for, too.
    """

    cv: Path
    variants: tuple[str, ...] = ()
    all_variants: bool = False
    output: Path = Path("build")
    engine: EngineName | None = None
    standard: Standard = "all"
    formats: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    all_entries: bool = False
    width: int = WIDTH
    assets: bool = False
    trust_styles: bool = False
    strict: bool = False
    keep_tex: bool = False
    report: Path | None = None
    diff: Path | None = None
    depfile: Path | None = None
    force: bool = False
    timings: bool = False
    jobs: int | None = None

    @property
    def decisive(self) -> Mapping[str, str]:
        """The options that affect the output, for the record of a build."""
        return {
            "standard": self.standard,
            "all_entries": str(self.all_entries),
            "width": str(self.width),
            "assets": str(self.assets),
            "strict": str(self.strict),
            "formats": ",".join(self.formats),
        }

    def load(self, stopwatch: Stopwatch) -> Loaded:
        from cvtex.build import loading

        return loading.load(self.cv, stopwatch, open_cache(), trusted_styles(self.cv, trust=self.trust_styles))


class Outcome(Value):
    """The outcome of one variant. `lines` go to standard output, `remarks` to standard error.

    `written`: the files that were replaced, with their bytes; `assets`: files that pages among them load. `kept`: those
    that were not, each with its draft, if any.
    """

    exit_code: Exit
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    written: Mapping[Path, bytes] = field(default_factory=dict)
    assets: Mapping[Path, bytes] = field(default_factory=dict)
    kept: Mapping[Path, Path | None] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[str, ...]:
        """The line of each file, without what was left out."""
        return tuple(line for line in self.lines if not line.startswith(" "))

    def print(self) -> None:
        from cvtex.diagnostics import printable

        for line in self.lines:
            click.echo(printable(line))
        for remark in self.remarks:
            click.echo(printable(remark), err=True)


@contextmanager
def build_variants(
    loaded: Loaded, stopwatches: Mapping[str, Stopwatch], options: BuildOptions
) -> Iterator[Iterator[BuildResult]]:
    """Build the variants of `stopwatches` in parallel; yield the results in their order. Write no file."""
    from cvtex.build.request import BuildRequest
    from cvtex.cli.side_by_side import side_by_side
    from cvtex.pipeline import build
    from cvtex.typeset.children import terminations_as_interrupts

    epoch, cache = source_date_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")), open_cache()
    requests = (
        BuildRequest(
            loaded=loaded,
            variant=name,
            environment=os.environ,
            engine=options.engine,
            epoch=epoch,
            standard=options.standard,
            formats=options.formats,
            all_entries=options.all_entries,
            width=options.width,
            assets=_assets(output_stem(loaded, name, options)).name if options.assets else "",
            also=options.shown,
            cache=cache,
            stopwatch=stopwatch,
        )
        for name, stopwatch in stopwatches.items()
    )
    calls = [partial(build, request) for request in requests]
    with terminations_as_interrupts(), side_by_side(calls, options.jobs) as results:
        yield results


def write_variant(loaded: Loaded, name: str, built: BuildResult, options: BuildOptions) -> Outcome:
    """Write each output that keeps its promises; else keep the previous file, and write the draft beside it, if any."""
    stem = output_stem(loaded, name, options)
    if options.keep_tex:
        _keep_tex(built, stem)
    code = _EXIT_CODES[built.status]
    is_refused = options.strict and bool(built.diagnostics)
    if is_refused and code == Exit.OK:
        code = Exit.DOCUMENT_HAS_ERRORS
    remarks: list[str] = []
    written: dict[Path, bytes] = {}
    assets: dict[Path, bytes] = {}
    kept: dict[Path, Path | None] = {}
    assert loaded.cv is not None
    asked = options.formats or loaded.cv.variants[name].formats
    for output in built.outputs:
        if output.format in options.shown and output.format not in asked:
            continue
        target = _target(stem, output.format)
        if output.data is not None and not is_refused:
            assets |= _write_assets(stem, output.assets)
            write(target, output.data)
            written[target] = output.data
            if output.format == HTML:
                _remove_other_assets(stem, output.assets)
            remove_draft(target)
            continue
        kept[target] = None
        remarks += [f"cvtex: keeping the previous {target}"] if target.exists() else []
        if output.draft is not None:
            kept[target] = draft_of(target)
            write(draft_of(target), output.draft)
            remarks.append(f"cvtex: {draft_of(target)} shows what went wrong")
    lines = _lines(built, written) if written else ()
    return Outcome(code, tuple(lines), tuple(remarks), written, assets, kept)


def _lines(built: BuildResult, written: Iterable[Path]) -> Iterator[str]:
    """Yield a line for each file; what was left out is below the first one."""
    assert built.variant is not None
    for place, target in enumerate(written):
        if target.suffix == FORMATS[PDF].suffix:
            yield from summary(built, str(target))
            continue
        remark = _remark(built.variant.appearance, target.suffix, is_first=not place)
        line = f"{target}: {remark}" if remark else str(target)
        yield from (line,) if place else choice(built, line)


def _remark(appearance: Appearance, suffix: str, *, is_first: bool) -> str:
    """What must be said of a file that is not a PDF; "" if nothing."""
    from cvtex.diagnostics import counted

    profile, pages = appearance.profile, appearance.demands.pages
    if suffix == FORMATS[TEXT].suffix and profile is not None and profile.form and is_first:
        return "texts for the funder's form, no PDF"
    if suffix != FORMATS[DOCX].suffix:
        return ""
    if pages is None:
        return "Word decides on its pages"
    return f"chosen to fit {counted(pages, 'page')} of the PDF; Word may need more"


def draft_of(target: Path) -> Path:
    """Where a PDF is kept that broke a promise, for its author to look at. It is no output."""
    return target.with_suffix(".draft.pdf")


def remove_draft(target: Path) -> None:
    """Remove the draft of an earlier build, now that there is a good one."""
    if target.suffix == ".pdf":
        with suppress(OSError):
            draft_of(target).unlink(missing_ok=True)


def output_stem(loaded: Loaded, name: str, options: BuildOptions) -> Path:
    """The file name that the profile asks for, or `<cv>-<variant>`, without a suffix."""
    from cvtex.build.loading import profile_of
    from cvtex.profiles.demands import file_stem

    loaded = loaded.seen_by(name)
    assert loaded.cv is not None
    stem = file_stem(profile_of(loaded, name).value, loaded.cv.owner.name) or f"{options.cv.stem}-{name}"
    return options.output / stem


def output_path(loaded: Loaded, name: str, options: BuildOptions, format_: str) -> Path:
    return _target(output_stem(loaded, name, options), format_)


def _target(stem: Path, format_: str) -> Path:
    return stem.with_name(f"{stem.name}{FORMATS[format_].suffix}")


def _assets(stem: Path) -> Path:
    """The folder for what a page loads."""
    return stem.with_name(f"{stem.name}_files")


def _write_assets(stem: Path, files: Mapping[str, bytes]) -> Mapping[Path, bytes]:
    """Write the files that a page loads, before the page: each has a name of its own."""
    from cvtex.files.replacement import write_beside

    folder = _assets(stem)
    try:
        write_beside(folder, files)
    except OSError as problem:
        raise NotWritten(folder, problem) from problem
    return {folder / name: data for name, data in files.items()}


def _remove_other_assets(stem: Path, files: Container[str]) -> None:
    from cvtex.files.replacement import remove_other_assets

    remove_other_assets(_assets(stem), files)


def write(target: Path, data: bytes) -> None:
    from cvtex.files.replacement import replace_file

    try:
        replace_file(target, data)
    except OSError as problem:
        raise NotWritten(target, problem) from problem


def _keep_tex(built: BuildResult, stem: Path) -> None:
    from cvtex.files.replacement import write_beside

    if built.typeset is None or built.variant is None:
        return
    document = built.typeset.document
    target = _target(stem, PDF)
    write(target.with_suffix(".tex"), document.tex.data)
    write(target.with_suffix(".log"), built.typeset.run.log.encode())
    try:
        write_beside(target.parent, {**built.variant.appearance.files, **document.fonts})
    except OSError as problem:
        raise NotWritten(target.parent, problem) from problem
