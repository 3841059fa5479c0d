"""Font faces without files, for tests that choose fonts."""

from __future__ import annotations

from cvtex.fonts.face import Face, Kind, Source, ranges_of
from cvtex.fonts.script_letters import LETTERS

LATIN = LETTERS["Latn"] + LETTERS["Latn"].upper() + " .,0123456789"


def face(
    family: str,
    style: str = "Regular",
    *,
    text: str = LATIN,
    weights: int | tuple[int, int] = 400,
    is_italic: bool = False,
    kind: Kind = "serif",
    source: Source = "package",
    width: int = 5,
    problem: str = "",
    package: str = "",
) -> Face:
    return Face(
        path=f"/{source}/{package}/{family}-{style}.ttf",
        index=0,
        family=family,
        style=style,
        weights=(weights, weights) if isinstance(weights, int) else weights,
        is_italic=is_italic,
        kind=kind,
        characters=ranges_of(map(ord, text)),
        x_height=500,
        source=source,
        package=package,
        licence="OFL-1.1",
        size=1,
        mtime_ns=1,
        problem=problem,
        width=width,
    )
