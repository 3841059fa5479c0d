"""README and docs/ match the program: commands, options, exit codes, fields, links and files."""

from __future__ import annotations

import re
import shlex
import textwrap
from pathlib import Path
from typing import get_args

import click
import pytest
from running import ROOT

from cvtex import cli
from cvtex.check.cv import check_cv
from cvtex.cli import arguments
from cvtex.cli.output import Exit
from cvtex.locales.locale import languages
from cvtex.model.sections import Section
from cvtex.model.variant import OutputFormat
from cvtex.read.profile import profile_names
from cvtex.read.style import built_in_themes
from cvtex.read.yaml import read_yaml
from cvtex.typeset.engine import ENGINE_NAMES
from cvtex.value import fields_of

DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
# docs/reference-values.md is a part of docs/reference.md.
PAGES = {
    str(file.relative_to(ROOT).as_posix()): file.read_text(encoding="utf-8")
    for file in (ROOT / "README.md", ROOT / "styles" / "README.md", *sorted(DOCS.glob("*.md")))
    if file.name != "reference-values.md"
}
COMMAND_PAGE = PAGES["docs/commands.md"]
CV_PAGE = PAGES["docs/cv.md"]
CONTEXT = click.Context(cli.cli)
COMMANDS = cli.cli.list_commands(CONTEXT)


def command(name: str) -> click.Command:
    found = cli.cli.get_command(CONTEXT, name)
    assert found is not None
    return found


