"""Build a variant in this process, for tests that need more than the PDF."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cvtex.build.loading import load
from cvtex.build.request import BuildRequest
from cvtex.build.results import BuildResult
from cvtex.cache.store import Cache
from cvtex.cli.arguments import cache_folder
from cvtex.pipeline import build

# Stands for the cache that all tests share.
SHARED = Path("shared")


def built(
    folder: Path,
    variant: str,
    *,
    engine: Any = "embedded",
    epoch: int | None = 0,
    environment: Mapping[str, str] = os.environ,
    cache: Path | None = SHARED,
    **options: Any,
) -> BuildResult:
    """Build a variant of the cv.yaml in `folder`, which must have no errors. `cache`: None for no cache."""
    store = shared_cache() if cache is SHARED else Cache(cache)
    loaded = load(folder / "cv.yaml", cache=store)
    assert loaded.ok, loaded.diagnostics
    return build(BuildRequest(loaded, variant, environment, engine, epoch, cache=store, **options))


def shared_cache() -> Cache:
    return Cache(cache_folder())
