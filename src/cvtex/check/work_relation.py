"""Decide whether two entries of a bibliography are the same work.

In doubt, both are kept: the verdict is `unsure` if title, authors and year do not settle it, and the owner is asked.
Entries are never `same` if they contradict each other where two versions of a work cannot.
"""

from __future__ import annotations

import re
from typing import Literal

from cvtex.check.work import Work
from cvtex.text.folding import fold_words
from cvtex.value import Value


class Relation(Value):
    """`by_identifier`: the entries share an identifier, not just a title."""

    verdict: Literal["same", "unsure", "different"]
    reason: str = ""
    by_identifier: bool = False


_DIFFERENT = Relation("different")
_SAME_TITLE = "the same title and authors"
# Between a preprint and its publication, or between online and print publication.
_MAX_YEARS = 2

# Titles that the same people use for many works. A title of fewer than three words is just as weak.
_GENERIC = re.compile(
    r"(?:guest )?editorial\b|(?:preface|foreword|introduction|afterword|conclusions?|summary|overview|obituary"
    r"|discussion|reply|response|commentary)$|guest editors?\b|introduction to (?:the|this) |front matter"
    r"|table of contents"
    r"|message from|letter to the editor|in memoriam|book reviews?|(?:in|authors?|authors) (?:reply|response)\b"
    r"|special (?:issue|section)"
)
# Words in a title that mark a separate work, even if everything else agrees.
_OTHER_WORK = frozenset(
    {
        "erratum", "errata", "corrigendum", "corrigenda", "correction", "corrections", "addendum", "retraction",
        "retracted", "reply", "response", "comment", "comments", "supplement", "supplementary", "supporting",
    }
)  # fmt: skip
_NUMBER_WORD = re.compile(r"\d+[a-z]?|[ivx]+|part|volume|vol|book")
_SMALL_WORDS = frozenset({"a", "an", "the", "of", "on", "in", "and", "for", "to", "with", "by", "at"})
# People list one version of these. Several talks, datasets or programs may share a title.
_PUBLICATIONS = frozenset({"part", "whole", "preprint", "phdthesis", "mastersthesis"})
_LINKS = ("crossref", "xref", "xdata", "related", "entryset")


def relate(one: Work, other: Work) -> Relation:
    """Compare two entries that share a DOI, an archive number or a title. Symmetric."""
    if are_linked(one, other):
        return _DIFFERENT
    same_title = bool(one.identity.title) and one.identity.title == other.identity.title
    difference = set(one.identity.words) ^ set(other.identity.words)
    if not same_title and difference & _OTHER_WORK:
        return _DIFFERENT
    shared = _shared_identifier(one, other)
    if not _forms_agree(one, other):
        return _differing_forms(one, other, shared if same_title else "")
    if shared and not same_title and not _titles_alike(one, other, difference):
        return Relation("unsure", f"{shared}, but different titles")
    return _by_identifier(one, other, shared) if shared else _by_title(one, other)


def are_linked(one: Work, other: Work) -> bool:
    """Whether one entry refers to the other, as a paper does to its proceedings or a reprint to the original."""
    return one.entry.key in linked_keys(other) or other.entry.key in linked_keys(one)


def linked_keys(work: Work) -> set[str]:
    return {key.strip() for name in _LINKS for key in work.entry.tex(name).split(",")}


def _shared_identifier(one: Work, other: Work) -> str:
    if one.identity.doi and one.identity.doi == other.identity.doi:
        return f"the same DOI {one.identity.doi}"
    eprint = one.identity.eprint
    if eprint and eprint == other.identity.eprint:
        return f"the same {'arXiv' if eprint.archive == 'arxiv' else eprint.archive} number {eprint.number}"
    if one.identity.title and one.identity.title == other.identity.title and _written_key(one) == _written_key(other):
        return "the same key and title"
    return ""


def _written_key(work: Work) -> str:
    return work.entry.shared_key or work.entry.key


def _forms_agree(one: Work, other: Work) -> bool:
    return one.form == other.form or {one.form, other.form} in ({"preprint", "part"}, {"preprint", "whole"})


def _differing_forms(one: Work, other: Work, shared: str) -> Relation:
    """Ask about an entry of unknown form; a talk or dataset is a different work from the paper."""
    forms = {one.form, other.form}
    if shared and "other" in forms and not forms & {"presentation", "correction"}:
        return Relation("unsure", shared)
    return _DIFFERENT


def _titles_alike(one: Work, other: Work, difference: set[str]) -> bool:
    """A title may change between versions, but a different number in it means another part."""
    if not one.identity.words or not other.identity.words:
        return True
    if any(map(_NUMBER_WORD.fullmatch, difference)):
        return False
    words, others = (set(work.identity.words) - _SMALL_WORDS for work in (one, other))
    return 2 * len(words & others) >= min(len(words), len(others))


def _by_identifier(one: Work, other: Work, shared: str) -> Relation:
    if _common_people(one, other) == "none":
        return Relation("unsure", f"{shared}, but different authors")
    if one.identity.doi != other.identity.doi and one.form == other.form and one.form != "preprint":
        # The conference paper and the article may have the same preprint.
        contradiction = _contradiction(one, other) or _other_place(one, other)
        if contradiction:
            return Relation("unsure", f"{shared}, but {contradiction}")
    if _other_eprint(one, other):
        return Relation("unsure", f"{shared}, but different archive numbers")
    if one.form == other.form and one.form not in _PUBLICATIONS and _differ(one, other, "version"):
        return _DIFFERENT
    return Relation("same", shared, by_identifier=True)


