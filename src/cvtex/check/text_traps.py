"""Texts that YAML or the markup reads otherwise than most authors mean them: comments, and lines that look like lists.

These are warnings, since the text may be meant as it stands. Each names the place and the cure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvtex.check.report import Report
from cvtex.diagnostics import Diagnostic, Span, warning
from cvtex.model.node import Scalar

_MANY = re.compile(r"\S\s+\S")
_NUMBER = re.compile(r"#\s*\d")
# Anything that `_line_problem` may report, in one search over the text as it stands in the file.
_SUSPICIOUS = re.compile(
    r"(?:^|\n)[ \t]*['\"]?(?:#{1,6}[ ]|\|[^\n]*\||[-*+>•–—‣▪·][ ]|```|~~~|[\u00a0\u2007\u202f]"
    r"|(?:-{3,}|\*{3,}|={3,}|_{3,})['\"]?[ ]*(?:\n|$))"
)
_HEADING = re.compile(r"#{1,6} ")
_TABLE = re.compile(r"\|.*\|$")
_ITEM = re.compile(r"[-*+] ")
_OTHER_ITEM = re.compile(r"[•–—‣▪·] ")
_QUOTE = re.compile(r"> ")
_FENCE = re.compile(r"```|~~~")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|={3,}|_{3,})$")
_FIXED_BLANK = re.compile(r"[\u00a0\u2007\u202f]")
_AS_IT_STANDS = "is not known here, and is printed as it stands"


def report_traps(node: Scalar, report: Report) -> None:
    """Report what is suspicious in a text of cv.yaml."""
    comment = node.comment
    if comment and comment.is_near and (_MANY.search(node.text) or _NUMBER.match(comment.text)):
        hint = "put the text in quotes; if it is a comment, leave two spaces before it"
        report.warning(f"YAML reads '{comment.text}' as a comment: it is not printed", comment.span, hint)
    if _SUSPICIOUS.search(node.source):
        report.diagnostics += _lines(node)


def _lines(node: Scalar) -> Iterator[Diagnostic]:
    source = node.source
    is_block = source[:1] in ("|", ">")
    written = source.rstrip().split("\n")
    looks_like_list = sum(bool(_OTHER_ITEM.match(line.strip())) for line in written) > 1
    for number, line in enumerate(written):
        if number == 0 and is_block:
            continue
        text = line.strip(" \t")
        if number == 0 and node.quoted:
            text = text[1:]
        if number == len(written) - 1 and node.quoted and not is_block:
            text = text.removesuffix(source[0]).rstrip(" ")
        column = (node.span.column if number == 0 else 1) + line.index(text) if text else 1
        is_first = number == (1 if is_block else 0)
        place = Span(node.span.file, node.span.line + number, column, max(1, len(text)))
        if found := _line_problem(text, place, is_first=is_first, looks_like_list=looks_like_list, source=source):
            yield found


def _line_problem(text: str, place: Span, *, is_first: bool, looks_like_list: bool, source: str) -> Diagnostic | None:
    if _FIXED_BLANK.match(text) and source[:1] != "|" and not is_first:
        return warning("a no-break space indents this line", place, "replace it by spaces")
    if _HEADING.match(text):
        return warning(f"the heading '{text}' {_AS_IT_STANDS}", place, "headings are the titles of sections and groups")
    if _TABLE.match(text):
        return warning(f"the table '{text}' {_AS_IT_STANDS}", place, "write a line for each row, without the bars")
    if _FENCE.match(text) or _RULE.match(text):
        return warning(f"'{text}' {_AS_IT_STANDS}", place, "delete it; code in a line stands between single backticks")
    if _QUOTE.match(text):
        return warning(f"the sign '>' at the start of a line {_AS_IT_STANDS}", place, "delete it")
    if _ITEM.match(text) or (looks_like_list and _OTHER_ITEM.match(text)):
        where = "is a part of the text" if is_first else "continues the text of the line above"
        hint = (
            "a text holds no list: make it a section of the kind 'list', or the points of an item"
            if source[:1] in ("|", ">")
            else "begin each item of a list with '- ', in the column of the other items"
        )
        return warning(f"'{text}' is not an item of a list: it {where}", place, hint)
    return None
