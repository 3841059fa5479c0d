"""What surrounds the text: an empty document, its page, running lines, settings and metadata; the bytes of a file."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.rel import Relationships
from docx.shared import Pt

from cvtex.emit.docx.elements import add, printed
from cvtex.emit.docx.fonts import WordFonts
from cvtex.emit.docx.languages import add_language
from cvtex.emit.docx.measures import Measures
from cvtex.emit.docx.runs import RunWriter
from cvtex.emit.writer import Look, Manuscript
from cvtex.model.running import RunningLine, RunningLines

# The first that a zip file can express.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_WORD_2013: Final = "15"
# Parts of python-docx's empty document that say nothing about this one.
_UNWANTED: Final = ("customXml", "stylesWithEffects", "thumbnail", "fontTable", "webSettings", "extended-properties")
_MOST_CHARACTERS: Final = 255
_OF_COMPATIBILITY: Final = "http://schemas.microsoft.com/office/word"


def empty_document() -> Document:
    document = docx.Document()
    _drop_unwanted(document.part.rels)
    _drop_unwanted(document.part.package.rels)
    return document


def _drop_unwanted(relationships: Relationships) -> None:
    for id_, relationship in list(relationships.items()):
        if relationship.reltype.rpartition("/")[2] in _UNWANTED:
            del relationships[id_]


def set_page(document: Document, measures: Measures) -> None:
    section = document.sections[0]
    width, height = measures.paper
    section.page_width, section.page_height = Pt(width), Pt(height)
    margins = measures.margins
    section.left_margin, section.right_margin = Pt(margins["left"]), Pt(margins["right"])
    section.top_margin, section.bottom_margin = Pt(margins["top"]), Pt(margins["bottom"])
    section.header_distance = Pt(margins["top"] / 2)
    section.footer_distance = Pt(margins["bottom"] / 2)


def set_running_lines(document: Document, running: RunningLines, fonts: WordFonts) -> None:
    """The line at the top is printed from the second page on: then Word wants the foot of the first one, too."""
    section = document.sections[0]
    if not running.foot.is_empty:
        _write_line(section.footer, running.foot, fonts)
    if not running.head.is_empty:
        section.different_first_page_header_footer = True
        section.first_page_header.is_linked_to_previous = False
        _write_line(section.header, running.head, fonts)
        if not running.foot.is_empty:
            _write_line(section.first_page_footer, running.foot, fonts)


def _write_line(place: Any, line: RunningLine, fonts: WordFonts) -> None:
    place.is_linked_to_previous = False
    paragraph = place.part.element[0]
    runs = RunWriter(place.part, fonts)
    for number, part in enumerate(line.parts):
        if number and any(line.parts[number:]):
            add(add(paragraph, "r"), "tab")
        runs.write(paragraph, part)


def set_settings(document: Document, look: Look) -> None:
    settings = document.settings.element
    for old in list(settings):
        settings.remove(old)
    if look.design.justify:
        add(settings, "autoHyphenation")
    add(settings, "characterSpacingControl", val="doNotCompress")
    compatibility = add(settings, "compat")
    # A line that the author ends is not stretched.
    add(compatibility, "doNotExpandShiftReturn")
    # Without it, Word shows the file in its compatibility mode.
    add(compatibility, "compatSetting", name="compatibilityMode", uri=_OF_COMPATIBILITY, val=_WORD_2013)
    add_language(settings, look.language, "themeFontLang")


def set_metadata(document: Document, manuscript: Manuscript) -> None:
    properties, metadata = document.core_properties, manuscript.metadata
    properties.title = _property(metadata.title)
    properties.author = properties.last_modified_by = _property(metadata.author)
    properties.keywords = _property(", ".join(metadata.keywords))
    properties.comments = ""
    properties.language = manuscript.look.language
    date = datetime.fromtimestamp(manuscript.date, UTC)
    properties.created = properties.modified = date.replace(tzinfo=None)


def _property(text: str) -> str:
    return printed(text)[:_MOST_CHARACTERS]


def file_of(document: Document) -> bytes:
    """The bytes depend on nothing but the document: python-docx would write the time."""
    saved, fixed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(fixed, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
