"""What the CV's owner is of each work, from the cache where possible: reading names takes longer than selecting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cvtex.build.citing import entry_key, owner_key
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.model.bibliography import Entry
from cvtex.model.people import Owner
from cvtex.model.sections import OwnRole
from cvtex.value import Value

_MOST_OTHERS: Final = 10_000


class CachedRoles(Value):
    roles: frozenset[OwnRole]


def own_roles(entries: Iterable[Entry], owner: Owner, cache: Cache = NO_CACHE) -> dict[str, frozenset[str]]:
    """Entries -> roles by citation key."""
    known = cache.table("roles", owner_key(owner), CachedRoles, _MOST_OTHERS)
    found: dict[str, frozenset[str]] = {}
    for entry in entries:
        key = entry_key(entry)
        if not known.knows(key):
            known.add(key, CachedRoles(_read(entry, owner)))
        found[entry.key] = frozenset[str](known[key].roles)
    known.save()
    return found


def _read(entry: Entry, owner: Owner) -> frozenset[OwnRole]:
    from cvtex.cite.audit import audit, owner_roles

    return owner_roles(entry, audit(entry, owner))
