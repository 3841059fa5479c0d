"""Write docs/design.md: every key of a design with its values, an example, and a picture of each value.

    make design

The descriptions are those of the model's fields, and the values of closed keys are the model's. Every picture is cut
from a page of one invented CV, built with that value alone. `tools/design.py --pictures dates links` draws the pictures
of these keys alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, assert_never

from cvtex.check.design import BOUNDS, MARGINS_MM, SIDE_WIDTHS_MM
from cvtex.check.leaves import LEAVES
from cvtex.check.shapes import FieldShape, Leaf, OneOf, record_of
from cvtex.examples import BIBLIOGRAPHY
from cvtex.model.design import BASE, KEYS, SIDES, Design, Fonts, PageMargins
from cvtex.model.running import RunningText
from cvtex.read.style import built_in_themes

DOCS: Final = Path(__file__).parents[1] / "docs"
PAGE: Final = DOCS / "design.md"
PICTURES: Final = DOCS / "design"

# What a picture shows: the whole page; from its top to the first section; a section; or the edge of the second page.
Part = Literal["page", "header", "experience", "publications", "foot", "head"]


class Shown(NamedTuple):
    """What is drawn for a key. `values`: as in YAML; () for all values of a closed key. `beside`: other keys.
    `is_drawn`: False for what no page of a PDF shows.
    """

    part: Part
    values: tuple[str, ...] = ()
    beside: str = ""
    is_drawn: bool = True


SIDE: Final = "side: [contact, skills, languages]"
SHOWN: Final[Mapping[str, Shown]] = {
    "theme": Shown("page", built_in_themes()),
    "accent": Shown("experience", ("navy", "darkgreen", '"#7a1f1f"')),
    "fonts": Shown(
        "publications",
        ("{text: EB Garamond}", "{text: Lato, headings: Lato}", "{text: EB Garamond, figures: oldstyle}"),
    ),
    "font_size": Shown("experience", ("9", "10.5", "12")),
    "paper": Shown("page"),
    "margins": Shown("page", ("1.5 cm", "3 cm", "{left: 5 cm}")),
    "line_spacing": Shown("experience", ("1.15", "1.3", "1.5")),
    "dates": Shown("experience"),
    "date_form": Shown("experience"),
    "header": Shown("header"),
    "header_band": Shown("header"),
    "name_size": Shown("header", ("1.6", "2.3", "3")),
    "name_accent": Shown("header"),
    "contacts": Shown("header"),
    "headings": Shown("experience"),
    "heading_size": Shown("experience", ("1", "1.25", "1.6")),
    "small_caps": Shown("experience"),
    "bullets": Shown("experience"),
    "footer": Shown("foot", ('"{name}, {date}"', '{center: "page {page} of {pages}"}', "none")),
    "header_line": Shown("head", ('"{name}, {date}"',)),
    "page_numbers": Shown("foot"),
    "sections_numbered": Shown("experience"),
    "links": Shown("header"),
    "justify": Shown("experience"),
    "items": Shown("page"),
    "publication_labels": Shown("publications"),
    "side": Shown("page", ("[contact, skills, languages]",)),
    "side_width": Shown("page", ("4 cm", "6 cm"), SIDE),
    "side_at": Shown("page", beside=SIDE),
    "side_tint": Shown("page", beside=SIDE),
    "html": Shown("page", ("mine",), is_drawn=False),
}

HEAD: Final = """\
# Design

<!-- Written by tools/design.py; do not edit. -->

A look is a theme and what you change of it. Each key below stands under `design`, for the whole CV or for one variant:

```yaml
design:
  theme: classic
  accent: navy
  page_numbers: "1 / 8"
variants:
  full: {}
  us: {design: {paper: letter, margins: 1 in}}
```

Later ones win: the theme, the CV's design, the variant's design, and a funder's rules, such as margins of at least
2 cm. cvtex warns where a rule takes the place of what you wrote for that variant. A text that begins with `{` or `#`
needs quotes: `"{name}"`, `"#1c3866"`.

`theme`, `paper`, `fonts` and `font_size` may also stand at the top of the CV or the variant, outside of `design`.

`cvtex themes` lists the themes. One of your own is a file `styles/themes/mine.yaml` beside your CV, with the same keys,
a `description`, and the theme that it builds on:

