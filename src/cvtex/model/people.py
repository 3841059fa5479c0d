"""The owner of the CV: names, contact, photograph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from cvtex.diagnostics import Span
from cvtex.model.dates import PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.text import Lines, Text
from cvtex.text.east_asian_names import whole_name
from cvtex.value import Value, field

AuthorMark = Literal["equal", "corresponding", "student"]
TraineeLevel = Literal["phd", "postdoc", "msc", "bsc"]
Mark: TypeAlias = str
"""A mark on an author: an `AuthorMark` (equal contribution, corresponding author, student supervised by the CV's owner)
or the name of a class of trainees.
"""

MARK_SIGNS: Mapping[Mark, str] = {"equal": "*", "corresponding": "†"}
"""The sign after a marked name. Students have no sign, but a style. Trainees: `Owner.signs`."""
# In the order of footnotes in English print; ‖, which is extracted as a sign of mathematics, is left out.
_LEVEL_SIGNS: Mapping[str, str] = {"phd": "‡", "postdoc": "§", "msc": "¶", "bsc": "#"}
_FURTHER_SIGNS = ("‡", "§", "¶", "#", "+", "°", "‡‡", "§§", "¶¶", "##")
MOST_TRAINEE_CLASSES = 8


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


class Email(Value, kw_only=True):
    """An e-mail address. A bare address stands for `{email: address}`."""

    shorthand: ClassVar[str] = "email"
    span: Span
    email: Annotated[Text, "The address."]
    label: Annotated[Text | None, "A word before it, such as Office."] = None


class Phone(Value, kw_only=True):
    """A telephone number. A bare number stands for `{phone: number}`."""

    shorthand: ClassVar[str] = "phone"
    span: Span
    phone: Annotated[Text, "The number."]
    label: Annotated[Text | None, "A word before it, such as Mobile or Fax."] = None


class Address(Value, kw_only=True):
    """A postal address. A bare text stands for `{address: text}`."""

    shorthand: ClassVar[str] = "address"
    span: Span
    address: Annotated[Lines, "The address; in a `|` block, each line is a line of the address. Commas join them."]
    label: Annotated[Text | None, "A word before it, such as Laboratory."] = None


class ContactLink(Value, kw_only=True):
    """A link in the head of the CV. A bare address stands for `{url: address}`."""

    shorthand: ClassVar[str] = "url"
    span: Span
    url: Annotated[Url, "The web address."]
    label: Annotated[Text | None, "The text of the link; if absent, the address."] = None


_BY_LABEL = "write it under phone, with a label: {label: ..., phone: ...}"
_UNDER_LINKS = "write it under links: {label: ..., url: ...}"
_UNDER_CONTACT = "write it under owner.contact"
_UNDER_NAME = (
    "write it after the name, as in name: Wei Zhang (张伟), or as name: {given: ..., family: ..., native: ...}"
)


class Contact(Value, kw_only=True):
    """How to reach the owner, printed in the order of the file. Private values belong in cv.private.yaml."""

    absent: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("mobile", "cell", "fax"), _BY_LABEL),
        **dict.fromkeys(("tel", "telephone"), "write phone"),
        **dict.fromkeys(("homepage", "url"), "write website, or links with labels"),
        **dict.fromkeys(("blog", "instagram", "youtube", "facebook", "threads", "hal", "ssrn", "zenodo"), _UNDER_LINKS),
        **dict.fromkeys(("city", "town", "country"), "write location"),
        **dict.fromkeys(("researcherid", "publons", "researcher_id"), "write web_of_science"),
        "twitter": "write x",
    }
    span: Span
    email: Annotated[tuple[Email, ...], "One or more e-mail addresses, each with a label if you like."] = ()
    phone: Annotated[
        tuple[Phone, ...],
        "One or more telephone numbers, each with a label if you like. An empty `phone:` keeps the place of a number in"
        " cv.private.yaml; so does any other empty field.",
    ] = ()
    address: Annotated[
        tuple[Address, ...], "One or more postal addresses, in one line or several, each with a label if you like."
    ] = ()
    location: Annotated[Text | None, "Town and country."] = None
    website: Annotated[tuple[Url, ...], "One or more home pages."] = ()
    links: Annotated[tuple[ContactLink, ...], "Further links, each an address or {label, url}."] = ()
    orcid: Annotated[LocatedStr | None, "An ORCID iD: four groups of four digits."] = None
    google_scholar: Annotated[LocatedStr | None, "The `user` value in the address of a Google Scholar profile."] = None
    github: Annotated[LocatedStr | None, "A user name on GitHub, or the profile's address, as on all networks."] = None
    gitlab: Annotated[LocatedStr | None, "A user name on GitLab."] = None
    linkedin: Annotated[LocatedStr | None, "The name of a LinkedIn profile."] = None
    mastodon: Annotated[LocatedStr | None, "A Mastodon profile: its address, or name@server."] = None
    bluesky: Annotated[LocatedStr | None, "A handle on Bluesky, such as ada.bsky.social."] = None
    x: Annotated[LocatedStr | None, "A handle on X, formerly Twitter."] = None
    dblp: Annotated[LocatedStr | None, "The pid in the address of a DBLP page, such as 65/9612."] = None
    openreview: Annotated[LocatedStr | None, "An OpenReview profile, such as ~Ada_Lovelace1."] = None
    researchgate: Annotated[LocatedStr | None, "The name of a ResearchGate profile."] = None
    scopus: Annotated[LocatedStr | None, "A Scopus author ID."] = None
    web_of_science: Annotated[LocatedStr | None, "A Web of Science ResearcherID, such as A-1009-2008."] = None
    arxiv: Annotated[LocatedStr | None, "An arXiv author identifier, such as lovelace_a_1."] = None
    written: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, in the order of the file; those that are not `written` come last."""
        others = (name for name in self.__struct_fields__ if name not in (*self.written, "span", "written"))
        return (*self.written, *others)


class Photo(Value, kw_only=True):
    """A photograph in the head of the CV. A bare name stands for `{file: name}`."""

    shorthand: ClassVar[str] = "file"
    span: Span
    file: Annotated[
        LocatedStr,
        "A PNG or JPEG in RGB or grey, in the folder of cv.yaml or below it. It is printed in its own proportions, at"
        " most 30 by 40 mm. What the camera noted, such as the place, stays out of the PDF.",
    ]
    alt: Annotated[
        Text | None, "Alternative text for people who cannot see the picture; if absent, a portrait of the owner."
    ] = None


class TraineeClass(Value, kw_only=True):
    """Trainees of one class, who are marked in author lists. A list of names stands for `{people: names}`."""

    shorthand: ClassVar[str] = "people"
    span: Span
    people: Annotated[tuple[PersonName, ...], "The trainees."]
    mark: Annotated[LocatedStr | None, "The sign after their names, such as §; if absent, one that is free."] = None
    text: Annotated[
        Text | None,
        "What the sign means, as explained below the heading of publications. If absent: words for phd, postdoc, msc"
        " and bsc in the CV's language; for other classes their name.",
    ] = None


class Owner(Value, kw_only=True):
    """The person whose CV this is."""

    absent: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("degrees", "degree", "postnominals", "suffix"), "write credentials"),
        **dict.fromkeys(("position", "tagline", "motto", "subtitle", "label"), "write headline"),
        **dict.fromkeys(("image", "picture", "portrait"), "write photo"),
        **dict.fromkeys(("native", "native_name"), _UNDER_NAME),
        **dict.fromkeys(("birthday", "birth_date", "date_of_birth"), "write born"),
        **dict.fromkeys(
            ("email", "phone", "address", "location", "website", "links", "orcid", "github"), _UNDER_CONTACT
        ),
    }
    span: Span
    name: Annotated[PersonName, "The present name, as it heads the CV."]
    title: Annotated[Text | None, "An academic title before the name, such as Prof. Dr."] = None
    credentials: Annotated[Text | None, "Degrees and memberships after the name, such as PhD, FRS."] = None
    pronouns: Annotated[Text | None, "Pronouns, printed in parentheses after the name."] = None
    name_note: Annotated[Text | None, "A note in parentheses after the name, such as né Bach."] = None
    headline: Annotated[Text | None, "One line under the name, such as the present position or a motto."] = None
    former_names: Annotated[tuple[PersonName, ...], "Former names under which works appeared."] = ()
    other_names: Annotated[tuple[PersonName, ...], "Further forms of the name in print."] = ()
    present_name: Annotated[bool, "true: print the present name in works under a former name."] = False
    collaborations: Annotated[
        tuple[str, ...], "Collaborations whose works count as the owner's, even if they do not name the owner."
    ] = ()
    students: Annotated[tuple[PersonName, ...], "Supervised students, who are marked in author lists."] = ()
    trainees: Annotated[
        Mapping[str, TraineeClass],
        "Trainees in classes (phd, postdoc, msc, bsc, or names of your own), each with a sign of its own in author"
        " lists.",
    ] = field(default_factory=dict)
    marks: Annotated[
        Mapping[str, LocatedStr],
        "The meaning of signs after names in the .bib files, such as '†': corresponding; * means equal. Meanings:"
        " equal, corresponding, student, and the classes of trainees.",
    ] = field(default_factory=dict)
    born: Annotated[PartialDate | None, "Birth date; private, for cv.private.yaml."] = None
    contact: Annotated[Contact | None, "How to reach the owner."] = None
    photo: Annotated[Photo | None, "A photograph, printed beside the name and contact."] = None

    @property
    def names(self) -> tuple[PersonName, ...]:
        """Every name, in each of its scripts."""
        return tuple(form for name in (self.name, *self.former_names, *self.other_names) for form in name.scripts)

    @property
    def known_marks(self) -> tuple[Mark, ...]:
        """Every mark that an author can have, in the order of a legend."""
        return ("equal", "corresponding", *self.trainees, "student")

    @property
    def signs(self) -> Mapping[Mark, str]:
        """The sign of each mark that has one. A class without a sign of its own takes the usual one, or a free one."""
        signs = {**MARK_SIGNS, **{name: str(one.mark) for name, one in self.trainees.items() if one.mark}}
        for name in self.trainees:
            if name not in signs and _LEVEL_SIGNS.get(name, "*") not in signs.values():
                signs[name] = _LEVEL_SIGNS[name]
        for name in self.trainees:
            if name not in signs:
                signs[name] = next((sign for sign in _FURTHER_SIGNS if sign not in signs.values()), name)
        return {mark: signs[mark] for mark in self.known_marks if mark in signs}
