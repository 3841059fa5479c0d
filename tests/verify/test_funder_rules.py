"""PDFs that break one rule each are reported, with page and position; a clean one passes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pdf_pages import encrypted, with_faults, without_embedding
from running import run_cvtex

from cvtex.check.profile import check_profile
from cvtex.model.profile import Profile
from cvtex.pdf.values import UnreadablePdfError
from cvtex.read.yaml import read_yaml
from cvtex.verify.funder_rules import violations
from cvtex.verify.funder_type import family_of
from cvtex.verify.inspection import inspect_pdf

RULES = """
title: Strict
funder: Somebody
version: "1"
checked: 2026-11-22
source: [nowhere]
pages: 2
paper: [a4]
size: {text: 11, other: 9}
line_spacing: 1
lines_per_inch: 6
characters_per_inch: 18
margins: {left: 2 cm, right: 2 cm, top: 2 cm, bottom: 2 cm}
counts: [{name: outputs, most: 10}]
photograph: none
forbidden:
  - {name: impact factor, words: [impact factor]}
  - {name: impact factor, patterns: ['\\bIF\\s*[:=]\\s*\\d']}
links: none
file: {name: "CV_{family}", most_characters: 20, characters: "A-Za-z_."}
"""


def profile_of(text: str) -> Profile:
    node = read_yaml("strict.yaml", text.encode()).value
    assert node is not None
    checked = check_profile(node)
    assert checked.diagnostics == ()
    assert checked.value is not None
    return checked.value


STRICT = profile_of(RULES)


@pytest.fixture(scope="session")
def font() -> bytes:
    """A PDF by TeX, with all letters in its font."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 .,:-/()="
    text = f"owner: {{name: A. Example}}\nsections:\n  a: {{kind: text, text: '{letters}'}}\n"
    with TemporaryDirectory() as name:
        Path(name, "cv.yaml").write_text(text, encoding="utf-8")
        ran = run_cvtex(["build", "--engine", "embedded"], Path(name))
        assert (0, "") == (ran.exit_code, ran.errors)
        return Path(name, "build", "cv-full.pdf").read_bytes()


def found_in(data: bytes, profile: Profile = STRICT, name: str = "CV_Example.pdf", **counts: int) -> list[str]:
    return [found.message for found in violations(inspect_pdf(data), profile, file_name=name, counts=counts)]


def test_the_clean_one_passes(font: bytes) -> None:
    assert found_in(with_faults(font), outputs=10) == []
    assert found_in(with_faults(font, pages=2, foot=30.0)) == []


BROKEN = [
    # fault                               message
    (
        {"size": 10.86},
        "100% of the text is smaller than 11 bp, such as 10.86 bp on page 1, 83 bp from the top",
    ),
    ({"size": 8.0, "pitch": 12.5, "stretch": 130.0}, "text of 8.00 bp, at least 9 bp is required: page 1"),
    (
        {"pitch": 12.1},
        "the line spacing is 0.96, at least 1 is required: lines of 11.00 bp are 12.10 bp apart",
    ),
    ({"pitch": 11.9, "size": 11.0}, "6.1 lines per inch, at most 6 are allowed"),
    ({"left": 40.0}, "page 1: the left margin is 40"),
    ({"extra": "0 0 0 rg 560 400 30 1 re f"}, "page 1: the right margin is 5"),
    ({"pages": 3}, "3 pages, at most 2 are allowed"),
    ({"width": 612.0, "height": 792.0}, "page 1 is 612 x 792 bp, not a4"),
    (
        {"words": "A journal with an impact factor of 9"},
        "page 1: 'impact factor', but no impact factor is allowed",
    ),
    (
        {"words": "A journal with IF: 9.1 and more of it"},
        "page 1: 'IF: 9', but no impact factor is allowed",
    ),
    ({"links": ("https://example.org/a",)}, "1 link, but links are not allowed: page 1, https://example.org/a"),
    ({"stretch": 70.0}, "characters per inch, at most 18 are allowed: page 1"),
    ({"picture": True}, "page 1: a picture, but no photograph is allowed"),
]


