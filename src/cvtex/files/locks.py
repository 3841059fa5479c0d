"""Tell what a killed program left behind from what a living one still uses.

Whoever makes a temporary file or folder holds a lock on it. The system releases the locks of a process that ends,
however it ends: so whatever can be locked is abandoned. No clock and no reused process id can mislead this. Names
contain the machine's name, because a network drive may not show the locks of other machines.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache

from cvtex.files.system import lock, machine_name


@cache
def prefix() -> str:
    """`cvtex-1a2b3c4d-`, with a digest of the machine's name."""
    return f"cvtex-{hashlib.blake2b(machine_name().encode('utf-8', 'replace'), digest_size=4).hexdigest()}-"


def open_locked(name: str, flags: int) -> int | None:
    """Open and lock what has this name -> a descriptor, which holds the lock until it is closed.

    None if that fails, if another process holds the lock, or if the name meanwhile means another file. Follows no link.
    """
    try:
        descriptor = os.open(name, flags | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    if lock(descriptor) and _is_still(name, descriptor):
        return descriptor
    os.close(descriptor)
    return None


def _is_still(name: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.lstat(name), os.fstat(descriptor))
    except OSError:
        return False
