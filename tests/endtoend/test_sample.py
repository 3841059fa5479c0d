"""The sample CV's PDFs hold the whole CV, and only the owner's name is bold in publications."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import yaml
from printed import Glyph, glyphs, squeeze
from running import run_cvtex

from cvtex.cite.people import read_people
from cvtex.model.bibliography import Entry
from cvtex.read.bib import read_bibliography
from cvtex.text.tex import tex_to_plain

# The owner's surnames in the sample's publications, and their number.
OWNER_FORMS = {"Lapuschkin": 44, "Bach": 6}


@pytest.fixture(scope="module")
def full(sample: Path) -> Path:
    return sample / "build" / "cv-full.pdf"


@pytest.fixture(scope="module")
def full_glyphs(full: Path) -> list[Glyph]:
    return list(glyphs(full))


@pytest.fixture(scope="module")
def source(sample: Path) -> Any:
    return yaml.load((sample / "cv.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def entries(sample: Path) -> tuple[Entry, ...]:
    return read_bibliography("publications.bib", (sample / "publications.bib").read_bytes()).value.entries


def test_every_string_of_the_source_is_printed(full: Path, full_glyphs: list[Glyph], source: Any) -> None:
    page_text = squeeze("".join(glyph.character for glyph in full_glyphs))
    strings = [text for name, section in source["sections"].items() for text in printed_strings(section)]
    assert len(strings) > 150
    assert [] == [text for text in strings if squeeze(text) not in page_text]


def printed_strings(value: Any, key: str = "") -> Iterator[str]:
    """Yield a section's English texts, without kinds, dates, addresses and short forms."""
    silent = {
        "kind",
        "dates",
        "date",
        "priority",
        "short",
        "de",
        "numbering",
        "types",
        "status",
        "must",
        "high",
        "low",
        "url",
        "only",
    }
    if key in silent:
        return
    if isinstance(value, dict):
        for name, member in value.items():
            yield from printed_strings(member, name)
    elif isinstance(value, list):
        for member in value:
            yield from printed_strings(member, key)
    else:
        for paragraph in value.split("\n\n"):
            yield without_markup(paragraph)


def without_markup(text: str) -> str:
    import re

    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def test_every_publication_is_printed(full_glyphs: list[Glyph], entries: tuple[Entry, ...]) -> None:
    page_text = squeeze("".join(glyph.character for glyph in full_glyphs))
    assert len(entries) == 50
    for entry in entries:
        for field in (
            "title",
            "journal",
            "booktitle",
            "year",
            "volume",
            "pages",
            "note",
            "award",
            "publisher",
        ):
            assert squeeze(tex_to_plain(entry.tex(field))) in page_text, (entry.key, field)


def test_only_the_owner_is_bold_in_publications(full_glyphs: list[Glyph]) -> None:
    bold = "".join(glyph.character if glyph.is_bold else "\n" for glyph in publications_of(full_glyphs))
    names = [name for name in bold.split("\n") if squeeze(name)]
    runs = squeeze("".join(names))
    owners = {form: runs.count(squeeze(form)) for form in OWNER_FORMS}
    assert owners == OWNER_FORMS
    # The only other bold text is the headings of the groups.
    rest = runs
    for form in OWNER_FORMS:
        rest = rest.replace(squeeze(f"{form} S"), "")
    assert rest in squeeze("Contributions to Conference Proceedings and Workshops Book Chapters Preprints")


