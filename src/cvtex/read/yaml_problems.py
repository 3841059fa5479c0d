"""Errors of the YAML parser -> errors for authors, at the place to correct.

A parser reports where it gave up, which is often far from the mistake: it notices an unclosed quotation mark only at
the next one. The rules here examine the text around both of the parser's marks.
"""

from __future__ import annotations

import re
from typing import Any

from cvtex.diagnostics import Diagnostic, Span, error
from cvtex.value import Value

_QUOTES = ("'", '"')
_CANNOT_BEGIN = ("cannot start any token", "alphabetic or numeric character", "while scanning a directive")


class YamlText(Value):
    """The text of the file. `last_scalar` is the parser's event for the last scalar before the problem."""

    name: str
    text: str
    last_scalar: Any = None

    def line(self, mark: Any) -> str:
        lines = self.text.split("\n")
        return lines[mark.line] if mark.line < len(lines) else ""

    def before(self, mark: Any) -> str:
        return self.line(mark)[: mark.column]

    def character(self, mark: Any) -> str:
        return self.text[mark.index : mark.index + 1]

    def place(self, mark: Any, length: int = 1) -> Span:
        return Span(self.name, mark.line + 1, mark.column + 1, length)


def explain(source: YamlText, problem: Any) -> Diagnostic:
    """A `yaml.MarkedYAMLError` -> an error."""
    mark = problem.problem_mark or problem.context_mark
    if mark is None:
        return error(f"invalid YAML: {problem.problem or problem.context}", Span(source.name))
    context = problem.context_mark or mark
    parser_message = f"{problem.context or ''} {problem.problem or ''}"
    return (
        _fixed_blank(source, mark)
        or _tab(source, mark)
        or _quotes(source, mark, context, parser_message)
        or _text(source, mark, context, parser_message)
    )


_FIXED_BLANK = re.compile(r"[ \t]*([\u00a0\u2000-\u200b\u202f\u3000\ufeff])")


def _fixed_blank(source: YamlText, mark: Any) -> Diagnostic | None:
    """Report a blank in an indentation that YAML takes for a letter."""
    lines = source.text.split("\n")[: mark.line + 1]
    for number in range(len(lines), 0, -1):
        if found := _FIXED_BLANK.match(lines[number - 1]):
            sign = "a no-break space" if found[1] == "\u00a0" else f"U+{ord(found[1]):04X}"
            message = f"this line is indented with {sign}, which YAML takes for a letter"
            return error(message, Span(source.name, number, found.start(1) + 1), "replace it by spaces")
    return None


def _tab(source: YamlText, mark: Any) -> Diagnostic | None:
    line = source.line(mark)
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" not in indentation or mark.column > len(indentation):
        return None
    place = Span(source.name, mark.line + 1, indentation.index("\t") + 1)
    return error("this line is indented with a tab", place, "use spaces")


def _quotes(source: YamlText, mark: Any, context: Any, parser_message: str) -> Diagnostic | None:
    """Report a quotation mark that is unclosed, closed too late or closed too early."""
    if "escape" in parser_message:
        hint = "in double quotes write \\\\ for a backslash, or put the text in single quotes"
        return error("unknown backslash escape in double quotes", source.place(mark, 2), hint)
    if "quoted scalar" in parser_message:
        return error("the quotation mark that opens here is never closed", source.place(context))
    last = source.last_scalar
    if last is None or last.style not in _QUOTES or last.end_mark.line != mark.line:
        return None
    if last.start_mark.line < mark.line:
        hint = "is a closing one missing before that line?"
        message = f"the quotation mark that opens here is closed only in line {mark.line + 1}"
        return error(message, source.place(last.start_mark), hint)
    if "',' or" not in parser_message and source.character(mark) not in ("", "\n", *":,]}#"):
        other = "single" if last.style == '"' else "double"
        hint = f"put the whole text in {other} quotes"
        return error("text follows the closing quotation mark", source.place(mark), hint)
    return None


_DOES_NOT_FIT = ("expected key", "expected '-' indicator", "expected <block end>")
_IN_BRACKETS = re.compile(r"(?:^\s*|- |: )([\[{])[^\n]*[\]}]\s*$")
_COMMENT = re.compile(r"(?<=\S)[ ]+(#[^\n]*)")