```yaml
description: our institute's colours and margins
theme: modern
accent: "#7a1f1f"
margins: {left: 3 cm}
```

A look beyond these keys is a LaTeX package, `styles/themes/cvtex-mine.sty`.

| key | values | classic |
|---|---|---|
"""


def fields() -> Mapping[str, FieldShape]:
    return record_of(Design, frozenset(LEAVES)).fields


def page() -> str:
    known = fields()
    rows = [f"| [`{key}`](#{key}) | {_values(known[key])} | {_default(key)} |\n" for key in KEYS]
    return HEAD + "".join(rows) + "".join(_key(known[key]) for key in KEYS)


def _key(field: FieldShape) -> str:
    example = f"```yaml\ndesign: {{{field.name}: {values_shown(field)[-1]}}}\n```\n"
    parts = "".join(_parts(field.name))
    return f"\n## {field.name}\n\n{field.description}\n\n{parts}{example}{_pictures(field)}"


def _parts(key: str) -> Iterator[str]:
    """The fields below a key that is a mapping."""
    below = {"fonts": Fonts, "margins": PageMargins, "footer": RunningText, "header_line": RunningText}.get(key)
    if below is None:
        return
    for field in record_of(below, frozenset(LEAVES)).fields.values():
        yield f"- `{field.name}`: {field.description}\n"
    yield "\n"


def values_shown(field: FieldShape) -> tuple[str, ...]:
    """The values with a picture, as in YAML."""
    return SHOWN[field.name].values or tuple(map(_quoted, _words(field)))


def _words(field: FieldShape) -> tuple[str, ...]:
    """All values of a closed key."""
    match field.shape:
        case OneOf(words):
            return words
        case Leaf(cls) if cls is bool:
            return "false", "true"
        case _:
            return ()


def _quoted(word: str) -> str:
    return f'"{word}"' if word[:1].isdigit() else word


def _values(field: FieldShape) -> str:
    words = _words(field)
    return ", ".join(f"`{_quoted(word)}`" for word in words) if words else _KINDS[field.name]


_KINDS: Final = {
    "theme": "a name: see `cvtex themes`",
    "accent": 'a colour: a name or `"#rrggbb"`',
    "fonts": "`{text, headings, mono, figures}`",
    "margins": f"{MARGINS_MM[0]:g} to {MARGINS_MM[1]:g} mm, or `{{left, right, top, bottom}}`",
    **{key: f"{least:g} to {most:g}" for key, (least, most) in BOUNDS.items()},
    "footer": "a text, or `{left, center, right}`, or `none`",
    "header_line": "a text, or `{left, center, right}`, or `none`",
    "side": "`[contact, ID, KIND]`",
    "html": "the name of a folder",
    "side_width": f"{SIDE_WIDTHS_MM[0]:g} to {SIDE_WIDTHS_MM[1]:g} mm",
}


def _default(key: str) -> str:
    value = getattr(BASE, key)
    match value:
        case None:
            return "by language" if key == "paper" else ""
        case bool():
            return f"`{str(value).lower()}`"
        case Fonts():
            return f"{value.text}, {value.headings}"
        case PageMargins():
            return ", ".join(str(getattr(value, side)) for side in SIDES)
        case ():
            return ""
        case float():
            return f"`{value:g}`"
        case _:
            return f"`{_quoted(str(value)) if key != 'accent' else _hexadecimal(str(value))}`"


def _hexadecimal(colour: str) -> str:
    return f'"{colour}"'


def _pictures(field: FieldShape) -> str:
    """A table with a picture of each value. Pages stand side by side, strips below each other."""
    shown = [value for value in values_shown(field) if (PICTURES / file_of(field.name, value)).exists()]
    if not shown:
        return ""
    cells = [f"![{_cell(value)}](design/{file_of(field.name, value)})" for value in shown]
    if SHOWN[field.name].part == "page":
        rows = (shown[start : start + 4] for start in range(0, len(shown), 4))
        return "\n" + "\n".join(_side_by_side(field.name, row) for row in rows)
    return "\n| | |\n|---|---|\n" + "".join(
        f"| `{_cell(value)}` | {cell} |\n" for value, cell in zip(shown, cells, strict=True)
    )


def _side_by_side(key: str, values: Iterable[str]) -> str:
    names = [f"`{_cell(value)}`" for value in values]
    cells = [f"![{_cell(value)}](design/{file_of(key, value)})" for value in values]
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def file_of(key: str, value: str) -> str:
    return f"{key}-{re.sub(r'[^a-z0-9.]+', '-', value.lower()).strip('-')}.png"


# ------------------------------------------------------------------------------------------------------------- pictures

DOTS_PER_INCH: Final = 80
PAGE_DOTS_PER_INCH: Final = 38
COLOURS: Final = 64
MARGIN: Final = 10
CV: Final = DOCS / "design-sample.yaml"


def variants(keys: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield name, key and design of the variant for each picture."""
    for key in keys:
        for value in values_shown(fields()[key]) if SHOWN[key].is_drawn else ():
            design = ", ".join(filter(None, (f"{key}: {value}", SHOWN[key].beside)))
            yield file_of(key, value).removesuffix(".png"), key, design


