"""Change one entry in the text of a .bib file, or add one at its end; all other text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.diagnostics import Checked, error
from cvtex.model.bibliography import Entry, Field
from cvtex.read.bib import read_bibliography
from cvtex.read.bib_command import RawCommand, RawField, ValuePart
from cvtex.read.bib_scanner import scan
from cvtex.value import replace

_BOM: Final = b"\xef\xbb\xbf"
_COMMA: Final = re.compile(r"\s*,")
_REST_OF_LINE: Final = re.compile(r"[ \t]*\r?\n")
_BLANKS: Final = re.compile(r"[ \t]*")
_OPENING: Final = re.compile(r"@+[ \t]*\w+\s*[{(]")
_HEAD: Final = re.compile(r"@+[ \t]*(\w+)")
_EQUALS: Final = re.compile(r"[ \t]*(?P<sign>=)[ \t]*")
_INDENT: Final = "  "


def entry_text(type_: str, key: str, fields: Mapping[str, str], doubtful: Mapping[str, str] | None = None) -> str:
    """An entry as a person writes it. A `doubtful` value is a comment above the field's own: the first one counts."""
    lines: list[str] = []
    others = doubtful or {}
    for name in dict.fromkeys((*fields, *others)):
        if name in others:
            lines.append(f"{_INDENT}% {name} = {{{' '.join(others[name].split())}}},\n")
        if name in fields:
            lines.append(f"{_INDENT}{name} = {{{fields[name]}}},\n")
    return f"@{type_}{{{key},\n{''.join(lines)}}}\n"


def read_proposal(name: str, data: bytes) -> Mapping[str, Entry]:
    """The entries of sync.bib by key, also with their empty fields, which are to be removed."""
    text = data.decode("utf-8-sig", errors="replace")
    entries = dict(read_bibliography(name, data).value.by_key())
    for raw in scan(text):
        if isinstance(raw, RawCommand) and (entry := entries.get(raw.key)):
            empty = (one.name.lower() for one in raw.fields if not any(part.text.strip() for part in one.parts))
            fields = {field: Field("", entry.span) for field in empty if field not in entry.fields}
            entries[raw.key] = replace(entry, fields={**entry.fields, **fields})
    return entries


def applied(name: str, data: bytes, wanted: Entry, present: Entry | None) -> Checked[bytes | None]:
    """A .bib file with an entry as it is wanted: changed fields, new fields, and its type; or the entry added.

    `present`: the entry as it stands there. Fields that are not wanted stay; those that are wanted empty are removed.
    None, with the reason, if the file cannot be changed without touching more.
    """
    mark, body = (_BOM, data[len(_BOM) :]) if data.startswith(_BOM) else (b"", data)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return Checked(None, (error(f"'{name}' is not in UTF-8", None, "save it in UTF-8, then apply again"),))
    values = {field: value.tex for field, value in wanted.fields.items()}
    if present is None:
        given = {name: value for name, value in values.items() if value}
        changed = _with_added(text, entry_text(wanted.type, wanted.key, given))
    else:
        raw = next((one for one in scan(text) if isinstance(one, RawCommand) and one.key == wanted.key), None)
        if raw is None:
            return Checked(None, (error(f"'{wanted.key}' is not found in '{name}'", None),))
        changes = {field: value for field, value in values.items() if present.tex(field) != value}
        changed = _with_type(_with_fields(text, raw, changes), raw, wanted.type)
    result = mark + changed.encode()
    if problem := _difference(name, data, result, wanted):
        return Checked(
            None, (error(f"'{wanted.key}' cannot be changed in '{name}': {problem}", None, "change it by hand"),)
        )
    return Checked(result)


