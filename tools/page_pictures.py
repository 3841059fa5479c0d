"""Draw docs/cv-full-1.png, the first page of the sample, and docs/tutorial.png, what the tutorial ends with.

make pictures
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"
GAP: Final = 12
FRAME: Final = (190, 190, 190)


def main() -> None:
    _save(_pages(ROOT / "build" / "cv-full.pdf", 96)[0], "cv-full-1.png", colours=32)
    with tempfile.TemporaryDirectory() as folder:
        built = _tutorial(Path(folder))
        pages = [page for name in ("cv-full.pdf", "cv-one-page.pdf") for page in _pages(built / name, 54)]
    width = sum(page.width + 2 + GAP for page in pages) - GAP
    sheet = Image.new("RGB", (width, pages[0].height + 2), "white")
    left = 0
    for page in pages:
        sheet.paste(FRAME, (left, 0, left + page.width + 2, page.height + 2))
        sheet.paste(page, (left + 1, 1))
        left += page.width + 2 + GAP
    _save(sheet, "tutorial.png", colours=48)


def _tutorial(folder: Path) -> Path:
    """Follow the tutorial -> the folder of its PDFs."""
    sys.path.insert(0, str(ROOT / "tests" / "helpers"))
    from walkthrough import follow

    for _ in follow((DOCS / "tutorial.md").read_text(encoding="utf-8"), folder):
        pass
    return folder / "my-cv" / "build"


def _pages(pdf: Path, dots_per_inch: int) -> list[Image.Image]:
    return [page.render(scale=dots_per_inch / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def _save(image: Image.Image, name: str, *, colours: int) -> None:
    image.quantize(colours, method=Image.Quantize.FASTOCTREE).save(DOCS / name, optimize=True)


if __name__ == "__main__":
    main()
