"""Ctrl-C that the interpreter would only print, because it comes where no exception can be raised."""

from __future__ import annotations

import sys
from _thread import interrupt_main
from threading import Timer
from types import TracebackType
from typing import Final

# In seconds.
_SOON: Final = 0.01


def catch_lost_interrupts() -> None:
    """From now on, no Ctrl-C is lost or printed, wherever it comes."""
    sys.unraisablehook, sys.excepthook = interrupt_again, print_others


def print_others(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    """Print a lost exception, unless it is Ctrl-C: Cython prints here what it then hands to `interrupt_again`."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, value, trace)


def interrupt_again(lost: sys.UnraisableHookArgs) -> None:
    """Ctrl-C that comes in a callback of the interpreter, such as that of a weak reference, would be lost."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        # Later: here it would be lost, too.
        Timer(_SOON, interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)
