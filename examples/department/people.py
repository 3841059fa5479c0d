"""Write the CVs of an invented department: python people.py [FOLDER] [NUMBER].

The same numbers give the same CVs. Nobody in them exists, and nothing in them is true.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

NUMBER = 200
# Given and family names by script, put together at random.
NAMES = [
    (
        "Ada Bruno Çelik Dóra Émile Freyja Gözde Håkon Íris Łucja",
        "Åkerlund Bäcker Dvořák García Ibáñez Kőrösi Nguyễn O'Dell Øye Żak",
    ),
    ("Ада Борис Віра Ґанна Дмитро Ељана", "Абрамова Білий Јанков Кузьменко Ћосић Чайка"),
    ("Άννα Βασίλης Ελένη Θανάσης", "Αγγελόπουλος Ζέρβας Ξένου Ψαράς"),
    ("Անի Գոռ Լուսինե", "Ավագյան Մարտիրոսյան Քոչար"),
    ("ანა გიორგი ნინო", "ბერიძე ლომიძე ჭავჭავაძე"),
    ("आशा रवि मीरा", "शर्मा कुलकर्णी त्रिपाठी"),
    ("நிலா கவின்", "முருகன் செல்வம்"),
    ("אדם רות יעל", "כהן־אור לביא שחר"),
    ("أمل سامي ليلى", "الحداد النجار منصور"),
    ("มานี ปิติ", "ใจดี รักเรียน"),
]  # fmt: skip
TOPICS = ("glaciers", "tides", "moths", "dialects", "lattices", "enzymes", "archives", "bridges", "comets", "orchards")
DOINGS = ("Measuring", "A Short History of", "Models of", "Against", "Notes on", "How to Count")
PLACES = ("University of the Moraines", "Reed University", "Institute of Made-up Results", "Fenbridge College")
JOURNALS = ("Annals of Examples", "Letters on Samples", "Reviews of Placeholders")


def write(folder: Path, number: int) -> None:
    """Write one person's cv.yaml and publications.bib."""
    chance = random.Random(number)  # noqa: S311 - no secret
    # Half of the people have Latin names.
    given, family = NAMES[0] if chance.random() < 0.5 else chance.choice(NAMES[1:])
    name = {"given": chance.choice(given.split()), "family": chance.choice(family.split())}
    topic, start = chance.choice(TOPICS), chance.randint(1990, 2016)
    home = folder / f"person-{number:03}"
    home.mkdir(parents=True, exist_ok=True)
    (home / "cv.yaml").write_text(
        f"""\
owner:
  name: {{given: "{name["given"]}", family: "{name["family"]}"}}
  headline: Department of Invention
  contact: {{email: person-{number:03}@department.example}}
language: en-GB
date: 2026-11
bibliography: publications.bib
sections:
  profile:
    kind: text
    title: Profile
    text: I study {topic}, and have done so since {start}.
  positions:
    kind: positions
    title: Positions
    items:
      - employer: {chance.choice(PLACES)}
        roles: [{{title: "{chance.choice(("Professor", "Lecturer", "Fellow"))}", dates: {start + 8} – present}}]
  education:
    kind: education
    title: Education
    items:
      - institution: {chance.choice(PLACES)}
        degrees: [{{degree: PhD, dates: {start} – {start + 4}, thesis: "{chance.choice(DOINGS)} {topic.title()}"}}]
  publications: {{kind: publications, title: Publications}}
variants:
  full: {{}}
""",
        encoding="utf-8",
    )
    entries = [
        f"""\
@article{{work{place},
  author = {{{name["family"]}, {name["given"]} and Example, {chance.choice("ABCDE")}.}},
  title = {{{chance.choice(DOINGS)} {chance.choice(TOPICS).title()}, Part {place + 1}}},
  journal = {{{chance.choice(JOURNALS)}}},
  volume = {{{chance.randint(1, 80)}}},
  year = {{{start + place}}},
  doi = {{10.5555/example.{number}.{place}}},
}}
"""
        for place in range(chance.randint(2, 8))
    ]
    (home / "publications.bib").write_text("\n".join(entries), encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "people")
    for number in range(1, 1 + (int(sys.argv[2]) if len(sys.argv) > 2 else NUMBER)):
        write(folder, number)


if __name__ == "__main__":
    main()
