"""Choose the font families of a variant: its own, its CV's, its funder's or its theme's; and find the fonts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.fonts.face import folded
from cvtex.fonts.index import read_library, with_system
from cvtex.fonts.library import DEFAULT_FAMILIES, FontLibrary
from cvtex.fonts.packages import package_of, substitute_for
from cvtex.fonts.runs import Role, RoleFont
from cvtex.fonts.sources import FOLDER
from cvtex.fonts.text_families import FamilyRequest, TextFamilies, make_text_families
from cvtex.model.design import Fonts
from cvtex.model.layout import FontFamily
from cvtex.model.located import LocatedStr
from cvtex.profiles.demands import Demands
from cvtex.read.observed import ObservedFiles
from cvtex.value import replace

# TeX's own families, by their folded names, with the matching OpenType family.
_TEX_FAMILIES: Final[Mapping[str, RoleFont]] = {
    "charter": RoleFont("serif", DEFAULT_FAMILIES["charter"], 481),
    "sourcesans": RoleFont("sans", DEFAULT_FAMILIES["sourcesans"], 486),
}
_MONO: Final = RoleFont("mono", "", 520)
# Families with the metrics of those that a funder demands; the first installed one is used.
_SAME_METRICS: Final[Mapping[FontFamily, tuple[str, ...]]] = {
    "arial": ("Arimo", "Arial", "Liberation Sans", "TeX Gyre Heros", "Nimbus Sans"),
    "times": ("Tinos", "Times New Roman", "Liberation Serif", "TeX Gyre Termes", "Nimbus Roman"),
}


class FontShelf:
    """The fonts available to a CV, searched on first use.

    `lacking`: families of the built-in themes that the TeX in use lacks; they are made if their files are found.
    """

    def __init__(
        self,
        folder: Path,
        files: ObservedFiles,
        environment: Mapping[str, str],
        cache: Cache = NO_CACHE,
        lacking: frozenset[str] = frozenset(),
    ) -> None:
        self._folder = folder
        self._files = files
        self._environment = environment
        self.cache = cache
        self.lacking = lacking
        self._library: FontLibrary | None = None
        self._full_library: FontLibrary | None = None

    @property
    def has_fonts_folder(self) -> bool:
        """Whether the CV has a folder fonts/ beside it."""
        return self._files.has_folder(self._folder / FOLDER)

    @property
    def library(self) -> FontLibrary:
        """Fonts beside the CV and from pip packages."""
        if self._library is None:
            self._library = read_library(self._folder, self._files, self.cache)
        return self._library

    @property
    def full_library(self) -> FontLibrary:
        """`library`, with the fonts of the system."""
        if self._full_library is None:
            self._full_library = with_system(self.library, self._files, self._environment, self.cache)
        return self._full_library


def choose_families(demands: Demands, fonts: Fonts, shelf: FontShelf) -> Checked[tuple[TextFamilies, Demands]]:
    """Choose the families of a variant. A family that its profile demands takes precedence.

    The demands are returned without the family if it is made here; otherwise, TeX may have it.
    """
    plain = TextFamilies(own_fonts(fonts)), demands
    demanded = demands.layout.family
    if demanded is not None:
        found = _demanded(demanded, shelf)
        if found is None:
            return Checked(plain)
        library, family = found
        requests: dict[Role, FamilyRequest] = {"r": FamilyRequest(family), "s": FamilyRequest(family)}
        without_family = replace(demands, layout=replace(demands.layout, family=None))
        return Checked((_made(requests, fonts, library, shelf), without_family))
    is_oldstyle = fonts.figures == "oldstyle"
    named = _named(fonts, shelf, is_oldstyle=is_oldstyle)
    if not named:
        # No font is looked for.
        return Checked(plain)
    library = shelf.library if all(map(shelf.library.family, named.values())) else shelf.full_library
    problems = tuple(problem for name in dict.fromkeys(named.values()) if (problem := _problem(name, library)))
    if problems:
        return Checked(plain, problems)
    requests = {role: FamilyRequest(str.__str__(name), is_oldstyle and role != "t") for role, name in named.items()}
    return Checked((_made(requests, fonts, library, shelf), demands), tuple(_lacking_faces(named, library)))


def broken_fonts(shelf: FontShelf) -> tuple[Diagnostic, ...]:
    """Warn of each font file beside the CV that cannot be used: not an error unless the CV names it."""
    found = shelf.library.diagnostics() if shelf.has_fonts_folder else ()
    return tuple(replace(one, severity="warning") for one in found)


_LATIN_LETTERS: Final = "AZaz09.,-()"


def _problem(name: LocatedStr, library: FontLibrary) -> Diagnostic | None:
    """Say why a family cannot set the text; None if it can."""
    if not library.family(name):
        return _unknown(name, library)
    if library.sets(name, _LATIN_LETTERS):
        return None
    hint = "name a family for Latin text: other scripts are set in fonts that have them anyway"
    return error(f"the family '{name}' lacks Latin letters or figures", _place(name), hint)


def _place(name: LocatedStr) -> Span | None:
    """Where a family is named, or the theme that names it; None for the default theme."""
    return name.span if name.span.file else None


def _lacking_faces(named: Mapping[Role, LocatedStr], library: FontLibrary) -> Iterator[Diagnostic]:
    for role, name in named.items():
        if role == "t" or not name.span.file:
            continue
        bold, italic = (
            library.instance(str.__str__(name), weight, is_italic) for weight, is_italic in ((700, False), (400, True))
        )
        lacking = ["bold"] if bold and bold.weight < 600 else []
        lacking += ["italics"] if role == "r" and italic and not italic.face.is_italic else []
        if lacking:
            message = f"the family '{name}' has no {' and no '.join(lacking)}: its regular letters are used instead"
            yield warning(message, name.span, "name a family that has them; your own name in publications is set bold")


def _made(requests: Mapping[Role, FamilyRequest], fonts: Fonts, library: FontLibrary, shelf: FontShelf) -> TextFamilies:
    return make_text_families(requests, own_fonts(fonts), library, shelf.cache)


def _demanded(family: FontFamily, shelf: FontShelf) -> tuple[FontLibrary, str] | None:
    for library in (shelf.library, shelf.full_library):
        for name in _SAME_METRICS[family]:
            if library.family(name):
                return library, name
    return None


def own_fonts(fonts: Fonts) -> dict[Role, RoleFont]:
    """TeX's own fonts for the families of a design, by role; the default ones for other families."""
    return {
        "r": _tex_family(fonts.text) or _TEX_FAMILIES["charter"],
        "s": _tex_family(fonts.headings) or _TEX_FAMILIES["sourcesans"],
        "t": _MONO,
    }


