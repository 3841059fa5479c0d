"""Why a TeX run gave no PDF, apart from what its log says, and what to do about it."""

from __future__ import annotations

import errno
import os
import re
from typing import Final

from cvtex.typeset.children import signal_name
from cvtex.typeset.process import ProcessEnd
from cvtex.value import Value

MAKE_ROOM: Final = "make room, or name another folder for temporary files by TMPDIR"
MORE_FILES: Final = "allow more open files, as by 'ulimit -n 256', or close other programs"
KEEP: Final = "--keep-tex keeps the .tex and the log beside the PDF"
OTHER_TEX: Final = "reinstall this TeX, which 'cvtex doctor' names, or use another one with --engine"

# The loaders of glibc and of musl; that of macOS names a path.
_LIBRARY: Final = re.compile(
    r"(?:error while loading shared libraries: |Error loading shared library |Library not loaded: )([^\s:]+)"
)
# STATUS_DLL_NOT_FOUND: Windows ends a process with it, and prints nothing.
_NO_DLL: Final = 0xC0000135
_MEMORY: Final = "SIGKILL"
_MANY: Final = os.strerror(errno.EMFILE)
_PROGRAM_SAYS: Final = re.compile(r"pdflatex(?:\.exe)?: (\S.*)")
# What TeX prints before it opens its log is short.
_MOST_PRINTED: Final = 500


class Fault(Value):
    """`reason`: a clause, "" if the log has the reason; `remedy`: what to do about it."""

    reason: str = ""
    remedy: str = KEEP


class Limits(Value):
    """`seconds` and `written` bytes after which a run is stopped."""

    seconds: float
    written: int


def fault_of(end: ProcessEnd, limits: Limits, *, log: str, printed: str, is_cut: bool, full_disk: str) -> Fault:
    """The end of TeX -> its fault.

    `printed`: on the terminal; `is_cut`: whether its PDF lacks the end; `full_disk`: the folder, if its disk is full.
    """
    if end.fault:
        return Fault(f"TeX could not be started: {end.fault}", MORE_FILES if end.fault == _MANY else OTHER_TEX)
    if end.stopped == "time":
        return Fault(f"TeX was stopped after {limits.seconds:g} s", f"build again when the machine does less; {KEEP}")
    if end.stopped == "size":
        reason = f"TeX was stopped because it wrote more than {limits.written // 1024**2} MB"
        return Fault(reason, f"{OTHER_TEX}; {KEEP}")
    if full_disk and (end.exit_code or is_cut):
        return Fault(f"TeX had no room for its files: the disk of {full_disk} is full", MAKE_ROOM)
    if is_cut:
        return Fault("TeX wrote only a part of the PDF", f"build again; if that does not help, {OTHER_TEX}")
    # A loader speaks before TeX opens its log; what TeX prints later may be words of the author.
    if not log and (library := _LIBRARY.search(printed)):
        return _lacks(f"the library {library[1]}")
    if end.exit_code == _NO_DLL:
        return _lacks("a DLL")
    if end.exit_code is not None and end.exit_code < 0:
        return _killed(signal_name(-end.exit_code))
    if not log:
        # If its format file is missing, TeX reports that on the terminal and opens no log.
        words = " ".join(printed.split())[:_MOST_PRINTED]
        return Fault(f"TeX wrote no log; it printed: {words or 'nothing'}", OTHER_TEX)
    return Fault()


def silent_failure(exit_code: int, printed: str) -> Fault:
    """The fault of a TeX whose log names no error: often, a file cannot be opened."""
    found = _PROGRAM_SAYS.search(printed)
    said = found[1][:_MOST_PRINTED] if found else "its log names no error"
    return Fault(
        f"TeX ended with exit code {exit_code}: {said}", MORE_FILES if _MANY in said else f"{OTHER_TEX}; {KEEP}"
    )


def without_files(problem: OSError) -> Fault:
    """The fault if TeX's own files cannot be written or read."""
    reason = f"temporary files cannot be written: {problem.strerror or problem}"
    return Fault(reason, MORE_FILES if problem.errno in (errno.EMFILE, errno.ENFILE) else MAKE_ROOM)


def _lacks(what: str) -> Fault:
    return Fault(
        f"TeX cannot be started: {what} is missing",
        "install the package of your system that has it, or use another TeX with --engine",
    )


def _killed(signal: str) -> Fault:
    reason = f"TeX was ended by the signal {signal}"
    if signal == _MEMORY:
        return Fault(reason, "the machine may have run out of memory: close other programs, and build again")
    return Fault(reason, f"build again; if that does not help, {OTHER_TEX}")
