"""All scripts and font families with the embedded TeX: real fonts, real TeX, and the text that extractors read."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pypdf
import pytest
import verapdf
from many import a_few
from running import ROOT, run_cvtex, start_cvtex
from tagged_text import texts_by_role

from cvtex.typeset.engine import Engine, search_engine

# Invented names and titles. Each must be read as it is written.
SCRIPTS = {
    "Latin with marks": "Nguyễn Thị Ánh, Ọláyínká Adédayọ̀, Kaʻa, Masʿūd, ḫ x̂",
    "Greek": "Ελένη Παπαδοπούλου, ἀρχὴ",
    "Cyrillic": "Иван Петров, Ђорђе",
    "Armenian": "Արամ Պետրոսյան",
    "Georgian": "ნინო ბერიძე",
    "Hebrew": "דוד כהן",
    "Arabic": "محمد بن علي",
    "Devanagari": "श्रीमती हिन्दी क्षेत्र",
    "Bengali": "রবীন্দ্র সঙ্গীত",
    "Tamil": "தமிழ் மொழி",
    "Thai": "ภาษาไทย",
    "Khmer": "ភាសាខ្មែរ",
    "Ethiopic": "አማርኛ ቋንቋ",
    "Chinese": "论青蛙的学习与方法",
    "Japanese": "カエルの研究",
    "Korean": "개구리 연구",
    "signs": "★ ✓ ● → ⊙ ℝ ∑ ─ 😀",
}
FAMILIES = {
    "EB Garamond": "EBGaramond",
    "XCharter": "XCharter",
    "Lato": "Lato",
    "Roboto": "Roboto",
    "Arimo": "Arimo",
}


def write(folder: Path, items: list[str], head: str = "") -> Path:
    lines = "".join(f'      - "{item}"\n' for item in items)
    text = (
        f"owner: {{name: Ada Example}}\n{head}"
        f"sections:\n  s:\n    kind: list\n    title: Names — Имена\n    items:\n{lines}"
    )
    (folder / "cv.yaml").write_text(text, encoding="utf-8")
    return folder


def squeezed(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return "".join(
        sign for sign in text if not sign.isspace() and sign not in "\u200b\u200e\u200f\u202a\u202b\u202c\u00ad\u2060"
    )


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("scripts"), list(SCRIPTS.values()))
    ran = run_cvtex(["build", "--engine", "embedded"], folder)
    assert (ran.exit_code, ran.errors) == (0, "")
    return folder / "build" / "cv-full.pdf"


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_read_as_it_was_written(script: str, page: Path) -> None:
    text = "".join(one.extract_text() for one in pypdf.PdfReader(page).pages)
    assert squeezed(SCRIPTS[script]) in squeezed(text)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")
def test_poppler_reads_every_script(page: Path) -> None:
    text = subprocess.run(["pdftotext", page, "-"], capture_output=True, check=True, encoding="utf-8").stdout
    assert [script for script, written in SCRIPTS.items() if squeezed(written) not in squeezed(text)] == []


def test_screen_readers_get_right_to_left_words_in_logical_order(page: Path, tmp_path: Path) -> None:
    output = run_cvtex(["check", "--text", page], tmp_path).output
    words = [line.partition("read as ")[2].split('"')[1] for line in output.splitlines() if "Span [read as" in line]
    assert words == [*SCRIPTS["Hebrew"].split(), *SCRIPTS["Arabic"].split()]


@pytest.mark.slow
@pytest.mark.parametrize("family", a_few(FAMILIES, 1))
def test_a_family_has_its_bold_and_its_italics(family: str, tmp_path: Path) -> None:
    items = ["AVATAR office, To *sloped* and **heavy**; Čapek, ā, Иванов"]
    ran = run_cvtex(
        ["build", "--engine", "embedded"],
        write(tmp_path, items, f"fonts: {{text: {family}, headings: {family}}}\n"),
    )
    assert (ran.exit_code, ran.errors) == (0, "")
    reader = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf")
    names = fonts_of(reader.pages[0])
    assert {f"{FAMILIES[family]}-{style}" for style in ("Regular", "Italic", "Bold")} <= names
    assert "AVATAR office, To sloped and heavy; Čapek, ā, Иванов" in reader.pages[0].extract_text()


def fonts_of(page: Any) -> set[str]:
    found = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]).partition("+")[2] for font in found if "/BaseFont" in font}


@pytest.mark.slow
def test_the_kept_tex_compiles_by_hand(tmp_path: Path) -> None:
    engine = search_engine("embedded", {})
    assert isinstance(engine, Engine)
    head = "fonts: {text: EB Garamond}\nvariants: {one: {}, two: {fonts: {text: Lato}}}\n"
    ran = run_cvtex(
        ["build", "--all", "--engine", "embedded", "--keep-tex"],
        write(tmp_path, ["Petrov, Иванов", "王小明", "דוד כהן"], head),
    )
    assert ran.exit_code == 0, ran.errors
    for variant, family in (("one", "EBGaramond"), ("two", "Lato")):
        (tmp_path / "build" / f"cv-{variant}.pdf").unlink()
        command = [str(engine.executable), "-interaction=nonstopmode", "-halt-on-error", f"cv-{variant}.tex"]
        done = subprocess.run(command, cwd=tmp_path / "build", capture_output=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
        (page,) = pypdf.PdfReader(tmp_path / "build" / f"cv-{variant}.pdf").pages
        assert f"{family}-Regular" in fonts_of(page)
        assert "Иванов" in page.extract_text()


IMPORTED = (
    "import sys; from cvtex.cli import main; sys.argv[1:] = ['build', '--force']\n"
    "try: main()\nexcept SystemExit: pass\nprint('uharfbuzz' in sys.modules)"
)


def imports_harfbuzz(folder: Path, cache: Path) -> bool:
    import os

    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout.splitlines()[-1] == "True"


@pytest.mark.slow
def test_cached_fonts_need_no_harfbuzz(tmp_path: Path) -> None:
    folder, cache = tmp_path / "cv", tmp_path / "cache"
    folder.mkdir()
    write(folder, ["Иванов, 王小明"], "fonts: {text: Lato}\n")
    assert imports_harfbuzz(folder, cache)
    first = (folder / "build" / "cv-full.pdf").read_bytes()
    assert not imports_harfbuzz(folder, cache)
    assert (folder / "build" / "cv-full.pdf").read_bytes() == first


@pytest.mark.slow
def test_a_cv_in_latin_script_needs_no_harfbuzz(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Exámple}\nsections: {s: {kind: list, title: Łódź, items: ['Größe, naïve, šč – 5 €']}}\n",
        encoding="utf-8",
    )
    assert not imports_harfbuzz(tmp_path, tmp_path / "cache")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("items", "exit_code", "message"),
    [
        (
            ["".join(map(chr, range(0x4E00 + start, 0x4E00 + start + 100))) for start in range(0, 10_000, 100)],
            1,
            "more than 4,000 different characters",
        ),
        pytest.param(["Ж" * 100_000], 1, "at most 50,000 are read", marks=pytest.mark.long),
        (["a" + "\u0301" * 1_000, "Ж" + "\u0301" * 1_000, "ש" + "\u05b8" * 1_000], 0, ""),
        (["שלום עולם " * 2_000], 0, ""),
        (["([" * 3_000 + "א" + "])" * 3_000], 0, ""),
    ],
    ids=["ten thousand characters", "a word without end", "marks without end", "a long paragraph", "brackets"],
)
def test_extreme_texts_end_in_time_and_are_reported(
    items: list[str], exit_code: int, message: str, tmp_path: Path
) -> None:
    ran = start_cvtex(["build", "--engine", "embedded"], write(tmp_path, items), time_limit=60)
    assert ran.exit_code == exit_code, ran.errors[-2000:]
    assert message in ran.errors
    assert "Traceback" not in ran.errors


def test_a_broken_font_beside_the_cv_is_reported_and_skipped(tmp_path: Path) -> None:
    folder = write(tmp_path, ["Иванов"])
    (folder / "fonts").mkdir()
    (folder / "fonts" / "torn.ttf").write_bytes(b"\0\1\0\0 torn")
    ran = run_cvtex(["build", "--engine", "embedded"], folder)
    assert ran.exit_code == 0
    assert "torn.ttf is " in ran.errors


def test_a_right_to_left_name_is_in_heading_and_foot(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Mohammed Salem محمد سالم}\nsections: {s: {kind: list, title: A, items: [a]}}\n",
        encoding="utf-8",
    )
    assert run_cvtex(["build", "--engine", "embedded"], tmp_path).exit_code == 0
    (page,) = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages
    assert squeezed(page.extract_text()).count("محمدسالم") == 2


@pytest.mark.slow
@pytest.mark.skipif(not verapdf.is_available(), reason="no veraPDF")
@pytest.mark.parametrize("family", a_few(["", *FAMILIES], 2))
def test_both_standards_are_kept(family: str, tmp_path: Path) -> None:
    head = f"fonts: {{text: {family}, headings: {family}}}\n" if family else ""
    ran = run_cvtex(
        ["build", "--engine", "embedded"],
        write(tmp_path, [*SCRIPTS.values(), "*sloped* **heavy** [דוד כהן](https://x.org)"], head),
    )
    assert ran.exit_code == 0, ran.errors
    pdf = tmp_path / "build" / "cv-full.pdf"
    assert (verapdf.broken_rules(pdf, "2a"), verapdf.broken_rules(pdf, "ua1")) == ([], [])


@pytest.mark.slow
def test_a_theme_names_families(tmp_path: Path) -> None:
    themes = tmp_path / "styles" / "themes"
    themes.mkdir(parents=True)
    look = (ROOT / "styles" / "themes" / "cvtex-look.sty").read_text(encoding="utf-8")
    fonts = r"\cvfonts{\cvdesigntextfont}{\cvdesignheadfont}"
    assert fonts in look
    own = look.replace(fonts, r"\cvfonts{EB Garamond}{Roboto}").replace("cvtex-look", "cvtex-own")
    (themes / "cvtex-own.sty").write_text(own, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], write(tmp_path, ["Ada"], "theme: own\n"))
    assert (ran.exit_code, ran.errors) == (0, "")
    (page,) = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages
    assert {"EBGaramond-Regular", "Roboto-Bold"} <= fonts_of(page)


def test_linked_titles_and_a_title_before_a_name_keep_their_words(tmp_path: Path) -> None:
    items = [
        "[محاضرة عن التعلم](https://example.org/a), [机器学习](https://example.org/b), Dr.\N{NO-BREAK SPACE}محمد, `код`"
    ]
    ran = run_cvtex(["build", "--engine", "embedded"], write(tmp_path, items))
    assert (ran.exit_code, ran.errors) == (0, "")
    pdf = tmp_path / "build" / "cv-full.pdf"
    assert [" ".join(text.split()) for text in texts_by_role(pdf, "LI")] == [
        "محاضرة عن التعلم, 机器学习, Dr. محمد, код"
    ]
