"""The base of all bibliography styles.

A style is a small file of templates: `class Style(ReferenceStyle)` with `get_<type>_template(entry)` for the types it
treats specially, `get_misc_template` for all others, and `name(person)` for the form of a name.
"""

from __future__ import annotations

from typing import Any

from pybtex.style.formatting import BaseStyle

from cvtex.cite.people import Person
from cvtex.words import Words


class ReferenceStyle(BaseStyle):  # type: ignore[misc]  # pybtex has no types
    """One entry at a time, in the order of the plan: pybtex's label and sorting styles are not used."""

    capital_editors = False
    """Whether the word after the editors' names begins with a capital: `(Eds.)`."""

    def __init__(self, words: Words) -> None:
        super().__init__(label_style="number", name_style="plain", sorting_style="none")
        self.words = words

    def name(self, person: Person) -> str:
        """How one name is printed."""
        raise NotImplementedError

    def get_misc_template(self, entry: Any) -> Any:
        """What any entry prints whose type has no template of its own."""
        raise NotImplementedError

    def format(self, entry: Any) -> Any:
        """Entry -> pybtex rich text, by the template of its type or else that for misc."""
        get_template = getattr(self, f"get_{entry.type}_template", self.get_misc_template)
        return get_template(entry).format_data({"entry": entry, "style": self, "bib_data": None})


def has_people(entry: Any, *roles: str) -> bool:
    """Whether the entry names anybody in one of the roles; in any, if none is given."""
    return any(entry.people[role].persons for role in entry.people if not roles or role in roles)


def initials(person: Person, *, after: str = "", hyphen: str = "-", between: str = " ") -> str:
    """`Klaus-Robert Maria` -> `K-R M`, or with `after="."` `K.-R. M.`."""
    return between.join(_initial(word, after, hyphen) for word in person.given)


def _initial(word: str, after: str, hyphen: str) -> str:
    parts = [part for part in word.replace("‐", "-").split("-") if part]
    return hyphen.join(_first_letter(part) + after for part in parts)


def _first_letter(part: str) -> str:
    """The first letter with its accents; a word that begins with none stays as it is."""
    import unicodedata

    part = unicodedata.normalize("NFC", part)
    return part[0] if part[0].isalpha() else part


def family_name(person: Person) -> str:
    return " ".join(part for part in (person.particle, person.family) if part)
