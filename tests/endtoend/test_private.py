"""`private: false`: a variant that everybody can read holds nothing of cv.private.yaml, in any format."""

from __future__ import annotations

from pathlib import Path

import pytest
from pictures import gradient, saved
from private_values import bytes_of, letters_in
from running import run_cvtex

from cvtex.emit.formats import FORMATS

CV = """\
owner:
  name: Anna Heron
  contact: {email: anna@example.org, phone: }
  headline:
bibliography: [works.bib]
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
  name_note: née Halcyon
  photo: {file: private.jpg, alt: Smiling under water}
  contact:
    phone: +1 (555) 010-0199
    address: |
      7 Hidden Lane
      Secretville 99887
    github: heronsecret
    links: [{label: My private club, url: https://club.example/annaclandestine}]
keywords: [amphibianophile]
bibliography: [works.bib, private.bib]
sections:
  diary: {kind: text, title: Dear Diary, text: "Today I resigned."}
  personal: {kind: table, title: Personal Data, items: [{label: Nationality, text: Ruritanian}]}
  referees:
    kind: contacts
    title: Confidants
    items:
      - {name: Bo Marshwalker, organisation: Order of Herons, address: 13 Reed Row, phone: +44 20 7946 0101,
        email: bo@marshwalker.example, url: https://marshwalker.example/bo}
  grants: {kind: grants, title: Money, items: [{title: Undisclosed frogs, amount: 98765 EUR}]}
"""
BIB = "@article{frogs, author = {Heron, Anna}, title = {Frogs}, journal = {J}, year = {2024}}\n"
PRIVATE_BIB = "@misc{unsaid, author = {Heron, Anna}, title = {Things unsaid}, year = {2023}, note = {Embargoed}}\n"
# Every value of the overlay, as it is printed.
VALUES = (
    "Looking for a new pond", "17 May 1980", "May 17, 1980", "1980-05-17", "née Halcyon", "private.jpg",
    "Smiling under water", "+1 (555) 010-0199", "7 Hidden Lane", "Secretville 99887", "heronsecret", "My private club",
    "annaclandestine", "amphibianophile", "Dear Diary", "Today I resigned", "Personal Data", "Nationality",
    "Ruritanian",
    "Confidants", "Bo Marshwalker", "Order of Herons", "13 Reed Row", "+44 20 7946 0101", "bo@marshwalker.example",
    "marshwalker.example/bo", "Undisclosed frogs", "98765", "98,765", "Things unsaid", "Embargoed", "unsaid",
)  # fmt: skip
# Of one value in several forms, any is enough; a name of a file and words for search are only in some formats.
IN_SOME_FORMATS = ("17 May 1980", "May 17, 1980", "1980-05-17", "private.jpg", "amphibianophile", "98765", "98,765")
PHOTO = saved(gradient(), "JPEG", quality=90)
# The picture itself, without what all JPEG files have.
PIXELS = PHOTO[-300:-50]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"cv.yaml": CV, "cv.private.yaml": PRIVATE, "works.bib": BIB, "private.bib": PRIVATE_BIB}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "private.jpg").write_bytes(PHOTO)
    return tmp_path


def values_in(file: Path) -> set[str]:
    held = list(bytes_of(file))
    letters = [letters_in(data) for data in held]
    found = {value for value in VALUES if any(letters_in(value.encode()) in one for one in letters)}
    return found | ({"the photograph"} if any(PIXELS in data for data in held) else set())


def test_each_line_of_the_overlay_holds_one_of_the_values() -> None:
    known = {letters_in(value.encode()) for value in VALUES}
    lines = [line for line in PRIVATE.splitlines() if not any(value in letters_in(line.encode()) for value in known)]
    assert lines == [
        *("owner:", "  contact:", "    address: |", "bibliography: [works.bib, private.bib]", "sections:"),
        *("  referees:", "    kind: contacts", "    items:"),
    ]


@pytest.mark.slow
def test_no_file_holds_a_private_value(folder: Path) -> None:
    """No output, no draft, not the LaTeX and its log, no report; the files of the other variant do."""
    for variant in ("public", "whole"):
        command = ["build", "-V", variant, "--engine", "embedded", "--keep-tex", "--format", ",".join(FORMATS)]
        command += ["--report", f"build/cv-{variant}-report.json", "--depfile", f"build/cv-{variant}-rules"]
        ran = run_cvtex(command, folder)
        assert (0, "") == (ran.exit_code, ran.errors)
    _break_the_theme(folder)
    assert run_cvtex(["build", "-V", "public", "--engine", "embedded"], folder).exit_code == 4
    of_public = {path.name: values_in(path) for path in (folder / "build").glob("cv-public*")}
    assert {"cv-public.draft.pdf", *(f"cv-public{one.suffix}" for one in FORMATS.values())} <= of_public.keys()
    # Make must know the files.
    assert of_public.pop("cv-public-rules") == {"private.jpg"}
    assert {name: found for name, found in of_public.items() if found} == {}
    of_whole = {path.name: values_in(path) for path in (folder / "build").glob("cv-whole*")}
    printed = {*VALUES, "the photograph"} - {*IN_SOME_FORMATS}
    of_photo = {"the photograph", "Smiling under water"}
    for name in ("pdf", "html", "docx"):
        assert printed - of_whole[f"cv-whole.{name}"] == set(), name
    for name in ("md", "txt", "json"):
        assert printed - of_photo - of_whole[f"cv-whole.{name}"] == set(), name
    for name in ("bib", "csl.json"):
        assert {"Things unsaid", "unsaid"} <= of_whole[f"cv-whole.{name}"], name


def _break_the_theme(folder: Path) -> None:
    """Set the titles of sections left of the paper."""
    theme = folder / "styles" / "themes" / "cvtex-mine.sty"
    theme.parent.mkdir(parents=True)
    theme.write_text(
        "\\RequirePackage{cvtex-classic}\n\\renewcommand*\\cvsetsection[1]{\\hskip-60mm #1}\n", encoding="utf-8"
    )
    (folder / "cv.yaml").write_text(CV.replace("{private: false}", "{private: false, theme: mine}"), encoding="utf-8")


def test_the_public_cv_must_stand_alone(folder: Path) -> None:
    (folder / "cv.yaml").write_text(CV.replace("name: Anna Heron", "title: Dr"), encoding="utf-8")
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
    assert "cv.private.yaml:26:3: error: only cv.private.yaml has the variant 'secret'" in ran.errors
