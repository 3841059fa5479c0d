"""The base of all bibliography styles.

A style is a small file of templates: `class Style(ReferenceStyle)` with `get_<form>_template(entry)` for the forms it
treats specially, `get_misc_template` for all others, and `name(person)` to format a name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from pybtex.style.formatting import BaseStyle

from cvtex.cite.parts import archive_of
from cvtex.cite.people import Person
from cvtex.cite.templates import (
    capitalised,
    editors,
    first_of,
    identifiers,
    imprint,
    join,
    kind_and_number,
    labelled,
    link_list,
    names,
    numbered,
    open_access,
    optional,
    optional_field,
    present,
    publisher,
    remaining,
    sentence_field,
    sentences,
)
from cvtex.locales.locale import Locale, WorkKind
from cvtex.text.east_asian_names import is_east_asian
from cvtex.text.richtext import plain

# The combining class of the sign that joins consonants in Indic scripts.
_VIRAMA = 9
# Types of entries that may appear in a journal, in a book or alone; their fields decide.
_LOOSE = frozenset({"article", "inproceedings", "incollection", "inbook", "misc", "online", "unpublished", "patent"})
_PARTS = frozenset({"inproceedings", "incollection", "inbook"})
_MORE_GENERAL = {
    "inproceedings": "incollection",
    **dict.fromkeys(("proceedings", "periodical", "manual", "booklet", "inbook"), "book"),
    "mastersthesis": "phdthesis",
}


class ReferenceStyle(BaseStyle):  # type: ignore[misc]  # pybtex has no types
    """Format one entry at a time, in the plan's order. pybtex's label and sorting styles are not used."""

    english_words: Mapping[str, str] = MappingProxyType({})
    """Words that the style guide wants in English, in place of those of `locales/en.toml`, by their names there."""
    capital_editors = False
    """Whether the word after the editors' names is capitalised: `(Eds.)`."""
    american_quotes = False
    """Whether, in English, periods and commas precede closing quotation marks."""
    keeps_names_together = True
    """Whether a name stays on one line: initials should, but full names are too long."""
    prints_page_totals = False
    """Whether the number of a book's pages (`pagetotal`) belongs to a reference."""
    omits_publishing_author = False
    """Whether a publisher that is the only author is named once."""
    longest_list: int | None = None
    """The longest list of authors to print whole. Of a longer one, the last follows an ellipsis. None for any."""
    max_authors: int | None = None
    """How many authors are named, besides the CV's owner, before the rest are omitted; None for all."""

    def __init__(self, locale: Locale) -> None:
        super().__init__(label_style="number", name_style="plain", sorting_style="none")
        self.locale = locale
        self.has_american_quotes = self.american_quotes and locale.language == "en"

    def fixed_word(self, name: str) -> str:
        """A word in the CV's language: a field of `Locale`, or the style's own word in English."""
        word: str = getattr(self.locale, name)
        return self.english_words.get(name, word) if self.locale.language == "en" else word

    def kind_word(self, kind: WorkKind) -> str:
        """`PhD thesis` in the CV's language, or the style's own word in English."""
        word = self.locale.kinds[kind]
        return self.english_words.get(kind, word) if self.locale.language == "en" else word

    def format(self, entry: Any) -> Any:
        """Entry -> pybtex rich text."""
        context = {"entry": entry, "style": self, "bib_data": None, "printed": set()}
        return join[self.template(entry)].format_data(context)

    def template(self, entry: Any) -> Any:
        """The template for the entry's form, for the next more general form, or for `misc`."""
        form = form_of(entry)
        for name in (form, _MORE_GENERAL.get(form, "misc")):
            get_template = getattr(self, f"get_{name}_template", None)
            if get_template:
                return get_template(entry)
        return self.get_misc_template(entry)

    def get_misc_template(self, entry: Any) -> Any:
        """The template for forms without one of their own."""
        raise NotImplementedError

    # ---- people ----

    def name(self, person: Person) -> str:
        """Format a name."""
        raise NotImplementedError

    def running_name(self, person: Person) -> str:
        """Format a name inside a sentence."""
        return self.name(person)

    def running_names(self, role: str) -> Any:
        """Print people inside a sentence: `edited by ...`."""
        return names(role, form=self.running_name)

    def who(self, **kwargs: Any) -> Any:
        """Print the authors, or else the editors, or else the translators. `kwargs` are passed to `names`."""
        return first_of[
            optional[names("author", **kwargs)],
            optional[self.editors_first(**kwargs)],
            optional[self.translators_first(**kwargs)],
        ]

    def translators_first(self, **kwargs: Any) -> Any:
        """Print the translators of a work without authors and editors."""
        return names("translator", **kwargs)

    def editors_first(self, **kwargs: Any) -> Any:
        """Print the editors of a work without authors."""
        return editors(**kwargs)

    def publishing_author(self, entry: Any) -> str:
        """The author who is not named again as publisher, or ""."""
        people = entry.people.get("author")
        if not self.omits_publishing_author or people is None or len(people.persons) != 1 or people.persons[0].given:
            return ""
        return str(people.persons[0])

    # ---- what all styles print alike ----

    def kind_and_number(self) -> Any:
        """`Technical report TR-5`."""
        return kind_and_number

    def version(self) -> Any:
        """`Version 1.2`."""
        return capitalised[labelled("version")[optional_field("version")]]

    def volume_and_number(self, *, capital: bool = False) -> Any:
        """`vol. 3, no. 2`, or at the start of a sentence, with `capital`, `Vol. 3, no. 2`."""
        volume = join(", ")[numbered("running_volume", "volume", capital=capital), numbered("number", "number")]
        return first_of[present("volume")[volume], numbered("number", "number", capital=capital)]

    def title_volume(self) -> Any:
        """`Vol. 3, No. 2`, capitalised as the language requires."""
        return join(", ")[numbered("volume", "volume"), numbered("title_number", "number")]

    def institution(self) -> Any:
        """`TU Berlin, Berlin`: the origin of a thesis or report."""
        return join(", ")[publisher, optional_field("address")]

    def imprint(self) -> Any:
        """`Berlin: Springer, printed by hand`."""
        return imprint

    def details(self, **links: Any) -> Any:
        """Print all remaining details of a work, links last. `links` are passed to `link_list`."""
        return sentences[self.further(), optional[link_list(**links)]]

    def further(self) -> Any:
        """Print all remaining details of a work without its links."""
        return sentences[
            remaining,
            self.award(),
            sentence_field("note"),
            sentence_field("addendum"),
            open_access,
            identifiers,
        ]

    def award(self) -> Any:
        return optional_field("award")


