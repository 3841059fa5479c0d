"""Nodes of a LaTeX document -> blocks, by the tables in `classes`; the owner's details on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from cvtex.diagnostics import Diagnostic, error, warning
from cvtex.importers.documents.blocks import Block, Entry, Heading, Line, Row, Works
from cvtex.importers.documents.contact_details import ContactDetails
from cvtex.importers.documents.placing import kind_of_title
from cvtex.importers.documents.words import Words
from cvtex.importers.latex.classes import (
    BREAKS,
    CLASSES,
    COMMON,
    COPIED,
    DRAWINGS,
    ENTRIES,
    FILLS,
    HEAD,
    HIDDEN,
    LISTS,
    NAMED,
    OBEYING,
    REGISTERS,
    SECTIONS,
    SKIPPED,
    SYMBOLS,
    TABLES,
    TITLED,
    TRANSPARENT,
    Meaning,
)
from cvtex.importers.latex.conditions import Conditions
from cvtex.importers.latex.frames import Cell, Frame, add_point, split_at_commas
from cvtex.importers.latex.lists import add_blocks, add_item, end_list, listed
from cvtex.importers.latex.macros import DEFINING, Macros, Stream
from cvtex.importers.latex.meanings import put_meant
from cvtex.importers.latex.owner import read_owner
from cvtex.importers.latex.scanner import (
    Control,
    Environment,
    Group,
    Node,
    Parameter,
    Place,
    Raw,
    Sign,
    Text,
    first_printed,
    has_items,
    place_of,
    source_of,
    texts_in,
    with_line_ends,
)
from cvtex.importers.latex.skipping import skip_assignment, skip_box, skip_length, skip_rule, skip_space
from cvtex.importers.latex.works import put_works
from cvtex.text.richtext import Inline, LineBreak, Style, Styled, merge_strings, plain
from cvtex.text.tex import read_tex
from cvtex.text.tex_commands import DECLARATIONS, KNOWN_COMMANDS, STYLE_COMMANDS

MAX_DEPTH: Final = 90
MAX_BLOCKS: Final = 5_000
MAX_UNKNOWN: Final = 12
MAX_ARGUMENTS: Final = 9
_ICON: Final = re.compile(r"(?:fa|ai)[A-Z]\w*")
_REFUSED: Final = frozenset({"write", "openout", "openin", "read", "directlua", "catcode", "immediate", "ShellEscape"})
_INPUTS: Final = frozenset({"input", "include", "subfile", "import", "subimport", "InputIfFileExists"})
_CODES: Final = frozenset({"\\", "{", "}", "&", "%", "$", "#", "_", "~", "^"})


class Reader:
    """`beside` reads a file that the source names: its nodes, or None."""

    def __init__(self, table: Mapping[str, Meaning], beside: Callable[[str, Place], tuple[Node, ...] | None]) -> None:
        self.table = table
        self.beside = beside
        self.macros = Macros()
        self.conditions = Conditions(self.macros)
        self.details = ContactDetails()
        self.names: dict[str, Words] = {}
        self.said: list[Words] = []
        self.extras: list[tuple[str, Words]] = []
        self.photo: tuple[str, Place] | None = None
        self.bibliographies: list[tuple[str, Place]] = []
        self.fields: dict[str, Words] = {}
        self.diagnostics: list[Diagnostic] = []
        self.unknown: set[str] = set()
        self.depth = 0
        self.headings = 0
        # What a class or package beside the source defines.
        self.foreign: set[str] = set()
        self.last_heading = ""
        self.count = 0
        self.is_cut = False
        self.is_curve = table is CLASSES["curve"]

    # What stands in nodes.

    def blocks(self, nodes: tuple[Node, ...], *, is_table: bool = False, styles: tuple[str, ...] = ()) -> list[Block]:
        frame = Frame(is_table=is_table, styles=[*styles])
        return self._finished(self._process(nodes, frame))

    def _process(self, nodes: tuple[Node, ...], frame: Frame) -> Frame:
        """Returns the frame that is open at the end, which differs if an environment is not closed."""
        if self.depth >= MAX_DEPTH:
            for text in texts_in(nodes):
                frame.add(text.text, text.at)
            return frame
        self.depth += 1
        stream = Stream(nodes)
        while stream:
            node = stream.next()
            if self.count >= MAX_BLOCKS:
                self._tell_end(node.at)
                break
            frame = self._node(node, stream, frame)
        self.depth -= 1
        return frame

    def _finished(self, frame: Frame) -> list[Block]:
        while frame.parent is not None:
            frame = end_list(self, frame)
        self.end_line(frame)
        self.end_fields(frame)
        return frame.out

    def inline(self, nodes: tuple[Node, ...], separator: str = " ") -> str:
        """The TeX of nodes in one line, for `text.tex`."""
        frame = self._process(nodes, Frame(separator=separator))
        while frame.parent is not None:
            frame = frame.parent
        return "".join(piece for cell in frame.cells for piece in cell.tex)

    def words(self, tex: str, at: Place) -> Words:
        read = read_tex(tex.strip(), at.span)
        words = Words(_merged(read.value), at.span)
        if words:
            self.said.append(words)
        return words

    def argument_words(self, nodes: tuple[Node, ...] | None, at: Place, separator: str = " ") -> Words:
        return self.words(self.inline(nodes or (), separator), place_of(nodes, at))

    # Lines.

    def end_line(self, frame: Frame) -> None:
        cells, frame.cells = frame.cells, [Cell()]
        if frame.separator is not None:
            frame.cells = cells
            return
        at = next((cell.at for cell in cells if cell.at), None)
        if at is None:
            return
        words = [self.words("".join(cell.tex), cell.at or at) if cell.at else Words((), at.span) for cell in cells]
        if not any(any(map(str.isalnum, one.plain)) for one in words):
            return
        self.end_fields(frame)
        if frame.is_table:
            self.put(frame, Row(tuple(words)))
        else:
            self.put(frame, Line(tuple(one for one in words if one), frame.starts))
        frame.starts = False

    def put(self, frame: Frame, block: Block) -> None:
        self.count += 1
        frame.out.append(block)

    def end_paragraph(self, frame: Frame) -> None:
        if frame.separator is not None:
            frame.add(frame.separator, frame.cells[-1].at) if frame.cells[-1].at else None
            return
        self.end_line(frame)
        frame.starts = True

    def end_fields(self, frame: Frame) -> None:
        if self.fields and frame.separator is None:
            parts, self.fields = self.fields, {}
            self.put(frame, Entry(parts, next(iter(parts.values())).span))

    # Nodes.

    def _node(self, node: Node, stream: Stream, frame: Frame) -> Frame:
        match node:
            case Text(text, at):
                frame.add(text, at)
            case Raw(source, at):
                frame.add(source, at)
            case Parameter():
                pass
            case Sign(sign, at):
                if sign == "\n" and frame.is_table:
                    frame.add(" ", at)
                elif sign == "\n":
                    self.end_paragraph(frame)
                elif sign == "&" and frame.separator is None:
                    frame.cells.append(Cell())
                else:
                    frame.add(r"\&" if sign == "&" else sign, at)
            case Group(content, at):
                if frame.separator is not None or not self._has_blocks(content, 0):
                    frame.add(f"{{{self.inline(content, frame.separator or ' ')}}}", at)
                else:
                    held = [*frame.styles]
                    frame = self._process(content, frame)
                    frame.styles = held
            case Environment(name, content, at):
                frame = self._environment(name, with_line_ends(content) if name in OBEYING else content, at, frame)
            case Control(name, at):
                frame = self._control(name, at, stream, frame)
        return frame

    def _has_blocks(self, nodes: tuple[Node, ...], depth: int) -> bool:
        """Whether there is more than text in one line."""
        for node in nodes:
            match node:
                case Environment():
                    return True
                case Sign("\n"):
                    return True
                case Group(content) if depth < MAX_DEPTH:
                    if self._has_blocks(content, depth + 1):
                        return True
                case Control(name):
                    meaning = self.table.get(name)
                    if name in BREAKS or name in FILLS or name in ("item", "par", "hspace") or name in _INPUTS:
                        return True
                    if (
                        name == "foreach"
                        or name.startswith(("begin:", "end:"))
                        or (meaning and meaning.action not in ("skip", "inline"))
                    ):
                        return True
                    macro = self.macros.commands.get(name)
                    if macro and not meaning and depth < 8 and self._has_blocks(macro.body, depth + 1):
                        return True
                case _:
                    pass
        return False

    def command(self, node: Control, stream: Stream) -> None:
        """A command of the preamble."""
        self._control(node.name, node.at, stream, Frame())

    def _control(self, name: str, at: Place, stream: Stream, frame: Frame) -> Frame:
        meaning = self._meaning(name)
        if name in DEFINING:
            self.macros.define(name, stream)
        elif self.conditions.decide(name, stream):
            pass
        elif meaning is not None:
            self._act(name, meaning, at, stream, frame)
        elif name in BREAKS:
            stream.star()
            stream.option()
            if frame.separator is not None:
                frame.add(frame.separator, at)
            else:
                self.end_line(frame)
        elif name == "par":
            self.end_paragraph(frame)
        elif name in FILLS or (name in (">", "=") and frame.is_table):
            self._end_cell(frame)
        elif name == "hspace":
            if skip_space(stream):
                self._end_cell(frame)
        elif name in ("quad", "qquad") and not self.headings and frame.separator is None:
            self._end_cell(frame)
        elif name in ("item", "bibitem") or (name == "entry" and self.is_curve):
            add_item(self, name, at, stream, frame)
        elif name in _INPUTS:
            frame = self._input(name, at, stream, frame)
        elif macro := self.macros.commands.get(name):
            self.macros.expand(name, macro, stream, at)
        elif name in _REFUSED:
            self._refuse(name, at, stream)
        elif name == "marginpar" and frame.separator is None:
            self._margin(at, stream, frame)
        elif name == "foreach" and frame.separator is None:
            self._each(stream, frame)
        elif name in ("footnote", "thanks", "footnotetext"):
            stream.option()
            frame.add(f" ({self.inline(stream.group() or ())})", at)
        elif name in ("fullcite", "bibentry", "footfullcite"):
            keys = source_of(stream.group() or ())
            self.end_line(frame)
            self.put(frame, Works(at.span, None, {"keys": keys}))
        elif name.startswith("begin:"):
            frame = self._begin(name.removeprefix("begin:"), stream, frame)
        elif name.startswith("end:"):
            frame = end_list(self, frame) if frame.parent is not None else frame
        else:
            frame = self._inline_control(name, at, stream, frame)
        return frame

    def _inline_control(self, name: str, at: Place, stream: Stream, frame: Frame) -> Frame:
        """A command that prints something, or nothing, within a line."""
        if name in REGISTERS:
            skip_length(stream)
        elif name in ("hrule", "vrule"):
            skip_rule(stream)
        elif name in ("hbox", "vbox", "vtop"):
            skip_box(stream)
        elif name == "nth":
            frame.add(_ordinal(source_of(stream.argument() or ())), at)
        elif name in SYMBOLS:
            frame.add(SYMBOLS[name], at)
        elif name in SKIPPED:
            self._arguments(SKIPPED[name].split(), stream, has_names=name in NAMED)
        elif _ICON.fullmatch(name):
            stream.star()
            stream.option()
        elif name in DECLARATIONS:
            frame.styles = [*frame.styles, name] if DECLARATIONS[name] else []
        elif name in STYLE_COMMANDS:
            frame = self._styled(name, at, stream, frame)
        elif name == "" or not (name[0].isalpha() or name[0] == "@"):
            frame.add(f"\\{name}", at)
        elif name in KNOWN_COMMANDS:
            frame.add(f"\\{name} ", at)
        else:
            self._tell_unknown(name, at)
            stream.star()
            stream.option()
            self._unknown_arguments(at, stream, frame)
        return frame

    def _unknown_arguments(self, at: Place, stream: Stream, frame: Frame) -> None:
        """Several arguments of an unknown command are a line with columns."""
        groups: list[tuple[Node, ...]] = []
        while isinstance(stream.peek(), Group) and len(groups) < MAX_ARGUMENTS:
            groups.append(stream.group() or ())
        if len(groups) < 2:
            stream.push(tuple(Group(one, at) for one in groups))
        elif frame.separator is not None:
            for one in groups:
                frame.add(f"{self.inline(one)} ", at)
        else:
            self._line_of(groups, frame)

    def _line_of(self, groups: list[tuple[Node, ...]], frame: Frame) -> None:
        """A line whose cells are the arguments; what is longer stands below it."""
        self.end_line(frame)
        below: list[Block] = []
        for one in groups:
            if self._has_blocks(one, 0):
                below += self.blocks(one)
            elif any(not isinstance(node, Text) or node.text.strip() for node in one):
                frame.add(self.inline(one), place_of(one, one[0].at))
                frame.cells.append(Cell())
        self.end_line(frame)
        for block in below:
            self.put(frame, block)

    def _margin(self, at: Place, stream: Stream, frame: Frame) -> None:
        """A note in the margin: the title of a section, or a label or dates beside the text."""
        stream.option()
        tex = self.inline(stream.group() or ())
        title = plain(read_tex(tex, at.span).value)
        if kind_of_title(title) is not None and not any(map(str.isdigit, title)):
            self.heading(1, self.words(tex, at), frame)
        else:
            self._end_cell(frame)
            frame.add(tex, at)
            self._end_cell(frame)

    def _each(self, stream: Stream, frame: Frame) -> None:
        r"""`\foreach \one in {a, b} {...}`: a point for each."""
        while stream and not isinstance(stream.peek(), Group):
            node = stream.next()
            if not isinstance(node, Control | Text) or (isinstance(node, Text) and node.text.strip() not in ("", "in")):
                return
        content = stream.group() or ()
        stream.group()
        self.end_line(frame)
        for source in split_at_commas(self.inline(content)):
            if content and (words := self.words(source, content[0].at)):
                add_point((Line((words,), starts=True),), None, frame)

    def _meaning(self, name: str) -> Meaning | None:
        if meaning := self.table.get(name):
            return meaning
        macro = self.macros.commands.get(name)
        copied = COPIED.get(f"{name}/{macro.arguments}") if macro else None
        copied = copied or COPIED.get(name)
        if copied and macro and (copied.mandatory == macro.arguments or copied.action == "skip"):
            return copied
        if not self.headings and name in self.foreign and name in HEAD:
            return HEAD[name]
        if macro is None:
            return COMMON.get(name) or (None if self.headings or name == "url" else HEAD.get(name))
        is_heading = macro.parameters in ("m", "om", "sm") and "section" in name.lower()
        return COMMON["subsection" if "sub" in name.lower() else "section"] if is_heading else None

    def _styled(self, name: str, at: Place, stream: Stream, frame: Frame) -> Frame:
        stream.option()
        content = stream.argument() or ()
        if frame.separator is None and self._has_blocks(content, 0):
            declaration = {"emphasis": "em", "strong": "bfseries", "small-caps": "scshape"}.get(STYLE_COMMANDS[name])
            held = [*frame.styles]
            frame.styles = [*held, declaration] if declaration else held
            frame = self._process(content, frame)
            frame.styles = held
        else:
            frame.add(f"\\{name}{{{self.inline(content, frame.separator or ' ')}}}", at)
        return frame

    def _end_cell(self, frame: Frame) -> None:
        if frame.separator is not None:
            frame.add(" ", frame.cells[-1].at) if frame.cells[-1].at else None
        elif frame.cells[-1].at is not None or frame.is_table:
            frame.cells.append(Cell())

    def _refuse(self, name: str, at: Place, stream: Stream) -> None:
        """Commands that would run, read or write something, or change what signs mean."""
        stream.skip_blanks()
        what = "changes what signs mean" if name == "catcode" else "would run, read or write something"
        self.diagnostics.append(warning(f"\\{name} {what}; it is left out", at.span))
        while stream and not isinstance(stream.peek(), Group) and name != "catcode":
            node = stream.peek()
            if isinstance(node, Sign) or (isinstance(node, Text) and not re.fullmatch(r"[\s\d=]*", node.text)):
                return
            stream.next()
        if name == "catcode":
            skip_assignment(stream)
        else:
            stream.group()

    def _tell_end(self, at: Place) -> None:
        if not self.is_cut:
            self.is_cut = True
            message = f"the CV has more than {MAX_BLOCKS:,} lines and entries; what follows is not read"
            self.diagnostics.append(error(message, at.span))

    def _tell_unknown(self, name: str, at: Place) -> None:
        if name not in self.unknown:
            self.unknown.add(name)
            if len(self.unknown) <= MAX_UNKNOWN:
                message = f"unknown command \\{name}; its arguments are read as text"
                self.diagnostics.append(warning(message, at.span))

    # Environments and lists.

    def _environment(self, name: str, content: tuple[Node, ...], at: Place, frame: Frame) -> Frame:
        if frame.separator is not None:
            if name in HIDDEN:
                return frame
            self._skip_arguments(name, stream := Stream(content))
            return self._process(tuple(stream.pending[::-1]), frame)
        if name == "document":
            return self._process(content, frame)
        is_known = name in LISTS | TABLES.keys() | TITLED | ENTRIES.keys() | SECTIONS.keys() or name == "position"
        if not is_known and "section" in name.lower() and isinstance(first_printed(content), Group):
            self._section(name, Stream(content), at, frame)
            return frame
        if not is_known and (macro := self.macros.environments.get(name)):
            expanded = self.macros.expand_environment(macro, content, at)
            return frame if expanded is None else self._process(expanded, frame)
        if name in HIDDEN or (name == "format" and self.table is CLASSES["res"]):
            if name in DRAWINGS:
                self.diagnostics.append(warning(f"a drawing ({name}) is left out", at.span))
            return frame
        self.end_line(frame)
        if name != "position":
            self.end_fields(frame)
        stream = Stream(content)
        if name in SECTIONS:
            stream.option()
            self.heading(1, self.words(SECTIONS[name], at), frame)
        elif name in TITLED:
            stream.option()
            self.heading(1, self.argument_words(stream.group(), at), frame)
            if name == "rubric":
                add_blocks(self._list(tuple(stream.pending[::-1])), frame)
                return frame
        elif name in ENTRIES:
            values = [self.argument_words(stream.group(), at) for _ in ENTRIES[name].split()]
            parts = dict(zip(ENTRIES[name].split(), values, strict=True))
            blocks = self._list(tuple(stream.pending[::-1]))
            self.put(frame, Entry({key: one for key, one in parts.items() if one}, at.span, tuple(blocks)))
            return frame
        elif name == "position" and self.fields:
            parts, self.fields = self.fields, {}
            blocks = self.blocks(tuple(stream.pending[::-1]))
            self.put(frame, Entry(parts, next(iter(parts.values())).span, tuple(blocks)))
            return frame
        elif name in LISTS or (not is_known and has_items(content)):
            self._skip_arguments(name, stream)
            if name == "thebibliography" and kind_of_title(self.last_heading) != "publications":
                self.heading(1, Words(("Publications",), at.span), frame)
            add_blocks(self._list(tuple(stream.pending[::-1])), frame)
            return frame
        elif name in TABLES or name == "tabbing":
            self._skip_arguments(name, stream)
            self.end_paragraph(frame)
            frame.out += self.blocks(tuple(stream.pending[::-1]), is_table=True, styles=tuple(frame.styles))
            frame.starts = True
            return frame
        else:
            self._skip_arguments(name, stream)
        self.end_paragraph(frame)
        held = [*frame.styles]
        frame = self._process(tuple(stream.pending[::-1]), frame)
        frame.styles = held
        self.end_paragraph(frame)
        return frame

    def _section(self, name: str, stream: Stream, at: Place, frame: Frame) -> None:
        """An environment named after sections: one argument is a heading, several are a line."""
        groups: list[tuple[Node, ...]] = []
        stream.option()
        stream.skip_blanks()
        while isinstance(stream.peek(), Group) and len(groups) < MAX_ARGUMENTS:
            groups.append(stream.group() or ())
            held = [*stream.pending]
            stream.skip_blanks()
            if not isinstance(stream.peek(), Group):
                stream.pending = held
        if len(groups) == 1:
            self.heading(2 if "sub" in name.lower() else 1, self.argument_words(groups[0], at), frame)
        else:
            self.end_paragraph(frame)
            self._line_of(groups, frame)
        frame.out += self.blocks(tuple(stream.pending[::-1]))
        frame.starts = True

    def _skip_arguments(self, name: str, stream: Stream) -> None:
        stream.option()
        stream.option()
        stream.option()
        for _ in range(TABLES.get(name, TRANSPARENT.get(name, 0))):
            stream.group()
            stream.option()

    def _list(self, content: tuple[Node, ...]) -> list[Block]:
        frame = Frame(items=[])
        frame.before = frame.out
        frame = self._process(content, frame)
        while frame.parent is not None:
            frame = end_list(self, frame)
        return listed(self, frame)

    def _begin(self, name: str, stream: Stream, frame: Frame) -> Frame:
        """An environment whose end is in the body of another macro."""
        self.end_line(frame)
        self._skip_arguments(name, stream)
        if name not in LISTS or frame.separator is not None:
            return frame
        inner = Frame(items=[], parent=frame)
        inner.before = inner.out
        return inner

    def heading(self, level: int, words: Words, frame: Frame) -> None:
        self.end_paragraph(frame)
        self.end_fields(frame)
        if words:
            self.headings += level == 1
            self.last_heading = words.plain if level == 1 else self.last_heading
            self.put(frame, Heading(level, words))

    def _input(self, name: str, at: Place, stream: Stream, frame: Frame) -> Frame:
        if name in ("import", "subimport"):
            folder = source_of(stream.group() or ()).strip()
            path = f"{folder.rstrip('/')}/{source_of(stream.group() or ()).strip()}".lstrip("/")
        else:
            path = source_of(stream.argument() or ()).strip()
            node = stream.peek()
            if len(path) == 1 and isinstance(node, Text):
                # `\input name`, without braces.
                rest = re.match(r"\S*", node.text)
                assert rest
                path += rest[0]
                stream.next()
                stream.push((Text(node.text[rest.end() :], node.at),))
        nodes = self.beside(path, at)
        if nodes is None:
            return frame
        for node in nodes:
            if isinstance(node, Environment) and node.name == "document":
                nodes = node.content
        return self._process(nodes, frame)

    # What commands of classes mean.

    def _arguments(
        self, signature: list[str], stream: Stream, *, has_names: bool = False
    ) -> list[tuple[str, tuple[Node, ...] | None]]:
        """`has_names`: an argument may be a command without braces."""
        found: list[tuple[str, tuple[Node, ...] | None]] = []
        for name in signature:
            if name == "*":
                stream.star()
            elif name.startswith("["):
                found.append((name[1:-1], stream.option()))
            elif has_names and isinstance(stream.peek(), Control):
                found.append((name, stream.argument()))
            else:
                found.append((name, stream.group()))
        return found

    def _act(self, name: str, meaning: Meaning, at: Place, stream: Stream, frame: Frame) -> None:
        signature = [f"[{one.name}]" if one.is_optional else one.name for one in meaning.arguments]
        arguments = [(key, nodes) for key, nodes in self._arguments(signature, stream) if key != "-"]
        if meaning.action == "inline":
            for _, nodes in arguments:
                frame.add(self.inline(nodes or ()), at)
            return
        if meaning.action == "works":
            put_works(self, name, at, stream, frame)
            return
        if frame.separator is not None and meaning.action not in ("owner", "skip", "photo"):
            for key, nodes in arguments:
                if nodes and key != "level":
                    frame.add(f"{self.inline(nodes)} ", at)
            return
        if meaning.action in ("owner", "photo", "skip"):
            read_owner(self, name, meaning, arguments, at)
            return
        self.end_line(frame)
        put_meant(self, meaning, arguments, at, frame)


def _ordinal(number: str) -> str:
    number = number.strip()
    is_teen = number[-2:-1] == "1"
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th") if not is_teen else "th"
    return rf"{number}\textsuperscript{{{ending}}}"


def _merged(text: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Put neighbours of one style together, also across blanks."""
    result: list[Inline] = []
    style: Style | None = None
    within: list[Inline] = []
    blanks: list[Inline] = []
    for one in (*merge_strings(text), LineBreak()):
        if style is not None and isinstance(one, Styled) and one.style == style:
            within += [*blanks, *one.content]
            blanks = []
            continue
        if style is not None and isinstance(one, str) and not one.strip():
            blanks = [one]
            continue
        if style is not None:
            result += [Styled(style, merge_strings(tuple(within))), *blanks]
            style, within, blanks = None, [], []
        if isinstance(one, Styled):
            style, within = one.style, [*one.content]
        else:
            result.append(one)
    return tuple(result[:-1])
