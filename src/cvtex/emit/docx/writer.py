"""Blocks -> a Word document."""

from __future__ import annotations

from cvtex.emit.docx.elements import printed
from cvtex.emit.promises import Promises, promises_of
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.value import Value


class DocxWriter(Value):
    """Puts the text into one column: a side column of the design stands where the plan has its sections."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        from cvtex.emit.docx.body import BodyWriter
        from cvtex.emit.docx.fonts import word_fonts
        from cvtex.emit.docx.lists import Lists
        from cvtex.emit.docx.measures import measures_of
        from cvtex.emit.docx.package import (
            empty_document,
            file_of,
            set_metadata,
            set_page,
            set_running_lines,
            set_settings,
        )
        from cvtex.emit.docx.picture import Photograph
        from cvtex.emit.docx.runs import RunWriter
        from cvtex.emit.docx.styles import write_styles

        look = manuscript.look
        blocks = manuscript.shown
        measures = measures_of(look, blocks)
        document = empty_document()
        write_styles(document.styles.element, look, word_fonts(look), measures)
        part = document.part
        lists = Lists(part.numbering_part.element, look.design.bullets or "disc", measures.indent, measures.label)
        body = part.element.body
        section = body[-1]
        photograph = Photograph(part, look.photo) if look.photo else None
        roles = [element.role for element in self.promises(manuscript).elements]
        has_band = bool(look.design.header_band)
        writer = BodyWriter(body, measures, lists, RunWriter(part), photograph, has_band=has_band)
        writer.write(zip(blocks, roles, strict=True))
        # The properties of the page stand behind the text.
        body.append(section)
        lists.finish()
        set_page(document, measures)
        set_running_lines(document, manuscript.running)
        set_settings(document, look)
        set_metadata(document, manuscript)
        return WrittenFile(file_of(document))

    def promises(self, manuscript: Manuscript) -> Promises:
        return promises_of(manuscript.shown, printed)
