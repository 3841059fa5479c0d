"""`cvtex check` of a finished PDF: against a funder's rules, or as a parser reads it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from cvtex.cli import exits
from cvtex.cli.telling import tell
from cvtex.diagnostics import Sources, has_errors, in_order, printable

_Read = TypeVar("_Read")


def check_against_profile(path: Path, name: str, *, as_json: bool) -> NoReturn:
    from cvtex.profiles.library import load_profile
    from cvtex.reports.as_json import diagnostics_as_json
    from cvtex.verify.funder_rules import violations
    from cvtex.verify.inspection import inspect_pdf

    read = load_profile(name, Path())
    if read.value is None:
        tell(read.diagnostics, Sources())
        sys.exit(exits.USAGE)
    found = in_order(violations(_read(path, inspect_pdf), read.value, file_name=path.name))
    if as_json:
        click.echo(diagnostics_as_json(found))
    else:
        tell(found, Sources())
        broken = sum(one.is_error for one in found)
        click.echo(f"{path}: {'keeps all rules' if not broken else f'{broken} rules broken'} of {read.value.title}")
    sys.exit(exits.LIMIT_BROKEN if has_errors(found) else exits.OK)


def show_text(path: Path, *, as_json: bool) -> NoReturn:
    from cvtex.reports.as_json import reading_as_json
    from cvtex.verify.read_text import read_text
    from cvtex.verify.reading import reading_lines
    from cvtex.verify.reading_rules import findings

    reading = _read(path, read_text)
    found = in_order(findings(reading))
    if as_json:
        click.echo(_writable(reading_as_json(reading, found)))
    else:
        for line in reading_lines(reading):
            click.echo(_writable(line))
        tell(found, Sources())
    sys.exit(exits.LIMIT_BROKEN if has_errors(found) else exits.OK)


def _writable(text: str) -> str:
    """A PDF may hold any character, a terminal or a pipe may lack it."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _read(path: Path, reader: Callable[[bytes], _Read]) -> _Read:
    from cvtex.pdf.values import UnreadablePdfError

    # pypdf tells of each object that it mends; what that means for the reader is told by the rules.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return reader(path.read_bytes())
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem
    except UnreadablePdfError as problem:
        raise click.BadParameter(
            f"{path} cannot be read as a PDF: {printable(str(problem))}", param_hint="CV"
        ) from problem
