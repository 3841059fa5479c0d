"""Write docs/reference.md: every field of cv.yaml, with an example and a picture of each kind of section.

    make reference

The descriptions are those of the model's fields. docs/reference-values.md, which explains texts, dates and names, is
copied into the page.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from pathlib import Path
from typing import assert_never

from cvtex.check.leaves import LEAVES
from cvtex.check.shapes import ByKind, FieldShape, Leaf, ListOf, MappingOf, OneOf, Record, Shape, record_of
from cvtex.examples import BIBLIOGRAPHY, example_of
from cvtex.model.amount import Amount
from cvtex.model.colour import Colour
from cvtex.model.cv import Cv, FileName
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.items import ItemBase
from cvtex.model.length import Length
from cvtex.model.located import LocatedStr
from cvtex.model.people import PersonName, Url
from cvtex.model.priority import Priority
from cvtex.model.sections import ExcludedWorks, Group, SectionBase
from cvtex.model.text import Lines, Text

DOCS = Path(__file__).parents[1] / "docs"
REFERENCE = DOCS / "reference.md"
VALUES = DOCS / "reference-values.md"
PICTURES = DOCS / "kinds"

# How the table of fields names a leaf. In Markdown, with links to the section that explains it.
LEAF_NAMES: Mapping[type, str] = {
    Amount: "[sum](#sums)",
    Text: "[text](#texts)",
    Lines: "lines of [text](#texts)",
    Dates: "[dates](#dates)",
    PartialDate: "[date](#dates)",
    PersonName: "[name](#names)",
    Url: "web address",
    FileName: "file name",
    Priority: "[priority](#priorities)",
    Length: "length",
    Colour: "colour",
    LocatedStr: "word",
    str: "plain text",
    int: "whole number",
    float: "number",
    bool: "`true` or `false`",
}

HEAD = """\
# Reference of cv.yaml

<!-- Written by tools/reference.py; do not edit. -->

Every field of `cv.yaml`. Fields in **bold** are required. In an editor with a YAML language server, the schema that
`cvtex new` writes beside your CV shows the same while you type. `cvtex new --kind NAME` prints the example of a kind,
to paste under `sections:`.

A list of one text needs no dash: `email: ada@example.org`. "Or only `text`" means that a point of nothing but a text
can be written as that text: `- A text` in place of `- text: A text`.

