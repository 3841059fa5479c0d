"""Files of the cache with any content."""

from __future__ import annotations

import json

from cvtex.cache_files import sealed
from cvtex.value import to_bytes


def kept_file(content: str) -> bytes:
    """What JSON tells, as it is kept, behind its digest; what is no JSON is no value there either."""
    try:
        return sealed(to_bytes(json.loads(content)))
    except ValueError:
        return sealed(content.encode())
