"""Random edits between builds: an incremental build gives the same PDF or errors as a build from scratch."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from examples import times
from hypothesis import example, given
from hypothesis import strategies as st
from running import ROOT

from cvtex.cli import cli

CV = """\
owner: {{name: Ada Example}}
bibliography: [a.bib]
theme: {theme}
references: {style}
sections:
  about: {{kind: text, title: About, text: {text}}}
  publications: {{kind: publications, title: Publications}}
variants:
  full: {{{profile}}}
"""
CVS = [
    CV.format(theme=theme, style=style, text=text, profile=profile)
    for theme, style, text, profile in (
        ("classic", "classic", "Hello.", ""),
        ("classic", "own", "Hello.", ""),
        ("own", "classic", "Howdy.", ""),
        ("classic", "classic", "Hello.", "profile: mine"),
        ("classic", "classic", "'$\\\\foo$'", ""),
        ("classic", "classic", "[", ""),
    )
]
CHOICES: dict[str, list[str | None]] = {
    "cv.yaml": list(CVS),
    "cv.private.yaml": [
        None,
        "owner: {contact: {phone: +49 30 00000000}}\n",
        "owner: {contact: {phone: +49 30 00000001}}\n",
    ],
    "a.bib": [
        *(
            f"@misc{{one, author = {{Ada Example}}, title = {{{title}}}, year = 2020}}\n"
            for title in ("First", "Other")
        ),
        "@misc{one",
        None,
    ],
    "profiles/mine.yaml": [
        None,
        "name: Mine\nsource: https://example.org\nchecked: 2025-01-01\npages: 1\n",
        "pages: [",
    ],
    "styles/themes/cvtex-own.sty": [
        None,
        "\\RequirePackage{cvtex-classic}\n",
        "\\RequirePackage{cvtex-modern}\n",
        "\\oops\n",
    ],
    "styles/themes/own.yaml": [
        None,
        "theme: modern\n",
        "dates: left\n",
        "accent: [",
        "accnt: navy\n",
    ],
    "styles/bibliography/own.py": [
        None,
        (ROOT / "styles/bibliography/apa.py").read_text("utf-8"),
        "class Style(",
        "x = 1\n",
    ],
}
EDITS = st.sampled_from(sorted(CHOICES)).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(CHOICES[name]), st.sampled_from(("keep", "now", "old")))
)


@pytest.fixture(scope="module")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of formats for the builds from scratch, for speed: formats do not change the PDF."""
    return tmp_path_factory.mktemp("formats")


skipped: list[bool] = []


def build(folder: Path, cache: Path, output: str) -> tuple[int, str, bytes | None]:
    """Build -> exit code, errors and PDF."""
    path = folder / output / "cv-full.pdf"
    before = {name: os.environ.get(name) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA")}
    here = Path.cwd()
    os.environ.update(dict.fromkeys(before, str(cache)))
    os.chdir(folder)
    try:
        ran = CliRunner().invoke(cli, ["build", "--engine", "embedded", "-o", output])
    finally:
        os.chdir(here)
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    skipped.append("up to date" in ran.stdout)
    return ran.exit_code, ran.stderr.replace(output, "OUTPUT"), path.read_bytes() if path.is_file() else None


def edit(folder: Path, name: str, text: str | None, stamp: str) -> None:
    """Write or delete a file. `stamp` is its new modification time: `keep` the previous one, `now`, or `old`."""
    path = folder / name
    before = path.stat().st_mtime_ns if path.exists() else 10**18
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if stamp != "now":
        time = before if stamp == "keep" else 10**18
        os.utime(path, ns=(time, time))


@pytest.mark.long
@times(0.12)
@given(st.lists(EDITS, min_size=4, max_size=8))
@example(
    [
        ("a.bib", CHOICES["a.bib"][1], "keep"),
        ("a.bib", CHOICES["a.bib"][0], "keep"),
        ("cv.yaml", CHOICES["cv.yaml"][1], "keep"),
        ("styles/bibliography/own.py", CHOICES["styles/bibliography/own.py"][1], "keep"),
        ("styles/bibliography/own.py", None, "now"),
    ]
)
def test_an_incremental_build_equals_a_build_from_scratch(
    formats: Path, edits: list[tuple[str, str | None, str]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for source in ("cv.yaml", "a.bib"):
            edit(folder, source, CHOICES[source][0], "now")
        build(folder, folder / "cache", "kept")
        for one in edits:
            edit(folder, *one)
            incremental = build(folder, folder / "cache", "kept")
            shutil.rmtree(folder / "clean", ignore_errors=True)
            for entry in formats.glob("cvtex/*"):
                if "formats-" not in entry.name:
                    entry.unlink()
            clean = build(folder, formats, "clean")
            assert incremental[0] == clean[0], one
            if clean[0] == 0:
                assert incremental[1:] == clean[1:], one
                assert build(folder, folder / "cache", "kept") == incremental
                assert skipped[-1]
            else:
                assert clean[1].splitlines()[0] == incremental[1].splitlines()[0]
                assert clean[2] is None
