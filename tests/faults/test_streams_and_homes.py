"""Closed streams, full devices, no home, no room: a message and an exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import run_cvtex

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell and POSIX's devices")

CV = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: "Héllo."}
"""
BUILD = "build --format md --force"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(CV, encoding="utf-8")
    return tmp_path


def shell(arguments: str, folder: Path, environment: dict[str, str] | None = None, before: str = "") -> tuple[int, str]:
    """Run cvtex with redirections of the shell -> its exit code, and what it says on standard error."""
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; {before} "{sys.executable}" -m cvtex {arguments}'],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")} if environment is None else environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    errors = done.stderr.decode(errors="replace")
    assert "Traceback" not in errors
    return done.returncode, errors


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (f"{BUILD} >&-", 0, ""),
        (f"{BUILD} 2>&-", 0, ""),
        (f"{BUILD} <&- >&- 2>&-", 0, ""),
        (f"{BUILD} >/dev/full", 74, "standard output cannot be written: No space left on device"),
        ("check nothing.yaml 2>/dev/full", 74, ""),
        # The reader ends before the first byte.
        ("schema | exit 0", 141, ""),
    ],
)
def test_standard_streams(arguments: str, code: int, message: str, folder: Path) -> None:
    ended, errors = shell(arguments, folder)
    assert (ended, message in errors) == (code, True)
    if "--format" in arguments:
        assert "Héllo" in (folder / "build" / "cv-full.md").read_text(encoding="utf-8")


def test_a_home_that_is_unknown_costs_only_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_cache_path", unknown)
    monkeypatch.setattr("platformdirs.user_state_path", unknown)
    assert run_cvtex([*BUILD.split(), "--trust-styles"], folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["build", "cv.yaml"]


@pytest.mark.parametrize("cache", ["/dev/null/cache", "/proc/none", "a-file"])
def test_a_cache_that_cannot_be_made_costs_only_time(cache: str, folder: Path) -> None:
    (folder / "a-file").write_text("")
    assert run_cvtex(BUILD.split(), folder, XDG_CACHE_HOME=cache).exit_code == 0


def test_a_working_directory_that_was_deleted(folder: Path) -> None:
    code, errors = shell("watch", folder, before="mkdir gone; cd gone; rmdir ../gone;")
    assert code == 74
    assert "the working directory was deleted: No such file or directory" in errors


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode")
def test_names_that_the_encoding_of_the_environment_lacks(folder: Path) -> None:
    ascii_only = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    cure = "ascii, the encoding of this environment (set LC_ALL=C.UTF-8, and do not set PYTHONUTF8=0)\n"
    (folder / "cv.yaml").write_text(CV + "variants: {größe: {}}\n", encoding="utf-8")
    assert shell("build --format txt", folder, ascii_only) == (
        74,
        f"cvtex: error: 'build/cv-gr\\xf6\\xdfe.txt' is no file name in {cure}",
    )
    code, errors = shell("new other --name Zoë", folder, ascii_only)
    assert (code, errors.splitlines(keepends=True)[-1]) == (
        2,
        f"Error: Invalid value for --name: this is no text in {cure}",
    )


@pytest.mark.slow
def test_few_files_and_little_memory_and_an_environment_of_ascii(folder: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    limits = "ulimit -n 32; ulimit -v 600000;" if sys.platform == "linux" else "ulimit -n 32;"
    assert shell("build --engine embedded --force", folder, environment, limits) == (0, "")
    assert (folder / "build" / "cv-full.pdf").read_bytes().startswith(b"%PDF-")
