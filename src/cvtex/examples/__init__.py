"""One example for each kind of section, ready to paste under `sections:`; `cvtex new --kind` prints it.

docs/reference.md shows each file with its picture, and a test builds them all. `publications.bib` is the bibliography
of the example of that kind. All people, works and numbers are invented.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
BIBLIOGRAPHY: Final = _FOLDER / "publications.bib"


def kinds() -> list[str]:
    """The kinds of section, in alphabetical order."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def example_of(kind: str) -> str:
    """The example's text: one section, or two, by their ids, without indentation."""
    return (_FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")
