"""Options and hypothesis' profile for all tests."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from running import TWICE

# The machine's speed is not under test; examples are the same in each run, so that a red test stays red.
settings.register_profile(
    "cvtex", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("cvtex")


def pytest_configure(config: pytest.Config) -> None:
    """The developer's own cache and consents are none of the tests'; each worker has its own."""
    folder = TemporaryDirectory(prefix="cvtex-cache-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        os.environ[name] = folder.name
    # Tests start the program some hundred times; without compiled modules each start takes a fifth longer.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if config.getoption("--cold-and-warm"):
        os.environ[TWICE] = "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cold-and-warm",
        action="store_true",
        help="Build without and with a cache, and compare all that comes of it.",
    )
    parser.addoption("--update", action="store_true", help="Write the expected part of documents anew.")
