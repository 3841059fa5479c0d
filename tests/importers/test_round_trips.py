"""What a CV is written as, imported again: the same data, as far as the format carries it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from building import built

from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.verify.read_text import read_text

EXAMPLES = Path(__file__).parents[2] / "examples"
# What the program writes of its own: printed texts, and what it makes of an entry's key and numbering.
PRINTED = {"sections", "summary"}


def written(folder: Path, name: str, variant: str = "full") -> bytes:
    result = built(folder, variant, formats=(name,))
    assert result.status == "ok", [one.message for one in result.diagnostics]
    (output,) = result.outputs
    assert output.data is not None
    return output.data


def imported_again(data: bytes, name: str, folder: Path) -> bytes:
    found = import_files([SourceFile(f"cv.{name}", data)])
    assert found.value is not None, found.diagnostics
    assert found.value.coverage.share > 0.99
    for file, content in found.value.files.items():
        (folder / file).write_bytes(content)
    return written(folder, name)


def in_one_list(resume: Any) -> Any:
    """Lines of an address are a list or the lines of one text."""
    for one in resume.get("references", ()):
        one["address"] = [line for lines in one["address"] for line in lines]
    return resume


def without(tree: Any, names: set[str]) -> Any:
    if isinstance(tree, dict):
        return {name: without(value, names) for name, value in tree.items() if name not in names}
    return [without(one, names) for one in tree] if isinstance(tree, list) else tree


@pytest.mark.slow
@pytest.mark.parametrize("example", ["professor", "resume"])
def test_json_resume(example: str, tmp_path: Path) -> None:
    first = written(EXAMPLES / example, "json")
    second = in_one_list(json.loads(imported_again(first, "json", tmp_path)))
    whole = in_one_list(json.loads(first))
    for name in whole.keys() - {"publications", "sections"}:
        assert without(second.get(name), PRINTED) == without(whole.get(name), PRINTED), name
    assert works_of(second) == works_of(whole)
    assert [one["title"] for one in second["sections"]] == [one["title"] for one in whole["sections"]]


# What JSON Resume does not have: when the CV was updated, and the marks at names of trainees.
NOT_THERE = {"professor": "last updated nov 2026 equal contribution supervised phd student supervised postdoc"}


@pytest.mark.slow
@pytest.mark.parametrize("example", ["professor", "resume"])
def test_the_pdf_of_json_resume_has_the_same_words(example: str, tmp_path: Path) -> None:
    folder = EXAMPLES / example
    first = words_of_pdf(folder)
    found = import_files([SourceFile("cv.json", written(folder, "json"))])
    assert found.value is not None
    for file, content in found.value.files.items():
        (tmp_path / file).write_bytes(content)
    lost = first - words_of_pdf(tmp_path)
    assert sorted(lost.elements()) == sorted(NOT_THERE.get(example, "").split())


# What no field takes back from print: when the CV was updated.
NOT_IN_PRINT = {"professor": "last updated nov 2026"}
# In Word, letters of formulas are raised and lowered.
FORMULAS = {"u_b", "cτ_bᵐ"}


@pytest.mark.slow
@pytest.mark.parametrize("example", ["professor", "resume"])
@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_the_pdf_of_a_printed_document_has_the_same_words(example: str, name: str, tmp_path: Path) -> None:
    folder = EXAMPLES / example
    first = words_of_pdf(folder)
    found = import_files([SourceFile(f"cv.{name}", written(folder, name))])
    assert found.value is not None
    for file, content in found.value.files.items():
        (tmp_path / file).write_bytes(content)
    lost = first - words_of_pdf(tmp_path)
    assert sorted(word for word in lost.elements() if word not in FORMULAS) == sorted(
        NOT_IN_PRINT.get(example, "").split()
    )


def words_of_pdf(folder: Path) -> Counter[str]:
    result = built(folder, "full")
    assert result.pdf is not None
    return Counter(re.findall(r"[^\W\d]{2,}|(?<!\d)\d{4}(?!\d)", " ".join(read_text(result.pdf).pages).casefold()))


def works_of(resume: Any) -> Any:
    """In any order: a work in press has no date of its own there."""
    return {one["citationKey"]: (one["name"], one.get("authors"), one.get("venue")) for one in resume["publications"]}


@pytest.mark.parametrize("example", ["professor", "resume"])
def test_csl_json(example: str, tmp_path: Path) -> None:
    first = json.loads(written(EXAMPLES / example, "csl"))
    second = json.loads(imported_again(json.dumps(first).encode(), "csl", tmp_path))
    assert {one["id"]: one for one in second} == {one["id"]: one for one in first}


def imported_works(name: str, *sources: SourceFile) -> dict[str, bytes]:
    found = import_files(sources, owner=name)
    assert found.value is not None
    return dict(found.value.files)


def text_of(files: dict[str, bytes], folder: Path) -> str:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    result = built(folder, "full")
    assert result.pdf is not None
    return "\n".join(read_text(result.pdf).pages)


WORKS = [("professor", "full", "Ingrid M. Solvang"), ("biologist", "full", "Margaret L. Hollister"),
         ("humanities", "deutsch", "Friederike von Thalheim-Özkan")]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("example", "variant", "name"), WORKS, ids=[one[0] for one in WORKS])
def test_works_are_printed_as_before_they_were_written(example: str, variant: str, name: str, tmp_path: Path) -> None:
    """From an example's own .bib files, from the .bib file that is written of them, and from CSL-JSON."""
    folder = EXAMPLES / example
    sources = [SourceFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.bib"))]
    bib = written(folder, "bib", variant)
    first = text_of(imported_works(name, *sources), tmp_path / "own")
    assert len(first) > 1_000
    assert text_of(imported_works(name, SourceFile("works.bib", bib)), tmp_path / "bib") == first
    # CSL has no remarks on authors, such as equal contributions, and none beside titles.
    carried = re.sub(rb"(?m)^ *(?:author\+an|titleaddon) = .*\n", b"", bib)
    expected = text_of(imported_works(name, SourceFile("works.bib", carried)), tmp_path / "carried")
    csl = SourceFile("works.json", written(folder, "csl", variant))
    assert text_of(imported_works(name, csl), tmp_path / "csl") == expected


@pytest.mark.parametrize("example", ["professor", "resume"])
def test_a_bib_file(example: str, tmp_path: Path) -> None:
    data = written(EXAMPLES / example, "bib")
    found = import_files([SourceFile("works.bib", data)])
    assert found.value is not None
    assert found.value.files["works.bib"] == data
    assert b"bibliography: works.bib" in found.value.files["cv.yaml"]
