"""Text, font instance -> positioned glyphs and outlines, by HarfBuzz, which alone reads these untrusted files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import uharfbuzz as hb

from cvtex.fonts.face import Instance
from cvtex.fonts.outline import CLOSE, CURVE, LINE, MOVE, Outline
from cvtex.value import Value

_EM: Final = 1000
# More points than any letter has, against hostile fonts.
_MOST_STEPS: Final = 20_000
_LONGEST: Final = 30_000
Direction = Literal["ltr", "rtl"]


class PlacedGlyph(Value):
    """A glyph of a shaped text. `cluster`: the start of its text. Lengths in thousandths of an em.

    `right`, `up`: from the pen to the glyph's origin. `advance`: how far the pen moves afterwards.
    """

    glyph: int
    cluster: int
    right: int
    up: int
    advance: int


class OpenFont:
    """A font open for shaping and drawing. `scale`: its size relative to the surrounding text."""

    def __init__(self, path: str, index: int, variations: Mapping[str, float], scale: float) -> None:
        # Memory-mapped: a document needs a hundred glyphs of a font with 60,000.
        self._face = hb.Face(hb.Blob.from_file_path(path), index)
        self._font = hb.Font(self._face)
        self._font.scale = (round(_EM * scale), round(_EM * scale))
        if variations:
            self._font.set_variations(dict(variations))
        self._outlines: dict[int, Outline] = {}

    def shape(
        self,
        text: str,
        *,
        language: str = "",
        direction: Direction = "ltr",
        features: Mapping[str, bool] | None = None,
    ) -> tuple[PlacedGlyph, ...]:
        """The glyphs of a text of one script, in visual order."""
        buffer = self._shaped(text, direction, features, language)
        return tuple(
            PlacedGlyph(info.codepoint, info.cluster, position.x_offset, position.y_offset, position.x_advance)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def advances(self, text: str, features: Mapping[str, bool]) -> list[int]:
        """The advance of each glyph; faster than `shape`."""
        return [position.x_advance for position in self._shaped(text, "ltr", features).glyph_positions]

    def _shaped(
        self, text: str, direction: Direction, features: Mapping[str, bool] | None, language: str = ""
    ) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        if language:
            # HarfBuzz does not accept subclasses of str.
            buffer.language = str.__str__(language)
        buffer.direction = direction
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, dict(features or {}))
        return buffer

    def outline(self, glyph: int) -> Outline:
        """Empty for a glyph without ink, and for one with more than `_MOST_STEPS` steps."""
        if glyph not in self._outlines:
            self._outlines[glyph] = self._drawn(glyph)
        return self._outlines[glyph]

    def advance(self, glyph: int) -> int:
        return int(self._font.get_glyph_h_advance(glyph))

    def glyph(self, character: str) -> int:
        """The glyph's number, 0 if there is none."""
        return int(self._font.get_nominal_glyph(ord(character)) or 0)

    @property
    def x_height(self) -> int:
        found = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.X_HEIGHT)
        return int(found) if found else _EM // 2

    @property
    def slant(self) -> float:
        """The tangent of the slope."""
        rise = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.HORIZONTAL_CARET_RISE)
        run = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.HORIZONTAL_CARET_RUN)
        return run / rise if rise and 0 < run < rise else 0.0

    def _drawn(self, glyph: int) -> Outline:
        pen = _Pen()
        self._font.draw_glyph_with_pen(glyph, pen)
        return Outline(tuple(pen.steps) if len(pen.steps) <= _MOST_STEPS else ())


class _Pen:
    """A pen in the protocol of fontTools. Quadratic curves become cubic ones, exactly."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, ...]] = []
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the name that HarfBuzz calls
        self._add(MOVE, point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add(LINE, point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add(CURVE, *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        (x, y), (u, v), (p, q) = self._at, control, end
        self._at = end
        u, v = 2 * u, 2 * v
        self._step(
            (
                CURVE,
                round((x + u) / 3),
                round((y + v) / 3),
                round((p + u) / 3),
                round((q + v) / 3),
                round(p),
                round(q),
            )
        )

    def closePath(self) -> None:  # noqa: N802
        self.steps.append((CLOSE,))

    def _add(self, operator: int, *points: tuple[float, float]) -> None:
        self._at = points[-1]
        self._step((operator, *[round(value) for point in points for value in point]))

    def _step(self, step: tuple[int, ...]) -> None:
        if max(step) > _LONGEST or min(step) < -_LONGEST:
            step = (step[0], *[max(-_LONGEST, min(_LONGEST, value)) for value in step[1:]])
        self.steps.append(step)


def open_font(path: str, index: int = 0, variations: Mapping[str, float] | None = None, scale: float = 1.0) -> OpenFont:
    """Raises OSError if the file cannot be read. A file that is not a font has no glyphs."""
    try:
        return OpenFont(path, index, variations or {}, scale)
    except hb.HarfBuzzError as problem:
        raise OSError(f"{path}: {problem}") from problem


def open_instance(instance: Instance, scale: float = 1.0) -> OpenFont:
    """Raises OSError if the file cannot be read."""
    face = instance.face
    return open_font(face.path, face.index, {"wght": float(instance.weight)} if face.is_variable else {}, scale)
