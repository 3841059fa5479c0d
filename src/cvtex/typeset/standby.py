r"""TeX processes that have begun: they have read the head of a document, and wait for the rest of it.

To start, to read a format and to open the fonts takes TeX half of a run, and all of that can be done before it is known
what is printed. The head is a file of its own, which ends with `\read`: what is said then names the file of the
document, in which blank lines stand for the head, so that messages name the lines of the document.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self

from cvtex.typeset.engine import Engine
from cvtex.typeset.process import Child, interrupts_held_back
from cvtex.typeset.run import WRITTEN_BYTES, Start, TexFolder, TexJob, TexRun
from cvtex.value import Value

# \read listens to nobody in the modes that stop for nothing (tex.web 484), and all that was printed is in the file
# before (71).
_WAITS: Final = "cvtex waits"
_LISTEN: Final = rf"\message{{{_WAITS}}}\scrollmode\read-1 to\cvtexline\nonstopmode\cvtexline"
_POLL_SECONDS: Final = 0.002
_MOST: Final = 4


class _Beginning(Value):
    """All that decides on what TeX has done when it waits, but its folder."""

    engine: Engine
    jobname: str
    head: str
    resources: Mapping[str, bytes]
    epoch: int
    start: Start
    environment: Mapping[str, str]


class _Begun:
    """A TeX that waits, in its folder. Raises OSError if it cannot be started."""

    def __init__(self, beginning: _Beginning) -> None:
        self.beginning = beginning
        self._folder = TexFolder(beginning.jobname)
        self._child: Child | None = None
        # In the job's own namespace, where no resource stands.
        name = f"{beginning.jobname}.head.tex"
        start = Start((f"-jobname={beginning.jobname}", *beginning.start.options), beginning.start.environment)
        try:
            self._folder.write(beginning.resources, f"{beginning.head}\n{_LISTEN}\n", name)
            self._child = Child(
                self._folder.command(beginning.engine, start, name),
                cwd=self._folder.path,
                environment=self._folder.environment(start, beginning.epoch, beginning.environment),
                output=self._folder.terminal,
                listens=True,
            )
        except BaseException:
            self.close()
            raise

    def run(self, job: TexJob, time_limit: float) -> TexRun | None:
        """None if it does not wait any more."""
        assert self._child is not None
        lines = job.tex.split("\n")
        lines[: job.head_lines] = ["%"] * job.head_lines
        self._folder.write(job.late, "\n".join(lines))
        if self._child.has_ended:
            return None
        try:
            self._child.say(rf"\input {job.jobname}.tex".encode() + b"\n")
        except OSError:
            return None
        end = self._child.wait(watched=self._folder.path, time_limit=time_limit, size_limit=WRITTEN_BYTES)
        return self._folder.result(end, time_limit)

    @property
    def is_at_work(self) -> bool:
        """Whether it neither waits nor has ended."""
        assert self._child is not None
        return not self._child.has_ended and _WAITS.encode() not in self._folder.terminal.read_bytes()

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()
        self._folder.close()


class Standby:
    """TeX processes that wait, until the end of a block. Any thread may begin and use them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: list[_Begun] = []
        self._used: list[_Beginning] = []

    def begin(self, job: TexJob, engine: Engine, *, epoch: int, environment: Mapping[str, str], start: Start) -> None:
        """Starts TeX on the head of a job, unless one waits that did; what stands after the head does not matter."""
        self._begin(_beginning(job, engine, epoch, environment, start))

    def run(
        self,
        job: TexJob,
        engine: Engine,
        *,
        epoch: int,
        time_limit: float,
        environment: Mapping[str, str],
        start: Start,
        is_followed: bool = False,
    ) -> TexRun | None:
        """What `run_tex` would give, by a TeX that waits for the rest of this job; None if there is none.

        `is_followed`: by a job with the same head, for which another begins meanwhile.
        """
        beginning = _beginning(job, engine, epoch, environment, start)
        begun = None
        try:
            with interrupts_held_back():
                begun = self._taken(beginning)
            if begun is not None and is_followed:
                self._begin(beginning)
            run = begun.run(job, time_limit) if begun is not None else None
        finally:
            if begun is not None:
                begun.close()
        # A second one would have been of use, too, where a variant is measured before it is printed.
        if (run is not None and run.pdf is not None) or (begun is None and beginning in self._used):
            self._used.append(beginning)
        return run

    def settle(self, time_limit: float) -> None:
        """Until all that have begun wait, have ended, or have had their time."""
        end = time.monotonic() + time_limit
        while any(begun.is_at_work for begun in self._begun) and time.monotonic() < end:
            time.sleep(_POLL_SECONDS)

    def begin_again(self) -> None:
        """As many as were of use since the last call, while nothing else runs; what was of no use is ended.

        What went well goes well again, so that none runs without an end while nobody waits for it.
        """
        used, self._used = self._used, []
        with interrupts_held_back():
            for begun in tuple(self._begun):
                if begun.beginning not in used:
                    begun.close()
                    self._begun.remove(begun)
        for beginning in used:
            self._begin(beginning, used.count(beginning))

    def _begin(self, beginning: _Beginning, most: int = 1) -> None:
        with self._lock, interrupts_held_back():
            alike = sum(begun.beginning == beginning for begun in self._begun)
            if len(self._begun) < _MOST and alike < most:
                try:
                    self._begun.append(_Begun(beginning))
                except (OSError, ValueError):
                    # Whoever runs the whole job will be told.
                    return

    def _taken(self, beginning: _Beginning) -> _Begun | None:
        with self._lock:
            for place, begun in enumerate(self._begun):
                if begun.beginning == beginning:
                    return self._begun.pop(place)
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        with interrupts_held_back():
            for begun in self._begun:
                begun.close()
            self._begun.clear()


def _beginning(job: TexJob, engine: Engine, epoch: int, environment: Mapping[str, str], start: Start) -> _Beginning:
    head = "\n".join(job.tex.split("\n")[: job.head_lines])
    return _Beginning(engine, job.jobname, head, job.resources, epoch, start, dict(environment))
