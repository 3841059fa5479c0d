"""CSL-JSON as a citation tool reads it: each item as lines, in an order of our own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from cvtex.verify.text import ReadBack

_PEOPLE: Final = ("author", "editor", "translator")
_NAME: Final = ("non-dropping-particle", "family", "suffix", "given", "literal")
_TEXTS: Final = (
    "title", "container-title", "collection-title", "volume", "issue", "number", "collection-number", "page",
    "edition", "publisher", "publisher-place", "event-title", "genre", "version", "DOI", "ISBN", "ISSN", "PMID",
    "PMCID", "archive", "archive_location", "language", "URL",
)  # fmt: skip


def read_csl(data: bytes) -> ReadBack:
    """`author 1 of 2: van | Berg | Jos` is a person, `title: Frogs` a text, `issued: 2024-3` a date."""
    try:
        items = json.loads(data)
    except ValueError as problem:
        return ReadBack("", problems=(f"this is not JSON: {problem}",))
    lines: list[str] = []
    for item in items:
        lines += _lines(item)
    ids = Counter(item["id"] for item in items)
    problems = [f"the id {one} occurs {times} times" for one, times in ids.items() if times > 1]
    return ReadBack("\n".join(lines), problems=tuple(problems))


def _lines(item: dict[str, Any]) -> Iterator[str]:
    yield f"id: {item['id']}"
    for role in _PEOPLE:
        people = item.get(role, [])
        for number, person in enumerate(people, 1):
            name = " | ".join(person[part] for part in _NAME if part in person)
            yield f"{role} {number} of {len(people)}: {name}"
    if issued := item.get("issued"):
        dates = ("-".join(map(str, parts)) for parts in issued.get("date-parts", []))
        yield f"issued: {issued.get('literal') or ' to '.join(dates)}"
    for name in _TEXTS:
        if text := item.get(name):
            yield f"{name}: {text}"
