"""`cvtex explain`: explain why an item is printed or omitted."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvtex.cli.arguments import (
    chosen_variants,
    cv_argument,
    engine_option,
    one_variant_option,
    open_cache,
    source_date_epoch,
)
from cvtex.cli.completing import complete_item
from cvtex.cli.output import Exit, print_diagnostics
from cvtex.cli.trust import trust_option, trusted_styles
from cvtex.diagnostics import did_you_mean, has_errors

if TYPE_CHECKING:
    from cvtex.typeset.engine import EngineName


@click.command(short_help="Explain why a variant prints or omits ITEM.")
@click.argument("item", shell_complete=complete_item)
@cv_argument
@one_variant_option
@engine_option
@trust_option
def explain(item: str, cv: Path, variant: str | None, engine: EngineName | None, trust_styles: bool) -> None:
    """Explain why a variant prints or omits ITEM: an id, a citation key, words of its title, or a section or group."""
    from cvtex.build import loading
    from cvtex.build.request import BuildRequest
    from cvtex.pipeline import build
    from cvtex.reports.explanation import explanation, matching

    cache = open_cache()
    loaded = loading.load(cv, cache=cache, trusted_styles=trusted_styles(cv, trust=trust_styles))
    (name,) = chosen_variants(loaded, (variant,) if variant else (), all_variants=False) or ("",)
    if not loaded.ok:
        print_diagnostics(loaded.diagnostics, loaded.sources)
        sys.exit(Exit.DOCUMENT_HAS_ERRORS)
    epoch = source_date_epoch(os.environ.get("SOURCE_DATE_EPOCH", ""))
    built = build(BuildRequest(loaded, name, os.environ, engine, epoch, cache=cache))
    if built.variant is None or built.plan is None:
        print_diagnostics((one for one in built.diagnostics if one.is_error), loaded.sources)
        sys.exit(Exit.DOCUMENT_HAS_ERRORS if has_errors(built.diagnostics) else Exit.OK)
    assert loaded.cv is not None
    found = matching(built, loaded.cv, item)
    if not found:
        plan = built.variant.plan
        keys = (*plan.publications(), *(left.key for left in plan.left_out if left.key))
        ids = (one.id for one in plan.walk() if not one.is_container)
        hint = did_you_mean(item, (*ids, *keys, *loaded.cv.sections))
        raise click.BadParameter(
            f"no item '{item}' in the variant '{name}'{f' ({hint})' if hint else ''}", param_hint="ITEM"
        )
    for id_ in found:
        for line in explanation(built, loaded.cv, id_):
            click.echo(line)
