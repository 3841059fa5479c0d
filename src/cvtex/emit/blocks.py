"""Blocks: the content of the pages as typed values, independent of any output format.

A block is the smallest piece that is measured, printed or left out. Its fields are rich text in reading order; an empty
field is missing. `promises` maps each kind to its role in the structure tree; each format's writer prints it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, assert_never

from cvtex.diagnostics import Span
from cvtex.text.richtext import RichText
from cvtex.value import Value, replace

Level = Literal["part", "section", "group"]
# Where a block stands: over the whole width, in the side column, or beside it.
Column = Literal["page", "side", "main"]


class Name(Value):
    """The person's name at the head of the document, with a title before it and a remark after it."""

    title: RichText
    name: RichText
    note: RichText


class Headline(Value):
    """A line under the name, such as a position."""

    text: RichText


class Contact(Value):
    """Contact details and the date of birth. `icons`: the name of the sign for each line, or ""."""

    lines: tuple[RichText, ...]
    icons: tuple[str, ...]


class Header(Value):
    """Name, headline and contact lines, all but the name possibly empty, in one block.

    It is beside a photograph, which `portrait` describes, or its lines stand beside the name, or a band is behind it.
    So no part alone determines the height of the whole.
    """

    name: Name
    headline: Headline
    contact: Contact
    portrait: RichText


class Portrait(Value):
    """A photograph in the side column."""

    description: RichText


class Heading(Value):
    """The heading of a funder's part, a section, or a group in a section."""

    level: Level
    title: RichText


class Note(Value):
    """A remark under a heading."""

    text: RichText


class Series(Value):
    """The works of one kind in a chart: how many there are of each year. `name`: () if the chart shows no kinds."""

    name: RichText
    counts: tuple[int, ...]


class Chart(Value):
    """Bars of works per year, from the year `first` on, stacked by kind. `remarks`: on works that have no bar.

    `words` say all of it, for formats that have no pictures, and for those who do not see it.
    """

    title: RichText
    first: int
    series: tuple[Series, ...]
    remarks: tuple[RichText, ...] = ()
    words: RichText = ()

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(one.counts for one in self.series), strict=True)))


class Paragraph(Value):
    """A paragraph of a section, or of an item such as a role: `is_in_item`."""

    text: RichText
    is_in_item: bool = False


class Organisation(Value):
    """An employer or institution, above its roles or degrees. `is_in_group`: it is below the heading of a group."""

    name: RichText
    place: RichText
    is_in_group: bool = False


class Role(Value):
    """A position or degree; points may stand below it."""

    title: RichText
    dates: RichText


class Point(Value):
    """A bullet point. `depth`: 0, or more below other points. `is_below_number`: the item above it has a number."""

    label: RichText
    text: RichText
    depth: int = 0
    is_below_number: bool = False


class Numbered(Value):
    """A publication, a talk or a numbered line. `label` is its number with the full stop, or its year.

    `is_aligned`: without a label, the text begins where it would begin beside one.
    """

    label: RichText
    text: RichText
    is_aligned: bool = False


class Entry(Value):
    """A list entry: `head`, then the details. `label` is its number, before the head."""

    head: RichText
    details: RichText
    dates: RichText
    label: RichText = ()


class Titled(Value):
    """An entry with a line for its title and dates, one for the details, and one for a text. Points may stand below.

    `label` is its number, before the title.
    """

    title: RichText
    dates: RichText
    details: RichText
    text: RichText
    label: RichText = ()


class Cards(Value):
    """People beside each other, one or two: for each the lines of name and address."""

    cards: tuple[tuple[RichText, ...], ...]


class Row(Value):
    """A row of a table: a label and what it stands for. Neighbours form one table."""

    label: RichText
    text: RichText


class Term(Value):
    """A term and its description."""

    term: RichText
    text: RichText


class FootnoteText(Value):
    """A footnote, below the section that its sign stands in. `label` is its number."""

    label: RichText
    text: RichText


BlockContent: TypeAlias = (
    Name
    | Headline
    | Contact
    | Header
    | Portrait
    | Heading
    | Note
    | Chart
    | Paragraph
    | Organisation
    | Role
    | Point
    | Numbered
    | Entry
    | Titled
    | Cards
    | Row
    | Term
    | FootnoteText
)