def draw(keys: Iterable[str]) -> None:
    """Build a variant for each value of some keys, and cut the pictures out of their pages."""
    drawn = tuple(variants(keys))
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        lines = [f"  {name}: {{design: {{{design}}}}}\n" for name, _, design in drawn]
        (here / "cv.yaml").write_text(f"{CV.read_text(encoding='utf-8')}variants:\n{''.join(lines)}", encoding="utf-8")
        (here / "publications.bib").write_bytes(BIBLIOGRAPHY.read_bytes())
        command = [sys.executable, "-m", "cvtex", "build", "--all"]
        subprocess.run(command, cwd=here, check=True)  # noqa: S603 - this program itself
        PICTURES.mkdir(exist_ok=True)
        for name, key, _ in drawn:
            _cut(here / "build" / f"cv-{name}.pdf", SHOWN[key].part, PICTURES / f"{name}.png")


def _cut(pdf: Path, part: Part, picture: Path) -> None:
    import pypdfium2
    from PIL import Image, ImageChops

    document = pypdfium2.PdfDocument(pdf)
    number = min(1, len(document) - 1) if part in ("foot", "head") else 0
    sheet = document[number]
    scale = (PAGE_DOTS_PER_INCH if part == "page" else DOTS_PER_INCH) / 72
    image: Image.Image = sheet.render(scale=scale).to_pil().convert("RGB")
    if part != "page":
        top, bottom = (round(edge * scale) for edge in _edges(sheet, part))
        image = image.crop((0, top, image.width, bottom))
        white = Image.new("RGB", image.size, (255, 255, 255))
        _, upper, _, lower = ImageChops.difference(image, white).getbbox() or (0, 0, *image.size)
        image = image.crop((0, max(0, upper - MARGIN), image.width, min(image.height, lower + MARGIN)))
    framed = Image.new("RGB", (image.width + 2, image.height + 2), (190, 190, 190))
    framed.paste(image, (1, 1))
    framed.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(picture, optimize=True)


# The headings of docs/design-sample.yaml between which a part lies, and how far above a heading its part begins, in bp.
SECTIONS: Final[Mapping[Part, tuple[str, str]]] = {
    "experience": ("Appointments", "Education"),
    "publications": ("Publications", "Talks"),
}
ABOVE: Final = 14
EDGE: Final = 80


def _edges(sheet: Any, part: Part) -> tuple[float, float]:
    """The upper and the lower edge of a part, in bp from the top of the page."""
    height = sheet.get_height()
    match part:
        case "foot":
            return height - EDGE, height
        case "head":
            return 0, EDGE
        case "header":
            return 0, _top_of("Appointments", sheet) - ABOVE
        case "experience" | "publications":
            first, last = SECTIONS[part]
            return _top_of(first, sheet) - ABOVE, _top_of(last, sheet) - ABOVE
        case "page":
            return 0, height
        case _:
            assert_never(part)


def _top_of(heading: str, sheet: Any) -> float:
    text = sheet.get_textpage()
    found = text.search(heading).get_next()
    assert found, f"'{heading}' is not on the first page"
    return float(sheet.get_height() - text.get_charbox(found[0])[3])


if __name__ == "__main__":
    if "--pictures" in sys.argv[1:]:
        draw(sys.argv[2:] or KEYS)
        known = {f"{name}.png" for name, *_ in variants(KEYS)}
        for picture in PICTURES.glob("*.png"):
            if picture.name not in known:
                picture.unlink()
    PAGE.write_text(page(), encoding="utf-8")
