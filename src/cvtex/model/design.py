"""The design of pages: `design:` of a CV or a variant, and themes, which are presets of the same keys.

Later ones win: the base, the theme, the CV, the variant, the funder's profile. See `merged`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.colour import Colour
from cvtex.model.dates import DateForm
from cvtex.model.length import Length
from cvtex.model.located import LocatedStr, built_in
from cvtex.model.running import RunningText
from cvtex.value import Value, field, replace

Paper = Literal["a4", "letter"]
# Width and height in bp: ISO 216 A4 is 210 x 297 mm, US Letter 8.5 x 11 in.
PAPER_SIZES: Mapping[Paper, tuple[float, float]] = {"a4": (595.276, 841.89), "letter": (612.0, 792.0)}
DatePlace = Literal["right", "left", "margin"]
HeaderForm = Literal["left", "center", "split"]
Contacts = Literal["text", "icons"]
Headings = Literal["rule", "line", "caps", "band", "margin"]
Bullets = Literal["disc", "dash", "circle", "square", "none"]
PageNumbers = Literal["none", "1", "1 / 8"]
LinkForm = Literal["colour", "underline", "plain"]
Items = Literal["compact", "normal", "airy"]
LabelForm = Literal["number", "year", "none"]

# The entry of a side column for the contact details.
CONTACT = "contact"

NOWHERE = Span("")
SIDES = ("left", "right", "top", "bottom")


class Fonts(Value, kw_only=True):
    """Font families by name; see `cvtex fonts`. Absent ones are the theme's."""

    span: Span = NOWHERE
    text: Annotated[LocatedStr | None, "The family of the text."] = None
    headings: Annotated[LocatedStr | None, "The family of headings, names and dates."] = None
    mono: Annotated[LocatedStr | None, "The family of `code`."] = None
    figures: Annotated[
        Literal["lining", "oldstyle"] | None,
        "The style of figures in text and headings, if the family has both; lining if absent.",
    ] = None


class PageMargins(Value, kw_only=True):
    """Margins of the page. A bare length is that of all four."""

    shorthand: ClassVar[str] = "all"
    span: Span = NOWHERE
    all: Annotated[Length | None, "The margins that are not given."] = None
    left: Annotated[Length | None, "The left margin."] = None
    right: Annotated[Length | None, "The right margin."] = None
    top: Annotated[Length | None, "The top margin."] = None
    bottom: Annotated[Length | None, "The bottom margin."] = None


class Design(Value, kw_only=True):
    """What the pages look like. What is absent is the theme's.

    `places`: where each key stands.
    """

    span: Span = NOWHERE
    places: Mapping[str, Span] = field(default_factory=dict)
    theme: Annotated[LocatedStr | None, "The theme: a preset of the keys below; see `cvtex themes`."] = None
    accent: Annotated[Colour | None, 'The colour of headings and links: a name such as navy, or "#1c3866".'] = None
    fonts: Annotated[Fonts | None, "Font families by name."] = None
    font_size: Annotated[float | None, "Size of the body text in bp (1/72 inch)."] = None
    paper: Annotated[
        Paper | None,
        "The paper size; if absent, letter for a language with a region that uses it, such as en-US or es-MX, else a4.",
    ] = None
    margins: Annotated[PageMargins | None, "Margins, such as 2 cm; or {left, right, top, bottom}."] = None
    line_spacing: Annotated[float | None, "The distance of lines, as a multiple of the font size, such as 1.3."] = None
    dates: Annotated[DatePlace | None, "Where dates stand: right, left in a column, or in the left margin."] = None
    date_form: Annotated[
        DateForm | None,
        "How dates print: short: Mar 2021; long: March 2021; numeric: 03/2021; year: 2021; usual: as is usual in the"
        " language. A date that you give as `text` prints as written.",
    ] = None
    header: Annotated[HeaderForm | None, "The header: at the left, centred, or the name left and contacts right."] = (
        None
    )
    header_band: Annotated[bool | None, "true: the header stands on a coloured band."] = None
    name_size: Annotated[float | None, "The size of your name, as a multiple of the body size."] = None
    name_accent: Annotated[bool | None, "true: your name is printed in the accent colour."] = None
    contacts: Annotated[Contacts | None, "icons: print a sign before each contact detail, such as an envelope."] = None
    headings: Annotated[
        Headings | None,
        "Headings of sections: over a rule, under a line, in capitals, on a band, or in the left margin.",
    ] = None
    heading_size: Annotated[float | None, "The size of headings of sections, as a multiple of the body size."] = None
    small_caps: Annotated[bool | None, "true: headings are set in small capitals."] = None
    bullets: Annotated[Bullets | None, "The sign before points."] = None
    footer: Annotated[
        RunningText | None,
        'The foot of each page, such as "{name}, page {page} of {pages}"; also {date} and {variant}. In quotes, or'
        " YAML reads the braces; {{ and }} print one. none: nothing. Your name, if absent.",
    ] = None
    header_line: Annotated[RunningText | None, "A line at the top of each page after the first, like footer."] = None
    page_numbers: Annotated[
        PageNumbers | None,
        'Page numbers at the right of the foot: "1", "1 / 8", or none. A footer or header_line with {page} replaces'
        ' them, such as "page {page} of {pages}".',
    ] = None
    sections_numbered: Annotated[
        bool | None, "true: print 1, 2, 3 before the headings of sections, except with a funder's parts."
    ] = None
    links: Annotated[LinkForm | None, "How links look."] = None
    justify: Annotated[bool | None, "true: lines end at the right margin; false: ragged right."] = None
    items: Annotated[Items | None, "The space between items."] = None
    publication_labels: Annotated[
        LabelForm | None,
        "Before publications: their numbers; the year, before the first of each year; or none. Years and numbers are"
        " printed where the section's `numbering` is not none.",
    ] = None
    side: Annotated[
        tuple[LocatedStr, ...] | None,
        "What stands in a side column: contact for the contact details, which come first; ids of sections; or kinds,"
        " for all other sections of a kind. A variant with a funder's profile has no side column.",
    ] = None
    side_width: Annotated[Length | None, "The width of the side column, such as 5 cm."] = None
    side_at: Annotated[Literal["left", "right"] | None, "Where the side column stands."] = None
    side_tint: Annotated[bool | None, "true: the side column stands on a light tint of the accent."] = None

    html: Annotated[
        LocatedStr | None,
        "The look of the web page: a template of your own, in styles/html/NAME/; see docs/web.md. The built-in look, if"
        " absent.",
    ] = None

    def place(self, key: str) -> Span:
        """Where the key stands, or the whole design."""
        return self.places.get(key, self.span)


