"""A cache entry with each byte changed in turn, of another version, or closed to this user: never a wrong result."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.cache import store
from cvtex.cache.store import Cache
from cvtex.value import Value


class Box(Value):
    height: int
    name: str


BOX = Box(12, "größer")


def the_entry(cache: Cache) -> Path:
    (file,) = cache.files()
    return Path(file.path)


@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_each_byte_of_an_entry_in_turn(flip: int, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("boxes", "x", BOX)
    entry = the_entry(cache)
    data = entry.read_bytes()
    for place in range(len(data)):
        entry.write_bytes(data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :])
        assert cache.get("boxes", "x", Box) is None, place
    entry.write_bytes(data)
    assert cache.get("boxes", "x", Box) == BOX


def test_each_byte_of_a_table_in_turn(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("tables", "x", {"a": 1, "b": 2})
    entry = the_entry(cache)
    data = entry.read_bytes()
    for place in range(len(data)):
        entry.write_bytes(data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :])
        assert cache.table("tables", "x", int)("a", lambda: 3) == 3, place


def test_each_byte_of_a_file_for_another_program_in_turn(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    data = b"a format of TeX"
    path = cache.put_file("formats", data, "fmt")
    assert path is not None
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :])
        assert not cache.is_intact(path), place
    # It is written again, in place of the damaged one.
    assert cache.put_file("formats", data, "fmt") == path
    assert cache.is_intact(path)


def test_an_entry_of_another_version_under_the_name_of_this(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(store, "program", lambda: "another version")
        cache.put("boxes", "x", Box(7, "other"))
        data = the_entry(cache).read_bytes()
        cache.clear()
    cache.put("boxes", "x", BOX)
    the_entry(cache).write_bytes(data)
    assert cache.get("boxes", "x", Box) is None


def test_an_entry_that_may_not_be_read_or_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.put("boxes", "x", BOX)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        # Root may read everything, so that a mode of 0 would not do.
        patch.setattr(Path, "read_bytes", refuse)
        assert cache.memo("boxes", "x", Box, lambda: Box(1, "made")) == Box(1, "made")
    entry = the_entry(cache)
    entry.unlink()
    entry.mkdir()
    assert cache.memo("boxes", "x", Box, lambda: BOX) == BOX
    assert entry.is_dir()
