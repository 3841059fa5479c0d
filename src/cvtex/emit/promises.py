"""Blocks -> what the output must contain: structure elements, texts, links and outline, for `verify`.

This is the only place that maps kinds of blocks to headings, paragraphs and list items. `extracted` is the format's
function from a text to what a program extracts from the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, assert_never, get_args

from cvtex.diagnostics import Span
from cvtex.emit.blocks import (
    Block,
    Cards,
    Chart,
    Contact,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.emit.charts import labels
from cvtex.model.element import Element, StructureRole
from cvtex.text.richtext import InLanguage, RichText, Styled, links, plain, styled
from cvtex.text.web_address import encoded_url
from cvtex.value import Value, replace

Extracted = Callable[[str], str]
_HEADINGS: Final[tuple[StructureRole, ...]] = get_args(StructureRole)[:4]


class PrintedText(Value):
    """Text that the output must contain, in the block `block`.

    The parts of a block may be printed in any order, the texts of one `part` in theirs.
    """

    block: int
    text: str
    span: Span
    part: int = 0


class Promises(Value):
    """What the output must contain. `elements`: one for each block, in order. `links` are percent-encoded.

    `own_names`: the owner's names in lists of people, in order; bold where a format has bold.
    """

    elements: tuple[Element, ...]
    texts: tuple[PrintedText, ...]
    links: frozenset[str]
    outline: tuple[str, ...]
    own_names: tuple[PrintedText, ...] = ()


def promises_of(
    blocks: Iterable[Block], extracted: Extracted, *, draws: bool = False, has_structure: bool = False
) -> Promises:
    """`draws`: the format draws charts, with labels; others print their words.

    `has_structure`: a reader of the format finds the text of each element; for others the elements have no texts.
    """
    whole = tuple(blocks)
    return Promises(
        tuple(elements_of(whole, extracted if has_structure else None, draws=draws)),
        tuple(printed_texts(whole, extracted, draws=draws)),
        frozenset(encoded_url(link.url) for block in whole for text in block.texts for link in links(text)),
        tuple(plain(title) for block in whole if (title := outlined(block))),
        tuple(_own_names(whole, extracted)),
    )


def link_places(blocks: Iterable[Block]) -> dict[str, Span]:
    """Return the place of the first link to each address, percent-encoded."""
    found: dict[str, Span] = {}
    for block in blocks:
        for text in block.texts:
            for link in links(text):
                found.setdefault(encoded_url(link.url), block.span)
    return found


def _own_names(blocks: Iterable[Block], extracted: Extracted) -> Iterator[PrintedText]:
    for block in blocks:
        for text in block.texts:
            for name in styled(text, "owner"):
                yield PrintedText(block.id, extracted(plain(name)), block.span)


def outlined(block: Block) -> RichText:
    """Return the title of a heading that belongs in the outline; () for any other block."""
    if not isinstance(block.content, Heading) or block.content.level == "group":
        return ()
    return tuple(node for node in block.content.title if not isinstance(node, Styled) or node.style != "note")


def printed_texts(blocks: Iterable[Block], extracted: Extracted, *, draws: bool = False) -> Iterator[PrintedText]:
    """Yield the texts of each block in order, without blank ones."""
    for block in blocks:
        for number, part in enumerate(_parts_of(block, draws=draws)):
            for text in part:
                printed = extracted(plain(text))
                if printed.strip():
                    yield PrintedText(block.id, printed, block.span, number)


def _parts_of(block: Block, *, draws: bool) -> tuple[tuple[RichText, ...], ...]:
    return (labels(block.content, block.column),) if draws and isinstance(block.content, Chart) else block.parts


def elements_of(
    blocks: Iterable[Block], extracted: Extracted | None = None, *, draws: bool = False
) -> Iterator[Element]:
    """Yield the element of each block; without `extracted`, its role and level only, and no texts.

    Heading levels never skip one. Below a part, all levels are one deeper, as are organisations below a group.
    """
    below_part = last = 0
    # Whether points belong to an entry of a list.
    in_entry = False
    for block in blocks:
        content = block.content
        starts_below = isinstance(content, Point) and content.is_below_number and content.depth == 0
        in_entry = isinstance(content, Titled) or starts_below or (in_entry and isinstance(content, Point))
        if isinstance(content, Heading) and content.level == "part":
            below_part = 1
        if isinstance(content, Name | Header | Heading | Organisation):
            level = 1 if isinstance(content, Header) else _level(content, below_part)
            last = min(level, last + 1, len(_HEADINGS))
        printed = tuple(_text(part, extracted) for part in _parts_of(block, draws=draws)) if extracted else ()
        text = " ".join(printed)
        whole = Element("P", text, language=_language(block.texts), texts=printed if len(printed) > 1 else ())
        match content:
            case Name() | Heading() | Organisation():
                yield replace(whole, role=_HEADINGS[last - 1])
            case Header():
                yield replace(whole, role="Div", language="", parts=tuple(_parts_of_header(content, extracted)))
            case Portrait(description):
                yield replace(whole, role="Div", parts=(_figure(description),))
            case Chart(words=words):
                yield replace(whole, role="Div", language="", parts=(_figure(words),))
            case Cards(cards):
                people = (Element("P", _text(card, extracted), language=_language(card)) for card in cards)
                yield replace(whole, role="Div", language="", parts=tuple(people))
            case Row(label, value):
                head = Element("TH", _text((label,), extracted), language=_language((label,)))
                cell = Element("TD", _text((value,), extracted), language=_language((value,)))
                yield replace(whole, role="TR", language="", parts=(head, cell))
            case Point(depth=depth):
                yield replace(whole, role="LI", series="point", depth=depth + in_entry)
            case Numbered():
                yield replace(whole, role="LI", series="numbered")
            case Entry() | Titled():
                yield replace(whole, role="LI", series="numbered" if content.label else "entry")
            case Term():
                yield replace(whole, role="LI", series="term")
            case FootnoteText():
                yield replace(whole, role="LI", series="footnote")
            case Headline() | Contact() | Note() | Paragraph() | Role():
                yield whole
            case _:
                assert_never(content)


def _level(content: Name | Heading | Organisation, below_part: int) -> int:
    """`below_part`: 1 where parts stand above sections."""
    if isinstance(content, Name):
        return 1
    if isinstance(content, Organisation):
        return 3 + below_part + content.is_in_group
    match content.level:
        case "part":
            return 2
        case "section":
            return 2 + below_part
        case "group":
            return 3 + below_part
        case level:
            assert_never(level)


def _parts_of_header(header: Header, extracted: Extracted | None) -> Iterator[Element]:
    """Yield the name, and the headline, contact lines and photograph, if any."""
    name = header.name
    of_name = (name.title, name.name, name.note)
    yield Element("H1", _text(of_name, extracted), language=_language(of_name))
    for lines in ((header.headline.text,), header.contact.lines):
        if any(lines):
            yield Element("P", _text(lines, extracted), language=_language(lines))
    if header.portrait:
        yield _figure(header.portrait)


def _figure(description: RichText) -> Element:
    return Element("Figure", plain(description), language=_language((description,)))


def _text(texts: tuple[RichText, ...], extracted: Extracted | None) -> str:
    return "" if extracted is None else extracted(" ".join(plain(text) for text in texts))


def _language(texts: tuple[RichText, ...]) -> str:
    """Return the language of all texts if it is a single one other than the document's, else ""."""
    found = {node.language if isinstance(node, InLanguage) else "" for text in texts for node in text}
    return found.pop() if len(found) == 1 else ""
