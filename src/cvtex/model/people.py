"""The owner of the CV: names, contact, photograph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.dates import PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.text import Lines, Text
from cvtex.text.east_asian_names import whole_name
from cvtex.value import Value, field

Mark = Literal["equal", "corresponding", "student"]
"""A mark on an author: equal contribution, corresponding author, or student supervised by the CV's owner."""

TraineeLevel = Literal["phd", "postdoc", "msc", "bsc"]


class PersonName(Value):
    """A name in BibTeX's four parts.

    `title` before the name and `degrees` after it are printed only in the heading of a CV. `native` is the name in
    another script.
    """

    given: str
    family: str
    particle: str = ""
    suffix: str = ""
    title: str = ""
    degrees: str = ""
    native: PersonName | None = None

    def __str__(self) -> str:
        """`Given particle Family, suffix`; family name first in Chinese, Japanese and Korean script."""
        name = self.whole or " ".join(part for part in (self.given, self.particle, self.family) if part)
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def whole(self) -> str | None:
        """The name as one word, if its script writes names without spaces; else None."""
        return None if self.particle else whole_name(self.family, self.given)

    @property
    def scripts(self) -> tuple[PersonName, ...]:
        """The name in each of its scripts."""
        return (self, self.native) if self.native else (self,)


class Url(Value):
    address: str
    span: Span


class Contact(Value, kw_only=True):
    """How to reach the owner; printed in this order. Private values belong in cv.private.yaml."""

    span: Span
    email: Annotated[Text | None, "An e-mail address."] = None
    phone: Annotated[Text | None, "A telephone number."] = None
    address: Annotated[Lines | None, "A postal address; in a `|` block, each line is a line of the address."] = None
    location: Annotated[Text | None, "Town and country."] = None
    website: Annotated[Url | None, "A home page."] = None
    orcid: Annotated[str | None, "An ORCID iD: four groups of four digits."] = None
    google_scholar: Annotated[str | None, "The `user` value in the address of a Google Scholar profile."] = None
    github: Annotated[str | None, "A user name on GitHub."] = None
    linkedin: Annotated[str | None, "The name of a LinkedIn profile."] = None
    mastodon: Annotated[Url | None, "The address of a Mastodon profile."] = None
    bluesky: Annotated[str | None, "A handle on Bluesky."] = None


class Photo(Value, kw_only=True):
    """A photograph in the head of the CV. A bare name stands for `{file: name}`."""

    shorthand: ClassVar[str] = "file"
    span: Span
    file: Annotated[LocatedStr, "A PNG or JPEG in the folder of cv.yaml or below it."]
    alt: Annotated[
        Text | None, "Alternative text for people who cannot see the picture; if absent, a portrait of the owner."
    ] = None


class Owner(Value, kw_only=True):
    """The person whose CV this is."""

    span: Span
    name: Annotated[PersonName, "The present name, as it heads the CV."]
    title: Annotated[Text | None, "An academic title before the name."] = None
    name_note: Annotated[Text | None, "A note after the name, such as né Bach."] = None
    former_names: Annotated[tuple[PersonName, ...], "Former names under which works appeared."] = ()
    other_names: Annotated[tuple[PersonName, ...], "Further forms of the name in print."] = ()
    present_name: Annotated[bool, "true: print the present name in works under a former name."] = False
    collaborations: Annotated[
        tuple[str, ...], "Collaborations whose works count as the owner's, even if they do not name the owner."
    ] = ()
    students: Annotated[tuple[PersonName, ...], "Supervised students, who are marked in author lists."] = ()
    marks: Annotated[
        Mapping[str, Mark],
        "The meaning of signs after names in the .bib files, such as '†': corresponding; * means equal.",
    ] = field(default_factory=dict)
    born: Annotated[PartialDate | None, "Birth date; private, for cv.private.yaml."] = None
    contact: Annotated[Contact | None, "How to reach the owner."] = None
    photo: Annotated[Photo | None, "A photograph, printed beside the name and contact."] = None

    @property
    def names(self) -> tuple[PersonName, ...]:
        """Every name, in each of its scripts."""
        return tuple(form for name in (self.name, *self.former_names, *self.other_names) for form in name.scripts)
