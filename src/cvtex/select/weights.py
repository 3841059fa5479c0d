"""Priorities and dates -> weights."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.model.items import Priority
from cvtex.plan import MUST

TIERS: Mapping[Priority, int] = {"low": 0, "normal": 1, "high": 2, "must": MUST}
# What has no date counts as recent: it is as true today as when it was written.
UNDATED = 9999.0
