"""Inline markup of cv.yaml -> rich text.

Supports CommonMark's inline part (emphasis, strong, code, links, autolinks, backslash escapes) and `$math$`. HTML and
images stay text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.text.math import read_math
from cvtex.text.richtext import Inline, LineBreak, Link, RichText, Style, Styled, merge_strings
from cvtex.value import Value, replace

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_MARKUP = re.compile(r"[*_`\[\]<>\\$&]")
_FAILED_LINK = re.compile(r"\[[^\[\]]*\]\((?:[^()]|\([^()]*\))*+\)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_STYLES: dict[str, Style] = {"em": "emphasis", "strong": "strong"}
WEB_SCHEMES = ("http", "https", "mailto")


class Markup(Value):
    """A paragraph as rich text, and its problems, each with the piece of source to point at."""

    text: RichText
    problems: tuple[tuple[str, Diagnostic], ...] = ()


def read_paragraphs(
    text: str, locate: Callable[[str], Span], memo: Memo[Markup] = fresh
) -> Checked[tuple[RichText, ...]]:
    """Text -> its paragraphs, which blank lines separate. `locate` finds a piece of the source."""
    diagnostics: list[Diagnostic] = []
    paragraphs = []
    for paragraph in _BLANK_LINE.split(text.strip()):
        checked = read_markup(paragraph, locate, memo)
        diagnostics += checked.diagnostics
        if checked.value:
            paragraphs.append(checked.value)
    return Checked(tuple(paragraphs), tuple(diagnostics))


def read_lines(text: str, locate: Callable[[str], Span], memo: Memo[Markup] = fresh) -> Checked[tuple[RichText, ...]]:
    """Text whose lines stay lines, such as an address -> one paragraph."""
    return read_paragraphs("  \n".join(line for line in text.split("\n") if line.strip()), locate, memo)


def read_markup(text: str, locate: Callable[[str], Span], memo: Memo[Markup] = fresh) -> Checked[RichText]:
    """One paragraph -> rich text.

    Each run of blanks and line ends becomes one blank, unless a backslash or two blanks at a line's end ask for a new
    line.
    """
    text = _folded(text)
    if not _MARKUP.search(text):
        return Checked((_punctuation(text),) if text else ())
    parsed = memo(text, lambda: _Converter().convert(_parser().parseInline(text)[0].children or []))
    return Checked(parsed.text, tuple(replace(problem, span=locate(piece)) for piece, problem in parsed.problems))


# Excludes no-break spaces and spaces of fixed width.
_WHITE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")


def _folded(text: str) -> str:
    """Fold white space. A line break becomes a backslash and a line end, which is CommonMark's spelling."""
    if "\n" not in text:
        return _WHITE.sub(" ", text).strip(" ")
    lines = text.strip().split("\n")
    out: list[str] = []
    for line in lines[:-1]:
        folded = _WHITE.sub(" ", line).strip(" ")
        if not folded or folded == "\\":
            continue
        if _ends_in_backslash(folded):
            out.append(f"{folded}\n")
        else:
            out.append(f"{folded}\\\n" if line.endswith("  ") else f"{folded} ")
    last = _WHITE.sub(" ", lines[-1]).strip(" ")
    # There is nothing after the last line to be broken from.
    if out and _ends_in_backslash(last):
        last = last[:-1]
    return "".join(out) + last


def _ends_in_backslash(line: str) -> bool:
    """Whether the line ends in a backslash that no other one escapes."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


_BLANKS = re.compile(r"(\s+)")


def _punctuation(text: str) -> str:
    """Replace typewriter dashes, ellipses and apostrophes by typographic ones, except in addresses."""
    if not _is_address(text):
        return _typographic(text)
    parts = (("".join(group), is_address) for is_address, group in groupby(_BLANKS.split(text), key=_is_address))
    return "".join(part if is_address else _typographic(part) for part, is_address in parts)


def _is_address(word: str) -> bool:
    return "://" in word or "@" in word


def _typographic(text: str) -> str:
    text = text.replace("---", "—").replace("--", "–").replace("...", "…")
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s|$)", "’", text)


def check_url(address: str, span: Span | None = None) -> Diagnostic | None:
    """Report an address that cannot be the target of a link."""
    parts = _split_address(address)
    if parts and parts.scheme in WEB_SCHEMES and (parts.netloc or parts.scheme == "mailto") and " " not in address:
        return None
    looks_bare = re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address)
    hint = f"write https://{address}" if looks_bare else "start it with https://, http:// or mailto:"
    return error(f"'{address}' is not a web address", span, hint)


def _split_address(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


class _Converter:
    """Markdown tokens -> rich text."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, Diagnostic]] = []

    def convert(self, tokens: list[Any]) -> Markup:
        stack: list[tuple[Any, list[Inline]]] = [(None, [])]
        for token in tokens:
            if token.nesting == 1:
                stack.append((token, []))
            elif token.nesting == -1:
                opening, content = stack.pop()
                stack[-1][1].append(self._wrap(opening, merge_strings(tuple(content))))
            else:
                stack[-1][1].extend(self._leaf(token))
        text = merge_strings(tuple(stack[0][1]))
        for node in text:
            for failed in _FAILED_LINK.finditer(node) if isinstance(node, str) else ():
                message = f"'{failed[0]}' is not a link, and is printed as it stands"
                hint = "write the address without blanks, and start it with https://, http:// or mailto:"
                self.problems.append((failed[0], warning(message, None, hint)))
        return Markup(text, tuple(self.problems))

    def _wrap(self, opening: Any, content: RichText) -> Inline:
        if opening.tag == "a":
            address = str(opening.attrs.get("href", ""))
            problem = check_url(address)
            if problem:
                self.problems.append((address, problem))
            return Link(address, content)
        return Styled(_STYLES[opening.tag], content)

    def _leaf(self, token: Any) -> RichText:
        match token.type:
            case "code_inline":
                return (Styled("code", (token.content,)),)
            case "math_inline":
                text, problem = read_math(token.content)
                if not problem:
                    return text
                written = f"${token.content}$"
                message = f"math '{written}' is printed as text: {problem}"
                self.problems.append((written, warning(message)))
                return (written,)
            case "softbreak":
                return (" ",)
            case "hardbreak":
                return (LineBreak(),)
            case _:
                return (_punctuation(str(token.content)),)


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline"])
    parser.inline.ruler.before("escape", "math_inline", _math_rule)
    return parser


def _math_rule(state: StateInline, silent: bool) -> bool:  # a markdown-it inline rule
    """Parse `$...$` like pandoc: no blank inside the dollars and no digit after them, so that prices stay prices."""
    source, start = state.src, state.pos
    if source[start] != "$" or start + 1 >= len(source) or source[start + 1].isspace():
        return False
    end = start + 1
    while (end := source.find("$", end)) >= 0:
        after = source[end + 1 : end + 2]
        if end > start + 1 and not source[end - 1].isspace() and source[end - 1] != "\\" and not after.isdigit():
            break
        end += 1
    if end < 0:
        return False
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = source[start + 1 : end]
    state.pos = end + 1
    return True
