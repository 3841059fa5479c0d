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
    pending: re.Match[str] | None = None
    start = 0
    texts: list[str] = []

    def line() -> TaggedLine:
        assert pending
        place = Span(name, start, pending.start("text") + 1, len(texts[0]))
        return TaggedLine(pending["tag"], Said(" ".join(texts).strip(), place))

    for number, source in enumerate(re.split(r"\r\n?|\n", data.decode("utf-8-sig", errors="replace")), 1):
        if found := pattern.fullmatch(source):
            if pending:
                yield line()
            pending, start, texts = found, number, [found["text"].strip()]
        elif text := source.strip():
            if pending:
                texts.append(text)
            else:
                yield TaggedLine("", Said(text, Span(name, number)))
    if pending:
        yield line()
