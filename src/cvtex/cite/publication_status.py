"""The words of an entry that say how far it is on its way to publication -> its publication status.

People write the status in many fields: `pubstate = {inpress}`, `year = {to appear}`, `note = {Submitted to Nature}`.
English words and biblatex's keys are always known, and those of the CV's languages, such as `im Druck`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias, get_args

from cvtex.locales.locale import is_known_language, locale_of
from cvtex.model.bibliography import UNPUBLISHED, Field, PublicationStatus
from cvtex.text.folding import fold_words
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value

StatusWords: TypeAlias = Mapping[str, PublicationStatus]
"""Status by its words, folded and joined: `inpress`."""

_SYNONYMS: Mapping[PublicationStatus, tuple[str, ...]] = {
    "submitted": ("submitted for publication", "submitted for review"),
    "under review": ("in review", "under peer review"),
    "in revision": ("under revision",),
    "accepted": ("accepted for publication",),
    "forthcoming": ("to appear",),
    "in preparation": ("in prep",),
    "pre-published": ("prepublication",),
}
ENGLISH: StatusWords = MappingProxyType(
    {
        "".join(fold_words(text)): status
        for status in get_args(PublicationStatus)
        for text in (status, *_SYNONYMS.get(status, ()))
    }
)
# These words say the same, but are printed as written, since they say it in more detail.
_LOOSE: StatusWords = MappingProxyType(
    {
        **dict.fromkeys(("rr", "reviseandresubmit", "reviseresubmit", "minorrevision", "majorrevision"), "in revision"),
        **dict.fromkeys(("minorrevisions", "majorrevisions", "revisionssubmitted"), "in revision"),
        **dict.fromkeys(("conditionallyaccepted", "provisionallyaccepted", "acceptedwithminorrevisions"), "accepted"),
        **dict.fromkeys(("tobepublished", "willappear", "dueout"), "forthcoming"),
    }
)  # fmt: skip
# More letters than any status has, in any language.
_MAX_KEY = 60
_LEADING = frozenset({"article", "book", "chapter", "currently", "manuscript", "now", "paper"})
_TO_WHOM = frozenset({"at", "by", "for", "to", "with"})

# The fields for a status, the most explicit first; and those in which people write it for want of a better one.
_OWN_FIELDS = ("pubstate", "status", "year", "date")
_REMARKS = ("note", "addendum", "howpublished", "journal", "booktitle", "volume", "number", "pages")
# A status in one of these stands for a number that is not known yet.
_NUMBERS = ("volume", "number", "pages")
_ON_THE_WAY: frozenset[PublicationStatus] = frozenset({"submitted", "under review", "in revision", "in preparation"})


def status_words(languages: Iterable[str]) -> StatusWords:
    """English and these languages -> the words for each status. Unknown languages are skipped."""
    return _words_of(tuple(dict.fromkeys(str(tag) for tag in languages)))


@cache
def _words_of(languages: tuple[str, ...]) -> StatusWords:
    found: dict[str, PublicationStatus] = {}
    for tag in filter(is_known_language, languages):
        locale = locale_of(tag)
        for status, text in locale.status.items():
            for words in (text, *locale.status_synonyms.get(status, ())):
                found["".join(fold_words(words))] = status
    return MappingProxyType({**found, **ENGLISH})


def status_key(text: str, words: StatusWords = ENGLISH) -> PublicationStatus | None:
    """`In-press.`, biblatex's `inpress` -> `in press`; None for an unknown status or a longer text."""
    return words.get("".join(fold_words(text)))


class _Stated(Value):
    """A status at the start of a text, and the words after it."""

    status: PublicationStatus
    rest: tuple[str, ...]


