"""Commands about the owner -> details: names, addresses, profiles, the photograph."""

from __future__ import annotations

from cvtex.importers.documents.blocks import Line, Row
from cvtex.importers.documents.words import Words, joined_words
from cvtex.importers.latex.classes import Meaning
from cvtex.importers.latex.frames import Reading
from cvtex.importers.latex.meanings import Arguments
from cvtex.importers.latex.scanner import Place, source_of


def read_owner(reader: Reading, name: str, meaning: Meaning, arguments: Arguments, at: Place) -> None:
    if meaning.action == "skip":
        return
    if meaning.action == "photo":
        reader.photo = (source_of(arguments[-1][1] or ()).strip(), at)
        return
    kind = ""
    addresses: list[Words] = []
    for key, nodes in arguments:
        if key in ("type", "network", "phone") and (key != "phone" or (key, nodes) != arguments[-1]):
            kind = source_of(nodes or ()).strip()
            continue
        if key == "head":
            for block in reader.blocks(nodes or ()):
                if isinstance(block, Line | Row):
                    for cell in block.cells:
                        reader.details.anything(cell, is_address=name in ("address", "location"))
            continue
        words = reader.argument_words(nodes, at, ", " if key == "address" else " ")
        if not words:
            continue
        if key == "address":
            addresses.append(words)
        else:
            _own_part(reader, key, words, name, kind)
    if address := joined_words(", ", addresses):
        reader.details.address(address)


def _own_part(reader: Reading, key: str, words: Words, command: str, kind: str) -> None:
    details = reader.details
    match key:
        case "given" | "family":
            reader.names[key] = words
            if len(reader.names) == 2:
                details.names(reader.names["given"], reader.names["family"])
        case "name":
            details.name(words)
        case "headline" | "quote":
            details.headline(words)
        case "email":
            details.email(words)
        case "phone":
            label = {"mobile": "Mobile", "fax": "Fax"}.get(kind)
            details.phone(words, Words((label,), words.span) if label else None)
        case "mobile" | "fax":
            details.phone(words, Words((key.capitalize(),), words.span))
        case "location":
            details.location = words
        case "website":
            details.website(words, words.links[0].url if words.links else "")
        case "profile":
            details.profile(kind or command, words, words.links[0].url if words.links else "")
        case "extra":
            details.anything(words)
        case "born":
            reader.extras.append(("Born", words))
        case "nationality" | "gender":
            reader.extras.append((key.capitalize(), words))
        case _:
            details.profile(key, words, words.links[0].url if words.links else "")
