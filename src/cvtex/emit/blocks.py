"""(Plan, references, owner) -> blocks: what stands on the pages, one after the other, as rich text.

A block is the smallest piece that is measured, kept or left out. Its form names a macro of the theme; nothing here
knows how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from cvtex.diagnostics import Span
from cvtex.emit.header import header_pieces
from cvtex.emit.items import Composer, Form, Piece
from cvtex.emit.numbers import number_labels
from cvtex.model.people import Mark, Owner
from cvtex.model.sections import PublicationGroup, TextSection
from cvtex.plan import Plan, PlannedItem, PlannedSection, Publication, walk_item
from cvtex.reference import MARK_SIGNS, Reference
from cvtex.richtext import RichText, Styled, join
from cvtex.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Block:
    """`id` counts from 1 in printed order. `item` is the planned item's id, the section's for a heading, or empty."""

    id: int
    form: Form
    arguments: tuple[RichText, ...]
    span: Span
    item: str = ""


def compose(plan: Plan, references: Mapping[str, Reference], owner: Owner) -> tuple[Block, ...]:
    """All blocks of the document, numbered."""
    composer = Composer(plan.variant, plan.language, plan.short, words_of(plan.language), plan.counts, plan.source_language)
    found = [(piece, owner.span, "") for piece in header_pieces(owner, composer)]
    for section in plan.sections:
        found += _section(section, references, composer)
    return tuple(
        Block(number, piece.form, piece.arguments, span, item) for number, (piece, span, item) in enumerate(found, 1)
    )


_Placed = tuple[Piece, Span, str]


def _section(
    section: PlannedSection, references: Mapping[str, Reference], composer: Composer
) -> Iterator[_Placed]:
    if title := composer.text(section.title):
        yield Piece("section", (title,)), section.span, section.id
    if note := composer.text(section.section.note):
        yield Piece("note", (note,)), section.span, section.id
    if legend := _legend(section, references, composer.words):
        yield Piece("note", (legend,)), section.span, section.id
    labels = number_labels(section)
    for item in section.items:
        yield from _item(item, labels, references, composer)


def _legend(section: PlannedSection, references: Mapping[str, Reference], words: Words) -> RichText:
    """`* equal contribution · † corresponding author · supervised student`, of those marks that the section prints."""
    items = [found for item in section.items for found in walk_item(item)]
    keys = [item.content.key for item in items if isinstance(item.content, Publication)]
    used = frozenset(mark for key in keys for mark in references[key].marks)
    return join([_meaning(mark, words) for mark in get_args(Mark) if mark in used], (" · ",))


def _meaning(mark: Mark, words: Words) -> RichText:
    sign = MARK_SIGNS.get(mark)
    meaning = words.marks[mark]
    return (Styled(mark, (sign,)), f" {meaning}") if sign else (Styled(mark, (meaning,)),)


def _item(
    item: PlannedItem, labels: Mapping[str, str], references: Mapping[str, Reference], composer: Composer
) -> Iterator[_Placed]:
    label: RichText = (labels[item.id],) if item.id in labels else ()
    match item.content:
        case TextSection(text=text):
            for paragraph in composer.paragraphs(text):
                yield Piece("paragraph", (paragraph,)), text.span, item.id
        case PublicationGroup(title=title):
            if printed := composer.text(title):
                yield Piece("group", (printed,)), item.span, item.id
        case Publication(key):
            reference = composer.foreign(references[key].text, composer.source_language)
            yield Piece("numbered", (label, reference)), item.span, item.id
        case content:
            for piece in composer.pieces(content, label):
                yield piece, item.span, item.id
    for child in item.children:
        yield from _item(child, labels, references, composer)
