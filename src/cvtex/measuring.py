"""Candidates -> boxes: every block that may be printed, measured by one TeX pass that puts nothing on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cvtex.emit.candidates import Candidate
from cvtex.fit.problem import Box, Spacing
from cvtex.press import Press, Printed, Sheet, failed
from cvtex.typeset.log import read_log
from cvtex.typeset.measures import read_blocks, read_end, read_forms
from cvtex.typeset.problems import tex_problems


@dataclass(frozen=True, slots=True)
class Measures:
    """`boxes` by block number; `room` is the height of a page's text in sp."""

    boxes: Mapping[int, Box]
    spacing: Mapping[str, Spacing]
    room: int


def measure(press: Press, found: Iterable[Candidate]) -> Measures | Printed:
    """The blocks of all candidates as the theme sets them; or why TeX cannot."""
    blocks = tuple(block for candidate in found for block in candidate.blocks)
    document, run = press.set(blocks, measuring=True)
    problems = tex_problems(read_log(run.log), document.place, press.sources)
    end = read_end(run.log)
    if run.pdf is None or end is None:
        return failed(Sheet(press.draft.plan, blocks, document, run, problems))
    boxes = {one.id: Box(one.form, one.height_sp, one.lines) for one in read_blocks(run.log)}
    spacing = {
        name: Spacing(form.level, form.head_level, form.gap_before, form.gap_after)
        for name, form in read_forms(run.log).items()
    }
    return Measures(boxes, spacing, end[1])
