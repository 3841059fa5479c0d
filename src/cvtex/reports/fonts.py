"""Text, or everything that a variant prints -> the font family that sets each character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cvtex.build.font_fallback import FontFallback, RunCollector
from cvtex.build.loading import Loaded
from cvtex.build.preparing import cite_works, read_appearance, select_plan
from cvtex.build.results import Appearance
from cvtex.build.typefaces import FontShelf, own_fonts
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import Checked, has_errors
from cvtex.emit.compose import compose
from cvtex.emit.latex.characters import settable_with
from cvtex.emit.latex.document import block_command
from cvtex.emit.latex.glyphs import stretches
from cvtex.fonts.choosing import NO_FONT, Families, FontChooser, script_in
from cvtex.fonts.library import FontLibrary
from cvtex.fonts.runs import ROLES, Role, RoleFont, Run
from cvtex.model.design import Fonts
from cvtex.text.richtext import strings
from cvtex.text.scripts.clusters import clusters
from cvtex.value import Value

TEX: Final = "TeX’s signs"


class TextLook(Value):
    """Fonts of a text by role, its language, and the characters that those fonts have."""

    role_fonts: Mapping[Role, RoleFont]
    language: str
    settable: frozenset[str]


class FontUse(Value):
    """A character with its marks, its script, and the families that set it in running text and in headings.

    A family is "" if no font has the character, and `TEX` for TeX's own math fonts.
    """

    cluster: str
    script: str
    family: str
    heading_family: str


class VariantFonts(Value):
    """`uses`: each cluster that the variant may print, in order of appearance; those in the text fonts come first."""

    look: TextLook
    uses: tuple[FontUse, ...]


DEFAULT_LOOK: Final = TextLook(own_fonts(Fonts()), "en", settable_with(None))


def look_of(appearance: Appearance) -> TextLook:
    families = appearance.families
    return TextLook(families.role_fonts, str.__str__(appearance.look.language), settable_with(families.characters))


def fonts_of_variant(
    loaded: Loaded, name: str, shelf: FontShelf, cache: Cache = NO_CACHE
) -> Checked[VariantFonts | None]:
    """Select > cite > emit: find the font of each character of a variant. None if there is an error."""
    appearance = read_appearance(loaded, name, shelf)
    if appearance.value is None:
        return Checked(None, appearance.diagnostics)
    plan = select_plan(loaded, name, appearance.value)
    variant = cite_works(loaded, name, appearance.value, plan.value, cache)
    diagnostics = (*appearance.diagnostics, *plan.diagnostics, *variant.diagnostics)
    if variant.value is None or has_errors(diagnostics):
        return Checked(None, diagnostics)
    blocks = compose(plan.value, variant.value.references, appearance.value.owner, appearance.value.look.design)
    look = look_of(appearance.value)
    texts = [text for block in blocks for rich_text in block.texts for text in strings(rich_text)]
    common = [part.text for text in texts for part in stretches(text, look.settable) if not part.is_foreign]
    runs = RunCollector()
    writer = FontFallback(appearance.value.families, look.language, shelf).writer(glyphs=runs)
    for block in blocks:
        block_command(block, writer)
    foreign = _foreign_uses(runs, look, shelf)
    return Checked(VariantFonts(look, _each_once((*_common_uses(common, look, shelf.library), *foreign))), diagnostics)


def fonts_of_text(text: str, look: TextLook, shelf: FontShelf) -> tuple[FontUse, ...]:
    """Find the font of each cluster of a text set in `look`, in order of appearance."""
    found: list[FontUse] = []
    for part in stretches(text, look.settable):
        found += (
            _foreign_uses([Run(part.text, look.language)], look, shelf)
            if part.is_foreign
            else _common_uses([part.text], look, shelf.library)
        )
    return _each_once(found)


def _common_uses(texts: Iterable[str], look: TextLook, library: FontLibrary) -> Iterator[FontUse]:
    text, heading = look.role_fonts["r"].family, look.role_fonts["s"].family
    for cluster in dict.fromkeys(clusters("".join(texts))):
        if not cluster.isspace():
            yield FontUse(cluster, script_in(cluster), _own(text, cluster, library), _own(heading, cluster, library))


def _own(family: str, cluster: str, library: FontLibrary) -> str:
    """Return the family, or `TEX` for a sign that it lacks and TeX's math fonts have."""
    return family if not library.family(family) or library.sets(family, cluster) else TEX


def _foreign_uses(runs: Iterable[Run], look: TextLook, shelf: FontShelf) -> tuple[FontUse, ...]:
    """Choose as a build does: system fonts count only if the other fonts lack something."""
    whole = tuple(runs)
    found = tuple(_uses_of_runs(whole, look, shelf.library))
    return found if all(use.family for use in found) else tuple(_uses_of_runs(whole, look, shelf.full_library))


def _uses_of_runs(runs: Iterable[Run], look: TextLook, library: FontLibrary) -> Iterator[FontUse]:
    chooser = FontChooser(library, look.role_fonts, look.language)
    for run in runs:
        of_run = chooser.families(run.text, run.language)
        for cluster in clusters(run.text):
            families: Families = of_run or chooser.families(cluster, run.language) or NO_FONT
            by_role = dict(zip(ROLES, families, strict=True))
            yield FontUse(cluster, script_in(cluster), by_role["r"], by_role["s"])


def _each_once(uses: Iterable[FontUse]) -> tuple[FontUse, ...]:
    return tuple({use.cluster: use for use in reversed(tuple(uses))}.values())[::-1]
