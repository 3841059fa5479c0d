"""Blocks of a document -> sections of a CV, by their headings and by what the lines look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from cvtex.diagnostics import Span
from cvtex.importers.documents.blocks import Block, Entry, Heading, Line, Listing, Row, words_in
from cvtex.importers.documents.dating import dated
from cvtex.importers.documents.lines import is_degree, is_institution, is_role, labelled, record_of_lines
from cvtex.importers.documents.placing import is_title, kind_of_title
from cvtex.importers.documents.record_reader import RecordReader
from cvtex.importers.documents.records import Record, entry, item, plain_item, with_contact
from cvtex.importers.documents.words import Words, joined_words
from cvtex.importers.imported import ImportedSection, Item, Said, Tree
from cvtex.value import Value, replace

# A section that would fall into more parts than this stays one, of entries.
_MOST_CHANGES: Final = 3
# Below the heading of publications, others are kinds of publications: `Reviews`.
_BESIDE_PUBLICATIONS: Final = frozenset({"talks", "patents", "software", "awards", "teaching"})
_WITH_INSTITUTIONS: Final = frozenset({"positions", "education"})
# A label and a text are no item of these kinds.
_WITHOUT_PAIRS: Final = frozenset({"positions", "education", "contacts"})
_MOST_WORDS: Final = 8
_BETWEEN_LANGUAGES: Final = re.compile(r"\s*[,;|•]\s+|\.\s+")
# `... Honolulu, U.S.A.`
_ABBREVIATED: Final = re.compile(r"\b[A-Z]\.$")
_LEVEL: Final = re.compile(r"([^\W\d_][\w -]{1,30}?)\s*(?:\(|:\s|\s[–—-]\s)\s*([^()]+?)\)?\.?")


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
    note: Words | None = None


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


def references_of(blocks: Sequence[Block]) -> list[Words]:
    """The items of lists, and paragraphs; none if there is something else."""
    found: list[list[Words]] = []
    for block in blocks:
        match block:
            case Listing(items):
                found += [list(words_in(item)) for item in items]
            case Row(cells):
                found.append([one for one in cells if one])
            case Line(cells, starts):
                if starts or not found:
                    found.append([])
                found[-1] += cells
            case _:
                return []
    return [one for words in found if (one := joined_words(" ", words))]


def sections_of(part: Part, language: str, kind: str | None = None) -> tuple[ImportedSection, ...]:
    """A part without publications -> one section, or several of which all but the first have no title.

    `kind`: of one without a title.
    """
    title = part.heading.words if part.heading else None
    kind = kind_of_title(title.plain) if title else kind
    runs = list(_runs(kind, part.blocks, None, language))
    note = part.heading.note if part.heading else None
    for inner in part.parts:
        assert inner.heading
        own = kind_of_title(inner.heading.words.plain)
        if kind == "publications" and own not in _BESIDE_PUBLICATIONS:
            own = None
        is_told = kind is None or is_title(inner.heading.words.plain)
        is_narrower = is_told and own is not None and (kind is None or own not in ("text", "entries", "skills"))
        below = list(_runs(own if is_narrower else kind, inner.blocks, inner.heading.words, language))
        runs += [replace(below[0], note=inner.heading.note), *below[1:]] if below else []
    span = title.span if title else part.blocks[0].span if part.blocks and isinstance(part.blocks[0], Entry) else None
    sections = tuple(_sections(runs, title, span or _span(part)))
    if note and sections:
        settings = {"note": note.said(), **sections[0].settings}
        return (replace(sections[0], settings=settings), *sections[1:])
    return sections


def _span(part: Part) -> Span:
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
    note: Mapping[str, Tree] = {"note": run.note.said()} if run.note else {}
    return {**title, **note, "items": run.items}


def _runs(kind: str | None, blocks: Sequence[Block], subtitle: Words | None, language: str) -> Iterator[_Run]:
    if not blocks:
        return
    references = references_of(blocks) if kind == "publications" else []
    if len(references) > 1 or (references and subtitle):
        yield _Run("list", subtitle, tuple({"text": one.said()} for one in references))
        return
    if _is_running_text(kind, blocks, language):
        text = _paragraphs([one for one in blocks if isinstance(one, Line)])
        if subtitle is None:
            yield _Run("text", None, text=text)
        else:
            yield _Run("entries", None, ({"title": subtitle.said(), "text": text},))
        return
    records = list(RecordReader(kind, language).read(blocks))
    if kind in _WITH_INSTITUTIONS:
        records = [one for record in records for one in _divided(kind, record, language)]
    if kind == "languages":
        records = [one for record in records for one in _languages(record)]
    found = _kinds(kind, records, language)
    if _changes(found) > _MOST_CHANGES:
        found = [("entries", entry(record, language)) for record in records]
    start = 0
    for end in range(1, len(found) + 1):
        if end == len(found) or found[end][0] != found[start][0]:
            yield _Run(found[start][0], subtitle, tuple(_joined(one for _, one in found[start:end])))
            subtitle = None
            start = end


def _divided(kind: str, record: Record, language: str) -> tuple[Record, ...]:
    """An institution, and below it a list of degrees or of posts with their dates: one record for each."""
    organisation, title = record.get("organisation"), record.get("title")
    if organisation is None and title and is_institution(title.plain):
        organisation, title = title, None
    has_more = record.texts or record.url or not record.parts.keys() <= {"title", "organisation", "place"}
    if organisation is None or has_more or not record.points or (title and _tells(kind, title, language)):
        return (record,)
    if not all(_tells(kind, one.words, language) for one in record.points):
        return (record,)
    inner = [record_of_lines(kind, (Line((one.words,)),), one.points, language) for one in record.points]
    if any(is_institution(one.parts["organisation"].plain) for one in inner if "organisation" in one.parts):
        return (record,)
    place = joined_words(", ", [title, record.get("place")])
    own = {"organisation": organisation} | ({"place": place} if place else {})
    return tuple(Record({**_own_title(one.parts), **own}, one.texts, one.points) for one in inner)


def _own_title(parts: Mapping[str, Words]) -> Mapping[str, Words]:
    """The subject of a degree stands where an organisation may be: `Ph.D., Biology`."""
    title = joined_words(", ", [parts.get(name) for name in ("title", "organisation", "place")])
    others = {name: words for name, words in parts.items() if name not in ("title", "organisation", "place")}
    return others | ({"title": title} if title else {})


def _tells(kind: str, words: Words, language: str) -> bool:
    return is_degree(words.plain) if kind == "education" else dated(words, language) is not None


def _changes(found: Sequence[tuple[str, Item]]) -> int:
    return sum(one[0] != other[0] for one, other in pairwise(found))


def _joined(items: Iterable[Item]) -> Iterator[Item]:
    """Roles that stand below one employer are one item, and so are degrees."""
    last: Item | None = None
    for one in items:
        inner = next((name for name in ("roles", "degrees") if name in one), "")
        if last is not None and inner and _without(last, inner) == _without(one, inner):
            before, more = last[inner], one[inner]
            assert isinstance(before, tuple)
            assert isinstance(more, tuple)
            last = {**last, inner: (*before, *more)}
        else:
            if last is not None:
                yield last
            last = one
    if last is not None:
        yield last


def _without(item: Item, name: str) -> Item | None:
    """The others must be the same words at the same place."""
    return {key: value for key, value in item.items() if key != name} if name in item else None


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
    return with_contact(_with_position(record)) if kind == "contacts" else record


def _with_position(record: Record) -> Record:
    """A referee's second line is often a position, and the organisation stands below it."""
    second = record.get("organisation")
    if second is None or "position" in record.parts or not is_role(second.plain) or is_institution(second.plain):
        return record
    parts = {name: words for name, words in record.parts.items() if name != "organisation"} | {"position": second}
    texts = [*record.texts]
    which = next((number for number, one in enumerate(texts) if is_institution(one.plain)), None)
    if which is not None:
        parts["organisation"] = texts.pop(which)
    return Record(parts, tuple(texts), record.points, record.url)


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
        one = lines[0].cells[0]
        return kind in ("entries", "skills") and len(lines) == 1 and labelled(one) is None and not dated(one, language)
    if is_prose(lines[0].cells[0]) and all(one.cells[0].plain.rstrip().endswith(".") for one in lines):
        return True
    return not any(dated(one.cells[0], language) or one.cells[0].lead() for one in lines)


def is_prose(words: Words) -> bool:
    """Whether it is a sentence, no line of an address or an entry."""
    text = words.plain.rstrip()
    is_abbreviated = bool(_ABBREVIATED.search(text))
    return len(text.split()) > _MOST_WORDS and text.endswith(".") and not is_abbreviated and not words.links


def _paragraphs(lines: Sequence[Line]) -> Said:
    paragraphs: list[list[Words]] = []
    for line in lines:
        if line.starts or not paragraphs:
            paragraphs.append([])
        paragraphs[-1] += line.cells
    texts = [one.said().text for words in paragraphs if (one := joined_words(" ", words))]
    return Said("\n\n".join(texts), lines[0].cells[0].span, is_markup=True)


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
