"""Blocks of a document -> sections of a CV, by their headings and by what the lines look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, assert_never

from cvtex.diagnostics import Span
from cvtex.importers.blocks import Block, Entry, Heading, Line, Listing, Pair, Row, Works
from cvtex.importers.dating import dated, is_date
from cvtex.importers.imported import ImportedSection, Item, Said, Tree
from cvtex.importers.lines import labelled, record_of_lines
from cvtex.importers.placing import is_title, kind_of_title
from cvtex.importers.records import SINGLE, Point, Record, item, plain_item, with_contact
from cvtex.importers.words import Words, joined_words
from cvtex.value import Struct, Value, field

_LABELLED: Final = frozenset({"skills", "table", "languages"})
# Lists below a line belong to it.
_WITH_POINTS: Final = frozenset({"positions", "education", "projects", "teaching", "service"})
# Each line is an item, if none has a date.
_ONE_LINE: Final = frozenset({"awards", "talks", "memberships", "list"})
# Below the heading of publications, others are kinds of publications: `Reviews`.
_BESIDE_PUBLICATIONS: Final = frozenset({"talks", "patents", "software", "awards", "teaching"})
# A label and a text are no item of these kinds.
_WITHOUT_PAIRS: Final = frozenset({"positions", "education", "contacts"})
_BETWEEN_LANGUAGES: Final = re.compile(r"\s*[,;|•]\s+|\.\s+")
_LEVEL: Final = re.compile(r"([^\W\d_][\w -]{1,30}?)\s*(?:\(|:\s|\s[–—-]\s)\s*([^()]+?)\)?\.?")
_MAX_LABEL: Final = 60
_MAX_ORGANISATION: Final = 140


class Part(Value):
    """The blocks under one heading, and those under the headings below it."""

    heading: Heading | None
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...] = ()


class _Run(Value):
    """Items of one kind in a row, or a text."""

    kind: str
    subtitle: Words | None
    items: tuple[Item, ...] = ()
    text: Said | None = None


def parts_of(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Split at the headings. The first part has no heading."""
    parts: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return tuple(_part(heading, inner) for heading, inner in parts)


def with_headings(blocks: Iterable[Block]) -> list[Block]:
    """Where a document has no headings, lines that are nothing but the title of a section become headings."""
    return [
        Heading(1, block.cells[0].unstyled())
        if isinstance(block, Line) and len(block.cells) == 1 and is_title(block.cells[0].plain)
        else block
        for block in blocks
    ]


def _part(heading: Heading | None, blocks: Sequence[Block]) -> Part:
    parts: list[tuple[Heading | None, list[Block]]] = [(heading, [])]
    for block in blocks:
        if isinstance(block, Heading):
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    inner = tuple(Part(one, tuple(below)) for one, below in parts[1:])
    return Part(heading, tuple(parts[0][1]), inner)


def sections_of(part: Part, language: str) -> tuple[ImportedSection, ...]:
    """A part without publications -> one section, or several of which all but the first have no title."""
    title = part.heading.words if part.heading else None
    kind = kind_of_title(title.plain) if title else None
    runs = list(_runs(kind, part.blocks, None, language))
    for inner in part.parts:
        assert inner.heading
        own = kind_of_title(inner.heading.words.plain)
        if kind == "publications" and own not in _BESIDE_PUBLICATIONS:
            own = None
        is_narrower = own is not None and (kind is None or own not in ("text", "entries", "skills"))
        runs += _runs(own if is_narrower else kind, inner.blocks, inner.heading.words, language)
    span = title.span if title else part.blocks[0].span if part.blocks and isinstance(part.blocks[0], Entry) else None
    return tuple(_sections(runs, title, span or _span(part)))


def _span(part: Part) -> Span:
    from cvtex.importers.blocks import words_in

    words = words_in((*part.blocks, *(one.heading for one in part.parts if one.heading)))
    return words[0].span if words else Span("")


