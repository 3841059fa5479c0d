"""The command line: arguments in, text and exit codes out. The only place with click, printing and exiting."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Final

import click

from cvtex import __version__
from cvtex.cli.output import Exit

# Command -> its module. Each is imported when it is asked for, since a build that changes nothing takes as long as its
# imports.
_MODULES: Final = {
    "build": "build",
    "check": "check",
    "doctor": "doctor",
    "explain": "explain",
    "fonts": "fonts",
    "new": "new",
    "profiles": "profiles",
    "publications": "listings",
    "schema": "listings",
    "styles": "listings",
    "watch": "watch",
}


def main() -> None:
    """The program's entry point."""
    # A build makes many objects, and ends soon: to look for garbage after each 700 takes a tenth of its time.
    gc.set_threshold(200_000, 10, 10)
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.OK)
    except Exception as bug:  # noqa: BLE001 - the last resort: a bug is shown with its trace, under its own exit code
        sys.excepthook(type(bug), bug, bug.__traceback__)
        click.echo("cvtex: this is a bug in cvtex; please report it with the lines above", err=True)
        sys.exit(Exit.BUG)
    finally:
        # The interpreter looks for garbage once more when it ends, through all that a build has made: a tenth of its
        # time.
        gc.freeze()


class _Commands(click.Group):
    """The commands by name, of which only the one that is called is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in _MODULES:
            return None
        command = getattr(import_module(f"cvtex.cli.{_MODULES[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cvtex")
def cli() -> None:
    """Compile an academic CV (cv.yaml) and a bibliography (.bib) to a print-ready PDF, in variants."""
