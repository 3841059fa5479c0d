"""No text of a CV or bibliography can run a command, read a file or control TeX."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed import glyphs, squeeze
from running import run_cvtex

ATTACKS = [
    r"\input{/etc/passwd}",
    r"\immediate\write18{touch owned}",
    r"\openout15=owned \write15{x}",
    r"\catcode`\%=12 \def\x{}",
    r"\end{document}",
    r"}}}}\par\vfill\break{{{{",
    r"% the rest is a comment",
    r"^^5cinput",
    r"#1 & $ ~ ^ _ \\",
    r"\csname end\endcsname",
    r"<script>alert(1)</script>",
    r"\special{pdf: x}",
]


@pytest.fixture
def attacked(tmp_path: Path) -> Path:
    secret = tmp_path / "secret.tex"
    secret.write_text("the secret text", encoding="utf-8")
    return tmp_path


def test_attacks_in_cv_yaml_are_printed_as_text(attacked: Path) -> None:
    lines = "".join(f"      - {quoted(attack)}\n" for attack in [*ATTACKS, rf"\input{{{attacked}/secret}}"])
    text = f"owner: {{name: Ada Example}}\nsections:\n  list:\n    kind: list\n    title: Attacks\n    items:\n{lines}"
    (attacked / "cv.yaml").write_text(text, encoding="utf-8")

    ran = run_cvtex(["build", "--engine", "embedded"], attacked)

    assert 0 == ran.exit_code, ran.errors
    page = squeeze("".join(glyph.character for glyph in glyphs(attacked / "build" / "cv-full.pdf")))
    for attack in ATTACKS:
        assert squeeze(attack) in page
    assert "thesecrettext" not in page
    assert not list(attacked.rglob("owned*"))


def test_attacks_in_a_bibliography_do_nothing(attacked: Path) -> None:
    entries = "".join(
        f"@article{{a{number}, author = {{Example, Ada}}, title = {{Before {attack} after}}, year = 2020}}\n"
        for number, attack in enumerate([*ATTACKS, rf"\input{{{attacked}/secret}}"])
    )
    (attacked / "publications.bib").write_text(entries, encoding="utf-8")
    text = (
        "owner: {name: Ada Example}\n"
        "bibliography: publications.bib\n"
        "sections: {works: {kind: publications, title: Works}}\n"
    )
    (attacked / "cv.yaml").write_text(text, encoding="utf-8")

    ran = run_cvtex(["build", "--engine", "embedded"], attacked)

    assert "Traceback" not in ran.errors
    assert not list(attacked.rglob("owned*"))
    # An entry with unbalanced braces is an error: there may be no PDF.
    assert ran.exit_code in (0, 1)
    pdf = attacked / "build" / "cv-full.pdf"
    if pdf.exists():
        assert "thesecrettext" not in squeeze("".join(glyph.character for glyph in glyphs(pdf)))


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
