"""Diagnostics and results -> the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cvtex.cli.building import Delivered
    from cvtex.diagnostics import Diagnostic, Sources


def tell(diagnostics: Iterable[Diagnostic], sources: Sources) -> None:
    for text in rendered(diagnostics, sources):
        click.echo(text, err=True)


def tell_once(texts: Iterable[str], told: set[str]) -> None:
    """What several variants have to say is said once; `told` is what was said before, and grows."""
    for text in texts:
        if text not in told:
            click.echo(text, err=True)
            told.add(text)


def rendered(diagnostics: Iterable[Diagnostic], sources: Sources) -> tuple[str, ...]:
    from cvtex.diagnostics import in_order, render

    return tuple(render(diagnostic, sources) for diagnostic in in_order(diagnostics))


def tell_delivered(delivered: Delivered) -> None:
    for line in delivered.lines:
        click.echo(line)
    for remark in delivered.remarks:
        click.echo(remark, err=True)
