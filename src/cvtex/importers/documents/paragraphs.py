"""Paragraphs of a document, with the look of their letters -> blocks: headings, lists, and lines of entries.

Word processors and PDFs say little about what a paragraph is: where no headings are marked, those are headings that
look like the known titles of sections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from cvtex.importers.documents.blocks import Block, Entry, Heading, Line, Listing, Row
from cvtex.importers.documents.dated_entries import entries_above_dates
from cvtex.importers.documents.dating import bare_date, dated, is_date
from cvtex.importers.documents.lines import is_institution
from cvtex.importers.documents.placing import is_title, kind_of_title, language_of_titles
from cvtex.importers.documents.words import Words, joined_words
from cvtex.value import Value, replace

# Their entries have an organisation in a line of its own.
_OF_LINES: Final = frozenset({"positions", "education", "projects", "grants", "teaching", "entries", None})
_WITH_ORGANISATION: Final = frozenset({"positions", "education"})
_LONGEST_TITLE: Final = 70
_HEAD: Final = 12
_LONGEST_LINE: Final = 140
# The share of known titles among paragraphs that look alike.
_TITLES: Final = 0.3
# The share of short lines among titles below titles: a long one may go on in the next line.
_MOST_BELOW: Final = 0.8


class Paragraph(Value):
    """`lines`: each has its cells, what tabs or gaps separate. `level`: of a heading, from 1; 0 for the document's.

    `depth`: in a list, from 0. `look`: equal for paragraphs that look alike. `is_apart`: more space stands above it.
    `continues`: it is said to go on with what stands above. `is_note`: it is said to be a remark on the heading above.
    `size`: of its letters, to compare.
    """

    lines: tuple[tuple[Words, ...], ...]
    level: int | None = None
    depth: int | None = None
    look: Hashable = None
    is_apart: bool = False
    continues: bool = False
    is_note: bool = False
    size: float = 0.0

    @property
    def words(self) -> Words:
        whole = joined_words(" ", [cell for cells in self.lines for cell in cells])
        assert whole
        return whole

    @property
    def cells(self) -> tuple[Words, ...]:
        return self.lines[0]


Content: TypeAlias = "Paragraph | Row"


def blocks_of(contents: Iterable[Content]) -> tuple[Block, ...]:
    there = [one for one in contents if isinstance(one, Row) or any(one.lines)]
    levelled = _with_levels(_with_title_first(there))
    titles = [one.words.plain for one in levelled if isinstance(one, Paragraph) and one.level == 1]
    language = language_of_titles(titles)
    blocks: list[Block] = []
    section: list[Content] = []
    kind: str | None = "text"
    for one in levelled:
        if isinstance(one, Paragraph) and one.level == 1:
            blocks += _Section(kind, language).blocks(section)
            blocks.append(Heading(1, one.words.unstyled()))
            section, kind = [], kind_of_title(one.words.plain)
        elif isinstance(one, Paragraph) and one.is_note and not section and blocks and isinstance(blocks[-1], Heading):
            blocks[-1] = _noted(blocks[-1], one)
        else:
            section.append(one)
    return (*blocks, *_Section(kind, language).blocks(section))


def _noted(heading: Heading, note: Paragraph) -> Heading:
    return replace(heading, note=joined_words(" ", [heading.note, note.words.unstyled()]))


def _with_title_first(contents: list[Content]) -> list[Content]:
    """The title of the document is the owner's name, wherever it stands in the head."""
    for number, one in enumerate(contents[:_HEAD]):
        if isinstance(one, Paragraph) and one.level == 0:
            return [one, *contents[:number], *contents[number + 1 :]]
    return contents


# Headings.


def _with_levels(contents: Sequence[Content]) -> list[Content]:
    """Sections have level 1, what is below them 2, and all else none."""
    marked = [one for one in contents if isinstance(one, Paragraph) and one.level]
    if not marked:
        return _with_guessed_levels(contents)
    known = Counter(one.level for one in marked if kind_of_title(one.words.plain))
    counts = Counter(one.level for one in marked)
    repeated = [level for level, count in counts.items() if count > 1]
    level = max(known, key=lambda one: (known[one], -(one or 0)), default=min(repeated or counts, key=lambda x: x or 0))
    assert level
    level = _level_above(marked, level)
    found: list[Content] = []
    for one in contents:
        if isinstance(one, Paragraph) and one.level is not None:
            is_head = one.level < level and not any(isinstance(x, Paragraph) and x.level for x in found)
            is_above = one.level <= level
            found.append(replace(one, level=None if is_head or not one.level else 1 if is_above else 2))
        else:
            found.append(one)
    return found


