"""JSON as a program reads it: all strings, in the order of the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cvtex.verify.text import ReadBack


def read_json(data: bytes) -> ReadBack:
    try:
        found = json.loads(data)
    except ValueError as problem:
        return ReadBack("", problems=(f"this is not JSON: {problem}",))
    return ReadBack("\n".join(_strings(found)))


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _strings(one)
        case dict():
            for one in value.values():
                yield from _strings(one)
        case _:
            pass
