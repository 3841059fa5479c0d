"""(Plan, references, owner) -> blocks: what stands on the pages, one after the other, as rich text.

A block is the smallest piece that is measured, kept or left out. Its form names a macro of the theme; nothing here
knows how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cvtex.cite.references import Reference
from cvtex.diagnostics import Span
from cvtex.emit.header import header_pieces
from cvtex.emit.items import Composer, Form, Piece
from cvtex.model.people import Owner
from cvtex.model.sections import PublicationGroup, PublicationsSection, TextSection
from cvtex.plan import Plan, PlannedItem, PlannedSection, Publication
from cvtex.richtext import RichText
from cvtex.words import words_of


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
    composer = Composer(plan.variant, plan.language, plan.short, words_of(plan.language))
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
    labels = _labels(section)
    for item in section.items:
        yield from _item(item, labels, references, composer)


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
            yield Piece("numbered", (label, references[key].text)), item.span, item.id
        case content:
            for piece in composer.pieces(content, label):
                yield piece, item.span, item.id
    for child in item.children:
        yield from _item(child, labels, references, composer)


def _labels(section: PlannedSection) -> dict[str, str]:
    """The printed numbers of talks and publications, by item id."""
    labels: dict[str, str] = {}
    if not isinstance(section.section, PublicationsSection):
        return _number(section.items, section.numbering, "", 1)
    start = 1
    loose = tuple(item for item in section.items if not item.children)
    labels |= _number(loose, section.numbering, "", start)
    for item in section.items:
        if isinstance(item.content, PublicationGroup):
            numbering = item.content.numbering or section.numbering
            labels |= _number(item.children, numbering, item.content.prefix, start)
            if numbering == "continuous":
                start += len(item.children)
    return labels


def _number(items: tuple[PlannedItem, ...], numbering: str, prefix: str, start: int) -> dict[str, str]:
    if numbering == "none":
        return {}
    first = start if numbering == "continuous" else 1
    numbers = range(first, first + len(items))
    if numbering == "descending":
        numbers = numbers[::-1]
    stop = "" if prefix else "."
    return {item.id: f"{prefix}{number}{stop}" for item, number in zip(items, numbers, strict=True)}
