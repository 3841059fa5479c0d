"""What a build and imports ask of the system, as strace sees it: no file of others, no program but TeX, no network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attacks import ATTACKS, CANARY_WORD, placed, stands_in_bib
from running import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace"),
]
_CALL = re.compile(r'^\d+ +(\w+)\((?:AT_FDCWD, )?"?([^",)]*)')
# What programs of any kind ask for: libraries, locales, time zones, devices, fonts.
_SYSTEM = ("/usr/", "/lib", "/etc/", "/proc/", "/dev/", "/sys/", "/opt/")
_SECRETS = ("/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/resolv.conf")


def asked(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    """System calls with the path that each names."""
    trace = folder / "trace"
    calls = "trace=open,openat,execve,socket,connect,bind"
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    command = ["strace", "-f", "-qq", "-e", calls, "-o", str(trace), sys.executable, "-m", "cvtex", *arguments]
    done = subprocess.run(command, cwd=folder / "cv", env=environment, capture_output=True, timeout=300, check=False)
    if b"Operation not permitted" in done.stderr:
        pytest.skip("no process can be traced here")
    assert done.returncode in (0, 1), done.stderr
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(match[1], match[2]) for line in lines if " = -1 " not in line and (match := _CALL.match(line))]


def is_expected(path: str, folder: Path) -> bool:
    if not path.startswith("/"):
        return ".." not in Path(path).parts
    own = (str(folder / "cv"), str(folder / "cache"), str(folder / "cvtex-"), str(ROOT / "src"), str(ROOT / "styles"))
    installed = {sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix)}
    # The folder of temporary files: listed, to remove what a dead process left; and tried, whether it can be written.
    is_temporary = path == str(folder) or (Path(path).parent == folder and len(Path(path).name) == 8)
    return is_temporary or (path.startswith((*own, *installed, *_SYSTEM)) and path not in _SECRETS)


@pytest.fixture
def attacked(tmp_path: Path) -> Path:
    (tmp_path / "canary").write_text(CANARY_WORD, encoding="utf-8")
    folder = tmp_path / "cv"
    folder.mkdir()
    texts = [placed(one.text, tmp_path / "canary") for one in ATTACKS]
    quoted = "".join("      - '" + text.replace("'", "''") + "'\n" for text in texts)
    (folder / "cv.yaml").write_text(
        "owner: {name: Ada Heron}\nbibliography: [works.bib]\nsections:\n"
        f"  list:\n    kind: list\n    title: Attacks\n    items:\n{quoted}"
        "  works: {kind: publications, title: Works}\n",
        encoding="utf-8",
    )
    balanced = [text for text in texts if stands_in_bib(text)]
    (folder / "works.bib").write_text(
        "".join(f"@misc{{k{at}, author={{Heron, Ada}}, title={{{text} x}}}}\n" for at, text in enumerate(balanced)),
        encoding="utf-8",
    )
    (folder / "page.md").write_text("# Ada Heron\n\n" + "".join(f"- {text}\n" for text in texts), encoding="utf-8")
    (folder / "cv.tex").write_text(
        "\\documentclass{article}\\begin{document}\\section{Work}\n"
        f"\\input{{{tmp_path}/canary}}\\include{{../canary}}\\includegraphics{{../canary}}\n"
        + "\n\n".join(balanced)
        + "\\end{document}",
        encoding="utf-8",
    )
    return tmp_path


def assert_expected(calls: list[tuple[str, str]], folder: Path) -> None:
    assert calls
    assert [name for name, _ in calls if name in ("socket", "connect", "bind")] == []
    started = {Path(path).name for name, path in calls if name == "execve"}
    assert started <= {Path(sys.executable).name, "pdflatex", "pdftex", "kpsewhich"}
    assert sorted({path for name, path in calls if name != "execve" and not is_expected(path, folder)}) == []


def test_a_file_of_others_is_noticed(tmp_path: Path) -> None:
    assert not is_expected(str(tmp_path / "canary"), tmp_path)
    assert not is_expected("../canary", tmp_path)
    assert not is_expected("/etc/passwd", tmp_path)


def test_a_build_asks_for_nothing_else(attacked: Path) -> None:
    calls = asked(attacked, "build", "--engine", "embedded", "--format", "pdf,html,docx,md,txt,json,csl,bib")
    assert_expected(calls, attacked)
    assert (attacked / "cv" / "build" / "cv-full.pdf").exists()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("cv.tex", "latex"),
        pytest.param("page.md", "markdown", marks=pytest.mark.long),
        pytest.param("works.bib", "bib", marks=pytest.mark.long),
    ],
)
def test_an_import_asks_for_nothing_else(source: str, kind: str, attacked: Path) -> None:
    calls = asked(attacked, "import", source, "--as", kind, "--name", "Ada Heron", "--into", "imported")
    assert_expected(calls, attacked)
    assert (attacked / "cv" / "imported" / "cv.yaml").exists()
    for file in (attacked / "cv").rglob("*"):
        assert file.is_dir() or CANARY_WORD.encode() not in file.read_bytes()
