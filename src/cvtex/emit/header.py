"""Owner -> the blocks of the document header: name, headline, contact details."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, TypeAlias

from cvtex.emit import blocks
from cvtex.emit.blocks import BlockContent
from cvtex.emit.items import ItemComposer
from cvtex.model.dates import PartialDate, dates_of_day
from cvtex.model.people import Address, Contact, ContactLink, Email, Owner, PersonName, Phone, Url
from cvtex.model.text import Text
from cvtex.text.networks import NETWORKS
from cvtex.text.richtext import (
    InLanguage,
    Inline,
    LineBreak,
    Link,
    NoBreak,
    RichText,
    Styled,
    join,
    merge_strings,
    on_one_line,
    plain,
    without_links,
)
from cvtex.text.web_address import is_email, without_scheme
from cvtex.value import replace

_ContactLine: TypeAlias = tuple[str, RichText]
"""The name of the icon before a line, or "", and the line."""

_BRACKETS: Final = frozenset({"()", "[]", "（）", "［］", "〔〕"})
_COMMA: Final[RichText] = (", ",)
_COMMAS: Final = (",", ";", "、", "，")


def heading_name(name: PersonName, credentials: RichText = ()) -> RichText:
    """Return the name for the header and the running foot: with degrees, then in its native script."""
    own = join([(str(name),), (name.degrees,) if name.degrees else (), credentials], _COMMA)
    return (*own, " ", str(name.native)) if name.native else own


def header_blocks(
    owner: Owner,
    composer: ItemComposer,
    updated: PartialDate | None = None,
    *,
    is_one_block: bool = False,
    has_contact: bool = True,
    has_small_capitals: bool = False,
) -> Iterator[BlockContent]:
    """Yield the blocks of the header; with a photograph, or if so wished, a single one.

    `updated`: the date of the CV, if it is printed. `has_contact`: photograph and contact details stand in it.
    `has_small_capitals`: the name is set in them.
    """
    credentials = _further(composer.text(owner.credentials), owner.name.degrees)
    printed = heading_name(owner.name, credentials)
    if has_small_capitals:
        printed = (Styled("small-caps", printed),)
    name = blocks.Name(_title(owner, composer), printed, _note(owner, composer))
    headline = blocks.Headline(composer.text(owner.headline))
    contact = _contact_block(owner, composer) if has_contact else blocks.Contact((), ())
    portrait = _portrait(owner, composer) if has_contact else ()
    if portrait or is_one_block:
        yield blocks.Header(name, headline, contact, portrait)
    else:
        yield name
        if headline.text:
            yield headline
        if contact.lines:
            yield contact
    if updated:
        yield blocks.Note(
            _labelled((composer.words.last_updated,), composer.dates(dates_of_day(updated), in_full=True), composer)
        )


def _portrait(owner: Owner, composer: ItemComposer) -> RichText:
    """Return the description of the photograph; () if there is none."""
    if owner.photo is None:
        return ()
    return composer.text(owner.photo.alt) or (composer.words.portrait_of(str(owner.name)),)


def side_blocks(owner: Owner, composer: ItemComposer) -> Iterator[BlockContent]:
    """Yield photograph and contact details as blocks of the side column."""
    if portrait := _portrait(owner, composer):
        yield blocks.Portrait(portrait)
    contact = _contact_block(owner, composer)
    if contact.lines:
        yield contact


def _contact_block(owner: Owner, composer: ItemComposer) -> blocks.Contact:
    lines = [line for line in (*_born(owner, composer), *_contact(owner.contact, composer)) if line[1]]
    return blocks.Contact(tuple(text for _, text in lines), tuple(icon for icon, _ in lines))


def _title(owner: Owner, composer: ItemComposer) -> RichText:
    """Return `owner.title`, followed by the title in `owner.name` unless it is already part of it."""
    title, further = composer.text(owner.title), owner.name.title
    if not title or not further:
        return title or ((further,) if further else ())
    return title if further in plain(title) else (*title, f" {further}")


def _further(credentials: RichText, degrees: str) -> RichText:
    """Return `owner.credentials` unless the name has them already."""
    return () if plain(credentials) == degrees else credentials


def _note(owner: Owner, composer: ItemComposer) -> RichText:
    """Return pronouns and note in one pair of parentheses. A note that has its own gets no second pair."""
    pronouns, note = (_without_brackets(composer.text(text)) for text in (owner.pronouns, owner.name_note))
    inside = join([pronouns, note], _COMMA)
    return ("(", *inside, ")") if inside else ()


def _without_brackets(text: RichText) -> RichText:
    """`(she/her)` -> `she/her`; `(née) Bach (Ohm)` stays."""
    match text:
        case (InLanguage() | Styled() as node,):
            return (replace(node, content=_without_brackets(node.content)),)
        case (str(first), *_) if _is_in_brackets(plain(text)) and isinstance(text[-1], str):
            inner: RichText = (first[1:], *text[1:])
            return merge_strings((*inner[:-1], str(inner[-1])[:-1]))
    return text


def _is_in_brackets(text: str) -> bool:
    """Whether one pair of brackets encloses the whole text."""
    return f"{text[:1]}{text[-1:]}" in _BRACKETS and not any(sign in text[1:-1] for pair in _BRACKETS for sign in pair)


def _born(owner: Owner, composer: ItemComposer) -> Iterator[_ContactLine]:
    if owner.born:
        yield "", (f"{composer.words.born} ", *composer.dates(dates_of_day(owner.born), in_full=True))


def _contact(contact: Contact | None, composer: ItemComposer) -> Iterator[_ContactLine]:
    if contact is None:
        return
    for field in contact.fields:
        value = getattr(contact, field)
        if field in NETWORKS:
            if value:
                network = NETWORKS[field]
                yield network.icon, (Link(network.url(value), (network.text(value),)),)
            continue
        for one in value if isinstance(value, tuple) else (value,):
            yield from _detail(one, composer)


def _detail(
    detail: Email | Phone | Address | ContactLink | Url | Text | None, composer: ItemComposer
) -> Iterator[_ContactLine]:
    match detail:
        case Email(email=email, label=label):
            yield "envelope", _labelled(composer.text(label), _mail_link(composer.text(email)), composer)
        case Phone(phone=phone, label=label):
            yield "phone", _labelled(composer.text(label), composer.text(phone), composer)
        case Address(address=address, label=label):
            yield "place", _labelled(composer.text(label), _in_one_line(composer.text(address)), composer)
        case ContactLink(url=url, label=label):
            yield "link", (Link(url.address, without_links(composer.text(label)) or (without_scheme(url.address),)),)
        case Url(address):
            yield "globe", (Link(address, (without_scheme(address),)),)
        case Text():
            yield "place", composer.text(detail)
        case None:
            return


def _labelled(label: RichText, text: RichText, composer: ItemComposer) -> RichText:
    return join([(*label, composer.words.colon) if label else (), text], (" ",)) if text else ()


def _mail_link(text: RichText) -> RichText:
    address = plain(text).removeprefix("mailto:")
    return (Link(f"mailto:{address}", (address,)),) if is_email(address) else text


def _in_one_line(address: RichText) -> RichText:
    """Join the lines of an address by commas, where they do not end in one. Where space is short, it breaks there."""
    match address:
        case (InLanguage(language, content),):
            return (InLanguage(language, _in_one_line(content)),)
    lines = [on_one_line(tuple(line), ", ") for is_end, line in groupby(address, _is_line_break) if not is_end]
    if len(lines) < 2:
        return lines[0] if lines else ()
    ended = (line if plain(line).endswith(_COMMAS) else (*line, ",") for line in lines[:-1])
    return join([(NoBreak(merge_strings(line)),) for line in (*ended, lines[-1])], (" ",))


def _is_line_break(node: Inline) -> bool:
    return isinstance(node, LineBreak)
