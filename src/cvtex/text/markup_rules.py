"""The parser of inline markup: CommonMark's inline part with math, raised and lowered text, footnotes and addresses.

The rules are markdown-it's: each looks at the place where the parser stands, and moves it past what it takes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any

from cvtex.text.addresses import addresses
from cvtex.value import Value

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

    from cvtex.text.addresses import Address

RAISED, LOWERED, FOOTNOTE, ADDRESS, MATH = "raised", "lowered", "footnote", "address", "math_inline"

# Set in the parser's environment inside of a footnote, which holds no other one.
_IN_FOOTNOTE = "in footnote"


def parse_inline(text: str) -> list[Any]:
    """One paragraph -> markdown-it's tokens. Escaped characters are tokens of their own, `text_special`."""
    return _parse(_parser(), text, {})


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline"])
    ruler = parser.inline.ruler
    ruler.at("text", _text_rule)
    ruler.before("link", "bracket", _bracket_rule)
    ruler.before("escape", MATH, _math_rule)
    ruler.before("escape", FOOTNOTE, _footnote_rule)
    ruler.before("escape", RAISED, _raised_rule)
    ruler.before("escape", LOWERED, _lowered_rule)
    return parser


def _parse(parser: Any, text: str, environment: dict[str, Any]) -> list[Any]:
    tokens: list[Any] = []
    parser.inline.parse(text, parser, environment, tokens)
    return tokens


class _Found(Value):
    """What a paragraph holds beside CommonMark. `addresses`: in order, with their `starts`. `closing`: of brackets.

    `dollars`: those that may end a formula. `last_link`: the last place where a link's text may end.
    """

    source: str
    addresses: tuple[Address, ...]
    starts: tuple[int, ...]
    closing: dict[int, int]
    dollars: tuple[int, ...]
    last_link: int


def _found(state: StateInline) -> _Found:
    """Found once for each paragraph, so that the rules need not search for it at each place."""
    found = state.env.get("found")
    if not isinstance(found, _Found) or found.source is not state.src:
        known = tuple(addresses(state.src))
        found = _Found(
            state.src,
            known,
            tuple(one.start for one in known),
            _closing_brackets(state.src),
            _dollars(state.src),
            state.src.rfind("]("),
        )
        state.env["found"] = found
    return found


_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


def _closing_brackets(source: str) -> dict[int, int]:
    """The place of the closing bracket by that of the opening one."""
    closing: dict[int, int] = {}
    open_: list[int] = []
    for match in _BRACKET.finditer(source):
        if match[0] == "[":
            open_.append(match.start())
        elif match[0] == "]" and open_:
            closing[open_.pop()] = match.start()
    return closing


def _dollars(source: str) -> tuple[int, ...]:
    places = (match.start() for match in re.finditer(r"(?<=[^\s\\])\$", source))
    return tuple(place for place in places if not source[place + 1 : place + 2].isdigit())


def _text_rule(state: StateInline, silent: bool) -> bool:
    """Take text up to the next sign that may be markup, or to the next address."""
    found = _found(state)
    next_one = bisect_left(found.starts, state.pos)
    address = found.addresses[next_one] if next_one < len(found.addresses) else None
    if address and address.start == state.pos and address.end <= state.posMax:
        if not silent and state.linkLevel:
            state.append_pending(address.shown)
        elif not silent:
            token = state.push(ADDRESS, "", 0)
            token.content, token.info = address.shown, address.target
        state.pos = address.end
        return True
    sign = state.md.inline.terminator_re.search(state.src, state.pos)
    end = min(sign.start() if sign else state.posMax, state.posMax)
    if address and state.pos < address.start:
        end = min(end, address.start)
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _bracket_rule(state: StateInline, silent: bool) -> bool:
    """Take a bracket that begins no link. CommonMark's rule reads all that follows, also within each open bracket."""
    if state.src[state.pos] != "[" or _found(state).last_link > state.pos:
        return False
    if not silent:
        state.append_pending("[")
    state.pos += 1
    return True


def _math_rule(state: StateInline, silent: bool) -> bool:
    """Parse `$...$` like pandoc: no blank inside the dollars and no digit after them, so that prices stay prices."""
    source, start = state.src, state.pos
    if source[start] != "$" or start + 1 >= len(source) or source[start + 1].isspace():
        return False
    dollars = _found(state).dollars
    next_one = bisect_left(dollars, start + 2)
    if next_one == len(dollars):
        return False
    end = dollars[next_one]
    if not silent:
        token = state.push(MATH, "", 0)
        token.content = source[start + 1 : end]
    state.pos = end + 1
    return True


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    """Parse `^[...]`."""
    start = state.pos
    if state.src[start] != "^" or state.env.get(_IN_FOOTNOTE):
        return False
    end = _found(state).closing.get(start + 1)
    if end is None or end >= state.posMax or not state.src[start + 2 : end].strip():
        return False
    if not silent:
        token = state.push(FOOTNOTE, "", 0)
        token.content = state.src[start : end + 1]
        token.children = _parse(state.md, state.src[start + 2 : end].strip(), {_IN_FOOTNOTE: True})
    state.pos = end + 1
    return True


# Up to the next sign of the same kind, or to a blank, which raised and lowered text cannot hold.
_RAISED = re.compile(r"\^((?:[^\s\\^]|\\.)+)\^(?![\d({+-])", re.DOTALL)
_LOWERED = re.compile(r"~((?:[^\s\\~]|\\.)+)~(?!~)", re.DOTALL)


def _raised_rule(state: StateInline, silent: bool) -> bool:
    """Parse `x^2^` like pandoc. What a digit or sign follows is no end, as in m^2/s^2."""
    return state.src[state.pos] == "^" and _shifted(state, _RAISED, RAISED, silent=silent)


def _lowered_rule(state: StateInline, silent: bool) -> bool:
    """Parse `H~2~O` like pandoc. Two tildes are not markup."""
    if state.src[state.pos] != "~":
        return False
    if state.src[state.pos + 1 : state.pos + 2] == "~":
        end = state.pos
        while end < state.posMax and state.src[end] == "~":
            end += 1
        if not silent:
            state.append_pending(state.src[state.pos : end])
        state.pos = end
        return True
    return _shifted(state, _LOWERED, LOWERED, silent=silent)


def _shifted(state: StateInline, pattern: re.Pattern[str], kind: str, *, silent: bool) -> bool:
    found = pattern.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.children = _parse(state.md, found[1].replace("\\ ", "\N{NO-BREAK SPACE}"), {_IN_FOOTNOTE: True})
    state.pos = found.end()
    return True
