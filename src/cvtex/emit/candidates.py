"""(Plan, references, owner) -> candidates: the blocks of all that may be printed, in every form, for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, islice

from cvtex.cache.memo import Memo, fresh
from cvtex.emit.blocks import Block, Column
from cvtex.emit.compose import PlanComposer, numbered
from cvtex.emit.footnotes import Footnotes, UnnumberedBlock
from cvtex.emit.labels import Labels
from cvtex.model.design import Design
from cvtex.model.ids import CONTACT, HEADER
from cvtex.model.people import Mark, Owner
from cvtex.model.plan import Plan, PlannedItem, PlannedSection
from cvtex.model.reference import References
from cvtex.text.richtext import plain
from cvtex.value import Value, replace

FULL, SHORT = "full", "short"


class Candidate(Value):
    """One form of one element: an item, the heading of a section or part, or the document header.

    `marks`: the marks at names in a publication, or those that the legend of a heading explains. `words` and
    `characters` count the texts of the blocks and of the footnotes; characters include spaces. `notes`: the footnotes,
    which are printed at the section's end.
    """

    id: str
    form: str
    blocks: tuple[Block, ...]
    marks: frozenset[Mark] = frozenset()
    notes: tuple[Block, ...] = ()

    @property
    def words(self) -> int:
        return sum(any(map(str.isalnum, word)) for text in self._texts() for word in text.split())

    @property
    def characters(self) -> int:
        return sum(len(text) for text in self._texts())

    def _texts(self) -> Iterator[str]:
        return (plain(text) for block in (*self.blocks, *self.notes) for text in block.texts)


def candidates(
    plan: Plan, references: References, owner: Owner, design: Design, *, shorten: bool, dates: Memo[str] = fresh
) -> tuple[Candidate, ...]:
    """Return all candidates, with their blocks numbered consecutively. A short form is added only if it differs."""
    forms = [*_all(PlanComposer(plan, references, owner, design, dates), plan, shorten=shorten)]
    blocks = iter(numbered((form.column, block) for form in forms for block in (*form.blocks, *form.notes)))
    grouped: dict[tuple[str, str, frozenset[Mark]], Candidate] = {}
    for form in forms:
        key = (form.id, form.form, form.marks)
        own, notes = tuple(islice(blocks, len(form.blocks))), tuple(islice(blocks, len(form.notes)))
        before = grouped.get(key)
        if own or notes:
            grouped[key] = Candidate(
                form.id,
                form.form,
                (*before.blocks, *own) if before else own,
                form.marks,
                (*before.notes, *notes) if before else notes,
            )
    return tuple(grouped.values())


class _Form(Value):
    """A candidate before its blocks have numbers."""

    id: str
    form: str
    blocks: tuple[UnnumberedBlock, ...]
    marks: frozenset[Mark] = frozenset()
    notes: tuple[UnnumberedBlock, ...] = ()
    column: Column = "page"


def _all(composer: PlanComposer, plan: Plan, *, shorten: bool) -> Iterator[_Form]:
    yield _Form(HEADER, FULL, tuple(composer.header()))
    yield _Form(CONTACT, FULL, tuple(composer.contact()), column="side")
    parts = {part.name: (part, section) for section in plan.sections if section.part for part in section.part.path}
    for part, section in parts.values():
        placed = composer.part(part, section.span)
        yield _Form(placed[2], FULL, (placed,), column=composer.column(section))
    for section in plan.sections:
        column = composer.column(section)
        count = 0
        for marks in _legends(composer, section, shorten=shorten):
            footnotes = Footnotes()
            heading = tuple(footnotes.signed(composer.heading(section, marks)))
            yield _Form(section.id, " ".join([FULL, *sorted(marks)]), heading, marks, tuple(footnotes.notes), column)
            count = footnotes.count
        labels = composer.labels(section)
        for item in Plan.walk_section(section):
            most = count
            for form in _forms(composer, item, labels, count, shorten=shorten):
                yield replace(form, column=column)
                most = max(most, count + len(form.notes))
            count = most


def _legends(composer: PlanComposer, section: PlannedSection, *, shorten: bool) -> list[frozenset[Mark]]:
    """Return every set of marks that can remain when items of the section are left out."""
    used = composer.marks(section)
    if shorten:
        used |= composer.marks(replace(section, items=tuple(_short(item) for item in section.items)))
    subsets = chain.from_iterable(combinations(sorted(used), size) for size in range(len(used) + 1))
    return [frozenset(subset) for subset in subsets]


def _short(item: PlannedItem) -> PlannedItem:
    return replace(item, is_short=True, children=tuple(_short(child) for child in item.children))


def _forms(composer: PlanComposer, item: PlannedItem, labels: Labels, count: int, *, shorten: bool) -> Iterator[_Form]:
    """Yield each form of an item. Its footnotes are numbered as if all items were printed, from `count` on."""
    full = _form(composer, item, labels, count, FULL)
    yield full
    if shorten and full.blocks:
        short = _form(composer, replace(item, is_short=True), labels, count, SHORT)
        if (short.blocks, short.notes) != (full.blocks, full.notes):
            yield short


def _form(composer: PlanComposer, item: PlannedItem, labels: Labels, count: int, form: str) -> _Form:
    footnotes = Footnotes(count)
    blocks = tuple(composer.signed_item(item, labels, footnotes))
    return _Form(item.id, form, blocks, composer.marks_of(item), tuple(footnotes.notes))
