"""Interface through which a stage memoises results of pure functions without depending on the cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")
Result = TypeVar("Result")


class Memo(Protocol[T]):
    """Return the result for a key; call `make` only if it is unknown. The key must determine the result."""

    def __call__(self, key: str, make: Callable[[], T], /) -> T: ...


def fresh(_key: str, make: Callable[[], Result], /) -> Result:
    """A `Memo` that remembers nothing."""
    return make()
