"""A profile: a funder's rules for a CV, with their source. One file per funder, in `profiles/`.

Lengths keep the unit of the rule; see `Length`. Font sizes are in bp.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.dates import PartialDate
from cvtex.model.design import Paper
from cvtex.model.length import Length
from cvtex.model.located import LocatedStr
from cvtex.model.sections import ExcludedWorks, Metric, Numbering, WorkConditions
from cvtex.model.text import Text
from cvtex.text.patterns import compiled
from cvtex.value import Value, field


class PageLimit(Value, kw_only=True):
    """A page limit. A bare number is an enforced limit."""

    shorthand: ClassVar[str] = "most"
    span: Span
    most: Annotated[int, "At most this many pages."]
    indicative: Annotated[bool, "true: a recommendation, not enforced."] = False


class FontRule(Value, kw_only=True):
    """Allowed fonts. There is no shorthand, since the rule must say whether other fonts are allowed."""

    span: Span
    families: Annotated[tuple[str, ...], "Names such as Times New Roman, Arial."]
    others: Annotated[bool, "true: the families are recommended ('or similar'), any readable font is allowed."] = False


class SizeRule(Value, kw_only=True):
    """Minimum font sizes in bp. A bare number is the size of running text."""

    shorthand: ClassVar[str] = "text"
    span: Span
    text: Annotated[float, "Running text: entries, lists, paragraphs."]
    other: Annotated[float | None, "Running footers, labels and footnotes; same as running text if absent."] = None
    families: Annotated[Mapping[str, float], "Minimum size of running text by font family, where it differs."] = field(
        default_factory=dict
    )


class MarginRule(Value, kw_only=True):
    """Minimum margins."""

    span: Span
    left: Annotated[Length, "The left margin."]
    right: Annotated[Length, "The right margin."]
    top: Annotated[Length, "The top margin."]
    bottom: Annotated[Length, "The bottom margin."]
    empty: Annotated[bool, "true: nothing may be printed in the margins, not even a page number."] = False


class CountRule(Value, kw_only=True):
    """A maximum and minimum number of items."""

    span: Span
    name: Annotated[str, "The name for messages, such as research outputs."]
    most: Annotated[int | None, "The maximum."] = None
    least: Annotated[int, "The minimum."] = 0
    part: Annotated[LocatedStr | None, "Count only items in this part."] = None
    kinds: Annotated[tuple[LocatedStr, ...], "Section kinds whose items count; publications if absent."] = ()
    types: Annotated[tuple[LocatedStr, ...], "Entry types of the publications that count; all if absent."] = ()


OwnerFact = Literal[
    "title",
    "given_name",
    "family_name",
    "name",
    "position",
    "institution",
    "orcid",
    "email",
    "phone",
    "address",
]


class OwnerRow(Value, kw_only=True):
    """A row of a funder's table of personal data."""

    span: Span
    label: Annotated[Text, "The label, in the funder's words."]
    value: Annotated[
        OwnerFact,
        "What it holds, from `owner` and `owner.contact`. position and institution are those of the roles without an"
        " end, in sections of the kind positions; if there is none, `headline` and `address`.",
    ]
    optional: Annotated[bool, "true: no warning if it is empty."] = False


class WorkRule(WorkConditions, kw_only=True):
    """Conditions on the publications of a part, as those of a publication group. Without any, all works meet them."""

    exclude: Annotated[ExcludedWorks | None, "Works that meet any of these conditions do not belong here."] = None


class Part(Value, kw_only=True):
    """A heading or form field prescribed by the funder, and what belongs in it. Its key in the file is its name."""

    span: Span
    title: Annotated[Text, "The heading, in the funder's words: one text, or one for each language."]
    under: Annotated[LocatedStr | None, "The part whose heading stands above this one."] = None
    kinds: Annotated[tuple[LocatedStr, ...], "Section kinds that belong here unless a variant says otherwise."] = ()
    works: Annotated[
        tuple[WorkRule, ...],
        "The publications that belong here: those that meet one of these sets of conditions. A section of publications"
        " is divided among all parts that have `works`, unless a variant names its part.",
    ] = ()
    numbering: Annotated[Numbering | None, "How publications here are numbered."] = None
    table: Annotated[tuple[OwnerRow, ...], "Personal data that this part prints as a table."] = ()
    required: Annotated[bool, "true: the part must not be empty."] = False
    most_words: Annotated[int | None, "At most this many words."] = None
    least_words: Annotated[int | None, "At least this many words."] = None
    most_characters: Annotated[int | None, "At most this many characters, with spaces."] = None
    item_characters: Annotated[int | None, "At most this many characters in the text of each contribution."] = None
    item_products: Annotated[int | None, "At most this many works for each contribution."] = None
    products: Annotated[
        Literal["below", "elsewhere"],
        "below: the works of a contribution are listed below it; elsewhere: not here, so each of them must be among the"
        " publications of another part.",
    ] = "below"
    advice: Annotated[str, "The funder's instructions for this part."] = ""


RequiredField = Literal["doi", "day", "dates", "orcid"]


class Requirement(Value, kw_only=True):
    """Information that items must have."""

    span: Span
    field: Annotated[
        RequiredField,
        "doi: a work's identifier; day: dates with day, month and year; dates: any dates; orcid: the owner's ORCID iD.",
    ]
    kinds: Annotated[tuple[LocatedStr, ...], "Section kinds whose items must have it."] = ()
    strict: Annotated[bool, "false: only warn about missing ones."] = True


