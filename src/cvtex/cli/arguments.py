"""Arguments and options shared by several commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvtex.cli.completing import complete_formats, complete_variant
from cvtex.emit.formats import ALIASES, FORMATS
from cvtex.model.layout import WIDTH

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.cache.store import Cache

FILE = "cv.yaml"
UTF_8_NEEDED = "set LC_ALL=C.UTF-8, and do not set PYTHONUTF8=0"


class CvFile(click.Path):
    """The path of a cv.yaml, or of the folder that holds it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        return path / FILE if path.is_dir() else path


cv_argument = click.argument("cv", default=FILE, type=CvFile())
variant_option = click.option(
    "-V",
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_variant,
    help="Use this variant; repeatable.",
)


def jobs_option(meaning: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "-j", "--jobs", type=click.IntRange(min=1), metavar="N", show_default="one for each core", help=meaning
    )


one_variant_option = click.option(
    "-V",
    "--variant",
    "variant",
    metavar="NAME",
    shell_complete=complete_variant,
    help="Use this variant. Default: the first.",
)
ENGINES = ("embedded", "pdflatex")
engine_option = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    show_default="the first one found",
    help="Typeset with this TeX engine.",
)
STANDARDS = ("none", "pdfa", "pdfua", "all")
standard_option = click.option(
    "--standard",
    default="all",
    type=click.Choice(STANDARDS),
    show_default=True,
    help="Comply with PDF/A-2a, PDF/UA-1, or both.",
)


def _formats(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """`pdf,md` and `txt` -> names of formats, each once."""
    wanted = (name.strip() for names in given for name in names.split(","))
    names = tuple(dict.fromkeys(ALIASES.get(name, name) for name in wanted if name))
    for name in names:
        if name not in FORMATS:
            from cvtex.diagnostics import did_you_mean

            hint = did_you_mean(name, FORMATS) or f"formats: {', '.join(FORMATS)}"
            raise click.BadParameter(f"no format '{name}' ({hint})")
    return names


format_option = click.option(
    "--format",
    "formats",
    multiple=True,
    callback=_formats,
    shell_complete=complete_formats,
    metavar="NAMES",
    show_default="those of the variant, or what the funder accepts",
    help=f"Write these formats, separated by commas: {', '.join(FORMATS)}.",
)
width_option = click.option(
    "--width",
    type=click.IntRange(min=20),
    default=WIDTH,
    metavar="N",
    show_default=True,
    help="Wrap the lines of txt at N characters.",
)
assets_option = click.option(
    "--assets", is_flag=True, help="Write the styles, script and photograph of html to a folder beside it."
)
timings_option = click.option("--timings", is_flag=True, help="Print the time of each stage to standard error.")
output_option = click.option(
    "-o",
    "--output",
    default="build",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Write the files to this folder.",
)


def chosen_variants(loaded: Loaded, variants: tuple[str, ...], *, all_variants: bool) -> tuple[str, ...]:
    from cvtex.diagnostics import did_you_mean

    if loaded.cv is None:
        return ()
    known = loaded.cv.variants
    for name in variants:
        if name not in known:
            hint = did_you_mean(name, known) or f"variants: {', '.join(known)}"
            raise click.BadParameter(f"no variant '{name}' ({hint})", param_hint="--variant")
    return chosen(known, variants, all_variants=all_variants)


def chosen(known: Iterable[str], variants: tuple[str, ...], *, all_variants: bool) -> tuple[str, ...]:
    if all_variants:
        return tuple(known)
    return tuple(dict.fromkeys(variants)) or (next(iter(known)),)


def source_date_epoch(value: str) -> int | None:
    """Parse SOURCE_DATE_EPOCH: by its specification, seconds since 1970 in decimal digits."""
    if not value:
        return None
    from cvtex.model.dates import LAST_SECOND

    if not value.isdecimal() or len(value) > len(str(LAST_SECOND)) or int(value) > LAST_SECOND:
        raise click.UsageError(f"SOURCE_DATE_EPOCH must be a number of seconds up to {LAST_SECOND}, not '{value[:30]}'")
    return int(value)


def open_cache() -> Cache:
    from cvtex.cache.store import Cache

    try:
        return Cache(cache_folder())
    except RuntimeError:
        return Cache(None)


def cache_folder() -> Path:
    """Raises RuntimeError if neither the environment nor the system knows a folder of this user."""
    from platformdirs import user_cache_path

    return user_cache_path("cvtex", appauthor=False)


def other_file_encoding() -> str:
    """The encoding of file names and arguments, which the environment chooses; "" for the usual one, UTF-8."""
    encoding = sys.getfilesystemencoding()
    return "" if encoding == "utf-8" else f"{encoding}, the encoding of this environment"


def check_is_text(option: str, *values: str) -> None:
    """Refuse what cv.yaml cannot hold: control signs, and bytes that are not of the terminal's encoding."""
    import unicodedata

    for value in values:
        wrong = next((sign for sign in value if unicodedata.category(sign) in {"Cc", "Cs"}), "")
        if not wrong:
            continue
        if (encoding := other_file_encoding()) and unicodedata.category(wrong) == "Cs":
            raise click.BadParameter(f"this is no text in {encoding} ({UTF_8_NEEDED})", param_hint=option)
        raise click.BadParameter(f"U+{ord(wrong):04X} is not a sign of a text", param_hint=option)
