"""JSON Resume that this program wrote -> the sections that it was written from.

Its `sections` have the printed lines of each section with the title, the kind and the grouping; its lists have the
fields of each item. Both are in the same order, so that the line that names an item tells to which section it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.importers.coverage import words_of
from cvtex.importers.documents.dating import is_date
from cvtex.importers.imported import ImportedSection, Item, Said, Tree, texts_of
from cvtex.importers.items import fields
from cvtex.importers.resumes.json_entries import LISTS, REFEREES, List, item_of, list_of, own_education, together
from cvtex.importers.tree import each, part, said
from cvtex.locales.locale import locale_of
from cvtex.locales.months import month_beginnings
from cvtex.model.node import Node
from cvtex.text.written_markup import literal
from cvtex.value import Struct, Value, field, replace

_DAY: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NUMBER: Final = re.compile(r"^[^\W\d]{0,3}(\d{1,9})\. ")
_FOOTNOTE: Final = re.compile(r"^(\d+) ")
_MARKS: Final = re.compile(r"^[*†‡§¶#+°]+\xa0| · ")
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‚‘’«»‹›\"'`", ""))
# Kinds whose lines are all that there is of them.
_OF_LINES: Final = frozenset({"text", "list", "table"})
# A line below an item is the item's own if this share of its words is.
_ENOUGH: Final = 0.6
# An item whose line is not found is one of the next few.
_FURTHER: Final = 8
_MOST_PARTS: Final = 4
_DATES: Final = frozenset({"date", "dates"})
_GOES_ON: Final = " – present"
_PARENTS: Final = {"positions": ("employer", "roles"), "education": ("institution", "degrees")}


class Found(Value):
    """`sections` as cv.yaml has them; `keys`: of the works, in groups.

    `said`: lines with words that no list has, and titles. `used`: entries that such a line says.
    """

    sections: tuple[ImportedSection, ...]
    said: tuple[Said, ...]
    used: tuple[Node, ...]


class _Printed(Value):
    """A heading with its lines, and the groups below it."""

    title: Said | None
    kind: str
    group_by: str
    has_chart: bool
    metrics: AbcMapping[str, Tree] | None
    lines: tuple[Said, ...]
    origin: Node
    groups: tuple[_Printed, ...] = ()


class _Block(Struct):
    """Items under one heading, with the lines before them and those that belong to none."""

    title: Said | None
    notes: list[Said] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    keys: list[Said] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    totals: bool = False


def is_own(root: Node) -> bool:
    """Whether this program wrote it: it has the kinds of its sections."""
    return any(said(one, "kind") and each(one, "lines") for one in each(root, "sections"))


def own_sections(root: Node) -> Found:
    reader = _Reader(root)
    sections = [one for printed in _printed(root) for one in reader.section(printed)]
    sections += reader.left_over()
    return Found(tuple(sections), tuple(reader.said), tuple(reader.used))


def _printed(root: Node) -> list[_Printed]:
    found: list[_Printed] = []
    for node in each(root, "sections"):
        kind, level = said(node, "kind"), said(node, "level")
        lines = tuple(one for inner in each(node, "lines") if (one := said(inner)))
        group_by = said(node, "groupBy")
        metrics = _metrics(part(node, "metrics"))
        counted = line.text if metrics and (line := said(node, "metrics", "line")) else ""
        printed = _Printed(
            said(node, "title"),
            kind.text if kind else "",
            group_by.text if group_by else "",
            part(node, "chart") is not None,
            metrics,
            tuple(one for one in lines if one.text != counted),
            node,
        )
        if level and level.text == "group" and found and not kind:
            found[-1] = replace(found[-1], groups=(*found[-1].groups, printed))
        elif kind or printed.title:
            found.append(printed)
    return found


def _metrics(node: Node | None) -> AbcMapping[str, Tree] | None:
    """Citations and h-index with their source and day; None if one of these is missing."""
    if node is None:
        return None
    numbers = {"citations": said(node, "citations"), "h_index": said(node, "hIndex")}
    sound = {name: one for name, one in numbers.items() if one and one.text.isascii() and one.text.isdecimal()}
    source, day = said(node, "source"), said(node, "date")
    if not (sound and source and day and _DAY.fullmatch(day.text) and is_date(day.text, "en")):
        return None
    return {**sound, "source": source, "date": day}


class _Reader:
    def __init__(self, root: Node) -> None:
        self.root = root
        self.months = month_beginnings()
        language = said(root, "meta", "language")
        self.language = language.text if language else ""
        self.queues: dict[str, list[tuple[Node, List]]] = {}
        for list_ in (*LISTS, REFEREES):
            if list_.name not in self.queues:
                entries = ((node, list_of(node, list_.name)) for node in each(root, list_.name))
                self.queues[list_.name] = [(node, known) for node, known in entries if known]
        self.works = {
            summary.text: key
            for node in each(root, "publications")
            if (key := said(node, "citationKey")) and (summary := said(node, "summary"))
        }
        self.said: list[Said] = []
        self.used: list[Node] = []

    def section(self, printed: _Printed) -> Iterator[ImportedSection]:
        if printed.title:
            self.said.append(printed.title)
        if printed.kind in _OF_LINES:
            yield self._of_lines(printed)
            return
        blocks = [self._block(one, printed.kind) for one in (printed, *printed.groups)]
        if printed.kind == "patents":
            items = [item for one in blocks for item in _of_family(one)]
            yield from self._made(printed, [_Block(printed.title, blocks[0].notes, items)], "")
            return
        group_by = printed.group_by if _is_told(printed, blocks) else ""
        if not group_by:
            self.said += [one.title for one in printed.groups if one.title]
        yield from self._made(printed, blocks, group_by)

    def _made(self, printed: _Printed, blocks: list[_Block], group_by: str) -> Iterator[ImportedSection]:
        settings: dict[str, Tree] = {}
        first, *groups = blocks
        if first.notes:
            settings["note"] = first.notes[0]
        if any(one.totals for one in blocks):
            settings["totals"] = "true"
        if printed.has_chart:
            settings["chart"] = "per_year"
        if printed.metrics:
            settings["metrics"] = printed.metrics
        if numbering := _numbering(blocks):
            settings["numbering"] = numbering
        elif printed.kind == "publications":
            settings["numbering"] = "none"
        if group_by:
            settings["group_by"] = group_by
        elif printed.kind == "publications" or groups:
            listed = [one for one in blocks if one.items or one.keys]
            settings["groups"] = tuple(
                fields(
                    title=one.title if one is not first else None,
                    note=one.notes[0] if one is not first and one.notes else None,
                    keys=tuple(one.keys),
                    items=_parents(printed.kind, one.items),
                )
                for one in listed
            )
        items = _distinct(item for one in blocks for item in one.items) if "groups" not in settings else ()
        if items or settings.get("groups") or group_by:
            title = printed.title or ""
            yield ImportedSection(
                printed.kind, title, printed.origin.span, _parents(printed.kind, items), settings=settings
            )

    def _of_lines(self, printed: _Printed) -> ImportedSection:
        texts = [
            line for one in (printed, *printed.groups) for line in ([one.title] if one.title else []) + [*one.lines]
        ]
        texts = texts[1:] if printed.title else texts
        self._use([*texts, *([printed.title] if printed.title else [])])
        title = printed.title or ""
        if printed.kind == "text":
            text, plain = _with_footnotes(texts)
            self.said += plain
            return ImportedSection("text", title, printed.origin.span, text=text)
        if printed.kind == "table":
            self.said += texts
            rows = (line.text.partition(": ") for line in texts)
            items: tuple[Item, ...] = tuple(
                {"label": Said(label, line.span), "text": Said(text, line.span)}
                for line, (label, _, text) in zip(texts, rows, strict=True)
                if text
            )
            return ImportedSection("table", title, printed.origin.span, items)
        numbers = [int(found[1]) for one in texts if (found := _NUMBER.match(one.text))]
        settings: dict[str, Tree] = {}
        if len(numbers) == len(texts):
            settings["numbering"] = "ascending" if numbers == sorted(numbers) else "descending"
        bare = [_without_number(one) if settings else one for one in texts]
        self.said += bare
        points = tuple(self._point(one) for one in bare)
        return ImportedSection("list", title, printed.origin.span, points, settings=settings)

    def _point(self, line: Said) -> Item:
        """`Interview on the radio, Feb 2024`: the date is set at the right."""
        parts = line.text.split(", ")
        for count in range(min(len(parts) - 1, _MOST_PARTS), 0, -1):
            when = ", ".join(parts[-count:])
            if is_date(when, self.language):
                return {"text": Said(", ".join(parts[:-count]), line.span), "dates": Said(when, line.span)}
        return {"text": line}

    def _use(self, lines: Iterable[Said]) -> None:
        """Take certificates and interests that are lines here."""
        words = {word for line in lines for word in words_of(line.text, self.months)}
        for name in ("certificates", "interests"):
            for node, list_ in [*self.queues.get(name, [])]:
                texts = [one for text in texts_of(list_.read(node)) for one in words_of(text, self.months)]
                if words.issuperset(texts):
                    self.queues[name].remove((node, list_))
                    self.used.append(node)

    def _block(self, printed: _Printed, kind: str) -> _Block:
        block = _Block(printed.title)
        parent: tuple[str, str] | None = None
        last: set[str] = set()
        for line in printed.lines:
            bare = _NUMBER.sub("", line.text)
            if key := self.works.get(bare):
                if kind == "publications":
                    block.keys.append(key)
                    self._number(line, block)
                continue
            if taken := self._taken(kind, bare):
                self._number(line, block)
                for node, list_ in taken:
                    item = self._item(node, list_, line, parent)
                    block.items.append(item)
                    last = {word for text in texts_of(item) for word in words_of(text, self.months)}
                continue
            if (head := self._parent(kind, line.text)) is not None:
                parent = head
                continue
            words = words_of(line.text, self.months)
            if block.items and sum(word in last for word in words) >= _ENOUGH * len(words):
                continue
            if self._is_total(kind, line.text):
                block.totals = True
            elif _MARKS.search(line.text) or block.items or block.keys:
                # A legend of marks, which no list has.
                self.said.append(line)
            else:
                self.said.append(line)
                if block.notes:
                    block.notes[0] = Said(f"{block.notes[0].text} {line.text}", block.notes[0].span)
                else:
                    block.notes.append(line)
        return block

    def _number(self, line: Said, block: _Block) -> None:
        if found := _NUMBER.match(line.text):
            block.numbers.append(int(found[1]))

    def _is_total(self, kind: str, line: str) -> bool:
        if kind != "grants":
            return False
        before, _, after = locale_of(self.language or "en").details["total"].partition("{}")
        return line.startswith(before.strip()) and line.endswith(after.strip())

    def _queues(self, kind: str) -> list[str]:
        """The lists with items of a kind, in the order in which they are likely."""
        own = [one.name for one in (*LISTS, REFEREES) if one.kind == kind]
        return list(dict.fromkeys([*own, *_ALSO.get(kind, ())]))

    def _taken(self, kind: str, line: str) -> list[tuple[Node, List]]:
        """The entries that a line names, and those before them that no line names."""
        bare = _bare(line)
        found: list[tuple[Node, List]] = []
        for name in self._queues(kind):
            queue = self.queues.get(name, [])
            wanted = [one for one in queue if name in _ALSO.get(kind, ()) or one[1].kind == kind]
            while wanted:
                place = next((number for number, one in enumerate(wanted[:_FURTHER]) if _names(one, bare)), None)
                if place is None:
                    break
                for one in wanted[: place + 1]:
                    queue.remove(one)
                    found.append(one)
                wanted = wanted[place + 1 :]
                if kind != "contacts":
                    return found
            if found:
                return found
        return found

    def _item(self, node: Node, list_: List, line: Said, parent: tuple[str, str] | None) -> Item:
        item = dict(item_of(node, replace(list_, read=own_education) if list_.name == "education" else list_))
        if list_.kind in _PARENTS:
            item = _below(item, list_.kind, parent)
        if list_.kind == "skills" and isinstance(name := item.get("name"), Said):
            # The words as they are printed, whatever stands between them.
            before, _, after = line.text.partition(": ")
            if before == name.text and after:
                item["text"] = Said(after, line.span)
        if isinstance(terms := item.get("terms"), tuple):
            item["terms"] = tuple(_as_printed(one, line.text) for one in terms)
        return _with_dates(item, line.text)

    def _parent(self, kind: str, line: str) -> tuple[str, str] | None:
        """`University of Fjordane, Fjordby`: the employer and the place, before the roles there."""
        names = {"positions": ("work", "name"), "education": ("education", "institution")}.get(kind)
        if names is None:
            return None
        for node, _ in self.queues.get(names[0], [])[:_FURTHER]:
            name = said(node, names[1])
            if name and (line == name.text or line.startswith(f"{name.text}, ")):
                return name.text, line[len(name.text) + 2 :]
        return None

    def left_over(self) -> Iterator[ImportedSection]:
        """Entries that no line names: they are kept in sections of their own."""
        for queue in self.queues.values():
            by_kind: dict[str, list[tuple[Node, List]]] = {}
            for node, list_ in queue:
                by_kind.setdefault(list_.kind, []).append((node, list_))
            for kind, entries in by_kind.items():
                items = tuple(item for node, list_ in entries if (item := item_of(node, list_)))
                if items:
                    yield ImportedSection(kind, entries[0][1].title, entries[0][0].span, _parents(kind, items))


# Certificates and interests have no kind of their own.
_ALSO: Final[AbcMapping[str, tuple[str, ...]]] = {
    "entries": ("certificates", "interests"), "awards": ("certificates",), "education": ("certificates",),
    "skills": ("interests",),
}  # fmt: skip


def _names(entry: tuple[Node, List], line: str) -> bool:
    node, list_ = entry
    texts = (said(node, name) for name in list_.key)
    name = next((one for one in texts if one), None)
    return name is not None and _bare(name.text) in line


def _bare(text: str) -> str:
    """Without quotation marks, which change with what stands around them, and with plain blanks."""
    return " ".join(text.translate(_QUOTES).split())


def _without_number(line: Said) -> Said:
    return Said(_NUMBER.sub("", line.text), line.span)


def _with_footnotes(lines: list[Said]) -> tuple[Said | None, list[Said]]:
    """Paragraphs, in which the line `1 ...` becomes the footnote for which `[1]` stands; and the same without signs."""
    whole = " ".join(one.text for one in lines)
    found = [(line, _FOOTNOTE.match(line.text)) for line in lines]
    notes = {match[1]: line for line, match in found if match and f"[{match[1]}]" in whole}
    paragraphs = [line for line, match in found if not (match and notes.get(match[1]) is line)]
    if not paragraphs:
        return None, []
    text = "\n\n".join(literal(one.text) if notes else one.text for one in paragraphs)
    plain = [*paragraphs]
    for number, note in notes.items():
        words = _FOOTNOTE.sub("", note.text)
        text = re.sub(rf"\\?\[{number}\\?\]", lambda _, words=words: f"^[{literal(words)}]", text)  # type: ignore[misc]
        plain = [Said(one.text.replace(f"[{number}]", ""), one.span) for one in plain] + [Said(words, note.span)]
    return Said(text, paragraphs[0].span, is_markup=bool(notes)), plain


def _below(item: dict[str, Tree], kind: str, parent: tuple[str, str] | None) -> dict[str, Tree]:
    """A place that is not the employer's is that of the role."""
    name, parts = _PARENTS[kind]
    place, there = item.get("place"), item.get(parts)
    if parent is None or not isinstance(place, Said) or place.text == parent[1] or not isinstance(there, tuple):
        return item
    if kind != "positions" or not isinstance(there[0], AbcMapping) or not isinstance(item.get(name), Said):
        return item
    role = there[0]
    title = {key: role[key] for key in ("title", "dates") if key in role}
    inner = {**title, "place": place, **{key: value for key, value in role.items() if key not in title}}
    found: dict[str, Tree] = {name: item[name]}
    if parent[1]:
        found["place"] = Said(parent[1], place.span)
    return {
        **found,
        **{key: value for key, value in item.items() if key not in found and key != "place"},
        parts: (inner,),
    }


