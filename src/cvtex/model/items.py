"""The items of sections: positions, degrees, talks, awards and so on. Field names are those of cv.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from cvtex.diagnostics import Span
from cvtex.model.amount import Amount
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.people import Url
from cvtex.model.priority import Priority
from cvtex.model.text import Lines, Text
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
    """The fields of every bullet point."""

    shorthand: ClassVar[str] = "text"
    depth: ClassVar[int] = 0
    text: Annotated[Text, "The point itself."]
    label: Annotated[Text | None, "A word or two before the text, such as Research."] = None
    short: Annotated[Text | None, "Printed instead in a variant with `short: true`."] = None


class InnerPoint(Point, kw_only=True):
    """A bullet point of the third and last level."""

    depth: ClassVar[int] = 2
    absent: ClassVar[Mapping[str, str]] = {"points": "points have at most three levels"}


class MiddlePoint(Point, kw_only=True):
    """A bullet point of the second level, with or without points below it."""

    depth: ClassVar[int] = 1
    points: Annotated[tuple[InnerPoint, ...], "Points below this one, indented further."] = ()


class OuterPoint(Point, kw_only=True):
    """A bullet point below a position, degree or other item, with or without points below it."""

    points: Annotated[tuple[MiddlePoint, ...], "Points below this one, indented."] = ()


class Role(ItemBase, kw_only=True):
    """One role at an employer."""

    title: Annotated[Text, "The position's title, such as Associate Professor."]
    dates: Annotated[Dates | None, "Start and end."] = None
    place: Annotated[Text | None, "Town and country, if they are not those of the employer."] = None
    url: Annotated[Url | None, "A page about the role; the title links to it."] = None
    text: Annotated[Text | None, "A sentence or a paragraph about the role, printed below its title."] = None
    points: Annotated[tuple[OuterPoint, ...], "Tasks and achievements."] = ()


class Employment(ItemBase, kw_only=True):
    """An employer with one or more roles."""

    employer: Annotated[Text, "The institution or company."]
    roles: Annotated[tuple[Role, ...], "The roles there, the latest first."] = ()
    place: Annotated[Text | None, "Town and country."] = None
    url: Annotated[Url | None, "The employer's page; the name links to it."] = None


class Degree(ItemBase, kw_only=True):
    """One degree or certificate."""

    degree: Annotated[Text, "The degree, such as Master of Science in Computer Science."]
    dates: Annotated[Dates | None, "Start and end, or the date of the award."] = None
    grade: Annotated[Text | None, "Grade or distinction, printed in parentheses after the degree."] = None
    url: Annotated[Url | None, "A page about the degree; its name links to it."] = None
    text: Annotated[Text | None, "A sentence or a paragraph, printed below the degree."] = None
    topic: Annotated[Text | None, "The focus of the studies."] = None
    thesis: Annotated[Text | None, "The title of the thesis, without quotation marks."] = None
    supervisor: Annotated[Text | None, "The supervisor of the thesis."] = None
    points: Annotated[tuple[OuterPoint, ...], "Further points."] = ()


class Studies(ItemBase, kw_only=True):
    """An institution with one or more degrees."""

    institution: Annotated[Text, "University or school."]
    degrees: Annotated[tuple[Degree, ...], "The degrees from there, the latest first."] = ()
    place: Annotated[Text | None, "Town and country."] = None
    url: Annotated[Url | None, "The institution's page; its name links to it."] = None


class Project(ItemBase, kw_only=True):
    """A research project."""

    name: Annotated[Text, "Short name or acronym."]
    title: Annotated[Text | None, "The project's full title."] = None
    dates: Annotated[Dates | None, "Start and end."] = None
    role: Annotated[Text | None, "Your role, such as coordinator."] = None
    funder: Annotated[Text | None, "The funder."] = None
    url: Annotated[Url | None, "The project's page; the name links to it."] = None
    text: Annotated[Text | None, "A sentence about it."] = None
    points: Annotated[tuple[OuterPoint, ...], "Bullet points below it."] = ()


GrantStatus = Literal["active", "pending", "completed"]


class Grant(ItemBase, kw_only=True):
    """A grant or other funding."""

    title: Annotated[Text, "The grant's title."]
    funder: Annotated[Text | None, "The funder, with its division or programme."] = None
    number: Annotated[Text | None, "The funder's number of the grant."] = None
    role: Annotated[Text | None, "Your role, such as PI or co-PI."] = None
    amount: Annotated[
        Amount | None,
        "The whole sum: as text, printed as typed; or as a number with a currency, such as `1249871 USD` or"
        " `{value: 1249871, currency: USD}`, printed as the CV's language writes it.",
    ] = None
    share: Annotated[Amount | None, "Your part of the sum, written like `amount`."] = None
    partners: Annotated[tuple[Text, ...], "The other investigators or institutions: one, or a list."] = ()
    status: Annotated[
        GrantStatus | None,
        "If absent, it follows from `dates` and the CV's `date`. `pending` is printed, so that no application passes"
        " for an award.",
    ] = None
    dates: Annotated[Dates | None, "Start and end."] = None
    url: Annotated[Url | None, "A page about the grant; the title links to it."] = None
    text: Annotated[Text | None, "A sentence about it, printed in a line of its own."] = None
    points: Annotated[tuple[OuterPoint, ...], "Bullet points below it."] = ()


def status_of(grant: Grant, today: PartialDate | None) -> GrantStatus | None:
    """The status of a grant on a day; None if the dates do not tell it."""
    dates = grant.dates
    if grant.status or dates is None:
        return grant.status
    if today is None:
        return "active" if dates.is_open else None
    if dates.first_day > today.last_day:
        return "pending"
    return "completed" if dates.latest < today.first_day else "active"


class Skill(ItemBase, kw_only=True):
    """A group of skills."""

    name: Annotated[Text, "The group's name, such as Programming."]
    text: Annotated[Text, "The skills in it."]


class LanguageSkill(ItemBase, kw_only=True):
    """A natural language."""

    language: Annotated[Text, "The language."]
    level: Annotated[Text | None, "The level of proficiency, such as C1 or native."] = None


class Award(ItemBase, kw_only=True):
    """A prize or honour."""

    title: Annotated[Text, "The award's name."]
    date: Annotated[Dates | None, "The date of the award, or the years of a fellowship."] = None
    rank: Annotated[Text | None, "Such as 1st place or finalist."] = None
    organisation: Annotated[Text | None, "The body that awards it."] = None
    amount: Annotated[
        Amount | None, "The sum: as text, printed as typed; or as a number with a currency, such as `5000 EUR`."
    ] = None
    url: Annotated[Url | None, "A page about the award; its name links to it."] = None
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
    documents: Annotated[tuple[PatentDocument, ...], "The documents, the latest first."] = ()


class Talk(ItemBase, kw_only=True):
    """A talk or lecture."""

    title: Annotated[Text, "The talk's title, without quotation marks."]
    date: Annotated[Dates | None, "The day or days."] = None
    event: Annotated[Text | None, "The conference, seminar or host."] = None
    format: Annotated[Text | None, "Such as keynote or invited talk."] = None
    place: Annotated[Text | None, "Town and country."] = None
    links: Annotated[tuple[WebLink, ...], "Slides, video and so on."] = ()


class CourseTerm(Value, kw_only=True):
    """A term in which a course was taught. A bare date stands for `{term: date}`."""

    shorthand: ClassVar[str] = "term"
    span: Span
    term: Annotated[Dates, "The term, semester, season or year."]
    enrolment: Annotated[Text | None, "The number of students in this term."] = None
    evaluation: Annotated[Text | None, "The result of the evaluation in this term, such as 4.6/5.0."] = None


class Course(ItemBase, kw_only=True):
    """A course that was taught."""

    course: Annotated[Text, "The course's title."]
    code: Annotated[Text | None, "The course's code, such as BIOL 372, printed before the title."] = None
    role: Annotated[Text | None, "Your role, such as lecturer or instructor of record."] = None
    level: Annotated[
        Text | None,
        "The level of the course, such as graduate or B.Sc.; also for `group_by: level`. The field `level` of a"
        " supervised person is that of the person.",
    ] = None
    institution: Annotated[Text | None, "The institution, if it is not the present employer."] = None
    dates: Annotated[Dates | None, "The dates of teaching, printed at the right."] = None
    terms: Annotated[
        tuple[CourseTerm, ...],
        "The terms in which it was taught: one or a list, each a date or `{term, enrolment, evaluation}`.",
    ] = ()
    enrolment: Annotated[Text | None, "The number of students; a number gets the word of the CV's language."] = None
    evaluation: Annotated[Text | None, "The result of the evaluation, such as 4.6/5.0."] = None
    url: Annotated[Url | None, "The course's page; its title links to it."] = None
    text: Annotated[Text | None, "A sentence about it."] = None
    points: Annotated[tuple[OuterPoint, ...], "Bullet points below it."] = ()

    @property
    def when(self) -> Dates | None:
        """The dates, or else the latest of the terms."""
        return self.dates or max((one.term for one in self.terms), key=lambda term: term.latest, default=None)


class Supervision(ItemBase, kw_only=True):
    """A person who was supervised."""

    name: Annotated[Text, "The person."]
    degree: Annotated[Text | None, "The degree, such as PhD in Biology."] = None
    level: Annotated[
        Text | None,
        "phd, postdoc, msc or bsc, or a text of one's own, for `group_by: level`; not printed beside a degree. The"
        " field `level` of a course is that of the course.",
    ] = None
    title: Annotated[Text | None, "The title of the thesis, without quotation marks."] = None
    topic: Annotated[Text | None, "The topic of the work, if it has no title yet."] = None
    institution: Annotated[Text | None, "The institution, if it is not the present employer."] = None
    dates: Annotated[Dates | None, "Start and end."] = None
    status: Annotated[Text | None, "Such as completed or in progress."] = None
    role: Annotated[Text | None, "Your role, such as main supervisor."] = None
    co_supervisors: Annotated[tuple[Text, ...], "Whoever supervises as well: one name, or a list."] = ()
    now: Annotated[
        Text | None,
        "Where the person is now, such as Assistant Professor, University of the Gulf; printed after `now`.",
    ] = None
    url: Annotated[Url | None, "The person's page; the name links to it."] = None
    text: Annotated[Text | None, "A sentence about the person or the work."] = None


class Service(ItemBase, kw_only=True):
    """Service to the community."""

    role: Annotated[Text, "Such as area chair or reviewer."]
    organisation: Annotated[Text | None, "Journal, conference or body."] = None
    place: Annotated[Text | None, "Town and country."] = None
    dates: Annotated[Dates | None, "The dates."] = None
    url: Annotated[Url | None, "A page about it; the role links to it."] = None
    text: Annotated[Text | None, "A sentence about it."] = None
    points: Annotated[tuple[OuterPoint, ...], "Bullet points below it."] = ()


class Membership(ItemBase, kw_only=True):
    """Membership of a society or other body."""

    shorthand: ClassVar[str] = "organisation"
    organisation: Annotated[Text, "The society or body."]
    role: Annotated[Text | None, "A grade or office, such as Fellow, life member or treasurer."] = None
    place: Annotated[Text | None, "Town and country."] = None
    dates: Annotated[Dates | None, "Start and end, or since when."] = None
    url: Annotated[Url | None, "The society's page; its name links to it."] = None
    text: Annotated[Text | None, "A sentence about it."] = None


class Software(ItemBase, kw_only=True):
    """A program, library, data set or other digital work that the owner wrote or maintains."""

    name: Annotated[Text, "The name."]
    version: Annotated[Text | None, "The latest version, printed after the name."] = None
    dates: Annotated[Dates | None, "Start and end of the work on it, or the date of the release."] = None
    role: Annotated[Text | None, "Your role, such as author or maintainer."] = None
    language: Annotated[Text | None, "The programming language, or several."] = None
    users: Annotated[Text | None, "Who uses it, such as 4,000 downloads a month."] = None
    license: Annotated[Text | None, "The license, such as MIT."] = None
    repository: Annotated[Url | None, "The address of the source code, which is printed."] = None
    url: Annotated[Url | None, "The home page; the name links to it."] = None
    text: Annotated[Text | None, "A sentence about it, printed in a line of its own."] = None
    points: Annotated[tuple[OuterPoint, ...], "Bullet points below it."] = ()


class Referee(ItemBase, kw_only=True):
    """A person whom readers may ask, such as a referee."""

    name: Annotated[Text, "The person, with titles."]
    position: Annotated[Text | None, "The position, such as Professor of Biology."] = None
    relation: Annotated[Text | None, "The relation to you, such as doctoral supervisor."] = None
    organisation: Annotated[Text | None, "The institution."] = None
    address: Annotated[
        tuple[Lines, ...], "The postal address: a list of lines, or a text of several lines; each is printed as a line."
    ] = ()
    email: Annotated[Text | None, "The e-mail address."] = None
    phone: Annotated[Text | None, "The telephone number."] = None
    url: Annotated[Url | None, "The home page, which is printed."] = None


class Entry(ItemBase, kw_only=True):
    """An item of any kind. One with nothing but a title and a text is printed as `title: text` in one paragraph."""

    shorthand: ClassVar[str] = "title"
    title: Annotated[Text, "What it is; printed first, in bold type."]
    subtitle: Annotated[Text | None, "What else to say about it in the second line, such as the organisation."] = None
    place: Annotated[Text | None, "Town and country."] = None
    dates: Annotated[Dates | None, "A date, or start and end, at the right."] = None
    text: Annotated[Text | None, "A text about it, in lines of its own."] = None
    url: Annotated[Url | None, "An address; the title links to it."] = None
    links: Annotated[tuple[WebLink, ...], "Further links, each with its text."] = ()
    points: Annotated[tuple[OuterPoint, ...], "Bullet points below it."] = ()


class ListItem(ItemBase, kw_only=True):
    """A line of a plain list."""

    shorthand: ClassVar[str] = "text"
    text: Annotated[Text, "The line."]
    dates: Annotated[Dates | None, "A date, set at the right."] = None
    points: Annotated[tuple[MiddlePoint, ...], "Points below the line, indented."] = ()


class Contribution(ItemBase, kw_only=True):
    """A contribution to science: a text about it, and the works that stand for it."""

    text: Annotated[Text, "What was unknown, what you found, what followed from it, and your part in it."]
    title: Annotated[Text | None, "A heading of a few words, printed above the text."] = None
    products: Annotated[
        tuple[LocatedStr, ...],
        "Citation keys of the works that stand for it, printed below the text. Where a funder wants them in a list of"
        " their own, they must be printed there.",
    ] = ()


class Row(ItemBase, kw_only=True):
    """A row of a table: a label and what it stands for."""

    label: Annotated[Text, "The label, such as Current position."]
    text: Annotated[Text, "What it stands for."]


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
    | Membership
    | Software
    | Referee
    | Entry
    | ListItem
    | Contribution
    | Row
)