class Forbidden(Value, kw_only=True):
    """Content that the funder does not allow."""

    span: Span
    name: Annotated[str, "The name for messages, such as journal impact factor."]
    words: Annotated[tuple[str, ...], "Whole words or phrases, ignoring case."] = ()
    patterns: Annotated[
        tuple[str, ...], "Regular expressions without groups, ignoring case; a part is repeated up to 9 times."
    ] = ()
    what: Annotated[
        Literal["text", "photograph", "birth_date", "address"],
        "text: the words and patterns; otherwise, a part of the header.",
    ] = "text"
    metrics: Annotated[
        tuple[Metric, ...], "The numbers in `metrics` of a section of publications that must not be printed."
    ] = ()

    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """The words and patterns as regular expressions; words of a phrase may have any space between them."""
        words = (r"\s+".join(map(re.escape, phrase.split())) for phrase in self.words)
        whole = (re.compile(rf"(?<!\w){phrase}(?!\w)", re.IGNORECASE) for phrase in words)
        return (*whole, *map(compiled, self.patterns))


class FileRule(Value, kw_only=True):
    """The file to submit."""

    span: Span
    name: Annotated[str | None, "Such as CV_PubList_{family}; {family} and {given} stand for the owner's names."] = None
    most_characters: Annotated[int | None, "Maximum length of the name, with its extension."] = None
    characters: Annotated[
        str | None, "The characters allowed in the name, as in the brackets of a regular expression."
    ] = None
    most_megabytes: Annotated[float | None, "Maximum size in MB of 1,048,576 bytes."] = None


Certainty = Literal["official", "reported", "uncertain"]


class Source(Value, kw_only=True):
    """A document with rules. A bare text stands for `{document: text}`."""

    shorthand: ClassVar[str] = "document"
    span: Span
    document: Annotated[str, "Its title or web address, with its date or version."]
    compared: Annotated[PartialDate | None, "The date of the comparison, if it is not that of `checked`."] = None
    certainty: Annotated[Certainty | None, "How certain its rules are, if other than the profile's `certainty`."] = None
    rules: Annotated[
        Mapping[str, str],
        "Where each rule stands in it: a field of the profile, such as `pages`, or a member of one, such as"
        " `parts.honors`, with a section, a page or a quotation. A rule that no source names is in all of them.",
    ] = field(default_factory=dict)


class Profile(Value, kw_only=True):
    """A funder's rules for a CV."""

    span: Span
    title: Annotated[str, "The document, such as ERC Part B1, curriculum vitae and track record."]
    funder: Annotated[str, "The funder."]
    version: Annotated[str, "The version of the rules, such as Work Programme 2027, form 53.200 (07/25)."]
    checked: Annotated[PartialDate, "The date when the rules were last compared with their source."]
    source: Annotated[tuple[Source, ...], "The documents with the rules."]
    certainty: Annotated[
        Certainty,
        "official: read in the funder's text; reported: read where it is quoted; uncertain: old or not confirmed.",
    ] = "reported"
    notes: Annotated[tuple[str, ...], "Further notes."] = ()
    form: Annotated[
        str | None, "The form that the funder uses instead of a PDF; cvtex writes texts to paste into it."
    ] = None
    pages: Annotated[PageLimit | None, "The page limit."] = None
    paper: Annotated[
        tuple[Paper, ...], "The allowed paper sizes; the first one replaces a size that is not allowed."
    ] = ()
    fonts: Annotated[FontRule | None, "Font families."] = None
    size: Annotated[SizeRule | None, "Minimum font sizes."] = None
    line_spacing: Annotated[float | None, "Minimum line spacing; 1 is single spacing, 1.15 times the font size."] = None
    lines_per_inch: Annotated[float | None, "Maximum number of lines per inch."] = None
    characters_per_inch: Annotated[float | None, "Maximum number of characters per inch."] = None
    margins: Annotated[MarginRule | None, "Minimum margins."] = None
    counts: Annotated[tuple[CountRule, ...], "Limits on the number of items."] = ()
    parts: Annotated[Mapping[str, Part], "Headings in the funder's order."] = field(default_factory=dict)
    only_parts: Annotated[bool, "true: nothing may be printed outside the parts."] = False
    requires: Annotated[tuple[Requirement, ...], "Information that items must have."] = ()
    forbidden: Annotated[tuple[Forbidden, ...], "Content that is not allowed."] = ()
    links: Annotated[Literal["allowed", "visible", "none"], "visible: print the address; none: no links."] = "allowed"
    head_and_foot: Annotated[Literal["allowed", "none"], "Running headers, footers and page numbers."] = "allowed"
    photograph: Annotated[Literal["allowed", "none"], "A photograph."] = "allowed"
    file: Annotated[FileRule | None, "Name and size of the file."] = None
    encryption: Annotated[Literal["allowed", "none"], "Passwords and restrictions."] = "none"


def forbidden_metrics(profile: Profile | None) -> frozenset[Metric]:
    return frozenset(name for rule in profile.forbidden for name in rule.metrics) if profile else frozenset()


def has_fields(profile: Profile | None) -> bool:
    """Whether the funder takes texts for the fields of a form, so that nothing can stand outside of them."""
    return profile is not None and profile.form is not None and bool(profile.parts)


def parts_of(wanted: str | None, kind: str, profile: Profile) -> tuple[str, ...]:
    """The part named by a variant, or else the first part for sections of this kind; () if there is none.

    Publications are divided among all parts with `works`, if the first one has any.
    """
    if wanted is not None:
        return (wanted,) if wanted in profile.parts else ()
    found = [name for name, part in profile.parts.items() if kind in part.kinds]
    if kind == "publications" and found and profile.parts[found[0]].works:
        return tuple(name for name in found if profile.parts[name].works)
    return tuple(found[:1])
