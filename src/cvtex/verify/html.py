"""An HTML page -> what a reader finds in it. An independent parser, of the standard library, reads it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from cvtex.verify.text import ReadBack

# Elements within a line of text. All others begin and end one.
_INLINE: Final = frozenset({"a", "code", "em", "span", "strong", "sub", "sup", "wbr"})
_VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# What nobody reads as the text of the CV: the program's own aids, pictures, which are there in words, too, and what
# browsers do not show as text.
_APART: Final = frozenset(
    {
        *("footer", "form", "head", "nav", "script", "style", "summary", "svg"),
        *("audio", "canvas", "datalist", "iframe", "noscript", "object", "select", "template", "textarea", "video"),
    }
)
# Pages, mails, files beside the page, and the works to be taken along.
_SAFE: Final = re.compile(r"https?://|mailto:|[#/?]|data:application/x-bibtex;base64,|[^:]*(?:\Z|[/?#])", re.IGNORECASE)
_SKIP: Final = "skip"


def read_html(data: bytes) -> ReadBack:
    parser = _Reader()
    parser.feed(data.decode())
    parser.close()
    if parser.open:
        parser.problems.append(f"the element {parser.open[-1]} has no end")
    return ReadBack("".join(parser.text), frozenset(parser.links), tuple(parser.bold), tuple(parser.problems))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: set[str] = set()
        self.bold: list[str] = []
        self.problems: list[str] = []
        self.open: list[str] = []
        self._apart = 0
        self._bold = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in _INLINE:
            self.text.append("\n")
        if tag in _VOID:
            return
        self.open.append(tag)
        target = values.get("href")
        if target and tag == "a" and not _SAFE.match(target):
            self.problems.append(f"a link leads to {target[:80]}, which is no address of a page, mail or file")
        is_hidden = (
            "hidden" in values or values.get("aria-hidden") == "true" or (tag == "dialog" and "open" not in values)
        )
        is_apart = is_hidden or tag in _APART or values.get("class") == _SKIP
        if self._apart or is_apart:
            self._apart += 1
            return
        if target and not target.startswith("#"):
            self.links.add(target)
        if self._bold or tag == "strong":
            self._bold += 1
            if self._bold == 1:
                self.bold.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"the element {tag} ends where it is not open")
            return
        self.open.pop()
        if tag not in _INLINE:
            self.text.append("\n")
        if self._apart:
            self._apart -= 1
        elif self._bold:
            self._bold -= 1

    def handle_data(self, data: str) -> None:
        if self._apart:
            return
        self.text.append(data)
        if self._bold:
            self.bold[-1] += data
