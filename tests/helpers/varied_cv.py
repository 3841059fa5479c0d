"""Random CVs of everything that is hard to tag and to extract."""

from __future__ import annotations

import random
from typing import Any

from varied_design import varied_design

ENGLISH = [
    "analysis",
    "of",
    "methods",
    "for",
    "the",
    "characterization",
    "interpretability",
    "representations",
    "Łódź",
    "naïve",
    "café",
    "Ångström",
    "Ķekava",
    "Müller-Lüdenscheidt",
    "Dvořák",
    "state-of-the-art",
    "well-known",
    "e-mail",
    "Größe",
    "São",
    "garçon",
    "α-helix",
    "β",
    "Ελλαδα",
    "2.5",
    "%",
]
GERMAN = [
    "Untersuchung",
    "der",
    "Verfahren",
    "für",
    "die",
    "Donaudampfschifffahrtsgesellschaft",
    "Größe",
    "über",
    "Erklärbarkeit",
    "maschinellen",
    "Lernens",
    "Wahrscheinlichkeitsrechnung",
    "Fußgängerübergang",
    "mit",
    "künstlicher",
    "Intelligenz",
]
# No built-up fractions: pdfminer.six takes numerator and denominator for lines, and splits the line around them.
MATH = ["$x^2$", "$\\alpha_i \\le \\beta$", "$a/b$", "$O(n \\log n)$", "$\\mathbb{R}^n$"]
LINKED = "a text of a link that is long enough to be broken over two lines somewhere in the middle"
PEOPLE = ['M{\\"u}ller, J.', "\\L{}ukasz, A.", "{\\O}rsted, H. C.", "de la Cruz, Mar{\\'\\i}a"]
TYPES = ("article", "inproceedings", "book", "misc", "phdthesis")


def varied_cv(seed: int) -> tuple[dict[str, Any], str]:
    """Return a cv.yaml as plain values, and a .bib file. Every third CV has a photograph, `portrait.png`."""
    chance = random.Random(seed)
    language = chance.choice(("en", "en", "de"))
    words = GERMAN if language == "de" else ENGLISH
    sections = {f"part{number}": _section(chance, words) for number in range(chance.randint(1, 5))}
    sections["works"] = {
        "kind": "publications",
        "title": "Works",
        "numbering": chance.choice(("ascending", "none", "descending")),
    }
    entries = "\n".join(_entry(chance, number) for number in range(chance.randint(1, 25)))
    values = {
        "owner": {
            "name": "Zoë Dvořák",
            "title": "Dr.",
            "headline": _rich(chance, words, 1, 25),
            "pronouns": "she/her",
            "contact": _contact(chance),
            **({} if seed % 3 else {"photo": "portrait.png"}),
        },
        "date": "2026-11",
        "design": varied_design(chance),
        "last_updated": chance.random() < 0.5,
        "language": language,
        "references": chance.choice(("classic", "apa", "ieee", "vancouver", "chicago", "nature", "acm", "din1690")),
        "bibliography": ["works.bib"],
        "sections": sections,
    }
    return values, entries


def _contact(chance: random.Random) -> dict[str, Any]:
    everything: dict[str, Any] = {
        "email": ["zoe.dvorak@example.org", {"label": "Büro", "email": "zoe@example.org"}],
        "phone": {"label": "Mobile", "phone": "+49 30 1234"},
        "address": "Department of Examples\nExample Street 12,\n12345 Łódź",
        "links": [{"label": "Wiki", "url": "https://wiki.example.org"}, "https://example.org/talks/"],
        "mastodon": "@zoe@social.example.org",
        "scopus": "https://www.scopus.com/authid/detail.uri?authorId=7004212771",
        "website": "https://example.org/~zoe",
        "github": "zoe-dvorak",
        "location": "Łódź",
    }
    return dict(chance.sample(sorted(everything.items()), chance.randint(1, 9)))


