"""The model's classes, field by field, as the checker and the JSON Schema need them.

A `Shape` is a type of the model taken apart: a leaf (text, dates, a number ...), a choice of words, a list, a mapping, a
record, or a choice of records by their `kind`.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Leaf:
    type: type


@dataclass(frozen=True, slots=True)
class Choice:
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Shape


@dataclass(frozen=True, slots=True)
class MappingOf:
    value: Shape


@dataclass(frozen=True, slots=True)
class FieldShape:
    name: str
    shape: Shape
    description: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Record:
    """`shorthand` names the field that a bare scalar fills."""

    type: type
    fields: Mapping[str, FieldShape]
    shorthand: str | None


@dataclass(frozen=True, slots=True)
class ByKind:
    """One of several records; the word under `kind` says which."""

    records: Mapping[str, Record]


Shape: TypeAlias = Leaf | Choice | ListOf | MappingOf | Record | ByKind

# Filled in from the place where a record was read, and never written by an author.
PLACE = "span"


@cache
def record_of(cls: Any, leaves: frozenset[type]) -> Record:
    """A dataclass -> Record. Classes in `leaves` are not taken apart."""
    hints = get_type_hints(cls, include_extras=True)
    fields = {}
    # What is the class's own says more about it than what it shares with others.
    own = inspect.get_annotations(cls)
    for field in sorted(dataclasses.fields(cls), key=lambda field: field.name not in own):
        if field.name == PLACE:
            continue
        annotation = hints[field.name]
        description = annotation.__metadata__[0] if get_origin(annotation) is Annotated else ""
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        fields[field.name] = FieldShape(field.name, _shape(annotation, leaves), description, required)
    return Record(cls, fields, getattr(cls, "shorthand", None))


def _shape(annotation: Any, leaves: frozenset[type]) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], leaves)
    if origin is Literal:
        return Choice(arguments)
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


def _by_kind(members: list[type], leaves: frozenset[type]) -> ByKind:
    records = {}
    for member in members:
        record = record_of(member, leaves)
        kind = record.fields["kind"].shape
        assert isinstance(kind, Choice)
        records[kind.words[0]] = record
    return ByKind(records)
