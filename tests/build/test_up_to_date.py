"""Records of builds: lookup by request and conditions, and comparison with the current files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.build.up_to_date import BuildRecord, CvRecord, Records, are_settled, output_digest
from cvtex.cache.store import Cache
from cvtex.files.dependency import Dependency
from cvtex.files.state import FileState, state_of
from cvtex.value import from_bytes, replace, to_bytes

texts = st.text(max_size=8)
dependencies = st.lists(
    st.builds(
        Dependency, st.sampled_from(["content", "kind", "names", "place"]), texts, texts,
        st.lists(texts, max_size=2).map(tuple),
        st.lists(st.integers(0, 2**63), max_size=4).map(tuple),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
outputs = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
several = st.lists(texts, max_size=3).map(tuple)
files = st.lists(st.builds(FileState, texts, st.integers(0, 2**63), st.integers(0, 2**63)), max_size=3).map(tuple)


@given(
    st.builds(CvRecord, several, several, dependencies),
    st.builds(
        BuildRecord, texts, dependencies, files, several, st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
    ),
)
def test_records_survive_a_round_trip(cv: CvRecord, build: BuildRecord) -> None:
    assert from_bytes(to_bytes(cv), CvRecord) == cv
    assert from_bytes(to_bytes(build), BuildRecord) == build


def test_the_key_of_a_cv_ignores_file_states() -> None:
    one = Dependency("content", "cv.yaml", "digest", (), (1, 2, 3, 4))
    assert CvRecord(("full",), (), (one,)).key == CvRecord(("full",), (), (one._replace(state=()),)).key
    assert CvRecord(("full",), (), (one,)).key != CvRecord(("full",), (), (one._replace(answer="other"),)).key


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(Cache(tmp_path / "cache"), ("/home/ada", "cv.yaml", "build"), ({"strict": "False"}, None, {}, []))


def recorded(records: Records, folder: Path) -> tuple[CvRecord, BuildRecord]:
    """Record an output and one of TeX's files, both in the folder."""
    for name in ("cv.pdf", "article.cls"):
        (folder / name).write_bytes(name.encode())
    state = state_of(folder / "article.cls")
    assert state is not None
    cv, output = CvRecord(("full",), (), ()), folder / "cv.pdf"
    build = BuildRecord(cv.key, (), (state,), (), ((str(output), output_digest(output.read_bytes())),))
    records.put("full", cv, build)
    return cv, build


def test_a_record_is_found_by_request_variant_and_conditions(records: Records, tmp_path: Path) -> None:
    cv, build = recorded(records, tmp_path)
    assert (records.cv(), records.build("full", cv)) == (cv, build)
    assert records.build("small", cv) is None
    others: tuple[dict[str, Any], ...] = (
        {"request": ("/home/bob", "cv.yaml", "build")}, {"request": ("/home/ada", "cv.yaml", "other")},
        {"conditions": ({"strict": "True"}, None, {}, [])}, {"conditions": ({"strict": "False"}, "embedded", {}, [])},
    )  # fmt: skip
    for other in others:
        assert replace(records, **other).build("full", cv) is None, other


def test_any_change_invalidates_a_record(records: Records, tmp_path: Path) -> None:
    cv, build = recorded(records, tmp_path)
    assert records.build("full", replace(cv, messages=("a warning",))) is None
    os.utime(tmp_path / "article.cls", (1, 1))
    assert records.build("full", cv) is None
    os.utime(tmp_path / "article.cls", ns=(0, build.files[0].changed_ns))
    assert records.build("full", cv) == build
    (tmp_path / "article.cls").unlink()
    assert records.build("full", cv) is None
    cv, build = recorded(records, tmp_path)
    (tmp_path / "cv.pdf").write_bytes(b"edited")
    assert records.build("full", cv) is None


def test_a_file_changed_just_now_is_not_settled() -> None:
    assert are_settled([FileState("a", 1, 7 * 10**9)], since=10)
    assert not are_settled([FileState("a", 1, 7 * 10**9), FileState("b", 1, 9 * 10**9)], since=10)
