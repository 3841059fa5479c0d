"""Blocks -> a CommonMark document: headings in order, lists, and paragraphs."""

from __future__ import annotations

import re
from typing import Final, assert_never

from cvtex.emit.blocks import (
    Block,
    Cards,
    Chart,
    Contact,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.emit.markdown.escaping import escape_end_of_heading, escape_start, extracted
from cvtex.emit.markdown.inline import HARD_BREAK, markdown
from cvtex.emit.promises import Promises, elements_of, promises_of
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.model.element import Element
from cvtex.text.richtext import RichText, plain
from cvtex.value import Struct, Value, field

_BULLET: Final = "- "
# A label that CommonMark can number by itself.
_NUMBER: Final = re.compile(r"(?P<number>[0-9]{1,9})\.")


class MarkdownWriter(Value):
    """Writes headings by their level, and one list item for each entry."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        document = _Document()
        for block, element in zip(manuscript.shown, elements_of(manuscript.shown), strict=True):
            document.add(block, element)
        return WrittenFile("".join(document.lines).encode())

    def promises(self, manuscript: Manuscript) -> Promises:
        return promises_of(manuscript.shown, extracted)


class _Document(Struct):
    """The lines so far. `indents`: of the texts of open list items. `number`: of the last numbered item of the list."""

    lines: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    number: int | None = None

    def add(self, block: Block, element: Element) -> None:
        match block.content:
            case Name(title, name, note):
                self._heading(1, title, name, note)
            case Header(Name(title, name, note), headline, contact):
                self._heading(1, title, name, note)
                self._paragraph(markdown(headline.text))
                self._paragraph(_in_lines(contact.lines))
            case Headline(text) | Note(text) | Paragraph(text) | Chart(words=text):
                self._paragraph(markdown(text))
            case Contact(lines):
                self._paragraph(_in_lines(lines))
            case Heading(_, title):
                self._heading(_level(element), title)
            case Organisation(name, place):
                self._heading(_level(element), name, place, separator=", ")
            case Role(title, dates):
                self._paragraph(_joined(markdown(title, face="strong"), markdown(dates)))
            case Point(label, text):
                self._item(_labelled(label, text), element.depth)
            case Numbered(label, text):
                self._numbered(label, markdown(text))
            case Entry(head, details, dates, label):
                self._numbered(label, _joined(markdown(head), markdown(details), markdown(dates)))
            case Titled(title, dates, details, text, label):
                first = _joined(markdown(title, face="strong"), markdown(dates))
                below = [line for one in (details, text) if (line := markdown(one))]
                self._numbered(label, HARD_BREAK.join([first, *below] if first else below))
            case Cards(cards):
                for card in cards:
                    self._paragraph(_in_lines(card))
            case Row(label, text) | Term(label, text):
                self._item(_labelled(label, text), 0)
            case FootnoteText(label, text):
                self._paragraph(f"<sup>{markdown(label)}</sup> {markdown(text)}")
            case Portrait():
                pass
            case content:
                assert_never(content)

    def _heading(self, level: int, *parts: RichText, separator: str = " ") -> None:
        text = separator.join(part for one in parts if (part := markdown(one, line_break=" ")))
        if text.strip():
            self._close_lists()
            self._blank()
            self.lines.append(f"{'#' * level} {escape_end_of_heading(text.strip())}\n")

    def _paragraph(self, text: str) -> None:
        if text.strip():
            self._close_lists()
            self._blank()
            self._write(text, "", "")

    def _numbered(self, label: RichText, text: str) -> None:
        """An item with its number, if CommonMark counts the same; else a paragraph, or a bullet without a label."""
        counted = _NUMBER.fullmatch(plain(label))
        if counted and (self.number is None or int(counted["number"]) == self.number + 1):
            self._item(text, 0, f"{counted['number']}. ")
            self.number = int(counted["number"])
        elif plain(label).strip():
            self._paragraph(f"{markdown(label)} {text}")
        else:
            self._item(text, 0)

    def _item(self, text: str, depth: int, marker: str = _BULLET) -> None:
        if not text.strip() and marker == _BULLET:
            return
        if not self.indents:
            self._blank()
        del self.indents[depth:]
        if not self.indents and marker == _BULLET:
            self.number = None
        indent = self.indents[-1] if self.indents else 0
        self.indents.append(indent + len(marker))
        self._write(text, " " * indent + marker, " " * self.indents[-1])

    def _write(self, text: str, first: str, others: str) -> None:
        for place, line in enumerate(text.split("\n")):
            self.lines.append(f"{others if place else first}{escape_start(line)}\n")

    def _close_lists(self) -> None:
        self.indents, self.number = [], None

    def _blank(self) -> None:
        if self.lines:
            self.lines.append("\n")


def _level(element: Element) -> int:
    """`H2` -> 2."""
    return int(element.role.removeprefix("H"))


def _in_lines(lines: tuple[RichText, ...]) -> str:
    return HARD_BREAK.join(line for one in lines if (line := markdown(one)).strip())


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part.strip())


def _labelled(label: RichText, text: RichText) -> str:
    """`**Research**: Frogs`."""
    if not plain(label).strip():
        return markdown(text)
    return f"{markdown(label, face='strong')}: {markdown(text)}"
