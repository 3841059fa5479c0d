"""Results of pure functions, remembered by whoever calls the stage: a stage is handed a `Memo` and knows no cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")
Result = TypeVar("Result")


class Memo(Protocol[T]):
    """Return the result for a key, and call `make` only if it is not known. All that decides on it is in the key."""

    def __call__(self, key: str, make: Callable[[], T], /) -> T: ...


def fresh(_key: str, make: Callable[[], Result], /) -> Result:
    """Remember nothing."""
    return make()
