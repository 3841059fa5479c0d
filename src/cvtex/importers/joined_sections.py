"""Sections of several sources -> one list: a section that two sources have is there once, and so is each item.

An item is left out if another source's item of the same kind has all its words; nothing else is compared, so that no
word is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cvtex.importers.coverage import words_of
from cvtex.importers.imported import ImportedSection, Item, Tree, texts_of
from cvtex.value import Value, replace


class JoinedSections(Value):
    """`repeated`: the texts that were left out."""

    sections: tuple[ImportedSection, ...]
    repeated: tuple[str, ...] = ()


def joined_sections(sources: Iterable[Sequence[ImportedSection]], months: Mapping[str, int | str]) -> JoinedSections:
    """`months`: words that mean the same; see `coverage`."""
    kept: list[ImportedSection] = []
    repeated: list[str] = []
    for sections in sources:
        # What stands twice within one source is its author's affair.
        others = range(len(kept))
        for section in sections:
            known = [kept[number] for number in others if kept[number].kind == section.kind]
            new = _without_repeated(section, known, months, repeated)
            if new is None:
                continue
            at = next((number for number in others if _is_same(kept[number], new)), None)
            if at is None:
                kept.append(new)
            else:
                kept[at] = replace(
                    kept[at], items=(*kept[at].items, *new.items), further=(*kept[at].further, new.origin)
                )
                repeated += texts_of(new.title)
    return JoinedSections(tuple(kept), tuple(repeated))


def title_of(section: ImportedSection) -> str:
    return section.title if isinstance(section.title, str) else section.title.text


def _is_same(kept: ImportedSection, other: ImportedSection) -> bool:
    """Whether the items of `other` can go into `kept`. A title that the program gave is as good as any."""
    if kept.kind != other.kind or not kept.items or not other.items or kept.settings or other.settings:
        return False
    return isinstance(other.title, str) or title_of(kept).casefold() == title_of(other).casefold()


def _without_repeated(
    section: ImportedSection, known: Sequence[ImportedSection], months: Mapping[str, int | str], repeated: list[str]
) -> ImportedSection | None:
    """None if nothing is left. One list of all publications is enough, since each prints all works."""
    if section.kind == "publications" and known and not section.settings and not section.items:
        repeated += texts_of(section.title) if any(_titles_agree(one, section) for one in known) else ()
        return None
    there = Words(months, (item for one in known for item in items_of(one)))
    if section.text and any(one.text and there.of(one.text) == there.of(section.text) for one in known):
        repeated += [*texts_of(section.text), *texts_of(section.title)]
        return None
    left: list[Item] = []
    for item in section.items:
        if there.have(item):
            repeated += texts_of(item)
        else:
            left.append(item)
    if section.items and not left and not section.settings:
        repeated += texts_of(section.title) if any(_titles_agree(one, section) for one in known) else ()
        return None
    return replace(section, items=tuple(left))


def _titles_agree(one: ImportedSection, other: ImportedSection) -> bool:
    return title_of(one).casefold() == title_of(other).casefold()


def items_of(section: ImportedSection) -> Iterator[Item]:
    """Those in groups, too."""
    yield from section.items
    groups = section.settings.get("groups")
    for group in groups if isinstance(groups, tuple) else ():
        items = group.get("items") if isinstance(group, Mapping) else None
        for item in items if isinstance(items, tuple) else ():
            if isinstance(item, Mapping):
                yield item


class Words:
    """The words of items, to find one that has all words of another."""

    def __init__(self, months: Mapping[str, int | str], items: Iterable[Tree]) -> None:
        self.months = months
        self.items = [self.of(item) for item in items]

    def of(self, tree: Tree) -> Counter[str]:
        return Counter(word for text in texts_of(tree) for word in words_of(text, self.months))

    def have(self, item: Tree) -> bool:
        words = self.of(item)
        return any(words <= one for one in self.items)
