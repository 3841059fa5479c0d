"""What commands of classes mean -> blocks: entries, pairs, lists, headings."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from cvtex.importers.documents.blocks import Block, Entry, Line, Pair
from cvtex.importers.documents.words import Words, joined_lines, joined_words
from cvtex.importers.latex.classes import Meaning
from cvtex.importers.latex.frames import Frame, Reading, add_point, split_at_commas
from cvtex.importers.latex.scanner import Node, Place, source_of
from cvtex.text.richtext import Styled

Arguments: TypeAlias = "list[tuple[str, tuple[Node, ...] | None]]"
"""The names of arguments, with what stands there."""

_KEYS: Final = {
    "name": "title", "company": "organisation", "organization": "organisation", "position": "position",
    "email": "email", "mobile phone": "phone", "phone": "phone", "telephone": "phone",
}  # fmt: skip


def put_meant(
    reader: Reading,
    meaning: Meaning,
    arguments: Arguments,
    at: Place,
    frame: Frame,
) -> None:
    match meaning.action:
        case "heading" | "subheading":
            level = 1 if meaning.action == "heading" else 2
            reader.heading(level, reader.argument_words(arguments[-1][1], at), frame)
        case "section":
            reader.heading(1, Words((meaning.title,), at.span), frame)
            frame.out += reader.blocks(arguments[0][1] or ())
        case "entry":
            _entry(reader, arguments, at, frame)
        case "pair":
            _pair(reader, meaning, arguments, at, frame)
        case "pairs":
            for (_, label), (_, text) in zip(arguments[::2], arguments[1::2], strict=True):
                reader.put(frame, Pair(reader.argument_words(label, at), reader.argument_words(text, at)))
        case "point" | "points" | "tags":
            labels = [reader.argument_words(nodes, at) for key, nodes in arguments if key == "label"]
            for key, nodes in arguments:
                if key != "label":
                    add_point(tuple(reader.blocks(nodes or ())), labels[0] if labels else None, frame)
        case "lines":
            add_point(tuple(reader.blocks(arguments[0][1] or ())), None, frame)
        case "text":
            if meaning.title:
                reader.heading(1, Words((meaning.title,), at.span), frame)
            for _, nodes in arguments:
                reader.end_paragraph(frame)
                frame.out += reader.blocks(nodes or ())
                frame.starts = True
        case "fields":
            for key, nodes in arguments:
                if key in reader.fields:
                    reader.end_fields(frame)
                if words := reader.argument_words(nodes, at).stripped(" |"):
                    reader.fields[key] = words
        case "ratings":
            _ratings(reader, arguments, at, frame)
        case "slices":
            _slices(reader, meaning, arguments[0][1] or (), at, frame)
        case "referee":
            _referee(reader, arguments, at, frame)
        case "rubric":
            if nodes := reader.beside(source_of(arguments[0][1] or ()).strip(), at):
                frame.out += reader.blocks(nodes)
        case _:
            pass


def _entry(reader: Reading, arguments: Arguments, at: Place, frame: Frame) -> None:
    if arguments[0][0] == "first":
        values = [reader.argument_words(nodes, at) for _, nodes in arguments]
        first = values[0] if values[0].lead() or not values[0] else Words((Styled("strong", values[0].text),), at.span)
        for number, pair in enumerate(((first, *values[1:2]), tuple(values[2:4]))):
            if cells := tuple(one for one in pair if one):
                reader.put(frame, Line(cells, starts=not number))
        frame.starts = False
        return
    parts: dict[str, Words] = {}
    blocks: list[Block] = []
    for key, nodes in arguments:
        if key.endswith("*"):
            blocks += reader.blocks(nodes or ())
        elif words := reader.argument_words(nodes, at):
            parts[key] = joined_words(", ", [parts.get(key), words]) or words
    if parts or blocks:
        reader.put(frame, Entry(parts, at.span, tuple(blocks)))
    frame.starts = True


def _pair(reader: Reading, meaning: Meaning, arguments: Arguments, at: Place, frame: Frame) -> None:
    found = dict(arguments)
    label = reader.argument_words(found["label"], at) if "label" in found else Words((meaning.title,), at.span)
    comment = reader.argument_words(found["comment"], at) if found.get("comment") else None
    if "level" in found:
        level = source_of(found["level"] or ()).strip()
        is_number = re.fullmatch(r"\d(?:\.\d)?", level)
        words = Words((f"{level}/5",), at.span) if is_number else reader.argument_words(found["level"], at)
        reader.put(frame, Pair(label, words))
        return
    blocks = reader.blocks(found.get("words*", found.get("words")) or ())
    lines = []
    while blocks and isinstance(blocks[0], Line):
        lines.append(joined_words(" ", blocks[0].cells))
        del blocks[0]
    text = joined_lines(lines) or Words((), at.span)
    if label or text or comment:
        reader.put(frame, Pair(label, text, comment or None, tuple(blocks)))
        return
    for block in blocks:
        reader.put(frame, block)


def _ratings(reader: Reading, arguments: Arguments, at: Place, frame: Frame) -> None:
    """A skill or language with levels. Numbers are drawn as dots: they are no words."""
    skills = [reader.argument_words(nodes, at) for key, nodes in arguments if key in ("skill", "group")]
    others = [reader.argument_words(nodes, at) for key, nodes in arguments if key in ("words", "years") and nodes]
    levels = []
    for key, nodes in arguments:
        if key == "level":
            level = source_of(nodes or ()).strip()
            is_number = re.fullmatch(r"\d(?:\.\d)?", level)
            levels.append(Words((f"{level}/5",), at.span) if is_number else reader.argument_words(nodes, at))
    skills = [one for one in skills if one]
    if len(levels) == len(skills) == 2 and not others:
        for skill, words in zip(skills, levels, strict=True):
            reader.put(frame, Pair(skill, words))
        return
    text = joined_words(", ", [*levels, *others])
    label = joined_words(" ", skills)
    if text or label:
        reader.put(frame, Pair(label or Words((), at.span), text or Words((), at.span)))


def _slices(reader: Reading, meaning: Meaning, nodes: tuple[Node, ...], at: Place, frame: Frame) -> None:
    """`{good manners/4},{outgoing/4.3}`, or `6/8em/accent/{Sleep}`: a word with numbers that are drawn."""
    if meaning.title:
        reader.heading(1, Words((meaning.title,), at.span), frame)
    for source in split_at_commas(reader.inline(nodes)):
        inner = source.strip()
        while inner.startswith("{") and inner.endswith("}") and inner.count("{") == 1:
            inner = inner[1:-1].strip()
        parts = inner.split("/")
        text = "/".join(parts[3:]) if len(parts) > 3 else parts[0]
        if words := reader.words(text, at):
            add_point((Line((words,), starts=True),), None, frame)
    frame.starts = True


def _referee(reader: Reading, arguments: Arguments, at: Place, frame: Frame) -> None:
    parts: dict[str, Words] = {}
    blocks: list[Block] = []
    for key, nodes in arguments:
        if key == "keys":
            for source in split_at_commas(reader.inline(nodes or ())):
                name, _, value = source.partition("=")
                if words := reader.words(value, at):
                    known = _KEYS.get(name.strip())
                    if known and known not in parts:
                        parts[known] = words
                    else:
                        blocks.append(Line((words,)))
        elif key.endswith("*"):
            blocks += reader.blocks(nodes or ())
        elif words := reader.argument_words(nodes, at):
            parts[key] = words
    if parts or blocks:
        reader.put(frame, Entry(parts, at.span, tuple(blocks)))