def _by_title(one: Work, other: Work) -> Relation:
    people = _common_people(one, other)
    apart = abs(one.year - other.year) if one.year and other.year else 0
    is_weak = len(one.identity.words) < 3 or bool(_GENERIC.match(" ".join(one.identity.words)))
    if people in ("none", "unknown"):
        return _DIFFERENT
    if one.form != other.form:
        return _preprint_and_publication(one, other, people, apart, is_weak=is_weak)
    if apart > _MAX_YEARS or (is_weak and not _same_year_and_venue(one, other)):
        return _DIFFERENT
    contradiction = _contradiction(one, other)
    if one.form not in _PUBLICATIONS:
        is_other = contradiction or apart or not _same_venue(one, other)
        return _DIFFERENT if is_other else Relation("same", _SAME_TITLE)
    if people == "few":
        contradiction = "most authors differ"
    elif one.form != "preprint":
        contradiction = contradiction or _other_place(one, other)
    if is_weak and contradiction:
        return _DIFFERENT
    return Relation("unsure", f"{_SAME_TITLE}, but {contradiction}") if contradiction else Relation("same", _SAME_TITLE)


def _preprint_and_publication(one: Work, other: Work, people: str, apart: int, *, is_weak: bool) -> Relation:
    preprint, publication = (one, other) if one.form == "preprint" else (other, one)
    if is_weak and _GENERIC.match(" ".join(one.identity.words)):
        return _DIFFERENT
    doubt = ""
    if is_weak:
        doubt = "the title is short"
    elif people == "few":
        doubt = "most authors differ"
    elif apart > _MAX_YEARS:
        doubt = f"they are {apart} years apart"
    elif _other_eprint(one, other):
        doubt = "different archive numbers"
    elif preprint.entry.type not in ("techreport", "unpublished") and not preprint.has_server_doi:
        doubt = "different DOIs" if _other_doi(preprint, publication) else ""
    return Relation("unsure", f"{_SAME_TITLE}, but {doubt}") if doubt else Relation("same", _SAME_TITLE)


def _common_people(one: Work, other: Work) -> Literal["unknown", "none", "few", "enough"]:
    """`enough`: at least half of the shorter list, which may be truncated."""
    shorter, longer = sorted((one, other), key=lambda work: len(work.people))
    if not shorter.people:
        return "unknown"
    names = frozenset[str]().union(*longer.people)
    common = sum(1 for family in shorter.people if family & names)
    if not common:
        return "none"
    return "enough" if 2 * common >= len(shorter.people) else "few"


def _contradiction(one: Work, other: Work) -> str:
    """Name a difference that two copies of one entry cannot have, or ""."""
    if _other_doi(one, other):
        return "different DOIs"
    if _other_eprint(one, other):
        return "different archive numbers"
    for name in one.coordinates.keys() & other.coordinates.keys():
        if _differ(one, other, name):
            return "different volume, number, page or edition"
    if one.form == "whole" and any(
        one.coordinates.get(name) != other.coordinates.get(name) for name in ("edition", "translator")
    ):
        return "different edition or translation"
    return ""


def _other_doi(one: Work, other: Work) -> bool:
    return bool(one.identity.doi and other.identity.doi) and one.identity.doi != other.identity.doi


def _other_eprint(one: Work, other: Work) -> bool:
    mine, theirs = one.identity.eprint, other.identity.eprint
    return mine is not None and theirs is not None and mine.archive == theirs.archive and mine.number != theirs.number


def _differ(one: Work, other: Work, name: str) -> bool:
    mine, theirs = one.coordinates.get(name), other.coordinates.get(name)
    return bool(mine and theirs) and mine != theirs


def _other_place(one: Work, other: Work) -> str:
    """Name a venue, year or type that differs between publications without contradictory numbers, or ""."""
    agree = {name for name in one.coordinates if one.coordinates[name] == other.coordinates.get(name)}
    if "isbn" in agree or agree >= {"volume", "page"}:
        return ""
    if one.year != other.year:
        return "different years" if one.year and other.year else "one has no year"
    if one.venue and other.venue and not _same_venue(one, other):
        return "different venues"
    if one.entry.type != other.entry.type and not _same_venue(one, other):
        return "different entry types"
    return ""


def _same_year_and_venue(one: Work, other: Work) -> bool:
    return bool(one.year) and one.year == other.year and _same_venue(one, other)


_PARENTHESIS = re.compile(r"\([^()]*\)")
_NO_NAME = re.compile(r"(?:19|20)\d\d|\d+(?:st|nd|rd|th)|proc|proceedings")
_SIDE_EVENT = re.compile(r"workshops?|companion|posters?|demos?|doctoral|tutorials?")


def _same_venue(one: Work, other: Work) -> bool:
    """`J. Phys.` matches `Journal of Physics`, and `CAV 2025` matches `Computer Aided Verification (CAV)`."""
    words, others = _venue_words(one.venue), _venue_words(other.venue)
    if not words or not others:
        return False
    if any(map(_SIDE_EVENT.fullmatch, words)) != any(map(_SIDE_EVENT.fullmatch, others)):
        return False
    if len(words) == len(others):
        return all(_is_abbreviation(a, b) or _is_abbreviation(b, a) for a, b in zip(words, others, strict=True))
    return _is_acronym(words, others) or _is_acronym(others, words)


def _is_abbreviation(word: str, other: str) -> bool:
    return word == other or (word.isalpha() and other.startswith(word))


def _is_acronym(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    initials = "".join(word[0] for word in others)
    return len(words) == 1 and len(words[0]) > 2 and initials.endswith(words[0])


def _venue_words(venue: str) -> tuple[str, ...]:
    words = fold_words(_PARENTHESIS.sub(" ", venue)) or fold_words(venue)
    named = tuple(word for word in words if word not in _SMALL_WORDS and not _NO_NAME.fullmatch(word))
    return named or words
