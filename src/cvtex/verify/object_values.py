"""Values of a PDF's objects as pypdf reads them, whatever they are: what is not there or is broken is None or empty."""

from __future__ import annotations

from typing import Any, Final

from cvtex.value import Struct, field

# What pypdf lets through where an object is not of the kind that it should be.
BROKEN: Final = (
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ValueError,
    RecursionError,
    AssertionError,
    NotImplementedError,
)
_MOST_TEXT: Final = 100_000


class Damage(Struct):
    """Each kind is told once."""

    found: dict[str, None] = field(default_factory=dict)

    def tell(self, message: str) -> None:
        self.found[message] = None


def raw(dictionary: Any, name: str) -> Any:
    """The value as it stands, which may be a reference."""
    return dictionary.raw_get(name) if name in dictionary and hasattr(dictionary, "raw_get") else None


def resolved(value: Any) -> Any:
    """None for what is not there or cannot be read."""
    from pypdf.errors import PyPdfError
    from pypdf.generic import NullObject

    try:
        found = None if value is None else value.get_object()
    except (PyPdfError, *BROKEN):
        return None
    return None if isinstance(found, NullObject) else found


def entry(dictionary: Any, name: str) -> Any:
    return resolved(raw(dictionary, name))


def dictionary(value: Any) -> Any:
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def said(dictionary: Any, name: str) -> str | None:
    value = entry(dictionary, name)
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return str(value)[:_MOST_TEXT] if isinstance(value, str) else None
