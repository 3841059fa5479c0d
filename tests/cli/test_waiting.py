"""Waiting for a change misses none, whenever it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from cvtex.files.dependency import Dependency
from cvtex.read import observed
from cvtex.read.observed import ObservedFiles

watch = import_module("cvtex.cli.watch")
wait_for_change = watch._wait_for_change


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Stop waiting after some seconds, so that a missed change fails the test rather than hangs it."""
    event = threading.Event()
    timer = threading.Timer(5, event.set)
    timer.start()
    yield event
    timer.cancel()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "cv.yaml"
    file.write_text("read")
    return file


def dependencies(file: Path) -> tuple[Dependency, ...]:
    files = ObservedFiles()
    files.read(file)
    return files.dependencies


def test_a_change_since_the_file_was_read(file: Path, stop: threading.Event) -> None:
    depends = dependencies(file)
    file.write_text("changed")
    wait_for_change(depends, stop)
    assert not stop.is_set()


def test_a_change_right_after_the_first_check(
    file: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    depends, ask = dependencies(file), observed.is_unchanged
    answers: list[bool] = []

    def ask_and_change(one: Dependency) -> bool:
        answers.append(ask(one))
        if len(answers) == 1:
            file.write_text("changed")
        return answers[-1]

    monkeypatch.setattr(observed, "is_unchanged", ask_and_change)
    wait_for_change(depends, stop)
    assert not stop.is_set()
    assert [True, False] == answers


def test_a_change_later(file: Path, stop: threading.Event) -> None:
    depends = dependencies(file)
    threading.Timer(0.1, lambda: file.write_text("changed")).start()
    wait_for_change(depends, stop)
    assert not stop.is_set()


def test_a_save_that_changes_no_byte_does_not_count(file: Path) -> None:
    stop = threading.Event()
    threading.Timer(0.1, lambda: file.write_text("read")).start()
    threading.Timer(0.5, stop.set).start()
    began = time.monotonic()
    wait_for_change(dependencies(file), stop)
    assert stop.is_set()
    assert time.monotonic() - began >= 0.4


def test_two_saves_at_one_tick_of_a_coarse_clock(
    file: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File times of FAT and of some network drives have steps of two seconds."""
    monkeypatch.setattr(watch, "_COARSE", 0.3)
    monkeypatch.setattr(observed, "_stamp", lambda path: (Path(path).stat().st_size,))
    depends = dependencies(file)
    threading.Timer(0.1, lambda: file.write_text("REAd")).start()
    wait_for_change(depends, stop)
    assert not stop.is_set()
