"""The whole of a cv.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from cvtex.diagnostics import Span
from cvtex.model.dates import PartialDate
from cvtex.model.located import LocatedStr, built_in
from cvtex.model.people import Owner
from cvtex.model.sections import Section
from cvtex.model.variant import DEFAULT_FONT_SIZE, Fonts, Paper, Variant
from cvtex.value import Value, field

ENGLISH = built_in("en")
CLASSIC = built_in("classic")


class FileName(Value, kw_only=True):
    """A file beside cv.yaml, with the place where it is named."""

    path: str
    span: Span


class Cv(Value, kw_only=True):
    """An academic CV for cvtex."""

    span: Span
    owner: Annotated[Owner, "The person whose CV this is."]
    sections: Annotated[Mapping[str, Section], "The content: sections by id, in the order in which they are printed."]
    variants: Annotated[Mapping[str, Variant], "The PDFs to make, by name; the first one is the default."] = field(
        default_factory=dict
    )
    language: Annotated[LocatedStr, "A language tag such as en, en-GB or de."] = ENGLISH
    date: Annotated[PartialDate | None, "As of when; also the PDF's date."] = None
    bibliography: Annotated[tuple[FileName, ...], "One or several .bib files beside this one."] = ()
    preprints: Annotated[
        Literal["linked", "separate"], "linked: a published work stands for its preprint, with a link to it."
    ] = "linked"
    theme: Annotated[LocatedStr, "The look of the pages."] = CLASSIC
    references: Annotated[LocatedStr, "The bibliography style."] = CLASSIC
    max_authors: Annotated[int | None, "Print this many authors of a work at most, and the owner; all if absent."] = (
        None
    )
    paper: Annotated[Paper, "The paper's size."] = "a4"
    font_size: Annotated[float, "Size of the body text in bp (1/72 inch)."] = DEFAULT_FONT_SIZE
    fonts: Annotated[Fonts | None, "Families of fonts, by name, in place of the theme's own."] = None
    keywords: Annotated[tuple[str, ...], "Keywords for the PDF's metadata."] = ()
