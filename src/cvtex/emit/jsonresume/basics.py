"""Owner -> `basics`: name, contact details and profiles."""

from __future__ import annotations

from typing import Any

from cvtex.emit.items import ItemComposer
from cvtex.model.people import Contact, Owner
from cvtex.model.text import Text
from cvtex.text.networks import NETWORKS
from cvtex.text.richtext import plain
from cvtex.text.web_address import encoded_url


def basics(owner: Owner, composer: ItemComposer) -> dict[str, Any]:
    """Return what the schema has a place for: the first address of each kind."""

    def text(one: Text | None) -> str:
        return plain(composer.text(one))

    found: dict[str, Any] = {"name": str(owner.name), "label": text(owner.headline)}
    if contact := owner.contact:
        found |= {
            "email": next((text(one.email) for one in contact.email), ""),
            "phone": next((text(one.phone) for one in contact.phone), ""),
            "url": next((encoded_url(one.address) for one in contact.website), ""),
            "location": {"address": place} if (place := text(contact.location)) else {},
            "profiles": _profiles(contact),
        }
    return {name: value for name, value in found.items() if value}


def _profiles(contact: Contact) -> list[dict[str, str]]:
    return [
        {"network": network.title, "username": str(name), "url": network.url(name)}
        for field, network in NETWORKS.items()
        if (name := getattr(contact, field, None))
    ]
