"""The items of sections: positions, degrees, talks, awards and so on. Field names are those of cv.yaml."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from cvtex.diagnostics import Span
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.people import Url
from cvtex.model.priority import Priority
from cvtex.model.text import Text
from cvtex.value import Value


class ItemBase(Value, kw_only=True):
    """The fields of every item."""

    span: Span
    only: Annotated[tuple[LocatedStr, ...], "Names of the variants that print this; all of them if absent."] = ()
    priority: Annotated[
        Priority | None,
        "If space is short: must, high, normal, low, or a number from 0 to 100 (low is 25, high is 75).",
    ] = None
    keywords: Annotated[tuple[str, ...], "Words by which a variant can select or promote items."] = ()
    id: Annotated[LocatedStr | None, "A name by which other items can require this one."] = None
    requires: Annotated[
        tuple[LocatedStr, ...], "Ids of items or citation keys; printed only together with all of them."
    ] = ()


class WebLink(Value, kw_only=True):
    """A link with its text."""

    span: Span
    label: Annotated[Text, "The text of the link."]
    url: Annotated[Url, "The web address."]


class Point(ItemBase, kw_only=True):
    """A bullet point below a position or degree: a text, optionally with a label."""

    shorthand: ClassVar[str] = "text"
    text: Annotated[Text, "The point itself."]
    label: Annotated[Text | None, "A word or two before the text, such as Research."] = None
    short: Annotated[Text | None, "Printed instead in a variant with `short: true`."] = None


class Role(ItemBase, kw_only=True):
    """One role at an employer."""

    title: Annotated[Text, "The position's title."]
    dates: Annotated[Dates | None, "Start and end."] = None
    points: Annotated[tuple[Point, ...], "Tasks and achievements."] = ()


class Employment(ItemBase, kw_only=True):
    """An employer with one or more roles."""

    employer: Annotated[Text, "The institution."]
    roles: Annotated[tuple[Role, ...], "The roles there, the latest first."]
    place: Annotated[Text | None, "Town and country."] = None


class Degree(ItemBase, kw_only=True):
    """One degree or certificate."""

    degree: Annotated[Text, "The degree, such as Master of Science in Computer Science."]
    dates: Annotated[Dates | None, "Start and end, or the date of the award."] = None
    grade: Annotated[Text | None, "Grade or distinction."] = None
    topic: Annotated[Text | None, "The focus of the studies."] = None
    thesis: Annotated[Text | None, "The title of the thesis."] = None
    supervisor: Annotated[Text | None, "The supervisor of the thesis."] = None
    points: Annotated[tuple[Point, ...], "Further points."] = ()


class Studies(ItemBase, kw_only=True):
    """An institution with one or more degrees."""

    institution: Annotated[Text, "University or school."]
    degrees: Annotated[tuple[Degree, ...], "The degrees from there, the latest first."]
    place: Annotated[Text | None, "Town and country."] = None


class Project(ItemBase, kw_only=True):
    """A research project."""

    name: Annotated[Text, "Short name or acronym."]
    title: Annotated[Text | None, "The project's full title."] = None
    dates: Annotated[Dates | None, "Start and end."] = None
    role: Annotated[Text | None, "The owner's role."] = None
    funder: Annotated[Text | None, "The funder."] = None
    url: Annotated[Url | None, "The project's page."] = None
    text: Annotated[Text | None, "A sentence about it."] = None


GrantStatus = Literal["active", "pending", "completed"]


class Grant(ItemBase, kw_only=True):
    """A grant or other funding."""

    title: Annotated[Text, "The grant's title."]
    funder: Annotated[Text | None, "The funder."] = None
    number: Annotated[Text | None, "The funder's number."] = None
    amount: Annotated[Text | None, "The amount with its currency."] = None
    role: Annotated[Text | None, "The owner's role."] = None
    dates: Annotated[Dates | None, "Start and end."] = None
    status: Annotated[
        GrantStatus | None, "active, pending or completed; if absent, it follows from the dates and the CV's date."
    ] = None
    text: Annotated[Text | None, "A sentence about it."] = None


def status_of(grant: Grant, today: PartialDate | None) -> GrantStatus | None:
    """The status of a grant on a day; None if the dates do not tell it."""
    dates = grant.dates
    if grant.status or dates is None:
        return grant.status
    if today is None:
        return "active" if dates.is_open else None
    if dates.start.first_day > today.last_day:
        return "pending"
    return "completed" if dates.latest < today.first_day else "active"


class Skill(ItemBase, kw_only=True):
    """A group of skills."""

    name: Annotated[Text, "The group's name."]
    text: Annotated[Text, "The skills in it."]


class LanguageSkill(ItemBase, kw_only=True):
    """A natural language."""

    language: Annotated[Text, "The language."]
    level: Annotated[Text | None, "The level of proficiency."] = None


class Award(ItemBase, kw_only=True):
    """A prize or honour."""

    title: Annotated[Text, "The award's name."]
    date: Annotated[Dates | None, "The date of the award."] = None
    rank: Annotated[Text | None, "Such as 1st place or finalist."] = None
    text: Annotated[Text | None, "The reason for the award."] = None


PatentStatus = Literal["pending", "published", "granted", "expired"]


class PatentDocument(ItemBase, kw_only=True):
    """One document of a patent family at one office."""

    number: Annotated[Text, "Number with office code and kind, such as EP 3991102 A1."]
    title: Annotated[Text | None, "Its own title, if it differs from the family's."] = None
    status: Annotated[PatentStatus | None, "The status of the document."] = None
    date: Annotated[Dates | None, "The date of the status."] = None
    url: Annotated[Url | None, "The document's page."] = None


class PatentFamily(ItemBase, kw_only=True):
    """An invention with its documents at one or more offices."""

    title: Annotated[Text, "The invention."]
    documents: Annotated[tuple[PatentDocument, ...], "The documents, the latest first."]


class Talk(ItemBase, kw_only=True):
    """A talk or lecture."""

    title: Annotated[Text, "The talk's title, without quotation marks."]
    date: Annotated[Dates | None, "The day or days."] = None
    event: Annotated[Text | None, "The conference, seminar or host."] = None
    format: Annotated[Text | None, "Such as keynote or invited talk."] = None
    place: Annotated[Text | None, "Town and country."] = None
    links: Annotated[tuple[WebLink, ...], "Slides, video and so on."] = ()


class Course(ItemBase, kw_only=True):
    """A course that was taught."""

    course: Annotated[Text, "The course's title."]
    role: Annotated[Text | None, "Such as lecturer."] = None
    institution: Annotated[Text | None, "The institution."] = None
    dates: Annotated[Dates | None, "The dates."] = None
    level: Annotated[Text | None, "Such as B.Sc."] = None
    text: Annotated[Text | None, "A sentence about it."] = None


class Supervision(ItemBase, kw_only=True):
    """A person who was supervised."""

    name: Annotated[Text, "The person."]
    degree: Annotated[Text | None, "Such as PhD."] = None
    level: Annotated[Text | None, "phd, postdoc, msc or bsc, or a text of one's own; for `group_by: level`."] = None
    title: Annotated[Text | None, "Title of the thesis."] = None
    institution: Annotated[Text | None, "The institution."] = None
    dates: Annotated[Dates | None, "Start and end."] = None
    role: Annotated[Text | None, "Such as main supervisor."] = None


class Service(ItemBase, kw_only=True):
    """Service to the community."""

    role: Annotated[Text, "Such as area chair or reviewer."]
    organisation: Annotated[Text | None, "Journal, conference or body."] = None
    dates: Annotated[Dates | None, "The dates."] = None
    text: Annotated[Text | None, "A sentence about it."] = None


class ListItem(ItemBase, kw_only=True):
    """A line of a plain list."""

    shorthand: ClassVar[str] = "text"
    text: Annotated[Text, "The line."]
    dates: Annotated[Dates | None, "A date, set at the right."] = None


Item: TypeAlias = (
    Employment
    | Role
    | Point
    | Studies
    | Degree
    | Project
    | Grant
    | Skill
    | LanguageSkill
    | Award
    | PatentFamily
    | PatentDocument
    | Talk
    | Course
    | Supervision
    | Service
    | ListItem
)
