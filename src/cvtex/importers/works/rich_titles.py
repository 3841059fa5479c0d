"""Titles with HTML, of Crossref, DataCite and Zotero -> TeX for a .bib file."""

from __future__ import annotations

import re
from typing import Final, assert_never

from cvtex.importers.bib_file import tex_of
from cvtex.importers.imported import Said
from cvtex.text.html import read_html
from cvtex.text.markup import read_markup
from cvtex.text.richtext import Footnote, InLanguage, Inline, LineBreak, Link, Math, NoBreak, RichText, Styled, plain
from cvtex.value import replace

_COMMANDS: Final = {
    "emphasis": "emph", "strong": "textbf", "superscript": "textsuperscript", "subscript": "textsubscript",
    "small-caps": "textsc", "code": "texttt",
}  # fmt: skip


# Zotero's mark for words whose capitals stay.
_NO_CASE: Final = re.compile(r'<span class="nocase">((?:(?!</?span).)*)</span>', re.IGNORECASE)


def rich_title(title: Said) -> Said:
    r"""`Growth of <i>E. coli</i>` -> `Growth of \emph{E. coli}`; words with inner capitals are protected."""
    parts = _NO_CASE.split(title.text)
    texts = [_tex(read_html((one,))) for one in parts]
    return Said("".join(f"{{{one}}}" if number % 2 else one for number, one in enumerate(texts)), title.span)


def marked_title(title: Said) -> Said:
    """A title in cv.yaml's markup."""
    return Said(_tex(read_markup(title.text, lambda _: title.span).value), title.span)


def _tex(text: RichText) -> str:
    return "".join(_inline(one) for one in text)


def _inline(inline: Inline) -> str:
    match inline:
        case str():
            return tex_of(inline, is_title=True)
        case Styled(style, content):
            command = _COMMANDS.get(style)
            return f"\\{command}{{{_tex(content)}}}" if command else _tex(content)
        case Math(tex):
            return f"${tex}$"
        case Link(_, content) | NoBreak(content) | InLanguage(_, content):
            return _tex(content)
        case LineBreak():
            return " "
        case Footnote():
            return tex_of(plain((inline,)), is_title=True)
        case _:
            assert_never(inline)


def plain_title(title: Said) -> Said:
    """The words of a title that may have HTML."""
    return replace(title, text=plain(read_html((title.text,))))
