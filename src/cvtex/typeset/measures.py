r"""What the document measured of itself: the lines that the themes write into the log with \wlog."""

import re
from typing import Final

from cvtex.diagnostics import Diagnostic, error
from cvtex.value import Value

# \wlog begins a line of its own, so that running text, which TeX shows inside lines, is not mistaken for a measure.
_BLOCK: Final = re.compile(r"^CVTEX block (\d{1,9}) (\S+) (-?\d{1,12}) (-?\d{1,12}) (\d{1,6})$", re.MULTILINE)
_FORM: Final = re.compile(r"^CVTEX form (\S+) (\d{1,2}) (\d{1,2}) (-?\d{1,12}) (-|-?\d{1,12})$", re.MULTILINE)
_PAGE: Final = re.compile(r"^CVTEX page (-?\d{1,12})$", re.MULTILINE)
_END: Final = re.compile(r"^CVTEX end (-?\d{1,12}) (-?\d{1,12})$", re.MULTILINE)


class MeasuredBlock(Value):
    """A block as typeset: `height_sp` is height plus depth, `gap_sp` the space before it, in sp (1 pt = 65536 sp).

    `lines`: those of a paragraph that may break over pages, all of one height; 0 for what may not.
    """

    id: int
    form: str
    height_sp: int
    gap_sp: int
    lines: int = 0


class MeasuredForm(Value):
    """What a theme says of a form of block; lengths in sp.

    Under a form with a `gap_after`, a block whose `level` is greater than that form's `head_level` follows at this gap,
    and on the same page. Otherwise the gap between two blocks is the `gap_before` of the lower one.
    """

    level: int
    head_level: int
    gap_before: int
    gap_after: int | None


def missing_measures(what: str) -> Diagnostic:
    """The error for a local theme that keeps the base's lines out of the log."""
    return error(
        f"the theme writes no {what} into the log",
        None,
        r"load cvtex.sty, and leave its \wlog lines as they are",
    )


def read_forms(log: str) -> dict[str, MeasuredForm]:
    """Log -> the theme's forms by name.

    A line reads `CVTEX form <form> <level> <head level> <gap before sp> <gap after sp or ->`.
    """
    return {
        form: MeasuredForm(int(level), int(head), int(before), None if after == "-" else int(after))
        for form, level, head, before, after in _FORM.findall(log)
    }


def read_blocks(log: str) -> tuple[MeasuredBlock, ...]:
    """Log -> the measured blocks, in the order of the document.

    A line reads `CVTEX block <id> <form> <height sp> <gap sp> <lines>`.
    """
    return tuple(
        MeasuredBlock(int(id_), form, int(height), int(gap), int(lines))
        for id_, form, height, gap, lines in _BLOCK.findall(log)
    )


def read_end(log: str) -> tuple[int, int] | None:
    r"""Log -> (\pagetotal, \textheight) in sp at the end of the document, None if it was not reached.

    The line reads `CVTEX end <pagetotal sp> <textheight sp>`; the last one counts.
    """
    ends = _END.findall(log)
    return (int(ends[-1][0]), int(ends[-1][1])) if ends else None


def read_pages(log: str) -> tuple[int, ...]:
    """Log -> the height of each page in sp, for a document that says itself where pages end.

    A line `CVTEX page <height sp>` stands at the end of each page but the last, whose height is that of `read_end`.
    """
    end = read_end(log)
    return (*map(int, _PAGE.findall(log)), end[0]) if end else ()
