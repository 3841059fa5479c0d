"""`private: false`: a variant that everybody can read holds nothing of cv.private.yaml, in any format."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run_cvtex

from cvtex.emit.formats import FORMATS

CV = """\
owner:
  name: Anna Heron
  contact: {email: anna@example.org, phone: }
bibliography: works.bib
sections:
  talks: {kind: talks, title: Talks, items: [{title: On frogs, date: 2024}]}
  works: {kind: publications, title: Works}
variants:
  public: {private: false}
  whole: {}
"""
PRIVATE = """\
owner:
  headline: Looking for a new pond
  born: 1980-05-17
  contact: {phone: +1 555 0100, address: 7 Hidden Lane, github: heronsecret}
keywords: [amphibians]
sections:
  diary: {kind: text, title: Diary, text: Dear diary.}
"""
VALUES = ("new pond", "1980", "17 May", "555", "Hidden Lane", "heronsecret", "amphibians", "Diary", "Dear diary")
BIB = "@article{frogs, author = {Heron, Anna}, title = {Frogs}, journal = {J}, year = {2024}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"cv.yaml": CV, "cv.private.yaml": PRIVATE, "works.bib": BIB}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_no_format_holds_a_private_value(folder: Path) -> None:
    formats = ",".join(FORMATS)
    command = ["build", "--all", "--engine", "embedded", "--keep-tex", "--format", formats]
    ran = run_cvtex(command, folder)
    assert (0, "") == (ran.exit_code, ran.errors)
    of_public = {path.name: path.read_bytes() for path in (folder / "build").glob("cv-public*")}
    of_whole = b"".join(path.read_bytes() for path in (folder / "build").glob("cv-whole*"))
    assert {f"cv-public{one.suffix}" for one in FORMATS.values()} <= of_public.keys()
    for value in VALUES:
        # The PDF is compressed; its LaTeX is not.
        assert value.encode() in of_whole or value in ("1980", "17 May"), value
        assert [name for name, data in of_public.items() if value.encode() in data and name[-4:] != ".pdf"] == [], value


def test_the_public_cv_must_stand_alone(folder: Path) -> None:
    (folder / "cv.yaml").write_text(CV.replace("name: Anna Heron", "headline: Biologist"), encoding="utf-8")
    (folder / "cv.private.yaml").write_text(
        PRIVATE.replace("owner:\n", "owner:\n  name: Anna Heron\n"), encoding="utf-8"
    )
    ran = run_cvtex(["build"], folder)
    assert ran.exit_code == 1
    assert "without cv.private.yaml: 'name' is missing" in ran.errors


def test_a_variant_of_the_overlay_is_private(folder: Path) -> None:
    with (folder / "cv.private.yaml").open("a", encoding="utf-8") as file:
        file.write("variants:\n  secret: {private: false}\n")
    ran = run_cvtex(["build"], folder)
    assert ran.exit_code == 1
    assert "cv.private.yaml:9:3: error: only cv.private.yaml has the variant 'secret'" in ran.errors
