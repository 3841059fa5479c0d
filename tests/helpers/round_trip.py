"""Printed strings x a PDF -> those that a text extractor does not find, in order, by three programs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pypdf
from pdfminer.high_level import extract_text

from cvtex.build.results import BuildResult
from cvtex.emit.latex import escaping
from cvtex.emit.promises import printed_texts
from cvtex.text.richtext import Math, RichText, plain
from cvtex.value import replace


def printed_strings(built: BuildResult) -> list[str]:
    assert built.typeset is not None
    return [one.text for one in printed_texts(built.typeset.document.blocks, escaping.extracted_text)]


def strings_between_formulas(built: BuildResult) -> list[str]:
    """What programs find that read glyphs, whatever text stands in their place."""
    assert built.typeset is not None
    texts = [plain(_marked(text)) for block in built.typeset.document.blocks for text in block.texts]
    return [escaping.extracted_text(piece) for text in texts for piece in text.split(_FORMULA) if piece.strip()]


_FORMULA = "\ue000"


def _marked(text: RichText) -> RichText:
    """With a sign for each formula."""
    return tuple(
        node
        if isinstance(node, str)
        else _FORMULA
        if isinstance(node, Math)
        else replace(node, content=_marked(node.content))
        for node in text
    )


def folded(text: str) -> str:
    """White space is folded. A soft hyphen and a space without width say that a line ends within a word: with the
    line's end they are nothing (ISO 32000-1, 14.8.2.2.3). Unicode's forms of a sign are one (NFKC).
    """
    # Formulas have word joiners, which are nothing.
    normal = unicodedata.normalize("NFKC", text).replace("\N{WORD JOINER}", "")
    whole = re.sub("[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}]\\s*", "", normal)
    return " ".join(whole.split())


def missing_in_order(strings: Iterable[str], text: str) -> list[str]:
    """Each string must stand behind the one before it."""
    text, place, missing = folded(text), 0, []
    for string in map(folded, strings):
        found = text.find(string, place)
        if found < 0:
            missing.append(string)
        else:
            place = found + len(string)
    return missing


def missing(
    strings: list[str], pdf: Path, foot: str, between_formulas: list[str] | None = None
) -> dict[str, list[str]]:
    """By extractor. Those that read glyphs are asked for what stands between formulas, poppler for all. `foot`: the
    name in the running foot, which to a program that heeds no structure is text like any other.

    poppler tells the order of a page's stream with -raw, where it ends a line at each raised letter, so that there
    white space does not count; without it, it puts what it takes for columns one after the other, so that there words
    count alone.
    """
    data, between = pdf.read_bytes(), strings if between_formulas is None else between_formulas
    found = {
        "pypdf": missing_in_order(
            between, flow([page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages], foot)
        ),
        "pdfminer.six": missing_in_order(between, flow(extract_text(io.BytesIO(data)).split("\f"), foot)),
    }
    if poppler := shutil.which("pdftotext"):
        laid_out, raw = (_output(poppler, *options, str(pdf)) for options in ((), ("-raw",)))
        bare = ["".join(folded(string).split()) for string in strings]
        found["poppler, order"] = missing_in_order(bare, "".join(folded(flow(raw.split("\f"), foot)).split()))
        wanted = Counter(word for string in strings for word in _words(string))
        found["poppler, words"] = sorted((wanted - Counter(_words(laid_out))).elements())
    return found


def flow(pages: list[str], foot: str) -> str:
    """The pages' texts without the feet, so that what goes on over a page's end is whole."""
    return "\n".join(
        re.sub(rf"{re.escape(foot)}\s*{number}\s*\Z", "", unicodedata.normalize("NFC", " ".join(page.split(" "))))
        for number, page in enumerate(pages, 1)
    )


def _words(text: str) -> list[str]:
    """Without the colon that themes put after a label."""
    return [word.rstrip(":") for word in folded(text).split()]


def _output(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments, "-"], capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8")
