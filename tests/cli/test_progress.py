"""The progress line on a terminal, and what remains of it at the end."""

from __future__ import annotations

import io

import pytest

from cvtex.cli.progress import Progress


class Terminal(io.StringIO):
    """Shows what a person sees: a carriage return goes back to the line's begin, what is written there replaces what
    was.
    """

    def isatty(self) -> bool:
        return True

    @property
    def seen(self) -> list[str]:
        lines = []
        for line in self.getvalue().split("\n"):
            cells: list[str] = []
            for part in line.split("\r"):
                cells[: len(part)] = part
            lines.append("".join(cells).rstrip())
        return lines


def test_the_stage_is_shown_and_erased() -> None:
    terminal = Terminal()
    with Progress(timings=False, terminal=terminal) as progress:
        stopwatch = progress.stopwatch("2page")
        stopwatch.enter("typeset")
        assert ["typesetting 2page ..."] == terminal.seen
        stopwatch.enter("fit")
        assert ["fitting 2page ..."] == terminal.seen
        with progress.aside():
            terminal.write("cv.yaml:1:1: error: wrong\n")
            stopwatch.enter("write")
        assert ["cv.yaml:1:1: error: wrong", ""] == terminal.seen
        stopwatch.enter("verify")
        assert ["cv.yaml:1:1: error: wrong", "verifying 2page ..."] == terminal.seen
    assert ["cv.yaml:1:1: error: wrong", ""] == terminal.seen


def test_nothing_is_shown_after_the_end() -> None:
    terminal = Terminal()
    with Progress(timings=False, terminal=terminal) as progress:
        stopwatch = progress.stopwatch()
    stopwatch.enter("read")
    assert "" == terminal.getvalue()


def test_a_long_name_is_cut_so_that_the_line_can_be_erased() -> None:
    terminal = Terminal()
    with Progress(timings=False, terminal=terminal) as progress:
        progress.stopwatch("x" * 200).enter("read")
        assert len(terminal.seen[0]) < 80
    assert [""] == terminal.seen


def test_in_a_pipe_nothing_is_shown() -> None:
    pipe = io.StringIO()
    with Progress(timings=False, terminal=pipe) as progress:
        progress.stopwatch("2page").enter("typeset")
    assert "" == pipe.getvalue()


def test_times_are_printed_unless_the_command_was_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    def run(end: type[BaseException]) -> None:
        with Progress(timings=True, terminal=io.StringIO()) as progress:
            progress.stopwatch("2page").enter("typeset")
            for stopwatch in (progress.stopwatch(), progress.stopwatch("full")):
                stopwatch.enter("read")
                stopwatch.stop()
            raise end

    with pytest.raises(KeyboardInterrupt):
        run(KeyboardInterrupt)
    assert "" == capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(SystemExit)
    lines = capsys.readouterr().err.splitlines()
    assert [["read"], ["read", "full"]] == [line.split()[:-2] for line in lines]
    assert all(line.endswith(" ms") for line in lines)
