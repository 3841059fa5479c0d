"""Node and Shape -> a value of the model. Reports every problem, and keeps the valid parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from cvtex.check.leaves import LEAVES
from cvtex.check.other_names import field_meant, suggested_kind, suggested_value
from cvtex.check.report import Report
from cvtex.check.shapes import (
    ORDER,
    PLACE,
    PLACES,
    ByKind,
    Leaf,
    ListOf,
    MappingOf,
    OneOf,
    Record,
    Shape,
    is_text,
    record_of,
)
from cvtex.check.texts import TEXT_FIELDS
from cvtex.check.words import if_text_is_meant, part_of_a_text, read_string, refuse
from cvtex.diagnostics import nearest
from cvtex.locales.tags import LANGUAGE_TAG
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.model.text import Text
from cvtex.value import replace

T = TypeVar("T")


def structure(node: Node, cls: Callable[..., T], report: Report) -> T | None:
    """Fill `cls` from `node`; None if a required field is missing or wrong."""
    return cast("T | None", _read(node, record_of(cls, frozenset(LEAVES)), report))


def _read(node: Node, shape: Shape, report: Report) -> Any:
    match shape:
        case Leaf(cls):
            return LEAVES[cls](node, report)
        case OneOf(words):
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
    hint = suggested_value(text, words) or (f"one of {', '.join(words)}" if len(words) > 1 else f"write {words[0]}")
    report.error(f"unknown value '{text}'", node.span, hint)
    return None


def _read_list(node: Node, item: Shape, report: Report) -> tuple[Any, ...] | None:
    if isinstance(node, Scalar) and node.is_null:
        return ()
    if not isinstance(node, Sequence):
        # A single text in place of a list is a list of one, as is a single record that can be such a text.
        if _has_shorthand(item) or is_text(item) or (isinstance(node, Scalar) and isinstance(item, Leaf | OneOf)):
            value = _read(node, item, report)
            return () if value is None or _is_blank_member(value, node, item, report) else (value,)
        refuse(node, "a list", report, "start each item with '- '")
        return None
    values = []
    for member in node.items:
        if _is_empty(member, item):
            report.error("this list item is empty", member.span, if_text_is_meant(member))
        else:
            value = _read(member, item, report)
            if value is not None and not _is_blank_member(value, member, item, report):
                values.append(value)
    return tuple(values)


def _is_blank_member(value: Any, node: Node, shape: Shape, report: Report) -> bool:
    """Whether a member of a list has an empty text, which has been reported, where its name belongs.

    It is an error if the member has other fields, since they would vanish with it.
    """
    if not isinstance(shape, Record):
        return _is_blank(value)
    name = next((field.name for field in shape.fields.values() if field.is_required and is_text(field.shape)), None)
    if name is None or not _is_blank(getattr(value, name)):
        return False
    if isinstance(node, Mapping) and name in node.items and len(node.items) > 1:
        report.error(f"'{name}' is empty", node.keys[name], "write it, or delete the whole item")
    return True


def _is_blank(value: Any) -> bool:
    """Whether a text is empty in all languages."""
    return isinstance(value, Text) and not any(value.full.values())


def _is_empty(node: Node, shape: Shape) -> bool:
    """Whether a value is required but missing."""
    if not (isinstance(node, Scalar) and node.is_null) or isinstance(shape, ListOf):
        return False
    return not isinstance(shape, Record) or any(field.is_required for field in shape.fields.values())


def _has_shorthand(shape: Shape) -> bool:
    return isinstance(shape, Record) and shape.shorthand is not None


def _read_mapping(node: Node, value_shape: Shape, report: Report) -> dict[str, Any] | None:
    if not isinstance(node, Mapping):
        refuse(node, "a mapping", report, "give each one a name ('name:') and indent its fields under it")
        return None
    values = {}
    for key, child in node.items.items():
        if _is_empty(child, value_shape):
            report.error(f"'{key}' has no value", node.keys[key], if_text_is_meant(child))
            continue
        # The key is the best place to report for the mapping under it.
        named = replace(child, span=node.keys[key]) if isinstance(child, Mapping) else child
        value = _read(named, value_shape, report)
        if value is not None:
            values[key] = value
    return values


def _read_by_kind(node: Node, shape: ByKind, report: Report) -> Any:
    kinds = f"one of {', '.join(shape.records)}"
    if not isinstance(node, Mapping):
        refuse(node, "a mapping", report, f"its field 'kind' is {kinds}")
        return None
    if "kind" not in node.items:
        misspelt = next((key for key in node.items if nearest(key, ["kind"])), None)
        if misspelt is None:
            report.error("'kind' is missing", node.span, kinds)
        else:
            report.error(f"unknown field '{misspelt}'", node.keys[misspelt], "did you mean 'kind'?")
        return None
    kind = read_string(node.items["kind"], report)
    if kind is None:
        return None
    if kind not in shape.records:
        report.error(f"unknown kind '{kind}'", node.items["kind"].span, suggested_kind(kind, shape.records) or kinds)
        return None
    return _read_record(node, shape.records[kind], report)


def _read_record(node: Node, record: Record, report: Report) -> Any:
    if record.shorthand and _fills(node, record.fields[record.shorthand].shape):
        if isinstance(node, Scalar) and not node.quoted and (hint := _missing_blank(node, record)):
            report.warning("this is read as a text, not as a field", node.span, hint)
        value = _read(node, record.fields[record.shorthand].shape, report)
        return None if value is None else record.type(**{record.shorthand: value, "span": node.span})
    if isinstance(node, Scalar) and node.is_null and not _is_empty(node, record):
        return record.type(span=node.span)
    if not isinstance(node, Mapping):
        expected = "a mapping" if record.shorthand is None else "a text or a mapping"
        hint = _missing_blank(node, record) or _needless_dashes(node, record) or _fields_of(record)
        refuse(node, expected, report, hint)
        return None
    if _is_text_in_languages(node, record):
        assert record.shorthand is not None
        return _fill_record(_with_shorthand(node, record.shorthand, record), record, report)
    return _fill_record(node, record, report)


def _is_text_in_languages(node: Mapping, record: Record) -> bool:
    """Whether the mapping gives the record's text in place of its name, as in `{de: ..., en: ...}` or `{text: ...}`."""
    if record.shorthand is None or record.shorthand in node.items:
        return False
    return is_text(record.fields[record.shorthand].shape) and any(
        key not in record.fields and (key in TEXT_FIELDS or LANGUAGE_TAG.fullmatch(key)) for key in node.items
    )


