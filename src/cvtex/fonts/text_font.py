r"""OpenType font at one weight -> text fonts for TeX in the encodings T1 and TS1, with kerns and ligatures.

They do not depend on the document. HarfBuzz gives the kerns between two characters and the ligatures (`ffi`). Accented
letters are the font's own glyphs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cvtex.fonts import tfm, type1
from cvtex.fonts.shaping import OpenFont
from cvtex.value import Value

# T1, the Cork encoding (LaTeX's t1enc.def), where it differs from ASCII and Latin 1; from 0, spacing accents.
_FIRST: Final = "`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—"
_CENTRAL_EUROPEAN: Final = "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"
T1: Final[Mapping[int, str]] = {
    **dict(enumerate(_FIRST)),
    25: "ı",
    26: "ȷ",
    **{code: chr(code) for code in range(33, 127)},
    39: "’",
    96: "‘",
    127: "-",
    **dict(enumerate(_CENTRAL_EUROPEAN, 128)),
    **{code: chr(code) for code in range(0xC0, 0x100)},
    0xD7: "Œ",
    0xDF: "ẞ",
    0xF7: "œ",
    0xFF: "ß",
}
TS1: Final[Mapping[int, str]] = {
    24: "←", 25: "→", 39: "'", 42: "∗", 45: "-", 47: "⁄", 61: "−", 94: "↑", 95: "↓", 132: "†", 133: "‡", 135: "‰",
    136: "•", 140: "ƒ", 142: "₩", 150: "₫", 151: "™", 155: "№", 157: "℮", 162: "¢", 163: "£", 164: "¤", 165: "¥",
    166: "¦", 167: "§", 168: "¨", 169: "©", 170: "ª", 172: "¬", 174: "®", 175: "¯", 176: "°", 177: "±", 178: "²",
    179: "³", 180: "´", 181: "µ", 182: "¶", 183: "·", 185: "¹", 186: "º", 187: "√", 188: "¼", 189: "½", 190: "¾",
    191: "€", 214: "×", 246: "÷",
}  # fmt: skip
_LIGATURES: Final[Mapping[int, str]] = {27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl"}
# (left, right, result): TeX replaces two characters if the font has all three. The font's own ligatures come first.
_STEPS: Final = (
    (102, 102, 27), (102, 105, 28), (102, 108, 29), (27, 105, 30), (27, 108, 31),
    (45, 45, 21), (21, 45, 22), (96, 96, 16), (39, 39, 17),
)  # fmt: skip
_PLAIN: Final = {"liga": False, "clig": False, "calt": False, "dlig": False}
# Smaller kerns are invisible.
_LEAST_KERN: Final = 3
# Leaves room for the kerns of ligatures.
_MOST_KERNS: Final = tfm.MOST_STEPS - 3_000
_NOT_KERNED: Final = frozenset(range(13)) | {127}
_OLDSTYLE: Final = {"onum": True, "lnum": False}


class TextFont(Value):
    """`files`: by ending. `characters`: those that the font prints."""

    files: dict[str, bytes]
    characters: frozenset[str]


def text_font(font: OpenFont, name: str, *, has_oldstyle_figures: bool = False) -> TextFont:
    """A font in T1. `name`: its PostScript name."""
    features = _OLDSTYLE if has_oldstyle_figures else {}
    glyphs, texts = _glyphs(font, T1, features)
    for code, text in _LIGATURES.items():
        shaped = font.shape(text, features=features)
        if len(shaped) == 1:
            glyphs[code], texts[code] = shaped[0].glyph, text
    programs = _kerns(font, {code: text for code, text in texts.items() if code not in _LIGATURES}, glyphs, features)
    _leave_out_smallest(programs)
    for left, right, result in reversed(_STEPS):
        if {left, right, result} <= glyphs.keys():
            programs.setdefault(left, []).insert(0, tfm.Ligature(right, result))
    # A ligature kerns with the next character as its last letter does.
    for code, text in _LIGATURES.items():
        if code in glyphs and ord(text[-1]) in programs:
            own = [step for step in programs.get(code, []) if isinstance(step, tfm.Ligature)]
            programs[code] = [*own, *(step for step in programs[ord(text[-1])] if isinstance(step, tfm.Kern))]
    return _font(font, name, glyphs, texts, programs)


def symbol_font(font: OpenFont, name: str) -> TextFont:
    """A font in TS1, with the characters that the font has."""
    glyphs, texts = _glyphs(font, TS1, {})
    return _font(font, name, glyphs, texts, {})


def _glyphs(
    font: OpenFont, layout: Mapping[int, str], features: Mapping[str, bool]
) -> tuple[dict[int, int], dict[int, str]]:
    """Glyphs and texts by code."""
    glyphs, texts = {}, {}
    for code, text in layout.items():
        if font.glyph(text):
            shaped = font.shape(text, features={**_PLAIN, **features})
            if len(shaped) == 1:
                glyphs[code], texts[code] = shaped[0].glyph, text
    return glyphs, texts


def _kerns(
    font: OpenFont, texts: Mapping[int, str], glyphs: Mapping[int, int], features: Mapping[str, bool]
) -> dict[int, list[tfm.Ligature | tfm.Kern]]:
    kerned = {code: text for code, text in texts.items() if code not in _NOT_KERNED}
    programs: dict[int, list[tfm.Ligature | tfm.Kern]] = {}
    for left, text in kerned.items():
        # One text with all pairs: shaping each pair alone takes ten times as long.
        advances = font.advances("".join(text + right for right in kerned.values()), {**_PLAIN, **features})
        if len(advances) != 2 * len(kerned):
            continue
        own = font.advance(glyphs[left])
        for place, right in enumerate(kerned):
            amount = advances[2 * place] - own
            if abs(amount) >= _LEAST_KERN:
                programs.setdefault(left, []).append(tfm.Kern(right, amount))
    return programs


def _leave_out_smallest(programs: dict[int, list[tfm.Ligature | tfm.Kern]]) -> None:
    """Drop the smallest kerns if there are more than fit into a TFM file."""
    sizes = sorted(
        (abs(step.amount) for program in programs.values() for step in program if isinstance(step, tfm.Kern)),
        reverse=True,
    )
    if len(sizes) > _MOST_KERNS:
        least = sizes[_MOST_KERNS]
        for code, program in programs.items():
            programs[code] = [step for step in program if isinstance(step, tfm.Ligature) or abs(step.amount) > least]


def _font(
    font: OpenFont,
    name: str,
    glyphs: Mapping[int, int],
    texts: Mapping[int, str],
    programs: Mapping[int, list[tfm.Ligature | tfm.Kern]],
) -> TextFont:
    drawn = {code: type1.glyph(font.outline(glyph), font.advance(glyph)) for code, glyph in glyphs.items()}
    # Names encode characters; code 127 is a second hyphen and needs another name.
    names = {code: f"{type1.unicode_name(text)}{'.h' if code == 127 else ''}" for code, text in texts.items()}
    encoding = [names.get(code, type1.NOTDEF) for code in range(256)]
    by_name = {names[code]: glyph for code, glyph in drawn.items()}
    characters = {code: tfm.Character(one.width, one.height, one.depth) for code, one in drawn.items()}
    files = {
        "pfb": type1.font_program(name, list(by_name.items()), encoding),
        "tfm": tfm.metrics_file(characters or {0: tfm.Character(0, 0, 0)}, _parameters(font), programs),
    }
    return TextFont(files, frozenset(texts.values()))


def _parameters(font: OpenFont) -> tfm.FontParameters:
    space = font.advance(font.glyph(" ")) or 250
    return tfm.FontParameters(space, space // 2, space // 4, font.x_height, font.slant)