def normal_status(fields: Mapping[str, Field], words: StatusWords) -> tuple[dict[str, Field], PublicationStatus | None]:
    """An entry's fields in the styles' dialect -> the same fields, and the entry's publication status.

    A status in a language of the CV becomes the English one, which styles translate. A `date` that is a status becomes
    the year, or else `pubstate`. `year = {2027, in press}` is divided among both fields. `pages = {in press}` becomes
    `pubstate`.
    """
    result = dict(fields)
    status: PublicationStatus | None = None
    for name in _OWN_FIELDS:
        field = fields.get(name)
        if field is None or not field.tex.strip() or field.tex.strip().isdecimal():
            continue
        text = tex_to_plain(field.tex)
        known = status_key(text, words)
        if known and status_key(text) is None:
            result[name] = Field(known, field.span)
        if stated := _stated(text, words):
            status = status or stated.status
            free = next((other for other in ("year", "pubstate") if not _tex(fields, other)), None)
            if name == "date" and free:
                result[free] = result.pop("date")
            elif name == "year" and free == "pubstate" and (both := _year_and_status(text, words)):
                result["year"], result["pubstate"] = (Field(part, field.span) for part in both)
    status = status or _status_of_remarks(fields, words)
    for name in _NUMBERS:
        field = result.get(name)
        # No status has a digit, and nearly all of these values have one.
        if field is None or any(map(str.isdigit, field.tex)):
            continue
        if known := words.get("".join(fold_words(tex_to_plain(field.tex)))):
            del result[name]
            if not status_key(_tex(result, "year")):
                result.setdefault("pubstate", Field(known, field.span))
    return result, status


def _year_and_status(text: str, words: StatusWords) -> tuple[str, str] | None:
    """`2027 (in press)` -> 2027 and `in press`."""
    found = fold_words(text)
    years = [word for word in found if word.isdecimal()]
    status = words.get("".join(word for word in found if not word.isdecimal()))
    return (years[0], status) if status and len(years) == 1 and len(years[0]) == 4 else None


def _status_of_remarks(fields: Mapping[str, Field], words: StatusWords) -> PublicationStatus | None:
    """A work with a year and pages has been published, whatever an older remark says."""
    if _is_published(fields):
        return None
    has_year = _has_year(fields)
    for name in _REMARKS:
        tex = _tex(fields, name)
        if not tex or tex[0].isdigit():
            continue
        stated = _stated(tex_to_plain(tex), words)
        if stated is None:
            continue
        if not stated.rest or (stated.status in _ON_THE_WAY and stated.rest[0] in _TO_WHOM):
            return stated.status
        if not has_year and name in ("note", "addendum", "howpublished"):
            return stated.status
    return None


def stale_remark(fields: Mapping[str, Field], words: StatusWords) -> str:
    """The remark of a published work that says no more than that it is to appear; or ""."""
    if _is_published(fields):
        for name in ("note", "addendum", "howpublished"):
            tex = _tex(fields, name)
            if tex and (stated := _stated(tex_to_plain(tex), words)) and not stated.rest:
                return name if stated.status in UNPUBLISHED else ""
    return ""


def _has_year(fields: Mapping[str, Field]) -> bool:
    return any(character.isdigit() for name in ("year", "date") for character in _tex(fields, name))


def _is_published(fields: Mapping[str, Field]) -> bool:
    # The volume of a book is known long before it appears.
    volume = _tex(fields, "volume") if _tex(fields, "journal") else ""
    return _has_year(fields) and any(map(str.isdigit, _tex(fields, "pages") + volume))


def _tex(fields: Mapping[str, Field], name: str) -> str:
    field = fields.get(name)
    return field.tex.strip() if field else ""


def _stated(text: str, words: StatusWords) -> _Stated | None:
    """`Currently under review at Toads`, `2027, in press` -> the status; None if the text starts with another word."""
    found = [word for word in fold_words(text[:200]) if not word.isdecimal()]
    while found and found[0] in _LEADING:
        del found[0]
    joined = ""
    stated: _Stated | None = None
    for end, word in enumerate(found, 1):
        joined += word
        if len(joined) > _MAX_KEY:
            break
        if status := words.get(joined) or _LOOSE.get(joined):
            stated = _Stated(status, tuple(found[end:]))
    return stated
