"""Ctrl-C that Python would only print, because it comes where no exception can be raised."""

from __future__ import annotations

import sys
import weakref
from itertools import repeat

import pytest

from cvtex.cli import interrupt_again


class _Thing:
    pass


def _interrupt(_: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_in_a_callback_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "unraisablehook", interrupt_again)
    things = [_Thing()]
    watched = weakref.ref(things[0], _interrupt)
    with pytest.raises(KeyboardInterrupt):
        things.clear()
        for _ in repeat(None, 1000):
            watched()
