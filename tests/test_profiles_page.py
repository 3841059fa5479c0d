"""docs/profiles.md is complete and up to date; its example is a profile that works."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from running import ROOT

from cvtex.profiles.description import unsourced_rules
from cvtex.profiles.library import load_profile
from cvtex.value import fields_of

PAGE = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Any:
    """tools/profiles.py, which imports tools/reference.py."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location("profiles_page", ROOT / "tools" / "profiles.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules.pop("reference", None)
    return module


def test_the_page_is_up_to_date(tool: Any) -> None:
    assert tool.Page().text() == PAGE, "run `make reference`"


def test_every_field_of_a_profile_stands_in_the_page(tool: Any) -> None:
    names = [field.name for field in fields_of(tool.Profile) if field.name != "span"]
    assert len(names) > 20
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_links_lead_somewhere() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for target in {part.partition(")")[0] for part in PAGE.split("(reference.md#")[1:]}:
        assert (
            f"\n### {target.replace('-', ' ').capitalize()}\n" in reference
            or f"## {target.capitalize()}\n" in reference
        )


def test_the_example_names_the_source_of_each_rule(tool: Any, tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "pond.yaml").write_text(tool.EXAMPLE, encoding="utf-8")
    read = load_profile("pond", tmp_path)
    assert read.diagnostics == ()
    assert read.value
    assert unsourced_rules(read.value) == []
    assert tool.EXAMPLE in PAGE
