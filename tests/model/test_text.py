"""Choosing the language and form of a text."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Span
from cvtex.model.located import LocatedStr, built_in
from cvtex.model.text import Text

PLACE = Span("cv.yaml")


def text_of(*languages: str, short: tuple[str, ...] = ()) -> Text:
    return Text(
        {tag: ((tag or "any",),) for tag in languages},
        PLACE,
        {tag: ((f"short {tag or 'any'}",),) for tag in short},
    )


CHOSEN = [
    # full                short      asked for         printed       has the language, has it short
    (("",), (), ("de", False), "any", True, True),
    (("en", "de"), (), ("de", False), "de", True, True),
    (("en", "de"), (), ("de-AT", False), "de", True, True),
    (("en", "de", "de-AT"), (), ("de-AT", False), "de-AT", True, True),
    (("en", "de-AT"), (), ("de", False), "en", False, False),
    (("en", ""), (), ("de", False), "any", True, True),
    (("fr", "en"), (), ("de", False), "fr", False, False),
    (("en", "de"), ("en",), ("de", False), "de", True, False),
    (("en", "de"), ("en",), ("de", True), "short en", True, False),
    (("en", "de"), ("",), ("de", True), "short any", True, True),
    (("en",), (), ("en", True), "en", True, True),
    ((), (), ("en", False), "", False, False),
]


@pytest.mark.parametrize(("full", "short", "asked", "printed", "has", "has_short"), CHOSEN)
def test_the_nearest_language_is_printed(
    full: tuple[str, ...],
    short: tuple[str, ...],
    asked: tuple[str, bool],
    printed: str,
    has: bool,
    has_short: bool,
) -> None:
    text = text_of(*full, short=short)
    language, is_short = asked
    assert text.line(language, short=is_short) == ((printed,) if printed else ())
    assert (text.has_language(language), text.has_language(language, short=True)) == (has, has_short)


def test_a_line_is_the_paragraphs_with_a_blank_between() -> None:
    text = Text({"": (("one",), ("two", "three"))}, PLACE)
    assert (text.line("en"), str(text)) == (("one", " ", "two", "three"), "one twothree")


def test_a_located_string_is_its_text_and_has_its_place() -> None:
    word = LocatedStr("full", PLACE)
    assert (word, "full" in {word: 1}, word.span) == ("full", True, PLACE)
    assert word.__reduce__() == (LocatedStr, ("full", PLACE))
    assert built_in("en").span == Span("")
