"""Where each kind of item stands in JSON Resume, and what its schema calls the fields.

Kinds without a place there have lists of our own, under the name that their kind of section has in cv.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, assert_never

from cvtex.model import items
from cvtex.value import Value, field


class Place(Value):
    """`names`: the schema's name of a field; other fields keep theirs, as keys of our own. `type`: of a project.

    `dates`: the schema has a start and an end for `both`, and a single date is both. For an `award` such as a degree,
    a single date is the end. Of others it has one date, the `start` or the `end`.
    """

    list: str
    names: Mapping[str, str] = field(default_factory=dict)
    type: str = ""
    dates: Literal["both", "award", "start", "end"] = "both"


# The schema has lists for these, but cv.yaml has no kinds: the words in the key of the section decide.
_CERTIFICATE: Final = "certificates"
_INTEREST: Final = "interests"
_CERTIFICATES: Final = frozenset(
    ("certificate", "certificates", "certification", "certifications", "licence", "licences", "license", "licenses")
)
_INTERESTS: Final = frozenset(("interest", "interests", "hobby", "hobbies"))
_SUMMARIES: Final = frozenset(("about", "bio", "biography", "profile", "summary"))
_WORD: Final = re.compile("[a-z]+")


def place_of(content: items.Item, section: str) -> Place | None:
    """`section`: the section's key in cv.yaml. None for what has no fields to speak of."""
    if _has_word(section, _CERTIFICATES) and (place := _certificate(content)):
        return place
    if is_interest(section) and (place := _interest(content)):
        return place
    match content:
        case items.Role():
            return Place("work", {"title": "position", "place": "location", "text": "summary"})
        case items.Degree():
            return Place(
                "education",
                {"degree": "studyType", "topic": "area", "grade": "score", "text": "summary"},
                dates="award",
            )
        case items.Project():
            return Place("projects", {"text": "description", "role": "roles", "funder": "entity"})
        case items.Grant():
            names = {"title": "name", "text": "description", "role": "roles", "funder": "entity"}
            return Place("projects", names, type="grant")
        case items.Software():
            return Place("projects", {"text": "description", "role": "roles"}, type="software")
        case items.Skill():
            return Place("skills", {"text": "keywords"})
        case items.LanguageSkill():
            return Place("languages", {"level": "fluency"})
        case items.Award():
            return Place("awards", {"organisation": "awarder", "text": "summary"}, dates="end")
        case items.Service():
            return Place("volunteer", {"organisation": "organization", "role": "position", "text": "summary"})
        case items.Membership():
            return Place(
                "volunteer", {"organisation": "organization", "role": "position", "text": "summary"}, "membership"
            )
        case items.Referee():
            return Place("references")
        case items.PatentDocument():
            return Place("patents", dates="end")
        case items.Talk():
            return Place("talks", dates="end")
        case items.Course():
            return Place("teaching")
        case items.Supervision():
            return Place("supervision")
        case items.Contribution():
            return Place("contributions")
        case items.Entry():
            return Place("entries")
        case items.Employment() | items.Studies() | items.PatentFamily():
            # Their roles, degrees and documents have their fields.
            return None
        case items.Point() | items.ListItem() | items.Row():
            return None
        case _:
            assert_never(content)


def is_summary(section: str) -> bool:
    """Whether running text under this key introduces the person."""
    return _has_word(section, _SUMMARIES)


def is_interest(section: str) -> bool:
    return _has_word(section, _INTERESTS)


def _has_word(section: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_WORD.findall(section.casefold()))


def _certificate(content: items.Item) -> Place | None:
    match content:
        case items.Entry():
            return Place(_CERTIFICATE, {"title": "name", "subtitle": "issuer"}, dates="start")
        case items.ListItem():
            return Place(_CERTIFICATE, {"text": "name"}, dates="start")
        case items.Award():
            return Place(_CERTIFICATE, {"title": "name", "organisation": "issuer"}, dates="start")
        case items.Degree():
            return Place(_CERTIFICATE, {"degree": "name", "institution": "issuer"}, dates="start")
        case _:
            return None


def _interest(content: items.Item) -> Place | None:
    match content:
        case items.ListItem():
            return Place(_INTEREST, {"text": "name"})
        case items.Skill():
            return Place(_INTEREST, {"text": "keywords"})
        case items.Entry():
            return Place(_INTEREST, {"title": "name", "text": "keywords"})
        case _:
            return None
