"""The words of a source against those that were written: what found no place is listed, none is lost.

Words are compared without case and punctuation, however accents are composed. Numbers lose leading zeros, and names of
months are numbers, so that `Mar 2019` is found in `2019-03`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from cvtex.importers.imported import Said
from cvtex.locales.locale import locale_of
from cvtex.locales.months import month_beginnings
from cvtex.value import Value

# Places where a pair of words is looked for.
_MOST_STARTS: Final = 100
_WORD: Final = re.compile(r"\d+|[^\W\d_]+(?:\u0301?[^\W\d_]+)*")


class Missing(Value):
    """A text of the source, of which these words were not written."""

    said: Said
    words: tuple[str, ...]


class Coverage(Value):
    """`words`: how many the source has; `missing`: texts with words that have no place, in order."""

    words: int
    missing: tuple[Missing, ...]

    @property
    def share(self) -> float:
        """The share of the words that have a place, from 0 to 1."""
        lost = sum(len(one.words) for one in self.missing)
        return 1.0 if not self.words else 1 - lost / self.words


def coverage(
    said: Iterable[Said], written: Iterable[str], months: Mapping[str, int | str], *, initials: bool = False
) -> Coverage:
    """`months`: the names of months, in lower case, and other words that mean the same; see `equal_words`.

    `initials`: in names of people, one stands for its word.
    """
    pool = [words_of(text, months) for text in written]
    left = Counter(word for words in pool for word in words)
    phrases = _Phrases(pool)
    texts = [(one, words_of(one.text, months)) for one in said]
    # Texts that stand there as a whole take their words first.
    scattered = []
    for one, words in texts:
        if words in phrases and all(left[word] >= number for word, number in Counter(words).items()):
            left.subtract(words)
        else:
            scattered.append((one, words))
    missing = []
    for one, words in scattered:
        lost = []
        for word in words:
            found = word if left[word] > 0 or not (initials and one.kind == "name") else word[0]
            if left[found] > 0:
                left[found] -= 1
            else:
                lost.append(word)
        if lost:
            missing.append(Missing(one, tuple(lost)))
    return Coverage(sum(len(words) for _, words in texts), tuple(missing))


def equal_words(languages: Iterable[str] = ("en",)) -> Mapping[str, int | str]:
    """Words that mean the same: a month and its number, and the words for "now" in each language."""
    now = (word.casefold() for one in languages for word in (locale_of(one).present, *locale_of(one).open_ends))
    return {**dict.fromkeys(now, "present"), **month_beginnings()}


class _Phrases:
    """Which runs of words stand within a text. Takes linear time, since sources have thousands of texts."""

    def __init__(self, pool: Iterable[Sequence[str]]) -> None:
        self.words: list[str] = []
        self.starts: dict[tuple[str, ...], list[int]] = {}
        for words in pool:
            for number, pair in enumerate(pairwise(words), len(self.words)):
                starts = self.starts.setdefault(pair, [])
                if len(starts) < _MOST_STARTS:
                    starts.append(number)
            # No phrase goes on from one text to the next.
            self.words += [*words, ""]

    def __contains__(self, words: Sequence[str]) -> bool:
        starts = self.starts.get(tuple(words[:2]), ())
        return len(words) < 2 or any(self.words[start : start + len(words)] == words for start in starts)


def words_of(text: str, months: Mapping[str, int | str]) -> list[str]:
    found = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return [str(months.get(word, word)).lstrip("0") or "0" for word in found]
