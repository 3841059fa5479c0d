"""A web page with a folder beside it: complete at any moment, without leftovers, and without private files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pictures import gradient, saved
from running import run_cvtex

CV = """\
owner: {name: Anna Heron}
bibliography: works.bib
sections:
  works: {kind: publications, title: Publications}
variants:
  web: {formats: [html, txt], private: false}
  own: {formats: [html]}
  plain: {formats: [html], links: none}
"""
OVERLAY = "owner: {photo: {file: me.png, alt: Anna Heron}}\n"
WORKS = "@book{b, author = {Anna Heron}, title = {Frogs}, publisher = {House}, year = {2020}}\n"


def built(folder: Path, *options: str) -> str:
    ran = run_cvtex(["build", "--all", *options], folder)
    assert (ran.exit_code, ran.errors) == (0, "")
    return ran.output


def files(folder: Path) -> dict[str, str]:
    """Which kinds of files lie in the folder, by name without digest."""
    return {path.name.partition("-")[0]: path.name for path in folder.iterdir()}


@pytest.mark.slow
def test_a_page_with_a_folder(tmp_path: Path) -> None:
    for name, text in (("cv.yaml", CV), ("cv.private.yaml", OVERLAY), ("works.bib", WORKS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "me.png").write_bytes(saved(gradient(), "png"))
    build = tmp_path / "build"
    web, own = (build / f"cv-{name}_files" for name in ("web", "own"))
    assert "_files" not in built(tmp_path, "--assets")
    first = files(own)
    assert (set(files(web)), set(first)) == ({"style", "publications"}, {"photo", "style", "publications"})
    assert set(files(build / "cv-plain_files")) == {"photo", "style"}
    assert "title = {Frogs}" in (web / files(web)["publications"]).read_text(encoding="utf-8")
    page = (build / "cv-own.html").read_text(encoding="utf-8")
    assert all(f'"./cv-own_files/{name}"' in page for name in first.values())

    # What it no longer loads is removed; what others put there stays.
    (own / "logo-0123456789ab.png").write_bytes(b"logo")
    with (tmp_path / "cv.yaml").open("a", encoding="utf-8") as cv:
        cv.write("design: {accent: navy}\n")
    built(tmp_path, "--assets")
    second = files(own)
    assert second.pop("logo") == "logo-0123456789ab.png"
    assert second["photo"] == first["photo"]
    assert second["style"] != first["style"]

    # A lost file is a reason to build.
    (own / second["style"]).unlink()
    built(tmp_path, "--assets")
    assert (own / second["style"]).exists()

    built(tmp_path)
    assert not web.exists()
    assert [path.name for path in own.iterdir()] == ["logo-0123456789ab.png"]


def test_what_is_no_folder_is_named_and_stays(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Anna Heron}\nsections: {about: {kind: text, title: About, text: Frogs}}\n", encoding="utf-8"
    )
    for options, place in (((), "out"), (("--assets",), "pages/cv-full_files")):
        target = tmp_path / place
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(b"mine")
        ran = run_cvtex(["build", "--format", "html", *options, "-o", place.partition("/")[0]], tmp_path)
        assert ran.exit_code == 74
        assert f"'{Path(place)}': this is not a folder" in ran.errors
        assert target.read_bytes() == b"mine"
