"""Print pip constraints that pin each dependency of users to the lowest version that pyproject.toml allows."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

_PROJECT: Final = Path(__file__).resolve().parents[1] / "pyproject.toml"
# What users install. The tools of developers may be as new as they like.
_EXTRAS: Final = ("tex", "scripts")


def lowest_versions(project: Mapping[str, Any]) -> Iterable[str]:
    """The table [project] -> `name==version` for each dependency.

    Raises ValueError for a dependency without a lower bound: any version of it would be promised to work.
    """
    requirements = [*project["dependencies"]]
    for extra in _EXTRAS:
        requirements += project["optional-dependencies"][extra]
    for requirement in map(Requirement, requirements):
        bounds = [one.version for one in requirement.specifier if one.operator in {">=", "=="}]
        if len(bounds) != 1:
            raise ValueError(f"{requirement} has no lower bound")
        yield f"{requirement.name}=={bounds[0]}"


if __name__ == "__main__":
    sys.stdout.writelines(
        f"{line}\n" for line in lowest_versions(tomllib.loads(_PROJECT.read_text("utf-8"))["project"])
    )
