"""States for tests of `cvtex.serve`: a CV with two variants, `full` built and `brief` not yet."""

from __future__ import annotations

from cvtex.diagnostics import Excerpt
from cvtex.serve import state as states
from cvtex.serve.state import Count, Figures, Omitted, Place, Problem, ShownFile, State

PLACE = Place("cv.yaml:4:37", "vscode://file/cv/cv.yaml:4:37")
WARNING = Problem("warning", "no date")
ERROR = Problem("error", "unknown field 'txet'", "did you mean 'text'?", PLACE, Excerpt("  a: {", "txet", ": <b>}"))
PDF = ShownFile("cv-full.pdf", "pdf", b"%PDF-1.7 good", "tagofpdf")
HTML = ShownFile("cv-full.html", "html", b"<p>good</p>", "tagofhtml")
FIGURES = Figures(
    "12:03:04",
    0.31,
    (PDF, HTML),
    pages=((595.0, 842.0), (595.0, 842.0)),
    fills=(1.0, 0.874),
    counts=(Count("Works", 10, 59), Count("Education", 3, 3)),
    shortened=2,
    without_room=(Omitted("A Title <i>", "no room", PLACE),),
)
START = State("cv.yaml")


def built(*problems: Problem) -> State:
    """After a first build of `full`."""
    known = states.known(START, "Ada Example", ("full", "brief"), ("full",))
    return states.ended(states.built(known, "full", problems, FIGURES))
