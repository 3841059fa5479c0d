"""Bytes of .bib files -> works and diagnostics."""

from __future__ import annotations

import small_bibliography

from cvtex.build.loading import works_of

ARTICLE, ARXIV = (small_bibliography.written(text) for text in (small_bibliography.ARTICLE, small_bibliography.ARXIV))
# A duplicate, a preprint, a parent with a child, a broken entry, an unknown type and name.
PIECES = (
    ARTICLE,
    ARTICLE.replace("{j", "{k"),
    ARXIV,
    "@proceedings{c, title = {All}, year = 1999}",
    "@inproceedings{d, crossref = {c}, title = {One}, month = jun, date = {some day in June}}",
    "@string{ohm = {Ohm}} @misc{e, title = ohm # { and } # volt}",
    "@misc{broken, title = {never closed",
    "@walk{f, url = {here}, title = {Über \\'Etudes}}",
)


def test_each_stage_reports_its_problems() -> None:
    found = works_of({f"{number}.bib": text.encode() for number, text in enumerate(PIECES)}, keep_preprints=False)
    assert {one.message.partition("'")[0] for one in found.diagnostics} >= {
        "", "undefined @string ", "entry ", "unknown entry type ", "the date "
    }  # fmt: skip
    assert [one.key for one in found.value.excluded] == ["k", "p"]
