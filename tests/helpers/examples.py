"""The number of hypothesis examples: the profile's (tests/conftest.py), times a factor of the test."""

from __future__ import annotations

from hypothesis import settings


def times(factor: float) -> settings:
    profile = settings.default
    assert profile is not None
    return settings(max_examples=max(1, round(profile.max_examples * factor)))