class Block(Value):
    """`id` counts from 1 in reading order. `item`: id of the planned item, of the section for a heading, or "".

    Without a side column, every block is of the whole page.
    """

    id: int
    content: BlockContent
    span: Span
    item: str = ""
    column: Column = "page"

    @property
    def texts(self) -> tuple[RichText, ...]:
        return texts(self.content)

    @property
    def parts(self) -> tuple[tuple[RichText, ...], ...]:
        return parts(self.content)


def texts(content: BlockContent) -> tuple[RichText, ...]:
    """Block -> its printed texts in reading order."""
    return tuple(text for part in parts(content) for text in part)


def parts(content: BlockContent) -> tuple[tuple[RichText, ...], ...]:
    """Block -> its parts in reading order. A theme may print them in another order, but not the texts of one part."""
    match content:
        case Name(title, name, note):
            return (title,), (name,), (note,)
        case Contact(lines):
            return (lines,)
        case Header(name, headline, contact):
            return (*parts(name), (headline.text,), contact.lines)
        case Portrait():
            return ()
        case Heading(_, text) | Note(text) | Paragraph(text) | Headline(text):
            return ((text,),)
        case Chart(words=words):
            return ((words,),)
        case (
            Organisation(first, second)
            | Role(first, second)
            | Point(first, second)
            | Numbered(first, second)
            | Term(first, second)
            | Row(first, second)
            | FootnoteText(first, second)
        ):
            return (first,), (second,)
        case Entry(head, details, dates, label):
            return ((label,), (head,), (details,), (dates,)) if label else ((head,), (details,), (dates,))
        case Titled(title, dates, details, text, label):
            return (*(((label,),) if label else ()), (title,), (dates,), (details,), (text,))
        case Cards(cards):
            return cards
        case _:
            assert_never(content)


def with_label(content: BlockContent, label: RichText) -> BlockContent:
    """Number a block. Only entries and lines of a list have numbers."""
    match content:
        case Entry() | Titled():
            return replace(content, label=label)
        case Term(term, text) if label:
            return Entry(term, text, (), label)
        case Numbered(_, text) | Point((), text) if label:
            return Numbered(label, text)
        case _:
            return content


def below_number(content: BlockContent) -> BlockContent:
    """Put a block below an item with a number. Only points are elsewhere there."""
    return replace(content, is_below_number=True) if isinstance(content, Point) else content


def in_group(content: BlockContent) -> BlockContent:
    """A block below the heading of a group of items: a heading is one of the next level."""
    match content:
        case Organisation(name, place):
            return Organisation(name, place, is_in_group=True)
        case Heading(_, title):
            return Organisation(title, (), is_in_group=True)
        case _:
            return content


def map_texts(content: BlockContent, change: Callable[[RichText], RichText]) -> BlockContent:
    """Apply `change` to every printed text of the block."""
    match content:
        case Name():
            return _named(content, change)
        case Contact():
            return _reached(content, change)
        case Header(name, headline, contact, portrait):
            return Header(_named(name, change), Headline(change(headline.text)), _reached(contact, change), portrait)
        case Portrait():
            return content
        case Chart():
            return Chart(
                change(content.title),
                content.first,
                tuple(Series(change(one.name), one.counts) for one in content.series),
                tuple(map(change, content.remarks)),
                change(content.words),
            )
        case Heading(level, title):
            return Heading(level, change(title))
        case Organisation(name, place, is_in_group):
            return Organisation(change(name), change(place), is_in_group)
        case Note() | Paragraph() | Headline():
            return replace(content, text=change(content.text))
        case Role(first, second) | Term(first, second) | Row(first, second) | FootnoteText(first, second):
            return type(content)(change(first), change(second))
        case Numbered():
            return replace(content, label=change(content.label), text=change(content.text))
        case Entry(head, details, dates, label):
            return Entry(change(head), change(details), change(dates), change(label))
        case Point():
            return replace(content, label=change(content.label), text=change(content.text))
        case Titled(title, dates, details, text, label):
            return Titled(change(title), change(dates), change(details), change(text), change(label))
        case Cards(cards):
            return Cards(tuple(tuple(map(change, card)) for card in cards))
        case _:
            assert_never(content)


def _reached(contact: Contact, change: Callable[[RichText], RichText]) -> Contact:
    return Contact(tuple(map(change, contact.lines)), contact.icons)


def _named(name: Name, change: Callable[[RichText], RichText]) -> Name:
    return Name(change(name.title), change(name.name), change(name.note))