def _level_above(marked: Sequence[Paragraph], level: int) -> int:
    """`Publications` above `Articles` and `Books` is a section, though more titles are known below it."""
    above: Paragraph | None = None
    for one in marked:
        if one.level and one.level < level:
            above = one
        elif one.level == level and above is not None:
            kind = kind_of_title(above.words.plain)
            if not is_title(above.words.plain) or kind_of_title(one.words.plain) not in (None, kind):
                return level
    return above.level if above is not None and above.level else level


def _with_guessed_levels(contents: Sequence[Content]) -> list[Content]:
    paragraphs = [one for one in contents if isinstance(one, Paragraph)]
    looks = Counter(one.look for one in paragraphs if _may_be_title(one))
    titles = Counter(one.look for one in paragraphs if _may_be_title(one) and is_title(one.words.plain))
    letters: Counter[Hashable] = Counter()
    for one in paragraphs:
        letters[one.look] += len(one.words.plain)
    body = max(letters, key=lambda one: letters[one], default=None)
    of_titles = {one for one in titles if one != body and titles[one] >= _TITLES * looks[one]}
    sizes = {one.look: one.size for one in paragraphs}
    first = max(of_titles, key=lambda one: (sizes[one], titles[one]), default=None)
    # A look of few titles may be of labels that are known as titles, and a smaller one of titles below.
    of_titles = {one for one in of_titles if one == first or titles[one] > 1}
    below = _looks_below(paragraphs, {*of_titles, body}, sizes.get(body, 0), sizes[first] if first else 0)
    has_begun = False
    found: list[Content] = []
    for content in contents:
        if isinstance(content, Paragraph) and has_begun and content.look in below:
            found.append(replace(content, level=2))
        elif isinstance(content, Row) or content.level == 0 or not _may_be_title(content):
            found.append(content if isinstance(content, Row) else replace(content, level=None))
        else:
            is_known = is_title(content.words.plain)
            is_one = content.look in of_titles or (is_known and (not of_titles or content.words.plain.isupper()))
            # The name of the owner looks like a heading.
            is_one = is_one and (is_known or has_begun or kind_of_title(content.words.plain) is not None)
            has_begun |= is_one
            is_below = content.look in of_titles and sizes[content.look] < sizes[first]
            found.append(replace(content, level=(2 if is_below else 1) if is_one else None))
    return found


def _looks_below(
    paragraphs: Sequence[Paragraph], others: AbstractSet[Hashable], smallest: float, largest: float
) -> AbstractSet[Hashable]:
    """What titles below titles look like: larger than the text, and always short lines.

    Such as an employer, with a place beside it, or the title of a group.
    """
    found: dict[Hashable, list[Paragraph]] = {}
    for one in paragraphs:
        if smallest < one.size < largest and one.look not in others:
            found.setdefault(one.look, []).append(one)
    return {
        look
        for look, same in found.items()
        if len(same) > 1
        and sum(map(_may_be_below, same)) >= _MOST_BELOW * len(same)
        and not all(is_date(one.cells[0].unstyled().plain) for one in same)
    }


def _may_be_below(one: Paragraph) -> bool:
    is_short = len(one.lines) == 1 and len(one.cells) <= 2 and len(one.words.plain) <= _LONGEST_LINE
    return is_short and one.depth is None


def _may_be_title(one: Paragraph) -> bool:
    text = one.words.plain.strip()
    return (
        len(one.lines) == 1
        and len(one.cells) == 1
        and one.depth is None
        and 2 < len(text) <= _LONGEST_TITLE
        and not text.endswith((".", ",", ";"))
        and not is_date(text)
    )


# Sections.


