"""Owner -> the blocks of the document header: name and contact details."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.emit import blocks
from cvtex.emit.blocks import BlockContent
from cvtex.emit.items import ItemComposer
from cvtex.model.dates import Dates
from cvtex.model.people import Contact, Owner, PersonName
from cvtex.model.text import Text
from cvtex.text.richtext import Link, RichText, on_one_line, plain
from cvtex.text.web_address import without_scheme


def heading_name(name: PersonName) -> RichText:
    """Return the name for the header and the running foot: with degrees, then in its native script."""
    own = ", ".join(part for part in (str(name), name.degrees) if part)
    return (own, " ", str(name.native)) if name.native else (own,)


def header_blocks(owner: Owner, composer: ItemComposer) -> Iterator[BlockContent]:
    note = composer.text(owner.name_note)
    name = blocks.Name(_title(owner, composer), heading_name(owner.name), ("(", *note, ")") if note else ())
    lines = tuple(line for line in (*_born(owner, composer), *_contact(owner.contact, composer)) if line)
    if owner.photo:
        shown = composer.text(owner.photo.alt) or (composer.words.portrait_of(str(owner.name)),)
        yield blocks.Header(name, lines, shown)
        return
    yield name
    if lines:
        yield blocks.Contact(lines)


def _title(owner: Owner, composer: ItemComposer) -> RichText:
    """Return `owner.title`, followed by the title in `owner.name` unless it is already part of it."""
    title, further = composer.text(owner.title), owner.name.title
    if not title or not further:
        return title or ((further,) if further else ())
    return title if further in plain(title) else (*title, f" {further}")


def _born(owner: Owner, composer: ItemComposer) -> Iterator[RichText]:
    if owner.born:
        yield (f"{composer.words.born} ", *composer.dates(Dates(owner.born)))


def _contact(contact: Contact | None, composer: ItemComposer) -> Iterator[RichText]:
    if contact is None:
        return
    yield _linked(contact.email, "mailto:", composer)
    yield composer.text(contact.phone)
    yield on_one_line(composer.text(contact.address), ", ")
    yield composer.text(contact.location)
    for url in (contact.website, contact.mastodon):
        if url:
            yield (Link(url.address, (without_scheme(url.address),)),)
    if contact.orcid:
        yield (Link(f"https://orcid.org/{contact.orcid}", (f"orcid.org/{contact.orcid}",)),)
    if contact.google_scholar:
        yield (Link(f"https://scholar.google.com/citations?user={contact.google_scholar}", ("Google Scholar",)),)
    for site, name in (
        ("github.com", contact.github),
        ("linkedin.com/in", contact.linkedin),
        ("bsky.app/profile", contact.bluesky),
    ):
        if name:
            yield (Link(f"https://{site}/{name}", (f"{site}/{name}",)),)


def _linked(text: Text | None, scheme: str, composer: ItemComposer) -> RichText:
    shown = composer.text(text)
    return (Link(scheme + str(text), shown),) if shown else ()
