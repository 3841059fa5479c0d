"""Blocks -> plain text: the whole document, or the fields of a funder's form with counts of words and characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from cvtex.diagnostics import Diagnostic, Span, column_width, error
from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Cards,
    Chart,
    Contact,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
    map_texts,
)
from cvtex.emit.promises import Promises, promises_of
from cvtex.emit.text.wrapping import wrapped
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.model.exclusion import NoRoom, OverLimit, message_of
from cvtex.model.plan import Plan, PlannedSection, walk_item
from cvtex.model.profile import Part, Profile
from cvtex.text.readable import with_readable_signs
from cvtex.text.richtext import plain
from cvtex.value import Value, replace

_BULLET = "- "
_INDENT = " " * len(_BULLET)


class TextWriter(Value):
    """Writes characters unchanged and drops emphasis."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        if manuscript.profile is not None and manuscript.profile.form:
            return _form(manuscript, manuscript.profile)
        text = "\n".join(_lines(manuscript)).strip("\n") + "\n"
        return WrittenFile(text.encode())

    def promises(self, manuscript: Manuscript) -> Promises:
        return promises_of(_printed(manuscript), str)


def _printed(manuscript: Manuscript) -> tuple[Block, ...]:
    """Return the blocks that are printed. A form omits the header and its own headings; a document prints addresses."""
    if manuscript.profile is None or not manuscript.profile.form:
        return manuscript.printed_plainly
    return tuple(block for field in _fields(manuscript, manuscript.profile) for block in field.blocks)


def _readable(block: Block) -> Block:
    return replace(block, content=map_texts(block.content, with_readable_signs))


def _lines(manuscript: Manuscript) -> Iterator[str]:
    """Yield the lines of the document, wrapped; the name and the titles of sections are underlined."""
    width, language = manuscript.width, manuscript.look.language
    above: Block | None = None
    for block in _printed(manuscript):
        if above is not None and _is_apart(block.content, above.content):
            yield ""
        for number, line in enumerate(_line(block).split("\n")):
            indent = _hanging(block) if number and isinstance(block.content, Titled) else ""
            lines = [one.rstrip() for one in wrapped(indent + line, width, language, _hanging(block))]
            yield from lines
            if number == 0 and (sign := _underline(block)):
                yield sign * min(width, max(map(column_width, lines)))
        above = block


def _is_apart(content: BlockContent, above: BlockContent) -> bool:
    """Whether a blank line stands between two blocks: above headings and people, and around paragraphs of a section."""
    match content:
        case Heading() | Organisation() | Cards():
            return True
        case Paragraph(is_in_item=is_in_item):
            return isinstance(above, Paragraph) or not (is_in_item or isinstance(above, Heading | Note))
        case _:
            return isinstance(above, Cards)


def _hanging(block: Block) -> str:
    """The indent of lines after the first. Without it, an item would look like two."""
    match block.content:
        case Point(depth=depth):
            return _INDENT * (depth + 1)
        case Numbered(label=label) | Entry(label=label) | Titled(label=label):
            return " " * (column_width(plain(label)) + 1) if label else _INDENT
        case Organisation() | Role() | Row() | Term() | FootnoteText():
            return _INDENT
        case (
            Name()
            | Headline()
            | Contact()
            | Header()
            | Portrait()
            | Heading()
            | Note()
            | Chart()
            | Paragraph()
            | Cards()
        ):
            return ""
        case content:
            assert_never(content)


def _underline(block: Block) -> str:
    match block.content:
        case Name() | Header() | Heading("part"):
            return "="
        case Heading("section"):
            return "-"
        case _:
            return ""


class FormField(Value):
    """A text for one field of the form, or for one box of it. `characters` include spaces and line ends."""

    title: str
    text: str
    span: Span

    @property
    def words(self) -> int:
        return sum(any(map(str.isalnum, word)) for word in self.text.split())

    @property
    def characters(self) -> int:
        return len(self.text)


class Field(Value):
    """A field of the form with the sections in it. Without a part, the first section gives the title."""

    title: str
    rule: Part | None
    sections: tuple[PlannedSection, ...]
    blocks: tuple[Block, ...]


def _form(manuscript: Manuscript, profile: Profile) -> WrittenFile:
    """Write the parts of the profile in order, with errors for those that are too long or too short.

    Headings of parts do not count. Headings of sections and groups within them do. Contributions have a box each.
    """
    lines = [f"{profile.title} ({profile.version})", f"for {profile.form}", ""]
    problems: list[Diagnostic] = []
    for field in _fields(manuscript, profile):
        lines.append(f"== {field.title} ==")
        if field.rule and field.rule.item_characters:
            lines += [line for box in _boxes(field, field.rule.item_characters) for line in box]
            continue
        text = FormField(field.title, "\n".join(map(_line, field.blocks)), field.sections[0].span)
        lines += [_counts(text, field.rule), "", text.text, ""]
        problems += _violations(text, field.rule)
    lines += _not_in_the_form(manuscript.plan) if manuscript.plan else ()
    return WrittenFile(("\n".join(lines).rstrip() + "\n").encode(), diagnostics=tuple(problems))


