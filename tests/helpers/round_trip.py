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

from cvtex.emit.promises import printed_texts
from cvtex.pipeline import Built


def printed_strings(built: Built) -> list[str]:
    assert built.printed is not None
    return [text for _, text in printed_texts(built.printed.sheet.blocks)]


def folded(text: str) -> str:
    """White space is folded. A soft hyphen and a space without width say that a line ends within a word: with the line's end
    they are nothing (ISO 32000-1, 14.8.2.2.3). Unicode's forms of a sign are one (NFKC).
    """
    whole = re.sub("[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}]\\s*", "", unicodedata.normalize("NFKC", text))
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


def missing(strings: list[str], pdf: Path, foot: str) -> dict[str, list[str]]:
    """By extractor. `foot`: the name in the running foot, which to a program that heeds no structure is text like any other.

    poppler tells the order of a page's stream with -raw, where it ends a line at each raised letter, so that there white space
    does not count; without it, it puts what it takes for columns one after the other, so that there words count alone.
    """
    data = pdf.read_bytes()
    found = {
        "pypdf": missing_in_order(strings, flow([page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages], foot)),
        "pdfminer.six": missing_in_order(strings, flow(extract_text(io.BytesIO(data)).split("\f"), foot)),
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
