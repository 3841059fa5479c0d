"""The command line: arguments in, text and exit codes out. The only place with click, printing and exiting."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from typing import Final

import click

from cvtex import __version__
from cvtex.cli.interruption import catch_lost_interrupts
from cvtex.cli.output import Exit

# Command -> its module, imported only on demand: imports take most of the time of a build that changes nothing.
_MODULES: Final = {
    "build": "build",
    "check": "check",
    "completion": "completion",
    "doctor": "doctor",
    "explain": "explain",
    "fonts": "fonts",
    "import": "importing",
    "metrics": "metrics",
    "new": "new",
    "profiles": "profiles",
    "publications": "listings",
    "schema": "listings",
    "styles": "listings",
    "sync": "sync",
    "themes": "themes",
    "watch": "watch",
}


def main() -> None:
    """The program's entry point."""
    _open_closed_streams()
    # A build is short and makes many objects: collecting garbage at the default threshold would slow it down.
    gc.set_threshold(200_000, 10, 10)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A pipe or a file on Windows may lack the letters of a name: they are escaped, as in standard error.
        sys.stdout.reconfigure(errors="backslashreplace")
    stdout = sys.stdout
    catch_lost_interrupts()
    try:
        if code := ended(_call):
            sys.exit(code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(Exit.INTERRUPTED)
    except SystemExit as ending:
        if sys.stdout is not stdout:
            # Click replaces it when the reader of a pipe has gone, and ends with 1, as if the documents had errors.
            sys.exit(Exit.OUTPUT_CLOSED)
        sys.exit(ending.code)
    finally:
        # Spare the interpreter's last collection, which would walk through all objects of the build.
        gc.freeze()


def _call() -> int:
    cli.main(standalone_mode=False)
    return Exit.OK


def ended(call: Callable[[], int]) -> int:
    """Call a command -> its exit code. What a command cannot handle is printed."""
    try:
        return call()
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (BrokenPipeError, click.Abort):
        raise
    except (MemoryError, RecursionError) as problem:
        # The bounds of the readers keep the author's texts away from both.
        what = "more memory than there is" if isinstance(problem, MemoryError) else "too many levels, one in another"
        click.echo(f"cvtex: error: the input takes {what} (leave out parts of it to find the one)", err=True)
        return Exit.DOCUMENT_HAS_ERRORS
    except OSError as problem:
        _print_fault(problem)
        return Exit.MACHINE_FAILED
    except Exception as bug:  # noqa: BLE001 - the last resort: show the trace of a bug, with its own exit code
        if isinstance(bug, UnicodeEncodeError) and _print_no_file_name(bug.object):
            return Exit.MACHINE_FAILED
        sys.excepthook(type(bug), bug, bug.__traceback__)
        click.echo("cvtex: this is a bug in cvtex; please report it with the lines above", err=True)
        return Exit.BUG


def _print_no_file_name(name: str) -> bool:
    """Whether the environment is to blame for a name that cannot be encoded."""
    from cvtex.cli.arguments import UTF_8_NEEDED, other_file_encoding

    if encoding := other_file_encoding():
        shown = name.encode("ascii", "backslashreplace").decode()
        click.echo(f"cvtex: error: '{shown}' is no file name in {encoding} ({UTF_8_NEEDED})", err=True)
    return bool(encoding)


def _open_closed_streams() -> None:
    """Give closed standard streams (`>&-`) to nobody: else the next file to be opened would take their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end


def _print_fault(problem: OSError) -> None:
    """Say what the machine refused: a full disk, too many open files."""
    from contextlib import suppress

    reason = problem.strerror or problem
    # Only the standard streams and the working directory have no name.
    if problem.filename is not None:
        name = f"'{problem.filename}' cannot be used"
    elif isinstance(problem, FileNotFoundError):
        name = "the working directory was deleted"
    else:
        name = "standard output cannot be written"
    with suppress(OSError):
        click.echo(f"cvtex: error: {name}: {reason}", err=True)


class _Commands(click.Group):
    """Commands by name. A command's module is imported when it is called or when all are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return sorted(_MODULES)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        is_wrong = args and args[0] not in _MODULES and not args[0].startswith("-")
        # A shell that completes a line wants no messages.
        if is_wrong and not ctx.resilient_parsing:
            from cvtex.diagnostics import did_you_mean

            hint = did_you_mean(args[0], _MODULES) or f"one of {', '.join(sorted(_MODULES))}"
            raise click.UsageError(f"unknown command '{args[0]}' ({hint})", ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in _MODULES:
            return None
        function = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(f"cvtex.cli.{_MODULES[cmd_name]}"), function)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cvtex")
def cli() -> None:
    """Compile an academic CV (cv.yaml) and a bibliography (.bib) to print-ready PDFs, in variants."""
