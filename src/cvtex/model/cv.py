"""The top level of cv.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.dates import PartialDate
from cvtex.model.design import UNDER_DESIGN, Design, Fonts, Paper
from cvtex.model.located import LocatedStr, built_in
from cvtex.model.people import Owner
from cvtex.model.sections import Section
from cvtex.model.variant import Variant
from cvtex.value import Value, field

ENGLISH = built_in("en")
CLASSIC = built_in("classic")


class FileName(Value, kw_only=True):
    """A file named in cv.yaml, with the place of its name."""

    path: str
    span: Span


class Cv(Value, kw_only=True):
    """An academic CV for cvtex."""

    absent: ClassVar[Mapping[str, str]] = {
        **UNDER_DESIGN,
        **dict.fromkeys(("name", "title", "headline", "contact", "photo", "pronouns", "born"), "write it under owner"),
        **dict.fromkeys(
            ("email", "phone", "address", "location", "website", "orcid", "github", "linkedin"),
            "write it under owner.contact",
        ),
        **dict.fromkeys(
            ("pages", "profile", "short", "shorten", "links", "print"), "write it in a variant: variants: {full: {...}}"
        ),
        **dict.fromkeys(
            ("education", "experience", "publications", "awards", "skills", "projects", "grants", "talks"),
            "write it under sections, with its kind",
        ),
        "style": "write theme for the pages, references for the publications",
        "icons": "write it in the design: design: {contacts: icons}",
    }
    span: Span
    owner: Annotated[Owner, "The person whose CV this is."]
    sections: Annotated[Mapping[str, Section], "The content: sections by id, in the order of printing."]
    variants: Annotated[Mapping[str, Variant], "The PDFs to build, by name; the first is the default."] = field(
        default_factory=dict
    )
    language: Annotated[LocatedStr, "A language tag such as en, en-GB or de."] = ENGLISH
    date: Annotated[PartialDate | None, "The CV's date; also the date of the PDF."] = None
    bibliography: Annotated[tuple[FileName, ...], "One or more .bib files, relative to this file."] = ()
    preprints: Annotated[
        Literal["linked", "separate"],
        "linked: print a published work in place of its preprint, with a link to the preprint; separate: print both.",
    ] = "linked"
    design: Annotated[Design | None, "The look of the pages."] = None
    theme: Annotated[LocatedStr | None, "Short for the theme in `design`."] = None
    references: Annotated[LocatedStr, "The bibliography style."] = CLASSIC
    max_authors: Annotated[int | None, "Print at most this many authors of a work, and the owner; all if absent."] = (
        None
    )
    paper: Annotated[Paper | None, "Short for the paper in `design`."] = None
    last_updated: Annotated[bool, "true: print the CV's `date` in its header, as the day of the last change."] = False
    font_size: Annotated[float | None, "Short for the font size in `design`."] = None
    fonts: Annotated[Fonts | None, "Short for the fonts in `design`."] = None
    keywords: Annotated[tuple[str, ...], "Keywords for the PDF's metadata."] = ()