class _Section:
    def __init__(self, kind: str | None, language: str) -> None:
        self.kind, self.language = kind, language

    def blocks(self, contents: Sequence[Content]) -> Iterator[Block]:
        entries = (
            entries_above_dates([_only_line(one) for one in contents], [self._is_bare_date(one) for one in contents])
            if self.kind in _WITH_ORGANISATION
            else ()
        )
        if not entries:
            yield from self._blocks(contents)
            return
        yield from self._blocks(contents[: entries[0].start])
        ends = (*(one.start for one in entries[1:]), len(contents))
        for entry, end in zip(entries, ends, strict=True):
            below = tuple(self._blocks(contents[entry.end : end]))
            yield Entry(entry.parts, entry.parts["title"].span, below)

    def _blocks(self, contents: Sequence[Content]) -> Iterator[Block]:
        place = 0
        organisation: Paragraph | None = None
        is_open = False
        starts = self._starts(contents)
        while place < len(contents):
            one = contents[place]
            if isinstance(one, Row):
                yield one
            elif one.depth is not None:
                end = place
                while end < len(contents) and _depth(contents[end]) is not None:
                    end += 1
                yield _listing(contents[place:end])
                place = end
                continue
            elif one.level == 2:
                organisation = None
                if self._is_only_dates(contents, place + 1) and self.kind in _WITH_ORGANISATION:
                    yield Line(_marked(one.cells), starts=True)
                    following = contents[place + 1]
                    assert isinstance(following, Paragraph)
                    yield Line(following.cells)
                    place += 2
                    continue
                if self._is_organisation(contents, place):
                    organisation = one
                elif self._is_entry(one):
                    yield Line(_marked(one.cells), starts=True)
                    is_open = True
                    place += 1
                    continue
                else:
                    heading = Heading(2, one.words.unstyled())
                    while place + 1 < len(contents) and (note := _as_note(contents[place + 1])):
                        heading = _noted(heading, note)
                        place += 1
                    yield heading
            elif organisation is not None and self._has_date(one) and not one.words.plain.endswith("."):
                yield self._role(one, organisation)
            else:
                # The dates below a heading that is an entry are the entry's.
                goes_on = is_open and self._has_date(one)
                for number, cells in enumerate(one.lines):
                    if cells:
                        yield Line(cells, starts=starts[place] and not number and not goes_on)
            is_open = False
            place += 1

    def _is_bare_date(self, one: Content) -> bool:
        line = _only_line(one)
        return line is not None and is_date(bare_date(line).plain, self.language)

    def _is_entry(self, heading: Paragraph) -> bool:
        """A heading that is the first line of an entry."""
        if is_date(heading.words.plain, self.language):
            # The year of the entries below it.
            return False
        if len(heading.cells) > 1 or self._has_date(heading):
            return True
        return self.kind in _WITH_ORGANISATION and not is_title(heading.words.plain)

    def _is_only_dates(self, contents: Sequence[Content], place: int) -> bool:
        one = contents[place] if place < len(contents) else None
        if not isinstance(one, Paragraph) or one.depth is not None or len(one.lines) > 1 or len(one.cells) > 1:
            return False
        return is_date(one.words.unstyled().plain.strip(" ()[],.;:"), self.language)

    def _is_organisation(self, contents: Sequence[Content], place: int) -> bool:
        """A heading above roles with dates of their own."""
        heading = contents[place]
        following = contents[place + 1] if place + 1 < len(contents) else None
        return (
            isinstance(heading, Paragraph)
            and isinstance(following, Paragraph)
            and self.kind in _WITH_ORGANISATION
            and following.level is None
            and following.depth is None
            and self._has_date(following)
            and not self._is_bare_date(following)
            and not self._has_date(heading)
            and (is_institution(heading.words.plain) or not is_institution(following.words.plain))
        )

    def _role(self, one: Paragraph, organisation: Paragraph) -> Entry:
        """The whole text is the title, whatever it has of commas: the organisation is known."""
        first, *others = organisation.cells
        parts = {"organisation": first.unstyled()}
        for cell in one.cells:
            bare = bare_date(cell.unstyled())
            if "dates" not in parts and is_date(bare.plain, self.language):
                parts["dates"] = bare
            elif "dates" not in parts and (found := dated(cell, self.language)):
                parts["dates"] = found.dates.unstyled()
                if found.rest:
                    parts["where" if "title" in parts else "title"] = found.rest.unstyled()
            else:
                name = "where" if "title" in parts else "title"
                parts[name] = joined_words(", ", [parts.get(name), cell.unstyled()]) or cell
        if "where" in parts and (self.kind != "positions" or not others):
            others.append(parts.pop("where"))
        if place := joined_words(", ", others):
            parts["place"] = place
        texts = (cell for cells in one.lines[1:] for cell in cells)
        return Entry(parts, one.words.span, tuple(Line((text,)) for text in texts))

    def _starts(self, contents: Sequence[Content]) -> list[bool]:
        """Which paragraphs begin an entry, where an entry may have several."""
        continues = [isinstance(one, Paragraph) and one.continues for one in contents]
        if self.kind == "contacts":
            apart = [isinstance(one, Paragraph) and one.is_apart for one in contents]
            return apart if any(apart) else [not one for one in continues]
        plain = [isinstance(one, Paragraph) and one.level is None and one.depth is None for one in contents]
        # The year in a title is that of the entries below it.
        has_date = [isinstance(one, Paragraph) and one.level is None and self._has_date(one) for one in contents]
        if self.kind not in _OF_LINES or not any(has_date) or any(continues):
            return [not one for one in continues]
        is_below = self._has_dates_below(contents, plain, has_date)
        starts: list[bool] = []
        for number, one in enumerate(contents):
            before = number > 0 and plain[number - 1]
            if not isinstance(one, Paragraph) or not plain[number] or not before:
                starts.append(True)
            elif is_below:
                follows = number + 1 < len(contents) and plain[number + 1] and has_date[number + 1]
                starts.append(not has_date[number] and follows and not (number > 0 and starts[-1]))
            else:
                starts.append(has_date[number] or len(one.words.plain) > _LONGEST_LINE)
        return starts

    def _has_dates_below(self, contents: Sequence[Content], plain: list[bool], has_date: list[bool]) -> bool:
        """Whether the dates stand in the second line of an entry."""
        first = next((number for number, is_plain in enumerate(plain) if is_plain), None)
        if first is None or has_date[first] or not (plain[first + 1 : first + 2] and has_date[first + 1]):
            return False
        looks = [one.look if isinstance(one, Paragraph) else None for one in contents]
        pairs = [n for n in range(len(contents) - 1) if plain[n] and plain[n + 1]]
        above = {looks[n] for n in pairs if not has_date[n] and has_date[n + 1]}
        if all(has_date[n] != has_date[n + 1] for n in pairs):
            return True
        below = {looks[n + 1] for n in pairs if has_date[n] and not has_date[n + 1]}
        return not above & below or len({look for look, is_plain in zip(looks, plain, strict=True) if is_plain}) == 1

    def _has_date(self, one: Paragraph) -> bool:
        return any(
            is_date(cell.unstyled().plain.strip(" ()[],.;:"), self.language)
            or (len(cell.plain) <= _LONGEST_LINE and dated(cell, self.language) is not None)
            for cell in one.cells
        )


