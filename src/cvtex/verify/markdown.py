"""CommonMark as a program reads it: text, links and bold text."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from cvtex.value import Struct, field
from cvtex.verify.text import ReadBack

# The tags of HTML that a document may have. They stand for themselves, without attributes.
_TAGS: Final = frozenset(f"{slash}{name}" for name in ("strong", "em", "code", "sup", "sub") for slash in ("", "/"))
# What no document has: texts that are mistaken for code, rules, quotations or HTML.
_FOREIGN: Final = frozenset({"code_block", "fence", "hr", "blockquote_open", "html_block", "image"})


def read_markdown(data: bytes) -> ReadBack:
    found = _Found()
    for token in _parser().parse(data.decode()):
        found.add(token)
    return ReadBack("".join(found.text), frozenset(found.links), tuple(found.bold), tuple(found.problems))


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    # Addresses stay as written; the parser would write the names of hosts otherwise.
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    return parser


def _as_written(url: str) -> str:
    return url


class _Found(Struct):
    text: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    bold: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    depth: int = 0

    def add(self, token: Any) -> None:
        if token.type in _FOREIGN:
            self.problems.append(f"the text has {token.type.removesuffix('_open').replace('_', ' ')}: {token.content}")
        if token.type == "list_item_open" and token.info:
            self._say(f"{token.info}{token.markup} ")
        for child in token.children or ():
            self._inline(child)
        if token.block:
            self.text.append("\n")

    def _inline(self, token: Any) -> None:
        match token.type:
            case "text" | "code_inline":
                self._say(token.content)
            case "softbreak" | "hardbreak":
                self._say("\n")
            case "link_open":
                self.links.add(token.attrs["href"])
            case "strong_open":
                self._embolden(1)
            case "strong_close":
                self._embolden(-1)
            case "html_inline":
                self._tag(token.content)
            case "image":
                self.problems.append("the text has an image")
            case _:
                pass

    def _tag(self, tag: str) -> None:
        name = tag.strip("<>")
        if name not in _TAGS:
            self.problems.append(f"the text has HTML: {tag}")
        elif name.endswith("strong"):
            self._embolden(-1 if name.startswith("/") else 1)

    def _embolden(self, step: int) -> None:
        self.depth += step
        if self.depth == 1 and step == 1:
            self.bold.append("")

    def _say(self, text: str) -> None:
        self.text.append(text)
        if self.depth:
            self.bold[-1] += text
