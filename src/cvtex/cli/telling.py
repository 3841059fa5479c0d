"""Diagnostics -> the terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

from cvtex.diagnostics import Diagnostic, Sources, in_order, render


def tell(diagnostics: Iterable[Diagnostic], sources: Sources) -> None:
    for diagnostic in in_order(diagnostics):
        click.echo(render(diagnostic, sources), err=True)
