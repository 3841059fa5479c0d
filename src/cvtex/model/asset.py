"""Names of files that a page loads: each with a digest of its content.

A page and its files thus always belong together: new files never replace old ones, and no browser shows an outdated
copy. A file is known to be the program's own by its name.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

_NAME: Final = re.compile(r".*-(?P<digest>[0-9a-f]{12})\.\w+", re.DOTALL)


def asset_name(stem: str, suffix: str, data: bytes) -> str:
    """`style`, `.css` -> `style-0123456789ab.css`."""
    return f"{stem}-{_digest(data)}{suffix}"


def may_be_asset(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def is_asset(name: str, data: bytes) -> bool:
    """Whether `asset_name` gave this name to the data."""
    found = _NAME.fullmatch(name)
    return found is not None and found["digest"] == _digest(data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
