r"""Items of inline math, and their plain Unicode text, which the PDF stores for copying and for screen readers.

The text follows the look of the formula:

- Spaces are where TeX sets them: around relations and binary operators (`a + b = c`), after a comma, a function or a
  large operator (`log n`, `∑ xᵢ`), but not in scripts.
- Scripts are raised or lowered if Unicode has all their characters in that form: `x₁²`, `∑ᵢ₌₁ⁿ`.
- A script of one sign is written as it is: `M⊙`, `C∗`.
- Other scripts follow `^` or `_`, in parentheses if longer than one word: `L^∞`, `T_eff`, `x_(a,b)`.
- A fraction has a slash and a root has its sign, with parentheses in place of the bar: `(a + b)/2`, `√(x² + y²)`.
- Blackboard, Fraktur and script letters are Unicode's: `ℝ`, `𝔤`, `ℒ`. Bold and upright letters become plain letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Final, Literal

from cvtex.value import Struct, Value

ItemKind = Literal[
    "letter",
    "digit",
    "greek",
    "ordinary",
    "punctuation",
    "operator",
    "relation",
    "upright",
    "function",
    "space",
    "script",
    "built",
]


class MathItem(Value):
    """One item of a formula: its TeX, its text and, for a script, its content.

    `shown` of a script is its content, neither raised nor lowered.
    """

    kind: ItemKind
    tex: str
    shown: str
    content: tuple[MathItem, ...] = ()


def tex_of(items: Iterable[MathItem]) -> str:
    result = ""
    for item in items:
        glued = re.search(r"\\[A-Za-z]+$", result) and item.tex[:1].isalpha()
        result += (" " if glued else "") + item.tex
    return result


# TeX's classes of atoms (The TeXbook, chapter 18), and "space" for explicit spaces.
AtomClass = Literal["ordinary", "large", "binary", "relation", "opening", "closing", "punctuation", "inner", "space"]

_OPENING: Final = frozenset("([{⟨⌊⌈")
_CLOSING: Final = frozenset(")]}⟩⌋⌉!?")
_PUNCTUATION: Final = frozenset(",;")
_LARGE: Final = frozenset("∑∏∫∮⋃⋂⨁⨂")
_RAISED: Final = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵡ",
)
_LOWERED: Final = str.maketrans("0123456789+−=()aehijklmnoprstuvxβγρχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵪ")
_ROOTS: Final[Mapping[str, str]] = {"3": "∛", "4": "∜"}
_STYLES: Final[Mapping[str, str]] = {
    "mathbb": "DOUBLE-STRUCK", "mathfrak": "FRAKTUR", "mathcal": "SCRIPT", "mathscr": "SCRIPT",
}  # fmt: skip


class Atom(Struct):
    """A base with its scripts, and their text.

    `is_marked`: the text ends in a script after `^` or `_` without parentheses, so a space must follow.
    """

    class_: AtomClass
    items: list[MathItem]
    text: str
    is_marked: bool = False


def atoms_of(items: Iterable[MathItem]) -> list[Atom]:
    """Group items into atoms, with the classes that TeX gives them in this context."""
    atoms: list[Atom] = []
    for item in items:
        if item.kind == "script":
            if not atoms or atoms[-1].class_ == "space":
                atoms.append(Atom("ordinary", [], ""))
            script = _script(item)
            atoms[-1].items.append(item)
            atoms[-1].text += script
            atoms[-1].is_marked = script[:1] in ("^", "_") and not script.endswith(")")
        else:
            atoms.append(Atom(_class_of(item), [item], " " if item.kind == "space" and item.shown else item.shown))
    solid = [atom for atom in atoms if atom.class_ != "space"]
    last: AtomClass = "opening"
    for index, atom in enumerate(solid):
        after = solid[index + 1].class_ if index + 1 < len(solid) else "closing"
        is_alone = last in ("binary", "large", "relation", "opening", "punctuation") or after in (
            "relation",
            "closing",
            "punctuation",
        )
        if atom.class_ == "binary" and is_alone:
            atom.class_ = "ordinary"
        last = atom.class_
    return atoms


def text_of(items: Iterable[MathItem]) -> str:
    return text_of_atoms(atoms_of(items))


def text_of_atoms(atoms: Sequence[Atom], *, is_script: bool = False) -> str:
    return unicodedata.normalize("NFC", "".join(spaced_texts(atoms, is_script=is_script)))


def spaced_texts(atoms: Sequence[Atom], *, is_script: bool = False) -> list[str]:
    """The text of each atom, with the space before the next atom."""
    pairs = zip_longest(atoms, atoms[1:])
    return [
        left.text + " " if right and _are_apart(left, right, is_script=is_script) else left.text
        for left, right in pairs
    ]


def in_alphabet(name: str, text: str) -> str:
    """`text` in the letters of one of TeX's alphabets: `R` in `mathbb` -> `ℝ`."""
    return "".join(_styled(_STYLES[name], character) for character in text) if name in _STYLES else text


