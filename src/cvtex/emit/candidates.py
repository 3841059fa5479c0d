"""(Plan, references, owner) -> candidates: the blocks of all that may be printed, in every form, for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

from cvtex.cache.memo import Memo, fresh
from cvtex.emit.blocks import Block
from cvtex.emit.compose import PlanComposer, UnnumberedBlock, number_labels, numbered
from cvtex.model.ids import HEADER
from cvtex.model.people import Mark, Owner
from cvtex.model.plan import Plan, PlannedItem, PlannedSection, walk_item
from cvtex.model.reference import References
from cvtex.text.richtext import plain
from cvtex.value import Value, replace

FULL, SHORT = "full", "short"


class Candidate(Value):
    """One form of one element: an item, the heading of a section or part, or the document header.

    `marks`: the marks at names in a publication, or those that the legend of a heading explains. `words` and
    `characters` count the texts of the blocks; characters include spaces.
    """

    id: str
    form: str
    blocks: tuple[Block, ...]
    marks: frozenset[Mark] = frozenset()

    @property
    def words(self) -> int:
        return sum(any(map(str.isalnum, word)) for text in self._texts() for word in text.split())

    @property
    def characters(self) -> int:
        return sum(len(text) for text in self._texts())

    def _texts(self) -> Iterator[str]:
        return (plain(text) for block in self.blocks for text in block.texts)


def candidates(
    plan: Plan, references: References, owner: Owner, *, shorten: bool, dates: Memo[str] = fresh
) -> tuple[Candidate, ...]:
    """Return all candidates, with their blocks numbered consecutively. A short form is added only if it differs."""
    placed: list[UnnumberedBlock] = []
    keys: list[_Key] = []
    for key, found in _all(PlanComposer(plan, references, owner, dates), plan, shorten=shorten):
        keys += [key] * len(found)
        placed += found
    blocks = numbered(placed)
    grouped: dict[tuple[str, str, frozenset[Mark]], list[Block]] = {}
    for key, block in zip(keys, blocks, strict=True):
        grouped.setdefault(key, []).append(block)
    return tuple(Candidate(id_, form, tuple(found), marks) for (id_, form, marks), found in grouped.items())


_Key = tuple[str, str, frozenset[Mark]]


def _all(composer: PlanComposer, plan: Plan, *, shorten: bool) -> Iterator[tuple[_Key, list[UnnumberedBlock]]]:
    nothing: frozenset[Mark] = frozenset()
    yield (HEADER, FULL, nothing), list(composer.header())
    parts = {section.part.name: section for section in plan.sections if section.part}
    for section in parts.values():
        for placed in composer.part(section):
            yield (placed[2], FULL, nothing), [placed]
    for section in plan.sections:
        for marks in _legends(composer, section, shorten=shorten):
            form = " ".join([FULL, *sorted(marks)])
            yield (section.id, form, marks), list(composer.heading(section, marks))
        labels = number_labels(section)
        for top in section.items:
            for item in walk_item(top):
                yield from _forms(composer, item, labels, shorten=shorten)


def _legends(composer: PlanComposer, section: PlannedSection, *, shorten: bool) -> list[frozenset[Mark]]:
    """Return every set of marks that can remain when items of the section are left out."""
    used = composer.marks(section)
    if shorten:
        used |= composer.marks(replace(section, items=tuple(_short(item) for item in section.items)))
    subsets = chain.from_iterable(combinations(sorted(used), size) for size in range(len(used) + 1))
    return [frozenset(subset) for subset in subsets]


def _short(item: PlannedItem) -> PlannedItem:
    return replace(item, is_short=True, children=tuple(_short(child) for child in item.children))


def _forms(
    composer: PlanComposer, item: PlannedItem, labels: dict[str, str], *, shorten: bool
) -> Iterator[tuple[_Key, list[UnnumberedBlock]]]:
    full = list(composer.item(item, labels))
    yield (item.id, FULL, composer.marks_of(item)), full
    if shorten and full:
        short_item = replace(item, is_short=True)
        short = list(composer.item(short_item, labels))
        if short != full:
            yield (item.id, SHORT, composer.marks_of(short_item)), short
