r"""Letters of mathematical alphabets that TeX's own fonts lack: `\mathbb{R}` as a made glyph for ℝ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cvtex import latex
from cvtex.fonts.runs import Piece, Run
from cvtex.latex import Latex
from cvtex.text.math_text import in_alphabet
from cvtex.text.richtext import Math, RichText

_LETTERS = re.compile(r"\\(mathbb|mathfrak|mathscr)\{([A-Za-z0-9]+)\}")


def letters_of(text: RichText) -> Iterator[str]:
    """The letters of such alphabets in the formulas of a text, as Unicode has them."""
    for node in text:
        if isinstance(node, Math):
            for alphabet, letters in _LETTERS.findall(node.tex):
                yield from in_alphabet(alphabet, letters)
        elif not isinstance(node, str):
            yield from letters_of(node.content)


def with_made_letters(
    tex: str, available: frozenset[str], language: str, glyphs: Mapping[Run, tuple[Piece, ...]]
) -> str:
    """The formula with made glyphs for the letters that a font has; all others are left to TeX, which sets them in
    bold.
    """

    def made(match: re.Match[str]) -> str:
        letters = in_alphabet(match[1], match[2])
        if not available.issuperset(letters):
            return match[0]
        pieces = (piece for letter in letters for piece in glyphs[Run(letter, language)])
        return "".join(latex.command("cvmathglyph", Latex(piece.page), Latex(str(piece.slot))) for piece in pieces)

    return _LETTERS.sub(made, tex)
