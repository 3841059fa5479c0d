"""The list of sources. To add one, add a module with a function, and a line here.

A source is recognised by its content: the first line whose pattern matches the beginning of the file counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, SourceFile
from cvtex.value import Value

Importer = Callable[[SourceFile], Checked[Imported]]

# Only the beginning of a file is searched.
_MAX_SEARCHED: Final = 100_000


class Source(Value):
    """`name` continues "this is ..."."""

    name: str
    pattern: re.Pattern[bytes]
    importer: Callable[[], Importer]


def _json_resume() -> Importer:
    from cvtex.importers.json_resume import import_json_resume

    return import_json_resume


SOURCES: Final[Mapping[str, Source]] = {
    "json-resume": Source("JSON Resume", re.compile(rb'\s*\{.*"basics"\s*:', re.DOTALL), _json_resume),
}


def recognised(data: bytes) -> str | None:
    """Content -> the source's name in `SOURCES`."""
    start = data[:_MAX_SEARCHED].removeprefix(b"\xef\xbb\xbf")
    return next((name for name, source in SOURCES.items() if source.pattern.match(start)), None)