def fraction_text(above: Sequence[MathItem], below: Sequence[MathItem]) -> str:
    atoms = atoms_of(above)
    is_sum = any(atom.class_ in ("binary", "relation", "inner", "space") for atom in atoms)
    return (f"({text_of_atoms(atoms)})" if is_sum else text_of_atoms(atoms)) + "/" + _parenthesised(atoms_of(below))


def root_text(index: Sequence[MathItem], content: Sequence[MathItem]) -> str:
    power = text_of(index)
    sign = _ROOTS.get(power) or (power.translate(_RAISED) if _are_all(power, _RAISED) else f"({power})") + "√"
    atoms = atoms_of(content)
    return (
        f"{sign}({text_of_atoms(atoms)})"
        if any(len(atom.items) > 1 for atom in atoms)
        else sign + _parenthesised(atoms)
    )


def accented_text(accent: str, text: str) -> str:
    """Put an accent on a letter, or after several letters; but a bar on each letter."""
    if accent in "\u0304\u0332" and len(text) > 1:
        return "".join(character + accent for character in text)
    return text + accent


def _parenthesised(atoms: Sequence[Atom]) -> str:
    is_one = len(atoms) == 1 and atoms[0].class_ != "inner"
    return text_of_atoms(atoms) if is_one else f"({text_of_atoms(atoms)})"


def _class_of(item: MathItem) -> AtomClass:
    # TeX treats a sign in braces as ordinary.
    is_bare = not item.tex.startswith("{")
    match item.kind:
        case "space":
            return "space"
        case "relation":
            return "relation"
        case "operator":
            return "binary"
        case "function":
            return "large"
        case "punctuation" | "ordinary" if is_bare and item.shown:
            if item.shown in _OPENING:
                return "opening"
            if item.shown in _CLOSING:
                return "closing"
            if item.shown in _PUNCTUATION:
                return "punctuation"
            if item.shown in _LARGE:
                return "large"
            return "relation" if item.tex == ":" else "ordinary"
        case "built" if item.tex.startswith("\\frac"):
            return "inner"
        case _:
            return "ordinary"


def _script(item: MathItem) -> str:
    mark = item.tex[0]
    if not item.content:
        return item.shown
    if item.tex == "^{\\circ}":
        return "°"
    text = text_of_atoms(atoms_of(item.content), is_script=True)
    table = _RAISED if mark == "^" else _LOWERED
    if _are_all(text, table):
        return text.translate(table)
    is_sign = len(item.content) == 1 and item.content[0].kind in ("operator", "relation")
    if is_sign or all(character == "′" for character in text):
        return text
    return f"{mark}{text}" if len(text) == 1 or _is_word(text) else f"{mark}({text})"


def raised_text(text: str) -> str:
    """Raised text among words, in Unicode's raised signs if it holds figures, as in 10⁶.

    Figures among other signs follow `^`. Words do not need it: 1st is read well.
    """
    if not any(map(str.isdecimal, text)):
        return text
    simple = text.replace("-", "−").replace("–", "−")
    if _are_all(simple, _RAISED):
        return simple.translate(_RAISED)
    return f"^{text}" if _is_word(text) else f"^({text})"


def _are_all(text: str, table: Mapping[int, int]) -> bool:
    return all(ord(character) in table for character in text)


def _is_word(text: str) -> bool:
    """Letters and digits only, neither raised nor lowered."""
    return all(unicodedata.category(character) in ("Lu", "Ll", "Lo", "Nd", "Mn") for character in text)


def _are_apart(left: Atom, right: Atom, *, is_script: bool) -> bool:
    """Whether TeX sets a space between these neighbours (The TeXbook, page 170)."""
    first, second = left.class_, right.class_
    if "space" in (first, second):
        return False
    if left.is_marked and right.text[:1].isalnum():
        return True
    if "large" in (first, second):
        return first != "opening" and second not in ("opening", "closing", "punctuation")
    if is_script or first == "opening" or second in ("closing", "punctuation"):
        return False
    if first == "punctuation":
        return not right.text[:1].isdigit() or second == "relation"
    if "relation" in (first, second):
        return first != second
    return "binary" in (first, second) or "inner" in (first, second)


@cache
def _styled(style: str, letter: str) -> str:
    name = unicodedata.name(letter, "").removeprefix("LATIN ").replace("LETTER ", "")
    for prefix in (style, f"MATHEMATICAL {style}", "BLACK-LETTER" if style == "FRAKTUR" else style):
        try:
            return unicodedata.lookup(f"{prefix} {name}")
        except KeyError:
            continue
    return letter
