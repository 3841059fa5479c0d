"""A variant: what one PDF prints of the CV, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.located import LocatedStr
from cvtex.model.text import Text
from cvtex.value import Value

Paper = Literal["a4", "letter"]
# Width and height in bp: ISO 216 A4 is 210 x 297 mm, US Letter 8.5 x 11 in.
PAPER_SIZES: Mapping[Paper, tuple[float, float]] = {"a4": (595.276, 841.89), "letter": (612.0, 792.0)}
Links = Literal["allowed", "visible", "none"]

DEFAULT_FONT_SIZE = 10.5


class Fonts(Value, kw_only=True):
    """Families of fonts by their names; see `cvtex fonts`. What is not stated is the theme's."""

    span: Span
    text: Annotated[LocatedStr | None, "The family of the text."] = None
    headings: Annotated[LocatedStr | None, "The family of headings, names and dates."] = None
    mono: Annotated[LocatedStr | None, "The family of `code`."] = None
    figures: Annotated[
        Literal["lining", "oldstyle"] | None,
        "The figures of text and headings, where the family has both; else lining.",
    ] = None


class SectionView(Value, kw_only=True):
    """One section as a variant shows it. A bare name stands for `{section: name}`."""

    shorthand: ClassVar[str] = "section"
    span: Span
    section: Annotated[LocatedStr, "The section's id, its key under `sections`."]
    title: Annotated[Text | None, "A heading in place of the section's own."] = None
    max: Annotated[int | None, "At most this many items; the least important are left out."] = None
    min: Annotated[int | None, "At least this many items."] = None
    max_words: Annotated[int | None, "At most this many words, without headings."] = None
    max_characters: Annotated[int | None, "At most this many characters with spaces, without headings."] = None
    since: Annotated[int | None, "Only what ended or appeared in this year or later."] = None
    keywords: Annotated[tuple[str, ...], "Only items with one of these keywords."] = ()
    types: Annotated[tuple[LocatedStr, ...], "Only publications of these entry types."] = ()
    grouped: Annotated[bool, "false: publications in one list without subheadings."] = True
    part: Annotated[
        LocatedStr | None, "The part of the profile where this stands, if not the first one for its kind."
    ] = None


class Variant(Value, kw_only=True):
    """One PDF to be made from the CV. What is not stated is taken from the CV itself."""

    span: Span
    pages: Annotated[int | None, "A limit that is kept: the least important items are left out."] = None
    profile: Annotated[LocatedStr | None, "A funder's rules, which are all kept; see `cvtex profiles`."] = None
    short: Annotated[bool, "Print the `short` form of each text that has one."] = False
    shorten: Annotated[
        bool,
        "Where room is short: print short forms of texts, three authors of a work and no notes to it, so that more fits.",
    ] = False
    keywords: Annotated[tuple[str, ...], "Items with one of these come before others of the same priority."] = ()
    sections: Annotated[tuple[SectionView, ...] | None, "Which sections, in which order; all of them if absent."] = None
    language: Annotated[LocatedStr | None, "A language tag such as de or en-GB."] = None
    theme: Annotated[LocatedStr | None, "The look of the pages."] = None
    references: Annotated[LocatedStr | None, "The bibliography style."] = None
    max_authors: Annotated[int | None, "Print this many authors of a work at most, and the owner."] = None
    paper: Annotated[Paper | None, "The paper's size."] = None
    font_size: Annotated[float | None, "Size of the body text in bp (1/72 inch)."] = None
    fonts: Annotated[Fonts | None, "Families of fonts, by name, in place of the theme's own."] = None
    font: Annotated[Literal["times", "arial"] | None, "A family with these metrics in place of the theme's own."] = None
    links: Annotated[Links, "visible: addresses are printed, too; none: no links, only their text."] = "allowed"
    print: Annotated[bool, "true: for a press. No links to click on; trim box and crop box are stated."] = False
    photo: Annotated[bool, "false: print no photograph."] = True
    title: Annotated[Text | None, "The PDF's title in its metadata."] = None
