"""Write PDFs object by object, valid or not, as a test needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SOUND_CATALOG = "/Lang (en) /ViewerPreferences << /DisplayDocTitle true >> /MarkInfo << /Marked true >>"
# Codes that the encoding does not define: a soft hyphen, a private-use and an unknown character.
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
    "1 begincodespacerange <00> <FF> endcodespacerange "
    "3 beginbfchar <AD> <00AD> <80> <E000> <81> <FFFD> endbfchar endcmap end end"
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>"
# Object numbers: 1 catalog, 2 page tree, 3 font, 4 structure tree root, 5 information dictionary, 6 ToUnicode of the
# font, from 10 pages, from 20 their streams.
FIRST_PAGE, FIRST_STREAM = 10, 20


def written_pdf(
    streams: Sequence[str],
    *,
    tree: str = "",
    objects: Mapping[int, str] | None = None,
    catalog: str = SOUND_CATALOG,
    page: str = "",
    title: str = "A letter",
    font: str = FONT,
) -> bytes:
    """Return a PDF with a page for each stream, in the font /F.

    `tree`, `catalog` and `page` are entries of the structure tree root, the catalog and each page.
    """
    pages = range(FIRST_PAGE, FIRST_PAGE + len(streams))
    bodies = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} {'/StructTreeRoot 4 0 R' if tree else ''} >>",
        2: f"<< /Type /Pages /Count {len(streams)} /Kids [{' '.join(f'{number} 0 R' for number in pages)}] >>",
        3: font,
        4: f"<< /Type /StructTreeRoot {tree} >>",
        5: f"<< /Title ({title}) >>" if title else "<< >>",
        6: stream_object(TO_UNICODE),
    }
    for place, stream in enumerate(streams):
        bodies[FIRST_PAGE + place] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {FIRST_STREAM + place} 0 R"
            f" /Resources << /Font << /F 3 0 R >> /XObject << /X 90 0 R >> >> {page} >>"
        )
        bodies[FIRST_STREAM + place] = stream_object(stream)
    bodies.update(objects or {})
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(places) + 1,
        start,
    )
    return bytes(out)


def stream_object(stream: str, entries: str = "") -> str:
    return f"<< /Length {len(stream)} {entries} >>\nstream\n{stream}\nendstream"


def line(text: str, height: int = 700, *, left: int = 72) -> str:
    return f"BT /F 12 Tf 1 0 0 1 {left} {height} Tm ({text}) Tj ET"


def marked(number: int, text: str, height: int = 700, *, role: str = "P", left: int = 72) -> str:
    return f"/{role} << /MCID {number} >> BDC {line(text, height, left=left)} EMC"


def element(role: str, kids: str, more: str = "", *, page: int | None = FIRST_PAGE) -> str:
    on_page = f"/Pg {page} 0 R" if page else ""
    return f"<< /Type /StructElem /S /{role} {on_page} /K {kids} {more} >>"
