"""A variant: which parts of the CV one document prints, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.design import UNDER_DESIGN, Design, Fonts, Paper
from cvtex.model.located import LocatedStr
from cvtex.model.text import Text
from cvtex.value import Value

Links = Literal["allowed", "visible", "none"]
OutputFormat = Literal["pdf", "html", "docx", "md", "txt", "json", "csl", "bib"]


class SectionView(Value, kw_only=True):
    """A section as one variant prints it. A bare name stands for `{section: name}`."""

    shorthand: ClassVar[str] = "section"
    span: Span
    section: Annotated[LocatedStr, "The section's id, its key under `sections`."]
    title: Annotated[Text | None, "A heading to replace the section's."] = None
    max: Annotated[int | None, "At most this many items; the least important are left out."] = None
    min: Annotated[int | None, "At least this many items."] = None
    max_words: Annotated[int | None, "At most this many words, without headings."] = None
    max_characters: Annotated[int | None, "At most this many characters, with spaces, without headings."] = None
    since: Annotated[int | None, "Only items that ended or appeared in this year or later."] = None
    keywords: Annotated[tuple[str, ...], "Only items with one of these keywords."] = ()
    types: Annotated[tuple[LocatedStr, ...], "Only publications of these entry types, as in groups."] = ()
    grouped: Annotated[bool, "false: print the items as one list, without the subheadings of groups."] = True
    part: Annotated[
        LocatedStr | None,
        "The profile's part for this section, if not the first part for its kind. Publications that a profile would"
        " divide among several parts by their entries are all printed in this one.",
    ] = None


class Variant(Value, kw_only=True):
    """One document of the CV. Fields that are absent default to the CV's."""

    absent: ClassVar[Mapping[str, str]] = {
        **UNDER_DESIGN,
        **dict.fromkeys(("only", "exclude", "include", "omit"), "list the sections to print under sections"),
        **dict.fromkeys(
            ("max", "min", "since", "types", "max_words"), "write it with a section: sections: [{section: ID, max: 10}]"
        ),
        "icons": "write it in the design: design: {contacts: icons}",
    }
    span: Span
    pages: Annotated[int | None, "The page limit; the least important items are left out to meet it."] = None
    profile: Annotated[LocatedStr | None, "A funder's rules to follow; see `cvtex profiles`."] = None
    formats: Annotated[
        tuple[OutputFormat, ...], "The formats to write; if absent, pdf, or what the funder accepts."
    ] = ()
    private: Annotated[
        bool, "false: print nothing of cv.private.yaml, in any format, such as for a page that everybody can read."
    ] = True
    short: Annotated[bool, "true: print the `short` form of each text that has one."] = False
    shorten: Annotated[
        bool,
        "true: if space is short, print short forms of texts, three authors of a work, and no notes on it.",
    ] = False
    keywords: Annotated[
        tuple[str, ...], "Items with one of these keywords are worth four times as much as others of the same priority."
    ] = ()
    sections: Annotated[tuple[SectionView, ...] | None, "The sections to print, in order; all if absent."] = None
    language: Annotated[LocatedStr | None, "A language tag such as de or en-GB."] = None
    design: Annotated[Design | None, "The look of the pages, where it differs from the CV's."] = None
    theme: Annotated[LocatedStr | None, "Short for the theme in `design`."] = None
    references: Annotated[LocatedStr | None, "The bibliography style."] = None
    max_authors: Annotated[int | None, "Print at most this many authors of a work, and the owner."] = None
    paper: Annotated[Paper | None, "Short for the paper in `design`."] = None
    last_updated: Annotated[bool | None, "true: print the CV's date in its header."] = None
    font_size: Annotated[float | None, "Short for the font size in `design`."] = None
    fonts: Annotated[Fonts | None, "Short for the fonts in `design`."] = None
    font: Annotated[
        Literal["times", "arial"] | None, "Use a font family with these metrics in place of the theme's."
    ] = None
    links: Annotated[Links, "visible: print addresses, too; none: print the text of links only."] = "allowed"
    print: Annotated[bool, "true: for a printing press, without clickable links and with a trim box and crop box."] = (
        False
    )
    photo: Annotated[bool, "false: print no photograph. A funder's profile that wants none has the same effect."] = True
    title: Annotated[Text | None, "The PDF's title in its metadata."] = None
