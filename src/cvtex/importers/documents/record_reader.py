"""Lines, rows, lists and entries of a section -> records: what belongs together becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from cvtex.importers.documents.blocks import Block, Entry, Heading, Line, Listing, Pair, Row, Works
from cvtex.importers.documents.dating import dated, is_date
from cvtex.importers.documents.labels import column, columns
from cvtex.importers.documents.lines import labelled, record_of_lines
from cvtex.importers.documents.records import SINGLE, Point, Record, is_phone
from cvtex.importers.documents.words import Words, joined_lines, joined_words
from cvtex.text.web_address import is_email
from cvtex.value import Struct, field

_LABELLED: Final = frozenset({"skills", "table", "languages"})
# Lists below a line belong to it.
_WITH_POINTS: Final = frozenset({"positions", "education", "projects", "teaching", "service"})
# Each line is an item, if none has a date.
_ONE_LINE: Final = frozenset({"awards", "talks", "memberships", "list"})
# A label is the title of an item.
_TITLED: Final = frozenset({"positions", "education"})
_FEWEST_COLUMNS: Final = 2
_NUMBER: Final = re.compile(r"[(\[]?[A-Z]{0,2}\d{1,3}[.)\]]{1,2}")
_MAX_LABEL: Final = 60
_MAX_ORGANISATION: Final = 140


class _Draft(Struct):
    """An entry while it is read: lines, or parts with names.

    `has_own_date`: whether one of the first lines, as many as were `searched`, has a cell that is a date.
    """

    lines: list[Line] = field(default_factory=list)
    parts: dict[str, Words] = field(default_factory=dict)
    texts: list[Words] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    has_dates: bool = False
    is_marked: bool = False
    is_form: bool = False
    url: str = ""
    searched: int = 0
    has_own_date: bool = False


class RecordReader:
    """Puts blocks together to records."""

    def __init__(self, kind: str | None, language: str) -> None:
        self.kind, self.language = kind, language
        self.draft: _Draft | None = None
        self.has_dated_rows = False
        self.columns: tuple[str, ...] = ()

    def read(self, blocks: Sequence[Block]) -> Iterator[Record]:
        if self.kind == "contacts":
            blocks = _columns(blocks)
        self.has_dated_rows = any(
            self._has_date(one) for block in blocks if isinstance(block, Row) for one in block.cells[1:]
        )
        for block in blocks:
            yield from self._block(block)
        yield from self._flush()

    def _flush(self) -> Iterator[Record]:
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if draft.lines:
            record = self._of_lines(draft)
            record = Record(record.parts, (*record.texts, *draft.texts), record.points)
            if record.parts or record.texts or record.points:
                yield record
        elif draft.parts or draft.texts or draft.points:
            yield _checked(draft)

    def _of_lines(self, draft: _Draft) -> Record:
        lines, points = tuple(draft.lines), tuple(draft.points)
        first = lines[0].cells
        if (
            self.kind in _LABELLED
            and len(lines) == 1
            and len(first) == 1
            and (pair := labelled(first[0], by_dash=True))
            # `Russian – native, English – C1` are several.
            and not (self.kind == "languages" and labelled(pair[1], by_dash=True))
        ):
            return Record({"label": pair[0], "text": pair[1]}, (), points)
        if self.kind == "languages" and len(lines) == 1 and len(first) == 1:
            return Record({"label": first[0]}, (), points)
        return record_of_lines(self.kind, lines, points, self.language)

    def _block(self, block: Block) -> Iterator[Record]:
        match block:
            case Entry():
                yield from self._flush()
                self.draft = _Draft(parts={name: one for name, one in block.parts.items() if one}, has_dates=True)
                self.draft.is_marked = True
                self._below(block.blocks)
            case Pair():
                yield from self._pair(block)
            case Row(cells):
                yield from self._row(cells)
            case Listing():
                yield from self._listing(block)
            case Line():
                yield from self._line(block)
            case Heading(_, words) | Works(_, words):
                if words:
                    yield from self._line(Line((words,), starts=True))
            case _:
                assert_never(block)

    def _below(self, blocks: Iterable[Block]) -> None:
        """What stands below an entry: texts and points."""
        assert self.draft
        for block in blocks:
            match block:
                case Line(cells) | Row(cells):
                    text = joined_words(", ", cells)
                    self.draft.texts += [text] if text else []
                case Listing():
                    self.draft.points += points_of(block)
                case Pair():
                    text = joined_words(": ", [block.label, joined_words(" ", [block.words, block.comment])])
                    self.draft.texts += [text] if text else []
                    self._below(block.blocks)
                case Entry(parts, _, inner):
                    text = joined_words(", ", parts.values())
                    self.draft.points += [Point(text, tuple(_points(inner)))] if text else []
                case Heading(_, words) | Works(_, words):
                    self.draft.texts += [words] if words else []
                case _:
                    assert_never(block)

    def _pair(self, pair: Pair) -> Iterator[Record]:
        if not _is_said(pair.label):
            if self.draft is None:
                yield from self._line(Line((pair.words,), starts=True))
                self._below(pair.blocks)
            elif pair.words and self._is_organisation(pair.words):
                self.draft.parts["organisation"] = pair.words
                self._below(pair.blocks)
            else:
                self._below([Line((pair.words,)), *pair.blocks] if pair.words else pair.blocks)
            return
        yield from self._flush()
        if self._has_date(pair.label):
            self.draft = _Draft(lines=[Line((pair.label,)), Line((pair.words,))], has_dates=True)
            if not pair.words:
                self.draft.lines.pop()
        else:
            words = joined_words(", ", [pair.words, pair.comment])
            self.draft = _Draft(parts={"label": pair.label} | ({"text": words} if words else {}))
        self._below(pair.blocks)

    def _is_organisation(self, words: Words) -> bool:
        """Whether a line without a label, the first below an entry, is its organisation, as in the Europass."""
        assert self.draft
        is_first = not self.draft.texts and not self.draft.points and "title" in self.draft.parts
        is_short = len(words.plain) <= _MAX_ORGANISATION
        return (
            is_first and is_short and "organisation" not in self.draft.parts and self.kind in ("positions", "education")
        )

    def _row(self, cells: tuple[Words, ...]) -> Iterator[Record]:
        there = tuple(one for one in cells if one)
        if not there:
            return
        if names := columns([one.plain for one in cells]):
            self.columns = names
            return
        if len(cells) == len(self.columns) and cells[0]:
            yield from self._flush()
            self.draft = _Draft(parts=_named_parts(self.columns, cells), has_dates=True, is_marked=True)
            return
        if len(there) == 2 and len(cells) == 2 and self.kind not in _LABELLED and (name := column(there[0].plain)):
            yield from self._form(name, there[1])
            return
        if not cells[0] and self.draft is not None and not self._has_date(there[0]):
            if self.draft.lines and not self.draft.points and not self.draft.texts:
                self.draft.lines.append(Line(there))
            else:
                self._below([Line(there)])
            return
        is_labelled = self.kind in _LABELLED or not self.has_dated_rows
        if self._has_date(cells[0]) and len(there) > 1:
            yield from self._flush()
            self.draft = _Draft(lines=[Line((there[0],)), Line(there[1:])], has_dates=True)
        elif len(there) == 2 and is_labelled and len(there[0].plain) <= _MAX_LABEL:
            yield from self._pair(Pair(there[0].unstyled().stripped(" :："), there[1]))
        elif len(there) > 1 and not self.has_dated_rows:
            yield from self._flush()
            self.draft = _Draft(lines=[Line(there)])
        else:
            yield from self._line(Line(there))

    def _form(self, name: str, words: Words) -> Iterator[Record]:
        """A row of a form: the name of a part, and the part. Dates, or a part that is there, begin an entry."""
        draft = self.draft
        if draft is None or not draft.is_form or (name in draft.parts and name != "text"):
            yield from self._flush()
            draft = self.draft = _Draft(has_dates=True, is_marked=True, is_form=True)
        if name == "text":
            draft.texts.append(words)
        else:
            draft.parts[name] = words.unstyled()

    def _has_date(self, words: Words) -> bool:
        return is_date(words.unstyled().plain.strip(" ()[],.;:"), self.language)

    def _line_has_date(self, line: Line) -> bool:
        return any(self._has_date(one) or dated(one, self.language) for one in line.cells)

    def _line(self, line: Line) -> Iterator[Record]:
        cells = tuple(one for one in line.cells if one)
        is_of_table = len(cells) > 1 and (
            len(cells) == len(self.columns) or bool(columns([one.plain for one in cells]))
        )
        if is_of_table or (len(cells) == 2 and self._is_label(*cells)):
            yield from self._row(cells)
            return
        has_date = self._line_has_date(line)
        first = line.cells[0]
        is_marked = first.lead() is not None or first.style is not None
        if self.draft is None or self._begins(line, has_date=has_date, is_marked=is_marked):
            yield from self._flush()
            self.draft = _Draft(lines=[line], has_dates=has_date, is_marked=is_marked)
        elif self.draft.lines and not self.draft.points and not line.starts:
            self.draft.lines.append(line)
            self.draft.has_dates |= has_date
        else:
            self._below([line])

    def _is_label(self, one: Words, other: Words) -> bool:
        if self.kind == "skills":
            # Else they are two skills beside each other.
            return one.style != other.style or one.plain.endswith((":", "："))
        return self.kind in _LABELLED

    def _begins(self, line: Line, *, has_date: bool, is_marked: bool) -> bool:
        """Whether the line begins an entry of its own."""
        assert self.draft
        if self.draft.parts and not self.draft.lines and "label" not in self.draft.parts:
            return has_date and (is_marked or len(line.cells) > 1) and line.starts
        if has_date and self.draft.has_dates:
            # A date within a text belongs to an entry whose own date stands apart.
            return line.starts or not self._has_own_date(self.draft) or any(map(self._has_date, line.cells))
        if line.starts:
            return has_date or is_marked or not self.draft.has_dates or self.kind in SINGLE
        if self.kind in _LABELLED:
            return True
        return self.kind in _ONE_LINE and not has_date and not self._has_own_date(self.draft)

    def _has_own_date(self, draft: _Draft) -> bool:
        # Each line is asked once, however many follow.
        new, draft.searched = draft.lines[draft.searched :], len(draft.lines)
        draft.has_own_date = draft.has_own_date or any(self._has_date(cell) for one in new for cell in one.cells)
        return draft.has_own_date

    def _listing(self, listing: Listing) -> Iterator[Record]:
        draft = self.draft
        if draft is not None and (
            not draft.lines or draft.has_dates or draft.is_marked or self.kind is None or self.kind in _WITH_POINTS
        ):
            draft.points += points_of(listing)
            return
        yield from self._flush()
        for number, blocks in enumerate(listing.items):
            yield from self._item(blocks, _label(listing, number))

    def _item(self, blocks: tuple[Block, ...], label: Words | None) -> Iterator[Record]:
        """An item of a list that is the section."""
        inner = RecordReader(self.kind, self.language)
        if label and self._has_date(label):
            inner.draft = _Draft(lines=[Line((label,))], has_dates=True)
            first, *others = blocks or (Line((label,)),)
            if isinstance(first, Line):
                inner.draft.lines.append(Line(first.cells))
                blocks = tuple(others)
        elif label and self.kind in _TITLED:
            # `PhD` as a label: what follows it is on its second line.
            lines = [Line(one.cells) for one in blocks if isinstance(one, Line | Row)]
            inner.draft = _Draft(lines=[Line((label,)), *lines], has_dates=True)
            blocks = tuple(one for one in blocks if not isinstance(one, Line | Row))
        elif label:
            words = [one.cells for one in blocks if isinstance(one, Line)]
            text = joined_words(" ", [cell for cells in words for cell in cells])
            inner.draft = _Draft(parts={"label": label.stripped(" :：")} | ({"text": text} if text else {}))
            blocks = tuple(one for one in blocks if not isinstance(one, Line))
        elif self.kind not in _LABELLED:
            # Lines of one item are one entry.
            blocks = tuple(
                Line(one.cells, starts=not number) if isinstance(one, Line | Row) else one
                for number, one in enumerate(blocks)
            )
            lines = []
            for one in blocks:
                if not isinstance(one, Line):
                    break
                lines.append(Line(tuple(cell for cell in one.cells if cell)))
            if lines:
                is_marked = True
                inner.draft = _Draft(lines=lines, has_dates=True, is_marked=is_marked)
                blocks = blocks[len(lines) :]
        for block in blocks:
            yield from inner._block(block)
        yield from inner._flush()


def _columns(blocks: Sequence[Block]) -> Sequence[Block]:
    """Referees beside each other in a table: each column is one of them, and after their addresses follow others."""
    rows = [one.cells for one in blocks if isinstance(one, Row) or (isinstance(one, Line) and len(one.cells) == 1)]
    count = max(map(len, rows), default=0)
    if len(rows) != len(blocks) or count < _FEWEST_COLUMNS:
        return blocks
    groups: list[list[tuple[Words, ...]]] = [[]]
    had_address = False
    for row in rows:
        has_address = any(is_email(one.plain.strip()) or is_phone(one.plain.strip()) for one in row)
        if had_address and not has_address:
            groups.append([])
        groups[-1].append(row)
        had_address = has_address
    people = [
        tuple(Line((row[number],)) for row in group if len(row) > number and row[number])
        for group in groups
        for number in range(count)
    ]
    return [Listing(tuple(one for one in people if one))]


def _named_parts(names: Sequence[str], cells: Sequence[Words]) -> dict[str, Words]:
    return {name: cell.unstyled() for name, cell in zip(names, cells, strict=True) if cell}


def _checked(draft: _Draft) -> Record:
    """A record of a draft with named parts; texts alone get the first as title."""
    parts, texts = dict(draft.parts), list(draft.texts)
    if not parts:
        parts["title"] = texts.pop(0) if texts else draft.points.pop(0).words
    return Record(parts, tuple(texts), tuple(draft.points), draft.url)


def _is_said(words: Words) -> bool:
    return any(map(str.isalnum, words.plain))


def _label(listing: Listing, number: int) -> Words | None:
    """The label of an item. A bullet and a number are none: lists are numbered by the program."""
    label = listing.labels[number] if number < len(listing.labels) else None
    return label if label and _is_said(label) and not _NUMBER.fullmatch(label.plain.strip()) else None


def points_of(listing: Listing) -> Iterator[Point]:
    for number, blocks in enumerate(listing.items):
        label = _label(listing, number)
        words, points = _point(blocks)
        whole = joined_words(": ", [label, words]) if label else words
        if whole:
            yield Point(whole, points)
        else:
            yield from points


def _points(blocks: Iterable[Block]) -> Iterator[Point]:
    for block in blocks:
        if isinstance(block, Listing):
            yield from points_of(block)
        else:
            words, points = _point((block,))
            if words:
                yield Point(words, points)


def _point(blocks: tuple[Block, ...]) -> tuple[Words | None, tuple[Point, ...]]:
    words: list[Words] = []
    points: list[Point] = []
    for block in blocks:
        match block:
            case Line(cells) | Row(cells):
                line = joined_words(", ", cells)
                words += [line] if line else []
            case Pair():
                pair = joined_words(": ", [block.label, joined_words(" ", [block.words, block.comment])])
                words += [pair] if pair else []
                points += _points(block.blocks)
            case Entry(parts, _, inner):
                entry = joined_words(", ", parts.values())
                words += [entry] if entry else []
                points += _points(inner)
            case Listing():
                points += points_of(block)
            case Heading(_, title) | Works(_, title):
                words += [title] if title else []
            case _:
                assert_never(block)
    return joined_lines(words), tuple(points)
