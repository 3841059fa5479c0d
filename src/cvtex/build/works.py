"""The printed works as data, from the cache where possible: reading names takes longer than writing a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cvtex.build.citing import entry_key, owner_key
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.model.bibliography import Entry
from cvtex.model.people import Owner
from cvtex.model.work import Work

_MOST_OTHERS: Final = 10_000


def works_as_data(entries: Iterable[Entry], owner: Owner, cache: Cache = NO_CACHE) -> tuple[Work, ...]:
    known = cache.table("works", owner_key(owner), Work, _MOST_OTHERS)
    found: list[Work] = []
    for entry in entries:
        key = entry_key(entry)
        if not known.knows(key):
            known.add(key, _read(entry, owner))
        found.append(known[key])
    known.save()
    return tuple(found)


def _read(entry: Entry, owner: Owner) -> Work:
    from cvtex.cite.works import work_of

    return work_of(entry, owner)