def form_of(entry: Any) -> str:
    """The entry type that decides the template: an `article` needs a journal, a part of a book needs the book."""
    texts = entry.texts
    if entry.type not in _LOOSE:
        return str(entry.type)
    if "booktitle" in texts and ("journal" not in texts or entry.type in _PARTS):
        return entry.type if entry.type in ("inproceedings", "incollection") else "incollection"
    if "journal" in texts and not is_archive(entry):
        return "article"
    if entry.type in ("inproceedings", "incollection") and "series" in texts:
        return str(entry.type)
    if entry.type == "inbook":
        return "inbook"
    return "misc" if entry.type == "article" or entry.type in _PARTS else str(entry.type)


def is_archive(entry: Any) -> bool:
    """Whether the journal is only the name of the archive that has the preprint: `journal = {arXiv}`."""
    name = plain(entry.texts.get("journal", ())).casefold()
    return bool(name) and name.removesuffix(" preprint").removesuffix(" e-prints") == archive_of(entry).casefold()


def is_issue(entry: Any) -> bool:
    """Whether volume and number make the day of publication needless."""
    return entry.type != "patent" and has_any(entry, "volume", "number")


def is_read_online(entry: Any) -> bool:
    """Whether the reader is sent to a web page that may change: one whose reader noted the day."""
    return has_any(entry, "urldate") and bool(entry.links.get("url")) and not entry.links.get("doi")


def has_people(entry: Any, *roles: str) -> bool:
    """Whether the entry names anybody in one of the roles, or in any role if none is given."""
    return any(entry.people[role].persons for role in entry.people if not roles or role in roles)


def has_any(entry: Any, *names: str) -> bool:
    """Whether the entry has one of the fields."""
    return any(entry.texts.get(name) for name in names)


def has_imprint(entry: Any) -> bool:
    """Whether the entry says where it was published."""
    return has_any(entry, "publisher", "organization", "institution", "school", "address", "howpublished")


def initials(person: Person, *, after: str = "", hyphen: str = "-", between: str = " ") -> str:
    """`Klaus-Robert Maria` -> `K-R M`, or `K.-R. M.` with `after="."`."""
    words = [part for word in person.given for part in _unpacked(word, person.family)]
    return between.join(_initial(word, after, hyphen) for word in words)


def _unpacked(word: str, family: str) -> Iterable[str]:
    """Split packed initials: `KR Müller` has two initials, but `ADA EXAMPLE` has a given name."""
    is_packed = len(word) in (2, 3) and word.isalpha() and word.isupper() and not family.isupper()
    return word if is_packed else (word,)


def _initial(word: str, after: str, hyphen: str) -> str:
    if is_east_asian(word):
        return word
    parts = [part for part in word.replace("‐", "-").split("-") if part]
    return hyphen.join(_first_letter(part) + after for part in parts)


def _first_letter(part: str) -> str:
    """The first letter with its accents and vowel signs. A word that begins with another character is kept whole."""
    part = unicodedata.normalize("NFC", part)
    if not part[0].isalpha():
        return part
    end = 1
    while end < len(part) and _belongs_to(part[end], part[end - 1]):
        end += 1
    return part[:end]


def _belongs_to(character: str, before: str) -> bool:
    """Whether a character forms a unit with the one before: a combining mark, or after an okina or a virama."""
    is_joined = unicodedata.category(before) == "Lm" or unicodedata.combining(before) == _VIRAMA
    return is_joined or unicodedata.category(character).startswith("M")


def given_names(person: Person) -> str:
    """The given names in full. A single letter is an initial and gets a period."""
    return " ".join(f"{word}." if len(word) == 1 and word.lower() != word.upper() else word for word in person.given)


def family_name(person: Person) -> str:
    return " ".join(part for part in (person.particle, person.family) if part)
