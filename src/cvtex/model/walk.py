"""Every value inside a value of the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from cvtex.model.text import Text


def walk(value: Any) -> Iterator[Any]:
    """Depth first, in the order of the fields; texts are not taken apart."""
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from walk(member)
    elif isinstance(value, tuple):
        for member in value:
            yield from walk(member)
