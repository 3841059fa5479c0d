"""`cvtex fonts`: list the fonts, and show which family sets which characters."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvtex.cli.arguments import chosen_variants, one_variant_option, open_cache
from cvtex.cli.output import Exit, print_diagnostics, print_json
from cvtex.cli.trust import trust_option, trusted_styles
from cvtex.diagnostics import Sources, has_errors, printable

if TYPE_CHECKING:
    from cvtex.build.typefaces import FontShelf
    from cvtex.fonts.face import Face
    from cvtex.fonts.library import FontLibrary
    from cvtex.reports.fonts import FontUse, TextLook, VariantFonts

_CV_ENDINGS = (".yaml", ".yml")
_DEFAULT_CV = "cv.yaml"
_MOST_SHOWN = 24


@click.command(short_help="List fonts, and show which font sets CV or TEXT.")
@click.argument("what", required=False, metavar="[CV|TEXT]")
@one_variant_option
@click.option(
    "--cv",
    default=_DEFAULT_CV,
    type=click.Path(path_type=Path),
    show_default=True,
    help="Show TEXT as it would be set in this CV.",
)
@trust_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def fonts(what: str | None, variant: str | None, cv: Path, trust_styles: bool, as_json: bool) -> None:
    """List the fonts with their scripts and licences, and the family that sets each script of CV.

    With TEXT, show the family that sets each of its characters. An argument that ends in .yaml or .yml is a CV; any
    other is a text.
    """
    from cvtex.build.typefaces import FontShelf
    from cvtex.read.observed import ObservedFiles

    is_text = what is not None and not what.endswith(_CV_ENDINGS)
    if what is not None and not is_text:
        cv = Path(what)
        if not cv.is_file():
            raise click.BadParameter(f"there is no file '{printable(what)}'", param_hint="CV")
    trusted = trusted_styles(cv, trust=trust_styles)
    shelf = FontShelf(cv.parent, ObservedFiles(), os.environ, open_cache())
    if is_text:
        assert what is not None
        _print_text(what, cv, variant, shelf, trusted, as_json=as_json)
        return
    found, is_sound = _of_cv(cv, variant, shelf, trusted) if cv.is_file() else (None, True)
    if as_json:
        from cvtex.reports.as_json import text_of

        print_json(text_of(_as_json(shelf.full_library, found.uses if found else ())))
    else:
        _print_families(shelf.full_library)
        if found is not None:
            _print_uses(cv, found, shelf.full_library)
        _print_problems(shelf.full_library)
    problems = shelf.library.diagnostics()
    print_diagnostics(problems, Sources())
    sys.exit(Exit.OK if is_sound and not problems else Exit.DOCUMENT_HAS_ERRORS)


def _of_cv(
    cv: Path, variant: str | None, shelf: FontShelf, trusted: frozenset[str]
) -> tuple[VariantFonts | None, bool]:
    """Return the fonts of a variant, and whether the CV has no error; print the errors."""
    from cvtex.build import loading
    from cvtex.reports import fonts

    loaded = loading.load(cv, trusted_styles=trusted)
    names = chosen_variants(loaded, (variant,) if variant else (), all_variants=False)
    if not loaded.ok or not names:
        print_diagnostics((one for one in loaded.diagnostics if one.is_error), loaded.sources)
        return None, False
    found = fonts.fonts_of_variant(loaded, names[0], shelf, open_cache())
    print_diagnostics((one for one in found.diagnostics if one.is_error), loaded.sources)
    return found.value, not has_errors(found.diagnostics)


def _print_text(
    text: str, cv: Path, variant: str | None, shelf: FontShelf, trusted: frozenset[str], *, as_json: bool
) -> None:
    from cvtex.reports import fonts

    uses = fonts.fonts_of_text(text, _look_beside(cv, variant, shelf, trusted), shelf)
    if as_json:
        from cvtex.reports.as_json import text_of

        print_json(text_of([_use_as_json(use) for use in uses]))
    else:
        for use in uses:
            codes = " ".join(f"U+{ord(one):04X}" for one in use.cluster)
            names = " + ".join(unicodedata.name(one, "unnamed").lower() for one in use.cluster)
            what = f"{printable(use.cluster)}  {codes}  {names}, {_script_name(use.script)}"
            click.echo(f"{what}: {_families(use, shelf.library)}")
    sys.exit(Exit.OK)


def _look_beside(cv: Path, variant: str | None, shelf: FontShelf, trusted: frozenset[str]) -> TextLook:
    from cvtex.build import loading, preparing
    from cvtex.reports import fonts

    if not cv.is_file():
        return fonts.DEFAULT_LOOK
    loaded = loading.load(cv, trusted_styles=trusted)
    names = chosen_variants(loaded, (variant,) if variant else (), all_variants=False)
    found = preparing.read_appearance(loaded, names[0], shelf).value if loaded.ok and names else None
    return fonts.look_of(found) if found else fonts.DEFAULT_LOOK


def _print_families(library: FontLibrary) -> None:
    from cvtex.fonts.library import scripts_of

    rows = [
        (
            faces[0].family,
            _sources(faces),
            " or ".join(dict.fromkeys(face.licence for face in faces if face.licence)) or "licence unknown",
            ", ".join(_script_name(script) for script in scripts_of(faces)) or "signs",
        )
        for faces in library.families.values()
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        click.echo("  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[3]]))


def _script_name(code: str) -> str:
    from cvtex.text.scripts.unicode_script import script_name

    return "signs" if code in {"Zyyy", "Zinh"} else script_name(code)


def _sources(faces: Iterable[Face]) -> str:
    return ", ".join(
        dict.fromkeys(face.package or {"folder": "fonts/"}.get(face.source, face.source) for face in faces)
    )


def _print_uses(cv: Path, found: VariantFonts, library: FontLibrary) -> None:
    click.echo(f"\n{cv}, set in {found.look.role_fonts['r'].family}, headings in {found.look.role_fonts['s'].family}:")
    groups: dict[tuple[str, str], list[FontUse]] = {}
    for use in found.uses:
        groups.setdefault((use.script, _families(use, library)), []).append(use)
    for (script, families), uses in groups.items():
        is_common = uses[0].family == found.look.role_fonts["r"].family
        click.echo(f"{_script_name(script):<24} {families}{'' if is_common else f'  {_sample(uses)}'}")


def _families(use: FontUse, library: FontLibrary) -> str:
    if not use.family:
        from cvtex.fonts.packages import remedy

        return f"no font ({remedy(use.cluster[0], use.script, library.packages)})"
    return use.family if use.heading_family == use.family else f"{use.family}, in headings {use.heading_family}"


def _sample(uses: list[FontUse]) -> str:
    shown = printable("".join(use.cluster for use in uses[:_MOST_SHOWN]))
    rest = len(uses) - _MOST_SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown


def _print_problems(library: FontLibrary) -> None:
    """Except those of fonts beside the CV, which are reported as errors."""
    others = [face for face in library.problems() if face.source != "folder"]
    if others:
        click.echo("\ncannot be used:")
    for face in others:
        click.echo(f"{printable(face.path)} {face.problem}")


def _as_json(library: FontLibrary, uses: tuple[FontUse, ...]) -> dict[str, Any]:
    from cvtex.fonts.library import scripts_of

    return {
        "families": [
            {
                "family": faces[0].family,
                "kind": faces[0].kind,
                "scripts": list(scripts_of(faces)),
                "faces": [
                    {
                        "path": face.path,
                        "index": face.index,
                        "style": face.style,
                        "weights": list(face.weights),
                        "is_italic": face.is_italic,
                        "source": face.source,
                        "package": face.package,
                        "licence": face.licence,
                    }
                    for face in faces
                ],
            }
            for faces in library.families.values()
        ],
        "uses": [_use_as_json(use) for use in uses],
        "problems": [{"path": face.path, "index": face.index, "problem": face.problem} for face in library.problems()],
    }


def _use_as_json(use: FontUse) -> dict[str, str]:
    return {
        "text": use.cluster,
        "script": use.script,
        "family": use.family,
        "heading_family": use.heading_family,
    }
