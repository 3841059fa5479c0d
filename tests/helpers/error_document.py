"""A text file with a faulty CV and the messages that its author gets.

owner: ...                      the text of cv.yaml
---- publications.bib           further files, each under its name; `as latin-1`, `as utf-16` and `as escapes`
@article{...}                   (Python's escapes) give the encoding on disk
---- expected
cv.yaml:1:1: error: ...         what `cvtex check` prints
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cvtex.build import loading
from cvtex.build.preparing import cite_works, read_appearance, select_plan
from cvtex.build.typefaces import FontShelf
from cvtex.diagnostics import in_order, render

_HEADER = re.compile(r"^---- (?P<name>\S+)(?: as (?P<encoding>[\w-]+))?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ErrorDocument:
    """`source`: the text before `expected`."""

    source: str
    files: dict[str, bytes]
    expected: str


def read_document(text: str) -> ErrorDocument:
    source, header, expected = text.partition("---- expected\n")
    assert header, "a document ends with '---- expected' and the messages"
    first = "" if _HEADER.match(source) else "---- cv.yaml\n"
    pieces = _HEADER.split(first + source)[1:]
    files = {name: _bytes(content, encoding) for name, encoding, content in zip(*[iter(pieces)] * 3, strict=True)}
    return ErrorDocument(source, files, expected)


def _bytes(content: str, encoding: str | None) -> bytes:
    if encoding == "escapes":
        return content.encode().decode("unicode_escape").encode()
    return content.encode(encoding or "utf-8")


def messages(document: ErrorDocument, folder: Path) -> str:
    """Return the messages. `folder` must be empty and the current one, so that messages contain plain file names."""
    for name, data in document.files.items():
        (folder / name).write_bytes(data)
    loaded = loading.load(Path("cv.yaml"))
    diagnostics = list(loaded.diagnostics)
    if loaded.ok and loaded.cv is not None:
        shelf = FontShelf(loaded.folder, loaded.files, {})
        for name in loaded.cv.variants:
            appearance = read_appearance(loaded, name, shelf)
            diagnostics += appearance.diagnostics
            if appearance.value is not None:
                plan = select_plan(loaded, name, appearance.value)
                diagnostics += (*plan.diagnostics, *cite_works(loaded, name, appearance.value, plan.value).diagnostics)
    return "".join(f"{render(diagnostic, loaded.sources)}\n" for diagnostic in in_order(diagnostics))
