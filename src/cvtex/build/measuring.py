"""Candidates -> boxes: every block that may be printed, measured by one TeX pass that puts nothing on pages.

What an earlier build has measured in the same layout is not measured again.
"""

from __future__ import annotations

from collections.abc import Iterable

from cvtex.build.heights import Heights, block_key
from cvtex.build.results import Printed, TypesetResult, failed
from cvtex.build.typesetter import Typesetter
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.diagnostics import has_errors
from cvtex.emit.blocks import Block
from cvtex.emit.candidates import Candidate
from cvtex.files.state import state_of
from cvtex.fit.problem import Box, Spacing
from cvtex.typeset.log import read_log
from cvtex.typeset.measures import read_blocks, read_end, read_forms, unmeasured
from cvtex.typeset.problems import tex_problems
from cvtex.value import replace

# Blocks of other documents and earlier texts that are kept as well.
_MOST_OTHERS = 4000


def measure(press: Typesetter, found: Iterable[Candidate], cache: Cache = NO_CACHE) -> Heights | Printed:
    """The blocks of all candidates as the theme sets them; or why TeX cannot."""
    blocks = {block_key(block): block for candidate in found for block in candidate.blocks}
    layout = _layout(press)
    known = cache.get("heights", layout, Heights)
    new = [(key, block) for key, block in blocks.items() if known is None or key not in known.boxes]
    if known is not None and not new:
        return known
    measured = _measure(press, [replace(block, id=number) for number, (_, block) in enumerate(new, 1)])
    if isinstance(measured, Printed):
        return measured
    boxes, spacing, room = measured
    named = {key: boxes[number] for number, (key, _) in enumerate(new, 1)}
    # Another variant may have been measured meanwhile.
    latest = cache.get("heights", layout, Heights)
    others = {**(known.boxes if known else {}), **(latest.boxes if latest else {})}
    older = [(key, box) for key, box in others.items() if key not in blocks]
    # Those of this document come last, so that they are kept longest.
    used = {key: others[key] for key in blocks if key in others} | named
    heights = Heights({**dict(older[-_MOST_OTHERS:]), **used}, spacing, room)
    cache.put("heights", layout, heights)
    return heights


def _layout(press: Typesetter) -> tuple[object, ...]:
    """All that decides on a block's height but the block and the program."""
    engine, appearance = press.engine, press.draft.appearance
    own = (engine.name, str(engine.executable), state_of(engine.executable))
    return own, appearance.look, press.lettering.identity, appearance.theme, appearance.families.files


def _measure(press: Typesetter, blocks: list[Block]) -> tuple[dict[int, Box], dict[str, Spacing], int] | Printed:
    document, run, _ = press.set(tuple(blocks), measuring=True)
    problems = tex_problems(read_log(run.log), document.place, press.sources)
    end = read_end(run.log)
    boxes = {one.id: Box(one.form, one.height_sp, one.lines) for one in read_blocks(run.log)}
    sheet = TypesetResult(press.draft.plan, tuple(blocks), document, run, problems)
    if run.pdf is None or has_errors(problems):
        return failed(sheet)
    spacing = {
        name: Spacing(form.level, form.head_level, form.gap_before, form.gap_after)
        for name, form in read_forms(run.log).items()
    }
    if end is None or len(boxes) != len(blocks) or not {box.form for box in boxes.values()} <= spacing.keys():
        return Printed("tex", sheet, (*problems, unmeasured("measures")))
    return boxes, spacing, end[1]
