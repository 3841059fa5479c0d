"""Records as values, in files, and held against what they tell of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.build_record import BuildRecord, Circumstances, Reading, as_bytes, build_of, reading_of
from cvtex.files.dependency import Dependency
from cvtex.files.state import FileState, state_of
from cvtex.record_store import RecordStore, are_settled, cached_records, digest_of_output

REQUEST = ("/home/ada", "cv.yaml", "build", "full")
NOW = Circumstances("program", "environment", "engines")
OPTIONS = {"engine": "", "strict": "False"}
texts = st.text(st.characters(exclude_categories=[]), max_size=8)
dependencies = st.lists(
    st.builds(
        Dependency, st.sampled_from(["content", "kind", "names", "place"]), texts, texts, st.lists(texts, max_size=2).map(tuple),
        st.lists(st.integers(0, 2**63), max_size=4).map(tuple),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
several = st.lists(texts, max_size=3).map(tuple)
readings = st.builds(Reading, several, several, dependencies)
builds = st.builds(
    BuildRecord, st.dictionaries(texts, texts, max_size=3), st.builds(Circumstances, texts, texts, texts), texts, dependencies,
    st.lists(st.builds(FileState, texts, st.integers(0), st.integers(0)), max_size=3).map(tuple), several, texts, texts,
)  # fmt: skip


@given(readings, builds)
def test_what_is_written_is_read(reading: Reading, build: BuildRecord) -> None:
    assert reading_of(as_bytes(reading)) == reading
    assert build_of(as_bytes(build)) == build
    assert reading_of(as_bytes(build)) is None
    assert build_of(as_bytes(reading)) is None


@given(builds, st.data())
def test_a_record_that_was_changed_anywhere_is_none(build: BuildRecord, data: st.DataObject) -> None:
    whole = as_bytes(build)
    place = data.draw(st.integers(0, len(whole) - 2))
    other = data.draw(st.binary(max_size=3).filter(lambda new: new != whole[place : place + 1]))
    assert build_of(whole[:place]) is None
    assert build_of(whole[:place] + other + whole[place + 1 :]) is None


@given(st.binary(max_size=40) | st.sampled_from([b'""\n{}', b"[]\n[]", b"1\n" + b"[" * 100_000, b"[" * 100_000]))
def test_anything_else_is_none(data: bytes) -> None:
    assert reading_of(data) is None
    assert build_of(data) is None


def test_a_reading_is_the_same_whatever_the_system_says_of_its_files() -> None:
    one = Dependency("content", "cv.yaml", "digest", (), (1, 2, 3, 4))
    assert Reading(("full",), (), (one,)).digest == Reading(("full",), (), (one._replace(state=()),)).digest
    assert Reading(("full",), (), (one,)).digest != Reading(("full",), (), (one._replace(answer="other"),)).digest


@pytest.fixture
def store(tmp_path: Path) -> RecordStore:
    return RecordStore(tmp_path / "cache")


def kept(store: RecordStore, folder: Path) -> tuple[Reading, BuildRecord]:
    """A record of an output and of a file of TeX's, both in the folder."""
    for name in ("cv.pdf", "article.cls"):
        (folder / name).write_bytes(name.encode())
    state = state_of(folder / "article.cls")
    assert state is not None
    reading = Reading(("full",), (), ())
    output = folder / "cv.pdf"
    build = BuildRecord(
        OPTIONS, NOW, reading.digest, (), (state,), (), str(output), digest_of_output(output.read_bytes())
    )
    store.keep("reading", REQUEST[:2], reading)
    store.keep("build", REQUEST, build)
    return reading, build


def test_a_record_is_found_by_its_request_alone(store: RecordStore, tmp_path: Path) -> None:
    reading, build = kept(store, tmp_path)
    assert store.reading(REQUEST[:2]) == reading
    assert store.build(REQUEST, OPTIONS, NOW, reading) == build
    assert store.build((*REQUEST[:3], "small"), OPTIONS, NOW, reading) is None
    assert store.reading(("/home/bob", "cv.yaml")) is None


def test_whatever_is_not_as_it_was_makes_it_none(store: RecordStore, tmp_path: Path) -> None:
    reading, build = kept(store, tmp_path)
    assert store.build(REQUEST, {**OPTIONS, "strict": "True"}, NOW, reading) is None
    for field in Circumstances._fields:
        assert store.build(REQUEST, OPTIONS, NOW._replace(**{field: "other"}), reading) is None
    assert store.build(REQUEST, OPTIONS, NOW, reading._replace(told=("a warning",))) is None
    os.utime(tmp_path / "article.cls", (1, 1))
    assert store.build(REQUEST, OPTIONS, NOW, reading) is None
    os.utime(tmp_path / "article.cls", ns=(0, build.files[0].changed_ns))
    assert store.build(REQUEST, OPTIONS, NOW, reading) == build
    (tmp_path / "article.cls").unlink()
    assert store.build(REQUEST, OPTIONS, NOW, reading) is None


def test_a_file_that_was_changed_just_now_is_not_known_by_its_time() -> None:
    assert are_settled([FileState("a", 1, 7 * 10**9)], since=10)
    assert not are_settled([FileState("a", 1, 7 * 10**9), FileState("b", 1, 9 * 10**9)], since=10)


def test_records_that_were_used_are_kept_longest(store: RecordStore, tmp_path: Path) -> None:
    reading, build = kept(store, tmp_path)
    for file in cached_records(store.folder):
        os.utime(file, (1, 1))
    for number in range(62):
        store.keep("build", (str(number),), build)
    assert store.build(REQUEST, OPTIONS, NOW, reading)
    for number in range(40):
        store.keep("build", (f"new {number}",), build)
    assert store.build(REQUEST, OPTIONS, NOW, reading) == build
    assert len(list(store.folder.iterdir())) == 64
