"""Pasted references against what Crossref knows of them."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Span
from cvtex.importers.imported import ImportedWork, Said, SourceFile
from cvtex.importers.references.confirming import LookedUp, LookUp
from cvtex.importers.references.pasted import import_pasted

NOTES = {
    "author": "Lovelace, Ada and Babbage, Charles",
    "title": "Notes on the engine",
    "journal": "Journal of Engines",
    "volume": "12",
    "number": "3",
    "pages": "45-67",
    "date": "2019-03-05",
    "doi": "10.5555/Notes",
}
TYPED = "Lovelace A, Babbage C. Notes on the engine. J Engines. 2019;12:45-67."


def knows(*works: dict[str, str], is_complete: bool = True) -> LookUp:
    found = [ImportedWork("article", {**one}, Span("crossref")) for one in works]
    return lambda _dois, _references: LookedUp(found, is_complete=is_complete)


def read(text: str, look_up: LookUp) -> tuple[dict[str, str], list[str]]:
    """The fields of the first work, and the messages."""
    found = import_pasted(SourceFile("refs.txt", text.encode()), look_up).value
    fields = found.works[0].fields if found.works else {}
    texts = {name: one.text if isinstance(one, Said) else one for name, one in fields.items()}
    return texts, [one.message for one in found.guesses]


def test_what_is_missing_is_added_and_what_was_typed_stays() -> None:
    fields, messages = read(TYPED, knows(NOTES))
    assert fields == {
        "author": "Lovelace, A. and Babbage, C.",
        "title": "Notes on the engine",
        "year": "2019",
        "volume": "12",
        "number": "3",
        "pages": "45--67",
        "journal": "J Engines",
        "doi": "10.5555/Notes",
    }
    assert messages == []


@pytest.mark.parametrize(
    ("text", "work", "messages"),
    [
        (TYPED.replace(";12:", ";13:"), NOTES, ["Crossref has volume 12, not 13"]),
        (TYPED.replace("2019", "2020"), NOTES, []),
        (TYPED.replace("2019", "2012"), NOTES, ["Crossref knows no such work"]),
        (TYPED, {**NOTES, "title": "Notes on another loom"}, ["Crossref knows no such work"]),
        (TYPED, {**NOTES, "author": "Other, Ada"}, ["Crossref knows no such work"]),
        (f"{TYPED} doi:10.5555/notes", NOTES, []),
        (
            f"{TYPED} doi:10.5555/notes",
            {**NOTES, "title": "On Toads"},
            ["the DOI 10.5555/notes is that of another work: 'On Toads'"],
        ),
        (f"{TYPED} doi:10.5555/wrong", NOTES, ["Crossref does not know the DOI 10.5555/wrong"]),
        # It stays with the person who writes it.
        ('A. Lovelace and C. Babbage, "First cards," in preparation, 2024.', NOTES, []),
    ],
)
def test_differences_are_told(text: str, work: dict[str, str], messages: list[str]) -> None:
    assert read(text, knows(work))[1] == messages


def test_authors_behind_et_al_are_named() -> None:
    fields, messages = read(TYPED.replace("Babbage C", "et al"), knows(NOTES))
    assert (fields["author"], messages) == ("Lovelace, Ada and Babbage, Charles", [])


def test_a_reference_without_a_title_is_found_by_nothing_but_its_words() -> None:
    text = "A. Lovelace et al., Notes on the Engine - an essay, the journal of engines 2019"
    fields, messages = read(text, knows(NOTES))
    assert fields["doi"] == "10.5555/Notes"
    assert messages == []


def test_a_service_that_stopped_has_not_said_that_a_work_is_unknown() -> None:
    assert read(TYPED, knows(is_complete=False))[1] == []


def test_questions_are_dois_and_whole_references() -> None:
    asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def look_up(dois: tuple[str, ...], references: tuple[str, ...]) -> LookedUp:
        asked.append((dois, references))
        return LookedUp()

    secret = 'A. Lovelace and C. Babbage, "First cards," in preparation, 2024.'
    read(f"{TYPED} doi:10.5555/Notes\n{TYPED}\n{secret}\nA guest lecture on engines at the museum, 2018", look_up)
    assert asked == [(("10.5555/notes",), (TYPED, "A guest lecture on engines at the museum, 2018"))]
