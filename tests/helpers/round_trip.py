"""Printed strings and a PDF -> the strings that each of three text extractors does not find, in order."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pypdf
from pdfminer.high_level import extract_text
from printed import glyphs

from cvtex.build.results import BuildResult
from cvtex.emit.latex import escaping
from cvtex.emit.promises import printed_texts
from cvtex.text.richtext import LineBreak, Math, RichText, plain
from cvtex.value import replace


def printed_strings(built: BuildResult) -> list[str]:
    assert built.typeset is not None
    return [one.text for one in printed_texts(built.typeset.document.blocks, escaping.extracted_text)]


def strings_between_formulas(built: BuildResult) -> list[str]:
    """Return the text outside formulas, which extractors find even if they ignore ActualText."""
    assert built.typeset is not None
    texts = [plain(_marked(text)) for block in built.typeset.document.blocks for text in block.texts]
    return [escaping.extracted_text(piece) for text in texts for piece in text.split(_FORMULA) if piece.strip()]


_FORMULA = "\ue000"


def _marked(text: RichText) -> RichText:
    """Replace each formula by a private-use character."""
    return tuple(
        node
        if isinstance(node, str | LineBreak)
        else _FORMULA
        if isinstance(node, Math)
        else replace(node, content=_marked(node.content))
        for node in text
    )


def folded(text: str) -> str:
    """Fold white space and Unicode forms (NFKC). Remove soft hyphens and zero width spaces with the white space after
    them: they mark a line end within a word (ISO 32000-1, 14.8.2.2.3).
    """
    # Formulas contain word joiners, which are not text.
    normal = unicodedata.normalize("NFKC", text).replace("\N{WORD JOINER}", "")
    whole = re.sub("[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}]\\s*", "", normal)
    return " ".join(whole.split())


def missing_in_order(strings: Iterable[str], text: str) -> list[str]:
    """Return the strings that are not found after the string before them."""
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
    """Return missing strings by extractor: for poppler, of `strings`; for extractors that ignore ActualText, of
    `between_formulas`. `foot` is the name in the running foot, which extractors do not separate from the text.

    poppler keeps the order of the page stream only with -raw. There it breaks lines at raised letters, so white space
    is ignored. Without -raw it moves presumed columns, such as dates beside two lines, so only words are compared.
    The same is true of pdfminer.six without and with its analysis of the layout.
    """
    data, between = pdf.read_bytes(), strings if between_formulas is None else between_formulas
    streams = [
        "".join(glyph.character for glyph in page)
        for _, page in itertools.groupby(glyphs(pdf), lambda glyph: glyph.page)
    ]
    found = {
        "pypdf": missing_in_order(
            between, flow([page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages], foot)
        ),
        "pdfminer.six, order": missing_in_order(_bare(between), *_bare([flow(streams, foot)])),
        "pdfminer.six, words": _missing_words(between, extract_text(io.BytesIO(data))),
    }
    if poppler := shutil.which("pdftotext"):
        laid_out, raw = (_output(poppler, *options, str(pdf)) for options in ((), ("-raw",)))
        found["poppler, order"] = missing_in_order(_bare(strings), *_bare([flow(raw.split("\f"), foot)]))
        found["poppler, words"] = _missing_words(strings, laid_out)
    return found


def _bare(strings: Iterable[str]) -> list[str]:
    """Remove all white space."""
    return ["".join(folded(string).split()) for string in strings]


def _missing_words(strings: Iterable[str], text: str) -> list[str]:
    wanted = Counter(word for string in strings for word in _words(string))
    return sorted((wanted - Counter(_words(text))).elements())


def flow(pages: list[str], foot: str) -> str:
    """Join the pages' texts without their running lines, so that text across a page end is whole. `foot`: what stands
    beside the number, if anything does; also the line at the top.
    """
    name = r"\s*".join(map(re.escape, foot.split()))
    bare = []
    for number, page in enumerate(pages, 1):
        text = unicodedata.normalize("NFC", page.replace("\N{NO-BREAK SPACE}", " "))
        end = re.sub(rf"(?:{name}|\w+,\s*page\s*{number}\s*of\s*\d+)?\s*(?:{number}(?:\s*/\s*\d+)?)?\s*\Z", "", text)
        bare.append(end if number == 1 else re.sub(rf"\A\s*{name}", "", end))
    return "\n".join(bare)


def _words(text: str) -> list[str]:
    """Split into words, without the colon that themes add after a label."""
    return [word.rstrip(":") for word in folded(text).split()]


def _output(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments, "-"], capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8")
