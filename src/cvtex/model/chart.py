"""What a chart of works per year counts."""

from __future__ import annotations

from typing import Final, Literal, get_args

from cvtex.value import Value

WorkClass = Literal[
    "article", "paper", "chapter", "book", "thesis", "report", "preprint", "dataset", "software", "patent", "other"
]
WORK_CLASSES: Final[tuple[WorkClass, ...]] = get_args(WorkClass)


class Tally(Value):
    """How many works of one class appeared in a year. `year`: 0 if they have none, or have not appeared yet."""

    year: int
    of: WorkClass
    works: int
