"""`cvtex watch`: every save leads to a PDF, for any way of saving and after any error."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from running import ROOT
from watching_process import Watch

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to a single process"),
]

INTERRUPTED = 130
CV = """\
owner: {name: Ada Example}
bibliography: [works.bib]
sections:
  about: {kind: text, title: About, text: First words.}
  publications: {kind: publications, title: Works}
variants:
  full: {}
  brief: {sections: [about]}
"""
BIB = "@article{one, author = {Example, Ada}, title = {The First Title}, journal = {Journal}, year = 2020}\n"
BUILT = "build/cv-full.pdf: 1 page"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cv"
    folder.mkdir()
    (folder / "cv.yaml").write_text(CV)
    (folder / "works.bib").write_text(BIB)
    return folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def text_of(pdf: Path) -> str:
    import pypdf

    return " ".join(pypdf.PdfReader(pdf).pages[0].extract_text().split())


def test_a_save_rebuilds(folder: Path) -> None:
    pdf = folder / "build" / "cv-full.pdf"
    with Watch(folder) as watch:
        assert BUILT == watch.next_line()
        assert "First words" in text_of(pdf)
        change(folder / "cv.yaml", "First words", "Other words")
        assert BUILT == watch.next_line()
        assert "Other words" in text_of(pdf)
        # Some editors save by renaming a new file to the old name.
        (folder / "cv.yaml.new").write_text(CV.replace("First words", "Renamed words"))
        (folder / "cv.yaml.new").replace(folder / "cv.yaml")
        assert BUILT == watch.next_line()
        assert "Renamed words" in text_of(pdf)
        change(folder / "works.bib", "First Title", "Second Title")
        assert BUILT == watch.next_line()
        assert "Second Title" in text_of(pdf)
        # A save without a change.
        (folder / "cv.yaml").write_bytes((folder / "cv.yaml").read_bytes())
        assert watch.is_silent(1)
        assert INTERRUPTED == watch.stop()
        assert "watching cv.yaml and the files it uses; press Ctrl-C to stop" == watch.errors().rstrip()
        assert [] == list(watch.temporary.iterdir())
    assert ["cv-full.pdf"] == [file.name for file in (folder / "build").iterdir()]


def test_a_save_rebuilds_every_format(folder: Path) -> None:
    formats = [BUILT, "build/cv-full.html", "build/cv-full.md", "build/cv-full.json", "build/cv-full.bib"]
    with Watch(folder, "--format", "pdf,html,md,json,bib") as watch:
        assert formats == [watch.next_line() for _ in formats]
        before = {path.name: path.read_bytes() for path in (folder / "build").iterdir()}
        change(folder / "works.bib", "First Title", "Second Title")
        assert formats == [watch.next_line() for _ in formats]
        after = {path.name: path.read_bytes() for path in (folder / "build").iterdir()}
        assert before.keys() == after.keys()
        assert [name for name in after if before[name] == after[name]] == []
        assert all(b"Second Title" in after[f"cv-full.{name}"] for name in ("html", "md", "json", "bib"))
        # An error keeps all of them.
        (folder / "cv.yaml").write_text("owner: [")
        assert "cv.yaml: not built" == watch.next_line()
        assert after == {path.name: path.read_bytes() for path in (folder / "build").iterdir()}
        assert watch.stop() == INTERRUPTED


def test_an_error_is_reported_and_the_next_save_recovers(folder: Path) -> None:
    pdf = folder / "build" / "cv-full.pdf"
    with Watch(folder) as watch:
        assert BUILT == watch.next_line()
        good = pdf.read_bytes()
        watch.errors()
        change(folder / "cv.yaml", "text: First words.", "txet: First words.")
        assert "cv.yaml: not built" == watch.next_line()
        assert good == pdf.read_bytes()
        (folder / "cv.yaml").write_text("owner: [")
        assert "cv.yaml: not built" == watch.next_line()
        change(folder / "works.bib", "First Title", "Second Title")
        (folder / "cv.yaml").unlink()
        assert "cv.yaml: not built" == watch.next_line()
        (folder / "cv.yaml").write_text(CV.replace("{}", "{theme: no-such-theme}"))
        assert "build/cv-full.pdf: not built" == watch.next_line()
        (folder / "cv.yaml").write_text(CV.replace("full:", "whole:").replace("brief: {", "whole2: {"))
        assert "build/cv-whole.pdf: 1 page" == watch.next_line()
        (folder / "cv.yaml").write_text(CV)
        assert BUILT == watch.next_line()
        assert "Second Title" in text_of(pdf)
        errors = watch.errors()
        assert "cv.yaml:4:37: error: unknown field 'txet' (did you mean 'text'?)" in errors
        assert "Traceback" not in errors


def test_several_files_at_once_give_one_build_or_two(folder: Path) -> None:
    with Watch(folder, "-V", "full", "-V", "brief") as watch:
        assert [BUILT, "build/cv-brief.pdf: 1 page"] == [watch.next_line(), watch.next_line()]
        for number in range(20):
            (folder / "works.bib").write_text(BIB.replace("First", f"{number}th"))
            (folder / "cv.yaml").write_text(CV.replace("First", f"{number}th"))
        lines = 0
        while not watch.is_silent(2):
            lines += 1
        assert lines in (2, 4)
        text = text_of(folder / "build" / "cv-full.pdf")
        assert "19th words" in text
        assert "19th Title" in text


def test_new_files_are_watched(folder: Path) -> None:
    pdf = folder / "build" / "cv-full.pdf"
    with Watch(folder) as watch:
        assert BUILT == watch.next_line()
        (folder / "cv.private.yaml").write_text("owner: {contact: {phone: +49 30 1234567}}\n")
        assert BUILT == watch.next_line()
        assert "1234567" in text_of(pdf)
        change(folder / "cv.yaml", "[works.bib]", "[works.bib, more.bib]")
        assert "cv.yaml: not built" == watch.next_line()
        (folder / "more.bib").write_text(
            BIB.replace("one,", "two,").replace("First", "Further").replace("2020", "2021")
        )
        assert BUILT == watch.next_line()
        assert "Further" in text_of(pdf)
        change(folder / "cv.yaml", "full: {}", "full: {references: own}")
        assert "build/cv-full.pdf: not built" == watch.next_line()
        style = folder / "styles" / "bibliography" / "own.py"
        style.parent.mkdir(parents=True)
        style.write_text((ROOT / "styles" / "bibliography" / "classic.py").read_text(encoding="utf-8"))
        assert BUILT == watch.next_line()
        # Same size, same second: stale bytecode must not be used.
        for _ in range(2):
            style.write_text(re.sub(r"class Style", r"class Sytle", style.read_text()))
            assert "build/cv-full.pdf: not built" == watch.next_line()
            style.write_text(re.sub(r"class Sytle", r"class Style", style.read_text()))
            assert BUILT == watch.next_line()


def test_a_local_theme_is_watched(folder: Path) -> None:
    pdf = folder / "build" / "cv-full.pdf"
    themes = folder / "styles" / "themes"
    themes.mkdir(parents=True)
    theme = themes / "cvtex-own.sty"
    original = "\\ProvidesPackage{cvtex-own}\n\\RequirePackage{cvtex-classic}\n"
    theme.write_text(original, encoding="utf-8")
    change(folder / "cv.yaml", "full: {}", "full: {theme: own}")
    with Watch(folder) as watch:
        assert BUILT == watch.next_line()
        before = pdf.read_bytes()
        theme.write_text("\\errmessage{broken}\n" + original, encoding="utf-8")
        assert "build/cv-full.pdf: not built" == watch.next_line()
        assert before == pdf.read_bytes()
        theme.write_text(original, encoding="utf-8")
        assert BUILT == watch.next_line()


def test_an_unknown_variant_is_an_error_at_the_start(folder: Path) -> None:
    with Watch(folder, "-V", "fulll") as watch:
        assert 2 == watch.process.wait(60)
        watch.stop()
        assert "did you mean 'full'?" in watch.errors()


def test_an_interrupt_while_tex_runs_leaves_nothing(folder: Path) -> None:
    with Watch(folder, "-V", "full", "-V", "brief") as watch:
        while not list(watch.temporary.iterdir()):
            assert watch.process.poll() is None
        assert INTERRUPTED == watch.stop()
        assert "Traceback" not in watch.errors()
        assert [] == list(watch.temporary.iterdir())
    assert not (folder / "build").exists()


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_between_builds_leaves_nothing(folder: Path, how: str) -> None:
    with Watch(folder) as watch:
        for text in ("Second words", "Third words"):
            assert BUILT == watch.next_line()
            change(folder / "cv.yaml", "First words" if text == "Second words" else "Second words", text)
        assert BUILT == watch.next_line()
        assert "Third words" in text_of(folder / "build" / "cv-full.pdf")
        watch.process.send_signal(getattr(signal, how))
        assert INTERRUPTED == watch.process.wait(30)
        assert "Traceback" not in watch.errors()
        assert [] == list(watch.temporary.iterdir())


MARKDOWN = "build/cv-full.md"


def first_words(folder: Path) -> str:
    found = re.search(r"\w+ words", (folder / "build" / "cv-full.md").read_text())
    return found[0] if found else ""


def test_its_folder_is_renamed_deleted_and_made_again(folder: Path) -> None:
    elsewhere = folder.with_name("elsewhere")
    with Watch(folder, "--format", "md") as watch:
        assert MARKDOWN == watch.next_line()
        folder.rename(elsewhere)
        change(elsewhere / "cv.yaml", "First", "Renamed")
        assert MARKDOWN == watch.next_line()
        assert first_words(elsewhere) == "Renamed words"
        assert not folder.exists(), "the old name is nobody's"
        elsewhere.rename(folder)
        for text in ("Again", "Third"):
            shutil.rmtree(folder)
            assert "cv.yaml: not built" == watch.next_line()
            # As `git switch` does: the same path, but another folder.
            copy = folder.with_name("copy")
            copy.mkdir()
            (copy / "works.bib").write_text(BIB)
            (copy / "cv.yaml").write_text(CV.replace("First", text))
            copy.rename(folder)
            assert MARKDOWN == watch.next_line()
            assert first_words(folder) == f"{text} words"
        assert INTERRUPTED == watch.stop()
        assert "Traceback" not in watch.errors()


@pytest.mark.parametrize("name", [".", "cv.yaml", "works.bib"])
def test_its_files_are_made_unreadable(name: str, folder: Path) -> None:
    with Watch(folder, "--format", "md") as watch:
        assert MARKDOWN == watch.next_line()
        mode = (folder / name).stat().st_mode
        (folder / name).chmod(0)
        if os.access(folder / name, os.R_OK):
            pytest.skip("root reads everything")
        assert "cv.yaml: not built" == watch.next_line()
        (folder / name).chmod(mode)
        assert MARKDOWN == watch.next_line()
        change(folder / "cv.yaml", "First", "Later")
        assert MARKDOWN == watch.next_line()
        assert first_words(folder) == "Later words"
        assert "Permission denied" in watch.errors()


def memory_of(process: int) -> int:
    """Kilobytes."""
    (line,) = (line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory from /proc")
def test_memory_is_flat_over_a_thousand_builds(folder: Path) -> None:
    with Watch(folder, "-V", "brief") as watch:
        assert "build/cv-brief.pdf: 1 page" == watch.next_line()
        taken = []
        for number in range(1000):
            (folder / "cv.yaml").write_text(CV.replace("First", f"Number {number}"))
            assert "build/cv-brief.pdf: 1 page" == watch.next_line()
            taken.append(memory_of(watch.process.pid))
        assert max(taken[900:]) < 1.1 * max(taken[100:200])
        assert [] == list(watch.temporary.iterdir())


@pytest.mark.long
def test_five_hundred_saves_in_a_minute(folder: Path) -> None:
    with Watch(folder) as watch:
        assert BUILT == watch.next_line()
        for number in range(500):
            (folder / "cv.yaml").write_text(CV.replace("First", f"Number {number}"))
            time.sleep(0.12)
        lines = 0
        while not watch.is_silent(3):
            lines += 1
        assert lines >= 50
        assert "Number 499 words" in text_of(folder / "build" / "cv-full.pdf")
        assert "" == watch.errors().partition("\n")[2]
