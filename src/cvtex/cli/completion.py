"""`cvtex completion`: print the script that makes a shell complete cvtex's commands, options and names."""

from __future__ import annotations

from typing import Final

import click

SHELLS: Final = ("bash", "zsh", "fish", "powershell")
_PROGRAM: Final = "cvtex"
_VARIABLE: Final = "_CVTEX_COMPLETE"


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that makes SHELL complete commands, options, and the names in your CV.

    \b
    bash        add to ~/.bashrc:   eval "$(cvtex completion bash)"
    zsh         add to ~/.zshrc:    eval "$(cvtex completion zsh)"
    fish        cvtex completion fish > ~/.config/fish/completions/cvtex.fish
    PowerShell  add to $PROFILE:    cvtex completion powershell | Out-String | Invoke-Expression

    In zsh, the line stands below 'autoload -Uz compinit && compinit'.
    """  # noqa: D301 - click asks for a backspace where lines must stay as they are
    script = completion_script(shell)
    if script is None:
        raise click.UsageError(f"completion in {shell} needs click 8.5 or later: pip install --upgrade click")
    # As bytes: shells do not read the line ends that Windows would write.
    click.echo(script.encode(), nl=False)


def completion_script(shell: str) -> str | None:
    """The script for a shell; None if the installed click does not know the shell."""
    from click.shell_completion import get_completion_class

    from cvtex.cli import cli

    known = get_completion_class(shell)
    if known is None:
        return None
    script = known(cli, {}, _PROGRAM, _VARIABLE).source()
    # A value may contain a comma: `--format pdf,html`.
    return script.replace('string split "," $completion', 'string split --max 1 "," $completion')
