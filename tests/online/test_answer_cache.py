"""Kept answers: what is damaged, of another question or of an earlier version counts as absent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cvtex.online.answer_cache import Answer, AnswerCache

URL = "https://api.example/works?author=ada"
WHEN = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
KEPT = Answer(URL, b'{"title": "Tensors"}', WHEN)
FOUND = Answer(URL, KEPT.data, WHEN, is_cached=True)


def kept(folder: Path, answer: Answer = KEPT) -> tuple[AnswerCache, Path]:
    cache = AnswerCache(folder)
    cache.keep(answer)
    (file,) = folder.iterdir()
    return cache, file


@pytest.mark.parametrize("data", [KEPT.data, b"", None])
def test_an_answer_is_found_again(data: bytes | None, tmp_path: Path) -> None:
    cache, _ = kept(tmp_path, Answer(URL, data, WHEN))
    assert cache.find(URL) == Answer(URL, data, WHEN, is_cached=True)


@pytest.mark.parametrize("flip", [0x01, 0x80])
def test_each_byte_in_turn(flip: int, tmp_path: Path) -> None:
    """A title that says something else would be proposed for the .bib file."""
    cache, file = kept(tmp_path)
    data = file.read_bytes()
    for place in range(len(data)):
        file.write_bytes(data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :])
        assert cache.find(URL) is None, place
    file.write_bytes(data)
    assert cache.find(URL) == FOUND


def test_each_length_in_turn(tmp_path: Path) -> None:
    cache, file = kept(tmp_path)
    data = file.read_bytes()
    for length in range(len(data)):
        file.write_bytes(data[:length])
        assert cache.find(URL) is None, length


def test_an_answer_to_another_question_and_one_without_a_digest(tmp_path: Path) -> None:
    cache, file = kept(tmp_path)
    other = AnswerCache(tmp_path / "other")
    other.keep(Answer("https://api.example/works?author=bob", b"{}", WHEN))
    (others,) = (tmp_path / "other").iterdir()
    file.write_bytes(others.read_bytes())
    assert cache.find(URL) is None
    file.write_bytes(b'{"url": "' + URL.encode() + b'", "when": "2026-11-27", "found": true, "length": 2}\n{}')
    assert cache.find(URL) is None
