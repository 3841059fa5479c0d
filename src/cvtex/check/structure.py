"""Node x Shape -> a value of the model. Every problem is reported, and what is sound is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

from cvtex.check.leaves import LEAVES, describe, read_string
from cvtex.check.report import Report
from cvtex.check.shapes import ByKind, Choice, Leaf, ListOf, MappingOf, Record, Shape, record_of
from cvtex.diagnostics import Span, did_you_mean
from cvtex.node import Mapping, Node, Scalar, Sequence

T = TypeVar("T")


def structure(node: Node, cls: Callable[..., T], report: Report) -> T | None:
    """The dataclass `cls` filled from `node`, or None where something that it needs is missing or wrong."""
    return cast("T | None", _read(node, record_of(cls, frozenset(LEAVES)), report))


def _read(node: Node, shape: Shape, report: Report) -> Any:
    match shape:
        case Leaf(cls):
            return LEAVES[cls](node, report)
        case Choice(words):
            return _read_choice(node, words, report)
        case ListOf(item):
            return _read_list(node, item, report)
        case MappingOf(value):
            return _read_mapping(node, value, report)
        case Record():
            return _read_record(node, shape, report)
        case ByKind():
            return _read_by_kind(node, shape, report)


def _read_choice(node: Node, words: tuple[str, ...], report: Report) -> str | None:
    text = read_string(node, report)
    if text is None or text in words:
        return text
    hint = did_you_mean(text, words) or f"one of {', '.join(words)}"
    report.error(f"unknown value '{text}'", node.span, hint)
    return None


def _read_list(node: Node, item: Shape, report: Report) -> tuple[Any, ...] | None:
    if isinstance(node, Scalar) and node.is_null:
        return ()
    if not isinstance(node, Sequence):
        # One text where a list of texts may stand is a list of one.
        if isinstance(node, Scalar) and (isinstance(item, Leaf | Choice) or _has_shorthand(item)):
            value = _read(node, item, report)
            return () if value is None else (value,)
        report.error(f"a list is expected here, not {describe(node)}", node.span, "begin each member with '- '")
        return None
    values = (_read(member, item, report) for member in node.items)
    return tuple(value for value in values if value is not None)


def _has_shorthand(shape: Shape) -> bool:
    return isinstance(shape, Record) and shape.shorthand is not None


def _read_mapping(node: Node, value_shape: Shape, report: Report) -> dict[str, Any] | None:
    if not isinstance(node, Mapping):
        report.error(f"a mapping is expected here, not {describe(node)}", node.span, "write 'name: ...' lines")
        return None
    values = {}
    for key, child in node.items.items():
        # What stands under a name is best found by that name.
        named = replace(child, span=node.keys[key]) if isinstance(child, Mapping) else child
        value = _read(named, value_shape, report)
        if value is not None:
            values[key] = value
    return values


def _read_by_kind(node: Node, shape: ByKind, report: Report) -> Any:
    if not isinstance(node, Mapping):
        report.error(f"a mapping is expected here, not {describe(node)}", node.span)
        return None
    kinds = ", ".join(shape.records)
    if "kind" not in node.items:
        report.error("'kind' is missing", node.span, f"one of {kinds}")
        return None
    kind = read_string(node.items["kind"], report)
    if kind is None:
        return None
    if kind not in shape.records:
        hint = did_you_mean(kind, shape.records) or f"one of {kinds}"
        report.error(f"unknown kind '{kind}'", node.items["kind"].span, hint)
        return None
    return _read_record(node, shape.records[kind], report)


def _read_record(node: Node, record: Record, report: Report) -> Any:
    if isinstance(node, Scalar) and not node.is_null and record.shorthand:
        value = _read(node, record.fields[record.shorthand].shape, report)
        return None if value is None else record.type(**{record.shorthand: value, "span": node.span})
    if isinstance(node, Scalar) and node.is_null and not any(f.is_required for f in record.fields.values()):
        return record.type(span=node.span)
    if not isinstance(node, Mapping):
        report.error(f"a mapping is expected here, not {describe(node)}", node.span, _fields_of(record))
        return None
    values: dict[str, Any] = {"span": node.span}
    complete = True
    for key, child in node.items.items():
        field = record.fields.get(key)
        if field is None:
            _unknown_field(key, node.keys[key], record, report)
        elif isinstance(child, Scalar) and child.is_null and not field.is_required:
            continue
        else:
            value = _read(child, field.shape, report)
            if value is not None:
                values[key] = value
            complete = complete and (value is not None or not field.is_required)
    for field in record.fields.values():
        if field.is_required and field.name not in node.items:
            report.error(f"'{field.name}' is missing", node.span, field.description)
            complete = False
    return record.type(**values) if complete else None


def _unknown_field(key: str, span: Span, record: Record, report: Report) -> None:
    report.error(f"unknown field '{key}'", span, did_you_mean(key, record.fields) or _fields_of(record))


def _fields_of(record: Record) -> str:
    return f"known fields: {', '.join(record.fields)}"
