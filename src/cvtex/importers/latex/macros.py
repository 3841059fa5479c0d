r"""Macros that a LaTeX file defines: `\newcommand`, `\def`, `\newenvironment`, `\let`. Nodes replace nodes.

Expansion is bounded in number and size, so that a macro that uses itself ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.diagnostics import Diagnostic, warning
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
    source_of,
)
from cvtex.value import Struct, Value, field

MAX_DEFINITIONS: Final = 2_000
MAX_EXPANSIONS: Final = 20_000
MAX_NODES: Final = 400_000
MAX_RAW: Final = 500
_COMMANDS: Final = frozenset({"newcommand", "renewcommand", "providecommand", "DeclareRobustCommand"})
_DOCUMENT_COMMANDS: Final = frozenset(
    {"NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand", "DeclareDocumentCommand"}
)
_DEFS: Final = frozenset({"def", "gdef", "edef", "xdef"})
_ENVIRONMENTS: Final = frozenset({"newenvironment", "renewenvironment"})
DEFINING: Final = _COMMANDS | _DOCUMENT_COMMANDS | _DEFS | _ENVIRONMENTS | {"let"}


class Macro(Value):
    """`parameters`: one letter each: m for an argument, o for an option, s for a star.

    `default`: of the first option. `end`: what an environment ends with.
    """

    parameters: str
    body: tuple[Node, ...]
    default: tuple[Node, ...] = ()
    end: tuple[Node, ...] = ()

    @property
    def arguments(self) -> int:
        return len(self.parameters)


class Stream:
    """Nodes that are still to be read. What a macro expands to is put in front of them."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.pending = [*nodes][::-1]

    def __bool__(self) -> bool:
        return bool(self.pending)

    def next(self) -> Node:
        return self.pending.pop()

    def peek(self) -> Node | None:
        return self.pending[-1] if self.pending else None

    def push(self, nodes: tuple[Node, ...]) -> None:
        self.pending.extend(reversed(nodes))

    def skip_blanks(self, *, over_paragraphs: bool = False) -> None:
        while self.pending:
            node = self.pending[-1]
            is_blank = isinstance(node, Text) and not node.text.strip()
            if not is_blank and not (over_paragraphs and isinstance(node, Sign) and node.sign == "\n"):
                return
            self.pending.pop()

    def star(self) -> bool:
        node = self.peek()
        if isinstance(node, Sign) and node.sign == "*":
            self.pending.pop()
            return True
        return False

    def option(self) -> tuple[Node, ...] | None:
        """An option in brackets, if there is one."""
        held = len(self.pending)
        self.skip_blanks()
        node = self.peek()
        if not isinstance(node, Sign) or node.sign != "[":
            return None
        depth = 0
        for place in range(len(self.pending) - 1, -1, -1):
            node = self.pending[place]
            if isinstance(node, Sign) and node.sign in "[]":
                depth += 1 if node.sign == "[" else -1
                if depth == 0:
                    content = tuple(self.pending[place + 1 : -1][::-1])
                    del self.pending[place:]
                    return content
            if (isinstance(node, Sign) and node.sign == "\n") or held - place > 2_000:
                return None
        return None

    def argument(self) -> tuple[Node, ...] | None:
        """An argument as TeX reads it: a group, a command, or one character; None if nothing follows."""
        self.skip_blanks(over_paragraphs=True)
        if not self.pending:
            return None
        node = self.pending.pop()
        match node:
            case Group(content):
                return content
            case Text(text, at):
                text = text.lstrip()
                if text[1:]:
                    self.pending.append(Text(text[1:], at))
                return (Text(text[:1], at),)
            case Control() | Raw() | Sign() | Parameter():
                return (node,)
            case Environment():
                # An argument is missing: the environment is what follows.
                self.pending.append(node)
                return None

    def group(self) -> tuple[Node, ...] | None:
        """An argument in braces, if there is one."""
        held = [*self.pending[-3:]]
        self.skip_blanks(over_paragraphs=True)
        node = self.peek()
        if isinstance(node, Group):
            self.pending.pop()
            return node.content
        if not isinstance(node, Group) and len(self.pending) < len(held):
            self.pending = held
        return None


