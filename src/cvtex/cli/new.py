"""`cvtex new`: start a CV from a name and, optionally, .bib files."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from textwrap import fill, indent

import click

from cvtex.check.other_names import suggested_kind
from cvtex.cli.arguments import check_is_text
from cvtex.cli.completing import complete_theme
from cvtex.cli.output import Exit, print_diagnostics
from cvtex.diagnostics import Sources, has_errors
from cvtex.examples import example_of, kinds


class _Kind(click.Choice[str]):
    """A kind of section. A wrong one is answered with the one that is meant."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            hint = suggested_kind(value, self.choices) or f"one of {', '.join(self.choices)}"
            self.fail(f"unknown kind '{value}' ({hint})", param, ctx)
        return super().convert(value, param, ctx)


@click.command(short_help="Start a new CV in FOLDER.")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--name", help="Your name: 'Given Family'.")
@click.option(
    "--also", multiple=True, metavar="NAME", help="Add a name or spelling under which you published; repeatable."
)
@click.option(
    "--bib", "bibliographies", multiple=True, type=click.Path(path_type=Path), help="Use this .bib file; repeatable."
)
@click.option(
    "--kind",
    type=_Kind(kinds()),
    metavar="KIND",
    help="Print an example of this kind of section, to paste under 'sections:'. Takes no FOLDER.",
)
@click.option(
    "--theme",
    default="classic",
    metavar="NAME",
    shell_complete=complete_theme,
    help="Use this look: see 'cvtex themes'.",
)
def new(
    folder: Path | None,
    name: str | None,
    also: tuple[str, ...],
    bibliographies: tuple[Path, ...],
    kind: str | None,
    theme: str,
) -> None:
    """Write FOLDER/cv.yaml, a CV that prints every entry of the .bib files. Without --bib, add an empty one.

    The schema beside it gives completion and checks in editors with a YAML language server.

    With --kind, write nothing, and print an example of a section.
    """
    if kind:
        if folder or name or also or bibliographies:
            raise click.UsageError("--kind takes no other argument: it prints an example and writes nothing")
        click.echo(indent(example_of(kind), "  "), nl=False)
        return
    if folder is None:
        raise click.UsageError("FOLDER is missing: cvtex new my-cv --name 'Ada Example'")
    if name is None:
        raise click.UsageError("--name is missing: cvtex new my-cv --name 'Ada Example'")
    _start(folder, name, also, bibliographies, theme)


def _start(folder: Path, name: str, also: tuple[str, ...], bibliographies: tuple[Path, ...], theme: str) -> None:
    from cvtex.build import preflight
    from cvtex.cli.variants import write
    from cvtex.diagnostics import did_you_mean
    from cvtex.read.style import style_folders

    check_is_text("--name", name)
    check_is_text("--also", *also)
    check_is_text("--bib", *map(str, bibliographies))
    _check_names("--name", name)
    _check_names("--also", *also)
    known = style_folders(folder).themes
    if theme not in known:
        hint = did_you_mean(theme, known) or f"one of {', '.join(known)}"
        raise click.BadParameter(f"unknown theme '{theme}' ({hint})", param_hint="--theme")
    found = preflight.types_of(bibliographies)
    if has_errors(found.diagnostics) and not found.value:
        print_diagnostics(found.diagnostics, Sources())
        sys.exit(Exit.DOCUMENT_HAS_ERRORS)
    paths = [_path_from(folder, path) for path in bibliographies]
    types = found.value if bibliographies else _USUAL_TYPES
    files = starter_files(name, also, paths, types, theme)
    present = [file for file in files if (folder / file).exists()]
    if present:
        raise click.UsageError(f"{folder / present[0]} already exists; nothing was written")
    for file, text in files.items():
        write(folder / file, text.encode())
    # A reader that wants one line (`| head -1`) must not cost a file.
    click.echo("\n".join(str(folder / file) for file in files))


def _check_names(option: str, *names: str) -> None:
    """Refuse what `cvtex check` would refuse as a name."""
    from cvtex.check.person_names import read_person_name
    from cvtex.check.report import Report
    from cvtex.diagnostics import Span
    from cvtex.model.node import Scalar

    for name in names:
        report = Report()
        if read_person_name(Scalar(name, Span(option), quoted=True), report) is None:
            wrong = report.diagnostics[0]
            raise click.BadParameter(f"{wrong.message} ({wrong.hint})", param_hint=option)


