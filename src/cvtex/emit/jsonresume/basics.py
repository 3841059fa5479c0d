"""Owner -> `basics`: name, contact details and profiles."""

from __future__ import annotations

from typing import Any

from cvtex.emit.items import ItemComposer
from cvtex.model.people import Contact, Owner
from cvtex.model.text import Text
from cvtex.text.networks import NETWORKS
from cvtex.text.richtext import on_one_line, plain
from cvtex.text.web_address import encoded_url, without_scheme
from cvtex.value import Value


class Basics(Value):
    """What the schema has a place for: the first address of each kind. `birthDate` is a key of our own."""

    owner: Owner
    composer: ItemComposer
    summary: str = ""

    def of(self) -> dict[str, Any]:
        owner = self.owner
        found: dict[str, Any] = {
            "name": str(owner.name),
            "label": self._text(owner.headline),
            "summary": self.summary,
            "birthDate": str(owner.born) if owner.born else "",
            **(self._of_contact(owner.contact) if owner.contact else {}),
        }
        return {name: value for name, value in found.items() if value}

    def _of_contact(self, contact: Contact) -> dict[str, Any]:
        postal = next((plain(on_one_line(self.composer.text(one.address), ", ")) for one in contact.address), "")
        address = postal or self._text(contact.location)
        return {
            "email": next((self._text(one.email) for one in contact.email), ""),
            "phone": next((self._text(one.phone) for one in contact.phone), ""),
            "url": next((encoded_url(one.address) for one in contact.website), ""),
            "location": {"address": address} if address else {},
            "profiles": [*self._profiles(contact), *self._links(contact)],
        }

    @staticmethod
    def _profiles(contact: Contact) -> list[dict[str, str]]:
        return [
            {"network": network.title, "username": str(name), "url": network.url(name)}
            for field, network in NETWORKS.items()
            if (name := getattr(contact, field, None))
        ]

    def _links(self, contact: Contact) -> list[dict[str, str]]:
        return [
            {
                "network": self._text(link.label) or without_scheme(link.url.address),
                "url": encoded_url(link.url.address),
            }
            for link in contact.links
        ]

    def _text(self, text: Text | None) -> str:
        return plain(self.composer.text(text))
