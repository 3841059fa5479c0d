"""Text without blanks between words -> line breaks."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.text.scripts import line_breaks
from cvtex.text.scripts.clusters import is_mark
from cvtex.text.scripts.line_breaks import word_breaks


def shown(text: str) -> str:
    ends = (0, *word_breaks(text), len(text))
    return "|".join(text[start:end] for start, end in pairwise(ends))


MARKED = [
    "བོད་|ལྗོངས་|སློབ་|གྲྭ་|ཆེན་|མོ།",
    # No break after a tsheg before a shad or at the end.
    "ང་།",
    "བོད་",
    "་\u0e33",
    "አዲስ፡|አበባ፡|ዩኒቨርሲቲ።",
    "ሀ፡፡|ለ",
    "plain text",
    "漢字",
    "",
]
WITH_DICTIONARY = [
    "มหาวิทยาลัย|ธรรมศาสตร์|และ|การเมือง",
    "ມະຫາວິທະຍາໄລ|ແຫ່ງຊາດ|ລາວ",
    "សាកល|វិទ្យាល័យ|ភូមិន្ទ|ភ្នំពេញ",
    "ရန်|ကုန်|တက္ကသိုလ်",
    # Breaks at blanks and in other scripts are not reported. Characters beyond the first plane count as one.
    "ภาษา|ไทย ABC ภาษา|ไทย",
    "🎉ภาษา|ไทย🎉บอด་",
]


@pytest.mark.parametrize("expected", [*MARKED, *WITH_DICTIONARY])
def test_word_breaks(expected: str) -> None:
    assert shown(expected.replace("|", "")) == expected


@pytest.mark.parametrize("expected", [*MARKED, *(text.replace("|", "") for text in WITH_DICTIONARY)])
def test_without_the_library_marks_alone_end_lines(expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("icu4py", "icu4py.breakers"):
        monkeypatch.setitem(sys.modules, name, None)
    line_breaks._splitter.cache_clear()
    try:
        assert shown(expected.replace("|", "")) == expected
    finally:
        line_breaks._splitter.cache_clear()


@given(st.text() | st.text(st.sampled_from("กาษทยไ\u0e33\u0e48ລາວកខ\u17d2\u17b6ကရန်\u103a\u1039་བོ།፡አa 🎉\n")))
def test_a_line_ends_between_characters_and_never_before_a_mark(text: str) -> None:
    found = word_breaks(text)
    assert list(found) == sorted(set(found))
    assert all(0 < at < len(text) and not is_mark(text[at]) for at in found)