def _boxes(field: Field, most: int) -> Iterator[list[str]]:
    """Yield the lines of each item, with its own count. Items that are too long were reported by the check."""
    items = [item for section in field.sections for item in section.items]
    for number, item in enumerate(items, 1):
        ids = {one.id for one in walk_item(item)}
        text = "\n".join(_line(block) for block in field.blocks if block.item in ids)
        yield [f"-- {number} of {len(items)} --", f"characters: {len(text):,} of {most:,} (with spaces)", "", text, ""]


def _not_in_the_form(plan: Plan) -> Iterator[str]:
    """List what the form has no field for, and what its limits leave out."""
    left_out = [left for left in plan.left_out if isinstance(left.reason, OverLimit | NoRoom)]
    if not plan.unplaced and not left_out:
        return
    yield "== Not in the form =="
    for section in plan.unplaced:
        yield f"{section.title or section.id} (no field): {'; '.join(section.names)}"
    for left in left_out:
        yield f"left out ({message_of(left.reason)}): {left.name}"


def _fields(manuscript: Manuscript, profile: Profile) -> Iterator[Field]:
    sections = manuscript.plan.sections if manuscript.plan else ()
    language = manuscript.look.language
    for part, group in groupby(sections, key=lambda section: section.part):
        inside = tuple(group)
        rule = profile.parts.get(part.name) if part else None
        with_titles = part is not None and len(inside) > 1
        blocks = (block for section in inside for block in _blocks(section, manuscript.blocks, with_title=with_titles))
        in_boxes = rule is not None and rule.item_characters is not None
        shown = tuple(_without_number(block) if in_boxes else block for block in blocks)
        title = plain(part.title.line(language)) if part else str(inside[0].title or inside[0].id)
        yield Field(title, rule, inside, shown)


def _without_number(block: Block) -> Block:
    match block.content:
        case Titled() | Numbered():
            return replace(block, content=replace(block.content, label=()))
        case _:
            return block


def _blocks(section: PlannedSection, blocks: tuple[Block, ...], *, with_title: bool) -> Iterator[Block]:
    ids = {section.id} | {item.id for item in Plan.walk_section(section)}
    for block in blocks:
        is_title = isinstance(block.content, Heading) and block.content.level == "section"
        if block.item in ids and (with_title or not is_title):
            yield _readable(block)


def _line(block: Block) -> str:
    indent = _INDENT * (block.content.depth + 1) if isinstance(block.content, Point) else ""
    printed = [text for rich_text in block.texts if (text := plain(rich_text, f"\n{indent}").strip())]
    match block.content:
        case Entry(label=label) if label:
            return f"{printed[0]} {', '.join(printed[1:])}"
        case Entry() | Organisation() | Role():
            return ", ".join(printed)
        case Point(depth=depth):
            return _INDENT * depth + _BULLET + ": ".join(printed)
        case Titled(title, dates, details, description, label):
            number = f"{plain(label)} " if label else ""
            first = number + ", ".join(shown for one in (title, dates) if (shown := plain(one).strip()))
            below = (plain(one, "\n").strip() for one in (details, description))
            return "\n".join(line for line in (first, *below) if line)
        case Cards(cards):
            return "\n\n".join("\n".join(map(plain, card)) for card in cards)
        case Term() | Row():
            return ": ".join(printed)
        case FootnoteText():
            return f"[{printed[0]}] {' '.join(printed[1:])}"
        case Header(Name(title, name, note), headline, contact):
            head = " ".join(shown for one in (title, name, note) if (shown := plain(one).strip()))
            below = (plain(one).strip() for one in (headline.text, *contact.lines))
            return "\n".join(line for line in (head, *below) if line)
        case Contact() | Portrait():
            return "\n".join(printed)
        case Name() | Headline() | Heading() | Note() | Chart() | Paragraph() | Numbered():
            return " ".join(printed)
        case content:
            assert_never(content)


def _counts(field: FormField, rule: Part | None) -> str:
    words = f"{field.words:,}"
    characters = f"{field.characters:,}"
    if rule and (rule.least_words or rule.most_words):
        span = f"{rule.least_words:,}-" if rule.least_words else ""
        words += f" of {span}{rule.most_words:,}" if rule.most_words else f" of at least {rule.least_words:,}"
    if rule and rule.most_characters:
        characters += f" of {rule.most_characters:,}"
    return f"words: {words} | characters: {characters} (with spaces)"


def _violations(field: FormField, rule: Part | None) -> Iterator[Diagnostic]:
    if rule is None:
        return
    if rule.most_words is not None and field.words > rule.most_words:
        surplus = field.words - rule.most_words
        yield error(
            f"'{field.title}' has {field.words} words, {surplus} more than the limit of {rule.most_words}",
            field.span,
        )
    if rule.least_words is not None and field.words < rule.least_words:
        yield error(
            f"'{field.title}' has {field.words} words, fewer than the minimum of {rule.least_words}", field.span
        )
    if rule.most_characters is not None and field.characters > rule.most_characters:
        surplus = field.characters - rule.most_characters
        yield error(
            f"'{field.title}' has {field.characters} characters,"
            f" {surplus} more than the limit of {rule.most_characters}",
            field.span,
        )