class Preset(Design, kw_only=True):
    """A theme: `styles/themes/NAME.yaml`."""

    description: Annotated[str, "The look in a few words, for `cvtex themes`."] = ""


def _mm(number: float) -> Length:
    return Length(number, "mm", NOWHERE)


# A value for each key but the paper, which depends on the language.
BASE = Design(
    theme=built_in("classic"),
    accent=Colour("1C3866", "#1c3866", NOWHERE),
    fonts=Fonts(text=built_in("Charter"), headings=built_in("Source Sans"), figures="lining"),
    font_size=10.5,
    margins=PageMargins(left=_mm(22), right=_mm(22), top=_mm(20), bottom=_mm(23)),
    line_spacing=1.3,
    dates="right",
    date_form="usual",
    header="left",
    header_band=False,
    name_size=2.3,
    name_accent=False,
    contacts="text",
    headings="rule",
    heading_size=1.25,
    small_caps=False,
    bullets="disc",
    page_numbers="1",
    sections_numbered=False,
    links="colour",
    justify=True,
    items="normal",
    publication_labels="number",
    side=(),
    side_at="left",
    side_tint=False,
)

# Neither of these is a key.
_NO_KEYS = frozenset({"span", "places"})
KEYS = tuple(name for name in Design.__struct_fields__ if name not in _NO_KEYS)

# Keys that may also stand at the top of a CV or a variant.
SHORT_FORMS = ("theme", "paper", "fonts", "font_size")
# Where the others belong, for the messages of their records.
UNDER_DESIGN: Mapping[str, str] = {
    key: f"write it in the design: design: {{{key}: ...}}" for key in KEYS if key not in SHORT_FORMS
}


def merged(*designs: Design) -> Design:
    """Put later designs over earlier ones, key by key; fonts and margins side by side."""
    values: dict[str, object] = {}
    places: dict[str, Span] = {}
    for design in designs:
        for key in KEYS:
            value = getattr(design, key)
            if value is None:
                continue
            below = values.get(key)
            if isinstance(value, Fonts) and isinstance(below, Fonts):
                value = _over(below, value)
            elif isinstance(value, PageMargins):
                value = _over(below, _sides(value)) if isinstance(below, PageMargins) else _sides(value)
            values[key] = value
            places.pop(key, None)
            if key in design.places:
                places[key] = design.places[key]
    return Design(**values, places=places)  # type: ignore[arg-type]


def _sides(margins: PageMargins) -> PageMargins:
    """The same margins, with each side given."""
    return PageMargins(span=margins.span, **{side: getattr(margins, side) or margins.all for side in SIDES})


def _over(below: Fonts | PageMargins, above: Fonts | PageMargins) -> Fonts | PageMargins:
    given = {name: value for name in above.__struct_fields__ if (value := getattr(above, name)) is not None}
    return replace(below, **given)


def _running_without_places(line: RunningText | None) -> RunningText | None:
    if line is None:
        return None
    left, center, right = (replace(part, span=NOWHERE) if part else None for part in line.parts)
    return RunningText(span=NOWHERE, left=left, center=center, right=right)


def without_places(design: Design) -> Design:
    """The same design wherever it is written, so that a cache does not notice lines that move."""
    return replace(
        design,
        span=NOWHERE,
        places={},
        accent=replace(design.accent, span=NOWHERE) if design.accent else None,
        side_width=replace(design.side_width, span=NOWHERE) if design.side_width else None,
        fonts=replace(design.fonts, span=NOWHERE) if design.fonts else None,
        html=built_in(design.html) if design.html else None,
        footer=_running_without_places(design.footer),
        header_line=_running_without_places(design.header_line),
        margins=_without_places(design.margins) if design.margins else None,
    )


def _without_places(margins: PageMargins) -> PageMargins:
    lengths = {side: length for side in SIDES if (length := getattr(margins, side))}
    return replace(margins, span=NOWHERE, **{side: replace(one, span=NOWHERE) for side, one in lengths.items()})
