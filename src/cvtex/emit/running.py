"""A design -> the lines at the foot and at the top of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from cvtex.diagnostics import column_width
from cvtex.emit.header import heading_name
from cvtex.emit.items import ItemComposer
from cvtex.model.dates import PartialDate, dates_of_day
from cvtex.model.design import Design, PageNumbers
from cvtex.model.people import Owner
from cvtex.model.running import PAGE, PAGES, RunningLine, RunningLines, RunningText
from cvtex.text.richtext import RichText, fill_placeholders, plain, without_links
from cvtex.value import replace

MOST_OF_NAME: Final = 60
"""Columns of a name that fits beside the number of the page."""


def running_lines(design: Design, owner: Owner, date: PartialDate | None, composer: ItemComposer) -> RunningLines:
    """Compose both lines. `date`: of the CV.

    The foot has the name at the left and the number of the page at the right, unless the design says otherwise. The
    number is not printed twice: a line of the design that has it replaces the one at the right.
    """
    name: RichText = (plain(heading_name(owner.name)),)
    # Nobody asked for the name at the foot, where a very long one has no room.
    is_short = column_width(plain(name)) <= MOST_OF_NAME
    day = composer.dates(dates_of_day(date), in_full=True) if date else ()
    values: dict[str, RichText] = {
        "name": name,
        "page": (PAGE,),
        "pages": (PAGES,),
        "date": day,
        "variant": (composer.variant,),
    }
    head = _line(design.header_line, values, composer)
    foot = RunningLine(name if is_short else ()) if design.footer is None else _line(design.footer, values, composer)
    if not foot.right and not (head.has_page or foot.has_page):
        foot = replace(foot, right=_numbers(design.page_numbers or "1"))
    return RunningLines(head, foot)


def _line(line: RunningText | None, values: Mapping[str, RichText], composer: ItemComposer) -> RunningLine:
    if line is None or line.is_nothing:
        return RunningLine()
    # A link outside of the text would be no part of the document's structure.
    left, center, right = (fill_placeholders(without_links(composer.text(part)), values) for part in line.parts)
    return RunningLine(left, center, right)


def _numbers(form: PageNumbers) -> RichText:
    match form:
        case "none":
            return ()
        case "1":
            return (PAGE,)
        case "1 / 8":
            return (PAGE, " / ", PAGES)
        case _:
            assert_never(form)
