"""The text of a .bib file -> its commands with offsets. Recovers after errors.

pybtex's scanner has no comments and no positions of fields, and loses the entries after an error. The rules here are
BibTeX's, except where people write for biber: `%` comments, and `@comment{...}` with entries inside. A missing comma or
delimiter is repaired with a notice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator
from typing import TypeAlias

from cvtex.read.bib_command import BrokenCommandError, CommandReader, Notice, RawCommand
from cvtex.value import Value


class BrokenCommand(Value):
    """An unreadable command. `offset` is the position of its `@`; `problem` says where and why."""

    command: str
    offset: int
    key: str
    problem: Notice


ScannedItem: TypeAlias = RawCommand | BrokenCommand | Notice

_LINE_COMMAND = re.compile(r"^[ \t]*+(?P<at>@++)[ \t]*+(?P<command>[^\W\d]\w*+)\s*+(?P<open>[{(])", re.MULTILINE)
# Within a line, an `@` counts only if an entry with a key follows: free text contains e-mail addresses and mentions.
_INLINE_ENTRY = re.compile(
    r"(?<!@)(?P<at>@++)[ \t]*+(?P<command>[^\W\d]\w*+)[ \t]*+(?P<open>[{(])\s*+[^\s,{}()\"=#%]++[ \t]*+,"
)
_HEADLESS = re.compile(
    r"^[ \t]*+(?P<at>@++)(?P<command>[^\W\d]\w*+)[ \t]++(?P<key>[^\s,{}()]++)[ \t]*+,[ \t]*+$", re.MULTILINE
)
# An entry whose `@` or type is missing. Only known types: free text may contain braces.
_WITHOUT_AT = re.compile(
    r"^[ \t]*+(?P<at>@?+)[ \t]*+(?P<command>article|book|inbook|incollection|inproceedings|conference|proceedings|misc"
    r"|online|phdthesis|mastersthesis|thesis|techreport|report|unpublished|software|dataset|patent|(?<=@))[ \t]*+\{"
    r"\s*+(?P<key>[^\s,{}()\"=#%]++)[ \t]*+,",
    re.MULTILINE | re.IGNORECASE,
)

_COMMENT_MARK = re.compile(r"(?<!\\)%")
_BRACES = re.compile(r"[{}]")


def scan(text: str) -> Iterator[ScannedItem]:
    """Text -> commands in order. Takes linear time, however broken the text is."""
    return _Scan(text).items()


class _Scan:
    """Walks from command to command. A command ends at the latest before a line that begins another one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.heads = [match.start("at") for match in _LINE_COMMAND.finditer(text)]
        # After an unclosed entry, other entries in its line end at the next `@`, so that no text is read twice.
        self.narrow_until = 0
        self.comment_stays_open = False

    def items(self) -> Iterator[ScannedItem]:
        position = 0
        while head := self._next_head(position):
            yield from self._headless(position, head.start("at"))
            position = yield from self._command(head)
        yield from self._headless(position, len(self.text))

    def _headless(self, start: int, end: int) -> Iterator[BrokenCommand]:
        for match in _HEADLESS.finditer(self.text, start, end):
            problem = Notice(
                match.start("key"),
                "the opening brace of the entry is missing",
                f"write @{match['command']}{{{match['key']},",
            )
            yield BrokenCommand(match["command"].lower(), match.start("at"), match["key"], problem)
        for match in _WITHOUT_AT.finditer(self.text, start, end):
            if match["command"]:
                message, hint = "the '@' of the entry is missing", f"write @{match['command']}{{{match['key']},"
            else:
                message, hint = "the entry has no type", f"write its type after the '@': @article{{{match['key']},"
            problem = Notice(match.start("command"), message, hint)
            yield BrokenCommand(match["command"].lower(), match.start("at"), match["key"], problem)

    def _next_line_head(self, position: int) -> int:
        index = bisect_left(self.heads, position)
        return self.heads[index] if index < len(self.heads) else len(self.text)

    def _next_head(self, position: int) -> re.Match[str] | None:
        line_head = self._next_line_head(position)
        for match in _INLINE_ENTRY.finditer(self.text, position, line_head):
            if self._begins_inline_entry(match.start(), position):
                return match
        if line_head == len(self.text):
            return None
        return _LINE_COMMAND.match(self.text, self.text.rfind("\n", 0, line_head) + 1)

    def _begins_inline_entry(self, start: int, position: int) -> bool:
        if start < self.narrow_until:
            return self.text[max(0, start - 40) : start].rstrip(" \t\n,").endswith(("}", ")"))
        line_start = max(position, self.text.rfind("\n", position, start) + 1)
        return not _COMMENT_MARK.search(self.text, line_start, start)

    def _limit(self, head: re.Match[str]) -> int:
        limit = self._next_line_head(head.end("open"))
        if head.start() < self.narrow_until:
            following = _INLINE_ENTRY.search(self.text, head.end("open"), limit)
            return following.start() if following else limit
        return limit

    def _command(self, head: re.Match[str]) -> Generator[ScannedItem, None, int]:
        """Yield the command, and return the position to go on from."""
        command = head["command"].lower()
        if command == "comment":
            return (yield from self._comment(head))
        reader = CommandReader(self.text, head, self._limit(head))
        try:
            raw = reader.read(command)
        except BrokenCommandError as broken:
            yield BrokenCommand(command, head.start("at"), reader.key, broken.notice)
            if reader.position < reader.limit:
                return reader.position
            self.narrow_until = max(self.narrow_until, self._next_line_head(head.end("open")))
            return head.end("open")
        yield raw
        return reader.position

    def _comment(self, head: re.Match[str]) -> Generator[ScannedItem, None, int]:
        """Skip `@comment{...}` to its closing brace, as biber does; without one, skip only the line."""
        limit = self._next_line_head(head.end("open")) if self.comment_stays_open else len(self.text)
        end = _closing(self.text, head.end("open"), limit) if head["open"] == "{" else None
        if end is None:
            self.comment_stays_open = self.comment_stays_open or head["open"] == "{"
            return head.end("open")
        hidden = bisect_right(self.heads, end) - bisect_right(self.heads, head.end("open"))
        if hidden:
            entries = "1 entry inside this @comment is" if hidden == 1 else f"{hidden} entries inside this @comment are"
            yield Notice(head.start("at"), f"{entries} left out", "move an entry out of it to have it read")
        return end + 1


def _closing(text: str, start: int, limit: int) -> int | None:
    depth = 1
    for match in _BRACES.finditer(text, start, limit):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return None
