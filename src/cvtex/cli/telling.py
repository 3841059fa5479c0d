"""Diagnostics and results -> the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cvtex.cli.building import Delivered
    from cvtex.diagnostics import Diagnostic, Sources


def tell(diagnostics: Iterable[Diagnostic], sources: Sources) -> None:
    from cvtex.diagnostics import in_order, render

    for diagnostic in in_order(diagnostics):
        click.echo(render(diagnostic, sources), err=True)


def tell_delivered(delivered: Delivered) -> None:
    for line in delivered.lines:
        click.echo(line)
    for remark in delivered.remarks:
        click.echo(remark, err=True)
