"""The sample's variant `full` as documents for other programs. Their looks differ.

- latexmk: a plain LaTeX document as written by hand. biblatex and biber print the publications, from the same file.
- RenderCV, which sets YAML with Typst: sections are lists of texts, publications are RenderCV's own entries.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from cvtex.build import loading
from cvtex.build.preparing import cite_works, read_appearance, select_plan
from cvtex.build.typefaces import FontShelf
from cvtex.cache.store import NO_CACHE
from cvtex.cite.people import read_people
from cvtex.emit.blocks import (
    Block,
    Cards,
    Chart,
    Contact,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.emit.compose import compose
from cvtex.emit.latex import escaping
from cvtex.emit.promises import printed_texts
from cvtex.model import bibliography
from cvtex.read.bib import read_bibliography
from cvtex.text.tex import tex_to_plain

COMMAND = ("latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "cv.tex")
# Without the Markdown, HTML and pictures that it makes by default.
RENDERCV = ("rendercv", "render", "cv.yaml", "--quiet", "-nomd", "-nopng", "-pdf", "cv.pdf")
_NO_MARKUP = str.maketrans(dict.fromkeys("*_`$\\[]<>#@"))
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
# The headings of biblatex's lists, by entry type.
LISTS = {
    "article": "Journal Articles",
    "inproceedings": "Conference Proceedings",
    "incollection": "Book Chapters",
    "misc": "Preprints",
}


def document(cv: Path) -> str:
    lists = "\n".join(
        rf"\printbibliography[type={type_},heading=subbibliography,title={{{title}}}]" for type_, title in LISTS.items()
    )
    body = "\n\n".join(_set(block) for block in _blocks(cv))
    return f"{PREAMBLE}{body}\n\n\\section*{{Publications}}\n\\nocite{{*}}\n{lists}\n\\end{{document}}\n"


def _set(block: Block) -> str:
    texts = [escaping.text(one.text) for one in printed_texts([block], escaping.extracted_text)]
    match block.content:
        case Heading("section"):
            return rf"\section*{{{' '.join(texts)}}}"
        case Heading() | Organisation():
            return rf"\subsection*{{{', '.join(texts)}}}"
        case Entry() | Role() | Row() | Term() | Titled():
            return rf"\textbf{{{texts[0]}}} {', '.join(texts[1:])}"
        case Point():
            return rf"\hangindent=1.5em\hangafter=1 \textbullet\ {': '.join(texts)}"
        case (
            Name()
            | Headline()
            | Contact()
            | Header()
            | Portrait()
            | Cards()
            | Chart()
            | Note()
            | Paragraph()
            | Numbered()
            | FootnoteText()
        ):
            return " ".join(texts)


def _blocks(cv: Path) -> Iterator[Block]:
    """The blocks before the publications."""
    loaded = loading.load(cv)
    shelf = FontShelf(loaded.folder, loaded.files, os.environ, NO_CACHE)
    appearance = read_appearance(loaded, "full", shelf).value
    assert appearance is not None
    plan = select_plan(loaded, "full", appearance).value
    variant = cite_works(loaded, "full", appearance, plan).value
    assert variant is not None
    blocks = compose(plan, variant.references, appearance.owner, appearance.look.design)
    return takewhile(lambda block: block.item != "publications", blocks)


def missing() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def rendercv_document(cv: Path) -> str:
    """cv.yaml for RenderCV, as JSON, which is valid YAML."""
    sections: dict[str, list[Any]] = {}
    for block in _blocks(cv):
        texts = [one.text.translate(_NO_MARKUP) for one in printed_texts([block], escaping.extracted_text)]
        match block.content:
            case Heading("section"):
                sections[" ".join(texts)] = []
            case _ if sections:
                sections[list(sections)[-1]].append(", ".join(texts))
    works = read_bibliography("publications.bib", cv.with_name("publications.bib").read_bytes()).value
    sections["Publications"] = [_publication(entry) for entry in works.entries]
    named = {title: entries for title, entries in sections.items() if entries}
    return json.dumps({"cv": {"name": "Ada Example", "sections": named}, "design": {"theme": "classic"}}, indent=1)


def _publication(entry: bibliography.Entry) -> dict[str, Any]:
    def plain(field: str) -> str:
        return tex_to_plain(entry.tex(field)).translate(_NO_MARKUP)

    authors = [str(one) for one in read_people(entry.tex("author")).persons]
    found = {"journal": plain("journal") or plain("booktitle"), "doi": plain("doi"), "date": plain("year")}
    return {"title": plain("title"), "authors": authors} | {name: value for name, value in found.items() if value}