class Macros(Struct):
    """The definitions so far, and how much may still be expanded."""

    commands: dict[str, Macro] = field(default_factory=dict)
    environments: dict[str, Macro] = field(default_factory=dict)
    expansions: int = 0
    nodes: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def define(self, name: str, stream: Stream) -> None:
        r"""Read what follows `\newcommand` or another command that defines."""
        if name in _DEFS:
            self._def(stream)
        elif name == "let":
            self._let(stream)
        elif name in _ENVIRONMENTS:
            self._environment(stream)
        else:
            self._command(name, stream)

    def _command(self, name: str, stream: Stream) -> None:
        stream.star()
        target = _name(stream)
        default: tuple[Node, ...] = ()
        if name in _DOCUMENT_COMMANDS:
            parameters = _specified(stream.argument() or ())
        else:
            count = _number(stream.option())
            option = stream.option()
            default = option or ()
            parameters = "m" * count if option is None else "o" + "m" * max(count - 1, 0)
        body = stream.group()
        if target and body is not None and parameters is not None:
            self._set(self.commands, target, Macro(parameters, body, default))

    def _def(self, stream: Stream) -> None:
        stream.skip_blanks()
        target = stream.peek()
        if not isinstance(target, Control):
            return
        stream.next()
        parameters, is_simple = 0, True
        while stream and not isinstance(stream.peek(), Group):
            node = stream.next()
            if isinstance(node, Sign) and node.sign == "\n":
                return
            is_simple &= isinstance(node, Parameter) or (isinstance(node, Text) and not node.text.strip())
            parameters += isinstance(node, Parameter)
        body = stream.group()
        if body is not None and is_simple:
            self._set(self.commands, target.name, Macro("m" * parameters, body))

    def _let(self, stream: Stream) -> None:
        target = _name(stream)
        stream.skip_blanks()
        node = stream.peek()
        if isinstance(node, Text) and node.text.lstrip().startswith("="):
            stream.next()
            stream.push((Text(node.text.lstrip()[1:], node.at),))
            stream.skip_blanks()
        other = stream.peek()
        if not isinstance(other, Control):
            return
        stream.next()
        if target and target != other.name:
            known = self.commands.get(other.name)
            self._set(self.commands, target, known or Macro("", (other,)))

    def _environment(self, stream: Stream) -> None:
        stream.star()
        name = "".join(node.text for node in stream.argument() or () if isinstance(node, Text)).strip()
        count = _number(stream.option())
        option = stream.option()
        begin, end = stream.group(), stream.group()
        if name and begin is not None and end is not None:
            parameters = "m" * count if option is None else "o" + "m" * max(count - 1, 0)
            self._set(self.environments, name, Macro(parameters, begin, option or (), end))

    def _set(self, there: dict[str, Macro], name: str, macro: Macro) -> None:
        if len(there) < MAX_DEFINITIONS:
            there[name] = macro

    def expand(self, name: str, macro: Macro, stream: Stream, at: Place) -> bool:
        """Put the body of a macro in front of the stream, with its arguments; False if that would be too much."""
        if self.expansions >= MAX_EXPANSIONS or self.nodes >= MAX_NODES:
            self._tell(name, at)
            return False
        self.expansions += 1
        body = self._filled(macro.body, self._arguments(macro, stream), at)
        self.nodes += _size(body)
        if self.nodes >= MAX_NODES:
            self._tell(name, at)
            return False
        stream.push(body)
        return True

    def expand_environment(self, macro: Macro, content: tuple[Node, ...], at: Place) -> tuple[Node, ...] | None:
        if self.expansions >= MAX_EXPANSIONS or self.nodes >= MAX_NODES:
            self._tell("begin", at)
            return None
        self.expansions += 1
        stream = Stream(content)
        arguments = self._arguments(macro, stream)
        begin, end = self._filled(macro.body, arguments, at), self._filled(macro.end, arguments, at)
        self.nodes += _size(begin) + _size(end)
        return (*begin, *reversed(stream.pending), *end)

    def _arguments(self, macro: Macro, stream: Stream) -> list[tuple[Node, ...]]:
        arguments: list[tuple[Node, ...]] = []
        for parameter in macro.parameters:
            if parameter == "s":
                star = stream.peek()
                arguments.append((star,) if star and stream.star() else ())
            elif parameter == "o":
                option = stream.option()
                arguments.append(macro.default if option is None else option)
            else:
                arguments.append(stream.argument() or ())
        return arguments

    def _filled(self, body: tuple[Node, ...], arguments: list[tuple[Node, ...]], at: Place) -> tuple[Node, ...]:
        """The body with its arguments. Its own nodes stand where the macro is used."""
        return tuple(self._fill(body, arguments, at, 0))

    def _fill(self, body: tuple[Node, ...], arguments: list[tuple[Node, ...]], at: Place, depth: int) -> Iterator[Node]:
        for node in body:
            match node:
                case Parameter(number, place, level) if level:
                    yield Parameter(number, place, level - 1)
                case Parameter(number):
                    if 0 < number <= len(arguments):
                        yield Group(arguments[number - 1], at)
                case Group(content) if depth < 100:
                    yield Group(tuple(self._fill(content, arguments, at, depth + 1)), at)
                case Environment(name, content) if depth < 100:
                    yield Environment(name, tuple(self._fill(content, arguments, at, depth + 1)), at)
                case Text(text):
                    yield Text(text, at)
                case Control(name):
                    yield Control(name, at)
                case Sign(sign):
                    yield Sign(sign, at)
                case Raw(source):
                    yield Raw(_with_arguments(source, arguments), at)
                case _:
                    yield node

    def _tell(self, name: str, at: Place) -> None:
        if not any("expands" in one.message for one in self.diagnostics):
            message = f"\\{name} expands to too much, or to itself; it is left out"
            self.diagnostics.append(warning(message, at.span))


def _with_arguments(source: str, arguments: list[tuple[Node, ...]]) -> str:
    """Math and addresses are TeX: `mailto:#1`."""

    def argument(match: re.Match[str]) -> str:
        number = int(match[1])
        return source_of(arguments[number - 1])[:MAX_RAW] if 0 < number <= len(arguments) else match[0]

    return re.sub(r"##(?=[1-9])", "#", re.sub(r"(?<!#)#([1-9])", argument, source))


def _size(nodes: tuple[Node, ...]) -> int:
    count, pending = 0, [*nodes]
    while pending and count < MAX_NODES:
        node = pending.pop()
        count += 1
        if isinstance(node, Group | Environment):
            pending += node.content
    return count


def _name(stream: Stream) -> str:
    found = stream.argument() or ()
    return next((node.name for node in found if isinstance(node, Control)), "")


def _number(option: tuple[Node, ...] | None) -> int:
    text = "".join(node.text for node in option or () if isinstance(node, Text)).strip()
    return min(int(text), 9) if text.isdecimal() and len(text) == 1 else 0


def _specified(nodes: tuple[Node, ...]) -> str | None:
    """`m o O{x} s` -> `moos`; None for other kinds of arguments."""
    letters = "".join(node.text for node in nodes if isinstance(node, Text)).replace(" ", "").replace("+", "")
    return letters.replace("O", "o").replace("D", "?") if all(one in "moOs" for one in letters) else None
