"""The model's classes, field by field, for the checker and the JSON Schema.

A `Shape` describes a type of the model: a leaf (text, dates, a number ...), one of several words, a list, a mapping, a
record, or one of several records by `kind`.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from cvtex.model.text import Text
from cvtex.value import Value, default_of, fields_of


class Leaf(Value):
    type: type


class OneOf(Value):
    words: tuple[str, ...]


class ListOf(Value):
    item: Shape


class MappingOf(Value):
    value: Shape


class FieldShape(Value):
    name: str
    shape: Shape
    description: str
    is_required: bool


class Record(Value):
    """`name` is that of the class. `shorthand` names the field that a bare scalar or list fills.

    Exactly one of the fields in `one_of` must be given, if there are any. `keeps_order`: the order of fields matters.
    `keeps_places`: the place of each field matters.
    `absent`: fields that the record lacks, each with the reason.
    """

    type: type
    name: str
    fields: Mapping[str, FieldShape]
    shorthand: str | None
    one_of: tuple[str, ...] = ()
    keeps_order: bool = False
    keeps_places: bool = False
    absent: Mapping[str, str] = MappingProxyType({})


class ByKind(Value):
    """One of several records, selected by the word under `kind`."""

    records: Mapping[str, Record]


Shape: TypeAlias = Leaf | OneOf | ListOf | MappingOf | Record | ByKind

# The field for a record's place, which the reader fills in; authors never write it.
PLACE = "span"
# The field for the names of a record's fields in the order of the file, which the reader fills in, too.
ORDER = "written"
# The field for the places of a record's fields, by name, which the reader fills in, too.
PLACES = "places"


@cache
def record_of(cls: Any, leaves: frozenset[type]) -> Record:
    """A class of values, or a generic one with its arguments -> its fields. Classes in `leaves` stay leaves."""
    origin = get_origin(cls) or cls
    fields = {}
    keeps_order = keeps_places = False
    # The class's own fields come before inherited ones, since they say more about it.
    own = inspect.get_annotations(origin)
    for field in sorted(fields_of(cls), key=lambda field: field.name not in own):
        if field.name == PLACE:
            continue
        if field.name == ORDER:
            keeps_order = True
            continue
        if field.name == PLACES:
            keeps_places = True
            continue
        description = field.type.__metadata__[0] if get_origin(field.type) is Annotated else ""
        fields[field.name] = FieldShape(field.name, _shape(field.type, leaves), description, field.required)
    name = "".join(part.__name__ for part in (*get_args(cls), origin))
    shorthand, one_of = getattr(origin, "shorthand", None), getattr(origin, "one_of", ())
    absent = getattr(origin, "absent", {})
    return Record(origin, name, fields, shorthand, one_of, keeps_order, keeps_places, absent)


def _shape(annotation: Any, leaves: frozenset[type]) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], leaves)
    if origin is Literal:
        return OneOf(arguments)
    if origin is tuple:
        return ListOf(_shape(arguments[0], leaves))
    if origin is Mapping:
        return MappingOf(_shape(arguments[1], leaves))
    if origin in (Union, types.UnionType):
        members = [member for member in arguments if member is not type(None)]
        if len(members) == 1:
            return _shape(members[0], leaves)
        return _by_kind(members, leaves)
    if annotation in leaves:
        return Leaf(annotation)
    return record_of(annotation, leaves)


def is_text(shape: Shape) -> bool:
    """Whether a shape is a text, which may be given in several languages."""
    return isinstance(shape, Leaf) and issubclass(shape.type, Text)


def _by_kind(members: list[type], leaves: frozenset[type]) -> ByKind:
    return ByKind(_Records({default_of(member, "kind"): member for member in members}, leaves))


class _Records(Mapping[str, Record]):
    """Records by kind. Each is described when it is first asked for, since a CV has few of the kinds."""

    def __init__(self, members: Mapping[str, type], leaves: frozenset[type]) -> None:
        self._members, self._leaves = members, leaves

    def __getitem__(self, kind: str) -> Record:
        return record_of(self._members[kind], self._leaves)

    def __contains__(self, kind: object) -> bool:
        return kind in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)
