"""What mutations begin with: the project's samples, examples and documents of tests, and small seeds of our own.

Where a folder `shared` stands beside the checkout, its cases, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from page_source import pdf_of
from pictures import gradient, saved, transparent, turned
from small_fonts import SANS, SERIF, small_font
from word_source import word_document

from cvtex.importers.sources import SOURCES, recognised

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
_SHARED: Final = ROOT.parent / "shared"
_DOCUMENTS: Final = ROOT / "tests" / "documents"
_PART: Final = re.compile(r"^---- (\S+)(?: as \S+)?\n", re.MULTILINE)
_CASE_PART: Final = re.compile(r"^--- (\S+) ---\n", re.MULTILINE)
_MOST_BYTES: Final = 60_000
_OWNER: Final = "owner: {name: Ada Heron}\n"

Files = Mapping[str, bytes]


@cache
def cvs() -> tuple[Files, ...]:
    """CVs with their bibliographies. Each has a cv.yaml."""
    found = [*small_cvs(), *map(_folder, (ROOT, *sorted((ROOT / "examples").iterdir())))]
    found += [_document(path, _PART, "cv.yaml") for path in sorted((_DOCUMENTS / "errors").glob("*.txt"))]
    found += [_folder(path) for path in sorted((_DOCUMENTS / "themes").iterdir())]
    found += [_document(path, _CASE_PART) for path in sorted((_SHARED / "cases").glob("*.case"))]
    for path in sorted((_SHARED / "cases" / "hostile").glob("*.yaml")):
        bib = path.with_suffix(".bib")
        found.append({"cv.yaml": path.read_bytes(), "p.bib": bib.read_bytes() if bib.exists() else b""})
    return tuple(one for one in found if "cv.yaml" in one)


@cache
def small_cvs() -> tuple[Files, ...]:
    """CVs without errors that build fast: the example of each kind of section, and our own."""
    examples = ROOT / "src" / "cvtex" / "examples"
    found: list[Files] = []
    for path in sorted(examples.glob("*.yaml")):
        body = "".join(f"  {line}\n" for line in path.read_text(encoding="utf-8").splitlines())
        head = "bibliography: publications.bib\n" if path.stem == "publications" else ""
        files = {"cv.yaml": f"{_OWNER}{head}sections:\n{body}".encode()}
        if head:
            files["publications.bib"] = (examples / "publications.bib").read_bytes()
        found.append(files)
    found += [_document(path, _PART) for path in sorted((HERE / "seeds").glob("*.txt"))]
    return tuple(found)


def _folder(folder: Path) -> Files:
    if not folder.is_dir():
        return {}
    paths = (one for ending in ("yaml", "bib", "jpg", "png") for one in sorted(folder.glob(f"*.{ending}")))
    return {one.name: one.read_bytes() for one in paths if not one.name.startswith("cv.private")}


def _document(path: Path, header: re.Pattern[str], first: str = "") -> Files:
    """The files of a text with a line before each."""
    pieces = header.split(path.read_text(encoding="utf-8"))
    files = {name: text.encode() for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}
    if first and pieces[0].strip():
        files = {first: pieces[0].encode(), **files}
    return {name: data for name, data in files.items() if name not in ("expect", "expected")}


@cache
def bibliographies() -> tuple[str, ...]:
    found = [
        data.decode("utf-8", "replace") for files in cvs() for name, data in files.items() if name.endswith(".bib")
    ]
    found += [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((_DOCUMENTS / "imports" / "bib").glob("*/source.*"))
    ]
    return tuple(one for one in found if len(one) <= _MOST_BYTES)


@cache
def sources(kind: str) -> tuple[bytes, ...]:
    """What can be imported as this kind."""
    found: list[bytes] = []
    for path in sorted((_DOCUMENTS / "imports" / kind).glob("*/source.*")):
        match path.suffix:
            case ".word":
                found.append(word_document(path.read_text(encoding="utf-8")))
            case ".page":
                found.append(pdf_of(path.read_text(encoding="utf-8")))
            case _:
                found.append(path.read_bytes())
    return tuple(one for one in (*found, *_shared_sources().get(kind, ())) if len(one) <= _MOST_BYTES)


@cache
def _shared_sources() -> Mapping[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for folder in ("formats", "corpus"):
        for path in sorted((_SHARED / folder).rglob("*")):
            if path.suffix in (".json", ".yaml", ".xml", ".bib") and path.stat().st_size <= _MOST_BYTES:
                data = path.read_bytes()
                found.setdefault(recognised(data) or "", []).append(data)
    return found


KINDS: Final = tuple(SOURCES)


@cache
def pdfs() -> tuple[bytes, ...]:
    own = [path.read_bytes() for path in sorted((HERE / "seeds").glob("*.pdf"))]
    return (*own, *sources("pdf"), (_DOCUMENTS / "pdf" / "tagpdf.pdf").read_bytes())


@cache
def profiles() -> tuple[str, ...]:
    return tuple(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "src" / "cvtex" / "profiles").glob("*.yaml"))
    )


@cache
def themes() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "styles" / "themes").glob("*.yaml")))


@cache
def pictures() -> Mapping[str, tuple[bytes, ...]]:
    """Photographs, by the ending of their names."""
    modes = [saved(gradient(mode=mode), "PNG") for mode in ("RGB", "L", "P", "1", "RGBA")]
    pngs = (*modes, *(saved(transparent(mode), "PNG") for mode in ("RGBA", "LA")))
    jpegs = (*(saved(gradient(mode=mode), "JPEG") for mode in ("RGB", "L", "CMYK")), *map(turned, (1, 3, 6, 8)))
    progressive = saved(gradient(), "JPEG", progressive=True)
    return {"png": pngs, "jpg": (*jpegs, progressive)}


FONT_TEXT: Final = "Ada Heron office fly 0123456789 ÄÖÜäöüß éèç .,:;()[]–—“”’•"


@cache
def fonts() -> Mapping[str, tuple[bytes, ...]]:
    """Small fonts, by the ending of their names."""
    return {"ttf": (small_font(SANS, FONT_TEXT),), "otf": (small_font(SERIF, FONT_TEXT),)}