def _tex_family(name: str | None) -> RoleFont | None:
    return _TEX_FAMILIES.get(folded(name)) if name else None


def _named(fonts: Fonts, shelf: FontShelf, *, is_oldstyle: bool) -> dict[Role, LocatedStr]:
    """Families to be made, by role, without TeX's own."""
    families: dict[Role, LocatedStr | None] = {"r": fonts.text, "s": fonts.headings, "t": fonts.mono}
    found = {role: _instead(name, shelf, is_oldstyle=is_oldstyle) for role, name in families.items() if name}
    return {role: name for role, name in found.items() if not _tex_family(name)}


def _instead(name: LocatedStr, shelf: FontShelf, *, is_oldstyle: bool) -> LocatedStr:
    """The family itself; its match, if it is TeX's own and TeX lacks it or its oldstyle figures."""
    own = _tex_family(name)
    if own is None or not (is_oldstyle or folded(name) in shelf.lacking) or not shelf.library.family(own.family):
        return name
    return LocatedStr(own.family, name.span)


def _unknown(name: LocatedStr, library: FontLibrary) -> Diagnostic:
    broken = library.problems(str(name))
    if broken:
        return error(
            f"the font {broken[0].path} {broken[0].problem}",
            _place(name),
            "replace the file, or name another family",
        )
    same_widths = substitute_for(str(name))
    near = (same_widths,) if library.family(same_widths) else library.nearest(str(name))
    package = package_of(str(name))
    meant = f"did you mean {' or '.join(map(repr, near))}? " if near and not package else ""
    brings = (
        f"; to install it: pip install '{package}'"
        if package
        else ", or put its files into a folder fonts/ beside the CV"
    )
    hint = f"{meant}'cvtex fonts' lists what is installed{brings}"
    return error(f"there is no font family '{name}'", _place(name), hint)
