"""Entries whose data others inherit -> those among them that are works of the CV's owner.

A volume of proceedings is in a .bib file so that papers can refer to it. It is a work of the owner only if it names the
owner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cvtex.cite.inheritance import find_parents
from cvtex.model.bibliography import Bibliography, Entry
from cvtex.model.people import Owner
from cvtex.value import replace


def mark_parents(bibliography: Bibliography, owner: Owner) -> Bibliography:
    """Mark the entries that only lend their data: others inherit from them, and they do not name the owner.

    A name that is nearly the owner's, or a list that ends in `and others`, may hide the owner: such an entry stays a
    work.
    """
    children = _children(bibliography.entries)
    if not children:
        return bibliography
    entries = tuple(
        replace(entry, lends_to=children[entry.key]) if entry.key in children and _is_foreign(entry, owner) else entry
        for entry in bibliography.entries
    )
    return replace(bibliography, entries=entries)


def _is_foreign(entry: Entry, owner: Owner) -> bool:
    # Most bibliographies have no parents, and need no reading of names here.
    from cvtex.cite.audit import audit

    audited = audit(entry, owner)
    return audited.verdict == "absent" and not audited.may_be_hidden


def _children(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Keys of the entries that inherit from each entry."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry, parent in find_parents(entries):
        if parent.key != entry.key:
            found[parent.key].append(entry.key)
    return {key: tuple(dict.fromkeys(children)) for key, children in found.items()}
