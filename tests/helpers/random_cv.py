"""Random CVs: sections, items, priorities, short forms, count limits and page limits."""

from __future__ import annotations

import random
from typing import Any

from varied_design import varied_design

WORDS = [
    "analysis",
    "of",
    "methods",
    "for",
    "the",
    "study",
    "neural",
    "networks",
    "explanation",
    "learning",
    "systems",
    "data",
    "theory",
    "practice",
    "image",
    "language",
    "signal",
    "processing",
    "models",
    "robust",
    "efficient",
    "large",
    "small",
    "applied",
    "Bayesian",
    "inference",
    "graph",
    "causal",
    "Müller",
    "Łódź",
    "naïve",
    "café",
    "Ångström",
    "Übung",
    "São",
    "garçon",
]
PRIORITIES = ("high", "normal", "low", "30", "80", None, None, None)


def random_cv(seed: int) -> tuple[dict[str, Any], int]:
    """Return a cv.yaml as plain values, and its page limit: 5 to 150 items on 1 to 4 pages."""
    chance = random.Random(seed)
    # Of its own, so that groups change nothing else.
    apart = random.Random(f"groups {seed}")
    items = chance.choice((5, 12, 25, 40, 60, 90, 150))
    pages = chance.randint(1, 4)
    sections: dict[str, Any] = {}
    views: list[Any] = []
    musts = 0
    while items > 0:
        size = min(items, chance.randint(2, 25))
        items -= size
        name = f"part{len(sections)}"
        kind, section_items = _section(chance, size)
        for item in section_items:
            priority = chance.choice(PRIORITIES)
            if priority:
                item["priority"] = priority
            if musts < 4 and chance.random() < 0.05:
                item["priority"] = "must"
                musts += 1
        sections[name] = {"kind": kind, "title": _text(chance, 1, 4), **_grouped(apart, kind, section_items)}
        # The count limit must allow all items with priority `must`.
        least = max(1, sum(item.get("priority") == "must" for item in section_items))
        views.append({"section": name, "max": chance.randint(least, size)} if chance.random() < 0.3 else name)
    if chance.random() < 0.5:
        paragraphs = "\n\n".join(_text(chance, 20, 120) for _ in range(chance.randint(1, 3)))
        sections["bio"] = {
            "kind": "text",
            "title": "Bio",
            "text": {"text": paragraphs, "short": _text(chance, 10, 20)},
        }
        views.insert(0, "bio")
    variant = {
        "pages": str(pages),
        "sections": views,
        "shorten": chance.choice(("true", "false")),
        "design": varied_design(chance),
    }
    return {"owner": {"name": "Ada Example"}, "sections": sections, "variants": {"v": variant}}, pages


def _grouped(chance: random.Random, kind: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the fields of a section with the items, in some of them numbered, or in groups."""
    numbered = kind not in ("positions", "contacts")
    fields: dict[str, Any] = {}
    if numbered and chance.random() < 0.3:
        fields["numbering"] = chance.choice(("ascending", "descending", "continuous"))
    if kind in ("awards", "talks", "projects") and chance.random() < 0.2:
        return {**fields, "group_by": "year", "items": items}
    if chance.random() < 0.7:
        return {**fields, "items": items}
    groups = []
    while items:
        size = chance.randint(1, len(items))
        note = {"note": _text(chance, 1, 20)} if chance.random() < 0.4 else {}
        groups.append({"title": _text(chance, 1, 3), **note, "items": items[:size]})
        items = items[size:]
    return {**fields, "groups": groups}


def _section(chance: random.Random, size: int) -> tuple[str, list[dict[str, Any]]]:
    kind = chance.choice(("list", "awards", "talks", "projects", "positions", "entries", "contacts"))
    match kind:
        case "list":
            return kind, [{"text": _text(chance, 2, 60)} for _ in range(size)]
        case "awards":
            return kind, [
                {"title": _text(chance, 2, 9), "date": _year(chance), "text": _text(chance, 1, 25)} for _ in range(size)
            ]
        case "talks":
            return kind, [
                {"title": _text(chance, 3, 12), "date": _year(chance), "event": _text(chance, 2, 6)}
                for _ in range(size)
            ]
        case "projects":
            return kind, [
                {"name": _text(chance, 1, 2), "title": _text(chance, 3, 20), "dates": _year(chance)}
                for _ in range(size)
            ]
        case "entries":
            return kind, [
                {
                    "title": _text(chance, 1, 12),
                    "subtitle": _text(chance, 1, 20),
                    "dates": _year(chance),
                    "text": _text(chance, 1, 30),
                    "points": _points(chance, depth=chance.randint(1, 3)),
                }
                for _ in range(size)
            ]
        case "contacts":
            return kind, [
                {"name": _text(chance, 1, 3), "address": [_text(chance, 1, 9) for _ in range(chance.randint(0, 5))]}
                for _ in range(size)
            ]
    return kind, [
        {
            "employer": _text(chance, 2, 4),
            "roles": [{"title": _text(chance, 1, 4), "dates": _year(chance), "points": _points(chance)}],
        }
        for _ in range(max(1, size // 3))
    ]


def _points(chance: random.Random, depth: int = 1) -> list[dict[str, Any]]:
    return [
        {
            "text": _text(chance, 4, 40),
            "short": _text(chance, 2, 5),
            **({"points": _points(chance, depth - 1)} if depth > 1 else {}),
        }
        for _ in range(chance.randint(0, 3))
    ]


def _text(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))


def _year(chance: random.Random) -> str:
    return str(chance.randint(1990, 2026))
