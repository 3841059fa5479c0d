"""Families that a CV names -> text fonts for TeX and their declarations."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from cvtex.cache.fingerprint import fingerprint
from cvtex.cache.fingerprint import library as library_state
from cvtex.cache.store import Cache
from cvtex.fonts.face import Instance
from cvtex.fonts.library import FontLibrary
from cvtex.fonts.runs import Role, RoleFont
from cvtex.value import Value, field

# TeX's series and shape -> weight and italic.
_FACES: Final[Mapping[tuple[str, str], tuple[int, bool]]] = {
    ("l", "n"): (300, False),
    ("m", "n"): (400, False),
    ("m", "it"): (400, True),
    ("b", "n"): (700, False),
    ("b", "it"): (700, True),
}
# Another series and shape that TeX may request -> the face that it gets.
_INSTEAD: Final[Mapping[tuple[str, str], tuple[str, str]]] = {("l", "it"): ("m", "it")}


class FamilyRequest(Value, frozen=True):
    """A family for a role. `has_oldstyle_figures`: if the font has them."""

    family: str
    has_oldstyle_figures: bool = False


class TextFamilies(Value):
    """`role_fonts`: the font of each role, TeX's own included. `files`: the made fonts, by file name.

    `declarations`: the name of the file that LaTeX reads in the preamble. `characters`: those that all made families
    have; None if none was made.
    """

    role_fonts: dict[Role, RoleFont]
    files: dict[str, bytes] = field(default_factory=dict)
    characters: frozenset[str] | None = None
    declarations: str = ""


class _Made(Value):
    """A cached family. `faces`: series, shape, PostScript name, files by their endings."""

    faces: tuple[tuple[str, str, str, dict[str, bytes]], ...]
    characters: frozenset[str]
    tag: str


def make_text_families(
    requests: Mapping[Role, FamilyRequest],
    others: Mapping[Role, RoleFont],
    library: FontLibrary,
    cache: Cache,
) -> TextFamilies:
    """`requests`: families that the library has. `others`: roles whose fonts are TeX's own.

    Raises OSError if a font file has vanished.
    """
    role_fonts = dict(others)
    files: dict[str, bytes] = {}
    lines: list[str] = []
    characters: frozenset[str] | None = None
    names: dict[FamilyRequest, str] = {}
    for role, request in requests.items():
        face = _upright(request.family, library).face
        role_fonts[role] = RoleFont(face.kind, face.family, face.x_height)
        made = _made(request, library, cache)
        characters = made.characters if characters is None else characters & made.characters
        # The tag keeps the files of several variants in one folder apart.
        is_new = request not in names
        name = names.setdefault(request, f"cvt{made.tag}")
        lines.append(rf"\cvtextfamily{{{role}}}")
        for number, (series, shape, postscript_name, own) in enumerate(made.faces):
            font = f"{name}{number}"
            if is_new:
                files |= {f"{font}{ending}": data for ending, data in own.items()}
                lines.append(rf"\cvtextfont{{{font}}}{{{postscript_name}}}")
            lines.append(rf"\cvtextface{{{role}}}{{{series}}}{{{shape}}}{{{font}}}")
            lines += [
                rf"\cvtextface{{{role}}}{{{wanted[0]}}}{{{wanted[1]}}}{{{font}}}"
                for wanted, there in _INSTEAD.items()
                if there == (series, shape)
            ]
    if not files:
        return TextFamilies(role_fonts)
    declarations = "".join(f"{line}%\n" for line in lines).encode("ascii")
    file = f"cvtex-fonts-{hashlib.sha256(declarations).hexdigest()[:6]}.def"
    return TextFamilies(role_fonts, files | {file: declarations}, characters, file)


def _upright(family: str, library: FontLibrary) -> Instance:
    found = library.instance(family, 400, is_italic=False)
    assert found is not None
    return found


def _made(request: FamilyRequest, library: FontLibrary, cache: Cache) -> _Made:
    instances = {
        style: library.instance(request.family, weight, is_italic) for style, (weight, is_italic) in _FACES.items()
    }
    known = {style: instance for style, instance in instances.items() if instance is not None}
    parts = tuple((style, one.face.identity, one.weight) for style, one in known.items())
    key = request.has_oldstyle_figures, parts, library_state("uharfbuzz")
    # On a cache hit, HarfBuzz is not imported.
    return cache.memo("textfonts", key, _Made, lambda: _make(request, known))


def _make(request: FamilyRequest, known: Mapping[tuple[str, str], Instance]) -> _Made:
    from cvtex.fonts.document_fonts import postscript_name
    from cvtex.fonts.shaping import open_instance
    from cvtex.fonts.text_font import symbol_font, text_font

    faces = []
    characters: frozenset[str] | None = None
    done: dict[Instance, tuple[str, dict[str, bytes]]] = {}
    for (series, shape), instance in known.items():
        if instance not in done:
            font = open_instance(instance)
            name = postscript_name(instance)
            text = text_font(font, name, has_oldstyle_figures=request.has_oldstyle_figures)
            symbols = symbol_font(font, f"{name}-Symbols")
            files = {f".{ending}": data for ending, data in text.files.items()}
            done[instance] = name, files | {f"s.{ending}": data for ending, data in symbols.files.items()}
            printed = text.characters | symbols.characters
            characters = printed if characters is None else characters & printed
        faces.append((series, shape, *done[instance]))
    # Named by the request, so that a PDF depends neither on the location of fonts nor on the version of cvtex.
    tag = fingerprint((request.family, request.has_oldstyle_figures))[:6]
    return _Made(tuple(faces), characters or frozenset(), tag)
