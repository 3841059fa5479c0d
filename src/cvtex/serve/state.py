"""What the page in the browser shows, as a value, and what a build makes of it. Pure.

While there is an error, the files and figures of the last good build stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal

from cvtex.diagnostics import Excerpt, Severity
from cvtex.value import Value, field, replace

# `waiting`: not built from the sources as they are now; it will be when a browser shows it.
Outcome = Literal["waiting", "built", "failed"]

PDF: Final = "pdf"


class Place(Value):
    """A place in a source file, such as `cv.yaml:4:37`, and the address that opens it in the editor."""

    name: str
    address: str


class Problem(Value):
    severity: Severity
    message: str
    hint: str = ""
    place: Place | None = None
    excerpt: Excerpt | None = None

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


class Omitted(Value):
    """An item that is not printed, and why."""

    name: str
    reason: str
    place: Place


class Count(Value):
    """How many items of a section are printed."""

    title: str
    printed: int
    possible: int


class ShownFile(Value):
    """An output of a build. `tag`: a digest of its bytes. `assets`: what a web page loads from a folder beside it."""

    name: str
    format: str
    data: bytes
    tag: str
    assets: Mapping[str, bytes] = field(default_factory=dict)


class Figures(Value):
    """What a good build has made, when, and in how many seconds.

    `pages`: (width, height) of the PDF's pages in bp. `fills`: how full each is, from 0 to 1.
    """

    time: str
    seconds: float = 0.0
    files: tuple[ShownFile, ...] = ()
    pages: tuple[tuple[float, float], ...] = ()
    fills: tuple[float, ...] = ()
    counts: tuple[Count, ...] = ()
    shortened: int = 0
    without_room: tuple[Omitted, ...] = ()
    by_rule: tuple[Omitted, ...] = ()

    def file(self, format_: str) -> ShownFile | None:
        return next((file for file in self.files if file.format == format_), None)


class Shown(Value):
    """One variant. `figures`: of its last good build. `draft`: a PDF of the last build that breaks a promise."""

    name: str
    outcome: Outcome = "waiting"
    problems: tuple[Problem, ...] = ()
    figures: Figures | None = None
    draft: ShownFile | None = None

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


class State(Value):
    """`cv`: the name of its file. `owner`: whose CV it is. `number`: of the states before.

    `problems`: why nothing can be built, if so.
    """

    cv: str
    owner: str = ""
    problems: tuple[Problem, ...] = ()
    variants: Mapping[str, Shown] = field(default_factory=dict)
    building: bool = True
    number: int = 0

    def variant(self, name: str) -> Shown:
        """The variant of this name, else the first, or one that waits. If nothing can be built, it has not been."""
        found = self.variants.get(name) or next(iter(self.variants.values()), Shown(name))
        return replace(found, outcome="failed", problems=self.problems, draft=None) if self.problems else found

    @property
    def waiting(self) -> frozenset[str]:
        """The variants that could be built, but have not been."""
        return frozenset(name for name, one in self.variants.items() if one.outcome == "waiting" and not self.problems)

    def file(self, tag: str) -> ShownFile | None:
        """The output with this digest."""
        return next((file for one in self.variants.values() for file in files_of(one) if file.tag == tag), None)


def files_of(shown: Shown) -> tuple[ShownFile, ...]:
    """All files of a variant that a browser can fetch."""
    return (*(shown.figures.files if shown.figures else ()), *((shown.draft,) if shown.draft else ()))


def begun(state: State) -> State:
    return _next(replace(state, building=True))


def known(state: State, owner: str, names: Iterable[str], in_hand: Collection[str]) -> State:
    """A CV was read that has these variants: others are gone. Those not `in_hand` are not built from it."""
    variants = {name: state.variants.get(name, Shown(name)) for name in names}
    variants |= {name: replace(one, outcome="waiting") for name, one in variants.items() if name not in in_hand}
    if (owner, variants, ()) == (state.owner, state.variants, state.problems):
        return state
    return _next(replace(state, owner=owner, variants=variants, problems=()))


def unreadable(state: State, problems: tuple[Problem, ...]) -> State:
    """A CV with errors: nothing is built."""
    return _next(replace(state, problems=problems))


def built(
    state: State, name: str, problems: tuple[Problem, ...], figures: Figures | None, draft: ShownFile | None = None
) -> State:
    """A variant was built; `figures` is None if it has no file. What could not be made anew stays."""
    before = state.variants.get(name, Shown(name))
    is_bad = figures is None or any(problem.is_error for problem in problems)
    if figures is None:
        figures = before.figures
    elif is_bad and before.figures:
        made = {file.format for file in figures.files}
        kept = (file for file in before.figures.files if file.format not in made)
        figures = replace(figures, files=(*figures.files, *kept))
        if PDF not in made:
            figures = replace(figures, pages=before.figures.pages, fills=before.figures.fills)
    now = replace(before, outcome="failed" if is_bad else "built", problems=problems, figures=figures, draft=draft)
    return _next(replace(state, variants={**state.variants, name: now}))


def ended(state: State) -> State:
    return _next(replace(state, building=False))


def _next(state: State) -> State:
    return replace(state, number=state.number + 1)
