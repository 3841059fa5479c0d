"""PDFs from a text that shows what stands where.

    72 780 b22 Ada Lovelace          in bold, 22 points, 72 points from the left edge and 780 from the lower one
    72 +14 r10 Professor             14 points below; r: roman, i: italic, g: grey, o: small letters of another colour
    >523 = r10 2019                  at the same height, and ending there
    72 +14 r10 <L/LI/Lbl> •          in elements of the structure tree; neighbours share those with the same names and
                                     numbers, such as LI2
    72 +14 r10 <Artifact> Page 1     no content
    72 +14 r10 [text](address)       a link
    %page                            a new page
    %words                           each word is placed on its own, without blanks, as TeX does it
    ! q 1 0 0 1 0 0 cm               operators of PDF, as they are

All letters are half as wide as they are high. Lines that begin with `#` are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LINE: Final = re.compile(
    r"(?P<right>>?)(?P<left>[\d.]+) (?P<height>[+=]?[\d.]*) (?P<font>[a-z]+?)(?P<size>[\d.]+) "
    r"(?:<(?P<tags>[\w/]+)> ?)?(?P<text>.*)"
)
_LINK: Final = re.compile(r"\[(?P<text>[^]]+)\]\((?P<address>[^)\s]+)\)")
_FONTS: Final = {"r": "Helvetica", "b": "Helvetica-Bold", "i": "Helvetica-Oblique", "g": "Helvetica", "o": "Helvetica"}
_INKS: Final = {"g": "0.5 g", "o": "0.8 0.3 0 rg"}
_WIDTH: Final = 0.5
_CODES: Final = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Unicode def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


class _Element:
    def __init__(self, role: str) -> None:
        self.role = role
        self.kids: list[_Element | tuple[int, int]] = []


class _Page:
    def __init__(self) -> None:
        self.content: list[str] = []
        self.links: list[tuple[tuple[float, float, float, float], str]] = []
        self.marks = 0


class _Builder:
    def __init__(self) -> None:
        self.pages = [_Page()]
        self.tree = _Element("Document")
        self.path: list[tuple[str, _Element]] = []
        self.height = 800.0
        self.is_in_words = False

    def read(self, text: str) -> None:
        for line in text.splitlines():
            if line.startswith("!"):
                self.pages[-1].content.append(line[1:])
            elif line == "%page":
                self.pages.append(_Page())
                self.height = 800.0
            elif line == "%words":
                self.is_in_words = True
            elif found := _LINE.fullmatch(line):
                self._line(found)
            else:
                assert not line.strip() or line.startswith("#"), line

    def _line(self, found: re.Match[str]) -> None:
        page, size = self.pages[-1], float(found["size"])
        if found["height"].startswith("+"):
            self.height -= float(found["height"][1:])
        elif found["height"] != "=":
            self.height = float(found["height"])
        text = _LINK.sub(lambda one: one["text"], found["text"])
        width = _WIDTH * size * len(text)
        left = float(found["left"]) - (width if found["right"] else 0)
        for link in _LINK.finditer(found["text"]):
            start = left + _WIDTH * size * len(_LINK.sub(lambda one: one["text"], found["text"][: link.start()]))
            box = (start, self.height - 0.2 * size, start + _WIDTH * size * len(link["text"]), self.height + 0.8 * size)
            page.links.append((box, link["address"]))
        shown = [f"{_INKS.get(found['font'][0], '0 g')} BT /{found['font'][0]} {size} Tf"]
        pieces = re.finditer(r"\S+", text) if self.is_in_words else [re.match(r".*", text)]
        at = 0.0
        for piece in pieces:
            assert piece
            place = _WIDTH * size * piece.start()
            shown.append(f"1 0 0 1 {left + place:g} {self.height:g} Tm <{piece[0].encode('utf-16-be').hex()}> Tj")
            at = place
        assert at >= 0
        page.content += [self._begin(found["tags"] or ""), *shown, "ET", "EMC" if found["tags"] else ""]

    def _begin(self, tags: str) -> str:
        if tags == "Artifact":
            return "/Artifact BMC"
        if not tags:
            return ""
        names = tags.split("/")
        shared = 0
        while shared < min(len(names), len(self.path)) and self.path[shared][0] == names[shared]:
            shared += 1
        del self.path[shared:]
        for name in names[shared:]:
            outer = self.path[-1][1] if self.path else self.tree
            element = _Element(re.sub(r"(?<=[A-Za-z])\d+$", "", name) if not re.fullmatch(r"H[1-6]", name) else name)
            outer.kids.append(element)
            self.path.append((name, element))
        page = self.pages[-1]
        page.marks += 1
        self.path[-1][1].kids.append((len(self.pages) - 1, page.marks - 1))
        return f"/{self.path[-1][1].role} <</MCID {page.marks - 1}>> BDC"

    def file(self) -> bytes:
        objects: list[bytes] = []

        def add(data: bytes | str) -> int:
            objects.append(data.encode("latin-1") if isinstance(data, str) else data)
            return len(objects)

        codes = add(_stream(_CODES))
        fonts = []
        for name, base in _FONTS.items():
            inner = add(
                f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /DW {_WIDTH * 1000:g}"
                " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            )
            font = add(
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H"
                f" /DescendantFonts [{inner} 0 R] /ToUnicode {codes} 0 R >>"
            )
            fonts.append(f"/{name} {font} 0 R")
        tree, root = len(objects) + 1, len(objects) + 2
        objects += [b"", b""]
        pages = []
        for page in self.pages:
            content = add(_stream("\n".join(page.content).encode()))
            links = " ".join(f"{add(_link(*one))} 0 R" for one in page.links)
            pages.append(
                add(
                    f"<< /Type /Page /Parent {root} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R"
                    f" /Resources << /Font << {' '.join(fonts)} >> >> /Annots [{links}] >>"
                )
            )
        kids = " ".join(f"{one} 0 R" for one in pages)
        objects[root - 1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()

        def element(one: _Element, parent: int) -> int:
            number = add(b"")
            inner = [
                f"{element(kid, number)} 0 R"
                if isinstance(kid, _Element)
                else f"<< /Type /MCR /Pg {pages[kid[0]]} 0 R /MCID {kid[1]} >>"
                for kid in one.kids
            ]
            objects[number - 1] = f"<< /S /{one.role} /P {parent} 0 R /K [{' '.join(inner)}] >>".encode()
            return number

        top = element(self.tree, tree)
        objects[tree - 1] = f"<< /Type /StructTreeRoot /K {top} 0 R >>".encode()
        is_tagged = f" /StructTreeRoot {tree} 0 R /MarkInfo << /Marked true >>" if self.tree.kids else ""
        catalog = add(f"<< /Type /Catalog /Pages {root} 0 R{is_tagged} >>")
        return b"".join(_file(objects, catalog))


def pdf_of(text: str) -> bytes:
    builder = _Builder()
    builder.read(text)
    return builder.file()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >> stream\n%s\nendstream" % (len(data), data)


def _link(box: tuple[float, ...], address: str) -> str:
    place = " ".join(f"{one:g}" for one in box)
    return f"<< /Type /Annot /Subtype /Link /Rect [{place}] /A << /S /URI /URI ({address}) >> >>"


def _file(objects: list[bytes], catalog: int) -> Iterator[bytes]:
    yield b"%PDF-1.7\n"
    place = len(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        data = b"%d 0 obj\n%s\nendobj\n" % (number, one)
        places.append(place)
        place += len(data)
        yield data
    size = len(objects) + 1
    yield b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(b"%010d 00000 n \n" % one for one in places))
    yield b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, catalog, place)
