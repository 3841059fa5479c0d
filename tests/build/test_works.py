"""Works of .bib files: the same whether the files were known or not, and read again once a byte of them is another."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_bibliography
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cvtex.build.works
from cvtex.build.works import Works, works_of
from cvtex.cache.store import Cache
from cvtex.diagnostics import Checked

ARTICLE, ARXIV = (small_bibliography.written(text) for text in (small_bibliography.ARTICLE, small_bibliography.ARXIV))
# A duplicate, a preprint, a parent with a child, a broken entry, an unknown type and name: all of it is told each time.
PIECES = (
    ARTICLE,
    ARTICLE.replace("{j", "{k"),
    ARXIV,
    "@proceedings{c, title = {All}, year = 1999}",
    "@inproceedings{d, crossref = {c}, title = {One}, month = jun, date = {June 1999}}",
    "@string{ohm = {Ohm}} @misc{e, title = ohm # { and } # volt}",
    "@misc{broken, title = {never closed",
    "@walk{f, url = {here}, title = {Über \\'Etudes}}",
)


def works(folder: Path | None, *texts: str, keep_preprints: bool = False) -> Checked[Works]:
    data = {f"{number}.bib": text.encode() for number, text in enumerate(texts)}
    return works_of(data, keep_preprints=keep_preprints, cache=Cache(folder))


def refuse(*_: object, **__: object) -> Checked[Works]:
    raise AssertionError("these files are read")


@given(texts=st.lists(st.lists(st.sampled_from(PIECES)).map("\n".join), max_size=3), keep_preprints=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_works_of_known_files_are_the_same(tmp_path: Path, texts: list[str], keep_preprints: bool) -> None:
    anew = works(None, *texts, keep_preprints=keep_preprints)
    assert works(tmp_path, *texts, keep_preprints=keep_preprints) == anew
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cvtex.build.works, "_read", refuse)
        assert works(tmp_path, *texts, keep_preprints=keep_preprints) == anew


def test_all_that_is_told_is_told_again(tmp_path: Path) -> None:
    first, second = works(tmp_path, *PIECES), works(tmp_path, *PIECES)
    assert {one.message.partition("'")[0] for one in second.diagnostics} >= {
        "", "undefined @string ", "entry ", "unknown entry type ", "the date "
    }  # fmt: skip
    assert second == first
    assert [one.key for one in second.value.excluded] == ["k", "p"]


@pytest.mark.parametrize(
    ("names", "text", "keep_preprints"),
    [
        (["a.bib"], ARTICLE + " ", False),
        (["b.bib"], ARTICLE, False),
        (["a.bib"], ARTICLE, True),
        (["a.bib", "b.bib"], ARTICLE, False),
    ],
)
def test_other_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], text: str, keep_preprints: bool
) -> None:
    works_of({"a.bib": ARTICLE.encode()}, keep_preprints=False, cache=Cache(tmp_path))
    monkeypatch.setattr(cvtex.build.works, "_read", refuse)
    works_of({"a.bib": ARTICLE.encode()}, keep_preprints=False, cache=Cache(tmp_path))
    with pytest.raises(AssertionError, match="these files are read"):
        works_of({name: text.encode() for name in names}, keep_preprints=keep_preprints, cache=Cache(tmp_path))