def _with_shorthand(node: Mapping, shorthand: str, record: Record) -> Mapping:
    """The same mapping with everything that is no field of the record under `shorthand`."""
    fields = {key: child for key, child in node.items.items() if key in record.fields}
    of_text = {key: child for key, child in node.items.items() if key not in record.fields}
    text = Mapping(of_text, node.keys, node.span, node.is_flow)
    return Mapping({**fields, shorthand: text}, {**node.keys, shorthand: node.span}, node.span, node.is_flow)


def _fills(node: Node, shorthand: Shape) -> bool:
    """Whether a node stands for a record with this one field."""
    return (isinstance(node, Scalar) and not node.is_null) or (
        isinstance(node, Sequence) and isinstance(shorthand, ListOf)
    )


def _fill_record(node: Mapping, record: Record, report: Report) -> Any:
    values: dict[str, Any] = {"span": node.span}
    complete = True
    misspelt: set[str | None] = set()
    for key, child in node.items.items():
        field = record.fields.get(key)
        if field is None and (part := part_of_a_text(node, key, record.fields, is_text=_is_one_text(node, record))):
            misspelt |= {nearest(key, record.fields), record.shorthand}
            report.error(part[0], node.keys[key], part[1])
        elif field is None:
            meant = _field_meant(key, node, record)
            misspelt.add(meant)
            known = f"did you mean '{meant}'?" if meant else _fields_of(record)
            report.error(f"unknown field '{key}'", node.keys[key], record.absent.get(key) or known)
        elif field.is_required and _is_empty(child, field.shape):
            report.error(f"'{key}' has no value", node.keys[key], if_text_is_meant(child))
            complete = False
        elif isinstance(child, Scalar) and child.is_null and not field.is_required:
            continue
        else:
            value = _read(child, field.shape, report)
            if value is not None and (field.is_required or not _is_blank(value)):
                values[key] = value
            complete = complete and (value is not None or not (field.is_required or key in record.one_of))
    for field in record.fields.values():
        if field.is_required and field.name not in node.items:
            if field.name not in misspelt:
                report.error(f"'{field.name}' is missing", node.span, field.description)
            complete = False
    if record.keeps_order:
        values[ORDER] = tuple(name for name in values if name != PLACE)
    if record.keeps_places:
        values[PLACES] = {name: node.items[name].span for name in values if name in node.items}
    return record.type(**values) if _has_one_of(node, record, misspelt, report) and complete else None


def _has_one_of(node: Mapping, record: Record, misspelt: set[str | None], report: Report) -> bool:
    """Report whether none, or several, of the fields are given of which there must be one."""
    given = [name for name in node.items if name in record.one_of]
    if len(given) > 1:
        report.error(f"'{given[1]}' stands beside '{given[0]}'", node.keys[given[1]], "keep one of them")
    elif record.one_of and not given and not misspelt.intersection(record.one_of):
        first, *others = record.one_of
        choice = " or ".join(f"'{name}': {_lower(record.fields[name].description)}" for name in others)
        report.error(f"'{first}' is missing", node.span, f"{record.fields[first].description} Or {choice}")
    return not record.one_of or len(given) == 1


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _is_one_text(node: Mapping, record: Record) -> bool:
    return record.shorthand is not None and len(node.items) == 1


def _missing_blank(node: Node, record: Record) -> str:
    """Suggest a space after the colon: YAML reads `name:Ada` as one word."""
    found = re.match(r"(\w+):\S", node.text) if isinstance(node, Scalar) else None
    return f"add a space after '{found[1]}:'" if found and found[1] in record.fields else ""


def _needless_dashes(node: Node, record: Record) -> str:
    """Suggest one mapping in place of a list with a field in each item."""
    items = node.items if isinstance(node, Sequence) else ()
    is_field = any(isinstance(item, Mapping) and not record.fields.keys().isdisjoint(item.items) for item in items)
    return "delete the dashes: these are fields of one mapping" if is_field else ""


def _field_meant(key: str, node: Mapping, record: Record) -> str | None:
    """A field with the same meaning or a similar name; if possible, one that is not given."""
    others = [name for name in record.fields if name not in node.items]
    return field_meant(key, others) or nearest(key, others) or nearest(key, record.fields)


def _fields_of(record: Record) -> str:
    return f"known fields: {', '.join(record.fields)}"
