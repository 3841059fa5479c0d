r"""TeX of a .bib field -> rich text. TeX is data here: it is understood or it is text, and none of it is run.

What is understood: accents, symbols, quotation marks and dashes, a list of styles and links, journal macros, math by
`notation.math`, and the HTML that other programs leave behind. An unknown macro is a warning, and its argument is text.
"""

from __future__ import annotations

import re

from cvtex.diagnostics import Checked, Span
from cvtex.text.composition import composed
from cvtex.text.html import read_html
from cvtex.text.math import without_math
from cvtex.text.richtext import RichText, map_strings, merge_strings, plain
from cvtex.text.tex_reader import TexReader
from cvtex.text.whitespace import fold_whitespace

# Signs that say more than themselves. Those that do so only side by side are looked for apart: a set of signs is found
# several times as fast as a choice of both.
_SPEAKING = re.compile(r"[\\{}$~`'&<]")
_SLASHED = {"o\u0338": "ø", "O\u0338": "Ø", "l\u0338": "ł", "L\u0338": "Ł"}


def read_tex(tex: str, span: Span) -> Checked[RichText]:
    """TeX -> rich text in Unicode's composed form (NFC), whitespace folded.

    `span` is the place of the first character; warnings point into the text from there.
    """
    if _is_bare(tex):
        bare = " ".join(tex.split())
        return Checked((bare,) if bare else ())
    if _is_plain(tex):
        return Checked(_finish((tex,)))
    reader = TexReader(tex, span)
    return Checked(_finish(reader.read()), tuple(reader.diagnostics))


def tex_to_plain(tex: str) -> str:
    """TeX -> its text alone, for names and keywords; math as its symbols in one line."""
    return " ".join(tex.split()) if _is_bare(tex) else plain(without_math(read_tex(tex, Span("")).value))


def _is_bare(tex: str) -> bool:
    """Most fields are: there is nothing to compose, nor to understand."""
    return tex.isascii() and _is_plain(tex)


def _is_plain(tex: str) -> bool:
    return not _SPEAKING.search(tex) and "--" not in tex and ",," not in tex and "://" not in tex


def _finish(text: RichText) -> RichText:
    text = read_html(merge_strings(text))
    return fold_whitespace(map_strings(text, _compose))


def _compose(string: str) -> str:
    text = composed(string)
    if "\u0338" in text:
        # Some programs export a slashed letter as letter and `$\not$`.
        for pair, letter in _SLASHED.items():
            text = text.replace(pair, letter)
    return text
