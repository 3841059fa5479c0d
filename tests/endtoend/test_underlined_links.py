"""`design: {links: underline}`: the program draws the lines after TeX, below the text of each line of a link."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest
from running import run_cvtex

CV = """\
owner: {name: Ada Example}
design: {links: underline, header_band: BAND}
sections:
  about:
    kind: text
    title: About
    text: >-
      A [short link](https://example.org/a), and one that is broken into two lines, since it is as long as a line of
      text and begins in the middle of one: [this is a text that goes on and on, as some people do when they are asked
      about their favourite pond](https://example.org/b).
"""
LINE = re.compile(rb"/Artifact BMC q (\S+) G \.5 w (\S+) (\S+) m (\S+) (\S+) l S Q EMC")


@pytest.mark.slow
def test_each_line_of_a_link_has_a_line_below_its_text(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV.replace("BAND", "false"), encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    (page,) = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages
    links = [one.get_object() for one in page.annotations or []]
    assert not any("/CVU" in link for link in links)
    contents = page.get_contents()
    assert contents is not None
    lines = [tuple(map(float, found)) for found in LINE.findall(contents.get_data())]
    assert len(lines) == len(links) == 3
    for (grey, left, height, right, end), link in zip(lines, links, strict=True):
        box = [float(side) for side in link["/Rect"]]
        assert grey == 0
        assert height == end
        assert box[0] - 1 <= left < right <= box[2] + 1
        assert box[1] < height < box[3]
    # The second line of the link ends with its text, not at the margin.
    assert lines[2][3] < lines[1][3] - 50


@pytest.mark.slow
def test_links_on_a_band_have_white_lines(tmp_path: Path) -> None:
    cv = CV.replace("BAND", "true").replace("Ada Example}", "Ada Example, contact: {email: ada@example.org}}")
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    (page,) = pypdf.PdfReader(tmp_path / "build" / "cv-full.pdf").pages
    contents = page.get_contents()
    assert contents is not None
    assert [found[0] for found in LINE.findall(contents.get_data())] == [b"1", b"0", b"0", b"0"]


@pytest.mark.slow
def test_an_address_may_break_before_a_tilde_which_stands_in_the_margin(tmp_path: Path) -> None:
    address = "https://softlab.harnisch.example/~harnisch/"
    cv = f"""\
owner: {{name: Ada Example}}
sections:
  referees: {{kind: contacts, title: Referees, items: [{{name: Ilse Harnisch, address: ["Homepage: {address}"]}}]}}
"""
    (tmp_path / "cv.yaml").write_text(cv, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
