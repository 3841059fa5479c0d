"""A case: the files that a run gets. As a document, it is the text of its files below a line about what was wrong.

# target: check
# wrong: traceback: KeyError in check/dates.py:year_of
---- cv.yaml
owner: ...
---- portrait.png as base64
iVBORw0KGgo...

A file whose text does not end with a line end, or is not plain text, is written in base64, so that every byte returns.
"""

from __future__ import annotations

import base64
import hashlib
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cvtex.value import Value

_HEADER: Final = re.compile(r"^---- (?P<name>.+?)(?P<coded> as base64)?\n", re.MULTILINE)


class Case(Value):
    """`options`: choices of the target, such as a profile's name."""

    target: str
    files: Mapping[str, bytes]
    options: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


class Fault(Value):
    """What is wrong with a run. Runs with one `kind` are held to show one mistake; `detail` is for the reader."""

    kind: str
    detail: str = ""


def document(case: Case, fault: Fault) -> str:
    head = [f"# target: {case.target}", f"# wrong: {' '.join(fault.kind.split())}"]
    head += [f"# options: {' '.join(case.options)}"] if case.options else []
    files = (_file(name, data) for name, data in case.files.items())
    return "\n".join(head) + "\n" + "".join(files)


def _file(name: str, data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    is_plain = text.encode() == data and (not text or text.endswith("\n")) and not _HEADER.search(text)
    if is_plain and all(one.isprintable() or one == "\n" for one in text):
        return f"---- {name}\n{text}"
    return f"---- {name} as base64\n" + textwrap.fill(base64.b64encode(data).decode(), 120) + "\n"


def read_document(text: str) -> tuple[Case, str]:
    """A document -> its case, and what was wrong."""
    pieces = _HEADER.split(text)
    head = dict(line.removeprefix("# ").split(": ", 1) for line in pieces[0].splitlines())
    files = {
        name: base64.b64decode(content) if coded else content.encode()
        for name, coded, content in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    }
    return Case(head["target"], files, tuple(head.get("options", "").split())), head["wrong"]


def name_of(case: Case, fault: Fault) -> str:
    """A name for the document: the same for the same kind of fault."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{case.target} {fault.kind}".casefold()).strip("-")[:70].strip("-")
    return f"{words}-{hashlib.sha256(fault.kind.encode('utf-8', 'replace')).hexdigest()[:6]}.txt"
