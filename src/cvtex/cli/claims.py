"""Which CV of several writes which files: the first that claims them."""

from __future__ import annotations

from collections.abc import Callable

# Output paths, without their suffixes -> the CV that writes one of them already; "" if they are free.
Claim = Callable[[tuple[str, ...]], str]


def all_free(_: tuple[str, ...]) -> str:
    """The claim of a CV that is alone."""
    return ""
