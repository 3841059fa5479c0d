"""TeX source -> PDF and log: one TeX run with limits, in a temporary folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import Final

from cvtex.files.state import FileState
from cvtex.files.temporary import OwnFolder
from cvtex.typeset.children import defer_interrupts
from cvtex.typeset.engine import Engine
from cvtex.typeset.environment import tex_environment
from cvtex.typeset.faults import KEEP, Fault, Limits, fault_of, without_files
from cvtex.typeset.process import ProcessEnd, do_nothing, run_process
from cvtex.value import Value, field

_ARGUMENTS: Final = (
    "-interaction=nonstopmode",
    "-halt-on-error",
    "-file-line-error",
    "-no-shell-escape",
)
WRITTEN_BYTES: Final = 256 * 1024 * 1024
_LOG_BYTES: Final = 16 * 1024 * 1024
# The end of a log that was written without end says where TeX was.
_STOPPED_LOG_BYTES: Final = 64 * 1024
_TERMINAL_BYTES: Final = 4 * 1024

# TeX says nothing of a full disk if there is no room for its log.
_LEAST_ROOM: Final = 64 * 1024
_END_OF_PDF: Final = b"%%EOF"

_JOBNAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RESOURCE_NAME: Final = re.compile(r"[^-./\\:\x00-\x1f][^/\\:\x00-\x1f]*")


class TexJob(Value):
    """A document to typeset. `resources`: the files beside it (styles, images), by plain name.

    `tex` is written as UTF-8; a lone surrogate in it makes the run raise ValueError. `preamble_lines`: how many lines
    at its beginning do not depend on the document, so that they can be dumped as a format; 0 if unknown.
    `body_resources`: files that are read only after these lines.

    Raises ValueError for a job name or resource name that is not plain, and for a resource that would replace a file of
    the job. These are errors of the program: names from a user must be checked before.
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
    r"""The result of a TeX run.

    `pdf` is None unless TeX ended with exit code 0 and wrote a whole one; even then the log can contain problems.
    `exit_code` is None if TeX was stopped or could not be started.
    `reason`: a clause about a problem that is not in the log, or ""; `remedy`: what to do if there is no PDF.
    `installation`: states of the files that TeX read and of the databases of its trees; () if unknown.
    `printed`: the end of what TeX printed, which is rarely more than is in its log.
    `timed_out`, `wrote_too_much`: why it was stopped.
    `format`: the output of `\dump`; `files`: the names of all files that TeX read. Both only if requested.
    """

    pdf: bytes | None
    log: str
    exit_code: int | None
    timed_out: bool
    seconds: float
    reason: str
    remedy: str = KEEP
    printed: str = ""
    format: bytes | None = None
    wrote_too_much: bool = False
    files: tuple[str, ...] = ()
    installation: tuple[FileState, ...] = ()

    @property
    def was_stopped(self) -> bool:
        """Whether it would not have ended, or would have filled the disk."""
        return self.timed_out or self.wrote_too_much


class Start(Value):
    """How to start TeX. `environment`: variables in addition to those that are always set."""

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
    r"""Run one pass of TeX: job -> PDF and log.

    `epoch`: the time that TeX uses as the current time, in seconds since 1970; the same job then gives the same bytes.
    `time_limit`: seconds after which TeX and its child processes are killed. `environment`: that of this program.
    `meanwhile` is called while TeX runs.
    \input, \openin and \openout reach only the temporary folder and the installation. No shell is started.
    """
    try:
        with own_folder() as folder:
            return _run(job, engine, folder, epoch, time_limit, environment, start, meanwhile)
    except TemporaryFilesError as problem:
        reason, remedy = problem.fault.reason, problem.fault.remedy
        return TexRun(pdf=None, log="", exit_code=None, timed_out=False, seconds=0.0, reason=reason, remedy=remedy)


def _run(
    job: TexJob,
    engine: Engine,
    folder: Path,
    epoch: int,
    time_limit: float,
    environment: Mapping[str, str],
    start: Start,
    meanwhile: Callable[[], None],
) -> TexRun:
    with _faults_of_files():
        for name, content in {**job.resources, **job.body_resources}.items():
            (folder / name).write_bytes(content)
        (folder / f"{job.jobname}.tex").write_bytes(job.tex.encode("utf-8"))
    # TeX can neither read dot files nor create folders.
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
    with _faults_of_files():
        most = _STOPPED_LOG_BYTES if end.stopped else _LOG_BYTES
        log = _tail(base.with_name(f"{base.name}.log"), most)
        pdf = _output(base.with_name(f"{base.name}.pdf"), end)
        is_cut = pdf is not None and not pdf.rstrip().endswith(_END_OF_PDF)
        printed = _tail(terminal, _TERMINAL_BYTES)
        fault = fault_of(
            end,
            Limits(time_limit, WRITTEN_BYTES),
            log=log,
            printed=printed,
            is_cut=is_cut,
            full_disk=_full_disk(folder),
        )
        return TexRun(
            pdf=None if is_cut else pdf,
            log=log,
            exit_code=end.exit_code,
            timed_out=end.stopped == "time",
            wrote_too_much=end.stopped == "size",
            seconds=end.seconds,
            reason=fault.reason,
            remedy=fault.remedy,
            printed=printed,
            format=_output(base.with_name(f"{base.name}.fmt"), end),
            files=() if end.stopped else _read_files(base.with_name(f"{base.name}.fls")),
        )


class TemporaryFilesError(Exception):
    """Temporary files cannot be written or read: the disk is full, or there is no folder for them."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


@contextmanager
def own_folder() -> Iterator[Path]:
    """Create one folder for everything: creating and removing one takes as long as setting half a page.

    Raises TemporaryFilesError.
    """
    folder = None
    try:
        with defer_interrupts(), _faults_of_files():
            folder = OwnFolder()
        yield folder.path
    finally:
        if folder is not None:
            with defer_interrupts():
                folder.remove()


@contextmanager
def _faults_of_files() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise TemporaryFilesError(without_files(problem)) from problem


def _output(path: Path, end: ProcessEnd) -> bytes | None:
    return path.read_bytes() if end.exit_code == 0 and path.is_file() else None


def _read_files(record: Path) -> tuple[str, ...]:
    """Read the record of -recorder: a line `INPUT <name>` for each file read."""
    names = (
        line.removeprefix("INPUT ") for line in _tail(record, _LOG_BYTES).splitlines() if line.startswith("INPUT ")
    )
    return tuple(dict.fromkeys(names))


def _full_disk(folder: Path) -> str:
    """The folder of all temporary files, if its disk is full."""
    return str(folder.parent) if disk_usage(folder).free < _LEAST_ROOM else ""


def _tail(path: Path, limit: int) -> str:
    """File -> its last `limit` bytes as text, "" if there is no file. TeX's output need not be valid UTF-8."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - limit))
        return file.read(limit).decode("utf-8", "replace").replace("\r\n", "\n")
