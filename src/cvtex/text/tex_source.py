r"""The source of a TeX text, and the place up to which it is read: arguments, options and `\verb` as they stand."""

from __future__ import annotations

import re
import sys

from cvtex.diagnostics import Diagnostic, Span, warning
from cvtex.text.richtext import RichText, Styled

MAX_WARNINGS = 20

OPTION = re.compile(r"\[[^\[\]]*\]")
_CODE = re.compile(r"\s*(?:\"(?P<hex>[0-9A-Fa-f]{1,6})|'(?P<octal>[0-7]{1,7})|(?P<decimal>\d{1,7}))\s?")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


class TexSource:
    """`position`: the next character to read. `limit`: the length of the source. `warned`: each message once."""

    def __init__(self, tex: str, span: Span) -> None:
        self.tex = tex
        self.span = span
        self.position = 0
        self.limit = len(tex)
        self.diagnostics: list[Diagnostic] = []
        self.warned: set[str] = set()

    def _warn(self, message: str, offset: int, length: int = 1) -> None:
        """Report each message once per field."""
        if message in self.warned or len(self.warned) >= MAX_WARNINGS:
            return
        self.warned.add(message)
        line = self.tex.count("\n", 0, offset)
        column = offset - self.tex.rfind("\n", 0, offset) if line else self.span.column + offset
        self.diagnostics.append(warning(message, Span(self.span.file, self.span.line + line, column, length)))

    def _argument_source(self) -> str:
        """Consume an argument and return its source, without the braces of a group."""
        self._skip_blanks()
        start = self.position
        if not self.tex.startswith("{", start):
            length = 0 if self.tex.startswith("}", start) else 2 if self.tex.startswith("\\", start) else 1
            self.position = min(start + length, self.limit)
            return self.tex[start : self.position]
        depth = 0
        for brace in _BRACE.finditer(self.tex, start, self.limit):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                self.position = brace.end()
                return self.tex[start + 1 : brace.start()]
        self._warn("a brace is not closed", start)
        self.position = self.limit
        return self.tex[start + 1 : self.limit]

    def _skip_blanks(self) -> None:
        while self.position < self.limit and self.tex[self.position] in " \t\n":
            self.position += 1

    def _skip_options(self) -> None:
        while option := OPTION.match(self.tex, self.position, self.limit):
            self.position = option.end()

    def _verbatim(self) -> RichText:
        r"""`\verb|a_b|`: up to the next delimiter. With braces, it is an argument."""
        if self.tex.startswith("{", self.position):
            return (Styled("code", (self._argument_source(),)),)
        opening = self.position
        delimiter = self.tex[opening : opening + 1]
        end = self.tex.find(delimiter, opening + 1, self.limit) if delimiter else -1
        end = self.limit if end < 0 else end
        self.position = min(end + 1, self.limit)
        return (Styled("code", (self.tex[opening + 1 : end],)),) if end > opening + 1 else ()

    def _character_code(self, name: str, start: int) -> RichText:
        r"""`\char"41`, `\symbol{65}` -> A"""
        source = self._argument_source() if name == "symbol" else ""
        code = _CODE.match(source) if source else _CODE.match(self.tex, self.position, self.limit)
        if code is None:
            self._warn(f"\\{name} has no code of a character; it is left out", start, len(name) + 1)
            return ()
        self.position = self.position if source else code.end()
        number = int(code["hex"] or code["octal"] or code["decimal"], 16 if code["hex"] else 8 if code["octal"] else 10)
        character = chr(number) if number <= sys.maxunicode else ""
        if not character.isprintable():
            self._warn(f"\\{name}: {code[0].strip()} is not a printed character; it is left out", start, len(name) + 1)
            return ()
        return (character,)
