"""A Word document -> sections, the owner, works and the photograph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from cvtex.diagnostics import Checked, Span, error
from cvtex.importers.documents.arranging import Arrangement
from cvtex.importers.documents.blocks import Row
from cvtex.importers.documents.contact_details import ContactDetails
from cvtex.importers.documents.paragraphs import Content, Paragraph, blocks_of
from cvtex.importers.documents.placing import folded_words, language_of_document
from cvtex.importers.docx.body import BodyReader, Bounds, Picture
from cvtex.importers.docx.package import Element, Package, UnreadableError
from cvtex.importers.docx.styles import Style, read_styles
from cvtex.importers.imported import Imported, ImportedFile, Said, SourceFile

_BODY: Final = "word/document.xml"
_PICTURES: Final = {b"\x89PNG": ".png", b"\xff\xd8": ".jpg"}
_EMU: Final = 360_000
# A photograph is neither an icon nor a banner. In cm.
_SMALLEST, _LARGEST = 1.5, 9.0
_FLATTEST, _TALLEST = 0.75, 2.0


def import_docx(source: SourceFile) -> Checked[Imported]:
    try:
        return _imported(source)
    except UnreadableError as problem:
        return Checked(Imported(()), (error(str(problem), Span(source.name), problem.cure),))


def _imported(source: SourceFile) -> Checked[Imported]:
    package = Package(source.data)
    document = package.xml(_BODY)
    body = document.first("body") if document else None
    if body is None:
        raise UnreadableError("this is no Word document", "save it as .docx")
    styles_part = package.xml("word/styles.xml")
    styles = read_styles(styles_part)
    bounds = Bounds()
    reader = BodyReader(source.name, styles, package.relations(_BODY), bounds, dict(_notes(package)))
    contents = reader.contents(body)
    above, said = _running(package, source.name, styles, contents, bounds)
    blocks = blocks_of([*above, *contents])
    arrangement = Arrangement(ContactDetails(), source.name)
    sections = arrangement.sections(blocks)
    return Checked(
        Imported(
            (*reader.said, *said),
            owner=arrangement.details.tree(),
            language=language_of_document(arrangement.language, _language(styles_part)),
            sections=sections,
            works=tuple(arrangement.works),
            photo=_photo(package, reader.pictures),
            guesses=tuple(dict.fromkeys(arrangement.diagnostics)),
        )
    )


def _language(styles: Element | None) -> str:
    properties = styles.first("docDefaults", "rPrDefault", "rPr") if styles else None
    return properties.value("lang") if properties else ""


def _notes(package: Package) -> Iterator[tuple[str, Element]]:
    """Footnotes and endnotes, by the names of what refers to them."""
    for kind in ("footnote", "endnote"):
        root = package.xml(f"word/{kind}s.xml")
        for one in root.elements if root else ():
            if one.name == kind and one.attributes.get("type") not in ("separator", "continuationSeparator"):
                yield f"{kind}Reference{one.attributes.get('id', '')}", one


def _running(
    package: Package, file: str, styles: Mapping[str, Style], contents: list[Content], bounds: Bounds
) -> tuple[list[Content], list[Said]]:
    """Heads and feet of the pages. What the body does not say stands above it; a foot belongs to the pages alone."""
    words = set(folded_words(" ".join(_text(one) for one in contents)).split())
    above: list[Content] = []
    said: dict[str, Said] = {}
    names = [name for name in package.members if name.startswith(("word/header", "word/footer"))]
    for name in sorted(names):
        root = package.xml(name) if name.endswith(".xml") else None
        if root is None:
            continue
        reader = BodyReader(f"{file} ({PurePosixPath(name).stem})", styles, package.relations(name), bounds)
        found = reader.contents(root)
        new = [one for one in reader.said if one.text not in said]
        said |= {one.text: one for one in new}
        if "header" in name and new:
            above += [one for one in found if not set(folded_words(_text(one)).split()) <= words]
    return above, list(said.values())


def _text(one: Content) -> str:
    match one:
        case Paragraph():
            return one.words.plain if any(one.lines) else ""
        case Row(cells):
            return " ".join(cell.plain for cell in cells)


def _photo(package: Package, pictures: list[Picture]) -> ImportedFile | None:
    for one in pictures:
        if not one.width or not one.height:
            continue
        is_sized = all(_SMALLEST <= side / _EMU <= _LARGEST for side in (one.width, one.height))
        if not is_sized or not _FLATTEST <= one.height / one.width <= _TALLEST:
            continue
        data = package.data(one.part) or b""
        ending = next((ending for start, ending in _PICTURES.items() if data.startswith(start)), None)
        if ending:
            return ImportedFile(f"photo{ending}", data)
    return None
