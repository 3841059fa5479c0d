"""Run cvtex without one kind of cache entry: `python bench/without.py KIND ARGUMENTS`. KIND `none` disables nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypeVar

from cvtex.cache.store import Cache
from cvtex.cli import main

T = TypeVar("T")
off = sys.argv.pop(1)
get, put, is_writable = Cache.get, Cache.put, Cache.is_writable


def get_unless(self: Cache, kind: str, key: object, type_: type[T]) -> T | None:
    return None if kind == off else get(self, kind, key, type_)


def put_unless(self: Cache, kind: str, key: object, value: object) -> None:
    if kind != off:
        put(self, kind, key, value)


def is_writable_unless(self: Cache) -> bool:
    # Only formats ask this. They are not made if there is no place for them.
    return off != "formats" and is_writable(self)


Cache.get, Cache.put, Cache.is_writable = get_unless, put_unless, is_writable_unless  # type: ignore[method-assign]
sys.argv[0] = str(Path("cvtex"))
main()
