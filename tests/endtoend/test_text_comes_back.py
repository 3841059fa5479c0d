"""Random text in all scripts, over several lines: a reader that shares no code with cvtex gets the text as written.

`test_all_of_unicode.py` checks that no character breaks a build. These tests compare the text. Where a warning names
characters that no font has, all others must be there, in order. Otherwise the text must be equal, and the only warning
allowed is a line that is too long.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import building
import pytest
from many import a_few
from tagged_text import texts_by_role

from cvtex.diagnostics import Diagnostic
from cvtex.text.scripts.unicode_script import script_of

# The line of the first item in cv.yaml.
FIRST_LINE = 7
COMMON = [
    "Arab",
    "Armn",
    "Beng",
    "Cyrl",
    "Deva",
    "Ethi",
    "Geor",
    "Grek",
    "Hang",
    "Hani",
    "Hebr",
    "Hira",
    "Kana",
    "Khmr",
    "Laoo",
    "Latn",
    "Mymr",
    "Sinh",
    "Taml",
    "Telu",
    "Thai",
]
SIGNS = [
    *".,;:!?()[]{}–—/'\"“”‘’«»%&#0123456789、。（）「」",
    *(
        "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
        "\N{THIN SPACE}\N{NON-BREAKING HYPHEN}"
    ),
    *"\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{RIGHT-TO-LEFT MARK}",
]
# Invisible, although some fonts have glyphs for them.
BLANK = frozenset("\N{COMBINING GRAPHEME JOINER}\u115f\u1160\u3164\uffa0\N{BRAILLE PATTERN BLANK}\u17b4\u17b5")
PRINTED_AS = str.maketrans(
    {"'": "’", "`": "‘", "\N{GREEK VARIA}": "‘", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"}
)


@cache
def alphabets() -> dict[str, list[str]]:
    """Return all assigned characters by script, without those that YAML or cvtex rejects."""
    found: dict[str, list[str]] = {}
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) not in {"Cn", "Cs", "Co", "Cc"}:
            found.setdefault(script_of(character), []).append(character)
    return found


def sign(chance: random.Random) -> str:
    """Choose a script, then a character of it."""
    return chance.choice(alphabets()[chance.choice(sorted(alphabets()))])


def characters(chance: random.Random) -> str:
    return "".join(sign(chance) for _ in range(chance.randint(1, 8)))


def words(chance: random.Random, scripts: list[str]) -> str:
    """Return a few lines of words with punctuation, each word in one script."""
    return " ".join(word(chance, scripts) for _ in range(chance.randint(10, 60)))


def word(chance: random.Random, scripts: list[str]) -> str:
    alphabet = (
        alphabets()[chance.choice(scripts)] if chance.random() < 0.75 else list("abcdefghijklmnopqrstuvwxyzäöüéç")
    )
    text = "".join(chance.choice(alphabet) for _ in range(chance.randint(1, 10)))
    for _ in range(chance.choice((0, 0, 1, 2))):
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice(SIGNS) + text[place:]
    # A soft hyphen at the end of a word divides nothing.
    return text.rstrip("\N{SOFT HYPHEN}")


def common(chance: random.Random) -> str:
    return words(chance, COMMON)


def rare(chance: random.Random) -> str:
    return words(chance, sorted(alphabets()))


def quoted(text: str) -> str:
    """Put the text between letters and in YAML's quotes, and escape possible markup."""
    escaped = "".join(f"\\{one}" if one.isascii() and not one.isalnum() and not one.isspace() else one for one in text)
    return (
        '"' + "".join(one if one.isascii() and one.isalnum() else f"\\U{ord(one):08x}" for one in f"A{escaped}Z") + '"'
    )


def differences(texts: list[str], folder: Path) -> list[tuple[str, str, list[str]]]:
    """Return texts that are read differently, each with the text read and the warnings."""
    items = "".join(f"      - {quoted(text)}\n" for text in texts)
    (folder / "cv.yaml").write_text(
        f"owner: {{name: Ada Example}}\nsections:\n  l:\n    kind: list\n    title: L\n    items:\n{items}",
        encoding="utf-8",
    )
    built = building.built(folder, "full")
    assert built.pdf is not None, [one.message for one in built.diagnostics if one.is_error]
    (folder / "cv.pdf").write_bytes(built.pdf)
    said = texts_by_role(folder / "cv.pdf", "LI")
    assert len(said) == len(texts)
    diagnostics: dict[int, list[Diagnostic]] = {}
    for one in built.diagnostics:
        diagnostics.setdefault(one.span.line - FIRST_LINE if one.span else -1, []).append(one)
    return [
        (text, read, [one.message for one in diagnostics.get(number, [])])
        for number, (text, read) in enumerate(zip(texts, said, strict=True))
        if not comes_back(f"A{text}Z", read, [one.message for one in diagnostics.get(number, [])])
    ]


def comes_back(text: str, read: str, warnings: list[str]) -> bool:
    missing = [one for one in warnings if one.startswith("no font has")]
    if any(one not in missing and "into the margin" not in one for one in warnings):
        return False
    if not missing:
        return folded(read) == folded(text)
    if any(re.search(r"and \d+ more", one) for one in missing):
        # The warning does not name all missing characters.
        return True
    named = {chr(int(code, 16)) for one in missing for code in re.findall(r"\(U\+([0-9A-F]+)\)", one)}
    named |= set(unicodedata.normalize("NFD", "".join(named)))
    rest = iter(folded(read))
    return all(
        one in rest for one in folded("".join(one for one in unicodedata.normalize("NFC", text) if one not in named))
    )


def folded(text: str) -> str:
    """Normalise (NFKC), and drop blanks and invisible characters."""
    normal = unicodedata.normalize("NFKC", text.translate(PRINTED_AS))
    return "".join(one for one in normal if not is_silent(one))


def is_silent(character: str) -> bool:
    is_selector = unicodedata.name(character, "").startswith(
        ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION SELECTOR")
    )
    return character.isspace() or unicodedata.category(character) == "Cf" or character in BLANK or is_selector


Text = Callable[[random.Random], str]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "count"), [(characters, 30), (common, 1), (rare, 1)])
def test_text_comes_back(text: Text, count: int, tmp_path: Path) -> None:
    chance = random.Random(0)
    assert differences([text(chance) for _ in range(count)], tmp_path) == []


@pytest.mark.parametrize("seed", a_few(range(1, 31), 0))
@pytest.mark.parametrize(("text", "count"), [(characters, 400), (common, 20), (rare, 20)])
def test_many_texts_come_back(text: Text, count: int, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    assert differences([text(chance) for _ in range(count)], tmp_path) == []


def test_a_difference_is_reported(tmp_path: Path) -> None:
    """Make sure that the comparison can fail."""
    assert differences(["Жук, 漢字", "דוד כהן"], tmp_path) == []
    assert not comes_back("AЖукZ", "AЖуZ", [])
    assert not comes_back("Aדוד כהןZ", "Aכהן דודZ", [])
    assert not comes_back("AaZ", "AaZ", ["the PDF's text separates the words of 'AaZ' differently"])
    assert comes_back(
        "A\U00012345Ж", "A[12345]Ж", ["no font has \U00012345 (U+12345): printed as boxes with their codes"]
    )
    assert not comes_back(
        "A\U00012345Ж", "A[12345]", ["no font has \U00012345 (U+12345): printed as boxes with their codes"]
    )
