import os
import shutil
import tempfile

import pytest

from cvtex.typeset.engine import ENGINE_NAMES, Engine, EngineName, find_engine
from cvtex.typeset.run import TexJob, TexRun, run_tex


class Typesetter:
    """One engine, with a shortcut that runs a document through it."""

    def __init__(self, engine: Engine, environment: dict[str, str]):
        self.engine = engine
        self.environment = environment

    def run(self, tex: str, time_limit: float = 60.0, epoch: int = 1_700_000_000, **resources: bytes) -> TexRun:
        job = TexJob(tex, {name.replace("_", "."): content for name, content in resources.items()}, "cv")
        return run_tex(job, self.engine, epoch=epoch, time_limit=time_limit, environment=self.environment)


def typesetter(name: EngineName) -> Typesetter:
    environment = dict(os.environ)
    engine = find_engine(name, environment)
    if engine is None:
        pytest.skip(f"there is no {name} here")
    return Typesetter(engine, environment)


@pytest.fixture(
    params=[name if name == "embedded" else pytest.param(name, marks=pytest.mark.texlive) for name in ENGINE_NAMES]
)
def any_tex(request):
    return typesetter(request.param)


@pytest.fixture
def embedded():
    return typesetter("embedded")


@pytest.fixture
def temporary_files(tmp_path, monkeypatch):
    """The folder of all temporary files of the program; it must be empty afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def program(tmp_path):
    """Name, shell script -> a PATH with this program only."""
    if os.name != "posix" or shutil.which("sh") is None:
        pytest.skip("needs a shell to stand in for a program")
    folder = tmp_path / "programs"
    folder.mkdir()

    def write(name: str, script: str) -> str:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return str(folder)

    return write
