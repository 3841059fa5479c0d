"""What slow libraries said once of short texts: taken again, and the same as if they were asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_files import kept_file

from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.diagnostics import Span
from cvtex.emit.latex.hyphenation import hyphenated
from cvtex.known_texts import KnownTexts
from cvtex.locales.cldr import dates_text
from cvtex.text.markup import read_markup
from cvtex.text.richtext import InLanguage, Link, Math, NoBreak, Styled
from cvtex.text_cache import TextCache

KNOWN = KnownTexts(
    {
        "*a* [b](https://x.org)": (
            Styled("emphasis", ("a",)),
            " ",
            Link("https://x.org", (NoBreak(("b",)), InLanguage("de", ("c",)), Math("x", "x"))),
        )
    },
    {"en Dates(...)": "May 2020"},
    {"de Werkstatt": "Werk\N{SOFT HYPHEN}statt"},
)


def place(_: str) -> Span:
    return Span("cv.yaml")


def test_what_is_kept_is_read(tmp_path: Path) -> None:
    TextCache(tmp_path / "new").keep(KNOWN)
    found = TextCache(tmp_path / "new").read()
    assert (found.markup, found.dates, found.hyphens) == (KNOWN.markup, KNOWN.dates, KNOWN.hyphens)


def test_it_is_written_only_if_there_is_more(tmp_path: Path) -> None:
    cache = TextCache(tmp_path)
    cache.keep(KnownTexts())
    assert list(tmp_path.iterdir()) == []
    known = KnownTexts(dates={"en x": "x"})
    cache.keep(known)
    (file,) = tmp_path.iterdir()
    file.unlink()
    cache.keep(known)
    assert list(tmp_path.iterdir()) == []
    known.dates["en y"] = "y"
    cache.keep(known)
    assert cache.read().dates == {"en x": "x", "en y": "y"}


@pytest.mark.parametrize(
    "damaged", ["", "[]", '{"dates": []}', '{"dates": {"en x": 3}}', '{"markup": {"x": [["Huge", []]]}}']
)
def test_what_is_damaged_counts_as_not_there(tmp_path: Path, damaged: str) -> None:
    TextCache(tmp_path).keep(KnownTexts(dates={"en x": "x"}))
    (file,) = tmp_path.iterdir()
    file.write_bytes(kept_file(damaged))
    assert TextCache(tmp_path).read().count == 0


def test_other_libraries_and_programs_are_asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TextCache(tmp_path).keep(KnownTexts(dates={"en x": "x"}))
    monkeypatch.setattr("cvtex.text_cache.library", lambda name: f"another {name}")
    assert TextCache(tmp_path).read().count == 0
    monkeypatch.undo()
    monkeypatch.setattr("cvtex.text_cache.program", lambda: "another")
    assert TextCache(tmp_path).read().count == 0


def test_files_stay_small(tmp_path: Path) -> None:
    TextCache(tmp_path).keep(KnownTexts(dates={f"en {number}": "" for number in range(12_000)}))
    found = TextCache(tmp_path).read()
    assert (len(found.dates), "en 11999" in found.dates, "en 0" in found.dates) == (10_000, True, False)


def test_libraries_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = KnownTexts()
    dates = read_dates("2020-05 -- 2021-06", date_words())

    def texts() -> tuple[object, ...]:
        return (
            read_markup("*so* it is", place, known.markup),
            dates_text(dates, "de", known.dates),
            hyphenated("Eine Werkstatt", "de", known=known.hyphens),
        )

    first = texts()
    assert known.count == 3
    for name in ("text.markup._parser", "locales.cldr._dates_text", "emit.latex.hyphenation._dictionary"):
        monkeypatch.setattr(f"cvtex.{name}", None)
    assert texts() == first


def test_what_has_something_wrong_is_told_each_time() -> None:
    known = KnownTexts()
    for _ in range(2):
        assert read_markup("[a](no address)", place, known.markup).diagnostics
        assert read_markup("<nowhere:x>", place, known.markup).diagnostics
    assert known.count == 0
