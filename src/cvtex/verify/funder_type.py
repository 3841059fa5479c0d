"""A funder's rules for type: families, sizes, line spacing, characters per inch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cvtex.diagnostics import Diagnostic, error
from cvtex.model.layout import SINGLE_SPACING, metrics_of
from cvtex.model.profile import FontRule, Profile
from cvtex.text.scripts.unicode_script import script_of
from cvtex.verify.inspection import InspectedPdf, Line, TextRun

# Tolerances for rounding: sizes in bp, distances as a ratio.
_SIZE_TOLERANCE = 0.05
_DISTANCE_TOLERANCE = 0.005
# Labels, dates and footers may have the size for other text, up to this share of all letters.
_OTHER_PART = 0.25
# A font with a smaller share of the letters sets symbols.
_SYMBOLS_PART = 0.03
_SHORT_LINE = 3 * 72.0
_FONT_HINT = "set the variant's 'font' to times or arial"

# Family -> prefixes, without punctuation, of the PostScript names of fonts with its metrics.
_CLONES = {
    "times new roman": (
        "timesnewroman",
        "times",
        "nimbusrom",
        "texgyretermes",
        "liberationserif",
        "tinos",
        "freeserif",
    ),
    "arial": ("arial", "helvetica", "nimbussan", "texgyreheros", "liberationsans", "arimo", "freesans"),
    "palatino linotype": ("palatino", "texgyrepagella", "urwpalladio", "palladio"),
    "courier new": ("courier", "nimbusmon", "texgyrecursor", "liberationmono", "cousine"),
    "georgia": ("georgia", "gelasio"),
    "computer modern": ("cmr", "cmb", "cmti", "cmss", "sfrm", "lmroman", "lmr", "lmsans", "latinmodern"),
}


def family_of(name: str) -> str:
    """PostScript name -> the family whose metrics the font has; the name itself if unknown."""
    bare = re.sub(r"[^a-z0-9]", "", name.casefold())
    return next((family for family, begins in _CLONES.items() if bare.startswith(begins)), name)


def type_violations(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    letters = Counter[str]()
    for line in _lines(pdf):
        for run in line.runs:
            letters[run.font] += _european_letters(run)
    if profile.fonts and not profile.fonts.others:
        yield from _families(letters, profile.fonts)
    if profile.size:
        yield from _sizes(pdf, profile)
    yield from _distances(pdf, profile)
    if profile.characters_per_inch:
        yield from _narrow(pdf, profile.characters_per_inch)


_EUROPEAN = frozenset({"Latn", "Grek", "Cyrl"})


def _european_letters(run: TextRun) -> int:
    """Count letters of the scripts that a funder's family has: a Chinese title cannot be in Arial."""
    return sum(script_of(character) in _EUROPEAN for character in run.text)


def _lines(pdf: InspectedPdf) -> Iterator[Line]:
    return (line for page in pdf.pages for line in page.lines)


def _families(letters: Counter[str], rule: FontRule) -> Iterator[Diagnostic]:
    allowed = {metrics_of(name) for name in rule.families}
    foreign = [
        font
        for font, count in letters.most_common()
        if count >= _SYMBOLS_PART * letters.total() and family_of(font).casefold() not in allowed
    ]
    if foreign:
        allowed_names = " or ".join(rule.families)
        is_or_are = "is" if len(rule.families) == 1 else "are"
        yield error(f"{', '.join(foreign)}: only {allowed_names} {is_or_are} allowed", None, _FONT_HINT)


def _sizes(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    rule = profile.size
    assert rule is not None
    other = rule.text if rule.other is None else rule.other
    total = smaller = 0
    worst: tuple[float, str] | None = None
    example = ""
    own = {metrics_of(name): size for name, size in rule.families.items()}
    for page in pdf.pages:
        for line in page.lines:
            for run in line.runs:
                total += run.letters
                least = own.get(family_of(run.font).casefold(), rule.text)
                if run.size >= least - _SIZE_TOLERANCE or line.is_shifted(run):
                    continue
                smaller += run.letters
                example = example or f"{run.size:.2f} bp on {_place(page.number, page.height, line, run)}"
                if run.size < min(other, least) - _SIZE_TOLERANCE and (worst is None or run.size < worst[0]):
                    worst = (run.size, _place(page.number, page.height, line, run))
    if worst:
        least = min(other, rule.text)
        yield error(f"text of {worst[0]:.2f} bp, at least {least:g} bp is required: {worst[1]}")
    elif smaller > _OTHER_PART * total:
        yield error(f"{smaller / total:.0%} of the text is smaller than {rule.text:g} bp, such as {example}")


def _place(page: int, height: float, line: Line, run: TextRun | None = None) -> str:
    text = (run.text if run else line.text).strip()
    text = text if len(text) <= 40 else text[:39].rstrip() + "…"
    return f"page {page}, {height - line.baseline:.0f} bp from the top, '{text}'"


def _distances(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    """Check consecutive lines of one column and one size."""
    tightest: tuple[float, float, str] | None = None
    for page in pdf.pages:
        for upper, lower in pairwise(page.lines):
            distance = upper.baseline - lower.baseline
            is_one_text = (
                abs(upper.size - lower.size) < _SIZE_TOLERANCE and upper.left < lower.right and lower.left < upper.right
            )
            if not is_one_text or not 0.5 * lower.size < distance < 2.5 * lower.size:
                continue
            if tightest is None or distance / lower.size < tightest[0] / tightest[1]:
                tightest = (distance, lower.size, _place(page.number, page.height, lower))
    if tightest is None:
        return
    distance, size, place = tightest
    if profile.line_spacing and distance < profile.line_spacing * SINGLE_SPACING * size * (1 - _DISTANCE_TOLERANCE):
        spacing = f"{distance / size / SINGLE_SPACING:.2f}, at least {profile.line_spacing:g} is required"
        yield error(f"the line spacing is {spacing}: lines of {size:.2f} bp are {distance:.2f} bp apart, {place}")
    if profile.lines_per_inch and distance < 72 / profile.lines_per_inch * (1 - _DISTANCE_TOLERANCE):
        yield error(f"{72 / distance:.1f} lines per inch, at most {profile.lines_per_inch:g} are allowed: {place}")


def _narrow(pdf: InspectedPdf, most: float) -> Iterator[Diagnostic]:
    worst: tuple[float, str] | None = None
    for page in pdf.pages:
        for line in page.lines:
            width = line.right - line.left
            if width >= _SHORT_LINE:
                density = len(line.text) / width * 72
                if density > most * (1 + _DISTANCE_TOLERANCE) and (worst is None or density > worst[0]):
                    worst = (density, _place(page.number, page.height, line))
    if worst:
        yield error(
            f"{worst[0]:.1f} characters per inch, at most {most:g} are allowed: {worst[1]}",
            None,
            "use a larger font_size",
        )