def _as_printed(term: Tree, line: str) -> Tree:
    """`Autumn 2024`, which the list has as `autumn 2024`."""
    match term:
        case Said(text, span):
            capital = text[:1].upper() + text[1:]
            return Said(capital, span) if capital in line else term
        case AbcMapping():
            return {name: _as_printed(one, line) if name == "term" else one for name, one in term.items()}
        case _:
            return term


def _with_dates(item: AbcMapping[str, Tree], line: str) -> dict[str, Tree]:
    """`since 2019`, if no dash stands in the printed line; it is written with a start alone, as `2019 – present` is."""
    found: dict[str, Tree] = {}
    for name, value in item.items():
        match value:
            case Said(text, span) if (
                name in ("date", "dates") and text.endswith(" – present") and "\u2009–" not in line
            ):
                found[name] = Said(f"since {text.removesuffix(' – present')}", span)
            case (AbcMapping() as inner,) if name in ("roles", "degrees"):
                found[name] = (_with_dates(inner, line),)
            case _:
                found[name] = value
    return found


def _is_told(printed: _Printed, blocks: list[_Block]) -> bool:
    """Whether the items say by what they are grouped: a course does not say the term in whose group it stands."""
    items = [item for one in blocks for item in one.items]
    match printed.group_by:
        case "status":
            return all("status" in item for item in items)
        case "level":
            return printed.kind == "supervision" and all("level" in item for item in items)
        case "year":
            return printed.kind == "publications" or all("date" in item or "dates" in item for item in items)
        case _:
            return False


