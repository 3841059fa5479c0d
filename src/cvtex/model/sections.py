"""The kinds of section. A section's `kind` selects the type of its items. Its key in cv.yaml is its id.

A section with items has them in `items` or, under titles, in `groups`. Items of a `NumberedSection` are single entries,
which can be numbered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Generic, Literal, TypeAlias, TypeVar, assert_never

from cvtex.diagnostics import Span
from cvtex.model import items
from cvtex.model.bibliography import PublicationStatus
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.located import LocatedStr
from cvtex.model.priority import PRIORITY_WORDS, Priority
from cvtex.model.text import Text
from cvtex.value import Value

Numbering = Literal["ascending", "descending", "continuous", "continuous-descending", "none"]
Metric = Literal["citations", "h_index"]
OwnRole = Literal["author", "first", "last", "single", "corresponding", "editor", "translator"]
GroupBy = Literal["year", "term", "status", "level"]
GroupWord = Literal["ongoing", "active", "pending", "completed", "phd", "postdoc", "msc", "bsc"]
"""The title of a group that `group_by` forms, to be printed in the language of the plan."""

METRIC_NAMES: Final[Mapping[Metric, str]] = {"citations": "number of citations", "h_index": "h-index"}
"""For messages."""

_NUMBERING: Final = (
    "ascending: 1, 2, 3; descending: the last item has number 1. Each group starts again, unless the numbering is"
    " continuous or continuous-descending."
)

T_co = TypeVar("T_co", bound=items.ItemBase, covariant=True)


class SectionBase(Value, kw_only=True):
    """The fields of every section."""

    span: Span
    title: Annotated[Text | None, "The heading; if absent, the section continues the previous one."] = None
    note: Annotated[Text | None, "A short note under the heading."] = None
    only: Annotated[tuple[LocatedStr, ...], "Names of the variants that print this; all of them if absent."] = ()
    item_priority: Annotated[Priority | None, "The priority of items that state none."] = None


class Group(Value, Generic[T_co], kw_only=True):
    """Items under one title."""

    span: Span
    items: Annotated[tuple[T_co, ...], "The items of the group."]
    title: Annotated[Text | None, "The subheading."] = None
    note: Annotated[Text | None, "A short note under the subheading."] = None
    only: Annotated[tuple[LocatedStr, ...], "Names of the variants that print this; all of them if absent."] = ()


class NumberedGroup(Group[T_co], Generic[T_co], kw_only=True):
    """Items under one title, which can be numbered."""

    prefix: Annotated[str, "Printed before each number, such as T."] = ""
    numbering: Annotated[Numbering | None, "How this group is numbered, if different from the section."] = None


class ItemsSection(SectionBase, Generic[T_co], kw_only=True):
    """A section with items."""

    absent: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("sort", "order", "sort_by"), "delete it: items are printed in the order of the file, or of group_by: year"
    )
    # Exactly one of these fields must be given.
    one_of: ClassVar[tuple[str, ...]] = ("items", "groups")
    groups: Annotated[tuple[Group[T_co], ...], "Groups with a title and items each, in place of `items`."] = ()


class NumberedSection(ItemsSection[T_co], Generic[T_co], kw_only=True):
    """A section whose items are single entries, which can be numbered."""

    groups: Annotated[tuple[NumberedGroup[T_co], ...], "Groups with a title and items each, in place of `items`."] = ()
    numbering: Annotated[Numbering, _NUMBERING] = "none"


class TextSection(SectionBase, kw_only=True):
    """Running text."""

    kind: Annotated[Literal["text"], "Running text."] = "text"
    text: Annotated[Text, "Paragraphs, separated by blank lines."]


class PositionsSection(ItemsSection[items.Employment], kw_only=True):
    """Employers, each with roles."""

    kind: Annotated[Literal["positions"], "Employers, each with roles."] = "positions"
    items: Annotated[tuple[items.Employment, ...], "The employers, the latest first."] = ()


class EducationSection(ItemsSection[items.Studies], kw_only=True):
    """Institutions, each with degrees."""

    kind: Annotated[Literal["education"], "Institutions, each with degrees."] = "education"
    items: Annotated[tuple[items.Studies, ...], "The institutions, the latest first."] = ()


class ProjectsSection(NumberedSection[items.Project], kw_only=True):
    """Research projects."""

    kind: Annotated[Literal["projects"], "Research projects."] = "projects"
    items: Annotated[tuple[items.Project, ...], "The projects."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class GrantsSection(NumberedSection[items.Grant], kw_only=True):
    """Funding."""

    kind: Annotated[Literal["grants"], "Funding."] = "grants"
    items: Annotated[tuple[items.Grant, ...], "The grants."] = ()
    group_by: Annotated[
        Literal["year", "status"] | None,
        "year: a group for each year, the newest first; status: active, pending and completed grants,"
        " by their `status`, or by their dates and the CV's `date`.",
    ] = None
    totals: Annotated[
        bool,
        "true: print the sum of the amounts below the heading of each group, or of the section if it has no groups; by"
        " currency, and without pending grants if there are others. The shares are added up, too, if each grant has"
        " one. Amounts must be sums such as `1249871 USD` or `$1,249,871`: if one is not, there is no sum.",
    ] = False


class SkillsSection(ItemsSection[items.Skill], kw_only=True):
    """Skills in groups."""

    kind: Annotated[Literal["skills"], "Skills in groups."] = "skills"
    items: Annotated[tuple[items.Skill, ...], "The groups."] = ()


class LanguagesSection(ItemsSection[items.LanguageSkill], kw_only=True):
    """Natural languages, in one line."""

    kind: Annotated[Literal["languages"], "Natural languages."] = "languages"
    items: Annotated[tuple[items.LanguageSkill, ...], "The languages."] = ()


class AwardsSection(NumberedSection[items.Award], kw_only=True):
    """Prizes and honours."""

    kind: Annotated[Literal["awards"], "Prizes and honours."] = "awards"
    items: Annotated[tuple[items.Award, ...], "The awards."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class PatentsSection(ItemsSection[items.PatentFamily], kw_only=True):
    """Patent families."""

    kind: Annotated[Literal["patents"], "Patent families."] = "patents"
    items: Annotated[tuple[items.PatentFamily, ...], "The families."] = ()


class TalksSection(NumberedSection[items.Talk], kw_only=True):
    """Talks or lectures."""

    kind: Annotated[Literal["talks"], "Talks or lectures."] = "talks"
    items: Annotated[tuple[items.Talk, ...], "The talks, in the order of printing."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class TeachingSection(NumberedSection[items.Course], kw_only=True):
    """Courses."""

    kind: Annotated[Literal["teaching"], "Courses."] = "teaching"
    items: Annotated[tuple[items.Course, ...], "The courses."] = ()
    group_by: Annotated[
        Literal["year", "term", "level"] | None,
        "year: a group for each year, the newest first; term: for each term, with all courses of that term; level: for"
        " each level, in the order of appearance.",
    ] = None


class SupervisionSection(NumberedSection[items.Supervision], kw_only=True):
    """Supervised people."""

    kind: Annotated[Literal["supervision"], "Supervised people."] = "supervision"
    items: Annotated[tuple[items.Supervision, ...], "The people."] = ()
    group_by: Annotated[
        Literal["year", "level"] | None,
        "year: a group for each year, the newest first; level: for each level, in the order of appearance.",
    ] = None


class ServiceSection(NumberedSection[items.Service], kw_only=True):
    """Service to the community."""

    kind: Annotated[Literal["service"], "Service to the community."] = "service"
    items: Annotated[tuple[items.Service, ...], "The services."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class MembershipsSection(NumberedSection[items.Membership], kw_only=True):
    """Memberships of societies and other bodies."""

    kind: Annotated[Literal["memberships"], "Memberships of societies and other bodies."] = "memberships"
    items: Annotated[tuple[items.Membership, ...], "The memberships."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class SoftwareSection(NumberedSection[items.Software], kw_only=True):
    """Software, data and other digital works that are not in a .bib file."""

    kind: Annotated[Literal["software"], "Software, data and other digital works."] = "software"
    items: Annotated[tuple[items.Software, ...], "The programs, libraries or data sets."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class ContactsSection(ItemsSection[items.Referee], kw_only=True):
    """People whom readers may ask, such as referees. Two are printed beside each other."""

    kind: Annotated[Literal["contacts"], "People whom readers may ask, such as referees."] = "contacts"
    items: Annotated[tuple[items.Referee, ...], "The people."] = ()


class EntriesSection(NumberedSection[items.Entry], kw_only=True):
    """Items of any kind, for whatever no other kind fits."""

    kind: Annotated[Literal["entries"], "Items of any kind, for whatever no other kind fits."] = "entries"
    items: Annotated[tuple[items.Entry, ...], "The items."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class ListSection(NumberedSection[items.ListItem], kw_only=True):
    """A plain list."""

    kind: Annotated[Literal["list"], "A plain list."] = "list"
    items: Annotated[tuple[items.ListItem, ...], "The lines."] = ()
    group_by: Annotated[
        Literal["year"] | None, "A group for each year, the newest first; a range belongs to its last year."
    ] = None


class ContributionsSection(ItemsSection[items.Contribution], kw_only=True):
    """Contributions to science, each a text with the works that stand for it."""

    kind: Annotated[
        Literal["contributions"], "Contributions to science: texts, each with the works that stand for it."
    ] = "contributions"
    items: Annotated[tuple[items.Contribution, ...], "The contributions, the most important first."] = ()
    numbering: Annotated[Numbering, _NUMBERING] = "ascending"


class TableSection(ItemsSection[items.Row], kw_only=True):
    """A table of two columns, such as personal data."""

    kind: Annotated[Literal["table"], "A table of two columns, such as personal data."] = "table"
    items: Annotated[tuple[items.Row, ...], "The rows."] = ()


class WorkConditions(Value, kw_only=True):
    """Conditions on a publication. Those that are absent do not count."""

    span: Span
    types: Annotated[
        tuple[LocatedStr, ...],
        "Entry types; any one matches. Each type can be named as the .bib writes it: collection, review,"
        " inreference, dataset, software, suppbook, or a type of your own. Some types also stand for related ones:"
        " article for review and suppperiodical; book for collection, reference, mvbook, mvcollection and"
        " mvreference; incollection for inreference and suppcollection; inbook for bookinbook and suppbook;"
        " inproceedings for conference; proceedings for mvproceedings; online for electronic and www; thesis for all"
        " theses, phdthesis and mastersthesis for those of their kind; report or techreport for all reports; misc for"
        " biblatex's many minor types and those of your own.",
    ] = ()
    keywords: Annotated[
        tuple[str, ...],
        "Words in the entries' `keywords` field, where commas or semicolons separate them; any one matches. Case does"
        " not count.",
    ] = ()
    keys: Annotated[tuple[LocatedStr, ...], "Citation keys; any one matches."] = ()
    years: Annotated[
        Dates | None,
        "Years, such as 2019, 2019 – 2021, 2019 – present, or several with gaps: 2009, 2012–2013. An open range also"
        " includes works that are in press, forthcoming, accepted, submitted or in preparation. A work of several years"
        " matches if one of them does.",
    ] = None
    reviewed: Annotated[
        bool | None,
        "true: peer-reviewed works; false: all others. The first of these rules that applies decides. (1) The entry"
        " says so itself, by a keyword or in the field `peerreviewed`: peer-reviewed, reviewed or refereed (in the"
        " field also yes, true or 1), or the same words after not or non (also no, false or 0). (2) It is not reviewed"
        " yet if it is submitted, under review, in revision, in preparation or a preprint, according to `pubstate`,"
        " `status`, `year` or `note`. (3) It is not reviewed if it is a @review, an article in a newspaper or"
        " magazine (`entrysubtype`), or its journal is a preprint server such as arXiv. (4) Articles, conference papers"
        " and chapters in collections are reviewed; works of other types, such as books, are not.",
    ] = None
    status: Annotated[
        tuple[PublicationStatus, ...],
        "How far a work is on its way to publication; any one matches. The .bib states it in `pubstate`, `status`,"
        " `year`, `date` or `note`, in English, with biblatex's words such as inpress, or in a language of the CV."
        " Published works have no status: they are those that a group above with all of these leaves.",
    ] = ()
    roles: Annotated[
        tuple[OwnRole, ...],
        "What you are of the work; any one matches. author; first, last or single author; corresponding author, as"
        " marked in the .bib; editor; translator. Of an article or chapter that you wrote, editor does not count:"
        " those are the editors of the whole volume.",
    ] = ()


class ExcludedWorks(WorkConditions, kw_only=True):
    """Publications to leave out: those that meet any of these conditions."""


class PublicationGroup(WorkConditions, kw_only=True):
    """Publications under one title: those that meet every condition, and that no group above takes."""

    title: Annotated[Text | None, "The subheading."] = None
    exclude: Annotated[
        ExcludedWorks | None,
        "Works that are not for this group: those that meet any of these conditions. They go to the next group that"
        " matches.",
    ] = None
    prefix: Annotated[str, "Printed before each number, such as J."] = ""
    numbering: Annotated[Numbering | None, "How this group is numbered, if different from the section."] = None
    max: Annotated[int | None, "At most this many works; the least important are left out."] = None


class PublicationPriority(Value, kw_only=True):
    """Citation keys by priority; all others are normal. The first in a list is the most important."""

    span: Span
    must: Annotated[tuple[LocatedStr, ...], "Never left out to save space."] = ()
    high: Annotated[tuple[LocatedStr, ...], "Left out last."] = ()
    low: Annotated[tuple[LocatedStr, ...], "Left out first."] = ()

    def levels(self) -> Mapping[Priority, tuple[LocatedStr, ...]]:
        named = {"must": self.must, "high": self.high, "low": self.low}
        return {PRIORITY_WORDS[word]: keys for word, keys in named.items()}


class ChartOptions(Value, kw_only=True):
    """A chart of the works of a section. The bars alone can be written as a word: `chart: per_year`."""

    shorthand: ClassVar[str] = "bars"
    span: Span
    bars: Annotated[Literal["per_year"], "per_year: a bar for each year."]
    kinds: Annotated[
        bool, "true: bars are divided by kind, such as articles and chapters; false: they are of one colour."
    ] = True
    since: Annotated[int | None, "The first year of the chart. The number of earlier works is printed below."] = None


class CitationMetrics(Value, kw_only=True):
    """How often the works of the owner are cited, as of a day. `cvtex metrics` prints it, ready to be copied."""

    span: Span
    citations: Annotated[int | None, "The number of citations of all works."] = None
    h_index: Annotated[int | None, "The h-index: so many works are cited so many times or more."] = None
    source: Annotated[Text, "Who counted, such as OpenAlex."]
    date: Annotated[PartialDate, "The day of the numbers, such as 2026-11-27."]
    only: Annotated[tuple[LocatedStr, ...], "Names of the variants that print this; all of them if absent."] = ()

    @property
    def numbers(self) -> Mapping[Metric, int]:
        """The numbers that are given."""
        given: Mapping[Metric, int | None] = {"citations": self.citations, "h_index": self.h_index}
        return {name: number for name, number in given.items() if number is not None}


class PublicationsSection(SectionBase, kw_only=True):
    """Works from the bibliography files, the newest first; before them, those that are in press or on their way."""

    absent: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            ("types", "type", "keywords", "keys", "years", "reviewed", "status", "roles", "prefix", "max"),
            "write it in a group, as in groups: [{types: [article], max: 10}]",
        ),
        **dict.fromkeys(("items", "entries"), "select works by their keys, as in groups: [{keys: [heron2024]}]"),
        **dict.fromkeys(("sort", "order", "sort_by"), "delete it: works are printed by year, the newest first"),
        **dict.fromkeys(("style", "references"), "write references at the top of the CV, or in a variant"),
        **dict.fromkeys(("bibliography", "bib", "file", "files"), "write bibliography at the top of the CV"),
    }
    kind: Annotated[Literal["publications"], "Works from the bibliography files."] = "publications"
    numbering: Annotated[Numbering, _NUMBERING] = "ascending"
    group_by: Annotated[
        Literal["year"] | None,
        "year: a group for each year, in place of `groups`; for groups by type, write `groups` with `types`. Above the"
        " years there are groups for works that are in press, forthcoming, accepted, submitted or in preparation; below"
        " them, for works without a year.",
    ] = None
    groups: Annotated[
        tuple[PublicationGroup, ...],
        "Groups in order; an entry goes to the first group that matches. A group without conditions takes all that is"
        " left. Entries that are in no group are not printed, with a warning.",
    ] = ()
    exclude: Annotated[
        ExcludedWorks | None,
        "Works that the section does not print: those that meet any of these conditions.",
    ] = None
    priority: Annotated[PublicationPriority | None, "Which works a limit leaves out last or first."] = None
    chart: Annotated[
        ChartOptions | None,
        "per_year: draw a small chart of works by year and kind below the heading; formats of plain text say it in"
        " words. It counts all works that the section selects, also those that a limit leaves out of the list. A year"
        " without works is an empty place. Works without a year, or that have not appeared yet, have no bar; their"
        " number is printed below. The kinds are the types of the .bib; of more than five, the rarest are other works."
        " A variant with a funder's profile has no chart.",
    ] = None
    metrics: Annotated[
        CitationMetrics | None,
        "Citations and h-index, printed below the heading with their source and day. A number that a funder's profile"
        " forbids is left out of its variants, with a warning.",
    ] = None

    @property
    def excluded(self) -> tuple[ExcludedWorks, ...]:
        """What the section and its groups exclude."""
        found = (self.exclude, *(group.exclude for group in self.groups))
        return tuple(one for one in found if one is not None)


Section: TypeAlias = (
    TextSection
    | PositionsSection
    | EducationSection
    | ProjectsSection
    | GrantsSection
    | SkillsSection
    | LanguagesSection
    | AwardsSection
    | PatentsSection
    | TalksSection
    | TeachingSection
    | SupervisionSection
    | ServiceSection
    | MembershipsSection
    | SoftwareSection
    | ContactsSection
    | EntriesSection
    | ListSection
    | ContributionsSection
    | TableSection
    | PublicationsSection
)


def groups_of(section: Section) -> tuple[Group[items.Item], ...]:
    """The section's written groups; none for text, or for publications, whose groups have no items of their own."""
    return () if isinstance(section, TextSection | PublicationsSection) else section.groups


def items_of(section: Section) -> tuple[items.Item, ...]:
    """All items, also those in groups; none for text, or for publications, whose works are in the .bib files."""
    return (*loose_items_of(section), *(item for group in groups_of(section) for item in group.items))


def loose_items_of(section: Section) -> tuple[items.Item, ...]:
    """The items that are in no written group."""
    return () if isinstance(section, TextSection | PublicationsSection) else section.items


def group_by_of(section: Section) -> GroupBy | None:
    match section:
        case PublicationsSection() | NumberedSection():
            return section.group_by
        case TextSection() | ItemsSection():
            return None
        case _:
            assert_never(section)


def numbering_of(section: Section) -> Numbering:
    match section:
        case PublicationsSection() | NumberedSection() | ContributionsSection():
            return section.numbering
        case TextSection() | ItemsSection():
            return "none"
        case _:
            assert_never(section)