def _marked(cells: tuple[Words, ...]) -> tuple[Words, ...]:
    from cvtex.text.richtext import Styled

    first = cells[0]
    if first.style or first.lead():
        return cells
    return (Words((Styled("strong", first.text),), first.span), *cells[1:])


def _as_note(one: Content) -> Paragraph | None:
    return one if isinstance(one, Paragraph) and one.is_note else None


def _only_line(one: Content) -> Words | None:
    match one:
        case Paragraph(((words,),), depth=None):
            return words
        case _:
            return None


def _depth(one: Content) -> int | None:
    return one.depth if isinstance(one, Paragraph) else None


def _listing(contents: Sequence[Content]) -> Listing:
    """Paragraphs of a list, nested by their depth."""
    paragraphs = [one for one in contents if isinstance(one, Paragraph)]
    top = min(one.depth or 0 for one in paragraphs)
    items: list[tuple[Block, ...]] = []
    place = 0
    while place < len(paragraphs):
        end = place + 1
        while end < len(paragraphs) and (paragraphs[end].depth or 0) > top:
            end += 1
        one, inner = paragraphs[place], paragraphs[place + 1 : end]
        if (one.depth or 0) > top:
            inner = paragraphs[place:end]
            lines: tuple[Block, ...] = ()
        else:
            lines = tuple(Line(cells, starts=not number) for number, cells in enumerate(one.lines) if cells)
        items.append((*lines, _listing(inner)) if inner else lines)
        place = end
    return Listing(tuple(items))
