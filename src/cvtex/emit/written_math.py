"""Formulas -> text with italic letters, subscripts and superscripts, where that is all they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from cvtex.text.math_reader import SCRIPTS, NotMathError, read_written_items
from cvtex.text.math_text import MathItem, atoms_of, spaced_texts
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
from cvtex.value import replace

_DEGREE: Final = "^{\\circ}"
_MOST_UNBROKEN: Final = 40


def with_written_math(text: RichText) -> RichText:
    """Write out formulas. A fraction, a root or an accent stays in one line of Unicode, as in the text of the PDF."""
    return text if not _has_math(text) else merge_strings(tuple(_written(text)))


def _has_math(text: RichText) -> bool:
    return any(
        isinstance(node, Math) or (not isinstance(node, str | LineBreak | Math) and _has_math(node.content))
        for node in text
    )


def _written(text: RichText) -> Iterator[Inline]:
    for node in text:
        match node:
            case Math(tex, shown):
                items = _items(tex)
                if items is None:
                    yield shown
                else:
                    written = _formula(items)
                    yield from (NoBreak(written),) if len(shown) <= _MOST_UNBROKEN else written
            case Styled() | Link() | NoBreak() | InLanguage() | Footnote():
                yield replace(node, content=merge_strings(tuple(_written(node.content))))
            case str() | LineBreak():
                yield node
            case _:
                assert_never(node)


def _items(tex: str) -> tuple[MathItem, ...] | None:
    """The items of a formula, if lines of text can show it."""
    try:
        items = read_written_items(tex)
    except NotMathError:
        return None
    return items if _is_simple(items) else None


def _is_simple(items: tuple[MathItem, ...]) -> bool:
    return all(item.kind != "built" and _is_simple(item.content) for item in items)


def _formula(items: tuple[MathItem, ...], *, is_script: bool = False) -> RichText:
    out: list[Inline] = []
    atoms = atoms_of(items)
    for atom in atoms:
        # A script that is lowered needs no space to end it.
        atom.is_marked = False
    for atom, spaced in zip(atoms, spaced_texts(atoms, is_script=is_script), strict=True):
        out += (_item(item) for item in atom.items)
        out += [" "] if len(spaced) > len(atom.text) else []
    return merge_strings(tuple(out))


def _item(item: MathItem) -> Inline:
    if item.tex == _DEGREE:
        return "°"
    if item.kind == "script" and item.content:
        return Styled(SCRIPTS[item.tex[0]], _formula(item.content, is_script=True))
    # As in TeX, capital Greek letters are upright.
    is_slanted = item.kind == "letter" or (item.kind == "greek" and item.shown.islower())
    return Styled("emphasis", (item.shown,)) if is_slanted else item.shown
