"""Ctrl-C that Python would only print, because it comes where no exception can be raised."""

from __future__ import annotations

import sys
import time
import weakref

import pytest

from cvtex.cli.interruption import interrupt_again


class _Thing:
    pass


def _interrupt(_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.slow
def test_ctrl_c_in_a_callback_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "unraisablehook", interrupt_again)
    things = [_Thing()]
    watched = weakref.ref(things[0], _interrupt)
    things.clear()
    assert watched() is None
    with pytest.raises(KeyboardInterrupt):
        time.sleep(10)