def _sections(runs: Sequence[_Run], title: Words | None, span: Span) -> Iterator[ImportedSection]:
    shown: Said | str = title.said() if title else ""
    groups: list[_Run] = []

    def section() -> ImportedSection:
        kind = groups[0].kind
        if len(groups) == 1 and groups[0].subtitle is None:
            return ImportedSection(kind, shown, span, groups[0].items, groups[0].text)
        return ImportedSection(kind, shown, span, settings={"groups": tuple(_group(one) for one in groups)})

    for run in runs:
        if groups and (run.kind != groups[0].kind or run.kind == "text"):
            yield section()
            shown, groups = "", []
        groups.append(run)
    if groups:
        yield section()


def _group(run: _Run) -> Mapping[str, Tree]:
    title: Mapping[str, Tree] = {"title": run.subtitle.said()} if run.subtitle else {}
    return {**title, "items": run.items}


def _runs(kind: str | None, blocks: Sequence[Block], subtitle: Words | None, language: str) -> Iterator[_Run]:
    if not blocks:
        return
    if _is_running_text(kind, blocks, language):
        text = _paragraphs([one for one in blocks if isinstance(one, Line)])
        if subtitle is None:
            yield _Run("text", None, text=text)
        else:
            yield _Run("entries", None, ({"title": subtitle.said(), "text": text},))
        return
    records = list(_Reader(kind, language).read(blocks))
    if kind == "languages":
        records = [one for record in records for one in _languages(record)]
    found = _kinds(kind, records, language)
    start = 0
    for end in range(1, len(found) + 1):
        if end == len(found) or found[end][0] != found[start][0]:
            yield _Run(found[start][0], subtitle, tuple(one for _, one in found[start:end]))
            subtitle = None
            start = end


def _kinds(kind: str | None, records: Sequence[Record], language: str) -> list[tuple[str, Item]]:
    """Items of one kind, where at least half of the records fit it; the others go to `entries` or `list`."""
    kind = kind if kind not in (None, "text", "entries", "publications", "patents") else _kind_of_records(records)
    typed = [
        item("skills" if kind in _WITHOUT_PAIRS and _is_pair(one) else kind, _of_kind(kind, one), language)
        for one in records
    ]
    others = [known for known, record in zip(typed, records, strict=True) if not _is_pair(record)]
    if sum(one is not None for one in others) * 2 < len(others):
        typed = [known if _is_pair(record) else None for known, record in zip(typed, records, strict=True)]
    return [
        ("skills" if kind in _WITHOUT_PAIRS and _is_pair(record) else kind, known)
        if known is not None
        else plain_item(record, language)
        for known, record in zip(typed, records, strict=True)
    ]


def _of_kind(kind: str, record: Record) -> Record:
    return with_contact(record) if kind == "contacts" else record


def _is_pair(record: Record) -> bool:
    """Whether it is nothing but a label and a text."""
    return record.parts.keys() == {"label", "text"} and not record.texts and not record.points


def _kind_of_records(records: Sequence[Record]) -> str:
    """The kind of items of which no title tells it."""
    if all("label" in one.parts and "text" in one.parts and not one.texts and not one.points for one in records):
        return "skills"
    if any(len(one.parts) > 1 or one.texts for one in records):
        return "entries"
    return "list"


def _is_running_text(kind: str | None, blocks: Sequence[Block], language: str) -> bool:
    lines = [one for one in blocks if isinstance(one, Line)]
    if len(lines) < len(blocks) or any(len(one.cells) > 1 for one in lines):
        return False
    if kind in ("text", "contacts"):
        return kind == "text" or len(lines) == 1
    if kind is not None:
        return kind in ("entries", "skills") and len(lines) == 1 and labelled(lines[0].cells[0]) is None
    return not any(dated(one.cells[0], language) or one.cells[0].lead() for one in lines)


def _paragraphs(lines: Sequence[Line]) -> Said:
    paragraphs: list[list[Words]] = []
    for line in lines:
        if line.starts or not paragraphs:
            paragraphs.append([])
        paragraphs[-1] += line.cells
    texts = [one.said().text for words in paragraphs if (one := joined_words(" ", words))]
    return Said("\n\n".join(texts), lines[0].cells[0].span, is_markup=True)


