"""Rules for make: as text, and as make itself reads them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

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
        ("~ada/cv", "./~ada/cv"),
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


NAMES = (
    "cv.yaml", "my cv.yaml", "two  blanks", "a#b", "#a", "$HOME", "$(shell touch oops) ", "$$", "a%b", "100%",
    "Ünïcode — x", "a&b", "a'b", 'a"b', "a`touch oops`", "(a)", "{a,b}", "a=b", "~ada", "a*b", "a?b", "[ab]", "a,b",
    "!a", "a@b", "-a", "+a", "a\\b",
    "a\\ b", "a\\#b", "c:d", " lead", "trail ",
)  # fmt: skip


@pytest.mark.skipif(
    shutil.which("make") is None or os.name == "nt", reason="needs make, and a system that allows such names"
)
@pytest.mark.parametrize("name", NAMES)
def test_make_reads_the_same_name(name: str, tmp_path: Path) -> None:
    def make() -> str:
        done = subprocess.run(["make"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert (0, "") == (done.returncode, done.stderr), done.stdout
        return done.stdout

    source, other, output = tmp_path / name, tmp_path / "other", tmp_path / "out"
    source.write_text("")
    other.write_text("")
    (tmp_path / "cv.d").write_text(make_rules({"out": [name, "other"]}), encoding="utf-8")
    (tmp_path / "Makefile").write_text("all: out\nout:\n\t@echo built > out; echo built\n-include cv.d\n")
    assert "built" in make()
    assert "Nothing to be done" in make()
    os.utime(other, (1000, 1000))
    os.utime(output, (2000, 2000))
    assert "built" in make()
    os.utime(source, (1000, 1000))
    assert "Nothing to be done" in make()
    source.unlink()
    assert "built" in make()
    assert not (tmp_path / "oops").exists()
