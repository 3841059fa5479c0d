"""(Plan, references, owner) -> the blocks of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import Span
from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Chart,
    Column,
    Heading,
    Level,
    Note,
    Numbered,
    Paragraph,
    Point,
    below_number,
    in_group,
    with_label,
)
from cvtex.emit.charts import chart_of
from cvtex.emit.footnotes import Footnotes, UnnumberedBlock
from cvtex.emit.header import header_blocks, side_blocks
from cvtex.emit.items import ItemComposer
from cvtex.emit.labels import Labels, labels_of
from cvtex.emit.metrics import metrics_of
from cvtex.emit.running import running_lines
from cvtex.emit.totals import total_of
from cvtex.emit.visible_links import with_visible_links
from cvtex.locales.locale import locale_of
from cvtex.model import items
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.design import Design
from cvtex.model.ids import Id, part_id
from cvtex.model.people import MARK_SIGNS, Mark, Owner
from cvtex.model.plan import (
    ItemGroup,
    Plan,
    PlannedItem,
    PlannedPart,
    PlannedSection,
    Product,
    Publication,
    walk_item,
)
from cvtex.model.reference import References
from cvtex.model.running import RunningLines
from cvtex.model.sections import GrantsSection, GroupWord, PublicationGroup, PublicationsSection, TextSection
from cvtex.model.text import Text
from cvtex.text.richtext import RichText, Styled, join
from cvtex.value import Value, replace

_NO_BREAK = "\N{NO-BREAK SPACE}"
_AFTER_NUMBER = "\N{EN SPACE}"

GroupTitle: TypeAlias = Text | GroupWord | Dates | None


def compose(
    plan: Plan, references: References, owner: Owner, design: Design, dates: Memo[str] = fresh
) -> tuple[Block, ...]:
    """Return all blocks of the document, numbered."""
    return numbered(PlanComposer(plan, references, owner, design, dates).all())


def compose_running(
    plan: Plan, owner: Owner, design: Design, date: PartialDate | None, dates: Memo[str] = fresh
) -> RunningLines:
    """Return the lines at the foot and the top of pages. `date`: of the CV."""
    return PlanComposer(plan, References({}), owner, design, dates).running(date)


def numbered(placed: Iterable[tuple[Column, UnnumberedBlock]]) -> tuple[Block, ...]:
    return with_visible_links(
        Block(number, content, span, item, column) for number, (column, (content, span, item)) in enumerate(placed, 1)
    )


class PlanComposer(Value, dict=True):
    """Composes each element of a plan separately, in the plan's language."""

    plan: Plan
    references: References
    owner: Owner
    design: Design
    date_memo: Memo[str] = fresh

    @cached_property
    def _full(self) -> ItemComposer:
        plan = self.plan
        words = locale_of(plan.language)
        return ItemComposer(
            plan.variant,
            plan.language,
            plan.short,
            words,
            plan.counts,
            plan.source_language,
            self.date_memo,
            self.design.date_form or "usual",
            self.design.dates in ("left", "margin"),
        )

    @cached_property
    def _short(self) -> ItemComposer:
        return replace(self._full, short=True)

    def all(self) -> Iterator[tuple[Column, UnnumberedBlock]]:
        """Yield each block with its column."""
        yield from (("page", block) for block in self.header())
        yield from (("side", block) for block in self.contact())
        above: tuple[PlannedPart, ...] = ()
        for section in self.plan.sections:
            column = self.column(section)
            path = section.part.path if section.part else ()
            for depth, part in enumerate(path):
                if path[: depth + 1] != above[: depth + 1]:
                    yield column, self.part(part, section.span)
            above = path
            yield from ((column, block) for block in self._section(section))

    def column(self, section: PlannedSection) -> Column:
        if not self.plan.has_side:
            return "page"
        return "side" if section.is_aside else "main"

    def _section(self, section: PlannedSection) -> Iterator[UnnumberedBlock]:
        footnotes = Footnotes()
        yield from footnotes.signed(self.heading(section, self.marks(section)))
        labels = self.labels(section)
        for item in Plan.walk_section(section):
            yield from self.signed_item(item, labels, footnotes)
        yield from footnotes.notes

    def header(self) -> Iterator[UnnumberedBlock]:
        design = self.design
        contents = header_blocks(
            self.owner,
            self._full,
            self.plan.updated,
            has_contact=not self.plan.has_contact_aside,
            is_one_block=design.header == "split" or bool(design.header_band),
            has_small_capitals=bool(design.small_caps),
        )
        yield from self._of_owner(contents)

    def contact(self) -> Iterator[UnnumberedBlock]:
        """Yield photograph and contact details, if they stand in the side column."""
        if self.plan.has_contact_aside:
            yield from self._of_owner(side_blocks(self.owner, self._full))

    def _of_owner(self, contents: Iterable[BlockContent]) -> Iterator[UnnumberedBlock]:
        footnotes = Footnotes()
        yield from footnotes.signed((content, self.owner.span, "") for content in contents)
        yield from footnotes.notes

    def running(self, date: PartialDate | None) -> RunningLines:
        return running_lines(self.design, self.owner, date, self._full)

    def signed_item(self, item: PlannedItem, labels: Labels, footnotes: Footnotes) -> Iterator[UnnumberedBlock]:
        """Yield the item's own blocks with the signs of their footnotes, which are added to `footnotes`."""
        blocks = self.item(item, labels)
        # Only texts of cv.yaml have footnotes.
        return blocks if isinstance(item.content, Publication | Product) else footnotes.signed(blocks)

    def part(self, part: PlannedPart, span: Span) -> UnnumberedBlock:
        """Return the heading of a part."""
        return Heading("section" if part.under else "part", self._full.text(part.title)), span, part_id(part.name)

    def heading(self, section: PlannedSection, marks: frozenset[Mark]) -> Iterator[UnnumberedBlock]:
        """Yield the title and the notes below it. `marks`: the marks explained in the legend."""
        if section.has_heading and (title := self._full.text(section.title)):
            level: Level = "group" if section.part and section.part.under else "section"
            if level == "section" and (self.design.small_caps or self.design.headings == "caps"):
                title = (Styled("small-caps", title),)
            yield Heading(level, (*self._number(section), *title)), section.span, section.id
        if note := self._full.text(section.section.note):
            yield Note(note), section.span, section.id
        if isinstance(section.section, GrantsSection) and section.section.totals and not _has_groups(section):
            yield from self._total(section.items, section.span, section.id)
        if metrics := metrics_of(section, self._full):
            yield Note(metrics), section.span, section.id
        if chart := self._chart(section):
            yield chart, section.span, section.id
        if marks:
            yield Note(self._legend(marks)), section.span, section.id

    def _chart(self, section: PlannedSection) -> Chart | None:
        options = section.section.chart if isinstance(section.section, PublicationsSection) else None
        if options is None:
            return None
        return chart_of(section.tallies, self._full.words, kinds=options.kinds, since=options.since)

    def _number(self, section: PlannedSection) -> RichText:
        number = self._numbers.get(section.id)
        return (f"{number}{_AFTER_NUMBER}",) if number else ()

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Numbers of sections by id. A funder's parts are an order of their own, which numbers would contradict."""
        sections = self.plan.sections
        if not self.design.sections_numbered or any(section.part for section in sections):
            return {}
        titled = (section.id for section in sections if self._full.text(section.title))
        return {id_: number for number, id_ in enumerate(titled, 1)}

    def marks(self, section: PlannedSection) -> frozenset[Mark]:
        """Return the marks at the names printed in the section."""
        items = [found for item in section.items for found in walk_item(item)]
        return frozenset(mark for item in items for mark in self.marks_of(item))

    def marks_of(self, item: PlannedItem) -> frozenset[Mark]:
        if not isinstance(item.content, Publication | Product):
            return frozenset()
        return self.references.of(item.content.key, short=item.is_short).marks

    def _legend(self, marks: frozenset[Mark]) -> RichText:
        """`* equal contribution · † corresponding author · ‡ supervised PhD student · supervised student`."""
        return join([self._meaning(mark) for mark in self.owner.known_marks if mark in marks], (" · ",))

    def _meaning(self, mark: Mark) -> RichText:
        words = self._full.words
        if trainees := self.owner.trainees.get(mark):
            usual = next((word for level, word in words.trainees.items() if level == mark), mark)
            meaning = self._full.text(trainees.text) or (usual,)
            return Styled("trainee", (self.owner.signs[mark],)), _NO_BREAK, *meaning
        match mark:
            case "equal" | "corresponding":
                return Styled(mark, (MARK_SIGNS[mark],)), f"{_NO_BREAK}{words.marks[mark]}"
            case _:
                return (Styled("student", (words.marks["student"],)),)

    def labels(self, section: PlannedSection) -> Labels:
        return labels_of(section, self.design.publication_labels or "number", self._full.words)

    def item(self, item: PlannedItem, labels: Labels) -> Iterator[UnnumberedBlock]:
        """Yield the item's own blocks, without those of its children."""
        composer = self._short if item.is_short else self._full
        printed_label = labels.get(item.id)
        label: RichText = (printed_label,) if printed_label else ()
        match item.content:
            case TextSection(text=text):
                for paragraph in composer.paragraphs(text):
                    yield Paragraph(paragraph), text.span, item.id
            case PublicationGroup(title=title):
                if printed := composer.text(title):
                    yield Heading("group", printed), item.span, item.id
            case ItemGroup(title, note, totals=totals):
                yield from self._group(item, title, note, totals=totals)
            case Publication(key):
                is_aligned = item.id in labels and printed_label is None
                yield Numbered(label, self._reference(key, item, composer), is_aligned), item.span, item.id
            case Product(key):
                below = Point((), self._reference(key, item, composer))
                yield below_number(below) if item.id in labels else below, item.span, item.id
            case items.Referee() if item.is_beside:
                pass
            case items.Referee() as first:
                beside = [child.content for child in item.children if isinstance(child.content, items.Referee)]
                yield composer.cards(first, *beside), item.span, item.id
            case content:
                for place, block in enumerate(composer.blocks(content)):
                    placed = in_group(block) if item.is_in_group else block
                    placed = below_number(placed) if item.id in labels and not label else placed
                    yield with_label(placed, label if place == 0 else ()), item.span, item.id

    def _reference(self, key: str, item: PlannedItem, composer: ItemComposer) -> RichText:
        reference = self.references.of(key, short=item.is_short)
        return composer.foreign(reference.text, composer.source_language)

    def _group(
        self, item: PlannedItem, title: GroupTitle, note: Text | None, *, totals: bool
    ) -> Iterator[UnnumberedBlock]:
        if printed := self._title(title):
            yield Heading("group", printed), item.span, item.id
        if remark := self._full.text(note):
            yield Note(remark), item.span, item.id
        if totals:
            yield from self._total(item.children, item.span, item.id)

    def _total(self, planned: Iterable[PlannedItem], span: Span, id_: Id) -> Iterator[UnnumberedBlock]:
        grants = (item.content for item in planned if isinstance(item.content, items.Grant))
        if total := total_of(grants, self._full):
            yield Note(total), span, id_

    def _title(self, title: GroupTitle) -> RichText:
        match title:
            case None | Text():
                return self._full.text(title)
            case Dates():
                return _with_capital(self._full.dates(title, in_full=True), self.plan.language)
            case word:
                return (self._full.words.groups[word],)


def _with_capital(text: RichText, language: str) -> RichText:
    """Terms such as `automne 2020` are written small, but a heading begins with a capital letter."""
    match text:
        case (str() as first, *others) if first[:1].islower():
            is_turkish = first[0] == "i" and language.partition("-")[0] == "tr"
            return (("İ" if is_turkish else first[0].upper()) + first[1:], *others)
        case _:
            return text


def _has_groups(section: PlannedSection) -> bool:
    return any(isinstance(item.content, ItemGroup) for item in section.items)
