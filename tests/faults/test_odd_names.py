"""Names with any sign that a system allows, for the CV and all that it names: nothing is run, and all is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import gradient, saved
from running import ROOT, run_cvtex

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names, or change them")

CV = """\
owner:
  name: Ada Example
  photo: {{file: {file}.png", alt: Ada}}
theme: {file}"
bibliography: [{file}.bib"]
sections:
  works: {{kind: publications, title: Works}}
variants:
  full: {{profile: {file}"}}
"""
PLAIN = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: Hello.}
"""
BIB = "@book{one, author = {Ada Example}, title = {Tensors}, publisher = {Pub}, year = {2020}}\n"
PROFILE = (ROOT / "src" / "cvtex" / "profiles" / "one-page.yaml").read_text(encoding="utf-8")
QUOTES = """it's "$(touch pwned)" `touch pwned` ${HOME}"""
SIGNS = "%d %s {x} {};a&b|c>d<e #x *?[y] back\\slash"
ACCENTS = (
    "de\N{COMBINING ACUTE ACCENT}composed \N{ZERO WIDTH NO-BREAK SPACE}\N{GREEK SMALL LETTER OMEGA WITH TONOS}日本"
)
NAMES = [
    QUOTES,
    SIGNS,
    ACCENTS,
    "-rf",
    " blanks ",
    "\N{NO-BREAK SPACE}blanks\N{IDEOGRAPHIC SPACE}",
    "~",
    "new\nline",
    "null",
    "n" * 242,
]


def made(folder: Path, name: str) -> None:
    """Write a CV that is called so, as all its files are."""
    for kind in ("styles/themes", "profiles"):
        (folder / kind).mkdir(parents=True)
    (folder / f"{name}.yaml").write_text(CV.format(file=json.dumps(name)[:-1]), encoding="utf-8")
    (folder / f"{name}.bib").write_text(BIB)
    (folder / f"{name}.png").write_bytes(saved(gradient(), "PNG"))
    (folder / "styles" / "themes" / f"{name}.yaml").write_text("font_size: 12\n")
    (folder / "profiles" / f"{name}.yaml").write_text(PROFILE)


@pytest.mark.parametrize("name", [*NAMES[:2], *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[2:])])
def test_every_file_of_a_cv_has_an_odd_name(name: str, tmp_path: Path) -> None:
    made(tmp_path, name)
    before = set(tmp_path.rglob("*"))
    ran = run_cvtex(["build", "--format", "md,html", f"--output={name}", "--", f"{name}.yaml"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    output = tmp_path / name
    made_now = {output, output / f"{name}-full.md", output / f"{name}-full.html"}
    assert set(tmp_path.rglob("*")) - before == made_now
    assert "Tensors" in (output / f"{name}-full.md").read_text(encoding="utf-8")
    assert "data:image/" in (output / f"{name}-full.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["\udcff\udcfe", "\x07bell \x1b[31m", "\x01", "tab\t", "\r", "\x85"], ids=ascii)
def test_a_cv_with_a_name_that_is_no_text(name: str, tmp_path: Path) -> None:
    """cv.yaml cannot name such files; the CV itself and its folder can be called so."""
    (tmp_path / f"{name}.yaml").write_text(PLAIN)
    ran = run_cvtex(["build", "--format", "md,html,json", f"--output={name}", "--", f"{name}.yaml"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    assert not {"\x07", "\x1b", "\x01", "\t", "\r", "\x85"}.intersection(ran.output)
    assert "Hello." in (tmp_path / name / f"{name}-full.md").read_text(encoding="utf-8")


def test_a_name_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    name = f"{'n' * 250}.yaml"
    (tmp_path / name).write_text(PLAIN)
    assert run_cvtex(["check", name], tmp_path).exit_code == 0
    ran = run_cvtex(["build", "--format", "md", name], tmp_path)
    assert ran.exit_code == 74
    assert "-full.md': File name too long\n" in ran.errors


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a:b.png", "'a:b.png' begins with 'a:', which is a drive on Windows"),
        ("a:/b.png", "'a:/b.png' is outside the folder of cv.yaml"),
    ],
)
def test_a_photograph_with_a_colon(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(PLAIN.replace("Example}", f"Example, photo: {{file: '{name}', alt: A}}}}"))
    ran = run_cvtex(["check"], tmp_path)
    assert (ran.exit_code, message in ran.errors) == (1, True)


def test_files_whose_names_read_alike_are_not_guessed(tmp_path: Path) -> None:
    for name in (" works.bib", "works.bib "):
        (tmp_path / name).write_text(BIB)
    (tmp_path / "cv.yaml").write_text(f"{PLAIN}bibliography: [works.bib]\n")
    ran = run_cvtex(["check"], tmp_path)
    assert ran.exit_code == 1
    assert "there is no file 'works.bib'" in ran.errors


def test_neighbours_with_odd_names_harm_nobody(tmp_path: Path) -> None:
    """A mistyped name is compared with them."""
    for name in ("\udcff.bib", "new\nline.bib", "-.bib", "\x1b[31m.bib", ".bib", "works2.bib"):
        (tmp_path / os.fsdecode(os.fsencode(name))).write_text(BIB)
    (tmp_path / "cv.yaml").write_text(f"{PLAIN}bibliography: [works.bib]\n")
    ran = run_cvtex(["check"], tmp_path)
    assert ran.exit_code == 1
    assert "there is no file 'works.bib' (did you mean 'works2.bib'?)" in ran.errors


MAKEFILE = """\
build/cv-full.md:
\t"{python}" -m cvtex build --format md --depfile build/cv.d
-include build/cv.d
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_knows_files_with_odd_names(tmp_path: Path) -> None:
    def make(*options: str) -> str:
        done = subprocess.run(["make", *options], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True)
        return done.stdout

    name = "it's 100% $(touch pwned) #1 \N{LATIN SMALL LETTER O WITH DIAERESIS}"
    made(tmp_path, name)
    (tmp_path / f"{name}.yaml").rename(tmp_path / "cv.yaml")
    (tmp_path / "Makefile").write_text(MAKEFILE.format(python=sys.executable))
    assert "build/cv-full.md" in make()
    assert "up to date" in make()
    output = tmp_path / "build" / "cv-full.md"
    for file in (f"{name}.bib", f"{name}.png", f"profiles/{name}.yaml", f"styles/themes/{name}.yaml"):
        later = output.stat().st_mtime + 10
        os.utime(tmp_path / file, (later, later))
        assert "-m cvtex build" in make("--dry-run"), file
        os.utime(output, (later, later))
        assert "up to date" in make("--dry-run"), file
    # A file that is gone is a reason to build, not an error of make.
    (tmp_path / "cv.yaml").write_text(PLAIN)
    (tmp_path / f"{name}.bib").unlink()
    assert "-m cvtex build" in make()
    assert not (tmp_path / "pwned").exists()


@pytest.mark.slow
def test_a_pdf_of_odd_names(tmp_path: Path) -> None:
    """TeX itself never meets them."""
    name = QUOTES + SIGNS + ACCENTS
    made(tmp_path, name)
    ran = run_cvtex(["build", "--engine", "embedded", f"--output={name}", "--", f"{name}.yaml"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    assert (tmp_path / name / f"{name}-full.pdf").read_bytes().startswith(b"%PDF-")
    assert not list(tmp_path.rglob("pwned"))
