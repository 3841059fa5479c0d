r"""LaTeX -> a tree of words, commands, groups, environments and math, each with its place. Nothing is run.

Comments are dropped. Braces and environments that do not fit are told; the text goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, TypeAlias

from cvtex.diagnostics import Diagnostic, Span, error, warning
from cvtex.value import Struct, Value

MAX_DEPTH: Final = 100
MAX_NODES: Final = 150_000
MAX_MATH: Final = 2_000
MAX_WARNINGS: Final = 20


class Place(Value):
    """Where a node stands: the file, and the character in it."""

    file: str
    line: int
    column: int

    @property
    def span(self) -> Span:
        return Span(self.file, self.line, self.column)


class Text(Value):
    text: str
    at: Place


class Control(Value):
    r"""`\name`, or a character after a backslash."""

    name: str
    at: Place


class Sign(Value):
    """One of `[`, `]`, `&`, `*`, or a blank line, which is written as a line end."""

    sign: str
    at: Place


class Parameter(Value):
    """`#1` in the body of a definition. `level`: how many definitions around it are used before: 1 for `##1`."""

    number: int
    at: Place
    level: int = 0


class Raw(Value):
    """Math or verbatim text: TeX that is passed on as it is."""

    source: str
    at: Place


class Group(Value):
    content: tuple[Node, ...]
    at: Place


class Environment(Value):
    name: str
    content: tuple[Node, ...]
    at: Place


Node: TypeAlias = "Text | Control | Sign | Parameter | Raw | Group | Environment"

_TOKEN: Final = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*(?!\n))?)"
    r"|\\begin\s*\{(?P<begin>[^{}\n]{1,60})\}"
    r"|\\end\s*\{(?P<end>[^{}\n]{1,60})\}"
    r"|(?P<address>\\(?:url|nolinkurl|href)\s*\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\})"
    r"|\\verb\*?(?P<verb>(?P<quote>[^A-Za-z\s*])[^\n]*?(?P=quote))"
    r"|\\(?P<word>[A-Za-z@]+)[ \t]*(?:\n[ \t]*(?!\s*\n))?"
    r"|\\(?P<symbol>.|\n)?"
    r"|(?P<math>\$\$(?:[^$\\]|\\.){1,4000}\$\$|\$(?:[^$\\]|\\.){1,4000}\$)"
    r"|(?P<blank>[ \t]*\n(?:[ \t]*\n)+[ \t\n]*)"
    r"|(?P<parameter>\#(?:\#|\#{3})?\d)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<sign>[\[\]&*])"
    r"|(?P<text>[^\\%${}\[\]&*\#\n]+|\n|.)",
    re.DOTALL,
)
_VERBATIM: Final = frozenset({"verbatim", "verbatim*", "lstlisting", "minted"})
_HIDDEN: Final = frozenset({"comment"})
_END_VERBATIM: Final = re.compile(r"\\end\s*\{(?:verbatim\*?|lstlisting|minted|comment)\}")


class _Open(Struct):
    """A group or environment that is not closed yet."""

    name: str | None
    at: Place
    content: list[Node]


class Scanned(Value):
    nodes: tuple[Node, ...]
    diagnostics: tuple[Diagnostic, ...]


def scan(tex: str, file: str) -> Scanned:
    return _Scanner(tex, file).scanned()


class _Scanner:
    def __init__(self, tex: str, file: str) -> None:
        self.tex, self.file = tex, file
        self.lines = [0, *(match.end() for match in re.finditer("\n", tex))]
        self.stack: list[_Open] = [_Open(None, self.place(0), [])]
        self.ignored = 0
        self.diagnostics: list[Diagnostic] = []

    def place(self, offset: int) -> Place:
        line = bisect_right(self.lines, offset)
        return Place(self.file, line, offset - self.lines[line - 1] + 1)

    def scanned(self) -> Scanned:
        position = count = 0
        while position < len(self.tex):
            count += 1
            if count > MAX_NODES:
                message = f"the file has more than {MAX_NODES:,} commands and groups; what follows is not read"
                self.diagnostics.append(error(message, self.place(position).span))
                break
            match = _TOKEN.match(self.tex, position)
            assert match
            position = self._token(match)
        while len(self.stack) > 1:
            self._warn(f"{_named(self.stack[-1])} is not closed", self.stack[-1].at)
            if self.stack[-1].name in (None, "document"):
                self._close()
            else:
                self._leave_open()
        return Scanned(tuple(self.stack[0].content), tuple(self.diagnostics))

    def _token(self, match: re.Match[str]) -> int:
        at = self.place(match.start())
        match match.lastgroup:
            case "comment" | None:
                pass
            case "begin" if match["begin"] in _VERBATIM | _HIDDEN:
                closing = _END_VERBATIM.search(self.tex, match.end())
                stop = closing.start() if closing else len(self.tex)
                if match["begin"] not in _HIDDEN:
                    self._add(Raw(rf"\texttt{{{_escaped(self.tex[match.end() : stop])}}}", at))
                return closing.end() if closing else stop
            case "begin":
                self._open(match["begin"].strip(), at)
            case "end":
                self._end(match["end"].strip(), at)
            case "verb" | "quote":
                self._add(Raw(rf"\texttt{{{_escaped(match['verb'][1:-1])}}}", at))
            case "word":
                self._add(Control(match["word"], at))
            case "symbol" if match["symbol"] in ("(", "["):
                ending, dollars = (r"\)", "$") if match["symbol"] == "(" else (r"\]", "$$")
                stop = self.tex.find(ending, match.end(), match.end() + MAX_MATH)
                if stop >= 0:
                    self._add(Raw(f"{dollars}{self.tex[match.end() : stop]}{dollars}", at))
                    return stop + 2
            case "symbol":
                self._add(Control(match["symbol"], at))
            case "math" | "address":
                self._add(Raw(match[0], at))
            case "blank":
                self._add(Sign("\n", at))
            case "parameter":
                signs = len(match["parameter"]) - 1
                self._add(Parameter(int(match["parameter"][-1]), at, signs.bit_length() - 1))
            case "open":
                self._open(None, at)
            case "close":
                self._end(None, at)
            case "sign":
                self._add(Sign(match["sign"], at))
            case _:
                self._add(Text(match[0], at))
        return match.end()

    def _add(self, node: Node) -> None:
        self.stack[-1].content.append(node)

    def _open(self, name: str | None, at: Place) -> None:
        if len(self.stack) > MAX_DEPTH:
            if not self.ignored:
                self._warn(f"groups are nested more than {MAX_DEPTH} deep; deeper ones are read as one", at)
            self.ignored += 1
        else:
            self.stack.append(_Open(name, at, []))

    def _close(self) -> None:
        done = self.stack.pop()
        content = tuple(done.content)
        self._add(Group(content, done.at) if done.name is None else Environment(done.name, content, done.at))

    def _leave_open(self) -> None:
        r"""An environment that begins in the body of a macro, and ends in that of another."""
        done = self.stack.pop()
        self.stack[-1].content += [Control(f"begin:{done.name}", done.at), *done.content]

    def _end(self, name: str | None, at: Place) -> None:
        if self.ignored:
            self.ignored -= 1
            return
        names = [one.name for one in self.stack[1:]]
        if name is None:
            if None not in names:
                self._warn("this brace closes nothing that is open", at)
                return
            while self.stack[-1].name is not None:
                self._leave_open()
        else:
            own = names[::-1]
            within = own[: own.index(None)] if None in own else own
            if name not in within:
                self._add(Control(f"end:{name}", at))
                return
            while self.stack[-1].name != name:
                self._leave_open()
        self._close()

    def _warn(self, message: str, at: Place) -> None:
        if len(self.diagnostics) < MAX_WARNINGS:
            self.diagnostics.append(warning(message, at.span))


def _named(one: _Open) -> str:
    return "a brace" if one.name is None else rf"\begin{{{one.name}}}"


def _escaped(text: str) -> str:
    return re.sub(r"[\\{}$%&#_^~]", lambda match: rf"\char{ord(match[0])} ", text)


def source_of(nodes: tuple[Node, ...]) -> str:
    """The TeX that nodes were made of, more or less: for `text.tex` to read."""
    return "".join(_source(node) for node in nodes)


def _source(node: Node) -> str:
    match node:
        case Text(text):
            return text
        case Control(name):
            return rf"\{name} " if name[:1].isalpha() or name[:1] == "@" else rf"\{name}"
        case Sign(sign):
            return " " if sign == "\n" else sign
        case Parameter(number, _, level):
            return f"{'#' * 2**level}{number}"
        case Raw(source):
            return source
        case Group(content):
            return f"{{{source_of(content)}}}"
        case Environment(name, content):
            return rf"\begin{{{name}}}{source_of(content)}\end{{{name}}}"


def has_items(nodes: tuple[Node, ...]) -> bool:
    return any(isinstance(node, Control) and node.name == "item" for node in nodes)


def with_line_ends(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(Control("\\", one.at) if isinstance(one, Text) and one.text == "\n" else one for one in nodes)


def first_printed(nodes: tuple[Node, ...]) -> Node | None:
    return next((node for node in nodes if not isinstance(node, Text) or node.text.strip()), None)


def texts_in(nodes: tuple[Node, ...]) -> list[Text]:
    """Only the words, however deep."""
    found: list[Text] = []
    pending = [*nodes][::-1]
    while pending:
        node = pending.pop()
        if isinstance(node, Text):
            found.append(node)
        elif isinstance(node, Group | Environment):
            pending += node.content[::-1]
    return found


def place_of(nodes: tuple[Node, ...] | None, at: Place) -> Place:
    for node in nodes or ():
        if not isinstance(node, Text) or node.text.strip():
            return node.at
    return at
