"""Inline math: TeX source -> a checked `Math`, or plain text where that looks the same.

Only commands on an allow list pass, and the TeX is rewritten from parsed items. So braces are balanced, no symbol has
two superscripts, and LaTeX with amssymb can set every `Math`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, assert_never
from unicodedata import normalize

from cvtex.text.math_reader import SCRIPTS, NotMathError, read_items, read_written_items
from cvtex.text.math_text import Atom, AtomClass, MathItem, atoms_of, spaced_texts, tex_of, text_of
from cvtex.text.richtext import (
    Footnote,
    InLanguage,
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Styled,
    merge_strings,
)
from cvtex.value import Value

# Signs that every text font has -> the sign to print in text.
_IN_TEXT: Final = {
    **{sign: sign for sign in "°·×÷±−≤≥≠≈∼→←′″∞†‡•…\u0338"},
    "⋅": "·",
}
# "any": a break of last resort, without a space.
Gap = Literal["", "thin", "med", "thick", "any"]
# The space that TeX sets after an atom of each class.
_GAPS: Final[Mapping[AtomClass, Gap]] = {"punctuation": "thin", "binary": "med", "relation": "thick"}
# Formulas with longer text, in characters, may be broken over lines.
_MAX_UNBROKEN: Final = 40
# Where that leaves a longer part, it is broken after so many characters.
_MAX_PART: Final = 60
_PIECE: Final = 8


def read_math(source: str) -> tuple[RichText, str]:
    r"""Source between the dollars -> (rich text, ""), or ((), problem).

    Scripts and signs without italic letters become text (`H$_2$O`, `$^{13}$C`, `$\sim 20\%$`) if every text font has
    them. A single Greek letter becomes its character. Everything else becomes one `Math`.
    """
    try:
        items = read_items(source)
    except NotMathError as problem:
        return (), str(problem)
    text = _as_text(items)
    if text is not None:
        return text, ""
    return (Math(tex_of(items), text_of(items).strip()),), ""


def formula(tex: str) -> Math:
    """TeX that was checked before -> `Math`."""
    return Math(tex, math_text(tex))


def check_math(source: str) -> str | None:
    """Why a source cannot be printed as math, or None."""
    try:
        read_items(source)
    except NotMathError as problem:
        return str(problem)
    return None


def math_text(source: str) -> str:
    """Math -> text in one line, as copied from the PDF: `x_1^2` -> `x₁²`."""
    try:
        return text_of(read_written_items(source)).strip()
    except NotMathError:
        return re.sub(r"\\[A-Za-z]+|[\\{}$^_]", "", source)


class FormulaPart(Value):
    """Part of a formula that stays on one line. `gap`: the name of TeX's space after it, or "" at the end."""

    tex: str
    text: str
    gap: Gap = ""


def formula_parts(math: Math) -> tuple[FormulaPart, ...]:
    """Split a long formula where a line may end: after relations, binary operators, and commas outside parentheses.

    A part that is still long may end anywhere, but not before a relation or an operator.
    """
    if len(math.text) <= _MAX_UNBROKEN:
        return (FormulaPart(math.tex, math.text),)
    try:
        atoms = atoms_of(read_written_items(math.tex))
    except NotMathError:
        return (FormulaPart(math.tex, math.text),)
    texts = spaced_texts(atoms)
    pieces: list[FormulaPart] = []
    first = depth = 0
    for place, (atom, text) in enumerate(zip(atoms, texts, strict=True), 1):
        depth += {"opening": 1, "closing": -1}.get(atom.class_, 0)
        may_end = text.endswith(" ") and (depth <= 0 or atom.class_ != "punctuation")
        gap: Gap = _GAPS.get(atom.class_, "") if may_end else ""
        if gap or place == len(atoms):
            for start, end in _split_anywhere(atoms, texts, first, place):
                inner: Gap = "thin" if texts[end - 1].endswith(" ") else "any"
                pieces.append(_part(atoms, texts, start, end, inner))
                first = end
            pieces.append(_part(atoms, texts, first, place, gap))
            first = place
    return tuple(pieces)


def _part(atoms: list[Atom], texts: list[str], first: int, end: int, gap: Gap) -> FormulaPart:
    return FormulaPart(_tex_of(atoms[first:end]), normalize("NFC", "".join(texts[first:end])).strip(), gap)


def _split_anywhere(atoms: list[Atom], texts: list[str], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the beginnings of a part that may be wider than a line, without its last piece."""
    if sum(map(len, texts[first:end])) <= _MAX_PART:
        return
    start = first
    length = 0
    for place in range(first + 1, end):
        length += len(texts[place - 1])
        if length >= _PIECE and atoms[place].class_ not in ("binary", "relation"):
            yield start, place
            start, length = place, 0


def _tex_of(atoms: list[Atom]) -> str:
    return tex_of(item for atom in atoms for item in atom.items)


def without_math(text: RichText) -> RichText:
    """Replace each `Math` by its text."""

    def node(inline: Inline) -> Inline:
        match inline:
            case str() | LineBreak():
                return inline
            case Math():
                return inline.text
            case Styled(style, content):
                return Styled(style, without_math(content))
            case Link(url, content):
                return Link(url, without_math(content))
            case NoBreak(content):
                return NoBreak(without_math(content))
            case InLanguage(language, content):
                return InLanguage(language, without_math(content))
            case Footnote(content):
                return Footnote(without_math(content))
            case _:
                assert_never(inline)

    return tuple(node(inline) for inline in text)


def _as_text(items: tuple[MathItem, ...]) -> RichText | None:
    """The items as text; None if they need math: italic letters, fractions, signs that text fonts lack."""
    base = [item for item in items if item.kind not in ("space", "script")]
    if any(item.kind == "greek" for item in base) and len(items) > 1:
        return None
    result: list[Inline] = []
    for index, item in enumerate(items):
        if item.kind == "script":
            script = _script_as_text(item)
            if script is None:
                return None
            result += script
            continue
        shown = _signs_as_text(item)
        if shown is None:
            return None
        if item.kind in ("operator", "relation"):
            between = any(before.kind != "space" for before in items[:index]) and any(
                after.kind not in ("space", "script") for after in items[index + 1 :]
            )
            result.append(f" {shown} " if between else shown)
        else:
            result.append(shown)
    return merge_strings(tuple(result))


def _signs_as_text(item: MathItem) -> str | None:
    match item.kind:
        case "letter" | "built" | "function":
            return None
        case "space":
            return "\N{NO-BREAK SPACE}" if item.tex == "~" else item.shown
        case "digit" | "upright":
            return item.shown
        case "greek":
            return item.shown if "Α" <= item.shown <= "ω" else None
        case "ordinary" | "punctuation" | "operator" | "relation" | "script":
            signs = [sign if sign.isascii() else _IN_TEXT.get(sign) for sign in item.shown]
            return None if None in signs else "".join(filter(None, signs))
        case _:
            assert_never(item.kind)


def _script_as_text(item: MathItem) -> RichText | None:
    if not item.content:
        return (item.shown,)
    if item.tex == "^{\\circ}":
        return ("°",)
    content: list[Inline] = []
    for inner in item.content:
        shown = inner.shown if inner.kind == "letter" else _signs_as_text(inner)
        if inner.kind == "script" or shown is None:
            return None
        previous = content[-1] if content else None
        if inner.kind != "letter":
            content.append(shown)
        elif isinstance(previous, Styled):
            content[-1] = Styled("emphasis", (f"{previous.content[0]}{shown}",))
        else:
            content.append(Styled("emphasis", (shown,)))
    return (Styled(SCRIPTS[item.tex[0]], merge_strings(tuple(content))),)
