r"""The peer: what the sample says, as a plain LaTeX document by hand would, with biblatex and biber, built by latexmk.

It need not look the same. The text is that of the variant `full`; the publications are biblatex's, from the same file.
"""

from __future__ import annotations

import os
import shutil
from itertools import takewhile
from pathlib import Path

from cvtex.build import loading, preparing
from cvtex.build.typefaces import FontShelf
from cvtex.emit.blocks import (
    Block,
    Contact,
    Entry,
    Header,
    Heading,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Role,
    Term,
)
from cvtex.emit.compose import compose
from cvtex.emit.latex import escaping
from cvtex.emit.promises import printed_texts

COMMAND = ("latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "cv.tex")
TOOLS = ("latexmk", "biber", "pdflatex")
PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[english]{babel}
\usepackage{csquotes,lmodern,microtype}
\usepackage[margin=25mm]{geometry}
\usepackage[style=numeric,sorting=ydnt,maxbibnames=99,giveninits=true]{biblatex}
\usepackage[hidelinks]{hyperref}
\addbibresource{publications.bib}
\newcommand{\cvbreak}{\hspace{0pt}}
\setlength{\parindent}{0pt}
\begin{document}
"""
# The headings of biblatex's lists, by type of entry.
LISTS = {
    "article": "Journal Articles",
    "inproceedings": "Conference Proceedings",
    "incollection": "Book Chapters",
    "misc": "Preprints",
}


def document(cv: Path) -> str:
    loaded = loading.load(cv)
    looks = preparing.appearance(loaded, "full", FontShelf(loaded.folder, loaded.files, os.environ, None)).value
    assert looks is not None
    draft = preparing.draft(loaded, "full", looks).value
    assert draft is not None
    blocks = takewhile(
        lambda block: block.item != "publications",
        compose(draft.plan, draft.references, draft.appearance.owner),
    )
    lists = "\n".join(
        rf"\printbibliography[type={type_},heading=subbibliography,title={{{title}}}]" for type_, title in LISTS.items()
    )
    body = "\n\n".join(_set(block) for block in blocks)
    return f"{PREAMBLE}{body}\n\n\\section*{{Publications}}\n\\nocite{{*}}\n{lists}\n\\end{{document}}\n"


def _set(block: Block) -> str:
    texts = [escaping.text(one.text) for one in printed_texts([block], escaping.printed)]
    match block.content:
        case Heading("section"):
            return rf"\section*{{{' '.join(texts)}}}"
        case Heading() | Organisation():
            return rf"\subsection*{{{', '.join(texts)}}}"
        case Entry() | Role() | Term():
            return rf"\textbf{{{texts[0]}}} {', '.join(texts[1:])}"
        case Point():
            return rf"\hangindent=1.5em\hangafter=1 \textbullet\ {': '.join(texts)}"
        case Name() | Contact() | Header() | Note() | Paragraph() | Numbered():
            return " ".join(texts)


def missing() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]