def _of_family(block: _Block) -> Iterator[Item]:
    """The documents below the heading of an invention; a document may have a title of its own."""
    for item in block.items:
        title, documents = item.get("title"), item.get("documents")
        if (
            isinstance(title, Said)
            and block.title
            and _bare(title.text) != _bare(block.title.text)
            and isinstance(documents, tuple)
            and isinstance(documents[0], AbcMapping)
        ):
            document = {"number": documents[0]["number"], "title": title, **documents[0]}
            yield {"title": block.title, "documents": (document,)}
        else:
            yield item


def _parents(kind: str, items: Iterable[Item]) -> tuple[Item, ...]:
    match kind:
        case "positions":
            return together(tuple(items), "employer", "roles")
        case "education":
            return together(tuple(items), "institution", "degrees")
        case "patents":
            return together(tuple(items), "title", "documents")
        case _:
            return tuple(items)


def _distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """A course stands under each of its terms."""
    found: list[Item] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


def _numbering(blocks: list[_Block]) -> str:
    groups = [one.numbers for one in blocks if one.numbers]
    numbers = [number for one in groups for number in one]
    if not numbers:
        return ""
    is_one_list = len(groups) == 1
    if numbers == [*range(numbers[0], numbers[0] - len(numbers), -1)] and (len(numbers) > 1 or not is_one_list):
        return "descending" if is_one_list else "continuous-descending"
    if numbers == [*range(1, len(numbers) + 1)]:
        return "ascending" if is_one_list else "continuous"
    return "descending" if all(one == sorted(one, reverse=True) for one in groups if len(one) > 1) else "ascending"
