"""A random CV with a bibliography of any size, always the same for a seed."""

from __future__ import annotations

import random
import re
from pathlib import Path

CV = """\
owner:
  name: Ada Example
  contact: {location: Berlin, email: ada@example.org}
language: en
bibliography: publications.bib
theme: classic
references: classic
sections:
  publications:
    kind: publications
    title: Publications
    numbering: ascending
    groups:
      - {title: Journal Articles, types: [article]}
      - {title: Conference Proceedings, types: [inproceedings]}
variants:
  full: {}
"""
_GIVEN = "Bruno Clara Dario Edith Felix Greta Hugo Ines Jonas Karla Lukas Marta Nils Olga Paul Rosa Stefan Thea"
_FAMILY = (
    "Albrecht Baumann Castillo Dubois Eriksson Ferrari Grünwald Hofmann Ivanova Jansen Kowalski Lindqvist Moreau "
    "Novák Oliveira Petrov Rossi Schäfer Tanaka Urban Vogel Weiß Yamada Zimmermann"
)
_WORDS = (
    "adaptive bounded causal discrete efficient formal gradient hidden implicit joint kernel latent minimal neural "
    "optimal parallel quantum robust sparse temporal uniform variational weighted analysis benchmark calibration "
    "detection estimation forecasting graphs hierarchies inference juries kinematics learning models networks "
    "observers planning queries regression sampling transport uncertainty vision walks"
)
_JOURNALS = (
    "Annals of Examples",
    "Journal of Made-up Results",
    "Letters on Samples",
    "Reviews of Placeholders",
)
_TITLE = re.compile(r"^  title = \{(.*)\},$", re.MULTILINE)


def bibliography(size: int, seed: int = 1) -> list[str]:
    """BibTeX entries, each with `Ada Example` among the authors."""
    chance = random.Random(seed)
    return [_entry(number, chance) for number in range(size)]


def _entry(number: int, chance: random.Random) -> str:
    authors = [f"{_word(chance, _FAMILY)}, {_word(chance, _GIVEN)}" for _ in range(chance.randint(1, 6))]
    authors.insert(chance.randint(0, len(authors)), chance.choice(("Example, Ada", "Example, A.")))
    title = " ".join(_word(chance, _WORDS) for _ in range(chance.randint(6, 11))).capitalize()
    venue, pages = chance.choice(_JOURNALS), chance.randint(1, 900)
    where = f"journal = {{{venue}}}" if number % 2 else f"booktitle = {{Proceedings of the {venue} Conference}}"
    fields = [
        f"author = {{{' and '.join(authors)}}}",
        f"title = {{{title}}}",
        where,
        f"volume = {{{chance.randint(1, 80)}}}",
        f"pages = {{{pages}--{pages + chance.randint(4, 30)}}}",
        f"year = {{{chance.randint(1995, 2024)}}}",
        f"doi = {{10.5555/example.{number:05}}}",
    ]
    return f"@{'article' if number % 2 else 'inproceedings'}{{made{number:05},\n  " + ",\n  ".join(fields) + ",\n}\n"


def _word(chance: random.Random, words: str) -> str:
    return chance.choice(words.split())


def write(folder: Path, size: int) -> None:
    folder.mkdir(parents=True)
    (folder / "cv.yaml").write_text(CV, encoding="utf-8")
    (folder / "publications.bib").write_text("\n".join(bibliography(size)), encoding="utf-8")


def title(number: int) -> str:
    found = _TITLE.search(bibliography(number + 1)[number])
    assert found is not None
    return found[1]
