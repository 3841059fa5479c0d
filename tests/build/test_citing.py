"""Cached references are reused for the same entry in the same style, and for nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_bibliography import entry_of

from cvtex.build.citing import CachedReference, Citer, entry_key, placed_entry_key
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import Span, warning
from cvtex.model.located import built_in
from cvtex.model.people import Owner, PersonName
from cvtex.read.style import StyleFolders, StyleSource, built_in_styles, find_reference_style
from cvtex.text.richtext import InLanguage, Link, Math, NoBreak, Styled
from cvtex.value import from_bytes, replace, to_bytes

OWNER = Owner(span=Span("cv.yaml"), name=PersonName("Ada", "Example"))
ENTRY = entry_of("@article{a, author = {Ada Example and B. Other}, title = {On $x^2$}, journal = {J}, year = 2020}")
STRANGE = entry_of("@article{b, author = {B. Other}, title = {Not mine}, journal = {J}, year = 2020}")


def style() -> StyleSource:
    found = find_reference_style(built_in("classic"), StyleFolders((built_in_styles(),))).value
    assert found is not None
    return found


def citer(folder: Path, **changes: Any) -> Citer:
    return replace(Citer(style(), "en", OWNER, Cache(folder)), **changes)


CACHED = CachedReference(
    (
        "a",
        Styled("owner", ("Ada", NoBreak(("B",)))),
        Link("https://x.org", (InLanguage("de", ("c",)),)),
        Math("x^2", "x²"),
    ),
    ("t",),
    ("Ada",),
    frozenset({"equal"}),
    (warning("careful", Span("a.bib", 3, 4, 5), "a hint"), warning("so")),
)


def test_a_cached_reference_is_complete() -> None:
    assert from_bytes(to_bytes(CACHED), CachedReference) == CACHED
    found = CACHED.of(ENTRY)
    assert (found.value.key, found.value.span, found.diagnostics) == (
        ENTRY.key,
        ENTRY.span,
        CACHED.diagnostics,
    )


def test_entry_keys_ignore_the_place_unless_there_is_a_warning() -> None:
    moved = replace(ENTRY, span=Span("b.bib", 90, 1))
    assert entry_key(ENTRY) == entry_key(moved)
    assert placed_entry_key(ENTRY) != placed_entry_key(moved)
    assert (
        len(
            {
                entry_key(one)
                for one in (
                    ENTRY,
                    STRANGE,
                    replace(ENTRY, key="z"),
                    replace(ENTRY, type="book"),
                    ENTRY.without("year"),
                )
            }
        )
        == 5
    )


def test_another_style_owner_or_language_is_a_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    citer(tmp_path).cite([ENTRY], None)
    monkeypatch.setattr("cvtex.build.citing.load_reference_style", None)
    same = replace(OWNER, span=Span("elsewhere"))
    assert citer(tmp_path, owner=same).cite([ENTRY], None).value is not None
    for changes in (
        {"style": replace(style(), data=b"other")},
        {"language": "de"},
        {"owner": replace(OWNER, former_names=(PersonName("Ada", "Before"),))},
        {"owner": replace(OWNER, present_name=True)},
    ):
        with pytest.raises(TypeError):
            citer(tmp_path, **changes).cite([ENTRY], None)


def test_known_entries_are_not_formatted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = citer(tmp_path).cite([ENTRY, STRANGE], None)
    assert [one.message for one in first.diagnostics] == ["'b' does not name Example"]
    monkeypatch.setattr("cvtex.build.citing.load_reference_style", None)
    assert citer(tmp_path).cite([STRANGE, ENTRY], None) == first
    with pytest.raises(TypeError):
        citer(tmp_path).cite([replace(ENTRY, key="new")], None)
    with pytest.raises(TypeError):
        citer(tmp_path).cite([ENTRY], 1)


def test_the_cache_does_not_change_references(tmp_path: Path) -> None:
    without = citer(tmp_path, cache=NO_CACHE).cite([ENTRY, STRANGE], None)
    for _ in range(2):
        assert citer(tmp_path).cite([ENTRY, STRANGE], None) == without


def test_a_broken_style_is_reported_when_it_is_needed(tmp_path: Path) -> None:
    broken = StyleSource(built_in("broken"), tmp_path / "broken.py", b"raise OSError")
    broken.path.write_bytes(broken.data)
    found = citer(tmp_path, style=broken).cite([ENTRY], None)
    assert found.value is None
    assert "does not load" in found.diagnostics[0].message
