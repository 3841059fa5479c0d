"""`cvtex new` writes no CV that `cvtex check` would refuse."""

from __future__ import annotations

import os
import subprocess
import sys
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


@pytest.mark.parametrize("option", ["--name", "--also"])
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "'' is not a name"),
        (" ", "'' is not a name"),
        (",", "',' is not a name (write 'Given Family' or 'Family, Given')"),
        ("Ada Example and Bo Example", "expected one name, found several (give a list: [Ada Example, Bo Example])"),
        ("Example, Ada, A, B, C", "is not a name (give its parts: {given: ..., family: ..., degrees: ...})"),
    ],
)
def test_what_is_no_name_is_refused(option: str, value: str, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    result = CliRunner().invoke(cli, ["new", str(folder), "--name", "Ada Example", option, value])
    assert (result.exit_code, folder.exists()) == (Exit.USAGE, False)
    assert f"Invalid value for {option}: " in result.output
    assert message in " ".join(result.output.split())


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe whose reader is gone")
def test_all_files_are_written_though_nobody_reads_the_lines(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    subprocess.run(
        [sys.executable, "-m", "cvtex", "new", "mine", "--name", "Ada Example"],
        cwd=tmp_path,
        stdout=writing,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {"cv.yaml", "cv.schema.json", "publications.bib"}
