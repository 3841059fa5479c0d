"""Read a PDF's text from its structure tree with pypdf, without any code of cvtex."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ContentStream

Contents = dict[tuple[int, int], str]


def texts_by_role(pdf: Path, role: str) -> list[str]:
    """Return the text of each element of this role, without its label. ActualText replaces the text it encloses."""
    reader = pypdf.PdfReader(pdf)
    contents = _contents(reader)
    pages = {
        page.indirect_reference.idnum: number for number, page in enumerate(reader.pages) if page.indirect_reference
    }
    root: Any = reader.root_object["/StructTreeRoot"]
    return ["".join(_said(element, contents, pages, 0)) for element in _walk(root["/K"]) if element["/S"] == f"/{role}"]


def _walk(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from _walk(kid)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from _walk(node.get("/K", []))


def _said(node: Any, contents: Contents, pages: dict[int, int], page: int) -> Iterator[str]:
    node = node.get_object()
    inner: Any = node
    if isinstance(node, list):
        for kid in node:
            yield from _said(kid, contents, pages, page)
    elif isinstance(node, int):
        yield contents.get((page, int(node)), "")
    elif isinstance(node, dict) and node.get("/Type") != "/OBJR" and node.get("/S") != "/Lbl":
        if "/Pg" in node:
            page = pages[inner.raw_get("/Pg").idnum]
        if "/MCID" in node:
            yield contents.get((page, int(node["/MCID"])), "")
        elif "/ActualText" in node:
            yield str(node["/ActualText"])
        else:
            yield from _said(node.get("/K", []), contents, pages, page)


def _contents(reader: pypdf.PdfReader) -> Contents:
    """Return the text of each marked-content sequence, by page number and MCID."""
    found: defaultdict[tuple[int, int], str] = defaultdict(str)
    for page_number, page in enumerate(reader.pages):
        resources: Any = page["/Resources"]
        fonts = {name: _characters(font.get_object()) for name, font in resources["/Font"].items()}
        numbers: list[int | None] = [None]
        spoken: list[str] = [""]
        font: dict[int, str] = {}
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                properties: Any = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
                outer = None if operands[0] == "/Artifact" else numbers[-1]
                numbers.append(int(properties["/MCID"]) if "/MCID" in properties else outer)
                spoken.append(str(properties.get("/ActualText", "")))
                if spoken[-1] and numbers[-1] is not None:
                    found[page_number, numbers[-1]] += spoken[-1]
            elif operator == b"EMC":
                numbers.pop()
                spoken.pop()
            elif operator == b"Tf":
                font = fonts[operands[0]]
            elif operator in (b"Tj", b"TJ") and numbers[-1] is not None and not any(spoken):
                strings = operands[0] if operator == b"TJ" else operands
                codes = b"".join(_bytes(one) for one in strings if isinstance(one, (str, bytes)))
                found[page_number, numbers[-1]] += "".join(font.get(code, "\ufffd") for code in codes)
    return found


def _bytes(string: Any) -> bytes:
    return bytes(string) if isinstance(string, bytes) else bytes(string.original_bytes)


_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*(?:<([\w\s]+)>|\[([^\]]*)\])")
_CHARACTER = re.compile(rb"<(\w+)>\s*<([\w\s]+)>")


def _characters(font: Any) -> dict[int, str]:
    """Return code -> text from the font's ToUnicode."""
    data: bytes = font["/ToUnicode"].get_data()
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        found |= {int(code, 16): _text(text) for code, text in _CHARACTER.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, text, texts in _RANGE.findall(block):
            each = re.findall(rb"<([\w\s]+)>", texts) if texts else None
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                one = _text(each[step]) if each else _text(text)
                found[code] = one if each else one[:-1] + chr(ord(one[-1]) + step)
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "surrogatepass")
