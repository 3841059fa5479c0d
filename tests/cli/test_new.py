"""`cvtex new` writes no CV that `cvtex check` would refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cvtex.cli import cli
from cvtex.cli.output import Exit


@pytest.mark.parametrize(
    ("option", "value", "sign"),
    [
        # What Python makes of a byte that is not UTF-8.
        ("--name", "Ada \udcff Example", "U+DCFF"),
        ("--name", "Ada \x1b[31m Example", "U+001B"),
        ("--also", "A.\nExample", "U+000A"),
        ("--bib", "a\udcff.bib", "U+DCFF"),
    ],
)
def test_what_is_no_text_is_refused(option: str, value: str, sign: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    result = CliRunner().invoke(cli, ["new", str(folder), "--name", "Ada Example", option, value])
    assert (result.exit_code, folder.exists()) == (Exit.USAGE, False)
    assert f"{option}: {sign} is not a sign of a text" in result.output
