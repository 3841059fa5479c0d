"""What the program's values are made of."""

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
    "field",
    "fields_of",
    "from_bytes",
    "from_plain",
    "replace",
    "to_bytes",
]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """Named, typed fields that never change; equal, and hashed, by content.

    A frozen dataclass with slots in all but this: a dataclass compiles its methods from text whenever its module is
    loaded, which for all of the program's was a sixth of the time of a build. `Struct` is the same with fields that may
    change, for what one piece of work keeps for itself.
    """


def to_bytes(value: Any) -> bytes:
    """A value, and what is in it, by its fields' names, in MessagePack. Raises ValueError for what that cannot hold."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=_plain)
    except (msgspec.MsgspecError, TypeError, OverflowError, RecursionError) as problem:
        raise ValueError(str(problem)) from problem


def canonical_bytes(value: Any) -> bytes:
    """The same for equal values in every process: sets and mappings are sorted. Types count only where they are tagged.

    Raises TypeError for what has no order: a mapping whose keys are not strings, a set of structs.
    """
    try:
        return msgspec.msgpack.encode(value, enc_hook=_plain, order="deterministic")
    except UnicodeEncodeError:
        # The name of a file that is not in UTF-8.
        import json

        return json.dumps(msgspec.to_builtins(value, enc_hook=_plain, order="deterministic")).encode("ascii")


def _plain(value: Any) -> Any:
    """A string that knows more, such as where it stands, is written as a string."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"{type(value).__name__} cannot be written as bytes")


def from_bytes(data: bytes, kind: type[T]) -> T:
    """The reverse; what it gives has the types that `kind` asks for. Raises ValueError for anything else."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise ValueError(str(problem)) from problem


def from_plain(data: Any, kind: type[T]) -> T:
    """Dictionaries, lists and strings, as TOML has them -> a value. Raises ValueError where they are of another form."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as problem:
        raise ValueError(str(problem)) from problem
