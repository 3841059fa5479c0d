r"""Log -> measures of the document: the lines that the themes write with \wlog."""

import re
from collections.abc import Iterable
from typing import Final

from cvtex.diagnostics import Diagnostic, Span, error
from cvtex.value import Value

# \wlog begins a new line. TeX shows running text inside lines, so that is never mistaken for a measure.
_BLOCK: Final = re.compile(r"^CVTEX block (\d{1,9}) (\S+) (-?\d{1,12}) (-?\d{1,12}) (\d{1,6})$", re.MULTILINE)
_FORM: Final = re.compile(r"^CVTEX form (\S+) (\d{1,2}) (\d{1,2}) (-?\d{1,12}) (-|-?\d{1,12})$", re.MULTILINE)
_PAGE: Final = re.compile(r"^CVTEX page (-?\d{1,12})$", re.MULTILINE)
_LACKS: Final = re.compile(r"^CVTEX lacks (\S+)$", re.MULTILINE)
_END: Final = re.compile(r"^CVTEX end (-?\d{1,12}) (-?\d{1,12})$", re.MULTILINE)
# Section 642 of pdftex.web.
_OUTPUT: Final = re.compile(r"^Output written on .*\((\d{1,6}) pages?, \d+ bytes\)\.$", re.MULTILINE)


class MeasuredBlock(Value):
    """A typeset block. `height_sp`: height plus depth; `gap_sp`: space before it; in sp (1 pt = 65536 sp).

    `lines`: number of lines, all of the same height, if the block may break across pages; else 0.
    """

    id: int
    form: str
    height_sp: int
    gap_sp: int
    lines: int = 0


class MeasuredForm(Value):
    """The spacing of one form of block in a theme; lengths in sp.

    After a form with a `gap_after`, a block whose `level` exceeds that form's `head_level` follows at this gap and on
    the same page. Otherwise the gap between two blocks is the `gap_before` of the lower one.
    """

    level: int
    head_level: int
    gap_before: int
    gap_after: int | None


def missing_measures(what: str) -> Diagnostic:
    """The error for a local theme that suppresses the log lines of cvtex.sty."""
    return error(
        f"the theme writes no {what} into the log",
        None,
        r"load cvtex.sty, and keep its \wlog lines",
    )


def read_lacking(log: str) -> tuple[str, ...]:
    r"""Log -> what the theme fails to define, such as `\cvsetrole`."""
    return tuple(dict.fromkeys(_LACKS.findall(log)))


def incomplete_theme(lacking: Iterable[str], file: str) -> Diagnostic:
    """The error for a local theme that lacks hooks or colours. `file`: of the theme."""
    return error(
        f"the theme does not define {', '.join(lacking)}",
        Span(file, 1, 1),
        r"define them, or load cvtex-look before your own definitions: \RequirePackage{cvtex-look}",
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
    r"""Log -> (\pagetotal, \textheight) in sp at the end of the document, None if TeX did not get there.

    The line reads `CVTEX end <pagetotal sp> <textheight sp>`; the last one counts.
    """
    ends = _END.findall(log)
    return (int(ends[-1][0]), int(ends[-1][1])) if ends else None


def read_page_count(log: str) -> int | None:
    """Log -> the number of pages of the PDF, None if TeX wrote none."""
    counts = _OUTPUT.findall(log)
    return int(counts[-1]) if counts else None


def read_pages(log: str) -> tuple[int, ...]:
    """Log -> the height of each page in sp, for a document with explicit page breaks.

    Each page except the last has a line `CVTEX page <height sp>`. `read_end` has the height of the last.
    """
    end = read_end(log)
    return (*map(int, _PAGE.findall(log)), end[0]) if end else ()
