"""Candidates -> heights of their blocks, measured by one TeX pass without pages, or cached from earlier builds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from cvtex.build.fit_problem import Heights, block_key
from cvtex.build.results import Failure
from cvtex.build.typesetter import Typesetter
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.emit.blocks import Block, Column
from cvtex.emit.candidates import Candidate
from cvtex.files.state import state_of
from cvtex.fit.problem import Box, Spacing
from cvtex.typeset.measures import missing_measures, read_blocks, read_end, read_forms
from cvtex.value import replace

# Cached blocks that this document does not use.
_MOST_OTHERS = 4000
# Blocks of one column are set together.
_COLUMNS = get_args(Column)


def measure(typesetter: Typesetter, found: Iterable[Candidate], cache: Cache = NO_CACHE) -> Heights | Failure:
    """Measure the blocks of all candidates, as the theme sets them."""
    blocks = {block_key(block): block for candidate in found for block in (*candidate.blocks, *candidate.notes)}
    layout = _layout(typesetter)
    known = cache.get("heights", layout, Heights)
    new = [(key, block) for key, block in blocks.items() if known is None or key not in known.boxes]
    new.sort(key=lambda one: _COLUMNS.index(one[1].column))
    if known is not None and not new:
        return known
    measured = _measure(typesetter, [replace(block, id=number) for number, (_, block) in enumerate(new, 1)])
    if isinstance(measured, Failure):
        return measured
    boxes, spacing, room = measured
    named = {key: boxes[number] for number, (key, _) in enumerate(new, 1)}
    # Another variant may have measured blocks meanwhile.
    latest = cache.get("heights", layout, Heights)
    others = {**(known.boxes if known else {}), **(latest.boxes if latest else {})}
    older = [(key, box) for key, box in others.items() if key not in blocks]
    # The blocks of this document come last, so that they are evicted last.
    used = {key: others[key] for key in blocks if key in others} | named
    heights = Heights({**dict(older[-_MOST_OTHERS:]), **used}, spacing, room)
    cache.put("heights", layout, heights)
    return heights


def _layout(typesetter: Typesetter) -> tuple[object, ...]:
    """Everything that determines a block's height, except the block and the program."""
    engine, appearance = typesetter.engine, typesetter.variant.appearance
    tex = (engine.name, str(engine.executable), state_of(engine.executable))
    # Colours take no room.
    look = replace(appearance.look, design=replace(appearance.look.design, accent=None))
    return (
        tex,
        typesetter.variant.plan.has_side,
        look,
        typesetter.fallback.identity,
        appearance.theme,
        appearance.families.files,
    )


def _measure(typesetter: Typesetter, blocks: list[Block]) -> tuple[dict[int, Box], dict[str, Spacing], int] | Failure:
    result = typesetter.typeset(typesetter.write(tuple(blocks), is_measuring=True))
    if result.failure:
        return result.failure
    log = result.run.log
    end = read_end(log)
    boxes = {one.id: Box(one.form, one.height_sp, one.lines) for one in read_blocks(log)}
    spacing = {
        name: Spacing(form.level, form.head_level, form.gap_before, form.gap_after)
        for name, form in read_forms(log).items()
    }
    if end is None or len(boxes) != len(blocks) or not {box.form for box in boxes.values()} <= spacing.keys():
        return Failure("tex", (*result.problems, missing_measures("measures")))
    return boxes, spacing, end[1]
