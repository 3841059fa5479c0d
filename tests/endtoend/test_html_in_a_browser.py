"""The web page in Chromium: accessible in both widths and colour schemes, and filtered by its script."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import shown, violations
from page_template import with_documented_template
from running import ROOT, copy_of_sample, run_cvtex

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CV = """\
owner:
  name: Anna Heron
  title: Prof.
  headline: Counts frogs
  contact: {email: anna@example.org, website: "https://example.org/a-rather-long-address-that-no-narrow-screen-holds"}
design: {accent: "#ffd700", header_band: true, headings: band, dates: left}
bibliography: works.bib
sections:
  about: {kind: text, title: About, text: "Frogs^[Also toads.] and [more](https://example.org)."}
  work:
    kind: positions
    title: Work
    items: [{employer: A University, place: Rome, roles: [{title: Professor, dates: 2019 – present, points: [Frogs]}]}]
  awards: {kind: awards, title: Awards, items: [{title: Prize, text: For a talk, date: 2020-05}]}
  skills: {kind: skills, title: Skills, items: [{name: Languages, text: "Python, TeX"}]}
  works:
    kind: publications
    title: Publications
    chart: per_year
    groups: [{title: Articles, types: [article]}, {title: Books, types: [book]}]
"""
HOSTILE = "</script><script>alert(1)</script>"
WORKS = "\n".join(
    f"@{'article' if number % 3 else 'book'}{{w{number}, author = {{Anna Heron and José Cräne}},"
    f" title = {{Work {number}}}, journal = {{{HOSTILE}}}, publisher = {{P}}, year = {{{2010 + number % 4}}}}}"
    for number in range(12)
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(CV, encoding="utf-8")
    (tmp_path / "works.bib").write_text(WORKS, encoding="utf-8")
    ran = run_cvtex(["build", "--format", "html"], tmp_path)
    assert (ran.exit_code, ran.errors.count("warning")) == (0, 1)
    assert "accent #ffd700 is hard to read" in ran.errors
    return tmp_path / "build" / "cv-full.html"


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(page: Path, chromium: Browser, width: int, is_dark: bool) -> None:
    with shown(chromium, page.as_uri(), width=width, is_dark=is_dark) as window:
        assert violations(window) == []
        chart = window.get_by_role("img", name="Works per year")
        assert chart.count() == 1
        assert chart.locator("rect").count() == 8
        # It would find something.
        window.add_style_tag(content="p { color: #ddd; background: #eee; width: 1400px }")
        assert violations(window) != []


def theme(folder: Path, name: str) -> Path:
    cv = copy_of_sample(folder) / "cv.yaml"
    cv.write_text(re.sub(r"(?m)^(theme:) .*", rf"\1 {name}", cv.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def example(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / name, folder / name))


def library(folder: Path, name: str) -> Path:
    file = ROOT.parent / "shared" / "corpus" / f"{name}.bib"
    if not file.is_file():
        pytest.skip("the corpus of real libraries is not here")
    made = run_cvtex(["new", "cv", "--name", "Abhijit Dasgupta", "--bib", file], folder)
    assert made.exit_code == 0, made.errors
    return folder / "cv"


def documented_template(folder: Path) -> Path:
    with_documented_template(folder)
    return folder


CVS: dict[str, Callable[[Path], Path]] = {
    **{f"theme {name}": partial(theme, name=name) for name in ("sidebar",)},
    **{f"example {name}": partial(example, name=name) for name in ("professor",)},
    "template": documented_template,
    "library": partial(library, name="google-scholar-96"),
}


@pytest.mark.slow
@pytest.mark.parametrize("cv", CVS.values(), ids=CVS)
def test_axe_finds_nothing_in_whole_cvs(cv: Callable[[Path], Path], chromium: Browser, tmp_path: Path) -> None:
    ran = run_cvtex(["build", "--format", "html"], cv(tmp_path))
    assert ran.exit_code == 0, ran.errors
    page = cv_page(tmp_path)
    for width, is_dark in ((320, False), (1280, True)):
        with shown(chromium, page.as_uri(), width=width, is_dark=is_dark) as window:
            assert violations(window) == []


def cv_page(folder: Path) -> Path:
    [page] = folder.rglob("build/*.html")
    return page


FILTERED = """(() => {
  const form = document.querySelector("form.filter"), [search, year, kind] = form.elements;
  const shown = () => [[...document.querySelectorAll("#content :is(h3, li[data-year])")]
    .filter(one => one.checkVisibility() && one.closest("[aria-labelledby=works]"))
    .map(one => one.tagName === "H3" ? one.textContent : one.querySelector(".label").textContent),
    form.querySelector("output").textContent];
  const after = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return shown();
  };
  return {all: shown()[1], labels: [...form.querySelectorAll("label")].map(one => one.firstChild.data),
    years: [...year.options].map(one => one.text), kinds: [...kind.options].map(one => one.text),
    found: [after(search, "CRANE"), after(year, "2013"), after(kind, "Books"), after(search, "work 3 cran"),
            after(search, "nothing")]};
})()"""


@pytest.mark.slow
def test_works_are_filtered(page: Path, chromium: Browser) -> None:
    with shown(chromium, page.as_uri()) as window:
        found = window.evaluate(FILTERED)
    assert found["labels"] == ["Search", "Year", "Kind"]
    assert found["years"] == ["All", "2013", "2012", "2011", "2010"]
    assert found["kinds"] == ["All", "Articles", "Books"]
    everything, of_a_year, of_a_kind, by_words, nothing = found["found"]
    assert (found["all"], everything[1], len(everything[0])) == ("", "", 14)
    assert of_a_year == [["Articles", "1.", "2.", "Books", "1."], "3 / 12"]
    assert of_a_kind == [["Books", "1."], "1 / 12"]
    assert by_words == of_a_kind
    assert nothing == [[], "0 / 12"]
