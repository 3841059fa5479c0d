"""Inline markup of cv.yaml -> rich text.

Supports CommonMark's inline part (emphasis, strong, code, links, autolinks, backslash escapes, hard line breaks),
`$math$`, and of pandoc's Markdown `x^2^`, `H~2~O` and `^[a footnote]`. Addresses become links. HTML, images and all
other markup stay text, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.text.addresses import may_hold_addresses
from cvtex.text.markup_rules import LOWERED, MATH, RAISED, parse_inline
from cvtex.text.math import read_math
from cvtex.text.richtext import (
    Footnote,
    Inline,
    LineBreak,
    Link,
    RichText,
    Style,
    Styled,
    is_visible,
    map_strings,
    merge_strings,
)
from cvtex.text.typography import typographic, with_quotes
from cvtex.text.unknown_markup import tex_escapes, unknown_markup
from cvtex.text.web_address import without_scheme
from cvtex.value import Value, replace

_MARKUP = re.compile(r"[*_`\[\]<>\\$&^~]|==")
_FAILED_LINK = re.compile(r"\[[^\[\]]*\]\((?>(?:[^()]|\([^()]*\))*)\)")
_FAILED_ADDRESS = re.compile(r"\[[^\[\]]*\]\(\w+:[^()\s]*\s[^()]*\)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_STYLES: dict[str, Style] = {"em": "emphasis", "strong": "strong"}
# Nobody writes three.
MAX_LEVELS: Final = 20
WEB_SCHEMES = ("http", "https", "mailto")


class Markup(Value):
    """A paragraph as rich text, and its problems, each with the piece of source to point at."""

    text: RichText
    problems: tuple[tuple[str, Diagnostic], ...] = ()


def read_paragraphs(
    text: str, locate: Callable[[str], Span], memo: Memo[Markup] = fresh, language: str = ""
) -> Checked[tuple[RichText, ...]]:
    """Text -> its paragraphs, which blank lines separate.

    `locate` finds a piece of the source. `language`: of the text, for its quotation marks.
    """
    diagnostics: list[Diagnostic] = []
    paragraphs = []
    for paragraph in _BLANK_LINE.split(text.strip()):
        checked = read_markup(paragraph, locate, memo, language)
        diagnostics += checked.diagnostics
        if checked.value:
            paragraphs.append(checked.value)
    return Checked(tuple(paragraphs), tuple(diagnostics))


def read_lines(
    text: str, locate: Callable[[str], Span], memo: Memo[Markup] = fresh, language: str = ""
) -> Checked[tuple[RichText, ...]]:
    """Text whose lines stay lines, such as an address -> one paragraph."""
    lines = "  \n".join(line for line in text.split("\n") if line.strip())
    return read_paragraphs(lines, locate, memo, language)


def read_markup(
    text: str, locate: Callable[[str], Span], memo: Memo[Markup] = fresh, language: str = ""
) -> Checked[RichText]:
    """One paragraph -> rich text.

    Each run of blanks and line ends becomes one blank, unless a backslash or two blanks at a line's end ask for a new
    line.
    """
    text = _folded(text)
    if not _MARKUP.search(text) and not may_hold_addresses(text):
        return Checked(with_quotes((typographic(text),), language) if text else ())
    parsed = memo(text, lambda: _Converter().convert(text))
    problems = tuple(replace(problem, span=locate(piece)) for piece, problem in parsed.problems)
    return Checked(with_quotes(parsed.text, language), problems)


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


def check_url(address: str, span: Span | None = None) -> Diagnostic | None:
    """Report an address that cannot be the target of a link."""
    parts = _split_address(address)
    has_blank = any(map(str.isspace, address))
    if parts and parts.scheme in WEB_SCHEMES and (parts.netloc or parts.scheme == "mailto") and not has_blank:
        return None
    looks_bare = re.match(r"[\w-]+(\.[\w-]+)+(/|$)", address)
    hint = f"write https://{address}" if looks_bare else "start it with https://, http:// or mailto:"
    return error(f"'{address}' is not a web address", span, hint)


def _split_address(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _with_whole_texts(tokens: list[Any]) -> Iterator[Any]:
    """Join neighbouring texts, but not escaped signs, which are no markup. A picture is not parsed: its `!` is joined
    to its label's bracket.
    """
    held: Any = None
    for token in tokens:
        is_text = token.type == "text" or (token.type == "text_special" and token.content == token.markup)
        if held is not None and is_text:
            held.content += token.content
            continue
        if held is not None:
            if token.type == "link_open" and held.content.endswith("!"):
                held.meta["is_picture"] = True
            yield held
        held = token if is_text else None
        if is_text:
            token.type = "text"
        else:
            yield token
    if held is not None:
        yield held


def _with_minus(shifted: str) -> str:
    """`10^-3^`: a hyphen before a figure is a minus."""
    return re.sub(r"^[-–](?=\d)", "−", shifted)


_LEAF_STYLES: Mapping[str, Style] = {RAISED: "superscript", LOWERED: "subscript"}


def _outside(source: str, tokens: list[Any]) -> str:
    """The source without formulas and code, in which a backslash is no mistake."""
    if "\\" not in source:
        return source
    out: list[str] = []
    start = 0
    for token in _all_tokens(tokens):
        if token.type in (MATH, "code_inline"):
            written = f"${token.content}$" if token.type == MATH else token.content
            place = source.find(written, start)
            if place >= 0:
                out.append(source[start:place])
                start = place + len(written)
    return " ".join([*out, source[start:]])


def _all_tokens(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _all_tokens(token.children or [])


class _Converter:
    """Markdown tokens -> rich text."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, Diagnostic]] = []

    def convert(self, source: str) -> Markup:
        tokens = parse_inline(source)
        self.problems += tex_escapes(_outside(source, tokens))
        text = self._text(tokens)
        if any(isinstance(node, str) and node.endswith("](") for node in text):
            # An address is a link by itself, in spite of what is wrong around it.
            self._report_failed_links(_FAILED_ADDRESS.finditer(source))
        return Markup(text, tuple(self.problems))

    def _text(self, tokens: list[Any]) -> RichText:
        stack: list[tuple[Any, list[Inline]]] = [(None, [])]
        too_deep = 0
        for token in _with_whole_texts(tokens):
            if token.nesting == 1 and len(stack) > MAX_LEVELS:
                self._report_levels(token.markup, is_first=not too_deep)
                too_deep += 1
            elif token.nesting == -1 and too_deep:
                too_deep -= 1
            elif token.nesting == 1:
                stack.append((token, []))
            elif token.nesting == -1:
                opening, content = stack.pop()
                stack[-1][1].append(self._wrap(opening, merge_strings(tuple(content))))
            else:
                stack[-1][1].extend(self._leaf(token))
        text = merge_strings(tuple(stack[0][1]))
        for node in text:
            if isinstance(node, str):
                self._report_failed_links(_FAILED_LINK.finditer(node))
        return text

    def _report_levels(self, mark: str, *, is_first: bool) -> None:
        if is_first:
            message = f"more than {MAX_LEVELS} levels of markup: those within are printed without it"
            self.problems.append((mark, warning(message, None, "write fewer marks around the words")))

    def _report_failed_links(self, failures: Iterator[re.Match[str]]) -> None:
        for failed in failures:
            message = f"'{failed[0]}' is not a link, and is printed as it stands"
            hint = "write the address without spaces, and start it with https://, http:// or mailto:"
            self.problems.append((failed[0], warning(message, None, hint)))

    def _wrap(self, opening: Any, content: RichText) -> Inline:
        if opening.tag == "a":
            address = str(opening.attrs.get("href", ""))
            problem = check_url(address)
            if problem:
                self.problems.append((address, problem))
            elif not is_visible(content):
                message = f"nothing of the link's text is printed: '{without_scheme(address)}' is printed instead"
                hint = "write what readers shall see: [text](address)"
                self.problems.append((address, warning(message, None, hint)))
            return Link(address, content)
        return Styled(_STYLES[opening.tag], content)

    def _leaf(self, token: Any) -> RichText:
        match token.type:
            case "code_inline":
                return (Styled("code", (token.content,)),)
            case "math_inline":
                return self._math(str(token.content))
            case "softbreak":
                return (" ",)
            case "hardbreak":
                return (LineBreak(),)
            case "address":
                return self._address(str(token.content), str(token.info))
            case "footnote":
                return (Footnote(self._text(token.children or [])),)
            case "raised" | "lowered" as kind:
                return (Styled(_LEAF_STYLES[kind], map_strings(self._text(token.children or []), _with_minus)),)
            case "text_special":
                return (str(token.content),)
            case _:
                self.problems += unknown_markup(str(token.content) + ("[" if token.meta.get("is_picture") else ""))
                return (typographic(str(token.content)),)

    def _math(self, tex: str) -> RichText:
        text, problem = read_math(tex)
        if not problem:
            return text
        written = f"${tex}$"
        self.problems.append((written, warning(f"math '{written}' is printed as text: {problem}")))
        return (written,)

    def _address(self, shown: str, target: str) -> RichText:
        return (shown,) if check_url(target) else (Link(target, (shown,)),)
