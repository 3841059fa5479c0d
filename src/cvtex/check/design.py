"""Designs of a CV, its variants and themes: short forms, bounds and colours."""

from __future__ import annotations

from typing import Final, TypeVar

from cvtex.check.report import Report
from cvtex.check.structure import structure
from cvtex.diagnostics import Checked
from cvtex.model.cv import Cv
from cvtex.model.design import Design, Preset, merged
from cvtex.model.node import Mapping, Node
from cvtex.model.variant import Variant
from cvtex.value import replace

FONT_SIZES: Final = (7.0, 14.0)
_Level = TypeVar("_Level", Cv, Variant)
# Keys of a design that may also stand at the top of a CV or a variant.
_SHORT_FORMS: Final = ("theme", "paper", "fonts", "font_size")


def check_preset(node: Node) -> Checked[Preset | None]:
    """Node -> the design of a theme."""
    report = Report()
    preset = structure(node, Preset, report)
    if preset is not None:
        _check_design(preset, report)
    return Checked(preset, tuple(report.diagnostics))


def with_short_forms(cv: Cv, node: Node, report: Report) -> Cv:
    """Put the short forms of a CV and its variants into their designs, and check these."""
    holders = node.items.get("variants") if isinstance(node, Mapping) else None
    named = holders.items if isinstance(holders, Mapping) else {}
    variants = {name: _with_short_forms(one, named.get(name), report) for name, one in cv.variants.items()}
    return replace(_with_short_forms(cv, node, report), variants=variants)


def _with_short_forms(level: _Level, node: Node | None, report: Report) -> _Level:
    written = {key: value for key in _SHORT_FORMS if (value := getattr(level, key)) is not None}
    items = node.items if isinstance(node, Mapping) else {}
    own = level.design or Design()
    for key in written:
        if getattr(own, key) is not None:
            report.error(f"'{key}' stands here and under design", items[key].span, "keep one of them")
    short = Design(**written, places={key: items[key].span for key in written})
    design = merged(short, own)
    _check_design(design, report)
    return replace(level, design=design, **dict.fromkeys(_SHORT_FORMS))


def _check_design(design: Design, report: Report) -> None:
    least, most = FONT_SIZES
    size = design.font_size
    if size is not None and not least <= size <= most:
        report.error(
            f"font_size must be between {least:g} and {most:g}, not {size:g}",
            design.places.get("font_size", design.span),
        )
