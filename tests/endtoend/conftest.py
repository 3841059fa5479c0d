"""Builds by the real program with a real TeX; the sample is built once a worker."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import copy_of_sample, run_cvtex

BUILT_VARIANTS = ("full", "2page", "german")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample CV's sources, and under build/ three of its variants, set by the embedded TeX."""
    folder = copy_of_sample(tmp_path_factory.mktemp("sample"))
    named = [part for name in BUILT_VARIANTS for part in ("--variant", name)]
    ran = run_cvtex(["build", *named, "--engine", "embedded", "--keep-tex"], folder)
    assert (0, "") == (ran.exit_code, ran.errors)
    return folder


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A fresh copy of the sample's sources, to be changed."""
    return copy_of_sample(tmp_path)
