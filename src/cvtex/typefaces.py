"""Which families of fonts a variant is set in: its own, its CV's, its funder's or its theme's; and which fonts there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cvtex.circumstances import library as library_state
from cvtex.circumstances import program
from cvtex.demands import Demands
from cvtex.diagnostics import Checked, Diagnostic, error
from cvtex.fonts.index import read_library, with_system
from cvtex.fonts.library import FontLibrary
from cvtex.fonts.packages import package_of
from cvtex.fonts.runs import Hand, Role
from cvtex.fonts.text_families import TextFamilies, Wish, make_text_families
from cvtex.layout import FontFamily
from cvtex.model.cv import Cv
from cvtex.model.variant import Fonts, Variant
from cvtex.model.word import Word, built_in
from cvtex.read.observed import ObservedFiles
from cvtex.value import replace

# Families of TeX's own, by the names that a theme gives them, with the OpenType family of the same hand.
_OWN: Final[Mapping[str, Hand]] = {
    "charter": Hand("serif", "XCharter", 481),
    "sourcesans": Hand("sans", "Source Sans 3", 486),
}
_MONO: Final = Hand("mono", "", 520)
# Families that have the metrics of those that a funder demands; the first one that is there.
_SAME_METRICS: Final[Mapping[FontFamily, tuple[str, ...]]] = {
    "arial": ("Arimo", "Arial", "Liberation Sans", "TeX Gyre Heros", "Nimbus Sans"),
    "times": ("Tinos", "Times New Roman", "Liberation Serif", "TeX Gyre Termes", "Nimbus Roman"),
}
_THEME_FONTS: Final = re.compile(rb"^[^%\n]*\\cvfonts\{([^{}]*)\}\{([^{}]*)\}", re.MULTILINE)


class FontShelf:
    """The fonts that there are for a CV, looked for when they are first asked for.

    `lacking`: families of the built-in themes that the TeX in use does not have; they are made, where their files are there.
    """

    def __init__(
        self,
        folder: Path,
        files: ObservedFiles,
        environment: Mapping[str, str],
        cache: Path | None,
        lacking: frozenset[str] = frozenset(),
    ) -> None:
        self._folder = folder
        self._files = files
        self._environment = environment
        self.cache = cache
        self.lacking = lacking
        self._library: FontLibrary | None = None
        self._whole: FontLibrary | None = None

    @property
    def library(self) -> FontLibrary:
        """Those beside the CV and those of pip's packages."""
        if self._library is None:
            self._library = read_library(self._folder, self._files, self.cache)
        return self._library

    @property
    def whole(self) -> FontLibrary:
        """Those of the system as well."""
        if self._whole is None:
            self._whole = with_system(self.library, self._files, self._environment, self.cache)
        return self._whole


def choose_families(
    cv: Cv, variant: Variant, demands: Demands, theme: bytes, shelf: FontShelf
) -> Checked[tuple[TextFamilies, Demands]]:
    """The families of a variant. A family that its profile demands comes before those that are wished for.

    The demands come back without the family if the program makes it; if it cannot, TeX may have it. `theme`: its file.
    """
    demanded = demands.layout.family
    if demanded is not None:
        found = _demanded(demanded, shelf)
        if found is None:
            return Checked((TextFamilies(_hands(theme)), demands))
        library, family = found
        wishes: dict[Role, Wish] = {"r": Wish(family), "s": Wish(family)}
        own = replace(demands, layout=replace(demands.layout, family=None))
        return Checked((_made(wishes, theme, library, shelf), own))
    named = _named(cv.fonts, variant.fonts, theme, shelf)
    if not named:
        return Checked((TextFamilies(_hands(theme)), demands))
    library = shelf.library if all(shelf.library.family(name) for name in named.values()) else shelf.whole
    problems = tuple(_unknown(name, library) for name in dict.fromkeys(named.values()) if not library.family(name))
    if problems:
        return Checked((TextFamilies(_hands(theme)), demands), problems)
    stated = variant.fonts or cv.fonts
    is_oldstyle = stated is not None and stated.figures == "oldstyle"
    wishes = {role: Wish(str.__str__(name), is_oldstyle and role != "t") for role, name in named.items()}
    return Checked((_made(wishes, theme, library, shelf), demands))


def _made(wishes: Mapping[Role, Wish], theme: bytes, library: FontLibrary, shelf: FontShelf) -> TextFamilies:
    versions = (program(), library_state("uharfbuzz"))
    return make_text_families(wishes, _hands(theme), library, versions, shelf.cache)


def _demanded(family: FontFamily, shelf: FontShelf) -> tuple[FontLibrary, str] | None:
    for library in (shelf.library, shelf.whole):
        for name in _SAME_METRICS[family]:
            if library.family(name):
                return library, name
    return None


def _theme_families(theme: bytes) -> tuple[str, str]:
    """Those of the text and of headings, as the theme names them."""
    found = _THEME_FONTS.findall(theme)
    if not found:
        return "charter", "sourcesans"
    text, headings = (name.decode("utf-8", "replace").strip() for name in found[-1])
    return text, headings


def _hands(theme: bytes) -> dict[Role, Hand]:
    text, headings = _theme_families(theme)
    return {"r": _OWN.get(text, _OWN["charter"]), "s": _OWN.get(headings, _OWN["sourcesans"]), "t": _MONO}


def _named(of_cv: Fonts | None, of_variant: Fonts | None, theme: bytes, shelf: FontShelf) -> dict[Role, Word]:
    """The families that are to be made, by role; those of TeX need not be."""
    text, headings = _theme_families(theme)
    stated = [fonts for fonts in (of_variant, of_cv) if fonts is not None]
    found: dict[Role, Word | None] = {
        "r": next((fonts.text for fonts in stated if fonts.text), None) or _of_theme(text, shelf),
        "s": next((fonts.headings for fonts in stated if fonts.headings), None) or _of_theme(headings, shelf),
        "t": next((fonts.mono for fonts in stated if fonts.mono), None),
    }
    return {role: name for role, name in found.items() if name is not None and str(name) not in _OWN}


def _of_theme(name: str, shelf: FontShelf) -> Word:
    """The family that a theme names; of TeX's own, that of the same hand if TeX lacks it."""
    same_hand = _OWN[name].family if name in shelf.lacking and name in _OWN else ""
    return built_in(same_hand if same_hand and shelf.library.family(same_hand) else name)


def _unknown(name: Word, library: FontLibrary) -> Diagnostic:
    broken = library.problems(str(name))
    if broken:
        return error(f"the font {broken[0].path} {broken[0].problem}", name.span, "replace the file, or name another family")
    near = library.nearest(str(name))
    meant = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
    hint = f"{meant}'cvtex fonts' lists what is installed; pip install '{package_of(str(name))}' may bring it"
    return error(f"there is no font family '{name}'", name.span, hint)
