"""A Word document -> what a reader of it gets: the texts with the numbers of lists, links, and what is bold.

It reads the file with the standard library, not with the one that wrote it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from cvtex.verify.text import ReadBack

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands in place of a picture for those who do not see it.
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
# It orders what stands beside it, and is no part of a word.
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_docx(data: bytes) -> ReadBack:
    """Also report what Word would have to repair: broken XML, and references to what is not there."""
    try:
        with ZipFile(BytesIO(data)) as file:
            body, styles, numbering, relations = (
                fromstring(file.read(f"word/{name}"))  # noqa: S314 - the file was written by this program
                for name in ("document.xml", "styles.xml", "numbering.xml", "_rels/document.xml.rels")
            )
    except (BadZipFile, KeyError, ParseError) as problem:
        return ReadBack("", problems=(f"this is not a Word document: {problem}",))
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    links = [link.get(f"{_R}id", "") for link in body.iter(f"{_W}hyperlink")]
    numbers = _Numbers(numbering)
    paragraphs = list(body.iter(f"{_W}p"))
    return ReadBack(
        "\n".join([numbers.label(one) + _text(one) for one in paragraphs]),
        frozenset(targets[link] for link in links if link in targets),
        tuple(piece for one in paragraphs for piece in _bold(one)),
        (
            *_missing("link", links, targets),
            *_missing("style", _named(body, "pStyle", "rStyle"), {one.get(f"{_W}styleId", "") for one in styles}),
            *_missing("list", _named(body, "numId"), numbers.lists),
        ),
    )


def _named(body: Element, *kinds: str) -> Iterator[str]:
    return (_value(one) for kind in kinds for one in body.iter(f"{_W}{kind}"))


def _missing(kind: str, names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    return (f"there is no {kind} '{name}' in the document" for name in dict.fromkeys(names) if name not in known)


class _Numbers:
    """Counts as Word does."""

    def __init__(self, numbering: Element) -> None:
        texts = {
            format_.get(f"{_W}abstractNumId"): _value(format_.find(f"{_W}lvl/{_W}lvlText"))
            for format_ in numbering.findall(f"{_W}abstractNum")
        }
        self._texts: dict[str, str] = {}
        self._next: dict[str, int] = {}
        for list_ in numbering.findall(f"{_W}num"):
            id_ = list_.get(f"{_W}numId", "")
            self._texts[id_] = texts[_value(list_.find(f"{_W}abstractNumId"))]
            self._next[id_] = int(_value(list_.find(f"{_W}lvlOverride/{_W}startOverride")) or 1)

    @property
    def lists(self) -> Collection[str]:
        return self._texts.keys()

    def label(self, paragraph: Element) -> str:
        list_ = _value(paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId"))
        if list_ not in self._next:
            return ""
        number = self._next[list_]
        self._next[list_] = number + 1
        return self._texts[list_].replace("%1", str(number)) + " "


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _text(element: Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag == f"{_W}t":
            yield (one.text or "").replace(_LEFT_TO_RIGHT_MARK, "")
        elif one.tag == _PICTURE:
            yield one.get("descr", "")
        elif one.tag in {f"{_W}tab", f"{_W}br"}:
            yield " "


def _bold(paragraph: Element) -> Iterator[str]:
    """Yield the bold texts. Neighbouring runs are one."""
    text = ""
    for run in paragraph.iter(f"{_W}r"):
        switch = run.find(f"{_W}rPr/{_W}b")
        if switch is not None and _value(switch) != "0":
            text += _text(run)
        elif text:
            yield text
            text = ""
    if text:
        yield text
