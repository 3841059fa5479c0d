"""Spellings that are equal after folding, and some that must differ."""

from __future__ import annotations

import pytest

from cvtex.text.folding import fold_name, fold_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On the {Galvanic} Chain.", "on the galvanic chain"),
        ("État-of-the-Art: Œuvres", "etat of the art oeuvres"),
        ("Straße, Søren, Łódź, ıstanbul", "strasse soren lodz istanbul"),
        ("H₂O and m²", "h2o and m2"),
        ("C, C++ and C#", "c c++ and c#"),
        ("a_b", "a b"),
        ("∞ — ’", ""),
        ("Война и мир", "воина и мир"),
        ("王小云", "王小云"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert " ".join(fold_words(text)) == words


@pytest.mark.parametrize(
    ("one", "other"), [("कि", "का"), ("か", "が"), ("C", "C++"), ("α", "β"), ("Part I", "Part II")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Müller", {"muller", "mueller"}),
        ("O’Connor", {"oconnor"}),
        ("Meyer\N{HYPHEN}Gohde", {"meyergohde"}),
        ("Duong3*", {"duong"}),
        ("Ørsted", {"orsted", "oersted"}),
        ("", {""}),
    ],
)
def test_names(name: str, spellings: set[str]) -> None:
    assert fold_name(name) == spellings
