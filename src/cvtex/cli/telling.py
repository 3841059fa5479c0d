"""Diagnostics and results -> the terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

from cvtex.cli.building import Delivered
from cvtex.diagnostics import Diagnostic, Sources, in_order, render


def tell(diagnostics: Iterable[Diagnostic], sources: Sources) -> None:
    for diagnostic in in_order(diagnostics):
        click.echo(render(diagnostic, sources), err=True)


def tell_delivered(delivered: Delivered) -> None:
    for line in delivered.lines:
        click.echo(line)
    for remark in delivered.remarks:
        click.echo(remark, err=True)
