"""A Windows as far as cvtex sees one: what two of its modules ask is answered as there, and names behave as there.

Paths of the machine that runs the tests stay what they are; only the rules for names in them are those of Windows.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cvtex.files import system
from cvtex.typeset import children

ABSENT = {
    "os": ("fork", "getuid", "kill", "killpg", "sched_getaffinity", "setsid"),
    "signal": ("SIGALRM", "SIGHUP", "SIGKILL", "pthread_sigmask"),
}
NEW_GROUP, NO_WINDOW = 0x200, 0x08000000


class FakeWindows:
    """`held`: files that another program has open, and how often it is asked before it lets go of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held: dict[Path, int] = {}
        self.flags: list[int] = []
        self.opened_devices: list[str] = []
        self.waited = 0.0
        fake = SimpleNamespace(platform="win32")
        monkeypatch.setattr(system, "sys", fake)
        locks = SimpleNamespace(LK_NBLCK=2, locking=lambda *_: None)
        monkeypatch.setitem(sys.modules, "msvcrt", locks)
        monkeypatch.setattr(children, "sys", fake)
        monkeypatch.setattr(children, "os", without(os, ABSENT["os"]))
        monkeypatch.setattr(children, "signal", without(signal, ABSENT["signal"]))
        monkeypatch.setattr(children, "subprocess", self._processes())
        monkeypatch.setattr(system, "time", SimpleNamespace(sleep=self._wait, monotonic=time.monotonic))
        monkeypatch.setattr(Path, "replace", self._replacing(Path.replace))
        monkeypatch.setattr(Path, "open", self._opening(Path.open))

    def _wait(self, seconds: float) -> None:
        self.waited += seconds

    def _processes(self) -> Any:
        def popen(arguments: list[str], *, creationflags: int, **options: Any) -> subprocess.Popen[bytes]:
            assert not {"start_new_session", "preexec_fn", "umask", "user", "group"} & options.keys()
            self.flags.append(creationflags)
            return subprocess.Popen(arguments, **options)

        return SimpleNamespace(
            Popen=popen,
            DEVNULL=subprocess.DEVNULL,
            STDOUT=subprocess.STDOUT,
            CREATE_NEW_PROCESS_GROUP=NEW_GROUP,
            CREATE_NO_WINDOW=NO_WINDOW,
        )

    def _replacing(self, real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def replace(path: Path, target: Path) -> Path:
            assert path.parent == target.parent, "a file cannot be moved to another drive"
            whole = Path(target).absolute()
            if (left := self.held.get(whole, 0)) > 0:
                self.held[whole] = left - 1
                raise PermissionError(13, "Access is denied", str(path))
            return real(path, target)

        return replace

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def open_(path: Path, *arguments: Any, **options: Any) -> Any:
            if system.is_device(path.name):
                self.opened_devices.append(path.name)
            return real(path, *arguments, **options)

        return open_


def without(module: Any, names: tuple[str, ...]) -> Any:
    """Everything in a module but these names."""
    return SimpleNamespace(**{name: value for name, value in vars(module).items() if name not in names})