def _path_from(folder: Path, path: Path) -> str:
    """Path relative to `folder`; absolute if there is none (another drive on Windows)."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


_BIBLIOGRAPHY = """\
% Your publications. Any BibTeX or biblatex file will do: replace this one, or name several in cv.yaml.
"""

_SCHEMA = "cv.schema.json"

_CV = """\
# yaml-language-server: $schema={schema}
owner:
  name: {name}
{other_names}  contact:
    email: name@example.org           # private values can stand in cv.private.yaml instead
    location: Town, Country
    # orcid: 0000-0000-0000-0000

language: en-GB                       # en-US: American dates and letter paper; 'cvtex doctor' lists all
bibliography: {bibliography}

design:                               # docs/design.md explains each key with pictures
  theme: {theme}
  # accent: navy                      # a name, or "#1c3866" in quotes
  # fonts: {{text: EB Garamond}}        # 'cvtex fonts' lists the families
  # margins: 2 cm
  # dates: left                       # right, left or margin
  # footer: "{{name}}, page {{page}} of {{pages}}"

{kinds}
sections:
  about:
    kind: text
    title: About
    text: >-
      Two or three sentences with *emphasis*, **strong words**, [links](https://example.org) and
      math such as $E = mc^2$.

  experience:
    kind: positions
    title: Professional Experience
    items:
      - employer: University of Somewhere
        place: Town, Country
        roles:
          - title: Postdoctoral Researcher
            dates: 2022-10 – present
            points:
              - label: Research
                text: What you work on.
              - text: Something that a short CV can do without.
                priority: low

  education:
    kind: education
    title: Education
    items:
      - institution: University of Elsewhere
        place: Town, Country
        degrees:
          - degree: PhD in Something
            dates: 2018 – 2022
            thesis: The Title of the Thesis

  publications:
    kind: publications
    title: Publications
    groups:
{groups}
variants:
  full: {{}}
  2page:
    pages: 2
    short: true
"""

# Groups by entry type, in the usual order of a CV. The last one takes whatever the others do not.
_GROUPS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Books", ("book", "booklet", "manual")),
    ("Journal Articles", ("article",)),
    ("Conference Papers", ("inproceedings",)),
    ("Book Chapters", ("incollection", "inbook")),
    ("Edited Volumes", ("proceedings", "periodical")),
    ("Patents", ("patent",)),
    ("Software and Data", ("software", "dataset")),
    ("Reports", ("techreport",)),
    ("Theses", ("phdthesis", "mastersthesis")),
)
_REST = "Preprints and Other Works"
_USUAL_TYPES = frozenset({"article", "inproceedings"})


def starter_files(
    name: str,
    other_names: Sequence[str] = (),
    bibliographies: Sequence[str] = (),
    types: Collection[str] = _USUAL_TYPES,
    theme: str = "classic",
) -> dict[str, str]:
    """Names -> file names and texts.

    `bibliographies`: paths relative to cv.yaml; if empty, an empty .bib file is added. `types`: the entry types in
    them, to be grouped.
    """
    from cvtex.check.json_schema import schema_text
    from cvtex.read.style import built_in_themes

    cv = _CV.format(
        schema=_SCHEMA,
        kinds=_comment(
            f"'cvtex new --kind talks' prints an example to paste below; the kinds are {', '.join(kinds())}."
        ),
        name=_quoted(name),
        other_names=f"  other_names: {_list(other_names)}\n" if other_names else "",
        theme=theme,
        bibliography=_list(bibliographies) if bibliographies else "publications.bib",
        groups="".join(_group_lines(types)),
    )
    files = {"cv.yaml": cv, _SCHEMA: schema_text(built_in_themes())}
    return files if bibliographies else {**files, "publications.bib": _BIBLIOGRAPHY}


def _comment(text: str) -> str:
    return fill(text, 100, initial_indent="# ", subsequent_indent="# ")


def _group_lines(types: Collection[str]) -> list[str]:
    lines = []
    for title, members in _GROUPS:
        present = [member for member in members if member in types]
        if present:
            lines.append(f"      - title: {title}\n        types: [{', '.join(present)}]\n")
    grouped = {member for _, members in _GROUPS for member in members}
    if set(types) - grouped:
        lines.append(f"      - title: {_REST}\n")
    return lines


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """Quote as JSON, which is valid YAML."""
    return json.dumps(text, ensure_ascii=False)
