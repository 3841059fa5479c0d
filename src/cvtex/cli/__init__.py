"""The command line: arguments in, text and exit codes out. The only place with click, printing and exiting."""

from __future__ import annotations

import os
import sys

import click

from cvtex import __version__
from cvtex.cli import exits
from cvtex.cli.build import build
from cvtex.cli.check import check
from cvtex.cli.doctor import doctor
from cvtex.cli.explain import explain
from cvtex.cli.inform import publications, schema, styles
from cvtex.cli.new import new
from cvtex.cli.profiles import profiles


def main() -> None:
    """The program's entry point."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(exits.INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(exits.OK)
    except Exception as bug:  # noqa: BLE001 - the last resort: a bug is shown with its trace, under its own exit code
        sys.excepthook(type(bug), bug, bug.__traceback__)
        click.echo("cvtex: this is a bug in cvtex; please report it with the lines above", err=True)
        sys.exit(exits.BUG)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cvtex")
def cli() -> None:
    """Compile an academic CV (cv.yaml) and a bibliography (.bib) to a print-ready PDF, in variants."""


for command in (build, check, explain, publications, styles, profiles, schema, doctor, new):
    cli.add_command(command)
