"""A page of a PDF -> how many pictures it shows, also within forms."""

from __future__ import annotations

import re
from typing import Any, Final

_SHOWN: Final = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
# Forms within forms; TeX writes one level at most.
_DEEPEST: Final = 5


def count_pictures(page: Any) -> int:
    """A picture that is shown twice counts twice."""
    return _count(page.get_contents(), page.get("/Resources"), 0)


def _count(stream: Any, resources: Any, depth: int) -> int:
    objects = resources.get_object().get("/XObject") if resources is not None else None
    if stream is None or objects is None or depth > _DEEPEST:
        return 0
    objects = objects.get_object()
    found = 0
    for name in _SHOWN.findall(stream.get_data()):
        shown = objects.get(f"/{name.decode('latin-1')}")
        value: Any = shown.get_object() if shown is not None else {}
        if value.get("/Subtype") == "/Image":
            found += 1
        elif value.get("/Subtype") == "/Form":
            found += _count(value, value.get("/Resources"), depth + 1)
    return found