def _unclosed(source: YamlText) -> Diagnostic:
    """The file ends within braces or brackets: report the innermost."""
    text, closed = source.text, 0
    for index in range(len(text) - 1, -1, -1):
        closed += (text[index] in "]}") - (text[index] in "[{")
        if closed < 0:
            place = Span(source.name, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
            return error(f"the '{text[index]}' that opens here is not closed", place)
    return error("the braces or brackets are not closed", Span(source.name))


def _text(source: YamlText, mark: Any, context: Any, parser_message: str) -> Diagnostic:
    if "block scalar" in parser_message:
        sign = source.character(context)
        hint = f"put it in quotes, or begin it in the next line, after the '{sign}'"
        return error(f"a text cannot begin with '{sign}'", source.place(context), hint)
    if any(sign in parser_message for sign in _CANNOT_BEGIN):
        begin = context if source.character(context) in "*&%!" else mark
        sign = source.character(begin)
        if sign == "\t":
            return error("a tab stands in place of a space", source.place(begin), "use a space")
        is_item = source.text[begin.index + 1 : begin.index + 2] == " "
        hint = "put it in quotes; an item of a list begins with '- '" if is_item else "put it in quotes"
        return error(f"a text cannot begin with '{sign}'", source.place(begin), hint)
    does_not_fit = any(sign in parser_message for sign in _DOES_NOT_FIT)
    if does_not_fit or "could not find expected ':'" in parser_message:
        if found := _cut_by_a_comment(source, mark, context) or _after_brackets(source, mark):
            return found
        word = source.line(context)[context.column :]
        if word[:1] in "-•–—" and "expected ':'" in parser_message:
            hint = "begin each item of a list with '- '"
            return error(f"a space is missing after '{word[0]}'", source.place(context), hint)
    if "block sequence entries are not allowed" in parser_message:
        hint = "begin a list in the next line; put a text that begins with '-' in quotes"
        return error("a list cannot begin behind a field's name", source.place(mark), hint)
    if "expected node content" in parser_message and not source.character(mark).strip("\0"):
        return _unclosed(source)
    if "expected node content" in parser_message:
        hint = "put the whole text in quotes, as all texts with commas or signs between braces or brackets"
        return error(
            f"a text between braces or brackets cannot hold '{source.character(mark)}' here", source.place(mark), hint
        )
    if "mapping values are not allowed" in parser_message:
        if ": " in source.before(mark):
            return error("a second ': ' in one line", source.place(mark), "put a text that contains ': ' in quotes")
        hint = "check its indentation; if it is part of a text that contains ': ', put the text in quotes"
        return error("this field does not fit the lines above", source.place(mark), hint)
    if "could not find expected ':'" in parser_message:
        word = source.line(context)[context.column :].rstrip()
        hint = "write 'name: value', with a space after the colon"
        return error(f"a ':' is missing after '{word}'", source.place(context, len(word)), hint)
    if "',' or" in parser_message:
        bracket = source.character(context)
        if context.line == mark.line and source.character(mark) in tuple(":[{"):
            hint = "put the whole text in quotes"
            message = f"a text between braces or brackets cannot contain '{source.character(mark)}'"
            return error(message, source.place(mark), hint)
        if context.line == mark.line:
            return error(f"',' or '{_closing(bracket)}' is missing before this", source.place(mark))
        hint = f"or a ',' is missing before line {mark.line + 1}"
        return error(f"the '{bracket}' that opens here is not closed", source.place(context), hint)
    if does_not_fit:
        hint = f"check its indentation; the block that it ends begins in line {context.line + 1}"
        return error("this line does not fit the lines above", source.place(mark), hint)
    return error(f"invalid YAML: {parser_message.strip()}", source.place(mark))


def _after_brackets(source: YamlText, mark: Any) -> Diagnostic | None:
    """Report a text that begins with a bracket, such as `[1] first`."""
    found = _IN_BRACKETS.search(source.before(mark))
    if found is None:
        return None
    place = Span(source.name, mark.line + 1, found.start(1) + 1)
    return error(f"a text cannot begin with '{found[1]}'", place, "put it in quotes")


def _cut_by_a_comment(source: YamlText, mark: Any, context: Any) -> Diagnostic | None:
    """Report a comment in a text that goes on in the next line."""
    lines = source.text.split("\n")
    for number in {mark.line, context.line}:
        before = lines[number - 1] if 0 < number <= len(lines) else ""
        found = _COMMENT.search(before)
        if found and not before.lstrip().startswith("#") and not before[: found.start(1)].rstrip().endswith(":"):
            place = Span(source.name, number, found.start(1) + 1, len(found[1].rstrip()))
            return error(
                f"YAML reads '{found[1].rstrip()}' as a comment, which ends the text",
                place,
                "put the whole text in quotes",
            )
    return None


# A field or an item of a list whose text stands in the same line, not begun by a sign with which it may go on below.
_ONE_LINE = re.compile(r"(\s*(?:- +)*(?:[\w-]+: +)?)([^\s'\"|>].*?)\s*")


def with_quotes(text: str, number: int) -> str | None:
    """Put the text in a line in quotes, as the author perhaps meant it; None if it may go on in the next line."""
    lines = text.split("\n")
    found = _ONE_LINE.fullmatch(lines[number - 1]) if 0 < number <= len(lines) else None
    if found is None or not found[1].rstrip().endswith((":", "-")):
        return None
    if any(found[2].count(opening) != found[2].count(closing) for opening, closing in ("[]", "{}")):
        return None
    if found[2][0] in "[{" and _end_of_brackets(found[2]) == len(found[2]):
        # These are fields or a list, and only one of their texts lacks quotes.
        return None
    value = found[2].replace("'", "''")
    return "\n".join([*lines[: number - 1], f"{found[1]}'{value}'", *lines[number:]])


def _end_of_brackets(value: str) -> int:
    """Where the bracket with which the value begins is closed."""
    depth = 0
    for number, sign in enumerate(value, 1):
        depth += (sign in "[{") - (sign in "]}")
        if depth == 0:
            return number
    return len(value)


def _closing(bracket: str) -> str:
    return "]" if bracket == "[" else "}"
