"""Designs of a CV, its variants and themes: short forms, bounds and colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar, get_args

from cvtex.check.report import Report
from cvtex.check.structure import structure
from cvtex.diagnostics import Checked, Diagnostic, did_you_mean, warning
from cvtex.model.colour import READABLE, WHITE, contrast, darkened, tint
from cvtex.model.cv import Cv
from cvtex.model.design import CONTACT, SHORT_FORMS, SIDES, Design, PageMargins, Preset
from cvtex.model.length import Length
from cvtex.model.node import Mapping, Node
from cvtex.model.running import Placeholder, RunningText
from cvtex.model.sections import Section
from cvtex.model.variant import Variant
from cvtex.text.richtext import has_footnote, placeholders
from cvtex.value import default_of, replace

_Level = TypeVar("_Level", Cv, Variant)
# Below single spacing, letters of one line touch those of the next.
BOUNDS: Final = {
    "font_size": (7.0, 14.0),
    "line_spacing": (1.0, 2.0),
    "name_size": (1.0, 5.0),
    "heading_size": (0.8, 3.0),
}
# Printers leave the outer 4 mm of the paper blank. Wider margins than these leave no text between them.
MARGINS_MM: Final = (5.0, 80.0)
SIDE_WIDTHS_MM: Final = (25.0, 80.0)
_BP_PER_MM: Final = 72 / 25.4
_ROUNDING: Final = 0.01


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
    for design in (cv.design, *(one.design for one in cv.variants.values())):
        _check_side(design, cv, report)
    variants = {name: _with_short_forms(one, named.get(name), report) for name, one in cv.variants.items()}
    return replace(_with_short_forms(cv, node, report), variants=variants)


def _with_short_forms(level: _Level, node: Node | None, report: Report) -> _Level:
    written = {key: value for key in SHORT_FORMS if (value := getattr(level, key)) is not None}
    items = node.items if isinstance(node, Mapping) else {}
    own = level.design or Design()
    for key in written:
        if getattr(own, key) is not None:
            report.error(f"'{key}' stands here and in the design", items[key].span, "keep one of them")
    design = replace(own, **written, places={**own.places, **{key: items[key].span for key in written}})
    _check_design(design, report)
    return replace(level, design=design, **dict.fromkeys(SHORT_FORMS))


def _check_side(design: Design | None, cv: Cv, report: Report) -> None:
    """Report entries of a side column that name nothing. A theme's may, since it knows no CV."""
    if not design or not design.side:
        return
    known = (CONTACT, *cv.sections, *(default_of(kind, "kind") for kind in get_args(Section)))
    for entry in design.side:
        if entry not in known:
            hint = did_you_mean(entry, known) or f"write {CONTACT}, or the id or kind of a section"
            report.error(f"no section '{entry}' can stand in the side column", entry.span, hint)


def _check_design(design: Design, report: Report) -> None:
    for key, (least, most) in BOUNDS.items():
        size = getattr(design, key)
        if size is not None and not least <= size <= most:
            report.error(f"{key} must be between {least:g} and {most:g}, not {size:g}", design.place(key))
    lengths = [(name, length, MARGINS_MM) for name, length in _lengths(design.margins)]
    if design.side_width:
        lengths.append(("side_width", design.side_width, SIDE_WIDTHS_MM))
    for side, length, (least, most) in lengths:
        if not least - _ROUNDING <= length.bp / _BP_PER_MM <= most + _ROUNDING:
            message = f"{side} must be between {least:g} and {most:g} mm, not {length}"
            report.error(message, length.span, _other_unit(length, least, most))
    for line in (design.footer, design.header_line):
        if line is not None:
            _check_running(line, report)
    if design.accent and (ratio := contrast(design.accent.rgb, WHITE)) < READABLE:
        report.warning(
            f"the accent {design.accent} is hard to read: its contrast on white is {ratio:.1f}:1, not {READABLE:g}:1",
            design.accent.span,
            f'choose a darker colour, such as "#{darkened(design.accent.rgb, READABLE).lower()}"',
        )


def check_tint(design: Design) -> tuple[Diagnostic, ...]:
    """Warn if the accent is hard to read on its own tint, though not on white. `design`: with a value for each key."""
    accent = design.accent
    if accent is None or not (design.headings == "band" or design.side_tint) or "accent" not in design.places:
        return ()
    ratio = contrast(accent.rgb, tint(accent.rgb))
    if ratio >= READABLE or contrast(accent.rgb, WHITE) < READABLE:
        return ()
    message = f"the accent {accent} is hard to read on its tint: the contrast is {ratio:.1f}:1, not {READABLE:g}:1"
    shade = darkened(accent.rgb, READABLE, tinted=True)
    return (warning(message, accent.span, f'choose a darker colour, such as "#{shade.lower()}"'),)


def _check_running(line: RunningText, report: Report) -> None:
    known = [f"{{{name}}}" for name in get_args(Placeholder)]
    for part in filter(None, line.parts):
        texts, span = (*part.full.values(), *part.short.values()), part.span
        for text in (paragraph for paragraphs in texts for paragraph in paragraphs):
            if has_footnote(text):
                report.error("a line at the foot or top of pages has no footnotes", span, "write the note in the text")
            for name in placeholders(text):
                if name in ("{", "}"):
                    report.error(f"'{name}' stands alone", span, f"write {name * 2} to print a brace")
                elif f"{{{name}}}" not in known:
                    every = f"one of {', '.join(known)}; for braces, write {{{{ and }}}}"
                    hint = did_you_mean(f"{{{name}}}", known) or every
                    report.error(f"unknown placeholder '{{{name}}}'", span, hint)


def _lengths(margins: PageMargins | None) -> Iterator[tuple[str, Length]]:
    if margins is None:
        return
    for name, length in (("margins", margins.all), *((side, getattr(margins, side)) for side in SIDES)):
        if length is not None:
            yield name, length


def _other_unit(length: Length, least: float, most: float) -> str:
    """`20 cm` is most often meant to be `20 mm`."""
    for unit in ("mm", "cm", "in"):
        other = replace(length, unit=unit)
        if unit != length.unit and least <= other.bp / _BP_PER_MM <= most:
            return f"did you mean {other}?"
    return ""
