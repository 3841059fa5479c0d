"""Cached results for short texts are reused, and equal those of the libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.build import short_texts as module
from cvtex.build.short_texts import markup, short_texts
from cvtex.cache.store import Cache
from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.diagnostics import Span
from cvtex.emit.latex.hyphenation import hyphenated
from cvtex.locales.cldr import dates_text
from cvtex.text.markup import read_markup

DATES = read_dates("2020-05 -- 2021-06", date_words())


def place(piece: str) -> Span:
    return Span(piece)


def all_texts(cache: Cache) -> tuple[object, ...]:
    texts, paragraphs = short_texts(cache), markup(cache)
    found = (
        read_markup("*so* it is", place, paragraphs),
        read_markup("[a](no address) <nowhere:x>", place, paragraphs),
        dates_text(DATES, "de", texts.dates),
        hyphenated("Eine Werkstatt", "de", memo=texts.hyphens),
    )
    texts.save()
    paragraphs.save()
    return found


def test_libraries_are_called_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = all_texts(Cache(None))
    assert fresh[2:] == ("Mai 2020\u2009–\u2009Juni 2021", "Eine Werk\N{SOFT HYPHEN}statt")
    assert all_texts(Cache(tmp_path)) == fresh
    for name in ("text.markup_rules._parser", "locales.cldr._dates_text", "emit.latex.hyphenation._dictionary"):
        monkeypatch.setattr(f"cvtex.{name}", None)
    assert all_texts(Cache(tmp_path)) == fresh


def test_problems_are_reported_each_time_with_their_place(tmp_path: Path) -> None:
    for _ in range(2):
        paragraphs = markup(Cache(tmp_path))
        found = read_markup("[a](no address) <nowhere:x>", place, paragraphs).diagnostics
        paragraphs.save()
        assert [one.span for one in found] == [Span("nowhere:x"), Span("[a](no address)")]


def test_another_version_of_a_library_is_called_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    all_texts(Cache(tmp_path))
    monkeypatch.setattr(module, "library", lambda name: f"another {name}")
    monkeypatch.setattr("cvtex.locales.cldr._dates_text", None)
    with pytest.raises(TypeError):
        all_texts(Cache(tmp_path))