class _Draft(Struct):
    """An entry while it is read: lines, or parts with names."""

    lines: list[Line] = field(default_factory=list)
    parts: dict[str, Words] = field(default_factory=dict)
    texts: list[Words] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    has_dates: bool = False
    is_marked: bool = False
    url: str = ""


class _Reader:
    """Puts blocks together to records."""

    def __init__(self, kind: str | None, language: str) -> None:
        self.kind, self.language = kind, language
        self.draft: _Draft | None = None
        self.has_dated_rows = False

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
            yield Record(record.parts, (*record.texts, *draft.texts), record.points)
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
        if not pair.label:
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

    def _has_date(self, words: Words) -> bool:
        return is_date(words.unstyled().plain.strip(" ()[],.;:"), self.language)

    def _line_has_date(self, line: Line) -> bool:
        return any(self._has_date(one) or dated(one, self.language) for one in line.cells)

    def _line(self, line: Line) -> Iterator[Record]:
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

    def _begins(self, line: Line, *, has_date: bool, is_marked: bool) -> bool:
        """Whether the line begins an entry of its own."""
        assert self.draft
        if self.draft.parts and not self.draft.lines and "label" not in self.draft.parts:
            return has_date and (is_marked or len(line.cells) > 1) and line.starts
        if has_date and self.draft.has_dates:
            # A date within a text belongs to an entry whose own date stands apart.
            has_own = any(self._has_date(cell) for one in self.draft.lines for cell in one.cells)
            return line.starts or not has_own or any(map(self._has_date, line.cells))
        if line.starts:
            return has_date or is_marked or not self.draft.has_dates or self.kind in SINGLE
        if self.kind in _LABELLED:
            return True
        has_own = any(self._has_date(cell) for one in self.draft.lines for cell in one.cells)
        return self.kind in _ONE_LINE and not has_date and not has_own

    def _listing(self, listing: Listing) -> Iterator[Record]:
        draft = self.draft
        if draft is not None and (
            not draft.lines or draft.has_dates or draft.is_marked or self.kind is None or self.kind in _WITH_POINTS
        ):
            draft.points += points_of(listing)
            return
        yield from self._flush()
        for number, blocks in enumerate(listing.items):
            label = listing.labels[number] if number < len(listing.labels) else None
            yield from self._item(blocks, label)

    def _item(self, blocks: tuple[Block, ...], label: Words | None) -> Iterator[Record]:
        """An item of a list that is the section."""
        inner = _Reader(self.kind, self.language)
        if label and self._has_date(label):
            inner.draft = _Draft(lines=[Line((label,))], has_dates=True)
            first, *others = blocks or (Line((label,)),)
            if isinstance(first, Line):
                inner.draft.lines.append(Line(first.cells))
                blocks = tuple(others)
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
    """Referees beside each other in a table: each column is one of them."""
    rows = [one.cells for one in blocks if isinstance(one, Row)]
    count = len(rows[0]) if rows else 0
    if len(rows) != len(blocks) or count < 2 or any(len(one) != count for one in rows):
        return blocks
    return [Listing(tuple(tuple(Line((row[n],)) for row in rows if row[n]) for n in range(count)))]


def _languages(record: Record) -> Iterator[Record]:
    """`English (native), German (B2)` -> one record each."""
    label = record.get("label")
    if label is None or len(record.parts) > 1 or record.texts or record.points:
        yield record
        return
    for piece in label.pieces(_BETWEEN_LANGUAGES):
        found = _LEVEL.fullmatch(piece.plain)
        if found:
            parts = {"label": piece.part(0, found.end(1)), "text": piece.part(found.start(2), found.end(2))}
            yield Record(parts)
        else:
            yield Record({"label": piece})


def _checked(draft: _Draft) -> Record:
    """A record of a draft with named parts; texts alone get the first as title."""
    parts, texts = dict(draft.parts), list(draft.texts)
    if not parts:
        parts["title"] = texts.pop(0) if texts else draft.points.pop(0).words
    return Record(parts, tuple(texts), tuple(draft.points), draft.url)


def points_of(listing: Listing) -> Iterator[Point]:
    for number, blocks in enumerate(listing.items):
        label = listing.labels[number] if number < len(listing.labels) else None
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
    return joined_words(" ", words), tuple(points)
