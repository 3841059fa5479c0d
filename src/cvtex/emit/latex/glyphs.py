r"""Text -> LaTeX, with slots of generated fonts for the characters that the text fonts lack.

A run of such characters is written as `\cvglyphs{text}{page}{slots}`: the text serves readers of the .tex. Lines may
break between Chinese and Japanese characters, and between words of scripts without spaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from cvtex.emit.latex import escaping
from cvtex.emit.latex.escaping import Latex
from cvtex.fonts.runs import Piece, Run
from cvtex.text.math_text import in_alphabet
from cvtex.text.richtext import LineBreak, Math, RichText
from cvtex.text.scripts.clusters import clusters
from cvtex.text.scripts.line_breaks import line_joints, word_breaks
from cvtex.text.scripts.unicode_script import script_of
from cvtex.value import Value

_BREAKS: dict[str, Latex] = {
    "none": Latex(""),
    "break": Latex(r"\cvbetween "),
    "quarter": Latex(r"\cvquarter "),
}
_WORD_BREAK = Latex(r"\cvbreak ")


class Stretch(Value):
    """A part of a text, starting at `start`, that the text fonts have entirely or lack entirely."""

    text: str
    start: int
    is_foreign: bool


def latex_of_text(
    string: str,
    language: str,
    settable: frozenset[str],
    glyphs: Mapping[Run, tuple[Piece, ...]],
    *,
    is_small_caps: bool = False,
) -> Latex:
    """Write left-to-right text. `glyphs` must contain all its runs."""
    if not is_small_caps and not _foreign(string, settable):
        return escaping.text(string)
    breaks = _breaks(string, language)
    drawn_as = _language_of_signs(string, language)
    out: list[Latex] = []
    for stretch in stretches(string, settable, is_small_caps=is_small_caps):
        if stretch.start in breaks:
            out.append(breaks[stretch.start])
        if stretch.is_foreign:
            run = Run(escaping.printed_characters(stretch.text), drawn_as, is_small_caps=is_small_caps)
            out += _written(run, glyphs[run], {place - stretch.start: tex for place, tex in breaks.items()})
        else:
            out.append(escaping.text(stretch.text))
    return escaping.concatenate(out)


def latex_of_word(word: str, language: str, glyphs: Mapping[Run, tuple[Piece, ...]]) -> Latex:
    """Write a right-to-left word. Generated glyphs are used for all of it, since its punctuation is mirrored."""
    visible = escaping.printed_characters(
        "".join(character for character in word if not escaping.is_removed(character))
    )
    run = Run(visible, language, is_right_to_left=True)
    return escaping.concatenate(_written(run, glyphs[run], {})) if visible else Latex("")


_KANA = frozenset({"Hira", "Kana"})


def _language_of_signs(string: str, language: str) -> str:
    """Return the language whose shapes of Chinese characters apply: Japan and Korea draw them differently.

    Kana or Hangul in the text decide.
    """
    if language.partition("-")[0] in ("zh", "ja", "ko"):
        return language
    scripts = set(map(script_of, string))
    return "ja" if scripts & _KANA else "ko" if "Hang" in scripts else language


def stretches(string: str, settable: frozenset[str], *, is_small_caps: bool = False) -> Iterator[Stretch]:
    """Split the text into stretches. Small capitals need generated glyphs, except for spaces."""
    place = 0
    wide_marks = _CHINESE_MARKS if _is_chinese(string) else frozenset[str]()

    def is_foreign(cluster: str) -> bool:
        if is_small_caps:
            return not cluster.isspace() and not escaping.is_replaced(cluster)
        return cluster in wide_marks or bool(_foreign(cluster, settable))

    for foreign, group in groupby(clusters(string), key=is_foreign):
        text = "".join(group)
        yield Stretch(text, place, foreign)
        place += len(text)


# Punctuation with the same code points in Chinese and Latin, but different shapes and widths.
_CHINESE_MARKS = frozenset("“”‘’…—·")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")


def _is_chinese(string: str) -> bool:
    """Whether the text is Chinese: more Chinese characters than Latin words, and no Kana or Hangul."""
    signs = Counter(map(script_of, string))
    return signs["Hani"] > len(_LATIN.findall(string)) and not signs.keys() & {*_KANA, "Hang"}


def _foreign(string: str, settable: frozenset[str]) -> list[str]:
    odd = set(string) - settable
    return [character for character in odd if not escaping.is_replaced(character)] if odd else []


def _breaks(string: str, language: str) -> dict[int, Latex]:
    """Return the break commands by the position of the character that follows."""
    found = dict.fromkeys(word_breaks(string), _WORD_BREAK)
    joints = {place: joint for place, joint in enumerate(line_joints(string, language), 1) if joint != "none"}
    # A few such characters in a line of other text must not absorb all of its stretch.
    is_short = len(joints) < _FEW_JOINTS
    return found | {
        place: _WORD_BREAK if is_short and joint == "break" else _BREAKS[joint] for place, joint in joints.items()
    }


_FEW_JOINTS = 8

# TeX reads lines of at most 200,000 bytes.
_PIECES_ON_LINE = 500


def _written(run: Run, pieces: tuple[Piece, ...], breaks: Mapping[int, Latex]) -> Iterator[Latex]:
    for start in range(0, len(pieces), _PIECES_ON_LINE):
        if start:
            yield Latex("%\n")
        yield from _on_line(run, pieces[start : start + _PIECES_ON_LINE], breaks)


def _on_line(run: Run, pieces: tuple[Piece, ...], breaks: Mapping[int, Latex]) -> Iterator[Latex]:
    for page, group in groupby(pieces, key=lambda piece: piece.page):
        slots: list[str] = []
        text = ""
        for number, piece in enumerate(group):
            # A break before the first glyph of a page goes before the group.
            joint = breaks.get(piece.start, "") if piece.start else ""
            if joint and not number:
                yield Latex(joint)
            slots.append(f"{joint if number else ''}\\char{piece.slot}")
            text += run.text[piece.start : piece.end]
        yield escaping.command("cvglyphs", escaping.text(text), Latex(page), Latex("".join(slots)))


# `\mathbb{R}` in a formula: TeX's own fonts lack ℝ.
_LETTERS = re.compile(r"\\(mathbb|mathfrak|mathscr)\{([A-Za-z0-9]+)\}")


def letters_of(text: RichText) -> Iterator[str]:
    """Yield the Unicode characters for the mathematical alphabets in the formulas of a text."""
    for node in text:
        if isinstance(node, Math):
            for alphabet, letters in _LETTERS.findall(node.tex):
                yield from in_alphabet(alphabet, letters)
        elif not isinstance(node, str | LineBreak):
            yield from letters_of(node.content)


def with_glyph_letters(
    tex: str, available: frozenset[str], language: str, glyphs: Mapping[Run, tuple[Piece, ...]]
) -> str:
    """Replace alphabet letters that a font has by generated glyphs. TeX sets the others in bold."""

    def made(match: re.Match[str]) -> str:
        letters = in_alphabet(match[1], match[2])
        if not available.issuperset(letters):
            return match[0]
        pieces = (piece for letter in letters for piece in glyphs[Run(letter, language)])
        return "".join(escaping.command("cvmathglyph", Latex(piece.page), Latex(str(piece.slot))) for piece in pieces)

    return _LETTERS.sub(made, tex)
