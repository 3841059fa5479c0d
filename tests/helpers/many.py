"""Tests with many parameters: CI runs the first few, `make test-long` the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def a_few(parameters: Iterable[Any], count: int) -> list[Any]:
    return [
        pytest.param(one, marks=pytest.mark.slow if number < count else pytest.mark.long)
        for number, one in enumerate(parameters)
    ]
