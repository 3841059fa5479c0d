"""Every character that cvtex leaves to pdfLaTeX is printed, and three extractors read it back."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from printed import glyphs
from running import run_cvtex

from cvtex.emit.latex.characters import EIGHT_BIT

# Characters printed as others: typewriter quotes as typographic ones, special hyphens as the plain one.
PRINTED_AS = {"'": "’", "`": "‘", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"}
# TeX builds these math signs from several glyphs, or from a glyph with another meaning. Only extractors that use
# ActualText read them as one character.
BUILT = frozenset("‖↦↪⇌⟵⟶≅≲≳⊨⋉⋊ℏ∉□⋯⋮⋱∠∆∖∣")
HEED_ACTUAL_TEXT = {"pypdfium2"}
SILENT = {character for character in EIGHT_BIT if unicodedata.category(character) in ("Zs", "Cf")}


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["classic", pytest.param("modern", marks=pytest.mark.long)])
def test_every_character_is_printed_and_read_back(theme: str, tmp_path: Path) -> None:
    characters = sorted(EIGHT_BIT - SILENT)
    assert len(characters) > 500
    items = "".join(f"      - {yaml_string(character)}\n" for character in characters)
    text = f"owner: {{name: Ada Example}}\ntheme: {theme}\nsections:\n  list:\n    kind: list\n    items:\n{items}"
    (tmp_path / "cv.yaml").write_text(text, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)

    data = (tmp_path / "build" / "cv-full.pdf").read_bytes()
    for extractor, pages in extracted(tmp_path / "build" / "cv-full.pdf", data).items():
        read = folded(pages)
        wanted = [character for character in characters if extractor in HEED_ACTUAL_TEXT or character not in BUILT]
        missing = [character for character in wanted if folded(f"[{printed(character)}]") not in read]
        assert [] == missing, extractor


def extracted(path: Path, data: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(data)
    return {
        "pdfminer": "".join(glyph.character for glyph in glyphs(path)),
        "pypdf": "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages),
        "pypdfium2": "".join(page.get_textpage().get_text_range() for page in document),
    }


def printed(character: str) -> str:
    return PRINTED_AS.get(character, character)


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("\N{WORD JOINER}", "").split())


def yaml_string(character: str) -> str:
    """Put the character in brackets, and escape markup and YAML's quotes."""
    escaped = f"\\{character}" if character in "\\`*_[]<>$&" else character
    return "'[" + escaped.replace("'", "''") + "]'"
