"""README matches the program: commands, options, exit codes, targets and files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import click
import pytest
from running import ROOT

from cvtex import cli
from cvtex.build import loading
from cvtex.cli import arguments
from cvtex.cli.output import Exit
from cvtex.examples import BIBLIOGRAPHY
from cvtex.locales.locale import languages
from cvtex.model.sections import Section
from cvtex.typeset.engine import ENGINE_NAMES
from cvtex.value import fields_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTEXT = click.Context(cli.cli)
COMMANDS = cli.cli.list_commands(CONTEXT)


def command(name: str) -> click.Command:
    found = cli.cli.get_command(CONTEXT, name)
    assert found is not None
    return found


def test_there_are_commands() -> None:
    assert {"build", "check", "new", "styles", "doctor", "schema"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_lists_every_command(name: str) -> None:
    assert f"`cvtex {name}" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_no_short_help_is_cut_off(name: str) -> None:
    assert 0 < len(command(name).get_short_help_str(1000)) <= 60


def test_the_readme_names_no_other_command() -> None:
    code = re.findall(r"```.*?```|`[^`\n]+`", README, re.DOTALL)
    named = set(re.findall(r"cvtex ([a-z]+)\b", "\n".join(code)))
    assert named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_help_text_and_is_in_the_readme(name: str) -> None:
    for parameter in command(name).params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help, parameter.name
            assert f"`{parameter.opts[-1]}" in README or f"{parameter.opts[-1]} " in README, parameter.opts


def test_every_option_of_the_readme_exists() -> None:
    known = {option for name in COMMANDS for parameter in command(name).params for option in parameter.opts}
    section = README.partition("## Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", section)) <= known


def test_exit_codes() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)} == set(Exit)


def test_the_readme_names_every_kind_of_section() -> None:
    kinds = [field.default for section in get_args(Section) for field in fields_of(section) if field.name == "kind"]
    assert len(kinds) >= 15
    for word in kinds:
        assert f"`{word}`" in README


def test_the_languages_are_those_of_the_folder() -> None:
    row = re.search(r"^\| `language` \|(.*)$", README, re.MULTILINE)
    assert row
    named = re.findall(r"`([a-z]{2}(?:-[A-Z][a-z]{3})?)`", row[1])
    assert sorted(named) == list(languages())


def test_files_that_are_linked_exist() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    for link in links:
        assert (ROOT / link).is_file(), link


def test_the_cv_in_the_readme_has_no_problems(tmp_path: Path) -> None:
    (cv,) = re.findall(r"^```yaml\n(owner:\n.*?)^```$", README, re.DOTALL | re.MULTILINE)
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    (tmp_path / "publications.bib").write_bytes(BIBLIOGRAPHY.read_bytes())
    loaded = loading.load(tmp_path / "cv.yaml")
    assert loaded.diagnostics == ()
    assert loaded.cv


def test_headings_that_are_linked_exist() -> None:
    """In the reference, whose headings are those of the model."""
    headings = re.findall(r"^#+ (.+)$", (ROOT / "docs" / "reference.md").read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(docs/reference\.md#([^)]+)\)", README)
    assert links
    assert set(links) <= anchors


def test_every_makefile_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", README)) | set(re.findall(r"^make ([a-z-]+)$", README, re.MULTILINE))
    assert named
    assert named <= targets


def test_the_engines_of_the_command_line_are_complete() -> None:
    # Repeated in `cli`, so that --help does not import the stage.
    assert ENGINE_NAMES == arguments.ENGINES
