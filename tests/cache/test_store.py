"""The cache finds entries by key and type, and treats every problem with its folder as a miss."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cvtex.cache import store
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.value import Value, field, replace


class Box(Value):
    height: int
    marks: frozenset[str] = field(default_factory=frozenset)


BOX = Box(12, frozenset({"a", "b"}))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setattr(store, "_KEYS_PER_TRIM", 1)
    return Cache(tmp_path / "new" / "cache")


def the_file(cache: Cache) -> Path:
    (file,) = cache.files()
    return Path(file.path)


def test_a_result_is_made_once(cache: Cache) -> None:
    made: list[int] = []

    def make() -> Box:
        made.append(1)
        return BOX

    assert [cache.memo("boxes", ("x", 1), Box, make) for _ in range(3)] == [BOX] * 3
    assert made == [1]


@pytest.mark.parametrize(
    ("kind", "key", "type_"),
    [
        ("boxes", "y", Box),
        ("boxes", ["x", "x"], Box),
        ("lids", "x", Box),
        ("boxes", "x", str),
        ("boxes", "x", dict[str, int]),
    ],
)
def test_another_kind_key_or_type_is_a_miss(cache: Cache, kind: str, key: object, type_: type) -> None:
    cache.put("boxes", "x", BOX)
    assert cache.get("boxes", "x", Box) == BOX
    assert cache.get(kind, key, type_) is None


def test_another_program_is_a_miss(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("boxes", "x", BOX)
    of_any_program = replace(cache, maker="1.0")
    of_any_program.put("formats", "x", BOX)
    monkeypatch.setattr(store, "program", lambda: "another")
    assert cache.get("boxes", "x", Box) is None
    assert of_any_program.get("formats", "x", Box) == BOX


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda data: data[:-2] + b"\x0d" + data[-1:],
        lambda data: b"0" * 20 + data[20:],
        lambda _: b"\x80" * 100_000,
    ],
)
def test_a_damaged_entry_is_a_miss(cache: Cache, damage: Callable[[bytes], bytes]) -> None:
    cache.put("boxes", "x", BOX)
    file = the_file(cache)
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get("boxes", "x", Box) is None
    cache.put("boxes", "x", BOX)
    assert cache.get("boxes", "x", Box) == BOX


def test_the_entry_of_another_key_is_a_miss(cache: Cache) -> None:
    cache.put("boxes", "x", BOX)
    file = the_file(cache)
    data = file.read_bytes()
    cache.put("boxes", "y", Box(7))
    for one in cache.files():
        Path(one.path).write_bytes(data)
    assert (cache.get("boxes", "x", Box), cache.get("boxes", "y", Box)) == (BOX, None)


def test_without_a_folder_nothing_is_stored() -> None:
    made = iter([1, 2])
    assert [NO_CACHE.memo("boxes", "x", int, made.__next__) for _ in "12"] == [1, 2]
    assert NO_CACHE.get("boxes", "x", Box) is None
    assert NO_CACHE.put_file("formats", b"", "fmt") is None
    assert not NO_CACHE.is_writable()
    assert NO_CACHE.clear() == ()


def in_place_of_a_folder(cache: Cache, _: pytest.MonkeyPatch) -> None:
    assert cache.folder is not None
    cache.folder.parent.mkdir()
    cache.folder.write_text("a file")


def full(_: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "replace_file", refuse)


@pytest.mark.parametrize("spoil", [in_place_of_a_folder, full])
def test_a_folder_that_cannot_be_written_costs_only_time(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Cache, pytest.MonkeyPatch], None]
) -> None:
    spoil(cache, monkeypatch)
    assert cache.memo("boxes", "x", Box, lambda: BOX) == BOX
    assert cache.get("boxes", "x", Box) is None
    assert cache.put_file("formats", b"data", "fmt") is None
    table = cache.table("tables", "x", Box)
    assert table("a", lambda: BOX) == BOX
    table.save()


def test_values_that_cannot_be_serialised_are_made_each_time(cache: Cache) -> None:
    for value in (2**70, "\ud800", object()):
        assert cache.memo("odd", "x", type(value), lambda value=value: value) is value  # type: ignore[misc]
    assert list(cache.files()) == []


# ---------------------------------------------------------------- tables


def test_a_table_is_written_once_with_all_new_results(cache: Cache) -> None:
    table = cache.table("tables", "x", int)
    assert [table(key, lambda: 1) for key in "ab"] == [1, 1]
    assert list(cache.files()) == []
    table.save()
    again = cache.table("tables", "x", int)
    assert (again("a", lambda: 2), again.knows("b"), again.knows("c")) == (1, True, False)
    the_file(cache).unlink()
    again.save()
    assert list(cache.files()) == [], "nothing is new"


@pytest.mark.parametrize(("most_others", "known"), [(0, "d"), (1, "cd"), (2, "bcd"), (9, "abcd")])
def test_unused_results_are_kept_up_to_a_number(cache: Cache, most_others: int, known: str) -> None:
    first = cache.table("tables", "x", int, 9)
    for key in "abc":
        first(key, lambda: 1)
    first.save()
    second = cache.table("tables", "x", int, most_others)
    second("d", lambda: 1)
    second.save()
    assert [key for key in "abcd" if cache.table("tables", "x", int).knows(key)] == list(known)


def test_results_added_by_another_process_are_kept(cache: Cache) -> None:
    mine, other = (cache.table("tables", "x", int, 9) for _ in "12")
    for table, key in ((mine, "a"), (other, "b")):
        table.load()
        table(key, lambda: 1)
    other.save()
    mine.save()
    assert all(map(cache.table("tables", "x", int).knows, "ab"))


# ---------------------------------------------------------------- the bound


def used(cache: Cache, *names: str) -> set[str]:
    return {name for name in names if cache.get("boxes", name, bytes)}


def test_the_least_recently_used_entries_go_first_whatever_their_kind(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 350_000)
    files = [cache.put_file("formats", bytes(100_000), "fmt")]
    for name in "abc":
        # Files whose times differ by less than the clock's resolution may go in any order.
        for file in cache.files():
            os.utime(file.path, ns=(file.used_ns - 10**9,) * 2)
        cache.put("boxes", name, bytes(100_000))
    assert files[0] is not None
    assert not files[0].exists()
    assert used(cache, *"abc") == {"a", "b", "c"}
    cache.put("boxes", "d", bytes(100_000))
    assert len(used(cache, *"abcd")) == 3
    assert used(cache, "d")


def test_a_recently_used_entry_stays(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 250_000)
    for name in "ab":
        cache.put("boxes", name, bytes(100_000))
    for file in cache.files():
        os.utime(file.path, (1, 1))
    assert used(cache, "a") == {"a"}
    cache.put("boxes", "c", bytes(100_000))
    assert used(cache, *"abc") == {"a", "c"}


def test_the_number_of_small_entries_is_bounded(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 1_000_000)
    for number in range(150):
        cache.put("boxes", number, b"")
    assert len(list(cache.files())) == 100


def test_the_folder_is_not_looked_at_for_each_entry(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which keys have it trimmed is a matter of their digests."""
    monkeypatch.setattr(store, "_KEYS_PER_TRIM", 64)
    monkeypatch.setattr(store, "MOST_BYTES", 0)
    trims = 0

    def trim(_: Cache) -> None:
        nonlocal trims
        trims += 1

    monkeypatch.setattr(Cache, "trim", trim)
    for number in range(640):
        cache.put("boxes", number, b"")
    assert 1 <= trims <= 30


