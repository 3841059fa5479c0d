"""Each type of the tables stands in a document, which shows what it becomes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from import_documents import FOLDER

from cvtex.cite.dialect import KNOWN_TYPES
from cvtex.importers.works import types

TABLES = {
    "csl-json/all-types": types.CSL,
    "crossref/all-types": types.CROSSREF,
    "openalex/all-types": types.OPENALEX,
    "datacite/all-types": types.DATACITE,
    "ris/all-types": types.RIS,
    "endnote/all-types": types.ENDNOTE,
    "nbib/types": types.PUBMED,
}


@pytest.mark.parametrize(("document", "table"), TABLES.items(), ids=TABLES)
def test_a_document_shows_every_type(document: str, table: Mapping[str, str]) -> None:
    (source,) = (FOLDER / document).glob("source.*")
    text = source.read_text(encoding="utf-8")
    quote = '"' if source.suffix in {".json", ".xml"} else ""
    assert [name for name in table if f"{quote}{name}{quote}" not in text] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_bibliography_style_knows_every_type(table: Mapping[str, str]) -> None:
    assert set(table.values()) <= KNOWN_TYPES
