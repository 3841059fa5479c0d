"""Jobs for workers, which import them by name: well-behaved ones, and some that go wrong."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from cvtex.cli.claims import Claim
from cvtex.cli.one_build import BuildEnd
from cvtex.cli.output import Exit


def done(name: str, _: Claim) -> BuildEnd:
    sys.stdout.write(f"{name} is done\n")
    return BuildEnd(Exit.OK, (name,))


def crash(_: Claim) -> BuildEnd:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def hang(_: Claim) -> BuildEnd:
    while True:
        time.sleep(1)


def eat(_: Claim) -> BuildEnd:
    return BuildEnd(len(bytearray(3_000_000_000)))


def leave_a_trace(folder: Path, _: Claim) -> BuildEnd:
    """Clean up when it is told to stop."""
    try:
        (folder / "began").touch()
        return hang(_)
    finally:
        (folder / "began").unlink(missing_ok=True)


def claim(path: str, claims: Claim) -> BuildEnd:
    return BuildEnd(Exit.OK, (claims((path,)),))


def process_id(_: Claim) -> BuildEnd:
    sys.stdout.write(str(os.getpid()))
    return BuildEnd(Exit.OK)
