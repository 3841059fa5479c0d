"""build/cv-full.pdf -> docs/cv-full-1.png, the picture in README: the first page at 96 dots per inch."""

from pathlib import Path

import pypdfium2

DOTS_PER_INCH = 96

root = Path(__file__).resolve().parents[1]
page = pypdfium2.PdfDocument(root / "build" / "cv-full.pdf")[0]
page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("P", colors=32).save(
    root / "docs" / "cv-full-1.png", optimize=True
)
