"""Where a LaTeX document prints its bibliography: which works, below which title."""

from __future__ import annotations

from cvtex.importers.documents.blocks import Works
from cvtex.importers.documents.words import Words
from cvtex.importers.latex.frames import Frame, Reading, split_at_commas
from cvtex.importers.latex.macros import Stream
from cvtex.importers.latex.scanner import Place, scan, source_of


def put_works(reader: Reading, name: str, at: Place, stream: Stream, frame: Frame) -> None:
    options: dict[str, str] = {}
    title: Words | None = None
    if name == "printbibliography":
        for source in split_at_commas(source_of(stream.option() or ())):
            key, _, value = source.partition("=")
            options[key.strip()] = value.strip().strip("{}") if key.strip() != "title" else value.strip()
        if shown := options.get("title"):
            title = reader.words(reader.inline(scan(shown, at.file).nodes), at)
    else:
        reader.bibliographies.append((source_of(stream.group() or ()), at))
        if name == "nobibliography":
            # It prints nothing.
            return
    known = {"type": "types", "keyword": "keywords"}
    settings = {known[key]: value for key, value in options.items() if key in known and value}
    if frame.separator is None:
        reader.end_paragraph(frame)
        reader.put(frame, Works(at.span, title or None, settings))
