"""A photograph in the header: its place, its alternative text, and variants and funders that forbid it."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pictures
import pypdf
import pytest
import verapdf
from many import a_few
from printed import glyphs
from running import copy_of_sample, run_cvtex

from cvtex.verify.finished import read_finished

needs_texlive = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX Live on PATH")
needs_verapdf = pytest.mark.skipif(not verapdf.is_available(), reason="no veraPDF")
THEMES = ["classic", pytest.param("modern", marks=pytest.mark.slow)]
ENGINES = ["embedded", "pdflatex"]

FEW = "contact: {email: ada@example.org}"
MANY = (
    "title: Univ.-Prof. Dr.-Ing. habil.\n  name_note: née Example\n"
    "  contact: {email: maximiliana@very-long-department.example.org, phone: +49 30 1234,"
    " address: 'Musterstraße 12, 12345 Berlin',"
    " location: Berlin, website: https://example.org/ada, orcid: 0000-0002-1825-0097,"
    " github: ada, linkedin: ada-example-of-berlin}"
)
CV = """\
owner:
  name: NAME
  photo: PHOTO
  CONTACT
theme: THEME
variants:
  full: {}
  german: {language: de}
  one: {pages: 1}
  none: {photo: false}
sections:
  about: {kind: text, title: {en: About, de: Zur Person}, text: {en: Some text., de: Ein Text.}}
