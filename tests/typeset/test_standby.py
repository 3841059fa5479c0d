"""A TeX that has begun with the head of a document goes on with the rest, and gives what one run over the whole gives."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cvtex.typeset.engine import Engine, find_engine
from cvtex.typeset.log import read_log
from cvtex.typeset.process import Child
from cvtex.typeset.run import Start, TexJob, TexRun, run_tex
from cvtex.typeset.standby import Standby
from cvtex.value import replace

LOOK = rb"\ProvidesPackage{look}\RequirePackage[T1]{fontenc}\RequirePackage{lmodern}\AtBeginDocument{\pdftrailerid{}\typeout{CVTEX begun}}\newcommand\greeting{Hello}"
HEAD = "\\documentclass{article}\n\\usepackage{look}\n\\begin{document}\n"
JOB = TexJob(HEAD + "\\greeting, \\textbf{world}\n\\end{document}\n", {"look.sty": LOOK}, "cv", head_lines=3)
OTHER = replace(JOB, tex=HEAD + "\\greeting, sun\n\\end{document}\n")


@pytest.fixture
def engine() -> Engine:
    found = find_engine("embedded", os.environ)
    assert found is not None
    return found


class Runner:
    def __init__(self, engine: Engine, standby: Standby) -> None:
        self.engine, self.standby = engine, standby

    def begin(self, job: TexJob, **changes: Any) -> None:
        self.standby.begin(job, self.engine, **{"epoch": 0, "environment": os.environ, "start": Start(), **changes})

    def run(self, job: TexJob, **changes: Any) -> TexRun | None:
        usual = {"epoch": 0, "time_limit": 60.0, "environment": os.environ, "start": Start()}
        return self.standby.run(job, self.engine, **{**usual, **changes})

    def plainly(self, job: TexJob) -> TexRun:
        return run_tex(job, self.engine, epoch=0, time_limit=60, environment=os.environ)

    @property
    def waiting(self) -> int:
        return len(self.standby._begun)


@pytest.fixture
def tex(engine: Engine, temporary_files: Path) -> Iterator[Runner]:
    """Nothing of any of them is there at the end."""
    with Standby() as standby:
        yield Runner(engine, standby)
    assert list(temporary_files.iterdir()) == []


@pytest.mark.parametrize(
    "job", [JOB, OTHER, replace(JOB, tex=HEAD + "\\greeting\\newpage\n\n" * 9 + "\\end{document}\n")]
)
def test_it_gives_what_a_whole_run_gives(tex: Runner, job: TexJob) -> None:
    tex.begin(JOB)
    run, whole = tex.run(job), tex.plainly(job)
    assert run is not None
    assert run.pdf is not None
    assert (run.pdf, run.exit_code, read_log(run.log)) == (whole.pdf, 0, read_log(whole.log))
    assert run.log.count("CVTEX begun") == 1
    assert tex.waiting == 0


@pytest.mark.parametrize(
    "body",
    [
        "fine\n\\wrong\n\\end{document}\n",
        "\\hbox to 900pt{too wide}\n\\hbox to 1pt{x}\n\\hbox to 1pt{far too wide}\n\n\\end{document}\n",
        "never ended\n",
        "{\\end{document}\n",
    ],
)
def test_what_is_wrong_is_told_at_the_lines_of_the_document(tex: Runner, body: str) -> None:
    job = replace(JOB, tex=HEAD + body)
    tex.begin(JOB)
    run, whole = tex.run(job), tex.plainly(job)
    assert run is not None
    assert read_log(run.log) == read_log(whole.log) != ()
    assert (run.pdf, run.exit_code) == (whole.pdf, whole.exit_code)


@pytest.mark.parametrize(
    ("job", "changes"),
    [
        (replace(JOB, tex=JOB.tex.replace("article", "report")), {}),
        (replace(JOB, resources={"look.sty": LOOK + b"%"}), {}),
        (replace(JOB, resources={**JOB.resources, "more.sty": b""}), {}),
        (replace(JOB, jobname="other"), {}),
        (replace(JOB, head_lines=2), {}),
        (JOB, {"epoch": 1}),
        (JOB, {"environment": {**os.environ, "HOME": "elsewhere"}}),
        (JOB, {"start": Start(("-recorder",))}),
    ],
)
def test_another_beginning_is_none_of_it(tex: Runner, job: TexJob, changes: dict[str, Any]) -> None:
    tex.begin(JOB)
    assert tex.run(job, **changes) is None
    assert tex.waiting == 1
    assert tex.run(JOB) is not None


@pytest.mark.parametrize("head", ["\\wrong\n", "\\end\n", "\\input{missing}\n", "\\read-1 to\\x\n"])
def test_one_that_does_not_wait_is_done_without(tex: Runner, head: str) -> None:
    job = replace(JOB, tex=head + JOB.tex, head_lines=4)
    tex.begin(job)
    tex.standby.settle(20)
    assert tex.run(job) is None
    assert tex.run(job) is None


def test_one_that_ends_when_it_is_spoken_to_is_done_without(tex: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    tex.begin(JOB)
    (begun,) = tex.standby._begun
    process = begun._child._process  # type: ignore[union-attr]
    process.kill()
    process.wait()
    monkeypatch.setattr(Child, "has_ended", False)
    assert tex.run(JOB) is None


def test_nothing_is_heard_but_where_the_document_is(tex: Runner) -> None:
    """A second question finds the end of all that is said, and is an error."""
    tex.begin(JOB)
    run = tex.run(replace(JOB, tex=HEAD + "\\scrollmode\\read-1 to\\x \\x\n\\end{document}\n"))
    assert run is not None
    assert (run.pdf, run.exit_code, run.timed_out) == (None, 1, False)
    assert "Fatal error occurred" in run.log


def test_one_that_never_ends_is_ended(tex: Runner) -> None:
    tex.begin(JOB)
    run = tex.run(replace(JOB, tex=HEAD + "\\def\\x{\\x}\\x\n"), time_limit=0.5)
    assert run is not None
    assert run.timed_out
    assert run.reason == "TeX was stopped after 0.5 s"


def test_what_was_of_use_begins_again_and_nothing_else(tex: Runner) -> None:
    second, failing = replace(JOB, jobname="second"), replace(JOB, jobname="third", tex=HEAD + "\\wrong\n")
    for job in (JOB, second, failing):
        tex.begin(job)
    assert tex.run(OTHER) is not None
    assert tex.run(failing) is not None
    tex.standby.begin_again()
    assert tex.waiting == 1
    assert tex.run(second) is None
    assert tex.run(JOB) is not None
    tex.standby.begin_again()
    tex.standby.begin_again()
    assert tex.waiting == 0


def test_as_many_begin_again_as_would_have_been_of_use(tex: Runner) -> None:
    tex.begin(JOB)
    assert tex.run(JOB) is not None
    assert tex.run(OTHER) is None
    tex.standby.begin_again()
    assert tex.waiting == 2
    tex.begin(JOB)
    assert tex.waiting == 2
    assert tex.run(OTHER) is not None
    tex.standby.begin_again()
    assert tex.waiting == 1


def test_another_begins_for_a_job_that_follows(tex: Runner) -> None:
    assert tex.run(JOB, is_followed=True) is None
    assert tex.waiting == 0
    tex.begin(JOB)
    assert tex.run(JOB, is_followed=True) is not None
    assert tex.waiting == 1
    assert tex.run(OTHER) is not None


def test_what_was_never_begun_does_not_begin_again(tex: Runner) -> None:
    assert tex.run(JOB) is None
    tex.standby.begin_again()
    assert tex.waiting == 0


def test_it_settles_when_all_wait_or_have_had_their_time(tex: Runner) -> None:
    endless = replace(JOB, tex="\\def\\x{\\x}\\x\n" + JOB.tex, head_lines=4)
    tex.begin(JOB)
    tex.standby.settle(20)
    (begun,) = tex.standby._begun
    assert not begun.is_at_work
    tex.begin(endless)
    start = time.monotonic()
    tex.standby.settle(0.3)
    assert 0.3 <= time.monotonic() - start < 5


def test_one_begins_once_and_few_wait(tex: Runner) -> None:
    for _ in range(2):
        tex.begin(JOB)
        tex.begin(OTHER)
    assert tex.waiting == 1
    for number in range(6):
        tex.begin(replace(JOB, jobname=f"cv{number}"))
    assert tex.waiting == 4


def test_what_cannot_begin_does_not(tex: Runner, tmp_path: Path) -> None:
    tex.begin(replace(JOB, tex="\ud800" + JOB.tex))
    tex.engine = replace(tex.engine, executable=tmp_path / "nothing")
    tex.begin(JOB)
    assert tex.waiting == 0
    assert tex.run(JOB) is None
