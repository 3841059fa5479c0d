"""The wheel and the source archive are complete, and the program runs where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source archive, in a folder that git knows nothing of."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=folder)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        tops = {name.split("/")[1] for name in sources.getnames()}
    assert {"src", "styles", "tests", "cv.yaml", "publications.bib", "pyproject.toml"} <= tops
    assert not tops & {"bench", "build", "examples"}
    (found,) = folder.glob("*.whl")
    return found


@pytest.mark.slow
def test_the_wheel_has_every_file_of_the_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    tree = {
        **{f"cvtex/{path.relative_to(ROOT / 'src/cvtex').as_posix()}": path for path in files(ROOT / "src" / "cvtex")},
        **{f"cvtex/styles/{path.relative_to(ROOT / 'styles').as_posix()}": path for path in files(ROOT / "styles")},
    }
    assert tree.keys() == {name for name in found if name.startswith("cvtex/")}
    assert [name for name, path in tree.items() if path.read_bytes() != found[name]] == []
    (manual,) = (name for name in found if name.endswith("share/man/man1/cvtex.1"))
    assert found[manual] == (ROOT / "docs" / "man" / "cvtex.1").read_bytes()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def another_python() -> str | None:
    """The newest Python that is not the one of these tests: on PATH, or one that pyenv has beside it."""
    pyenv = Path.home() / ".pyenv" / "versions"
    for minor in (14, 13, 12, 11):
        name = f"python3.{minor}"
        for program in (shutil.which(name), *map(str, sorted(pyenv.glob(f"3.{minor}.*/bin/{name}")))):
            # A shim of pyenv may lead nowhere.
            if program and minor != sys.version_info.minor and can_make_environments(program):
                return program
    return None


def can_make_environments(program: str) -> bool:
    return subprocess.run([program, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0


@pytest.mark.long
def test_the_sample_is_built_by_another_python(wheel: Path, tmp_path: Path) -> None:
    program = another_python()
    if program is None:
        pytest.skip("there is no other Python")
    run(program, "-m", "venv", "venv", folder=tmp_path)
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{wheel}[tex]", folder=tmp_path)
    for name in ("cv.yaml", "publications.bib"):
        shutil.copy(ROOT / name, tmp_path)
    # Warnings of newer Pythons are errors, as in all tests.
    run(python, "-W", "error", "-X", "dev", "-m", "cvtex", "build", "--variant", "2page", folder=tmp_path)
    assert (tmp_path / "build" / "cv-2page.pdf").read_bytes().startswith(b"%PDF")
