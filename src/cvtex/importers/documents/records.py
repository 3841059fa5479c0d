"""An entry of a CV whose kind is not known yet -> an item with the fields of a kind. No part is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from cvtex.importers.documents.dating import dates_tree
from cvtex.importers.documents.words import Words, joined_words
from cvtex.importers.imported import Item, Said, Tree
from cvtex.text.web_address import is_email
from cvtex.value import Value, field, replace

_MAX_LABEL: Final = 40
_BETWEEN_SIGNS: Final = frozenset({"organisation", "place"})
_SIGNS: Final = " \t\u00a0,;:|·•–—-"


class Point(Value):
    words: Words
    points: tuple[Point, ...] = ()


class Record(Value):
    """`parts`: title, organisation, place, dates, grade, label, text, email, phone and so on. `texts` stand below."""

    parts: Mapping[str, Words] = field(default_factory=dict)
    texts: tuple[Words, ...] = ()
    points: tuple[Point, ...] = ()
    url: str = ""

    def get(self, name: str) -> Words | None:
        words = self.parts.get(name)
        return words or None


class _Shape(Value):
    """Which part goes to which field. `inner`: the fields that stand in one element of a list inside the item."""

    fields: Mapping[str, str]
    required: frozenset[str]
    inner: str = ""
    inner_fields: Mapping[str, str] = field(default_factory=dict)
    has_text: bool = True
    has_points: bool = True


def _shape(fields: str, *, required: str = "", inner: str = "", without: str = "") -> _Shape:
    """`title=role organisation`: parts, and the fields that they go to. `inner`: `name: fields`."""
    name, _, inner_fields = inner.partition(":")
    return _Shape(
        _pairs(fields),
        frozenset(required.split()),
        name,
        _pairs(inner_fields),
        has_text="text" not in without,
        has_points="points" not in without,
    )


def _pairs(text: str) -> dict[str, str]:
    return {one.partition("=")[0]: one.partition("=")[2] or one for one in text.split()}


_SHAPES: Final[Mapping[str, _Shape]] = {
    "positions": _shape(
        "organisation=employer place", required="title organisation", inner="roles: title dates where=place"
    ),
    "education": _shape(
        "organisation=institution place",
        required="title organisation",
        inner="degrees: title=degree dates grade thesis supervisor",
    ),
    "projects": _shape("title=name dates role funder", required="title"),
    "grants": _shape("title organisation=funder dates number role amount", required="title"),
    "awards": _shape("title dates=date organisation amount", required="title", without="points"),
    "talks": _shape("title dates=date organisation=event place", required="title", without="text points"),
    "teaching": _shape("title=course organisation=institution dates role", required="title"),
    "supervision": _shape("title=name degree organisation=institution dates", required="title", without="points"),
    "service": _shape("title=role organisation place dates", required="title"),
    "memberships": _shape("organisation title=role place dates", required="organisation", without="points"),
    "software": _shape("title=name dates", required="title"),
    "skills": _shape("label=name text", required="label text", without="text points"),
    "languages": _shape("label=language text=level", required="label", without="text points"),
    "table": _shape("label text", required="label text", without="text points"),
    "contacts": _shape(
        "title=name position organisation email phone", required="title", without="text points"
    ),
    "entries": _shape("title organisation=subtitle place dates", required="title"),
    "list": _shape("text dates", required="text", without="text"),
}  # fmt: skip
_ADDRESSED: Final = frozenset({"positions", "education", "projects", "teaching", "service", "software", "entries"})
# Fields whose text links to the `url` beside it.
_LINKED: Final[Mapping[str, tuple[str, ...]]] = {
    "positions": ("employer", "title"), "education": ("institution", "degree"), "projects": ("name",),
    "grants": ("title",), "awards": ("title",), "teaching": ("course",), "supervision": ("name",), "service": ("role",),
    "memberships": ("organisation",), "software": ("name",), "entries": ("title",),
}  # fmt: skip
# Kinds of which a single line is a whole item, and the part that it is.
SINGLE: Final[Mapping[str, str]] = {
    "awards": "title", "talks": "title", "teaching": "title", "service": "title", "memberships": "organisation",
    "grants": "title", "projects": "title", "software": "title", "supervision": "title", "languages": "label",
    "list": "text", "entries": "title",
}  # fmt: skip


def item(kind: str, record: Record, language: str = "") -> Item | None:
    """The item of a kind with every part of the record; None if the kind has no room for one of them."""
    shape = _SHAPES[kind]
    parts = {name: _without_signs(name, words) for name, words in record.parts.items() if words}
    parts = {name: words for name, words in parts.items() if words}
    if "title" in shape.required and "title" not in parts and "label" in parts:
        parts["title"] = parts.pop("label")
    if kind == "memberships" and "organisation" not in parts and "title" in parts:
        parts["organisation"] = parts.pop("title")
    texts = list(record.texts)
    points = record.points
    if kind in ("skills", "table", "languages") and (points or texts):
        further = joined_words("; ", [*texts, *(one.words for one in _all_points(points))])
        parts["text"] = joined_words("; ", [parts.get("text"), further]) or parts["text"]
        texts, points = [], ()
    if not shape.required <= parts.keys():
        return None
    outer: dict[str, Tree] = {}
    inner: dict[str, Tree] = {}
    dates = dates_tree(parts["dates"], language) if "dates" in parts else None
    leftover: list[Words] = []
    for name, words in parts.items():
        target, known = (inner, shape.inner_fields) if name in shape.inner_fields else (outer, shape.fields)
        if name not in known:
            leftover.append(words)
        elif name == "dates":
            if dates:
                target[known[name]] = dates
            else:
                leftover.append(words)
        elif name == "email":
            target[known[name]] = words.unlinked().said()
        elif (url := words.link) and known[name] in _LINKED.get(kind, ()) and "url" not in target:
            target |= {known[name]: words.unlinked().said(), "url": Said(url, words.span)}
        else:
            target[known[name]] = words.said()
    below = inner if shape.inner else outer
    text = _texts([*_lines(leftover), *texts])
    if text and not shape.has_text:
        if kind == "contacts":
            outer["address"] = tuple(one.said() for one in (*leftover, *texts))
        elif kind in ("languages", "list") and not texts:
            name = shape.fields["text"]
            outer[name] = _joined(outer.get(name), leftover)
        else:
            return None
    elif text:
        below["text"] = text
    if points:
        if not shape.has_points:
            return None
        depth = 2 if kind == "list" else 3
        below["points"] = tuple(_point(one, depth) for one in points)
    if record.url and kind in _ADDRESSED:
        below.setdefault("url", record.url)
    return _ordered(outer, shape, inner)


def _without_signs(name: str, words: Words) -> Words:
    """A place or an organisation without the signs that stood between it and its neighbours."""
    if name not in _BETWEEN_SIGNS or not words.plain.strip(_SIGNS + "."):
        return words.stripped(_SIGNS + ".") if name in _BETWEEN_SIGNS else words
    return words.stripped(_SIGNS)


def _ordered(outer: dict[str, Tree], shape: _Shape, inner: dict[str, Tree]) -> Item:
    order = (*shape.fields.values(), "url", "text", "points")
    result = {name: outer[name] for name in sorted(outer, key=lambda one: order.index(one) if one in order else 99)}
    if shape.inner and inner:
        inner_order = (*shape.inner_fields.values(), "url", "text", "points")
        result[shape.inner] = ({name: inner[name] for name in sorted(inner, key=inner_order.index)},)
    return result


def _lines(words: list[Words]) -> Iterator[Words]:
    one = joined_words(", ", words)
    if one:
        yield one


def _texts(texts: list[Words]) -> Said | None:
    there = [one for one in texts if one]
    if not there:
        return None
    return Said("\n\n".join(one.said().text for one in there), there[0].span, is_markup=True)


def _joined(before: Tree | None, words: list[Words]) -> Said:
    added = joined_words(", ", words)
    assert added
    if isinstance(before, Said) and before:
        return Said(f"{before.text}, {added.said().text}", before.span, is_markup=True)
    return added.said()


def _point(point: Point, levels: int) -> Tree:
    text = point.words.said()
    if not point.points:
        return text
    if levels > 1:
        return {"text": text, "points": tuple(_point(one, levels - 1) for one in point.points)}
    below = "; ".join(one.words.said().text for one in _all_points(point.points))
    return Said(f"{text.text}: {below}", text.span, is_markup=True)


def _all_points(points: tuple[Point, ...]) -> Iterator[Point]:
    for one in points:
        yield one
        yield from _all_points(one.points)


def plain_item(record: Record, language: str = "") -> tuple[str, Item]:
    """The record as an item of `entries` or `list`, whatever it has."""
    if found := item("entries", record, language):
        has_more = len(record.parts) > 1 or record.texts or record.points
        title = record.parts.get("title") or record.parts["label"]
        if has_more or (len(title.plain) <= _MAX_LABEL and title.style == "strong"):
            return "entries", found
    dates = record.get("dates")
    others = [words for name, words in record.parts.items() if name != "dates" and words]
    if not (others or record.texts or dates) and record.points:
        # Points below a line without words: the first takes its place.
        first, *rest = record.points
        record, others = replace(record, points=(*first.points, *rest)), [first.words]
    head, *texts = [*_lines(others), *record.texts] if others or record.texts else [dates, None]
    assert head
    parts = {"text": head} | ({"dates": dates} if dates and dates is not head else {})
    if texts := [one for one in texts if one]:
        parts["title"] = parts.pop("text")
        found = item("entries", Record(parts, tuple(texts), record.points), language)
        assert found
        return "entries", found
    found = item("list", Record(parts, (), record.points), language)
    assert found
    return "list", found


def entry(record: Record, language: str = "") -> Item:
    """The record as an item of `entries`, whatever it has."""
    if found := item("entries", record, language):
        return found
    _, found = plain_item(record, language)
    return {"title": found["text"], **{name: value for name, value in found.items() if name != "text"}}


def with_contact(record: Record) -> Record:
    """Texts that are an e-mail address or a telephone number become parts of these names."""
    parts = dict(record.parts)
    texts = []
    for one in record.texts:
        text = one.plain.strip()
        if is_email(text) and "email" not in parts:
            parts["email"] = Words((text,), one.span)
        elif is_phone(text) and "phone" not in parts:
            parts["phone"] = Words((text,), one.span)
        else:
            texts.append(one)
    return Record(parts, tuple(texts), record.points, record.url)


def is_phone(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return digits >= 6 and all(sign.isdigit() or sign in " +()-./\u00a0\u202f" for sign in text)
