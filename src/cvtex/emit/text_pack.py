"""(Plan, references, owner, profile) -> the texts for a funder's form, with their words and characters counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from cvtex.diagnostics import Checked, Diagnostic, Span, error
from cvtex.emit.blocks import (
    Block,
    Contact,
    Entry,
    Header,
    Heading,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Role,
    Term,
)
from cvtex.model.plan import Plan, PlannedSection
from cvtex.model.profile import Part, Profile
from cvtex.text.richtext import plain
from cvtex.value import Value

_BULLET = "- "


class PackedPart(Value):
    """One field of the form. `characters` are counted with blanks and one for each end of a line."""

    title: str
    text: str
    words: int
    characters: int
    span: Span


def text_pack(plan: Plan, blocks: Iterable[Block], profile: Profile) -> Checked[str]:
    """Plain text, a part of the profile after the other, with errors for those that are too long or too short.

    `blocks` are those of the plan. Headings of parts do not count; those of sections and groups within them do.
    """
    lines = [f"{profile.title} ({profile.version})", f"for {profile.form}", ""]
    problems: list[Diagnostic] = []
    for packed, rule in _parts(plan, tuple(blocks), profile):
        lines += [f"== {packed.title} ==", _counted(packed, rule), "", packed.text, ""]
        problems += _broken(packed, rule)
    return Checked("\n".join(lines).rstrip() + "\n", tuple(problems))


def _parts(plan: Plan, blocks: tuple[Block, ...], profile: Profile) -> Iterator[tuple[PackedPart, Part | None]]:
    for part, group in groupby(plan.sections, key=lambda section: section.part):
        sections = tuple(group)
        text = "\n".join(_lines(sections, blocks, with_title=part is not None and len(sections) > 1))
        title = part.title if part else str(sections[0].title or sections[0].id)
        words = sum(any(map(str.isalnum, word)) for word in text.split())
        yield (
            PackedPart(title, text, words, len(text), sections[0].span),
            profile.parts.get(part.name) if part else None,
        )


def _lines(sections: tuple[PlannedSection, ...], blocks: tuple[Block, ...], *, with_title: bool) -> Iterator[str]:
    for section in sections:
        ids = {section.id} | {item.id for item in Plan.walk_section(section)}
        for block in blocks:
            is_title = isinstance(block.content, Heading) and block.content.level == "section"
            if block.item in ids and (with_title or not is_title):
                yield _line(block)


def _line(block: Block) -> str:
    said = [text for rich_text in block.texts if (text := plain(rich_text).strip())]
    match block.content:
        case Entry() | Organisation() | Role():
            return ", ".join(said)
        case Point():
            return _BULLET + ": ".join(said)
        case Term():
            return ": ".join(said)
        case Name() | Contact() | Header() | Heading() | Note() | Paragraph() | Numbered():
            return " ".join(said)
        case content:
            assert_never(content)


def _counted(packed: PackedPart, rule: Part | None) -> str:
    words = f"{packed.words:,}"
    characters = f"{packed.characters:,}"
    if rule and (rule.least_words or rule.most_words):
        span = f"{rule.least_words:,}-" if rule.least_words else ""
        words += f" of {span}{rule.most_words:,}" if rule.most_words else f" of at least {rule.least_words:,}"
    if rule and rule.most_characters:
        characters += f" of {rule.most_characters:,}"
    return f"words: {words} | characters: {characters} (with spaces)"


def _broken(packed: PackedPart, rule: Part | None) -> Iterator[Diagnostic]:
    if rule is None:
        return
    if rule.most_words is not None and packed.words > rule.most_words:
        surplus = packed.words - rule.most_words
        yield error(
            f"'{packed.title}' has {packed.words} words, {surplus} more than the limit of {rule.most_words}",
            packed.span,
        )
    if rule.least_words is not None and packed.words < rule.least_words:
        yield error(
            f"'{packed.title}' has {packed.words} words, at least {rule.least_words} are asked for", packed.span
        )
    if rule.most_characters is not None and packed.characters > rule.most_characters:
        surplus = packed.characters - rule.most_characters
        message = f"'{packed.title}' has {packed.characters} characters, {surplus} more than the limit of {rule.most_characters}"
        yield error(message, packed.span)
