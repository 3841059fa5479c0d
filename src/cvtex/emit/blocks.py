"""What stands on the pages, one block after the other: values that say what they are, whatever they are written as.

A block is the smallest piece that is measured, printed or left out. Its fields are rich text in the order of reading; a
field that may be missing is empty. What each kind means to a reader is told in `promises`, how it is written by each
format.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, assert_never

from cvtex.diagnostics import Span
from cvtex.text.richtext import RichText
from cvtex.value import Value

Level = Literal["part", "section", "group"]


class Name(Value):
    """The person's name, which heads the document, with a title before it and a remark after it."""

    title: RichText
    name: RichText
    note: RichText


class Contact(Value):
    """How the person is reached; also the date of birth."""

    lines: tuple[RichText, ...]


class Header(Value):
    """Name and contact lines, if there are any, beside a photograph. `portrait` stands for the picture, and is not
    printed.

    It is one block, since none of its parts tells by itself how high the whole is.
    """

    name: Name
    lines: tuple[RichText, ...]
    portrait: RichText


class Heading(Value):
    """The heading of a funder's part, of a section, or of a group in a section."""

    level: Level
    title: RichText


class Note(Value):
    """A remark under a heading."""

    text: RichText


class Paragraph(Value):
    text: RichText


class Organisation(Value):
    """Heads the roles or degrees there."""

    name: RichText
    place: RichText


class Role(Value):
    """A position or degree; points may stand below it."""

    title: RichText
    dates: RichText


class Point(Value):
    label: RichText
    text: RichText


class Numbered(Value):
    """A publication or talk. `label` is its number, with the stop."""

    label: RichText
    text: RichText


class Entry(Value):
    """One line of a list: `head` names it, the details follow."""

    head: RichText
    details: RichText
    dates: RichText


class Term(Value):
    """A term and what belongs to it."""

    term: RichText
    text: RichText


BlockContent: TypeAlias = (
    Name | Contact | Header | Heading | Note | Paragraph | Organisation | Role | Point | Numbered | Entry | Term
)


class Block(Value):
    """`id` counts from 1 in printed order. `item` is the planned item's id, the section's for a heading, or empty."""

    id: int
    content: BlockContent
    span: Span
    item: str = ""

    @property
    def texts(self) -> tuple[RichText, ...]:
        return texts(self.content)


def texts(content: BlockContent) -> tuple[RichText, ...]:
    """All that is printed, in the order of reading."""
    match content:
        case Name(title, name, note):
            return title, name, note
        case Contact(lines):
            return lines
        case Header(name, lines):
            return (*texts(name), *lines)
        case Heading(_, text) | Note(text) | Paragraph(text):
            return (text,)
        case (
            Organisation(first, second)
            | Role(first, second)
            | Point(first, second)
            | Numbered(first, second)
            | Term(first, second)
        ):
            return first, second
        case Entry(head, details, dates):
            return head, details, dates
        case _:
            assert_never(content)


def map_texts(content: BlockContent, change: Callable[[RichText], RichText]) -> BlockContent:
    """The same block with `change` applied to all that is printed."""
    match content:
        case Name():
            return _named(content, change)
        case Contact(lines):
            return Contact(tuple(map(change, lines)))
        case Header(name, lines, portrait):
            return Header(_named(name, change), tuple(map(change, lines)), portrait)
        case Heading(level, title):
            return Heading(level, change(title))
        case Note(text) | Paragraph(text):
            return type(content)(change(text))
        case (
            Organisation(first, second)
            | Role(first, second)
            | Point(first, second)
            | Numbered(first, second)
            | Term(first, second)
        ):
            return type(content)(change(first), change(second))
        case Entry(head, details, dates):
            return Entry(change(head), change(details), change(dates))
        case _:
            assert_never(content)


def _named(name: Name, change: Callable[[RichText], RichText]) -> Name:
    return Name(change(name.title), change(name.name), change(name.note))
