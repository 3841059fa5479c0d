"""Rules for make: as text, and as make itself reads them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from attacks import ATTACKS, CONTROLS

from cvtex.files.depfile import as_source, as_target, can_be_written, make_rules

RULES = """\
build/cv-full.pdf: cv.yaml publications.bib

build/cv-2page.pdf: cv.yaml

cv.yaml:

publications.bib:
"""


def test_a_rule_for_each_output_and_an_empty_one_for_each_source() -> None:
    assert RULES == make_rules(
        {"build/cv-full.pdf": ["cv.yaml", "publications.bib"], "build/cv-2page.pdf": ["cv.yaml"]}
    )
    assert make_rules({}) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("my cv.yaml", r"my\ cv.yaml"),
        ("a#b", r"a\#b"),
        ("$HOME", "$$HOME"),
        (r"a\b", r"a\b"),
        ("a\\ b", r"a\\\ b"),
        ("cv/~ada", "cv/~ada"),
        ("a]b", "a]b"),
        ("a=b", "a$(cvtex_equals)b"),
        ("a:b", r"a\:b"),
    ],
)
def test_characters_with_a_meaning_to_make(name: str, text: str) -> None:
    assert text == as_source(name)
    assert r"100\%" == as_target("100%")
    assert "100%" == as_source("100%")


def test_a_name_that_cannot_be_written_is_left_out() -> None:
    assert "out:\n" == make_rules({"out": ["a\nb", "nul\0", "a;touch oops", "a|b"], "o\nut": []})
    assert not can_be_written("a;b")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("~root", "the home of a user"),
        ("lib(cv.yaml)", "a member of an archive"),
        ("cv&", "a group of targets"),
        ("cv\\", "the blank behind it would be part of the name"),
        ("trail ", "make takes it away at the end of a line"),
        ("[a]\\b", "wildcards take the backslash away"),
        ("a\fb", "two names"),
        ("a\vb", "two names"),
        ("define", "a directive"),
    ],
)
def test_what_make_would_read_as_something_else_is_left_out(name: str, why: str) -> None:
    assert make_rules({"out": [name, "cv.yaml"]}) == "out: cv.yaml\n\ncv.yaml:\n", why


NAMES = (
    "cv.yaml", "my cv.yaml", "two  blanks", "a#b", "#a", "$HOME", "$(shell touch oops)x", "$$", "a%b", "100%",
    "Ünïcode — x", "a&b", "a'b", 'a"b', "a`touch oops`", "(a)", "{a,b}", "a=b", "a*b", "a?b", "[ab]", "a,b",
    "!a", "a@b", "-a", "+a", "a\\b",
    "a\\ b", "a\\#b", "c:d", " lead", "a]b", "+=b", "(a) b", "include x", "define x", ".PHONY", "&a",
)  # fmt: skip


needs_make = pytest.mark.skipif(
    shutil.which("make") is None or os.name == "nt", reason="needs make, and a system that allows such names"
)


def make(folder: Path) -> str:
    done = subprocess.run(["make"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


def write_rules(folder: Path, *names: str) -> None:
    (folder / "cv.d").write_text(make_rules({"out": names}), encoding="utf-8")
    (folder / "Makefile").write_text("all: out\nout:\n\t@echo built > out; echo built\n-include cv.d\n")


@needs_make
@pytest.mark.parametrize("name", NAMES)
def test_make_reads_the_same_name(name: str, tmp_path: Path) -> None:
    source, other, output = tmp_path / name, tmp_path / "other", tmp_path / "out"
    source.write_text("")
    other.write_text("")
    write_rules(tmp_path, name, "other")
    assert "built" in make(tmp_path)
    assert "Nothing to be done" in make(tmp_path)
    os.utime(other, (1000, 1000))
    os.utime(output, (2000, 2000))
    assert "built" in make(tmp_path)
    os.utime(source, (1000, 1000))
    assert "Nothing to be done" in make(tmp_path)
    source.unlink()
    assert "built" in make(tmp_path)
    assert not (tmp_path / "oops").exists()


@needs_make
def test_attacks_are_names(tmp_path: Path) -> None:
    texts = [attack.text.replace("/", "_") for attack in (*ATTACKS, *CONTROLS)]
    texts += [f"{text}\n\ttouch owned\nx: ; touch owned" for text in texts]
    names = [text.replace("\0", "") for text in texts]
    for name in names:
        (tmp_path / name).write_text("")
    write_rules(tmp_path, *texts, *names)
    assert "built" in make(tmp_path)
    assert "Nothing to be done" in make(tmp_path)
    for name in names:
        if can_be_written(name):
            (tmp_path / name).unlink()
    assert "built" in make(tmp_path)
    assert not (tmp_path / "owned").exists()
