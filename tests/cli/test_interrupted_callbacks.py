"""Ctrl-C that Python would only print, because it comes where no exception can be raised."""

from __future__ import annotations

import sys
import time
import weakref

import pytest
import uharfbuzz as hb
from small_fonts import small_font

from cvtex.cli.interruption import catch_lost_interrupts


class _Thing:
    pass


def _wait() -> None:
    """Ctrl-C that `interrupt_main` repeats ends no sleep."""
    for _ in range(1000):
        time.sleep(0.01)


def _interrupt(_: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_in_a_callback_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_lost_interrupts()
    things = [_Thing()]
    watched = weakref.ref(things[0], _interrupt)
    things.clear()
    assert watched() is None
    with pytest.raises(KeyboardInterrupt):
        _wait()


class _InterruptedPen:
    def moveTo(self, _: object) -> None:  # noqa: N802 - the names that HarfBuzz calls
        raise KeyboardInterrupt

    def lineTo(self, *_: object) -> None:  # noqa: N802
        pass

    curveTo = qCurveTo = closePath = lineTo  # noqa: N815


def test_ctrl_c_while_harfbuzz_draws_is_not_lost_or_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_lost_interrupts()
    hb.Font(hb.Face(small_font())).draw_glyph_with_pen(2, _InterruptedPen())
    with pytest.raises(KeyboardInterrupt):
        _wait()
    assert capsys.readouterr().err == ""