@pytest.mark.parametrize(("faults", "expected"), BROKEN, ids=[str(faults)[:40] for faults, _ in BROKEN])
def test_a_broken_rule_is_caught_with_its_place(font: bytes, faults: dict[str, object], expected: str) -> None:
    found = found_in(with_faults(font, **faults))
    assert any(expected in message for message in found), found
    # Too tight lines break two rules.
    assert len(found) == 1 + ("pitch" in faults and faults["pitch"] == 11.9)


def test_fonts_that_are_not_embedded(font: bytes) -> None:
    assert found_in(without_embedding(with_faults(font))) == ["the font Helvetica is not embedded"]


def test_a_file_with_restrictions(font: bytes) -> None:
    assert found_in(encrypted(with_faults(font))) == ["the file is encrypted or restricted"]


def test_names_and_numbers(font: bytes) -> None:
    data = with_faults(font)
    assert found_in(data, name="CV_Example-Smith.pdf") == ["the file name has characters that are not allowed: -"]
    assert found_in(data, name="Example.pdf") == ["the file name does not match CV_{family}.pdf"]
    assert found_in(data, name=f"CV_{'x' * 20}.pdf") == ["the file name has 27 characters, at most 20 are allowed"]
    assert found_in(data, outputs=11) == ["11 outputs, at most 10 are allowed"]


def test_heads_and_feet(font: bytes) -> None:
    foot = with_faults(font, pages=2, foot=30.0)
    none = profile_of(RULES + "head_and_foot: none\n")
    assert any("the bottom margin is 2" in message for message in found_in(foot, none))
    empty = profile_of(RULES.replace("bottom: 2 cm}", "bottom: 2 cm, empty: true}"))
    assert [message[:32] for message in found_in(foot, empty)] == [
        "page 1: the bottom margin is 27.",
        "page 2: the bottom margin is 27.",
    ]
    number = with_faults(font, extra="BT /F 11 Tf 1 0 0 1 300 60 Tm (1) Tj ET")
    assert "page 1: a page number ('1'), but headers and footers are not allowed" in found_in(number, none)


def test_links_must_be_visible_where_hidden_ones_are_forbidden(font: bytes) -> None:
    visible = profile_of(RULES.replace("links: none", "links: visible"))
    hidden = with_faults(font, links=("https://example.org/code",))
    printed = with_faults(
        font,
        links=("https://example.org/code",),
        words="The code is at example.org/code and it is good to read",
    )
    assert found_in(hidden, visible) == ["page 1: the address of a link is not printed: https://example.org/code"]
    assert found_in(printed, visible) == []


def test_families_by_their_metrics(font: bytes) -> None:
    strict = profile_of(RULES + "fonts: {families: [Times New Roman, Arial]}\n")
    (message,) = found_in(with_faults(font), strict)
    assert message.endswith(": only Times New Roman or Arial are allowed")
    assert found_in(with_faults(font), profile_of(RULES + "fonts: {families: [Arial], others: true}\n")) == []
    for name, family in (
        ("TeXGyreTermes-Regular", "times new roman"),
        ("NimbusRomNo9L-Regu", "times new roman"),
        ("TeXGyreHeros-Bold", "arial"),
        ("ArialMT", "arial"),
        ("LMRoman10-Regular", "computer modern"),
        ("CharterBT-Roman", "CharterBT-Roman"),
    ):
        assert family_of(name) == family


def test_raised_signs_are_no_running_text(font: bytes) -> None:
    raised = "Just a few words) Tj /F 6 Tf 4 Ts (2) Tj 0 Ts /F 11 Tf ( and more of them"
    assert found_in(with_faults(font, words=raised)) == []
    (message,) = found_in(with_faults(font, words=raised.replace("4 Ts", "0 Ts")))
    assert message.startswith("text of 6.00 bp, at least 9 bp is required")


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_is_not_a_pdf(data: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        inspect_pdf(data)


def test_sizes_are_those_that_another_reader_finds(font: bytes) -> None:
    from io import BytesIO

    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar, LTTextContainer

    lines = [line for page in inspect_pdf(font).pages for line in page.lines]
    texts = [box for page in extract_pages(BytesIO(font)) for box in page if isinstance(box, LTTextContainer)]
    other = {round(char.size, 1) for box in texts for line in box for char in line if isinstance(char, LTChar)}
    assert len(other) > 2
    assert {round(run.size, 1) for line in lines for run in line.runs} == other
    assert "ABCDEFGHIJKLMNOPQRSTUVWXYZ" in lines[1].text