def _section(chance: random.Random, words: list[str]) -> dict[str, Any]:
    title = _text(chance, words, 1, 3)
    size = chance.choice((1, 2, 3, 12))
    match chance.choice(("text", "list", "talks", "positions", "awards", "skills", "grants")):
        case "text":
            # Long enough to continue on the next page.
            return {
                "kind": "text",
                "title": title,
                "text": "\n\n".join(_rich(chance, words, 20, 400) for _ in range(size)),
            }
        case "list":
            return {
                "kind": "list",
                "title": title,
                "items": [{"text": _rich(chance, words, 1, 60)} for _ in range(size)],
            }
        case "talks":
            foreign = {"de": _text(chance, GERMAN, 3, 14), "en": _text(chance, ENGLISH, 3, 14)}
            talks = [
                {"title": foreign, "date": _date(chance), "event": _text(chance, words, 1, 5)} for _ in range(size)
            ]
            return {"kind": "talks", "title": title, "items": talks}
        case "awards":
            return {
                "kind": "awards",
                "title": title,
                "items": [{"title": _text(chance, words, 2, 9), "date": _date(chance)} for _ in range(size)],
            }
        case "grants":
            grants = [
                {
                    "title": _text(chance, words, 2, 20),
                    "funder": _text(chance, words, 1, 20),
                    "amount": f"{chance.randint(1, 9_999_999)} {chance.choice(('EUR', 'USD', 'CHF'))}",
                    "dates": _date(chance),
                    "text": _rich(chance, words, 1, 40),
                    "points": [
                        {"text": _rich(chance, words, 2, 40), "points": [{"text": _rich(chance, words, 2, 40)}]}
                    ],
                }
                for _ in range(size)
            ]
            numbering = chance.choice(("none", "ascending"))
            return {"kind": "grants", "title": title, "numbering": numbering, "items": grants}
        case "skills":
            skills = [{"name": _text(chance, words, 1, 2), "text": _rich(chance, words, 1, 20)} for _ in range(size)]
            return {"kind": "skills", "title": title, "items": skills}
    roles = [
        {
            "title": _text(chance, words, 1, 6),
            "dates": _date(chance),
            "points": [{"text": _rich(chance, words, 2, 40)} for _ in range(chance.randint(0, 3))],
        }
        for _ in range(chance.randint(1, 3))
    ]
    items = [{"employer": _text(chance, words, 1, 5), "place": "Łódź", "roles": roles} for _ in range(min(size, 4))]
    return {"kind": "positions", "title": title, "items": items}


def _entry(chance: random.Random, number: int) -> str:
    kind = chance.choice(TYPES)
    people = " and ".join(["Dvo{\\v r}{\\'a}k, Zo{\\\"e}", *chance.sample(PEOPLE, chance.randint(0, 4))])
    title = (
        f"{_text(chance, ENGLISH, 3, 12)} {chance.choice(('', '$x^2$', 'H$_2$O', '{RNA}'))} "
        f"{_text(chance, ENGLISH, 1, 4)}"
    )
    fields = {
        "author": people,
        "title": title.replace("%", "\\%"),
        "year": str(chance.randint(1990, 2026)),
        "journal": "Journal of Things",
        "booktitle": "Proceedings of Things",
        "publisher": "Publisher",
        "school": "University",
        "pages": "10--20",
        "doi": f"10.1000/xyz-{number}.a_b",
        "url": f"https://example.org/a-rather-long/path_{number}/that?breaks=1&somewhere=2",
    }
    chosen = {
        name: value for name, value in fields.items() if name in ("author", "title", "year") or chance.random() < 0.7
    }
    return f"@{kind}{{k{number},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in chosen.items()) + "}\n"


def _rich(chance: random.Random, words: list[str], least: int, most: int) -> str:
    """Return text with links, math, emphasis and code."""
    parts = [chance.choice(words) for _ in range(chance.randint(least, most))]
    for place in range(len(parts)):
        if chance.random() < 0.06:
            parts[place] = chance.choice(
                (f"[{LINKED}](https://example.org/{place})", "*emphasized words*", "`code_x`", *MATH)
            )
    return " ".join(parts)


def _text(chance: random.Random, words: list[str], least: int, most: int) -> str:
    return " ".join(chance.choice(words) for _ in range(chance.randint(least, most)))


def _date(chance: random.Random) -> str:
    return f"{chance.randint(1990, 2026)}-{chance.randint(1, 12):02}"
