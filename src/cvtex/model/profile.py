"""A profile: what a funder asks of a CV, as data with its source. One file a funder, in `profiles/`.

Lengths that a rule states in mm or inches are written as they stand there; see `Length`. Sizes of type are in bp.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.dates import PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.variant import Paper
from cvtex.value import Value, field

BP_PER_UNIT: Mapping[str, float] = {
    "bp": 1.0,
    "pt": 72 / 72.27,
    "mm": 72 / 25.4,
    "cm": 720 / 25.4,
    "in": 72.0,
}


class Length(Value):
    """`2 cm`, `0.5 in`, `15 mm`: the number and the unit as the rule states them."""

    number: float
    unit: str
    span: Span

    @property
    def bp(self) -> float:
        return self.number * BP_PER_UNIT[self.unit]

    def __str__(self) -> str:
        return f"{self.number:g} {self.unit}"


class PageLimit(Value, kw_only=True):
    """A bare number stands for a limit that is enforced."""

    shorthand: ClassVar[str] = "most"
    span: Span
    most: Annotated[int, "At most this many pages."]
    indicative: Annotated[bool, "true: advice, not a limit that is enforced."] = False


class FontRule(Value, kw_only=True):
    """A bare list of names cannot stand here: whether others are allowed must be said."""

    span: Span
    families: Annotated[tuple[str, ...], "Names such as Times New Roman, Arial."]
    others: Annotated[bool, "true: the families are a recommendation ('or similar'), any readable one is allowed."] = (
        False
    )


class SizeRule(Value, kw_only=True):
    """Least sizes of type in bp. A bare number is that of all running text."""

    shorthand: ClassVar[str] = "text"
    span: Span
    text: Annotated[float, "Running text: entries, lists, paragraphs."]
    other: Annotated[float | None, "Running feet, labels and footnotes; as running text if absent."] = None
    families: Annotated[Mapping[str, float], "Least size of running text by font family, where it differs."] = field(
        default_factory=dict
    )


class MarginRule(Value, kw_only=True):
    """Least margins."""

    span: Span
    left: Annotated[Length, "At the left."]
    right: Annotated[Length, "At the right."]
    top: Annotated[Length, "At the top."]
    bottom: Annotated[Length, "At the bottom."]
    empty: Annotated[bool, "true: nothing may stand in them, not even a page number."] = False


class CountRule(Value, kw_only=True):
    """How many of something may be printed."""

    span: Span
    name: Annotated[str, "What is counted, as messages name it: research outputs."]
    most: Annotated[int | None, "At most this many."] = None
    least: Annotated[int, "At least this many."] = 0
    part: Annotated[LocatedStr | None, "Only what stands in this part."] = None
    kinds: Annotated[tuple[LocatedStr, ...], "Kinds of section whose items count; publications if absent."] = ()
    types: Annotated[tuple[LocatedStr, ...], "Entry types of the publications that count; all if absent."] = ()


class Part(Value, kw_only=True):
    """A heading or field that the funder prescribes, and what belongs under it; its key in the file is its name."""

    span: Span
    title: Annotated[str, "The heading, in the funder's words."]
    kinds: Annotated[tuple[LocatedStr, ...], "Kinds of section that belong here unless a variant says otherwise."] = ()
    required: Annotated[bool, "true: something must stand here."] = False
    most_words: Annotated[int | None, "At most this many words."] = None
    least_words: Annotated[int | None, "At least this many words."] = None
    most_characters: Annotated[int | None, "At most this many characters, with spaces."] = None
    advice: Annotated[str, "What the funder asks for here."] = ""


Field = Literal["doi", "day", "dates", "orcid"]


class Requirement(Value, kw_only=True):
    """Something that items must state."""

    span: Span
    field: Annotated[
        Field,
        "doi: an identifier of a work; day: dates with day, month and year; dates: any; orcid: the owner's.",
    ]
    kinds: Annotated[tuple[LocatedStr, ...], "Kinds of section whose items must have it."] = ()
    strict: Annotated[bool, "false: missing ones are warned of."] = True


class Forbidden(Value, kw_only=True):
    """Content that the funder does not want to see."""

    span: Span
    name: Annotated[str, "As messages name it: journal impact factor."]
    words: Annotated[tuple[str, ...], "Words or phrases, in any case; whole words only."] = ()
    patterns: Annotated[tuple[str, ...], "Regular expressions, in any case."] = ()
    what: Annotated[
        Literal["text", "photograph", "birth_date", "address"],
        "text: the words and patterns; else a part of the header.",
    ] = "text"

    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """The words, between any blanks, and the patterns."""
        words = (r"\s+".join(map(re.escape, phrase.split())) for phrase in self.words)
        patterns = (*(rf"(?<!\w){phrase}(?!\w)" for phrase in words), *self.patterns)
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


class FileRule(Value, kw_only=True):
    """The file that is handed in."""

    span: Span
    name: Annotated[str | None, "Such as CV_PubList_{family}: {family} and {given} are the owner's."] = None
    most_characters: Annotated[int | None, "Longest name, with its ending."] = None
    characters: Annotated[str | None, "The characters that a name may have, as in a regular expression's brackets."] = (
        None
    )
    most_megabytes: Annotated[float | None, "Largest size in MB, 1,048,576 bytes each."] = None


class Profile(Value, kw_only=True):
    """The rules of a funder for a CV."""

    span: Span
    title: Annotated[str, "The document: ERC Part B1, curriculum vitae and track record."]
    funder: Annotated[str, "Whose rules these are."]
    version: Annotated[str, "Of the rules: Work Programme 2027, form 53.200 (07/25)."]
    checked: Annotated[PartialDate, "The day on which the rules were compared with the source."]
    source: Annotated[tuple[str, ...], "Where the rules stand: addresses, names of documents."]
    certainty: Annotated[
        Literal["official", "reported", "uncertain"],
        "official: read in the funder's own text; reported: in a text that quotes it; uncertain: old or not confirmed.",
    ] = "reported"
    notes: Annotated[tuple[str, ...], "What else one should know."] = ()
    form: Annotated[
        str | None, "The funder takes no PDF, but this form: a pack of texts is made to be pasted there."
    ] = None
    pages: Annotated[PageLimit | None, "The limit of pages."] = None
    paper: Annotated[
        tuple[Paper, ...], "The paper sizes that are allowed; the first one where the CV's own is not."
    ] = ()
    fonts: Annotated[FontRule | None, "Families of fonts."] = None
    size: Annotated[SizeRule | None, "Least sizes of type."] = None
    line_spacing: Annotated[float | None, "Least distance of lines, 1 for single: 1.15 times the size of the type."] = (
        None
    )
    lines_per_inch: Annotated[float | None, "At most this many lines within an inch."] = None
    characters_per_inch: Annotated[float | None, "At most this many characters within an inch."] = None
    margins: Annotated[MarginRule | None, "Least margins."] = None
    counts: Annotated[tuple[CountRule, ...], "Limits of numbers."] = ()
    parts: Annotated[Mapping[str, Part], "Headings in the funder's order."] = field(default_factory=dict)
    only_parts: Annotated[bool, "true: nothing may stand outside of the parts."] = False
    requires: Annotated[tuple[Requirement, ...], "What items must state."] = ()
    forbidden: Annotated[tuple[Forbidden, ...], "What must not be said."] = ()
    links: Annotated[
        Literal["allowed", "visible", "none"], "visible: the address is printed; none: no links at all."
    ] = "allowed"
    head_and_foot: Annotated[Literal["allowed", "none"], "Running heads, feet and page numbers."] = "allowed"
    photograph: Annotated[Literal["allowed", "none"], "A photograph."] = "allowed"
    file: Annotated[FileRule | None, "Name and size of the file."] = None
    encryption: Annotated[Literal["allowed", "none"], "Passwords and restrictions."] = "none"


def part_of(wanted: str | None, kind: str, profile: Profile) -> str | None:
    """The part named by a variant, or else the first part for sections of this kind; None if there is none."""
    if wanted is not None:
        return wanted if wanted in profile.parts else None
    return next((name for name, part in profile.parts.items() if kind in part.kinds), None)
