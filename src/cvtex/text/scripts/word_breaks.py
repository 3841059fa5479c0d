"""Where a line may end in scripts that put no blank between words: Thai, Lao, Khmer, Burmese, Tibetan, Ethiopic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Final
from unicodedata import category

from cvtex.text.scripts.clusters import is_mark

# Thai, Lao, Myanmar and Khmer: only a dictionary knows their words.
_NEEDS_DICTIONARY: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff\u19e0-\u19ff]{2,}"
)
# What stands after a Tibetan syllable and after an Ethiopic word.
_MARKED: Final = re.compile("[\N{TIBETAN MARK INTERSYLLABIC TSHEG}\N{ETHIOPIC WORDSPACE}]+(?=(.))")


def word_breaks(text: str) -> tuple[int, ...]:
    """The places in the text before which a line may end, in order; 0 and the text's length are not among them.

    Tibetan and Ethiopic mark such places. For the other scripts the optional library `icu4py` is needed, which brings
    ICU's dictionaries. Without it their lines end at blanks only.
    """
    if text.isascii():
        return ()
    return tuple(sorted({*_after_marks(text), *_between_words(text)}))


def _after_marks(text: str) -> Iterator[int]:
    for mark in _MARKED.finditer(text):
        if category(mark[1])[0] in "LN" and not is_mark(mark[1]):
            yield mark.end()


def _between_words(text: str) -> Iterator[int]:
    for run in _NEEDS_DICTIONARY.finditer(text):
        split = _splitter()
        if split is None:
            return
        # ICU counts in units of UTF-16; lengths of the pieces are right for all characters.
        lengths = map(len, split(run[0]))
        yield from (run.start() + end for end in accumulate(lengths) if end < len(run[0]))


@cache
def _splitter() -> Callable[[str], Iterable[str]] | None:
    """Text -> the pieces between which a line may end. ICU takes the dictionary by script, so that no language is asked
    for.
    """
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        return None
    return lambda text: LineBreaker(text, "en")
