"""The text of a .bib file -> its commands, each with offsets: the grammar, and where to go on after an error.

pybtex's scanner knows neither comments nor where a field stands, and loses the entries that follow an error. The rules
here are those of BibTeX where files agree with it, biber's where people write for biber (`%` comments, `@comment{...}`
with entries inside), and a repair with a notice where only a comma or a delimiter is missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator
from typing import TypeAlias

from cvtex.read.bib_command import BrokenCommandError, CommandReader, Notice, RawCommand
from cvtex.value import Value


class BrokenCommand(Value):
    """A command that could not be read; `offset` is that of its `@`, `problem` tells where and why."""

    command: str
    offset: int
    key: str
    problem: Notice


Item: TypeAlias = RawCommand | BrokenCommand | Notice

_LINE_COMMAND = re.compile(r"^[ \t]*+(?P<at>@++)[ \t]*+(?P<command>[^\W\d]\w*+)\s*+(?P<open>[{(])", re.MULTILINE)
# In the middle of a line only what looks like an entry up to its key counts: free text holds addresses and mentions.
_INLINE_ENTRY = re.compile(
    r"(?<!@)(?P<at>@++)[ \t]*+(?P<command>[^\W\d]\w*+)[ \t]*+(?P<open>[{(])\s*+[^\s,{}()\"=#%]++[ \t]*+,"
)
_HEADLESS = re.compile(
    r"^[ \t]*+(?P<at>@++)(?P<command>[^\W\d]\w*+)[ \t]++(?P<key>[^\s,{}()]++)[ \t]*+,[ \t]*+$", re.MULTILINE
)

_COMMENT_MARK = re.compile(r"(?<!\\)%")
_BRACES = re.compile(r"[{}]")


def scan(text: str) -> Iterator[Item]:
    """Text -> commands in their order. Linear in the length of the text, whatever is wrong with it."""
    return _Scan(text).items()


class _Scan:
    """Walks from command to command. A command may not reach over a line that begins another one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.heads = [match.start("at") for match in _LINE_COMMAND.finditer(text)]
        # After an unclosed entry, the other entries of the same line end at the next `@`: no text is read twice.
        self.narrow_until = 0
        self.comment_stays_open = False

    def items(self) -> Iterator[Item]:
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

    def _command(self, head: re.Match[str]) -> Generator[Item, None, int]:
        """Yields what the command is, and returns where to go on."""
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

    def _comment(self, head: re.Match[str]) -> Generator[Item, None, int]:
        """Skips `@comment{...}` to its brace as biber does; one that never closes is a comment of one line."""
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
