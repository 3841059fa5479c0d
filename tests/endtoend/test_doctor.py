"""`cvtex doctor`: what is kept from one build to the next is told, and removed on request, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cvtex.cli import cli
from cvtex.cli.arguments import cache_folder
from cvtex.locales.locale import languages, locale_of

OWN = (
    f"format-{1:032x}-{1:016x}.fmt", f"format-{1:032x}.json", f"heights-{1:032x}.kept",
    f".format-{1:032x}-{1:016x}.fmt-ab_12", f".heights-{1:032x}.kept-ab_12", f"references-{1:032x}.kept",
    f"build-{1:032x}.json", f"reading-{1:032x}.json", f".build-{1:032x}.json-ab_12",
)  # fmt: skip
FOREIGN = (
    "format-1.fmt",
    "heights.kept",
    f"format-{1:032x}.json.bak",
    "notes.txt",
    f"heights-{'g' * 32}.kept",
    "build-1.json",
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("cvtex.typeset.doctor.describe_engines", lambda *_: ())
    return cache_folder()


def doctor(*options: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", *options])


def test_the_cache_is_told_with_its_size(cache: Path) -> None:
    assert (
        f"cache      formats: 0, 0.0 MB; faces: 0, 0.0 MB; glyphs: 0, 0.0 MB; heights: 0, 0.0 MB; pages: 0, 0.0 MB; references: 0, 0.0 MB; solutions: 0, 0.0 MB; textfonts: 0, 0.0 MB; texts: 0, 0.0 MB; works: 0, 0.0 MB; builds: 0, 0.0 MB\n           {cache}\n"
        in doctor().output
    )
    cache.mkdir()
    for name in (*OWN, *FOREIGN):
        (cache / name).write_bytes(bytes(1_000_000))
    assert (
        "formats: 1, 3.0 MB; faces: 0, 0.0 MB; glyphs: 0, 0.0 MB; heights: 1, 2.0 MB; pages: 0, 0.0 MB; references: 1, 1.0 MB; solutions: 0, 0.0 MB; textfonts: 0, 0.0 MB; texts: 0, 0.0 MB; works: 0, 0.0 MB; builds: 2, 3.0 MB"
        in doctor().output
    )


@pytest.mark.usefixtures("cache")
def test_languages_that_no_native_speaker_has_read_are_listed() -> None:
    (line,) = (line for line in doctor().output.splitlines() if line.startswith("languages "))
    listed = line.partition(": ")[2].split(", ")
    assert listed == [tag for tag in languages() if not locale_of(tag).reviewed]
    assert "pt" in listed
    assert "en" not in listed


def test_clearing_removes_our_own_files_alone(cache: Path) -> None:
    cache.mkdir()
    for name in (*OWN, *FOREIGN):
        (cache / name).write_bytes(bytes(100_000))
    (cache / f"heights-{2:032x}.kept").mkdir()
    cleared = doctor("--clear-cache")
    assert (cleared.exit_code, cleared.output) == (0, f"{cache}: 9 files removed, 0.9 MB\n")
    assert {file.name for file in cache.iterdir()} == {*FOREIGN, f"heights-{2:032x}.kept"}
    assert doctor("--clear-cache").output == f"{cache}: 0 files removed, 0.0 MB\n"


def test_without_a_cache_there_is_nothing_to_clear(cache: Path) -> None:
    assert doctor("--clear-cache").output == f"{cache}: 0 files removed, 0.0 MB\n"
    assert not cache.exists()


def test_a_cache_that_cannot_be_read_is_told(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied", str(cache))

    cache.mkdir()
    monkeypatch.setattr(Path, "iterdir", refused)
    assert "cache      cannot be read: Permission denied" in doctor().output
    cleared = doctor("--clear-cache")
    assert cleared.exit_code == 1
    assert "Permission denied" in cleared.output
