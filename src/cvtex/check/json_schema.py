"""The model's shapes -> a JSON Schema (draft 2020-12) with which editors complete and check cv.yaml.

Editors apply YAML's own types, whereas cvtex reads every scalar as text. The schema therefore allows a number or date
wherever text is allowed.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator
from typing import Any

from cvtex.check.dates import DATES_PARTS
from cvtex.check.leaves import LEAVES
from cvtex.check.person_names import NAME_PARTS
from cvtex.check.shapes import ByKind, FieldShape, Leaf, ListOf, MappingOf, OneOf, Record, Shape, is_text, record_of
from cvtex.diagnostics import Span
from cvtex.locales.tags import LANGUAGE_TAG
from cvtex.model.amount import Amount
from cvtex.model.colour import Colour
from cvtex.model.cv import Cv, FileName
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.length import Length
from cvtex.model.located import LocatedStr
from cvtex.model.people import PersonName, Url
from cvtex.model.priority import PRIORITY_WORDS, Priority
from cvtex.model.text import Lines, Text

_Schema = dict[str, Any]

_SCALAR: _Schema = {"type": ["string", "number", "boolean"]}
_ANY_LANGUAGE: _Schema = {
    "anyOf": [
        _SCALAR,
        {
            "type": "object",
            "patternProperties": {f"^{LANGUAGE_TAG.pattern}$": _SCALAR},
            "additionalProperties": False,
        },
    ]
}
_WORDS: _Schema = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
_TEXT: _Schema = {
    "description": "A text with inline markup; or {text, short, only}; or one text a language.",
    "anyOf": [
        _SCALAR,
        {
            "type": "object",
            "properties": {"text": _ANY_LANGUAGE, "short": _ANY_LANGUAGE, "only": _WORDS},
            "patternProperties": {f"^{LANGUAGE_TAG.pattern}$": _SCALAR},
            "additionalProperties": False,
        },
    ],
}
_AMOUNT: _Schema = {
    "description": "A sum: a text; a number with a currency, such as 1249871 USD; or {value, currency}.",
    "anyOf": [
        {"$ref": "#/$defs/Text"},
        {
            "type": "object",
            "properties": {"value": {"type": ["number", "string"]}, "currency": {"type": "string"}},
            "required": ["value", "currency"],
            "additionalProperties": False,
        },
    ],
}
_DATE_WORDS: _Schema = {"type": ["string", "number"]}
_DATE: _Schema = {"description": "Such as 2021, 2021-03, March 2021 or 2021-03-31.", **_DATE_WORDS}
_DATES: _Schema = {
    "description": "Such as 2021, March 2021, Fall 2021, WS 2021/22, 2019 – 2021, since 2020, "
    "expected 2030; several as in 2009, 2012–2014; or {text, sort}: any words, and the dates by which they are sorted.",
    "anyOf": [
        _DATE_WORDS,
        {"type": "array", "items": _DATE_WORDS},
        {
            "type": "object",
            "properties": {
                "text": {"description": DATES_PARTS["text"], "$ref": "#/$defs/Text"},
                "sort": {"description": DATES_PARTS["sort"], **_DATE_WORDS},
            },
            "required": ["text", "sort"],
            "additionalProperties": False,
        },
    ],
}
_NAME: _Schema = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {part: {"description": description, **_SCALAR} for part, description in NAME_PARTS.items()},
            "required": ["family"],
            "additionalProperties": False,
        },
    ]
}
_LEAVES: dict[type, _Schema] = {
    Text: {"$ref": "#/$defs/Text"},
    Lines: {"$ref": "#/$defs/Text"},
    Amount: {"$ref": "#/$defs/Amount"},
    Dates: {"$ref": "#/$defs/Dates"},
    PartialDate: {"$ref": "#/$defs/Date"},
    PersonName: {"$ref": "#/$defs/PersonName"},
    Url: {"type": "string", "format": "uri", "pattern": "^(https?://|mailto:)"},
    FileName: {"type": "string"},
    Priority: {"anyOf": [{"enum": list(PRIORITY_WORDS)}, {"type": "integer", "minimum": 0, "maximum": 100}]},
    Length: {"type": "string"},
    Colour: {"type": "string", "examples": ["navy", "#1c3866"]},
    LocatedStr: _SCALAR,
    str: _SCALAR,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Span: {},
}


def schema_text(themes: Iterable[str] = ()) -> str:
    """The text of cv.schema.json. `themes`: names for editors to complete."""
    return json.dumps(cv_schema(themes), indent=2, ensure_ascii=False) + "\n"


def cv_schema(themes: Iterable[str] = ()) -> _Schema:
    definitions: dict[str, _Schema] = {
        "Text": _TEXT,
        "Amount": _AMOUNT,
        "Date": _DATE,
        "Dates": _DATES,
        "PersonName": _NAME,
    }
    root = _record(record_of(Cv, frozenset(LEAVES)), definitions)
    named: _Schema = {"anyOf": [{"enum": list(themes)}, _SCALAR, {"type": "null"}]}
    for record in (root, definitions["Variant"], definitions["Design"]) if themes else ():
        record["properties"]["theme"] |= named
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cv.yaml",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(shape: Shape, definitions: dict[str, _Schema]) -> _Schema:
    match shape:
        case Leaf(cls):
            return _LEAVES[cls]
        case OneOf(words):
            return {"enum": list(words)}
        case ListOf(item):
            member = _schema(item, definitions)
            several = {"type": "array", "items": member}
            if isinstance(item, Leaf) or (isinstance(item, Record) and item.shorthand is not None):
                return {"anyOf": [member, several]}
            return {"anyOf": [_SCALAR, several]} if isinstance(item, OneOf) else several
        case MappingOf(value):
            return {"type": "object", "additionalProperties": _schema(value, definitions)}
        case Record():
            return _reference(shape, definitions)
        case ByKind(records):
            return {"oneOf": [_reference(record, definitions) for record in records.values()]}


def _reference(record: Record, definitions: dict[str, _Schema]) -> _Schema:
    name = record.name
    if name not in definitions:
        definitions[name] = {}
        full = _record(record, definitions)
        shorthand = record.fields[record.shorthand].shape if record.shorthand else None
        bare = _schema(shorthand, definitions) if isinstance(shorthand, ListOf) else _SCALAR
        definitions[name] = {"anyOf": [bare, full, *_in_languages(record, full)]} if shorthand else full
    return {"$ref": f"#/$defs/{name}"}


def _in_languages(record: Record, full: _Schema) -> Iterator[_Schema]:
    """A record with its text in several languages in place of the text's own field: `{de: ..., en: ...}`."""
    shorthand = record.shorthand
    if shorthand is None or not is_text(record.fields[shorthand].shape):
        return
    others = {name: field for name, field in full["properties"].items() if name != shorthand}
    yield {
        "type": "object",
        "properties": {**_TEXT["anyOf"][1]["properties"], **others},
        "patternProperties": {f"^{LANGUAGE_TAG.pattern}$": _SCALAR},
        "minProperties": 1,
        "additionalProperties": False,
    }


