"""docs/man/cvtex.1 is up to date, and a valid page."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from typing import Any

import click
import pytest
from running import ROOT

from cvtex.cli import cli

PAGE = ROOT / "docs" / "man" / "cvtex.1"
TEXT = PAGE.read_text(encoding="utf-8")


def load_tool() -> Any:
    spec = importlib.util.spec_from_file_location("man", ROOT / "tools" / "man.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date() -> None:
    assert load_tool().page() == TEXT, "run `python tools/man.py`"


def test_every_command_stands_in_the_page() -> None:
    for name in cli.list_commands(click.Context(cli)):
        assert f".SS cvtex {name}\n" in TEXT


@pytest.mark.skipif(not shutil.which("mandoc"), reason="needs mandoc")
def test_the_page_is_valid() -> None:
    ran = subprocess.run(["mandoc", "-T", "lint", PAGE], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, b"")
