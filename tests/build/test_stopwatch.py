"""Stages and ticks of a clock in, times out."""

from __future__ import annotations

from cvtex.build.stopwatch import Stage, Stopwatch


def test_stages_add_up_to_the_whole() -> None:
    ticks = iter([0.0, 1.0, 1.0, 3.0, 3.0, 7.0])
    stopwatch = Stopwatch(lambda: next(ticks))
    for stage in ("emit", "typeset", "emit"):
        stopwatch.enter(stage)
    stopwatch.stop()
    assert {"emit": 5.0, "typeset": 2.0} == stopwatch.times
    assert ["emit", "typeset"] == list(stopwatch.times)


def test_what_comes_after_the_stop_belongs_to_no_stage() -> None:
    ticks = iter([0.0, 1.0, 50.0, 52.0])
    stopwatch = Stopwatch(lambda: next(ticks))
    stopwatch.enter("read")
    stopwatch.stop()
    stopwatch.stop()
    stopwatch.enter("write")
    stopwatch.stop()
    assert {"read": 1.0, "write": 2.0} == stopwatch.times


def test_without_a_clock_nothing_is_measured_but_stages_are_told() -> None:
    told: list[Stage] = []
    stopwatch = Stopwatch(on_enter=told.append)
    stopwatch.enter("read")
    stopwatch.enter("check")
    stopwatch.stop()
    assert {} == stopwatch.times
    assert ["read", "check"] == told