"""
ITEM_NOTE = "It also takes the [fields of every item](#fields-of-every-item).\n"


class Reference:
    """Collects the records of the model in the order of the page."""

    def __init__(self) -> None:
        self.root = _record(Cv)
        self.kinds = _kinds(self.root)
        self.described = {SectionBase.__name__, ItemBase.__name__}

    def page(self) -> str:
        parts = [
            HEAD,
            self._contents(),
            VALUES.read_text(encoding="utf-8"),
            "\n## The top level\n\n",
            *self._record(self.root, {}),
            "\n## Sections\n\n",
            "Each section has an id of your choice: its key under `sections`. These are the fields of every kind:\n\n",
            *table_of(_fields(SectionBase)),
            "\n### Fields of every item\n\n",
            *table_of(_fields(ItemBase)),
            *(part for kind, record in self.kinds.items() for part in self._kind(kind, record)),
        ]
        return re.sub(r"\n{3,}", "\n\n", "".join(parts))

    def _contents(self) -> str:
        kinds = ", ".join(f"[`{kind}`](#{kind})" for kind in self.kinds)
        return (
            "[Texts](#texts), [dates](#dates), [sums](#sums), [names](#names), [priorities](#priorities) ·"
            f" [the top level](#the-top-level) · [sections](#sections) · kinds: {kinds}\n\n"
        )

    def _kind(self, kind: str, record: Record) -> Iterator[str]:
        yield f"\n## `{kind}`\n\n{record.fields['kind'].description}\n\n"
        yield f"![A section of the kind {kind}](kinds/{kind}.png)\n\n"
        yield f"```yaml\n{example_of(kind)}```\n\n"
        yield from self._record(record, _fields(SectionBase))

    def _record(self, record: Record, inherited: Mapping[str, FieldShape]) -> Iterator[str]:
        """Describe a record, then those below it that the page has not described yet.

        A group is described once, for all kinds of items.
        """
        fields = {name: field for name, field in record.fields.items() if name not in inherited and name != "kind"}
        is_group = issubclass(record.type, Group)
        yield from table_of(fields, {"items": "list of the kind's items"} if is_group else {})
        if issubclass(record.type, ItemBase):
            yield f"\n{ITEM_NOTE}"
        for field in () if is_group else fields.values():
            for below in records_in(field.shape):
                name = below.type.__name__
                if name in self.described:
                    continue
                self.described.add(name)
                is_item = issubclass(below.type, ItemBase)
                yield f"\n### {heading_of(below)}\n\n{cleandoc(below.type.__doc__ or '')}\n\n"
                if below.type is ExcludedWorks:
                    names = ", ".join(f"`{name}`" for name in below.fields)
                    yield f"The conditions are those of a [publication group](#publication-group): {names}.\n"
                    continue
                yield from self._record(below, _fields(ItemBase) if is_item else {})


def _record(cls: type) -> Record:
    return record_of(cls, frozenset(LEAVES))


def _fields(cls: type) -> Mapping[str, FieldShape]:
    return _record(cls).fields


def _kinds(root: Record) -> Mapping[str, Record]:
    sections = root.fields["sections"].shape
    assert isinstance(sections, MappingOf)
    assert isinstance(sections.value, ByKind)
    return sections.value.records


def records_in(shape: Shape) -> Iterator[Record]:
    """The records inside a shape. Sections are not among them: each kind has a chapter of its own."""
    match shape:
        case Leaf() | OneOf() | ByKind():
            return
        case ListOf(inner) | MappingOf(inner):
            yield from records_in(inner)
        case Record():
            yield shape
        case _:
            assert_never(shape)


def table_of(fields: Mapping[str, FieldShape], values: Mapping[str, str] | None = None) -> Iterator[str]:
    """`values` replace those that the shapes of the fields tell."""
    yield "| field | value | meaning |\n|---|---|---|\n"
    for name, field in fields.items():
        shown = f"**`{name}`**" if field.is_required else f"`{name}`"
        value = (values or {}).get(name) or _value(field.shape)
        yield f"| {shown} | {value} | {_cell(field.description)} |\n"


def _value(shape: Shape) -> str:
    match shape:
        case Leaf(cls):
            return LEAF_NAMES[cls]
        case OneOf(words):
            return ", ".join(f"`{word}`" for word in words)
        case ListOf(item):
            return f"list of {_plural(_value(item))}"
        case MappingOf(value):
            return f"mapping of names to {_plural(_value(value))}"
        case ByKind():
            return "[section](#sections)"
        case Record():
            name = heading_of(shape)
            short = f" or only `{shape.shorthand}`" if shape.shorthand else ""
            return f"[{name.lower()}](#{name.lower().replace(' ', '-')}){short}"
        case _:
            assert_never(shape)


def _plural(value: str) -> str:
    if value.startswith("`"):
        return value
    irregular = {"[priority](#priorities)": "[priorities](#priorities)"}
    already_plural = ("[dates]", "[studies]", "lines ")
    if value.startswith(already_plural):
        return value
    return irregular.get(value) or re.sub(r"^(\[[^]]*|[a-z ]+)", lambda word: _plural_word(word[0]), value)


def _plural_word(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "ss", "ch")) else f"{word}s"


def heading_of(record: Record) -> str:
    """`PatentFamily` -> `Patent family`. An item that is named like a kind of section has a heading of its own."""
    words = re.findall(r"[A-Z][a-z]*", record.type.__name__)
    heading = " ".join([words[0], *(word.lower() for word in words[1:])])
    return f"{heading} item" if heading.lower() in _kinds(_record(Cv)) else heading


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# ------------------------------------------------------------------------------------------------------------- pictures

DOTS_PER_INCH = 110
OWNER = "owner: {name: Anna Heron}\ndate: 2025-06\nbibliography: publications.bib\nsections:\n"


def cv_of(kinds: Iterable[str]) -> str:
    """The text of a CV with the examples of `kinds`. Its bibliography is `cvtex.examples.BIBLIOGRAPHY`."""
    return OWNER + "".join(re.sub("^(?=.)", "  ", example_of(kind), flags=re.MULTILINE) for kind in kinds)


def draw(kind: str) -> None:
    """Build the example of a kind and cut the section, without the name above it, out of the first page."""
    import pypdfium2
    from PIL import ImageChops

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "cv.yaml").write_text(cv_of([kind]), encoding="utf-8")
        (here / "publications.bib").write_bytes(BIBLIOGRAPHY.read_bytes())
        subprocess.run([sys.executable, "-m", "cvtex", "build", "--standard", "none"], cwd=here, check=True)
        page = pypdfium2.PdfDocument(here / "build" / "cv-full.pdf")[0]
        text = page.get_textpage()
        # The first line is the name; the foot has name and page number.
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        lines = sorted({round(box[3]) for box in boxes}, reverse=True)
        name_bottom = min(box[1] for box in boxes if round(box[3]) == lines[0])
        foot_top = max(box[3] for box in boxes if box[3] < 60) if any(box[3] < 60 for box in boxes) else 0
        scale = DOTS_PER_INCH / 72
        image = page.render(scale=scale).to_pil().convert("L")
        height = page.get_height()
        below_name, above_foot = int((height - name_bottom) * scale) + 2, int((height - foot_top) * scale) - 2
        image = image.crop((0, below_name, image.width, above_foot))
        left, top, right, bottom = ImageChops.invert(image).getbbox() or (0, 0, *image.size)
        margin = 12
        image = image.crop((left - margin, max(0, top - margin), right + margin, min(image.height, bottom + margin)))
        PICTURES.mkdir(exist_ok=True)
        image.convert("P", colors=16).save(PICTURES / f"{kind}.png", optimize=True)


if __name__ == "__main__":
    REFERENCE.write_text(Reference().page(), encoding="utf-8")
    if "--pictures" in sys.argv[1:]:
        for name in Reference().kinds:
            draw(name)
