r"""An OpenType font at one weight -> a text font of TeX in the layouts T1 and TS1, with its kerns and ligatures.

Made once for a font file, weight and version of the program; the same for every document. Kerns are what HarfBuzz puts
between two characters, ligatures what it makes of `ffi` and its like. Accented letters are the font's own glyphs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cvtex.fonts import tfm, type1
from cvtex.fonts.shaping import OpenFont
from cvtex.value import Value

# Codes of T1, the Cork encoding, which are not those of ASCII or Latin 1 (LaTeX's t1enc.def); accents that stand alone
# from 0.
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
    24: "←", 25: "→", 39: "'", 42: "∗", 45: "-", 47: "⁄", 61: "−", 94: "↑", 95: "↓", 132: "†", 133: "‡", 135: "‰", 136: "•",
    140: "ƒ", 142: "₩", 150: "₫", 151: "™", 155: "№", 157: "℮", 162: "¢", 163: "£", 164: "¤", 165: "¥", 166: "¦", 167: "§",
    168: "¨", 169: "©", 170: "ª", 172: "¬", 174: "®", 175: "¯", 176: "°", 177: "±", 178: "²", 179: "³", 180: "´", 181: "µ",
    182: "¶", 183: "·", 185: "¹", 186: "º", 187: "√", 188: "¼", 189: "½", 190: "¾", 191: "€", 214: "×", 246: "÷",
}  # fmt: skip
_LIGATURES: Final[Mapping[int, str]] = {27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl"}
# (left, right, result): what TeX makes of two characters, if the font has all three. Ligatures of the font come first.
_STEPS: Final = (
    (102, 102, 27), (102, 105, 28), (102, 108, 29), (27, 105, 30), (27, 108, 31),
    (45, 45, 21), (21, 45, 22), (96, 96, 16), (39, 39, 17),
)  # fmt: skip
_PLAIN: Final = {"liga": False, "clig": False, "calt": False, "dlig": False}
# Smaller ones are seen by nobody.
_LEAST_KERN: Final = 3
# Those of ligatures, which kern as their last letters do, come on top.
_MOST_KERNS: Final = tfm.MOST_STEPS - 3_000
_NOT_KERNED: Final = frozenset(range(13)) | {127}


_OLDSTYLE: Final = {"onum": True, "lnum": False}


class TextFont(Value):
    """The files of a font by their endings, and the characters that it prints."""

    files: dict[str, bytes]
    characters: frozenset[str]


def text_font(font: OpenFont, name: str, *, has_oldstyle_figures: bool = False) -> TextFont:
    """T1. `name`: the PostScript name."""
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
    # What is printed of a ligature's end kerns as its last letter does.
    for code, text in _LIGATURES.items():
        if code in glyphs and ord(text[-1]) in programs:
            own = [step for step in programs.get(code, []) if isinstance(step, tfm.Ligature)]
            programs[code] = [*own, *(step for step in programs[ord(text[-1])] if isinstance(step, tfm.Kern))]
    return _font(font, name, glyphs, texts, programs)


def symbol_font(font: OpenFont, name: str) -> TextFont:
    """TS1, as far as the font has it."""
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
        # One text for all that may follow: to ask for each pair alone takes ten times as long.
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
    """So that the kerns find room in a TFM file, whatever font they are of."""
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
    # A name tells its character; 127 is a hyphen, too.
    names = {code: f"{type1.unicode_name(text)}{'.h' if code == 127 else ''}" for code, text in texts.items()}
    encoding = [names.get(code, type1.NOTDEF) for code in range(256)]
    by_name = {names[code]: glyph for code, glyph in drawn.items()}
    characters = {code: tfm.Character(one.width, one.height, one.depth) for code, one in drawn.items()}
    files = {
        "pfb": type1.font_program(name, list(by_name.items()), encoding),
        "tfm": tfm.metrics_file(characters or {0: tfm.Character(0, 0, 0)}, _spacing(font), programs),
    }
    return TextFont(files, frozenset(texts.values()))


def _spacing(font: OpenFont) -> tfm.Spacing:
    space = font.advance(font.glyph(" ")) or 250
    return tfm.Spacing(space, space // 2, space // 3, font.x_height, font.slant)