def publications_of(all_glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs after the heading of the first group."""
    visible = [glyph for glyph in all_glyphs if squeeze(glyph.character)]
    text = "".join(squeeze(glyph.character)[:1] for glyph in visible)
    heading = squeeze("Journal Articles")
    return visible[text.index(heading) + len(heading) :]


def test_author_lists_are_complete_and_in_order(full_glyphs: list[Glyph], entries: tuple[Entry, ...]) -> None:
    page_text = squeeze("".join(glyph.character for glyph in full_glyphs))
    for entry in entries:
        families = [squeeze(person.family) for person in read_people(entry.tex("author")).persons]
        title = page_text.index(squeeze(tex_to_plain(entry.tex("title"))), page_text.index("journalarticles"))
        position = title - sum(map(len, families)) - 12 * len(families)
        for family in families:
            position = page_text.find(family, max(0, position))
            assert 0 <= position < title, (entry.key, family)
            position += len(family)


def test_two_pages_are_two_full_pages(sample: Path, full_glyphs: list[Glyph]) -> None:
    short = list(glyphs(sample / "build" / "cv-2page.pdf"))
    pages = sorted({glyph.page for glyph in short})
    assert pages == [1, 2]
    for page in pages:
        # The page number is below the text and has no line of its own in it.
        heights = sorted({round(glyph.y) for glyph in short if glyph.page == page})
        foot, lowest, highest = heights[0], heights[1], heights[-1]
        room = highest - (foot + 30)
        assert (highest - lowest) / room > 0.85


def test_the_pdf_has_links_outline_and_metadata(full: Path, source: Any) -> None:
    reader = pypdf.PdfReader(full)
    assert reader.metadata is not None
    assert "Sebastian Lapuschkin" == reader.metadata.author
    assert "Sebastian Lapuschkin – Curriculum vitae" == reader.metadata.title
    assert "en-GB" == str(reader.root_object["/Lang"])
    titles = [section["title"]["en"] for section in source["sections"].values()]
    assert titles == [entry.title for entry in reader.outline if not isinstance(entry, list)]
    links = {annotation.get_object()["/A"]["/URI"] for page in reader.pages for annotation in page.get("/Annots", [])}
    assert "https://github.com/albermax/innvestigate" in links


def test_the_german_variant_speaks_german(sample: Path) -> None:
    pages = pypdfium2.PdfDocument(sample / "build" / "cv-german.pdf")
    text = squeeze("".join(page.get_textpage().get_text_range() for page in pages))
    for phrase in (
        "Kurzbiografie",
        "Beruflicher Werdegang",
        "Jan. 2021 – heute",
        "geb. Bach",
        "und Samek W",
        "erteilt",
    ):
        assert squeeze(phrase) in text
    assert "present" not in text.partition("veroffentlichungen")[0].replace("presentation", "")


@pytest.mark.slow
def test_the_kept_tex_compiles_by_hand_and_gives_the_same_pages(sample: Path, tmp_path: Path) -> None:
    import os
    import subprocess

    from cvtex.typeset.engine import find_engine

    engine = find_engine("embedded", os.environ)
    assert engine is not None
    for file in (sample / "build").iterdir():
        if file.suffix in (".tex", ".sty", ".def"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    subprocess.run(
        [engine.executable, "-interaction=batchmode", "cv-full.tex"],
        cwd=tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"},
        check=True,
        timeout=60,
        stdout=subprocess.DEVNULL,
    )
    # The tags, spaces and metadata added to TeX's PDF move nothing.
    by_hand = places(tmp_path / "cv-full.pdf")
    assert len(by_hand) > 10_000
    finished = places(sample / "build" / "cv-full.pdf")
    assert len(finished) == len(by_hand)
    assert all(one == pytest.approx(two, abs=0.002) for one, two in zip(finished, by_hand, strict=True))


def places(pdf: Path) -> list[tuple[int, float, float, float]]:
    return [
        (one.page, round(one.x, 3), round(one.y, 3), one.size) for one in glyphs(pdf) if not one.character.isspace()
    ]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no poppler")
@pytest.mark.parametrize("resolution", [72, 150, 200])
def test_tags_change_no_pixel(sample: Path, tmp_path: Path, resolution: int) -> None:
    """Render with poppler, which positions glyphs in double precision. PDFium rounds each to 24 bits."""
    untagged = run_cvtex(["build", "--standard", "none", "-o", str(tmp_path)], sample)
    assert 0 == untagged.exit_code, untagged.errors
    tagged = rendered(sample / "build" / "cv-full.pdf", tmp_path / "tagged", resolution)
    assert len(tagged) == 8
    assert tagged == rendered(tmp_path / "cv-full.pdf", tmp_path / "untagged", resolution)


def rendered(pdf: Path, stem: Path, resolution: int) -> list[bytes]:
    import subprocess

    subprocess.run(["pdftoppm", "-r", str(resolution), pdf, stem], check=True, timeout=60)
    return [page.read_bytes() for page in sorted(stem.parent.glob(f"{stem.name}-*.ppm"))]


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(sample: Path, sources: Path) -> None:
    ran = run_cvtex(["build", "-V", "full", "-V", "2page", "-V", "german", "--engine", "embedded"], sources)
    assert 0 == ran.exit_code
    built = sorted((sources / "build").glob("*.pdf"))
    assert len(built) == 3
    for pdf in built:
        assert pdf.read_bytes() == (sample / "build" / pdf.name).read_bytes()
