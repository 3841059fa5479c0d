"""Every source of others that is beside the project: no word is lost, most have a place, and the CV has no errors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from import_documents import FOLDER as DOCUMENTS
from import_documents import source_of

from cvtex.check.cv import check_cv
from cvtex.importers.coverage import words_of
from cvtex.importers.encodings import in_utf8
from cvtex.importers.importing import ImportedFiles, import_files
from cvtex.importers.sources import SOURCES, recognised
from cvtex.locales.months import month_beginnings
from cvtex.read.bib import read_bibliography
from cvtex.read.yaml import read_yaml
from cvtex.text.tex import tex_to_plain

SHARED: Final = Path(__file__).parents[2].parent / "shared"
FOLDERS: Final = ("formats", "corpus", "users")
# Descriptions of formats, CVs for this program, tables of funders, pictures.
NO_SOURCES: Final = ("README.md", "schema.json", ".schema.json", ".md", ".xlsx", ".jpg", "cv.yaml", "cv.private.yaml")
# The share of words that must have a place, by kind.
LEAST: Final = {"latex": 0.90, "markdown": 0.75, "docx": 0.75, "pdf": 0.75, "pasted": 0.75}
STRUCTURED: Final = 0.97


def sources(folder: str) -> list[Path]:
    return sorted(
        path for path in (SHARED / folder).rglob("*") if path.is_file() and not path.name.endswith(NO_SOURCES)
    )


SAMPLES: Final = [path for folder in FOLDERS for path in sources(folder)]


def lost_words(found: ImportedFiles, path: Path) -> Counter[str]:
    """Counted here again: words of the source that stand in no file that was written."""
    months = month_beginnings()
    # A .bib file is taken as it is, in UTF-8.
    files = {one.name for one in found.imported.bibliographies}
    beside = {name: path.parent / name for name in files}
    assert all(found.files[name] == in_utf8(there.read_bytes()) for name, there in beside.items() if there.is_file())
    taken = files | {name for name, kind in found.kinds.items() if kind == SOURCES["bib"].name}
    said = Counter(word for one in found.said if one.span.file not in taken for word in words_of(one.text, months))
    texts = [data.decode(errors="replace") for name, data in found.files.items() if name.endswith((".yaml", ".md"))]
    # The list repeats words in bold; that makes them a few more, never fewer.
    written = Counter(word for text in texts for word in words_of(text, months))
    for name in (name for name in found.files if name.endswith(".bib") and name not in taken):
        tex = found.files[name].decode(errors="replace")
        plain = Counter(word for line in tex.splitlines() for word in words_of(tex_to_plain(line), months))
        written += plain | Counter(words_of(tex, months))
    left_out = (text for work in found.imported.works for text in (work.joints,))
    return said - written - Counter(word for text in left_out for word in words_of(text, months))


def errors_of(found: ImportedFiles) -> list[str]:
    read = read_yaml("cv.yaml", found.files["cv.yaml"])
    diagnostics = [*read.diagnostics, *(check_cv(read.value).diagnostics if read.value else ())]
    if bib := found.files.get("publications.bib"):
        diagnostics += read_bibliography("publications.bib", bib).diagnostics if found.imported.works else ()
    return [str(one) for one in diagnostics if one.is_error]


@pytest.mark.skipif(not SAMPLES, reason="the shared inputs are not beside the project")
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.long] if path.stat().st_size > 100_000 else []) for path in SAMPLES],
    ids=[f"{path.parent.name}-{path.name}" for path in SAMPLES],
)
def test_no_word_of_a_shared_source_is_lost(path: Path) -> None:
    kind = recognised(path.read_bytes())
    assert kind is not None
    found = import_files([source_of(path)]).value
    assert found is not None
    assert found.coverage.words > 10
    assert lost_words(found, path) == Counter()
    assert found.coverage.share >= LEAST.get(kind, STRUCTURED), found.coverage.missing
    assert errors_of(found) == []


@pytest.mark.skipif(not SAMPLES, reason="the shared inputs are not beside the project")
def test_all_shared_sources_of_one_person_become_one_cv() -> None:
    paths = sources("users/existing-sources")
    found = import_files([source_of(path) for path in paths]).value
    assert found is not None
    assert len(found.kinds) == len(paths)
    assert found.coverage.share >= STRUCTURED
    assert errors_of(found) == []


# Keys of JSON whose texts no reader of a CV sees: numbers and addresses of records, times, who may see it, addresses
# behind identifiers. Reviews are counted by year. A citation is compared with the record where it is read.
UNSEEN: Final = {
    "orcid": {
        "path", "put-code", "visibility", "source", "last-modified-date", "created-date", "display-index", "uri",
        "host", "preferences", "history", "external-id-normalized", "external-id-normalized-error",
        "external-id-relationship", "external-id-url", "contributor-orcid", "disambiguated-organization", "group-id",
        "contributor-attributes", "language-code", "citation", "type", "external-id-type", "review-type",
        "reviewer-role", "locale", "country", "verified", "primary", "completion-date",
    },
    "json-resume": {"$schema", "meta", "image"},
}  # fmt: skip


def seen(tree: Any, unseen: set[str]) -> Iterator[str]:
    """The texts of JSON that a reader sees, read by the standard library."""
    match tree:
        case dict():
            for key, value in tree.items():
                if key not in unseen:
                    yield from seen(value, unseen)
        case list():
            for value in tree:
                yield from seen(value, unseen)
        case str():
            yield tree
        case _:
            pass


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.suffix == ".json"], ids=lambda path: path.name)
def test_importers_count_every_text_that_a_reader_sees(path: Path) -> None:
    """A text that is not counted could be lost without a word."""
    kind = recognised(path.read_bytes())
    assert kind is not None
    found = import_files([source_of(path)]).value
    assert found is not None
    said = {word for one in found.said for word in words_of(one.text, month_beginnings())}
    texts = seen(json.loads(path.read_bytes()), UNSEEN[kind])
    words = {word for text in texts for word in words_of(text, month_beginnings())}
    assert sorted(words - said) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in SOURCES if (DOCUMENTS / kind).is_dir()])
def test_of_small_documents_no_word_is_lost_and_most_have_a_place(kind: str) -> None:
    """Some are made to hold what has no place: the share counts for all of a kind together."""
    words = lost = 0
    for path in sorted((DOCUMENTS / kind).glob("*/source.*")):
        found = import_files([source_of(path)]).value
        assert found is not None
        assert lost_words(found, path) == Counter(), path.parent.name
        words += found.coverage.words
        lost += sum(len(one.words) for one in found.coverage.missing)
    assert 1 - lost / words >= LEAST.get(kind, STRUCTURED)