def test_there_are_commands() -> None:
    assert {"build", "check", "new", "styles", "doctor", "schema"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_listed(name: str) -> None:
    assert f"`cvtex {name}" in COMMAND_PAGE


@pytest.mark.parametrize("name", COMMANDS)
def test_no_short_help_is_cut_off(name: str) -> None:
    assert 0 < len(command(name).get_short_help_str(1000)) <= 60


BLOCK = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def code_of(page: str) -> str:
    """Blocks in fences, or indented, and code in lines."""
    blocks = [text for _, text in BLOCK.findall(page)]
    return "\n".join([*blocks, *re.findall(r"`[^`\n]+`|^    .*$", BLOCK.sub("", page), re.MULTILINE)])


@pytest.mark.parametrize("name", PAGES)
def test_no_other_command_is_named(name: str) -> None:
    named = set(re.findall(r"(?:^|[`$ ])cvtex ([a-z]+)\b", code_of(PAGES[name]), re.MULTILINE))
    assert named <= set(COMMANDS)


def command_lines() -> list[tuple[str, str]]:
    """The lines of blocks that run cvtex."""
    found = [
        (name, line)
        for name, page in PAGES.items()
        for language, block in BLOCK.findall(page)
        if language in {"", "console", "make"}
        for line in re.findall(r"^(?:\$ |\t)?cvtex (.*)$", block, re.MULTILINE)
    ]
    found += [
        (name, line) for name, page in PAGES.items() for line in re.findall(r"^    cvtex (.*)$", page, re.MULTILINE)
    ]
    assert len(found) > 10
    return found


@pytest.mark.parametrize(("page", "line"), command_lines())
def test_a_command_line_has_options_that_exist(page: str, line: str) -> None:
    name, *words = shlex.split(line, comments=True)
    command(name).make_parser(CONTEXT).parse_args(words)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_help_text_and_is_listed(name: str) -> None:
    for parameter in command(name).params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help, parameter.name
            option = parameter.opts[-1]
            assert f"`{option}" in COMMAND_PAGE or f"{option} " in COMMAND_PAGE, parameter.opts


def test_every_option_that_is_listed_exists() -> None:
    known = {option for name in COMMANDS for parameter in command(name).params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", COMMAND_PAGE)) <= known | {"--help"}


def test_exit_codes() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", COMMAND_PAGE, re.MULTILINE)} == set(Exit)


def first_column(page: str) -> set[str]:
    """The words in code that rows of tables begin with."""
    cells = re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([\w-]+)`", cell)}


def test_every_kind_of_section_is_listed() -> None:
    kinds = {field.default for section in get_args(Section) for field in fields_of(section) if field.name == "kind"}
    row = re.search(r"^\| `sections` \|(.*)$", CV_PAGE, re.MULTILINE)
    assert row
    assert set(re.findall(r"`(\w+)`", row[1])) == kinds | {"kind"}


def test_the_languages_are_those_of_the_folder() -> None:
    row = re.search(r"^\| `language` \|(.*)$", CV_PAGE, re.MULTILINE)
    assert row
    named = re.findall(r"`([a-z]{2}(?:-[A-Z][a-z]{3})?)`", row[1])
    assert sorted(named) == list(languages())
    assert f"in {len(languages())} languages" in PAGES["docs/questions.md"]


def test_every_format_funder_theme_and_style_is_listed() -> None:
    assert first_column(PAGES["docs/formats.md"]) == set(get_args(OutputFormat))
    assert first_column(PAGES["docs/funders.md"]) == set(profile_names(ROOT / "docs"))
    assert re.findall(r"^## (\w+)$", PAGES["docs/themes.md"], re.MULTILINE) == list(built_in_themes())
    styles = PAGES["docs/publications.md"].partition("\n## Styles\n")[2].partition("\n#")[0]
    assert set(re.findall(r"`([a-z]\w+)`", styles)) - {"references"} == {
        file.stem for file in (ROOT / "styles" / "bibliography").glob("*.py")
    }


def anchors(page: str) -> set[str]:
    """What GitHub makes of the headings."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_and_headings(name: str) -> None:
    prose = re.sub(r"`[^`\n]+`", "", BLOCK.sub("", PAGES[name]))
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", prose):
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


def test_every_page_is_in_the_list_of_contents() -> None:
    """Of the site, and all that is written for users in that of README."""
    listed = re.findall(
        r"^([a-z-]+)$", "\n".join(re.findall(r"```{toctree}(.*?)```", PAGES["docs/index.md"], re.DOTALL)), re.MULTILINE
    )
    assert sorted(listed) == sorted(
        Path(name).stem for name in PAGES if name.startswith("docs/") and name != "docs/index.md"
    )


def yaml_blocks() -> list[tuple[str, str]]:
    """Parts of a CV in the pages that people write. Other tests read what tools/ writes, and what stands in a file."""
    return [
        (name, block)
        for name, page in PAGES.items()
        if name.startswith("docs/") and "<!-- Written by" not in page
        for language, block in BLOCK.findall(
            re.sub(r"^<!-- .* -->\n```\w+\n.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)
        )
        if language == "yaml"
    ]


# What a block leaves out.
REST = {
    "owner": "owner: {name: Ada Example}\n",
    "bibliography": "bibliography: publications.bib\n",
    "date": "date: 2026-11\n",
    "sections": "sections:\n"
    + "".join(f"  {name}: {{kind: list, items: [A]}}\n" for name in ("bio", "experience", "education", "publications")),
}


@pytest.mark.parametrize(("page", "block"), yaml_blocks())
def test_a_part_of_a_cv_has_no_problems(page: str, block: str) -> None:
    if block.startswith("# yaml-language-server"):
        return
    if block.startswith("groups:"):
        block = f"sections:\n  works:\n    kind: publications\n{textwrap.indent(block, '    ')}"
    fields = set(re.findall(r"^(\w+):", block, re.MULTILINE))
    text = block + "".join(part for field, part in REST.items() if field not in fields)
    node = read_yaml("cv.yaml", text.encode()).value
    assert node is not None
    assert check_cv(node).diagnostics == ()


def test_every_makefile_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", README)) | set(re.findall(r"^make ([a-z-]+)$", README, re.MULTILINE))
    assert named
    assert named <= targets


def test_the_engines_of_the_command_line_are_complete() -> None:
    # Repeated in `cli`, so that --help does not import the stage.
    assert ENGINE_NAMES == arguments.ENGINES
