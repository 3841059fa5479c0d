"""`cvtex watch`: rebuild whenever a file changes that the build read or looked for; show the result in a browser."""

from __future__ import annotations

import contextlib
import gc
import math
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cvtex.cli.arguments import (
    assets_option,
    chosen_variants,
    cv_argument,
    engine_option,
    format_option,
    output_option,
    standard_option,
    timings_option,
    variant_option,
    width_option,
)
from cvtex.cli.completing import complete_editor
from cvtex.cli.output import print_once, rendered
from cvtex.cli.progress import Progress
from cvtex.cli.trust import trust_option
from cvtex.cli.variants import BuildOptions, build_variants, write_variant
from cvtex.diagnostics import printable

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.build.results import BuildResult
    from cvtex.cli.live import Live
    from cvtex.files.dependency import Dependency

# Seconds between two checks of the disk: while idle, and after a change.
_STEP: Final = 0.01
_SHORT_STEP: Final = 0.003
# A change is over after so many quiet seconds: editors save in several steps, and several files at once.
QUIET: Final = 0.012
# Build after so many seconds even if files keep changing.
LONGEST: Final = 1.0
# Seconds after which contents are compared once more: file systems with coarse times (FAT: two seconds) give two saves
# in a row the same time.
_COARSE: Final = 2.5

# Path -> what `stat` says of it; None if nothing is there.
Stamps = Mapping[str, tuple[int, ...] | None]


@click.command(short_help="Rebuild whenever a source file is saved.")
@cv_argument
@variant_option
@output_option
@engine_option
@standard_option
@trust_option
@format_option
@width_option
@assets_option
@timings_option
@click.option("--serve", is_flag=True, help="Show the result on a page in the browser, which follows each save.")
@click.option("--open", "opens", is_flag=True, help="Open that page.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    show_default="a free one",
    help="Serve the page at this port.",
)
@click.option(
    "--editor",
    shell_complete=complete_editor,
    metavar="NAME",
    show_default="vscode",
    help="Open files in this editor from the page: its name, or an address with {file}, {line} and {column}.",
)
def watch(*, serve: bool, opens: bool, port: int | None, editor: str | None, **given: Any) -> None:
    """Rebuild whenever a source file is saved, until Ctrl-C: the first variant, or those named by --variant."""
    if not serve:
        for option, value in (("--open", opens or None), ("--port", port), ("--editor", editor)):
            if value is not None:
                raise click.UsageError(f"{option} needs --serve")
        build_on_save(BuildOptions(**given), threading.Event())
        return
    from cvtex.cli.live import SHOWN, serving

    options = BuildOptions(**given, shown=SHOWN)
    with serving(options, port or 0, editor, opens=opens) as live:
        build_on_save(options, threading.Event(), live)


def _never() -> bool:
    return False


def build_on_save(options: BuildOptions, stop: threading.Event, live: Live | None = None) -> None:
    """Build after each change, until `stop` is set. `live`: the page that shows the builds."""
    from cvtex.typeset.children import terminations_as_interrupts

    is_first = True
    folder = _Folder()

    def wakes() -> bool:
        return folder.is_back() or (live is not None and live.lacks_a_variant())

    with terminations_as_interrupts():
        while not stop.is_set():
            with Progress(timings=options.timings) as progress:
                depends = _Round(options, progress, live).run(may_refuse=is_first)
            if is_first:
                click.echo(printable(f"watching {options.cv} and the files it uses; press Ctrl-C to stop"), err=True)
                is_first = False
            # Built and shown; at the threshold for single builds, the garbage of hundreds would pile up.
            gc.collect()
            _wait_for_change(depends, stop, wakes)
            folder.enter()


class _Folder:
    """The working directory. One that was deleted and made again, as by `git switch`, is another to the system."""

    def __init__(self) -> None:
        self._path = Path.cwd()

    def is_back(self) -> bool:
        """Whether there is a new folder in the place of a deleted one."""
        return self._is_gone() and self._path.is_dir()

    def enter(self) -> None:
        if self.is_back():
            # Deleted again meanwhile, or closed to this user: the build says that there is no CV.
            with contextlib.suppress(OSError):
                os.chdir(self._path)

    @staticmethod
    def _is_gone() -> bool:
        try:
            os.getcwd()  # noqa: PTH109 - asked a hundred times a second
        except OSError:
            return True
        return False


