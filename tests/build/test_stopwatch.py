"""Stages and clock ticks -> times."""

from __future__ import annotations

from cvtex.build.stopwatch import Stage, Stopwatch


def test_times_add_up_to_the_total() -> None:
    ticks = iter([0.0, 1.0, 1.0, 3.0, 3.0, 7.0])
    stopwatch = Stopwatch(lambda: next(ticks))
    for stage in ("emit", "typeset", "emit"):
        stopwatch.enter(stage)
    stopwatch.stop()
    assert {"emit": 5.0, "typeset": 2.0} == stopwatch.times
    assert ["emit", "typeset"] == list(stopwatch.times)


def test_time_after_stop_is_not_measured() -> None:
    ticks = iter([0.0, 1.0, 50.0, 52.0])
    stopwatch = Stopwatch(lambda: next(ticks))
    stopwatch.enter("read")
    stopwatch.stop()
    stopwatch.stop()
    stopwatch.enter("write")
    stopwatch.stop()
    assert {"read": 1.0, "write": 2.0} == stopwatch.times


def test_without_a_clock_stages_are_reported_but_not_measured() -> None:
    entered: list[Stage] = []
    stopwatch = Stopwatch(on_enter=entered.append)
    stopwatch.enter("read")
    stopwatch.enter("check")
    stopwatch.stop()
    assert {} == stopwatch.times
    assert ["read", "check"] == entered
