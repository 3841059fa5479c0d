"""Blocks -> a Word document."""

from __future__ import annotations

from typing import Final

from cvtex.emit.blocks import Block, Entry, Role, Titled, map_texts
from cvtex.emit.docx.elements import printed
from cvtex.emit.promises import PrintedText, Promises, elements_of, promises_of
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.emit.written_math import with_written_math
from cvtex.model.colour import BLACK
from cvtex.value import Value, replace

_DATES_FIRST: Final = ("left", "margin")


class DocxWriter(Value):
    """Puts the text into one column: a side column of the design stands where the plan has its sections."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        from cvtex.emit.docx.body import BodyWriter
        from cvtex.emit.docx.chart import Charts
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
        blocks = _printed(manuscript)
        fonts = word_fonts(look)
        measures = measures_of(look, fonts, blocks)
        document = empty_document()
        write_styles(document.styles.element, look, fonts, measures)
        part = document.part
        lists = Lists(part.numbering_part.element, look.design, measures, fonts)
        body = part.element.body
        section = body[-1]
        writer = BodyWriter(
            body,
            measures,
            lists,
            RunWriter(part, fonts),
            Photograph(part, look.photo) if look.photo else None,
            Charts(part, measures, look.design.accent.rgb if look.design.accent else BLACK, fonts.text),
            has_band=bool(look.design.header_band),
        )
        roles = [element.role for element in elements_of(blocks)]
        writer.write(zip(blocks, roles, strict=True))
        # The properties of the page stand behind the text.
        body.append(section)
        lists.finish()
        set_page(document, measures)
        set_running_lines(document, manuscript.running, fonts)
        set_settings(document, look)
        set_metadata(document, manuscript)
        return WrittenFile(file_of(document))

    def promises(self, manuscript: Manuscript) -> Promises:
        blocks = _printed(manuscript)
        promises = promises_of(blocks, printed)
        if manuscript.look.design.dates not in _DATES_FIRST:
            return promises
        dates = {block.id: place for block in blocks if (place := _part_of_dates(block)) is not None}

        def order(text: PrintedText) -> tuple[int, bool]:
            return text.block, text.part != dates.get(text.block)

        return replace(promises, texts=tuple(sorted(promises.texts, key=order)))


def _printed(manuscript: Manuscript) -> tuple[Block, ...]:
    return tuple(replace(block, content=map_texts(block.content, with_written_math)) for block in manuscript.shown)


def _part_of_dates(block: Block) -> int | None:
    """The number of the part that a design may print first."""
    match block.content:
        case Role() | Titled(label=()):
            return 1
        case Entry(label=()):
            return 2
        case _:
            return None