def _wait_for_change(depends: Iterable[Dependency], stop: threading.Event, wakes: Callable[[], bool] = _never) -> None:
    """Return when a dependency has changed, or `wakes` is true. A save that changes no byte does not count."""
    from cvtex.read.observed import is_unchanged, stamps

    depends = tuple(depends)
    # Taken before the check below, so that no later change is missed.
    seen: Stamps | None = stamps(one.path for one in depends)
    if not all(map(is_unchanged, depends)):
        # A file has changed since it was read: wait until it settles as well.
        seen = {}
    while seen is not None:
        seen = settled(seen, _looks(depends, seen, stop, wakes))
        if not all(map(is_unchanged, depends)):
            return


def _looks(
    depends: tuple[Dependency, ...], seen: Stamps, stop: threading.Event, wakes: Callable[[], bool]
) -> Iterator[tuple[float, Stamps]]:
    from cvtex.read.observed import is_unchanged, stamps

    paths = tuple(dict.fromkeys(one.path for one in depends))
    late = time.monotonic() + _COARSE
    step = _STEP
    while not (stop.wait(step) or wakes()):
        found = stamps(paths)
        if (now := time.monotonic()) >= late:
            late = math.inf
            if found == seen and not all(map(is_unchanged, depends)):
                return
        yield now, found
        step = _STEP if found == seen else _SHORT_STEP


def settled(before: Stamps, looks: Iterable[tuple[float, Stamps]]) -> Stamps | None:
    """Return the first stamps that differ from `before` and are stable; None if `looks` end first.

    `looks`: (seconds, stamps) of each check of the disk.
    """
    last, began, changed = before, 0.0, 0.0
    for now, found in looks:
        if found != last:
            began = now if last == before else began
            last, changed = found, now
        elif last != before and now - changed >= QUIET:
            return last
        if last != before and now - began >= LONGEST:
            return last
    return None


def line_of(time: str, result: str, seconds: float) -> str:
    """`12:03:04 build/cv-full.pdf: 8 pages, 0.31 s`."""
    return f"{time} {result}, {seconds:.2f} s"


class _Round:
    """One build of all variants."""

    def __init__(self, options: BuildOptions, progress: Progress, live: Live | None) -> None:
        self._start = time.monotonic()
        self._options = options
        self._progress = progress
        self._live = live

    def run(self, *, may_refuse: bool) -> tuple[Dependency, ...]:
        """Build, and return all dependencies. `may_refuse`: exit if a requested variant does not exist."""
        from cvtex.read.observed import is_unchanged

        live = self._live
        if live:
            live.begin()
        loaded = self._options.load(self._progress.stopwatch())
        if not loaded.ok and not all(map(is_unchanged, loaded.files.dependencies)):
            # Read while it was saved, empty or half: what is wrong with it is no longer there, and it is read again.
            return loaded.files.dependencies
        printed: set[str] = set()
        with self._progress.aside():
            print_once(rendered(loaded.diagnostics, loaded.sources), printed)
            names = self._names(loaded, may_refuse=may_refuse) if loaded.ok else ()
            if not names:
                self._say(f"{self._options.cv}: not built")
        if live:
            live.loaded(loaded, names)
        stopwatches = {name: self._progress.stopwatch(name) for name in names}
        depends: list[Dependency] = []
        with build_variants(loaded, stopwatches, self._options) as results:
            for (name, stopwatch), built in zip(stopwatches.items(), results, strict=True):
                depends += built.files.dependencies
                with self._progress.aside():
                    print_once(rendered(built.diagnostics, loaded.sources), printed)
                    stopwatch.enter("write")
                    if live:
                        live.built(loaded, name, built)
                    self._deliver(loaded, name, built)
                    stopwatch.stop()
        if live:
            live.end()
        return *loaded.files.dependencies, *depends

    def _deliver(self, loaded: Loaded, name: str, built: BuildResult) -> None:
        try:
            outcome = write_variant(loaded, name, built, self._options)
        except click.FileError as problem:
            # On Windows, some viewers lock the file that they show.
            problem.show()
            self._say(f"{name}: not written")
            return
        for line in outcome.heads:
            self._say(line)
        for target, draft in outcome.kept.items():
            self._say(f"{target}: not built{f', see {draft}' if draft else ''}")

    def _names(self, loaded: Loaded, *, may_refuse: bool) -> tuple[str, ...]:
        try:
            names = chosen_variants(loaded, self._options.variants, all_variants=False)
            return (*names, *(self._live.in_sight(loaded, names) if self._live else ()))
        except click.BadParameter as problem:
            if may_refuse:
                raise
            # The next save may restore the variant.
            problem.show()
            return ()

    def _say(self, result: str) -> None:
        click.echo(line_of(time.strftime("%H:%M:%S"), printable(result), time.monotonic() - self._start))
