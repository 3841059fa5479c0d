"""The owner of the CV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from cvtex.diagnostics import Span
from cvtex.model.dates import PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.text import Text
from cvtex.text.east_asian_names import whole_name
from cvtex.value import Value, field

Mark = Literal["equal", "corresponding", "student"]
"""What a list of people may say of one of them: contributed as much as others who have the mark, is the corresponding
author, is a student whom the CV's owner supervised.
"""


class PersonName(Value):
    """A name in BibTeX's four parts, and what only the heading of a CV prints with it.

    `title` stands before the name and `degrees` after it. `native` is the same name in another script.
    """

    given: str
    family: str
    particle: str = ""
    suffix: str = ""
    title: str = ""
    degrees: str = ""
    native: PersonName | None = None

    def __str__(self) -> str:
        """The plain name: `Given particle Family, suffix`; in Chinese, Japanese or Korean script the family name first."""
        name = self.whole or " ".join(part for part in (self.given, self.particle, self.family) if part)
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def whole(self) -> str | None:
        """The name as one word, if it is in a script that writes names so."""
        return None if self.particle else whole_name(self.family, self.given)

    @property
    def scripts(self) -> tuple[PersonName, ...]:
        """The name in each script that it is given in."""
        return (self, self.native) if self.native else (self,)


class Url(Value):
    address: str
    span: Span


class Contact(Value, kw_only=True):
    """How to reach the owner; printed in this order. Private values belong in cv.private.yaml."""

    span: Span
    email: Annotated[Text | None, "An e-mail address."] = None
    phone: Annotated[Text | None, "A telephone number."] = None
    address: Annotated[Text | None, "A postal address in one line."] = None
    location: Annotated[Text | None, "Town and country."] = None
    website: Annotated[Url | None, "A home page."] = None
    orcid: Annotated[str | None, "An ORCID iD: four groups of four digits."] = None
    google_scholar: Annotated[str | None, "The `user` value of a Google Scholar profile's address."] = None
    github: Annotated[str | None, "A user name on GitHub."] = None
    linkedin: Annotated[str | None, "A profile's name on LinkedIn."] = None
    mastodon: Annotated[Url | None, "A profile's address on Mastodon."] = None
    bluesky: Annotated[str | None, "A handle on Bluesky."] = None


class Photo(Value, kw_only=True):
    """A photograph in the head of the CV. A bare name stands for `{file: name}`."""

    shorthand: ClassVar[str] = "file"
    span: Span
    file: Annotated[LocatedStr, "A PNG or JPEG in the folder of cv.yaml or below."]
    alt: Annotated[
        Text | None, "What the picture shows, for those who do not see it; a portrait of the owner if absent."
    ] = None


class Owner(Value, kw_only=True):
    """The person whose CV this is."""

    span: Span
    name: Annotated[PersonName, "The present name, as it heads the CV."]
    title: Annotated[Text | None, "An academic title before the name."] = None
    name_note: Annotated[Text | None, "A remark after the name, such as né Bach."] = None
    former_names: Annotated[tuple[PersonName, ...], "Earlier names under which works appeared."] = ()
    other_names: Annotated[tuple[PersonName, ...], "Further forms of the name in print."] = ()
    present_name: Annotated[bool, "true: works under a former name are printed with the present one."] = False
    collaborations: Annotated[
        tuple[str, ...], "Collaborations whose works are the owner's, too, unnamed among them."
    ] = ()
    students: Annotated[tuple[PersonName, ...], "Supervised students, to be marked among a work's people."] = ()
    marks: Annotated[
        Mapping[str, Mark],
        "What signs at names in the .bib files mean, such as '†': corresponding; * is equal.",
    ] = field(default_factory=dict)
    born: Annotated[PartialDate | None, "Birth date; private, for cv.private.yaml."] = None
    contact: Annotated[Contact | None, "How to reach the owner."] = None
    photo: Annotated[Photo | None, "A photograph, printed beside name and contact."] = None

    @property
    def names(self) -> tuple[PersonName, ...]:
        """Every name, in each of its scripts."""
        return tuple(form for name in (self.name, *self.former_names, *self.other_names) for form in name.scripts)
