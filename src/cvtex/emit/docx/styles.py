"""A design -> Word's styles. All looks are in them: paragraphs and runs name a style."""

from __future__ import annotations

from typing import Any, Final

from cvtex.emit.docx.elements import QUIET, add, add_size, twips
from cvtex.emit.docx.fonts import WordFonts
from cvtex.emit.docx.languages import add_language
from cvtex.emit.docx.lists import BULLET_LIST, DEPTHS, NUMBER_LIST
from cvtex.emit.docx.measures import Measures
from cvtex.emit.writer import Look
from cvtex.model.design import Design
from cvtex.value import Value, replace

_PAPER: Final = "FFFFFF"
_INK: Final = "000000"
_LAST_HEADING: Final = 4
_AROUND: Final = ("top", "left", "bottom", "right")
_OWN: Final = frozenset({"Contact", "Gap", "Labelled Item", "Note", "Role", "Table Text"})


class _Style(Value):
    """A style of paragraphs. Lengths in points. `borders`: the sides of rules; `border_space`: their distance.

    `tabs`: at the right, and in the middle. `name`: that of Word for its own styles, in lower case for headings.
    """

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    font: str = ""
    size: float = 0
    is_strong: bool = False
    is_emphasised: bool = False
    capitals: str = ""
    colour: str = ""
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    tabs: tuple[tuple[str, float], ...] = ()
    borders: tuple[str, ...] = ()
    border_colour: str = ""
    border_space: int = 2
    shade: str = ""
    alignment: str = ""
    is_with_next: bool = False
    level: int = 0
    list: str = ""
    depth: int = 0


def write_styles(element: Any, look: Look, fonts: WordFonts, measures: Measures) -> None:
    """Replace all styles of the file."""
    for old in list(element):
        element.remove(old)
    design, size = look.design, measures.font_size
    accent = design.accent.rgb if design.accent else _INK
    _write_defaults(element, look, fonts, measures)
    alignment = "both" if design.justify else ""
    right = (("right", measures.text_width),)
    gap, indent, label = measures.gap, measures.indent, measures.label
    entry = _Style("List", "List", after=gap, tabs=right)
    for style in (
        *_header_styles(design, fonts, measures, accent),
        *_headings(design, fonts, measures, accent),
        _Style("BodyText", "Body Text", after=gap * 1.4, alignment=alignment),
        entry,
        replace(entry, id="Role", name="Role", is_emphasised=True, before=gap, after=gap * 0.4),
        replace(entry, id="ListNumber", name="List Number", left=label, hanging=measures.after_label, list=NUMBER_LIST),
        replace(entry, id="LabelledItem", name="Labelled Item", left=label, hanging=label),
        _Style("ListContinue", "List Continue", after=gap),
        *(
            _Style(
                f"ListBullet{depth + 1 if depth else ''}",
                f"List Bullet {depth + 1 if depth else ''}".strip(),
                after=gap * 0.4,
                left=indent * (depth + 1),
                hanging=indent,
                list=BULLET_LIST,
                depth=depth,
            )
            for depth in range(DEPTHS)
        ),
        _Style("Note", "Note", before=gap * 0.4, after=gap * 0.6, is_emphasised=True, is_with_next=True),
        _Style("TableText", "Table Text", after=gap * 0.6),
        _Style("Gap", "Gap", size=2),
        _Style("FootnoteText", "footnote text", size=size * 0.86, after=gap * 0.4, left=size, hanging=size),
        *(
            _Style(
                name.capitalize(),
                name,
                font=fonts.headings,
                size=measures.aside,
                colour=QUIET,
                tabs=(("center", measures.text_width / 2), *right),
            )
            for name in ("header", "footer")
        ),
    ):
        _write(element, style, fonts)
    _write_character_styles(element, design, fonts, measures, accent)


