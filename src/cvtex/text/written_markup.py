"""Rich text -> the markup of cv.yaml that prints it; the opposite of `markup`."""

from __future__ import annotations

import re
from typing import Final, assert_never

from cvtex.diagnostics import Span
from cvtex.text.markup import read_markup
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
    plain,
)

_MARKS: Final = {"emphasis": "*", "strong": "**", "superscript": "^", "subscript": "~"}
_SPECIAL: Final = re.compile(r"[\\*_`\[\]<>$^~&=]")
# What would end the target of a link, or be read as something else in it.
_IN_TARGET: Final = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "<>\\\n\r"})
_NOWHERE: Final = Span("")


def literal(text: str) -> str:
    """Plain text -> markup that prints it. Signs are escaped only in a text that would be read as something else."""
    if not _SPECIAL.search(text):
        return text
    read = read_markup(text, lambda _: _NOWHERE)
    if not read.diagnostics and _is_text(read.value, text):
        return text
    return _SPECIAL.sub(r"\\\g<0>", text)


def _is_text(read: RichText, text: str) -> bool:
    """Whether nothing but addresses, which print as they are, was made of the text."""
    return all(isinstance(one, str | Link) for one in read) and _letters(plain(read)) == _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"[\s'‘’‚‛–—…\-.]+", "", text)


def written_markup(text: RichText) -> str:
    return "".join(_inline(one) for one in text)


def _inline(inline: Inline) -> str:
    match inline:
        case str():
            return literal(inline)
        case Styled(style="code"):
            return f"`{plain((inline,))}`"
        case Styled(style, content):
            return _marked(_MARKS.get(style, ""), content)
        case Link(url, content):
            target = url.translate(_IN_TARGET)
            return plain(content) if plain(content) == url else f"[{written_markup(content)}](<{target}>)"
        case Math(tex):
            return f"${tex}$"
        case NoBreak(content) | InLanguage(_, content):
            return written_markup(content)
        case LineBreak():
            return "\\\n"
        case Footnote(content):
            return f"^[{written_markup(content)}]"
        case _:
            assert_never(inline)


def _marked(mark: str, content: RichText) -> str:
    """Marks stand close to words: blanks at the edges stay outside."""
    inside = written_markup(content)
    stripped = inside.strip()
    if not stripped or not mark:
        return inside
    start = inside[: len(inside) - len(inside.lstrip())]
    end = inside[len(inside.rstrip()) :]
    return f"{start}{mark}{stripped}{mark}{end}"
