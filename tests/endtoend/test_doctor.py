"""`cvtex doctor` shows the cache, and `--clear-cache` removes cache entries and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cvtex.cli import cli
from cvtex.cli.arguments import cache_folder
from cvtex.locales.locale import languages, locale_of

OWN = (
    f"formats-{1:032x}.fmt",
    f"formats-{1:032x}.entry",
    f"heights-{1:032x}.entry",
    f".formats-{1:032x}.fmt-1_2_0",
)
FOREIGN = ("notes.txt", f"heights-{'g' * 32}.entry")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("cvtex.typeset.doctor.describe_engines", lambda *_: ())
    return cache_folder()


def doctor(*options: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", *options])


def test_sizes_are_shown_by_kind_with_the_bound(cache: Path) -> None:
    assert doctor().output.endswith(f"\ncache      0.0 MB of at most 300 MB\n           {cache}\n")
    cache.mkdir()
    for name in (*OWN, *FOREIGN):
        (cache / name).write_bytes(bytes(1_000_000))
    assert doctor().output.endswith(
        f"\ncache      4.0 MB of at most 300 MB\n           {cache}\n"
        "           formats       3.0 MB\n           heights       1.0 MB\n"
    )


@pytest.mark.usefixtures("cache")
def test_languages_without_review_by_a_native_speaker_are_listed() -> None:
    (line,) = (line for line in doctor().output.splitlines() if line.startswith("languages "))
    listed = line.partition(": ")[2].split(", ")
    assert listed == [tag for tag in languages() if not locale_of(tag).reviewed]
    assert "pt" in listed
    assert "en" not in listed


def test_clearing_removes_only_cache_entries(cache: Path) -> None:
    cache.mkdir()
    for name in (*OWN, *FOREIGN):
        (cache / name).write_bytes(bytes(100_000))
    cleared = doctor("--clear-cache")
    assert (cleared.exit_code, cleared.output) == (0, f"{cache}: 4 files removed, 0.4 MB\n")
    assert {file.name for file in cache.iterdir()} == set(FOREIGN)
    assert doctor("--clear-cache").output == f"{cache}: 0 files removed, 0.0 MB\n"


def test_without_a_cache_there_is_nothing_to_clear(cache: Path) -> None:
    assert doctor("--clear-cache").output == f"{cache}: 0 files removed, 0.0 MB\n"
    assert not cache.exists()


def test_an_unreadable_cache_is_reported(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied", str(cache))

    cache.mkdir()
    monkeypatch.setattr("os.scandir", refused)
    assert "cache      cannot be read: Permission denied" in doctor().output
    cleared = doctor("--clear-cache")
    assert cleared.exit_code == 74
    assert f"cannot remove '{cache}': Permission denied" in cleared.output
