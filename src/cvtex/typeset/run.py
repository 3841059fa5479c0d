"""TeX source -> PDF and log: one bounded TeX run in a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cvtex.files.state import FileState
from cvtex.typeset.engine import Engine
from cvtex.typeset.environment import tex_environment
from cvtex.typeset.process import ProcessEnd, defer_interrupts, do_nothing, run_process
from cvtex.value import Value, field

_ARGUMENTS: Final = (
    "-interaction=nonstopmode",
    "-halt-on-error",
    "-file-line-error",
    "-no-shell-escape",
)
WRITTEN_BYTES: Final = 256 * 1024 * 1024
_LOG_BYTES: Final = 16 * 1024 * 1024
_TERMINAL_BYTES: Final = 4 * 1024

_JOBNAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RESOURCE_NAME: Final = re.compile(r"[^-./\\:\x00-\x1f][^/\\:\x00-\x1f]*")


class TexJob(Value):
    """A document to typeset: `resources` are the files beside it (styles, images), by plain name.

    `tex` is written as UTF-8; a lone surrogate in it is a ValueError of the run. `preamble_lines`: how many of its
    first lines say nothing of this one document, so that what they do can be kept in a format; 0 if none are known.
    `body_resources` are files that only what follows these lines asks for.

    Raises ValueError for a job name or a resource name that is not plain, or for a resource that would replace a
    file of the job itself. Those are mistakes of the program: names from a user are to be checked before.
    """

    tex: str
    resources: Mapping[str, bytes]
    jobname: str
    preamble_lines: int = 0
    body_resources: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _JOBNAME.fullmatch(self.jobname):
            raise ValueError(f"not a plain job name: {self.jobname!r}")
        for name in (*self.resources, *self.body_resources):
            if not _RESOURCE_NAME.fullmatch(name) or name.lower().startswith(f"{self.jobname.lower()}."):
                raise ValueError(f"not a plain name of a resource: {name!r}")


class TexRun(Value):
    r"""What a TeX run gave.

    `pdf` is there only if TeX ended with exit code 0 and wrote one; even then the log is to be read.
    `exit_code` is None if TeX was stopped or could not be started.
    `reason` is "" or says, in a clause, what befell the run apart from its log.
    `installation`: how the files were that TeX read, and the databases in which others would have been found; () if
    unknown. `format` is what `\dump` wrote, `files` those that TeX read, by the names it has for them; both if asked
    for.
    """

    pdf: bytes | None
    log: str
    exit_code: int | None
    timed_out: bool
    seconds: float
    reason: str
    format: bytes | None = None
    files: tuple[str, ...] = ()
    installation: tuple[FileState, ...] = ()


class Start(Value):
    """How TeX is started. `environment` has variables for TeX beside those that it always gets."""

    options: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


PLAIN: Final = Start()


def run_tex(
    job: TexJob,
    engine: Engine,
    *,
    epoch: int,
    time_limit: float,
    environment: Mapping[str, str],
    start: Start = PLAIN,
    meanwhile: Callable[[], None] = do_nothing,
) -> TexRun:
    r"""Job -> PDF and log, by one pass of TeX.

    `epoch`: the time that TeX shall believe in, seconds since 1970. The same job then gives the same bytes.
    `time_limit`: seconds, after which TeX and what it started are killed. `environment`: this program's.
    `meanwhile` is called while TeX works.
    \input, \openin and \openout reach only its temporary folder and its installation, and no shell is started.
    """
    with _own_folder() as folder:
        for name, content in {**job.resources, **job.body_resources}.items():
            (folder / name).write_bytes(content)
        (folder / f"{job.jobname}.tex").write_bytes(job.tex.encode("utf-8"))
        # TeX cannot reach dot files, nor make a folder.
        terminal = folder / ".terminal"
        end = run_process(
            (engine.executable, *_ARGUMENTS, *start.options, f"{job.jobname}.tex"),
            cwd=folder,
            environment=tex_environment(environment, epoch, folder, folder / ".absent") | dict(start.environment),
            output=terminal,
            watched=folder,
            time_limit=time_limit,
            size_limit=WRITTEN_BYTES,
            meanwhile=meanwhile,
        )
        base = folder / job.jobname
        log = _tail(base.with_name(f"{base.name}.log"), _LOG_BYTES)
        return TexRun(
            pdf=_output(base.with_name(f"{base.name}.pdf"), end),
            log=log,
            exit_code=end.exit_code,
            timed_out=end.stopped == "time",
            seconds=end.seconds,
            reason=_reason(end, log, terminal, time_limit),
            format=_output(base.with_name(f"{base.name}.fmt"), end),
            files=_read_files(base.with_name(f"{base.name}.fls")),
        )


@contextmanager
def _own_folder() -> Iterator[Path]:
    """One folder for all that a run reads and writes: making and removing one takes as long as setting half a page."""
    folder = None
    try:
        with defer_interrupts():
            folder = TemporaryDirectory(prefix="cvtex-", ignore_cleanup_errors=True)
        yield Path(folder.name)
    finally:
        if folder is not None:
            with defer_interrupts():
                folder.cleanup()


def _output(path: Path, end: ProcessEnd) -> bytes | None:
    return path.read_bytes() if end.exit_code == 0 and path.is_file() else None


def _read_files(record: Path) -> tuple[str, ...]:
    """What -recorder has noted: a line `INPUT <name>` for each file read."""
    names = (
        line.removeprefix("INPUT ") for line in _tail(record, _LOG_BYTES).splitlines() if line.startswith("INPUT ")
    )
    return tuple(dict.fromkeys(names))


def _reason(end: ProcessEnd, log: str, terminal: Path, time_limit: float) -> str:
    if end.fault:
        return f"TeX could not be started: {end.fault}"
    if end.stopped == "time":
        return f"TeX was stopped after {time_limit:g} s"
    if end.stopped == "size":
        return f"TeX was stopped because it wrote more than {WRITTEN_BYTES // 1024**2} MB"
    if not log:
        # Without its format file, TeX says so on the terminal and opens no log.
        printed = _tail(terminal, _TERMINAL_BYTES)
        return f"TeX wrote no log; it said: {' '.join(printed.split())}"
    return ""


def _tail(path: Path, limit: int) -> str:
    """File -> its last `limit` bytes as text, "" if there is no file. TeX writes bytes that need not be UTF-8."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - limit))
        return file.read(limit).decode("utf-8", "replace").replace("\r\n", "\n")