def _record(record: Record, definitions: dict[str, _Schema]) -> _Schema:
    required = [field.name for field in record.fields.values() if field.is_required or _is_kind(field)]
    return {
        "description": inspect.cleandoc(record.type.__doc__ or ""),
        "type": "object" if required else ["object", "null"],
        "properties": {field.name: _described(field, definitions) for field in record.fields.values()},
        **({"required": required} if required else {}),
        **({"oneOf": [{"required": [name]} for name in record.one_of]} if record.one_of else {}),
        "additionalProperties": False,
    }


def _is_kind(field: FieldShape) -> bool:
    """A section's kind has a default in the model, but the author must write it, to select the type of section."""
    return field.name == "kind"


def _described(field: FieldShape, definitions: dict[str, _Schema]) -> _Schema:
    value = _schema(field.shape, definitions)
    may_be_empty = isinstance(field.shape, ListOf) or not (field.is_required or _is_kind(field))
    return {"description": field.description, **(_or_nothing(value) if may_be_empty else value)}


def _or_nothing(value: _Schema) -> _Schema:
    """Allow `title:` with nothing after it, which means the same as no title."""
    alternatives = value["anyOf"] if set(value) == {"anyOf"} else [value]
    return {"anyOf": [*alternatives, {"type": "null"}]}
