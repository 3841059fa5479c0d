"""A small CV in every language: its words are read and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run_cvtex

from cvtex.build import loading
from cvtex.build.preparing import cite_works, read_appearance, select_plan
from cvtex.build.typefaces import FontShelf
from cvtex.cache.store import NO_CACHE
from cvtex.check.date_syntax import read_dates
from cvtex.check.date_words import date_words
from cvtex.emit.compose import compose
from cvtex.emit.latex.hyphenation import hyphenated
from cvtex.locales.cldr import dates_text
from cvtex.locales.locale import languages, locale_of
from cvtex.text.richtext import plain

CV = """
owner: {{name: Ada Example, born: 1980-03-05}}
language: {language}
bibliography: works.bib
sections:
  work: {{kind: positions, title: A, items: [{{employer: B, roles: [{{title: C, dates: 2019-05 – {present}}}]}}]}}
  talks: {{kind: talks, title: D, items: [{{title: E, date: 2021-12-12/13/16}}]}}
  works: {{kind: publications, title: F}}
"""
BIB = """
@incollection{a, author = {Ada Example and Elena Other and Inés Third}, title = {Internationalisation}, booktitle = {G},
  editor = {Bea Other and Ed Itor}, edition = 2, volume = 3, pages = {7--9}, month = mar, year = 2020,
  pubstate = {in press}}
@phdthesis{b, author = {Ada Example}, title = {H}, school = {I}, year = 2010}
"""


def write(folder: Path, language: str) -> Path:
    (folder / "works.bib").write_text(BIB, encoding="utf-8")
    path = folder / "cv.yaml"
    path.write_text(CV.format(language=language, present=locale_of(language).present), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", languages())
def test_it_is_read_and_printed(language: str, tmp_path: Path) -> None:
    loaded = loading.load(write(tmp_path, language))
    assert loaded.diagnostics == ()
    shelf = FontShelf(loaded.folder, loaded.files, {}, NO_CACHE)
    appearance = read_appearance(loaded, "full", shelf).value
    assert appearance is not None
    plan = select_plan(loaded, "full", appearance).value
    variant = cite_works(loaded, "full", appearance, plan).value
    assert variant is not None
    blocks = compose(plan, variant.references, appearance.owner, appearance.look.design)
    text = "\n".join(plain(text) for block in blocks for text in block.texts)
    locale = locale_of(language)
    dates = [read_dates(written, date_words()) for written in ("2019-05 – present", "2021-12-12/13/16")]
    expected = [
        locale.born,
        locale.editors,
        locale.kinds["PhD thesis"],
        *(dates_text(date, language) for date in dates),
    ]
    expected += [locale.edition.format(locale.ordinal_of(2)), locale.status["in press"], locale.present]
    assert [word for word in expected if word not in text] == []
    assert hyphenated(text, language).replace("\N{SOFT HYPHEN}", "") == text


@pytest.mark.slow
def test_it_is_typeset(tmp_path: Path) -> None:
    write(tmp_path, "uk")
    ran = run_cvtex(["build"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
