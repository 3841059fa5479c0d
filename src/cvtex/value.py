"""Base class of the program's values, and their conversion to and from bytes."""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

import msgspec
from msgspec import Struct, field
from msgspec.structs import fields as fields_of
from msgspec.structs import replace

__all__ = [
    "Struct",
    "Value",
    "canonical_bytes",
    "default_of",
    "field",
    "fields_of",
    "from_bytes",
    "from_plain",
    "json_lines",
    "replace",
    "to_bytes",
]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """An immutable record, compared and hashed by content.

    Used in place of a frozen dataclass, which compiles its methods whenever its module is imported and so slows down
    the start. `Struct` is the same with mutable fields, for the local state of one computation.
    """


def default_of(kind: type[Any], name: str) -> Any:
    """The default of a field, without describing the types of all fields."""
    defaults = kind.__struct_defaults__
    return dict(zip(reversed(kind.__struct_fields__), reversed(defaults), strict=False))[name]


def to_bytes(value: Any) -> bytes:
    """Value -> MessagePack, with field names. Raises ValueError if the format cannot hold it."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=_plain)
    except (msgspec.MsgspecError, TypeError, OverflowError, RecursionError) as problem:
        raise ValueError(str(problem)) from problem


def json_lines(value: object) -> bytes:
    """Lists, mappings and texts -> JSON that people can read, too. `json` takes ten times as long to indent."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def canonical_bytes(value: Any) -> bytes:
    """Value -> the same bytes in every process: sets and mappings are sorted. Untagged types are not distinguished.

    Raises TypeError for values without an order: a mapping whose keys are not strings, a set of structs.
    """
    try:
        return msgspec.msgpack.encode(value, enc_hook=_plain, order="deterministic")
    except UnicodeEncodeError:
        # The name of a file may be invalid UTF-8.
        import json

        return json.dumps(msgspec.to_builtins(value, enc_hook=_plain, order="deterministic")).encode("ascii")


def _plain(value: Any) -> Any:
    """Write a subclass of `str`, such as one with a source span, as a plain string."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"{type(value).__name__} cannot be written as bytes")


def from_bytes(data: bytes, kind: type[T]) -> T:
    """MessagePack -> a value of the type `kind`. Raises ValueError if the bytes do not match it."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise ValueError(str(problem)) from problem


def from_plain(data: Any, kind: type[T]) -> T:
    """Dictionaries, lists and strings, such as from TOML -> a value. Raises ValueError if they do not match `kind`."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as problem:
        raise ValueError(str(problem)) from problem
