"""Which engine sets a document, and with which fonts the characters that its theme's fonts lack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cvtex.layout import FontFamily
from cvtex.typeset.engine import Engine, EngineName, MissingEngine, search_engine
from cvtex.typeset.fonts import find_font
from cvtex.value import Value, field

Wanted = Literal["auto", EngineName]

_EIGHT_BIT: tuple[EngineName, ...] = ("embedded", "pdflatex")
_UNICODE: tuple[EngineName, ...] = ("lualatex", "xelatex")


class Choice(Value):
    """`fonts`: a font for each character that needs one of its own. `lacking`: characters that no font here has."""

    engine: Engine | None
    fonts: Mapping[str, str] = field(default_factory=dict)
    lacking: str = ""
    missing: tuple[MissingEngine, ...] = ()


def choose_engine(
    wanted: Wanted, foreign: str, environment: Mapping[str, str], *, family: FontFamily | None = None
) -> Choice:
    """`foreign`: the characters that pdfLaTeX cannot set. `auto` takes the quickest engine that can set all.

    The embedded TeX has no fonts with the metrics of the families that a profile can demand.
    """
    names = (wanted,) if wanted != "auto" else _UNICODE if foreign else _EIGHT_BIT
    missing = []
    for name in names:
        engine = _without_fonts(family) if family and name == "embedded" else search_engine(name, environment)
        if isinstance(engine, MissingEngine):
            missing.append(engine)
            continue
        if not foreign:
            return Choice(engine)
        if engine.family == "pdftex":
            return Choice(engine, lacking=foreign)
        fonts = find_font(foreign, environment)
        return Choice(engine, fonts, "".join(character for character in foreign if character not in fonts))
    return Choice(None, lacking=foreign, missing=tuple(missing))


def _without_fonts(family: FontFamily) -> MissingEngine:
    reason = f"it has no font with the metrics of {family.capitalize()}, which is asked for"
    return MissingEngine("embedded", reason, "install TeX Live with TeX Gyre (tex-gyre): https://tug.org/texlive/")
