"""What a shell offers after part of a command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from running import start_cvtex

from cvtex.cli import cli
from cvtex.cli.completion import SHELLS, completion_script
from cvtex.emit.formats import FORMATS

CV = """\
owner: {name: Ada Example}
bibliography: [publications.bib, missing.bib, "a\\0b"]
sections:
  posts: {kind: positions, title: "Posts\\e[31m of mine", items: [{employer: Reed University, id: reed}]}
  "two words": {kind: text}
  "$(reboot)": {kind: text}
variants: {full: {}, short: {}, "--all": {}, "späť": {}}
"""
BROKEN = CV.replace("kind: text}", "kind: text", 1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.yaml").write_text(CV, encoding="utf-8")
    (tmp_path / "publications.bib").write_text("@article{doe2020,\n}\n@book{ray`id`,}", encoding="utf-8")
    return tmp_path


def offered(line: str) -> list[str]:
    """`|` marks the end of a line that ends with a blank."""
    *words, incomplete = line.removesuffix("|").split(" ")
    return [
        item.value for item in ShellComplete(cli, {}, "cvtex", "_CVTEX_COMPLETE").get_completions(words, incomplete)
    ]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("bu", ["build"]),
        ("build -V |", ["full", "short", "späť"]),
        ("build --variant=s", ["short", "späť"]),
        ("watch -V sh", ["short"]),
        ("watch --serve --editor vscod", ["vscode", "vscode-insiders", "vscodium"]),
        ("build --format |", list(FORMATS)),
        ("build --format pdf,h", ["pdf,html"]),
        ("build --format pdf,html,p", []),
        ("build --engine e", ["embedded"]),
        ("check --profile er", ["erc"]),
        ("profiles er", ["erc"]),
        ("new --kind tab", ["table"]),
        ("new --theme s", ["scholar", "sidebar"]),
        ("import --as d", ["docx", "datacite"]),
        ("explain |", ["reed", "doe2020", "posts"]),
        ("explain posts.", ["posts.0"]),
        ("completion b", ["bash"]),
        ("bild -V |", offered("|")),
        ("build --nonsense -V f", ["full"]),
        ("build nowhere/cv.yaml -V |", []),
        ("build -V full nowhere/cv.yaml -V |", []),
        ("explain reed nowhere -V |", []),
        ("explain reed -V f", ["full"]),
    ],
)
def test_values(folder: Path, line: str, values: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert offered(line) == values
    assert capfd.readouterr() == ("", "")


def test_names_come_from_the_cv_on_the_line_and_what_lies_beside_it(folder: Path) -> None:
    other = folder / "other"
    for path, text in (
        ("cv.yaml", "variants: {poster: {}}"),
        ("profiles/mine.yaml", ""),
        ("styles/themes/own.yaml", ""),
    ):
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_text(text, encoding="utf-8")
    assert offered("build other -V |") == offered("build other/cv.yaml -V |") == ["poster"]
    assert "mine" not in offered("profiles |")
    (folder / "profiles").mkdir()
    (folder / "profiles/mine.yaml").touch()
    assert "mine" in offered("profiles |")


def test_a_broken_cv_offers_what_can_be_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "cv.yaml").write_text(BROKEN, encoding="utf-8")
    assert offered("build -V |") == ["full", "short", "späť"]
    (folder / "cv.yaml").write_bytes(b"\xff\0")
    assert offered("build -V |") == offered("explain |") == []
    (folder / "cv.yaml").unlink()
    (folder / "cv.yaml").mkdir()
    assert offered("build -V |") == []
    assert capfd.readouterr() == ("", "")


def test_a_help_cannot_control_the_terminal(folder: Path) -> None:
    (item,) = ShellComplete(cli, {}, "cvtex", "_CVTEX_COMPLETE").get_completions(["explain"], "post")
    assert item.help == "Posts\\u001b[31m of mine"


@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    script = completion_script(shell)
    assert script
    assert "_CVTEX_COMPLETE" in script


def test_the_script_is_printed(tmp_path: Path) -> None:
    assert start_cvtex(["completion", "zsh"], tmp_path).output == completion_script("zsh")


def test_fish_keeps_the_commas_of_a_value() -> None:
    script = completion_script("fish")
    assert script
    assert 'string split --max 1 "," $completion' in script


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes(folder: Path) -> None:
    """As Tab does: bash calls the function with the words in its variables, and takes COMPREPLY."""
    script = """
        eval "$(cvtex completion bash)"
        COMP_WORDS=(cvtex build -V s); COMP_CWORD=3
        _cvtex_completion cvtex s -V
        printf '%s\\n' "${COMPREPLY[@]}"
        COMPREPLY=(); COMP_WORDS=(cvtex explain r); COMP_CWORD=2
        _cvtex_completion cvtex r explain
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if not shutil.which("cvtex", path=path):
        pytest.skip("cvtex is not installed as a command")
    ran = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, check=True, env={**os.environ, "PATH": path}
    )
    assert (ran.stdout.decode().split(), ran.stderr) == (["short", "späť", "reed"], b"")
