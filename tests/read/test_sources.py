"""Several .bib files as one bibliography, and cv.yaml with its overlay."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from cvtex.diagnostics import Checked, Span
from cvtex.model.bibliography import Bibliography
from cvtex.model.cv import FileName
from cvtex.model.node import Mapping, Scalar
from cvtex.read.bib import read_bibliography_files
from cvtex.read.observed import ObservedFiles
from cvtex.read.sources import read_bibliography_sources, read_cv_source


def read(**files: str) -> Checked[Bibliography]:
    """Files by their names without `.bib`, in order."""
    return read_bibliography_files((f"{name}.bib", textwrap.dedent(text).encode()) for name, text in files.items())


def journals(bibliography: Bibliography) -> dict[str, str]:
    return {entry.key: entry.tex("journal") for entry in bibliography.entries}


def messages(checked: Checked[Bibliography]) -> list[str]:
    return [f"{d.span}: {d.severity}: {d.message}" for d in checked.diagnostics]


def test_a_string_counts_in_the_files_after_its_own() -> None:
    checked = read(
        journals='@string{ohm = "Journal of Resistance"}\n@article{own, journal = ohm}',
        works="@article{later, journal = OHM}",
        more='@string{ohm = "Ohm"}\n@article{last, journal = ohm # { B}}',
    )
    assert journals(checked.value) == {
        "own": "Journal of Resistance",
        "later": "Journal of Resistance",
        "last": "Ohm B",
    }
    assert messages(checked) == []


def test_a_string_does_not_count_before_its_definition() -> None:
    checked = read(works="@article{early, journal = ohm}", journals='@string{ohm = "Journal of Resistance"}')
    assert journals(checked.value) == {"early": "ohm"}
    assert messages(checked) == ["works.bib:1:27: warning: undefined @string 'ohm': the name itself is printed"]


def test_an_undefined_string_is_reported_once_per_file() -> None:
    checked = read(a="@misc{a, x = ohm, y = ohm}", b="@misc{b, x = ohm}")
    assert messages(checked) == [
        "a.bib:1:14: warning: undefined @string 'ohm' (2 times): the name itself is printed",
        "b.bib:1:14: warning: undefined @string 'ohm': the name itself is printed",
    ]


def test_of_equal_keys_the_first_file_has_the_key() -> None:
    volta = "@article{Volta, journal = {A}}"
    checked = read(a=f"\n@article{{Ohm, journal = {{A}}}}\n{volta}", b=f"@article{{Ohm, journal = {{B}}}}\n{volta}")
    assert journals(checked.value) == {"Ohm": "A", "Volta": "A", "Ohm~2": "B"}
    (lost,) = checked.value.unreadable
    assert (lost.key, lost.span) == ("Volta", Span("b.bib", 2, 1, len("@article")))
    assert lost.reason == "duplicate key 'Volta', first used in a.bib:3"
    assert messages(checked) == ["b.bib:2:1: warning: this entry is left out: a copy of 'Volta' in a.bib:3"]


def test_keys_that_differ_in_case_count_in_two_files_as_in_one() -> None:
    checked = read(a="@misc{ohm,}", b="@misc{Ohm,}")
    assert [entry.key for entry in checked.value.entries] == ["ohm", "Ohm"]
    assert messages(checked) == ["b.bib:1:1: warning: the key 'Ohm' differs only in case from 'ohm' in a.bib:1"]


def test_entries_without_keys_in_the_same_line_of_each_file() -> None:
    keyless = "@misc{, title = {A}}"
    checked = read(a=keyless, b=keyless, c=keyless)
    assert [entry.key for entry in checked.value.entries] == ["line-1", "line-1-column-1", "c.bib:1:1"]
    assert checked.value.unreadable == ()


def test_a_broken_end_does_not_affect_the_next_file() -> None:
    checked = read(a="@misc{a, title = {never closed", b="@misc{b, title = {B}}")
    assert [entry.key for entry in checked.value.entries] == ["b"]
    assert [lost.key for lost in checked.value.unreadable] == ["a"]


def test_files_are_read_from_the_folder_of_the_cv(tmp_path: Path) -> None:
    (tmp_path / "strings.bib").write_text('@string{ohm = "Journal of Resistance"}', encoding="utf-8")
    (tmp_path / "works.bib").write_text("@article{Ohm, journal = ohm}", encoding="utf-8")
    names = [
        FileName(path=name, span=Span("cv.yaml", 3)) for name in ("strings.bib", "works.bib", "none.bib", "works.bib")
    ]
    files = ObservedFiles()
    checked = read_bibliography_sources(tmp_path, names, files)
    assert journals(read_bibliography_files(checked.value.items()).value) == {"Ohm": "Journal of Resistance"}
    assert [text.partition("{")[0] for text in files.texts.values()] == ["@string", "@article"]
    # The missing file is reported where cv.yaml names it; a file named twice is read once.
    assert [(d.severity, d.span) for d in checked.diagnostics] == [("error", Span("cv.yaml", 3))]


def test_an_overlay_lies_over_the_cv(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text("name: Georg Ohm\nphone: none\n", encoding="utf-8")
    (tmp_path / "cv.private.yaml").write_text("phone: +49 221 1\n", encoding="utf-8")
    files = ObservedFiles()
    checked = read_cv_source(tmp_path / "cv.yaml", files)
    assert isinstance(checked.value, Mapping)
    values = {key: node.text for key, node in checked.value.items.items() if isinstance(node, Scalar)}
    assert values == {"name": "Georg Ohm", "phone": "+49 221 1"}
    assert [Path(name).name for name in files.texts] == ["cv.yaml", "cv.private.yaml"]
    assert checked.diagnostics == ()


def test_an_overlay_over_a_broken_cv_is_none_by_itself(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text("name: {a: [}\n", encoding="utf-8")
    (tmp_path / "cv.private.yaml").write_text("phone: +49 221 1\n", encoding="utf-8")
    checked = read_cv_source(tmp_path / "cv.yaml")
    assert checked.value is None
    assert [Path(one.span.file).name for one in checked.diagnostics if one.span] == ["cv.yaml"]


@pytest.mark.parametrize("named", ["../secret", "LINK", "ABSOLUTE"])
def test_a_stranger_s_cv_names_no_file_outside_its_folder_that_is_not_a_bib(named: str, tmp_path: Path) -> None:
    folder = tmp_path / "cv"
    folder.mkdir()
    secret = tmp_path / "secret"
    secret.write_text("@article{xylophagous", encoding="utf-8")
    if named == "LINK":
        (folder / "LINK").symlink_to(secret)
    name = FileName(path=str(secret) if named == "ABSOLUTE" else named, span=Span("cv.yaml"))
    files = ObservedFiles()
    found = read_bibliography_sources(folder, [name], files)
    assert [one.message for one in found.diagnostics] == [
        f"'{name.path}' is outside the folder of cv.yaml, and is no .bib file"
    ]
    assert (found.value, files.texts) == ({}, {})


def test_a_bib_file_may_lie_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "cv"
    folder.mkdir()
    (tmp_path / "all.bib").write_text("@misc{a, title={A}}", encoding="utf-8")
    found = read_bibliography_sources(folder, [FileName(path="../all.bib", span=Span("cv.yaml"))])
    assert (len(found.value), found.diagnostics) == (1, ())