def test_only_own_files_are_counted_and_removed(cache: Cache) -> None:
    assert cache.folder is not None
    cache.folder.mkdir(parents=True)
    own = (
        f"boxes-{1:032x}.entry",
        f".boxes-{1:032x}.entry-12_3_0",
        f"formats-{1:032x}.fmt",
        f"format-{1:032x}-{1:016x}.fmt",
        f"build-{1:032x}.json",
    )
    foreign = ("notes.txt", f"boxes-{1:031x}.entry", f"boxes-{1:032x}.entry.bak", f"boxes-{1:032x}.txt")
    for name in (*own, *foreign):
        (cache.folder / name).write_bytes(b"x")
    (cache.folder / f"boxes-{2:032x}.entry").mkdir()
    assert len(cache.clear()) == len(own)
    assert {path.name for path in cache.folder.iterdir()} == {*foreign, f"boxes-{2:032x}.entry"}


# ---------------------------------------------------------------- several processes

WRITER = """
import sys
from pathlib import Path
from cvtex.cache import store
store.MOST_BYTES = 500_000
store._KEYS_PER_TRIM = 1
cache = store.Cache(Path(sys.argv[1]))
for number in range(200):
    found = cache.get("boxes", number % 7, bytes)
    assert found in (None, bytes(70_000)), "half an entry"
    cache.put("boxes", number % 7, bytes(70_000))
    cache.put_file("formats", bytes([number % 3]) * 50_000, "fmt")
"""


def test_several_processes_may_use_a_cache_at_once(cache: Cache) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(cache.folder)], stderr=subprocess.PIPE) for _ in range(3)
    ]
    assert [(one.communicate()[1], one.returncode) for one in processes] == [(b"", 0)] * 3
    cache.trim()
    assert not [file for file in cache.files() if Path(file.path).name.startswith(".")], "nothing half-written is left"
