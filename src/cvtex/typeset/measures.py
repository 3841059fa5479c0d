r"""What the document measured of itself: the lines that the themes write into the log with \wlog."""

import re
from dataclasses import dataclass
from typing import Final

# \wlog begins a line of its own, so that running text, which TeX shows inside lines, is not mistaken for a measure.
_BLOCK: Final = re.compile(r"^CVTEX block (\d{1,9}) (\S+) (-?\d{1,12}) (-?\d{1,12})$", re.MULTILINE)
_END: Final = re.compile(r"^CVTEX end (-?\d{1,12}) (-?\d{1,12})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MeasuredBlock:
    """A block as typeset: `height_sp` is height plus depth, `gap_sp` the space before it, in sp (1 pt = 65536 sp)."""

    id: int
    form: str
    height_sp: int
    gap_sp: int


def read_blocks(log: str) -> tuple[MeasuredBlock, ...]:
    """Log -> the measured blocks, in the order of the document.

    A line reads `CVTEX block <id> <form> <height sp> <gap sp>`.
    """
    return tuple(
        MeasuredBlock(int(id_), form, int(height), int(gap)) for id_, form, height, gap in _BLOCK.findall(log)
    )


def read_end(log: str) -> tuple[int, int] | None:
    r"""Log -> (\pagetotal, \textheight) in sp at the end of the document, None if it was not reached.

    The line reads `CVTEX end <pagetotal sp> <textheight sp>`; the last one counts.
    """
    ends = _END.findall(log)
    return (int(ends[-1][0]), int(ends[-1][1])) if ends else None
