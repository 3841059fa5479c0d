"""Candidates -> boxes: every block that may be printed, measured by one TeX pass that puts nothing on pages.

What an earlier build has measured in the same layout is not measured again.
"""

from __future__ import annotations

from collections.abc import Iterable

from cvtex.build.results import Printed, TypesetResult, failed
from cvtex.build.typesetter import Typesetter
from cvtex.circumstances import program
from cvtex.diagnostics import has_errors
from cvtex.emit.blocks import Block
from cvtex.emit.candidates import Candidate
from cvtex.fit.problem import Box, Spacing
from cvtex.height_cache import HeightCache, Heights, digest, layout_name
from cvtex.typeset.log import read_log
from cvtex.typeset.measures import read_blocks, read_end, read_forms, unmeasured
from cvtex.typeset.problems import tex_problems
from cvtex.value import replace


def measure(press: Typesetter, found: Iterable[Candidate], cache: HeightCache | None) -> Heights | Printed:
    """The blocks of all candidates as the theme sets them; or why TeX cannot."""
    blocks = {digest(block): block for candidate in found for block in candidate.blocks}
    layout = _layout(press)
    known = cache.read(layout) if cache else None
    new = [(name, block) for name, block in blocks.items() if known is None or name not in known.boxes]
    if known is not None and not new:
        return known
    measured = _measure(press, [replace(block, id=number) for number, (_, block) in enumerate(new, 1)])
    if isinstance(measured, Printed):
        return measured
    boxes, spacing, room = measured
    named = {name: boxes[number] for number, (name, _) in enumerate(new, 1)}
    # Those of this document last: they are kept longest.
    used = {name: known.boxes[name] for name in blocks if known and name in known.boxes}
    # Another variant may have been measured meanwhile.
    latest = cache.read(layout) if cache else None
    others = {**(known.boxes if known else {}), **(latest.boxes if latest else {})}
    older = {name: box for name, box in others.items() if name not in used}
    heights = Heights({**older, **used, **named}, spacing, room)
    if cache:
        cache.write(layout, heights)
    return heights


def _layout(press: Typesetter) -> str:
    engine = press.engine
    try:
        changed = engine.executable.stat().st_mtime_ns
    except OSError:
        changed = 0
    parts = (
        program(),
        press.draft.appearance.look,
        engine.name,
        str(engine.executable),
        changed,
        press.lettering.identity,
    )
    return layout_name(parts, {**press.draft.appearance.theme, **press.draft.appearance.families.files})


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