def _write_defaults(element: Any, look: Look, fonts: WordFonts, measures: Measures) -> None:
    defaults = add(element, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    fonts.add(run, fonts.text)
    add_size(run, measures.font_size)
    add_language(run, look.language)
    add(defaults, "pPrDefault")
    normal = add(element, "style", type="paragraph", default="1", styleId="Normal")
    add(normal, "name", val="Normal")
    add(normal, "qFormat")
    paragraph = add(normal, "pPr")
    add(paragraph, "widowControl")
    # Word counts in single lines, each of which is a good sixth higher than the letters.
    line = round(240 * measures.line_spacing / 1.17)
    add(paragraph, "spacing", before="0", after="0", line=str(line), lineRule="auto")
    character = add(element, "style", type="character", default="1", styleId="DefaultParagraphFont")
    add(character, "name", val="Default Paragraph Font")
    table = add(element, "style", type="table", default="1", styleId="TableNormal")
    add(table, "name", val="Normal Table")
    numbering = add(element, "style", type="numbering", default="1", styleId="NoList")
    add(numbering, "name", val="No List")


def _header_styles(design: Design, fonts: WordFonts, measures: Measures, accent: str) -> tuple[_Style, ...]:
    alignment = "center" if design.header == "center" else ""
    size = measures.font_size
    band = accent if design.header_band else ""
    title = _Style(
        "Title",
        "Title",
        next="Subtitle",
        font=fonts.headings,
        size=size * (design.name_size or 2.3),
        is_strong=True,
        capitals="smallCaps" if design.small_caps else "",
        colour=_PAPER if band else accent if design.name_accent else "",
        after=0 if band else size * 0.2,
        alignment=alignment,
        is_with_next=True,
    )
    lines = _Style(
        "Subtitle",
        "Subtitle",
        font=fonts.headings,
        size=size * 1.1,
        colour=_PAPER if band else QUIET,
        after=0 if band else size * 0.15,
        alignment=alignment,
    )
    contact = replace(
        lines, id="Contact", name="Contact", size=measures.contact, colour=_PAPER if band else "", after=0
    )
    if not band:
        return title, lines, contact
    # With the same borders, they form one band.
    return _on_band(title, band, 8), _on_band(lines, band, 8), _on_band(contact, band, 8)


def _headings(design: Design, fonts: WordFonts, measures: Measures, accent: str) -> tuple[_Style, ...]:
    """Yield Heading 1 to 4; the last is only used below a funder's parts."""
    size, closeness = measures.font_size, measures.closeness
    section = _Style(
        "Heading1",
        "heading 1",
        next="BodyText",
        font=fonts.headings,
        size=size * (design.heading_size or 1.25),
        is_strong=True,
        capitals="smallCaps" if design.small_caps else "",
        colour=accent,
        before=size * (0.9 + 0.7 * closeness),
        after=size * 0.5,
        is_with_next=True,
        level=1,
    )
    match design.headings:
        case "rule" | "margin" | None:
            section = replace(section, borders=("bottom",), border_colour=_mixed(accent, 0.45))
        case "line":
            section = replace(section, borders=("top",), border_colour=accent)
        case "caps":
            section = replace(section, capitals=section.capitals or "caps")
        case "band":
            tint = _mixed(accent, 0.1)
            section = _on_band(section, tint, 3)
    group = replace(
        section,
        id="Heading2",
        name="heading 2",
        size=size * 1.05,
        capitals="",
        colour="",
        before=size * (0.3 + 0.5 * closeness),
        after=size * 0.15,
        borders=(),
        shade="",
        left=0,
        # An organisation has its place at the right.
        tabs=(("right", measures.text_width),),
        level=2,
    )
    organisation = replace(group, id="Heading3", name="heading 3", font="", size=size, level=3)
    below = replace(organisation, id="Heading4", name="heading 4", is_emphasised=True, level=_LAST_HEADING)
    return section, group, organisation, below


def _on_band(style: _Style, colour: str, space: int) -> _Style:
    """Put a style on a band as wide as the text. Borders of its colour keep the letters from the edge."""
    return replace(style, shade=colour, borders=_AROUND, border_colour=colour, border_space=space, left=space)


def _mixed(rgb: str, part: float) -> str:
    """A part of the colour on white."""
    return "".join(f"{round(255 - (255 - int(rgb[at : at + 2], 16)) * part):02X}" for at in (0, 2, 4))


def _write(element: Any, style: _Style, fonts: WordFonts) -> None:
    is_own = style.name in _OWN
    written = add(element, "style", type="paragraph", **({"customStyle": "1"} if is_own else {}), styleId=style.id)
    add(written, "name", val=style.name)
    add(written, "basedOn", val=style.based_on)
    if style.next:
        add(written, "next", val=style.next)
    add(written, "qFormat")
    paragraph = add(written, "pPr")
    if style.is_with_next:
        add(paragraph, "keepNext")
        add(paragraph, "keepLines")
    if style.list:
        number = add(paragraph, "numPr")
        add(number, "ilvl", val=str(style.depth))
        add(number, "numId", val=style.list)
    if style.borders:
        borders = add(paragraph, "pBdr")
        for side in style.borders:
            add(borders, side, val="single", sz="6", space=str(style.border_space), color=style.border_colour)
    if style.shade:
        add(paragraph, "shd", val="clear", color="auto", fill=style.shade)
    if style.tabs:
        tabs = add(paragraph, "tabs")
        for kind, place in style.tabs:
            add(tabs, "tab", val=kind, pos=twips(place))
    if style.is_with_next or style.id == "Contact":
        add(paragraph, "suppressAutoHyphens")
    add(paragraph, "spacing", before=twips(style.before), after=twips(style.after))
    if style.left:
        right = {"right": twips(style.left)} if "right" in style.borders else {}
        add(paragraph, "ind", left=twips(style.left), **right, hanging=twips(style.hanging))
    if style.alignment:
        add(paragraph, "jc", val=style.alignment)
    if style.level:
        add(paragraph, "outlineLvl", val=str(style.level - 1))
    _write_run(written, style, fonts)


def _write_run(written: Any, style: _Style, fonts: WordFonts) -> None:
    run = add(written, "rPr")
    if style.font:
        fonts.add(run, style.font)
    if style.is_strong:
        add(run, "b")
        add(run, "bCs")
    if style.is_emphasised:
        add(run, "i")
        add(run, "iCs")
    if style.capitals:
        add(run, style.capitals)
    if style.colour:
        add(run, "color", val=style.colour)
    if style.size:
        add_size(run, style.size)


def _write_character_styles(element: Any, design: Design, fonts: WordFonts, measures: Measures, accent: str) -> None:
    link = _link_style(element, "Hyperlink", "Hyperlink")
    if design.links in {"colour", None}:
        add(link, "color", val=accent)
    if design.links == "underline":
        add(link, "u", val="single")
    on_band = _link_style(element, "BandHyperlink", "Band Hyperlink", is_own=True)
    add(on_band, "color", val=_PAPER)
    if design.links == "underline":
        add(on_band, "u", val="single")
    code = _character_style(element, "HTMLCode", "HTML Code")
    fonts.add(code, fonts.code)
    aside = _character_style(element, "Aside", "Aside", is_own=True)
    fonts.add(aside, fonts.headings)
    for switch in ("b", "bCs", "i", "iCs"):
        add(aside, switch, val="0")
    add(aside, "color", val=QUIET)
    add_size(aside, measures.aside)
    # A title before the name, and a remark after it.
    quiet = _PAPER if design.header_band else QUIET
    for id_, name, size in (
        ("NameTitle", "Name Title", 0.0),
        ("NameRemark", "Name Remark", measures.font_size * max(1.0, (design.name_size or 2.3) * 0.5)),
    ):
        beside = _character_style(element, id_, name, is_own=True)
        add(beside, "b", val="0")
        add(beside, "bCs", val="0")
        add(beside, "color", val=quiet)
        if size:
            add_size(beside, size)


def _link_style(element: Any, id_: str, name: str, *, is_own: bool = False) -> Any:
    """An address is not hyphenated: Word leaves alone what it does not proof-read."""
    run = _character_style(element, id_, name, is_own=is_own)
    add(run, "noProof")
    return run


def _character_style(element: Any, id_: str, name: str, *, is_own: bool = False) -> Any:
    style = add(element, "style", type="character", **({"customStyle": "1"} if is_own else {}), styleId=id_)
    add(style, "name", val=name)
    add(style, "basedOn", val="DefaultParagraphFont")
    return add(style, "rPr")
