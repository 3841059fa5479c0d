"""Formats with a tag at the start of each line, such as RIS and .nbib -> records of tags and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvtex.diagnostics import Span
from cvtex.importers.imported import Said
from cvtex.value import Value


class TaggedLine(Value):
    tag: str
    said: Said


def tagged_lines(name: str, data: bytes, pattern: re.Pattern[str]) -> Iterator[TaggedLine]:
    """`pattern`: of a line, with the groups `tag` and `text`. Any other line continues the one before it."""
    pending: TaggedLine | None = None
    for number, line in enumerate(re.split(r"\r\n?|\n", data.decode("utf-8-sig", errors="replace")), 1):
        found = pattern.fullmatch(line)
        if found:
            if pending:
                yield pending
            text = found["text"].strip()
            pending = TaggedLine(found["tag"], Said(text, Span(name, number, found.start("text") + 1, len(text))))
        elif line.strip():
            if pending is None:
                yield TaggedLine("", Said(line.strip(), Span(name, number)))
            else:
                joined = f"{pending.said.text} {line.strip()}".strip()
                pending = TaggedLine(pending.tag, Said(joined, pending.said.span))
    if pending:
        yield pending