"""


def write(folder: Path, theme: str, contact: str = FEW, name: str = "Ada Example", photo: str = "portrait.jpg") -> None:
    cv = CV.replace("THEME", theme).replace("PHOTO", photo).replace("CONTACT", contact).replace("NAME", name)
    (folder / "cv.yaml").write_text(cv, encoding="utf-8")
    (folder / "portrait.jpg").write_bytes(pictures.saved(pictures.gradient(140, 180), "JPEG"))


def build(folder: Path, *options: str) -> Path:
    ran = run_cvtex(["build", *options], folder)
    assert (0, "") == (ran.exit_code, ran.errors)
    return folder / "build"


def figures(pdf: Path) -> list[Any]:
    root: Any = pypdf.PdfReader(pdf).root_object["/StructTreeRoot"]
    header = root["/K"]["/K"][0].get_object()
    return (
        [kid.get_object() for kid in header["/K"] if kid.get_object()["/S"] == "/Figure"]
        if header["/S"] == "/Div"
        else []
    )


def box(pdf: Path) -> tuple[float, float, float, float]:
    (figure,) = figures(pdf)
    assert figure["/A"]["/O"] == "/Layout"
    left, bottom, right, top = map(float, figure["/A"]["/BBox"])
    return left, bottom, right, top


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["classic", pytest.param("modern", marks=pytest.mark.long)])
def test_the_photograph_is_a_figure_with_alternative_text(theme: str, tmp_path: Path) -> None:
    write(tmp_path, theme, photo="{file: portrait.jpg, alt: {en: Ada at her *desk*, de: Ada am Schreibtisch}}")
    folder = build(tmp_path, "-V", "full", "-V", "german", "--engine", "embedded")
    assert [str(one["/Alt"]) for one in figures(folder / "cv-full.pdf")] == ["Ada at her desk"]
    assert [str(one["/Alt"]) for one in figures(folder / "cv-german.pdf")] == ["Ada am Schreibtisch"]
    reader = pypdf.PdfReader(folder / "cv-full.pdf")
    header: Any = reader.root_object["/StructTreeRoot"]
    assert [kid.get_object()["/S"] for kid in header["/K"]["/K"][0]["/K"]] == ["/H1", "/P", "/Figure"]
    (image,) = reader.pages[0].images
    assert (image.image.size if image.image else None) == (140, 180)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("contact", [FEW, pytest.param(MANY, marks=pytest.mark.slow)], ids=["few", "many"])
def test_the_header_text_is_beside_the_photograph_and_sections_below(theme: str, contact: str, tmp_path: Path) -> None:
    name = "Ada Example" if contact == FEW else "Maximiliana Theodora von Hohenstaufen-Wittgenstein"
    write(tmp_path, theme, contact, name)
    pdf = build(tmp_path, "--engine", "embedded") / "cv-full.pdf"
    left, bottom, right, top = box(pdf)
    assert (right - left, top - bottom) == pytest.approx((85.04, 85.04 * 180 / 140), abs=0.1)
    assert right == pytest.approx(595.276 - 22 * 72 / 25.4, abs=0.1)
    found = list(glyphs(pdf))
    section = found["".join(glyph.character[0] for glyph in found).index("About")].y
    beside = [glyph for glyph in found if glyph.y > section + 20]
    assert {glyph.page for glyph in found} == {1}
    assert all(glyph.x + glyph.size < left for glyph in beside)
    # The section starts at its usual distance below the header text or the photograph, whichever is lower.
    lowest = min(glyph.y for glyph in beside)
    assert (lowest > bottom) == (contact == FEW)
    assert 20 < min(lowest, bottom) - section < 45


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pixels", "millimetres"),
    [
        ((20, 30), (26.67, 40)),
        ((1, 9_000), (0.0044, 40)),
        *(
            pytest.param(pixels, millimetres, marks=pytest.mark.long)
            for pixels, millimetres in (
                ((30, 30), (30, 30)),
                ((30, 20), (30, 20)),
                ((9_000, 1), (30, 0.0033)),
            )
        ),
    ],
)
def test_proportions_are_kept_within_bounds(
    pixels: tuple[int, int], millimetres: tuple[float, float], tmp_path: Path
) -> None:
    write(tmp_path, "classic")
    (tmp_path / "portrait.jpg").write_bytes(pictures.saved(pictures.gradient(*pixels), "PNG"))
    left, bottom, right, top = box(build(tmp_path, "--engine", "embedded") / "cv-full.pdf")
    assert ((right - left) * 25.4 / 72, (top - bottom) * 25.4 / 72) == pytest.approx(millimetres, abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_a_page_limit_is_met_with_a_photograph(theme: str, tmp_path: Path) -> None:
    write(tmp_path, theme)
    ran = run_cvtex(["build", "-V", "one", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert "% full" in ran.output
    # A new name in the same layout: the cached height of the old header must not be used.
    write(tmp_path, theme, MANY, "Maximiliana Theodora von Hohenstaufen-Wittgenstein zu Beispielhausen")
    again = run_cvtex(["build", "-V", "one", "--engine", "embedded"], tmp_path)
    assert (0, "") == (again.exit_code, again.errors)
    assert ran.output != again.output


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["embedded", pytest.param("pdflatex", marks=[pytest.mark.texlive, needs_texlive])])
def test_a_long_cv_keeps_its_limit_with_a_photograph(engine: str, tmp_path: Path) -> None:
    folder = copy_of_sample(tmp_path)
    text = (folder / "cv.yaml").read_text(encoding="utf-8")
    (folder / "cv.yaml").write_text(text.replace("\nowner:\n", "\nowner:\n  photo: me.png\n", 1), encoding="utf-8")
    (folder / "me.png").write_bytes(pictures.KINDS["alpha.png"])
    pdf = build(folder, "-V", "2page", "--engine", engine) / "cv-2page.pdf"
    facts = read_finished(pdf.read_bytes())
    assert (facts.pages, facts.pictures, len(figures(pdf))) == (2, 1, 1)


def test_a_variant_and_a_funder_may_forbid_it(tmp_path: Path) -> None:
    write(tmp_path, "classic")
    (tmp_path / "profiles").mkdir()
    rules = "title: T\nfunder: F\nversion: '1'\nchecked: 2026-11-22\nsource: [nowhere]\nphotograph: none\n"
    (tmp_path / "profiles" / "strict.yaml").write_text(rules, encoding="utf-8")
    cv = tmp_path / "cv.yaml"
    cv.write_text(
        cv.read_text(encoding="utf-8").replace("variants:\n", "variants:\n  funder: {profile: strict}\n"),
        encoding="utf-8",
    )
    folder = build(tmp_path, "-V", "none", "-V", "funder", "--engine", "embedded")
    for name in ("none", "funder"):
        pdf = folder / f"cv-{name}.pdf"
        assert (read_finished(pdf.read_bytes()).pictures, figures(pdf)) == (0, [])


@pytest.mark.slow
def test_camera_metadata_is_removed(tmp_path: Path) -> None:
    write(tmp_path, "classic")
    (tmp_path / "portrait.jpg").write_bytes(pictures.turned(1))
    pdf = build(tmp_path, "--engine", "embedded") / "cv-full.pdf"
    assert b"Secret Camera" not in pdf.read_bytes()
    (image,) = pypdf.PdfReader(pdf).pages[0].images
    assert image.data.startswith(b"\xff\xd8")


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path, "modern", photo="portrait.png")
    (tmp_path / "portrait.png").write_bytes(pictures.KINDS["alpha.png"])
    one = build(tmp_path, "--engine", "embedded", "-o", "build").joinpath("cv-full.pdf").read_bytes()
    assert one == build(tmp_path, "--engine", "embedded", "-o", "build").joinpath("cv-full.pdf").read_bytes()


def test_the_picture_is_counted_without_a_standard(tmp_path: Path) -> None:
    write(tmp_path, "classic")
    pdf = build(tmp_path, "--engine", "embedded", "--standard", "none") / "cv-full.pdf"
    assert read_finished(pdf.read_bytes()).pictures == 1


def test_a_damaged_picture_is_an_error_of_the_document(tmp_path: Path) -> None:
    write(tmp_path, "classic")
    data = (tmp_path / "portrait.jpg").read_bytes()
    (tmp_path / "portrait.jpg").write_bytes(data[: len(data) // 2])
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert 1 == ran.exit_code
    assert ran.errors.startswith("cv.yaml:3:10: error: the picture 'portrait.jpg' is truncated")


@pytest.mark.texlive
@needs_texlive
def test_the_kept_tex_compiles_by_hand(tmp_path: Path) -> None:
    write(tmp_path, "classic")
    folder = build(tmp_path, "--engine", "pdflatex", "--keep-tex")
    assert (folder / "cvtex-photo.jpg").is_file()
    subprocess.run(
        ["pdflatex", "-interaction=batchmode", "-halt-on-error", "cv-full.tex"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (image,) = pypdf.PdfReader(io.BytesIO((folder / "cv-full.pdf").read_bytes())).pages[0].images
    assert (image.image.size if image.image else None) == (140, 180)


@pytest.mark.texlive
@needs_texlive
@needs_verapdf
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("engine", ENGINES)
def test_both_standards_are_kept(engine: str, theme: str, tmp_path: Path) -> None:
    write(tmp_path, theme, MANY)
    pdf = build(tmp_path, "--engine", engine) / "cv-full.pdf"
    assert [] == verapdf.broken_rules(pdf, "2a")
    assert [] == verapdf.broken_rules(pdf, "ua1")


@pytest.mark.parametrize("name", a_few(pictures.KINDS, 1))
@needs_verapdf
def test_every_kind_of_picture_meets_the_standard(name: str, tmp_path: Path) -> None:
    write(tmp_path, "classic", photo=name)
    (tmp_path / name).write_bytes(pictures.KINDS[name])
    pdf = build(tmp_path, "--engine", "embedded") / "cv-full.pdf"
    # PDF/UA has no rules for the data of a picture.
    assert not verapdf.broken_rules(pdf, "2a")
