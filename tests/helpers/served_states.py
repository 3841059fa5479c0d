"""States for tests of `cvtex.serve`: a CV with two variants, `full` built and `brief` not yet."""

from __future__ import annotations

import io

from pypdf import PdfWriter

from cvtex.diagnostics import Excerpt
from cvtex.serve import state as states
from cvtex.serve.state import Count, Figures, Omitted, Place, Problem, ShownFile, State

PLACE = Place("cv.yaml:4:37", "vscode://file/cv/cv.yaml:4:37")
WARNING = Problem("warning", "no date")
ERROR = Problem("error", "unknown field 'txet'", "did you mean 'text'?", PLACE, Excerpt("  a: {", "txet", ": <b>}"))
PDF = ShownFile("cv-full.pdf", "pdf", b"%PDF-1.7 good", "tagofpdf")
HTML = ShownFile("cv-full.html", "html", b"<p>good</p>", "tagofhtml", {"style-0.css": b"p {}", "me-0.png": b"PNG"})
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


def pdf_of(*sizes: tuple[float, float]) -> bytes:
    """A PDF with empty pages."""
    writer, target = PdfWriter(), io.BytesIO()
    for width, height in sizes:
        writer.add_blank_page(width, height)
    writer.write(target)
    return target.getvalue()


def built(*problems: Problem) -> State:
    """After a first build of `full`."""
    known = states.known(START, "Ada Example", ("full", "brief"), ("full",))
    return states.ended(states.built(known, "full", problems, FIGURES))
