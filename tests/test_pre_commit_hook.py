"""The hook of .pre-commit-hooks.yaml calls what exists, for the files that matter."""

from __future__ import annotations

import re
import shutil
import subprocess

import click
import pytest
import yaml
from running import ROOT

from cvtex.cli import cli

FILE = ROOT / ".pre-commit-hooks.yaml"
(HOOK,) = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def test_the_hook_checks_one_cv() -> None:
    program, command = HOOK["entry"].split()
    assert program == "cvtex"
    assert command in cli.list_commands(click.Context(cli))
    assert HOOK["pass_filenames"] is False


def test_the_files_that_start_it() -> None:
    names = ["cv.yaml", "cv/cv.private.yml", "profiles/mine.yaml", "a/publications.bib", "README.md", "cv.yaml.orig"]
    assert [name for name in names if re.search(HOOK["files"], name)] == names[:4]


@pytest.mark.skipif(not shutil.which("pre-commit"), reason="needs pre-commit")
def test_pre_commit_reads_the_hook() -> None:
    ran = subprocess.run(["pre-commit", "validate-manifest", FILE], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout
