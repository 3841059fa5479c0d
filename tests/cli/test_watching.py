"""Detection of the end of a change: a fake stream of checks -> the stamps to build from."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from cvtex.build.loading import Loaded
from cvtex.build.stopwatch import Stopwatch
from cvtex.cli.variants import BuildOptions
from cvtex.cli.watch import LONGEST, QUIET, Stamps, build_on_save, line_of, settled

CV = "cv.yaml"
# Two steps are a little longer than QUIET.
STEP = 0.51 * QUIET


def looks(saves: str) -> list[tuple[float, Stamps]]:
    """One check per character: a letter is a state of the file, a blank its absence."""
    return [(number * STEP, {CV: None if letter == " " else (ord(letter),)}) for number, letter in enumerate(saves)]


@pytest.mark.parametrize(
    ("saves", "found", "at"),
    [
        ("aaaaaa", None, None),
        ("aabbbbb", "b", 4),
        # A burst is one change.
        ("abcdeeee", "e", 6),
        # An editor removes the file and writes it again.
        ("a  bbbb", "b", 5),
        # The file is removed for good.
        ("a    ", " ", 3),
        # The file changes and is restored from a copy, including its stamp.
        ("abaaaaaa", None, None),
        # Not yet quiet when the checks end.
        ("aaab", None, None),
    ],
)
def test_a_change_is_over_when_the_file_is_quiet(saves: str, found: str | None, at: int | None) -> None:
    stream = looks(saves)
    actual = settled({CV: (ord("a"),)}, iter(stream))
    assert (None if found is None else looks(found)[0][1]) == actual
    if at is not None:
        assert settled({CV: (ord("a"),)}, iter(stream[:at])) is None
        assert settled({CV: (ord("a"),)}, iter(stream[: at + 1])) is not None


def test_endless_changes_are_built_all_the_same() -> None:
    endless = ((number * STEP, {CV: (number,)}) for number in range(10**6))
    found = settled({CV: (0,)}, endless)
    assert found is not None
    (number,) = found[CV] or ()
    assert LONGEST <= (number - 1) * STEP < LONGEST + 2 * STEP


def test_a_new_file_is_a_change() -> None:
    new = {CV: (1,), "styles/themes/cvtex-own.sty": (1,)}
    assert new == settled({CV: (1,)}, [(number * STEP, new) for number in range(5)])


def test_a_line_for_a_build() -> None:
    actual = line_of("12:03:04", "build/cv-full.pdf: 8 pages", 0.3149)
    assert "12:03:04 build/cv-full.pdf: 8 pages, 0.31 s" == actual


SOUND = "owner: {name: Ada Example}\nsections: {about: {kind: text, title: About, text: Words.}}\n"


@pytest.mark.parametrize(
    ("read", "later", "messages"),
    [
        # An editor empties a file before it writes it.
        ("", SOUND, []),
        (SOUND[:-5], SOUND, []),
        (SOUND, SOUND.replace("Words", "Others"), []),
        ("", "", ["cv.yaml:1:1: error: the file is empty"]),
        ("", SOUND + "more: 1\n", ["cv.yaml:3:1: error: unknown field 'more'"]),
    ],
)
def test_what_was_read_half_saved_is_not_reported(
    read: str,
    later: str,
    messages: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    cv, stop, load = Path("cv.yaml"), threading.Event(), BuildOptions.load
    cv.write_text(read)

    def load_during_a_save(options: BuildOptions, stopwatch: Stopwatch) -> Loaded:
        loaded = load(options, stopwatch)
        if cv.read_text() == later:
            stop.set()
        cv.write_text(later)
        return loaded

    monkeypatch.setattr(BuildOptions, "load", load_during_a_save)
    build_on_save(BuildOptions(cv, formats=("md",)), stop)
    printed = capsys.readouterr().err.splitlines()
    assert [line for line in printed if "error" in line] == messages
