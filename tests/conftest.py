"""Options and hypothesis' profile for all tests."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# The machine's speed is not under test; examples are the same in each run, so that a red test stays red.
settings.register_profile(
    "cvtex", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("cvtex")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="Write the expected part of documents anew.")
