"""Word documents from a text that shows what is in them.

    # Education                    a paragraph in the style Heading 1; `##`: Heading 2
    [Subtitle] Professor           a paragraph in the style of this name
    - Built engines                an item of a list with bullets; two blanks for each further level
    + First                        an item of a numbered list
    | 2019 | **Prize**             a row of a table; `/` between blanks: a paragraph of its own in the cell
    **bold**, *italic*, ^2^, ~2~, [text](address), → for a tab, ↵ for the end of a line
    <w:p>...</w:p>                 XML, as it is
    %% Of brass.                   a remark
    === header1                    what follows is another part, here word/header1.xml; `===` ends it

A part that is no head or foot, such as `=== styles` or `=== relations`, holds XML, which is added to that file.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)
_MAIN: Final = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
_PARTS_OF_LISTS: Final = (
    f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="lists" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
)
_PARTS: Final = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
_INLINE: Final = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\^(?P<up>[^^ ]+)\^|~(?P<down>[^~ ]+)~"
    r"|\[(?P<text>[^]]+)\]\((?P<address>[^)\s]+)\)|(?P<tab>→)|(?P<line>↵)"
)
_STYLED: Final = re.compile(r"\[([A-Z][\w ]*)\] ?(.*)")
_ITEM: Final = re.compile(r"((?:  )*)([-+]) (.*)")


def word_document(text: str) -> bytes:
    """The bytes of a .docx."""
    parts = _split(text)
    writer = _Writer()
    files: dict[str, str] = {}
    for name, lines in parts.items():
        root = next((root for start, root in _PARTS.items() if name.startswith(start)), None)
        if name == "document":
            files[name] = f"<w:document {NAMESPACES}><w:body>{writer.body(lines)}</w:body></w:document>"
        elif root:
            files[name] = f"<w:{root} {NAMESPACES}>{writer.body(lines)}</w:{root}>"
    styles = "".join(writer.styles.values()) + "\n".join(parts.get("styles", ()))
    files["styles"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    relations = "".join(writer.relations) + "\n".join(parts.get("relations", ()))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        # As much as LibreOffice needs to open it.
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{_MAIN}</Relationships>')
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{_PARTS_OF_LISTS}{relations}</Relationships>',
        )
        package.writestr("word/numbering.xml", f"<w:numbering {NAMESPACES}>{''.join(_lists())}</w:numbering>")
        for name, content in files.items():
            package.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def _split(text: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"document": []}
    name = "document"
    for line in text.splitlines():
        if line.startswith("==="):
            name = line.strip("= ") or "document"
        else:
            parts.setdefault(name, []).append(line)
    return parts


class _Writer:
    def __init__(self) -> None:
        self.styles = {"Normal": _style("Normal", is_default=True)}
        self.relations: list[str] = []

    def body(self, lines: Sequence[str]) -> str:
        groups = itertools.groupby(
            (one for one in lines if one.strip() and not one.startswith("%%")), key=lambda one: one.startswith("|")
        )
        return "".join(
            self._table(group) if is_table else "".join(map(self._block, group)) for is_table, group in groups
        )

    def _table(self, rows: Iterable[str]) -> str:
        written = ("".join(self._cells(row)) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{one}</w:tr>' for one in written)}</w:tbl>"

    def _cells(self, row: str) -> Iterator[str]:
        for cell in re.split(r"\|(?= |$)", row)[1:]:
            yield f"<w:tc>{''.join(self._block(one.strip()) for one in cell.split(' / '))}</w:tc>"

    def _block(self, line: str) -> str:
        if line.startswith(("<w:", "</w:")):
            return line
        if heading := re.match(r"(#+) ", line):
            return self._paragraph(line[heading.end() :], f"heading {len(heading[1])}")
        if styled := _STYLED.fullmatch(line):
            return self._paragraph(styled[2], styled[1])
        if item := _ITEM.fullmatch(line):
            number = 1 if item[2] == "-" else 2
            level = f'<w:numPr><w:ilvl w:val="{len(item[1]) // 2}"/><w:numId w:val="{number}"/></w:numPr>'
            return self._paragraph(item[3], properties=level)
        return self._paragraph(line)

    def _paragraph(self, text: str, style: str = "", properties: str = "") -> str:
        if style:
            identifier = style.replace(" ", "")
            self.styles.setdefault(style, _style(style))
            properties = f'<w:pStyle w:val="{identifier}"/>{properties}'
        return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(self._runs(text))}</w:p>"

    def _runs(self, text: str) -> Iterator[str]:
        place = 0
        for found in _INLINE.finditer(text):
            yield _run(text[place : found.start()])
            place = found.end()
            if found["bold"]:
                yield _run(found["bold"], "<w:b/>")
            elif found["italic"]:
                yield _run(found["italic"], "<w:i/>")
            elif found["up"]:
                yield _run(found["up"], '<w:vertAlign w:val="superscript"/>')
            elif found["down"]:
                yield _run(found["down"], '<w:vertAlign w:val="subscript"/>')
            elif found["tab"]:
                yield "<w:r><w:tab/></w:r>"
            elif found["line"]:
                yield "<w:r><w:br/></w:r>"
            else:
                name = f"link{len(self.relations)}"
                address = quoteattr(found["address"])
                self.relations.append(
                    f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target={address} TargetMode="External"/>'
                )
                yield f'<w:hyperlink r:id="{name}">{_run(found["text"])}</w:hyperlink>'
        yield _run(text[place:])


def _lists() -> Iterator[str]:
    """Those with bullets, and those with numbers."""
    for number, (form, text) in enumerate((("bullet", "•"), ("decimal", "%1.")), 1):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(3)
        )
        yield f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    yield from (f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2))


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _style(name: str, *, is_default: bool = False) -> str:
    default = ' w:default="1"' if is_default else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    )
