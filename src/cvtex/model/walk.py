"""Iterate over all values inside a value of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cvtex.diagnostics import Span
from cvtex.model.text import Text
from cvtex.value import Value

# Checked first, since most fields hold one of these.
_LEAVES: Final = (str, Span, type(None), int, float)


def walk(value: Any) -> Iterator[Any]:
    """Depth first, in the order of the fields. Skips places, and does not descend into texts."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, _LEAVES):
            continue
        if isinstance(found, tuple):
            waiting += reversed(found)
        elif isinstance(found, Text):
            yield found
        elif isinstance(found, Value):
            yield found
            waiting += [getattr(found, name) for name in reversed(found.__struct_fields__)]
        elif isinstance(found, Mapping):
            waiting += reversed(list(found.values()))
