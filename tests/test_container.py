"""The container gets all that the wheel is made of."""

from __future__ import annotations

import tomllib

from running import ROOT


def test_what_the_wheel_needs_is_not_ignored() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = tuple(line.removeprefix("!") for line in lines if line.startswith("!"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = [*wheel["packages"], *wheel["force-include"], *wheel["shared-data"], project["project"]["readme"]]
    assert "*" in lines
    assert [
        path
        for path in (*needed, "pyproject.toml", "LICENSE")
        if not f"{path}/".startswith(tuple(f"{one}/" for one in kept))
    ] == []
    assert [path for path in kept if not (ROOT / path).exists()] == []
