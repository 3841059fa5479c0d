"""Inline math: TeX notation -> a checked `Math`, or plain text where text says the same.

Only an allow list is let through, and what is let through is written anew from its items: braces close, no symbol has
two superscripts, and nothing else of TeX gets in. LaTeX with amssymb sets all of it.
"""

from __future__ import annotations

import re

from cvtex.notation.math_commands import SCRIPTS
from cvtex.notation.math_reader import MathItem, NotMathError, read_items, tex_of
from cvtex.richtext import Inline, Link, Math, RichText, Styled, merge_strings


def read_math(source: str) -> tuple[RichText, str]:
    r"""Source between the dollars -> (rich text, ""), or ((), what is wrong with it).

    Scripts and signs without italic letters become text (`H$_2$O`, `$^{13}$C`, `$\sim 20\%$`), a Greek letter or a sign
    alone becomes its character; everything else becomes one `Math`.
    """
    try:
        items = read_items(source)
    except NotMathError as problem:
        return (), str(problem)
    text = _as_text(items)
    if text is not None:
        return text, ""
    return (Math(tex_of(items)),), ""


def check_math(source: str) -> str | None:
    """What keeps a source from being printed as math, or None."""
    try:
        read_items(source)
    except NotMathError as problem:
        return str(problem)
    return None


def math_text(source: str) -> str:
    """Math -> its symbols in one line of text: `x_1^2` -> `x12`, as a reader of the PDF's text gets it."""
    try:
        return "".join(item.shown for item in read_items(source))
    except NotMathError:
        return re.sub(r"\\[A-Za-z]+|[\\{}$^_]", "", source)


def without_math(text: RichText) -> RichText:
    """The text with each `Math` as the text of its symbols."""

    def node(inline: Inline) -> Inline:
        match inline:
            case Math(tex):
                return math_text(tex)
            case Styled(style, content):
                return Styled(style, without_math(content))
            case Link(url, content):
                return Link(url, without_math(content))
            case _:
                return inline

    return tuple(node(inline) for inline in text)


def _as_text(items: tuple[MathItem, ...]) -> RichText | None:
    """Text that says the same, or None where only math will do: italic letters, fractions, spaced formulas."""
    base = [item for item in items if item.kind not in ("space", "script")]
    if any(item.kind in ("letter", "built") for item in base):
        return None
    if any(item.kind == "greek" for item in base) and len(items) > 1:
        return None
    result: list[Inline] = []
    for index, item in enumerate(items):
        if item.kind == "script":
            script = _script_as_text(item)
            if script is None:
                return None
            result += script
        elif item.kind in ("operator", "relation"):
            between = any(before.kind != "space" for before in items[:index]) and any(
                after.kind not in ("space", "script") for after in items[index + 1 :]
            )
            result.append(f" {item.shown} " if between else item.shown)
        else:
            result.append(item.shown)
    return merge_strings(tuple(result))


def _script_as_text(item: MathItem) -> RichText | None:
    if not item.content:
        return (item.shown,)
    if item.tex == "^{\\circ}":
        return ("°",)
    content: list[Inline] = []
    for inner in item.content:
        if inner.kind in ("script", "built"):
            return None
        shown = "*" if inner.tex == "*" else inner.shown
        previous = content[-1] if content else None
        if inner.kind != "letter":
            content.append(shown)
        elif isinstance(previous, Styled):
            content[-1] = Styled("emphasis", (f"{previous.content[0]}{shown}",))
        else:
            content.append(Styled("emphasis", (shown,)))
    return (Styled(SCRIPTS[item.tex[0]], merge_strings(tuple(content))),)
