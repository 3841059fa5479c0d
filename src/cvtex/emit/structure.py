"""Blocks -> the elements of the document's structure: headings without a jump, paragraphs, items of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, get_args

from cvtex import latex
from cvtex.emit.blocks import Block
from cvtex.emit.document import NAME_ARGUMENTS
from cvtex.emit.items import Form
from cvtex.model.element import Element, Role
from cvtex.text.richtext import InLanguage, RichText, plain

# Levels of headings, where nothing stands above sections; a part moves those below it down.
_LEVELS: Final[Mapping[Form, int]] = {"name": 1, "part": 2, "section": 2, "group": 3, "organisation": 3}
_ITEMS: Final = frozenset[Form]({"point", "numbered", "entry", "term"})
_HEADINGS: Final[tuple[Role, ...]] = get_args(Role)[:4]


def elements_of(blocks: Iterable[Block]) -> Iterator[Element]:
    """One element a block, in order."""
    below_part = 0
    last = 0
    for block in blocks:
        text = _said(block.arguments)
        language = _language(block.arguments)
        if block.form in _LEVELS:
            if block.form == "part":
                below_part = 1
            shift = below_part if block.form in ("section", "group", "organisation") else 0
            last = min(_LEVELS[block.form] + shift, last + 1, len(_HEADINGS))
            yield Element(_HEADINGS[last - 1], text, language=language)
        elif block.form == "header":
            last = _LEVELS["name"]
            yield Element("Div", text, parts=tuple(_header(block)))
        elif block.form in _ITEMS:
            yield Element("LI", text, block.form, language)
        else:
            yield Element("P", text, language=language)


def _header(block: Block) -> Iterator[Element]:
    """The name, the lines of contact, if there are any, and the photograph."""
    name, contact = block.arguments[:NAME_ARGUMENTS], block.arguments[NAME_ARGUMENTS:]
    yield Element("H1", _said(name), language=_language(name))
    if contact:
        yield Element("P", _said(contact), language=_language(contact))
    yield Element("Figure", plain(block.alternative), language=_language((block.alternative,)))


def _said(arguments: tuple[RichText, ...]) -> str:
    return latex.printed(" ".join(plain(argument) for argument in arguments))


def _language(arguments: tuple[RichText, ...]) -> str:
    """That of all they say, if it is one other than the document's."""
    found = {node.language if isinstance(node, InLanguage) else "" for argument in arguments for node in argument}
    return found.pop() if len(found) == 1 else ""