def _with_added(text: str, entry: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith(("\n\n", "\r\n\r\n")) else end if text.endswith("\n") else end * 2
    return text + gap + entry.replace("\n", end)


def _with_fields(text: str, raw: RawCommand, changes: Mapping[str, str]) -> str:
    """From the end to the start, so that offsets hold."""
    there: dict[str, RawField] = {}
    for field in raw.fields:
        there.setdefault(field.name.lower(), field)
    new = {name: value for name, value in changes.items() if value and name not in there}
    if new and raw.fields:
        text = _with_new(text, raw, new)
    elif new:
        opening = _OPENING.match(text, raw.offset)
        start = text.index(raw.key, opening.end() if opening else raw.offset) + len(raw.key)
        comma = _COMMA.match(text, start)
        start = comma.end() if comma else start
        lines = ",".join(f"\n{_INDENT}{name} = {{{value}}}" for name, value in new.items())
        text = f"{text[:start]}{'' if comma else ','}{lines}{text[start:]}"
    for name, field in sorted(there.items(), key=lambda one: one[1].offset, reverse=True):
        if name in changes:
            start, end = _extent(text, field.parts[0])[0], _extent(text, field.parts[-1])[1]
            if changes[name]:
                text = f"{text[:start]}{{{changes[name]}}}{text[end:]}"
            else:
                text = _without(text, field.offset, end)
    return text


def _without(text: str, start: int, end: int) -> str:
    """Without a field and its comma; if nothing else stands there, without the line."""
    comma = _COMMA.match(text, end)
    end = comma.end() if comma else end
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip() and (rest := _REST_OF_LINE.match(text, end)):
        return text[:line] + text[rest.end() :]
    blank = _BLANKS.match(text, end)
    return text[:start] + text[blank.end() if blank else end :]


def _with_new(text: str, raw: RawCommand, new: Mapping[str, str]) -> str:
    last = raw.fields[-1]
    end = _extent(text, last.parts[-1])[1]
    comma = _COMMA.match(text, end)
    line = text.rfind("\n", 0, last.offset) + 1
    before = text[line : last.offset]
    is_own_line = not before.strip()
    newline = "\r\n" if text[line - 2 : line] == "\r\n" else "\n"
    lead = f"{newline}{before}" if is_own_line else " "
    width = _aligned_width(text, raw)
    equals = _EQUALS.match(text, last.offset + len(last.name))
    sign = equals[0] if equals else " = "
    fields = [f"{lead}{name}{_equals(name, sign, width)}{{{value}}}" for name, value in new.items()]
    added = ",".join(fields)
    if comma:
        return f"{text[: comma.end()]}{added},{text[comma.end() :]}"
    return f"{text[:end]},{added}{text[end:]}"


def _aligned_width(text: str, raw: RawCommand) -> int:
    """The column of all `=` in fields, counted from the start of their names; 0 if they are not aligned."""
    widths = {
        len(field.name): found.start("sign") - field.offset
        for field in raw.fields
        if (found := _EQUALS.match(text, field.offset + len(field.name)))
    }
    return next(iter(widths.values())) if len(widths) > 1 and len(set(widths.values())) == 1 else 0


def _equals(name: str, like: str, width: int) -> str:
    sign = like.lstrip(" \t")
    blank = like[:1].strip("=")
    return " " * max(width - len(name), len(blank)) + sign if width else blank + sign


def _extent(text: str, part: ValuePart) -> tuple[int, int]:
    """Where a part stands, with its delimiters."""
    start, end = part.offset, part.offset + len(part.text)
    is_delimited = part.kind == "text" and text[start - 1 : start] in ("{", '"') and text[end : end + 1] in ("}", '"')
    return (start - 1, end + 1) if is_delimited else (start, end)


def _with_type(text: str, raw: RawCommand, type_: str) -> str:
    head = _HEAD.match(text, raw.offset)
    if head is None or head[1].lower() == type_:
        return text
    return f"{text[: head.start(1)]}{type_}{text[head.end(1) :]}"


def _difference(name: str, before: bytes, after: bytes, wanted: Entry) -> str:
    """What else has changed, or what has not; "" if all is as wanted."""
    old = read_bibliography(name, before).value.by_key()
    new = read_bibliography(name, after).value.by_key()
    if old.keys() | {wanted.key} != new.keys():
        return "other entries would change"
    for key, entry in new.items():
        if key == wanted.key:
            if entry.type != wanted.type or any(entry.tex(one) != wanted.tex(one) for one in wanted.fields):
                return "its fields are not read back as they are wanted"
        elif _content(entry) != _content(old[key]):
            return "other entries would change"
    return ""


def _content(entry: Entry) -> tuple[str, dict[str, str]]:
    return entry.type, {name: field.tex for name, field in entry.fields.items()}
