"""Options and hypothesis' profiles for all tests; a cache and a built sample that they share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import browser
import pytest
from hypothesis import HealthCheck, settings
from running import TWICE, copy_of_sample, made_once, run_cvtex

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BUILT_VARIANTS = ("full", "2page", "german")
# Set where the tests run in several processes.
WORKER = "PYTEST_XDIST_WORKER"

# The machine's speed is not under test; examples are the same in each run, so that a red test stays red.
settings.register_profile(
    "whole", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
# For `make test`.
settings.register_profile("quick", settings.get_profile("whole"), max_examples=20)
settings.load_profile("whole")


def pytest_configure(config: pytest.Config) -> None:
    """The developer's own cache and consents are not the tests'. All workers share one cache, made by the process that
    starts them.
    """
    # Tests start the program some hundred times; without compiled modules each start takes a fifth longer.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # A make that runs the tests must not pass its options and jobs to those that tests run.
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
        os.environ.pop(name, None)
    if config.getoption("--cold-and-warm"):
        os.environ[TWICE] = "1"
    if WORKER in os.environ:
        return
    folder = TemporaryDirectory(prefix="cvtex-cache-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        os.environ[name] = folder.name


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cold-and-warm",
        action="store_true",
        help="Build without and with a cache, and compare all that comes of it.",
    )
    parser.addoption("--update", action="store_true", help="Write the expected part of documents anew.")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For what `made_once` makes."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if WORKER in os.environ else own


@pytest.fixture(scope="session")
def sample(shared_folder: Path) -> Path:
    """The sample's sources, with three variants built by the embedded TeX under build/. Do not change them."""

    def make(folder: Path) -> None:
        named = [part for name in BUILT_VARIANTS for part in ("--variant", name)]
        ran = run_cvtex(["build", *named, "--engine", "embedded", "--keep-tex"], copy_of_sample(folder))
        assert (0, "") == (ran.exit_code, ran.errors)

    return made_once(shared_folder / "built-sample", make)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A fresh copy of the sample's sources, to be changed."""
    return copy_of_sample(tmp_path)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser; each test opens windows of its own by `browser.shown`."""
    with browser.started() as found:
        yield found
