"""Draw the gallery of themes: docs/gallery.png, and docs/themes/NAME.png with a page of two CVs in each theme.

    make gallery

The CVs are the sample, and examples/resume, which has two pages. They are built from copies whose theme is replaced.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from cvtex.read.style import built_in_themes

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"
RESUME: Final = ROOT / "examples" / "resume"
COLUMNS: Final = 4
OVERVIEW_DOTS_PER_INCH: Final = 42
PAGE_DOTS_PER_INCH: Final = 72
GAP: Final = 16
LABEL: Final = 26
FRAME: Final = (190, 190, 190)
_LOOK: Final = re.compile(r"^(?:theme: .*|design:\n(?: .*\n)*)", re.MULTILINE)


def main() -> None:
    themes = built_in_themes()
    with tempfile.TemporaryDirectory() as folder:
        pages = {theme: _pages(theme, Path(folder) / theme) for theme in themes}
        (DOCS / "themes").mkdir(exist_ok=True)
        for theme, (sample, resume) in pages.items():
            _save(
                _beside([_page(sample, PAGE_DOTS_PER_INCH), _page(resume, PAGE_DOTS_PER_INCH)]), f"themes/{theme}.png"
            )
        _save(
            _overview({theme: _page(sample, OVERVIEW_DOTS_PER_INCH) for theme, (sample, _) in pages.items()}),
            "gallery.png",
        )


def _pages(theme: str, folder: Path) -> tuple[Path, Path]:
    """Build both CVs in a theme -> their PDFs."""
    return _build(ROOT, theme, folder / "sample", "cv-full"), _build(RESUME, theme, folder / "resume", "cv-2page")


def _build(source: Path, theme: str, folder: Path, name: str) -> Path:
    folder.mkdir(parents=True)
    text = (source / "cv.yaml").read_text(encoding="utf-8")
    changed, count = _LOOK.subn(f"theme: {theme}\n", text, count=1)
    assert count == 1, f"{source} says nothing about its look"
    (folder / "cv.yaml").write_text(changed, encoding="utf-8")
    shutil.copy(source / "publications.bib", folder)
    variant = name.removeprefix("cv-")
    command = [sys.executable, "-m", "cvtex", "build", "--variant", variant, "--standard", "none"]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - this program itself
    return folder / "build" / f"{name}.pdf"


def _page(pdf: Path, dots_per_inch: int) -> Image.Image:
    """Draw the first page, with a frame."""
    page: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=dots_per_inch / 72).to_pil().convert("RGB")
    framed = Image.new("RGB", (page.width + 2, page.height + 2), FRAME)
    framed.paste(page, (1, 1))
    return framed


def _beside(pages: list[Image.Image]) -> Image.Image:
    width = sum(page.width for page in pages) + GAP * (len(pages) - 1)
    sheet = Image.new("RGB", (width, max(page.height for page in pages)), "white")
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width + GAP
    return sheet


def _overview(pages: dict[str, Image.Image]) -> Image.Image:
    """All themes in rows, each above its name."""
    width = max(page.width for page in pages.values()) + GAP
    height = max(page.height for page in pages.values()) + GAP + LABEL
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (width * COLUMNS - GAP, height * rows - GAP), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=16)
    for place, (theme, page) in enumerate(pages.items()):
        left, top = place % COLUMNS * width, place // COLUMNS * height
        sheet.paste(page, (left, top))
        pen.text((left + page.width / 2, top + page.height + 4), theme, fill="black", font=font, anchor="ma")
    return sheet


def _save(image: Image.Image, name: str) -> None:
    # The octree keeps colours of small areas, such as those of headings.
    image.quantize(colors=64, method=Image.Quantize.FASTOCTREE).save(DOCS / name, optimize=True)


if __name__ == "__main__":
    main()
