"""TeX source -> PDF and log: one bounded TeX run in a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cvtex.files.state import FileState
from cvtex.typeset.engine import Engine
from cvtex.typeset.environment import tex_environment
from cvtex.typeset.process import ProcessEnd, interrupts_held_back, run_process
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
    `head_lines`: how many of them say nothing of what is printed, so that TeX can read them before the rest is known;
    `late` are files that only what follows asks for.

    Raises ValueError for a job name or a resource name that is not plain, or for a resource that would replace a
    file of the job itself. Those are mistakes of the program: names from a user are to be checked before.
    """

    tex: str
    resources: Mapping[str, bytes]
    jobname: str
    preamble_lines: int = 0
    head_lines: int = 0
    late: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _JOBNAME.fullmatch(self.jobname):
            raise ValueError(f"not a plain job name: {self.jobname!r}")
        for name in (*self.resources, *self.late):
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
) -> TexRun:
    r"""Job -> PDF and log, by one pass of TeX.

    `epoch`: the time that TeX shall believe in, seconds since 1970. The same job then gives the same bytes.
    `time_limit`: seconds, after which TeX and what it started are killed. `environment`: this program's.
    \input, \openin and \openout reach only its temporary folder and its installation, and no shell is started.
    """
    with _own_folder(job.jobname) as folder:
        folder.write({**job.resources, **job.late}, job.tex)
        command, surroundings = folder.command(engine, start), folder.environment(start, epoch, environment)
        end = run_process(
            command,
            cwd=folder.path,
            environment=surroundings,
            output=folder.terminal,
            watched=folder.path,
            time_limit=time_limit,
            size_limit=WRITTEN_BYTES,
        )
        return folder.result(end, time_limit)


@contextmanager
def _own_folder(jobname: str) -> Iterator[TexFolder]:
    folder = None
    try:
        with interrupts_held_back():
            folder = TexFolder(jobname)
        yield folder
    finally:
        if folder is not None:
            folder.close()


class TexFolder:
    """A folder of its own for one run of TeX. Whoever makes one closes it, and holds interrupts back until it is known
    who that is.

    One folder for all: to make and remove one takes as long as to set half a page.
    """

    def __init__(self, jobname: str) -> None:
        self._jobname = jobname
        self._folder = TemporaryDirectory(prefix="cvtex-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        # TeX cannot reach dot files, nor make a folder.
        self.terminal = self.path / ".terminal"

    def close(self) -> None:
        with interrupts_held_back():
            self._folder.cleanup()

    def write(self, resources: Mapping[str, bytes], tex: str, name: str = "") -> None:
        """`name`: of the file with `tex`, if that is not the job's."""
        for resource, content in resources.items():
            (self.path / resource).write_bytes(content)
        (self.path / (name or f"{self._jobname}.tex")).write_bytes(tex.encode("utf-8"))

    def command(self, engine: Engine, start: Start, name: str = "") -> tuple[str | Path, ...]:
        return engine.executable, *_ARGUMENTS, *start.options, name or f"{self._jobname}.tex"

    def environment(self, start: Start, epoch: int, environment: Mapping[str, str]) -> dict[str, str]:
        own = tex_environment(environment, epoch, self.path, self.path / ".absent")
        return own | dict(start.environment)

    def result(self, end: ProcessEnd, time_limit: float) -> TexRun:
        made = self.path / self._jobname
        log = _tail(made.with_name(f"{made.name}.log"), _LOG_BYTES)
        return TexRun(
            pdf=_made(made.with_name(f"{made.name}.pdf"), end),
            log=log,
            exit_code=end.exit_code,
            timed_out=end.stopped == "time",
            seconds=end.seconds,
            reason=_reason(end, log, self.terminal, time_limit),
            format=_made(made.with_name(f"{made.name}.fmt"), end),
            files=_read_files(made.with_name(f"{made.name}.fls")),
        )


def _made(path: Path, end: ProcessEnd) -> bytes | None:
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
