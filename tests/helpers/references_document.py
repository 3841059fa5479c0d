"""A text file with bibliography entries and, after each, what the styles print.

    @article{key, author = {Ada Example and Bea Other}, ...}
    classic: **Example A** and Other B (2020). “Title”. In: *Journal*
    apa de: ...                               a style in another language than English

`**` encloses the owner's name, `*` emphasised text, `<>` a link, `[]` text that is not broken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cvtex.cite.dialect import normalise
from cvtex.cite.references import Reference, cite
from cvtex.cite.style import ReferenceStyle
from cvtex.diagnostics import Span
from cvtex.locales.locale import locale_of
from cvtex.model.bibliography import Entry
from cvtex.model.located import built_in
from cvtex.model.people import Owner, PersonName
from cvtex.read.bib import read_bibliography
from cvtex.read.style import StyleFolders, built_in_styles, read_reference_style
from cvtex.text.richtext import Footnote, InLanguage, Inline, LineBreak, Link, Math, NoBreak, RichText, Styled

OWNER = Owner(span=Span(""), name=PersonName("Ada", "Example"), other_names=(PersonName("Ada", "Before"),))
_LINE = re.compile(r"^(?P<style>[a-z][a-z0-9]*)(?: (?P<language>[a-z]{2}))?: (?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class Printed:
    style: str
    language: str
    text: str

    def __str__(self) -> str:
        language = f" {self.language}" if self.language != "en" else ""
        return f"{self.style}{language}: {self.text}"


@dataclass(frozen=True, slots=True)
class Block:
    """An entry and its printed references."""

    bib: str
    printed: tuple[Printed, ...]

    @property
    def key(self) -> str:
        return entry_of(self.bib).key

    def __str__(self) -> str:
        return "\n".join([self.bib, *map(str, self.printed)]) + "\n"


def read_blocks(text: str) -> list[Block]:
    return [_block(block) for block in text.strip("\n").split("\n\n")]


def _block(text: str) -> Block:
    bib, printed = [], []
    for line in text.splitlines():
        found = _LINE.match(line)
        if found:
            printed.append(Printed(found["style"], found["language"] or "en", found["text"]))
        else:
            bib.append(line)
    return Block("\n".join(bib), tuple(printed))


def print_anew(block: Block) -> Block:
    entry = entry_of(block.bib)
    texts = (marked(reference(entry, line.style, line.language).text) for line in block.printed)
    return replace(
        block,
        printed=tuple(replace(line, text=text) for line, text in zip(block.printed, texts, strict=True)),
    )


def entry_of(bib: str) -> Entry:
    (entry,) = normalise(read_bibliography("test.bib", bib.encode()).value).value.entries
    return entry


@cache
def style_of(name: str, language: str = "en") -> ReferenceStyle:
    style = read_reference_style(built_in(name), StyleFolders((built_in_styles(),))).value
    assert style is not None
    built: ReferenceStyle = style(locale_of(language))
    return built


def reference(entry: Entry, style: str, language: str = "en") -> Reference:
    return cite([entry], style_of(style, language), OWNER).value[entry.key]


def marked(text: RichText) -> str:
    return "".join(map(_mark, text))


def _mark(node: Inline) -> str:
    match node:
        case str():
            return node
        case Styled("owner", content):
            return f"**{marked(content)}**"
        case Styled("emphasis", content):
            return f"*{marked(content)}*"
        case Styled(style, content):
            return f"{{{style} {marked(content)}}}"
        case Link(_, content):
            return f"<{marked(content)}>"
        case NoBreak(content) | InLanguage(_, content):
            return marked(content)
        case Math(tex, _):
            return f"${tex}$"
        case LineBreak():
            return " / "
        case Footnote(content):
            return f"^[{marked(content)}]"


def folder() -> Path:
    return Path(__file__).resolve().parents[1] / "documents" / "references"
