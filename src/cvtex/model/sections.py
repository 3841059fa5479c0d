"""The kinds of section. A section's `kind` decides what its items may hold; its key in cv.yaml is its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from cvtex.diagnostics import Span
from cvtex.model import items
from cvtex.model.dates import Dates
from cvtex.model.priority import PRIORITY_WORDS, Priority
from cvtex.model.text import Text
from cvtex.model.word import Word

Numbering = Literal["ascending", "descending", "continuous", "continuous-descending", "none"]
OwnRole = Literal["first", "last", "single", "corresponding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBase:
    """What every section may say of itself."""

    span: Span
    title: Annotated[Text | None, "The heading; without it the section stands under the one before."] = None
    note: Annotated[Text | None, "A small remark under the heading."] = None
    only: Annotated[tuple[Word, ...], "Names of the variants that print this; all of them if absent."] = ()
    item_priority: Annotated[Priority | None, "The priority of what stands here and states none itself."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSection(SectionBase):
    """Running text."""

    kind: Annotated[Literal["text"], "Running text."] = "text"
    text: Annotated[Text, "Paragraphs, separated by blank lines."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsSection(SectionBase):
    """Employers, each with roles."""

    kind: Annotated[Literal["positions"], "Employers, each with roles."] = "positions"
    items: Annotated[tuple[items.Employment, ...], "The employers, the latest first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationSection(SectionBase):
    """Institutions, each with degrees."""

    kind: Annotated[Literal["education"], "Institutions, each with degrees."] = "education"
    items: Annotated[tuple[items.Studies, ...], "The institutions, the latest first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectsSection(SectionBase):
    """Research projects."""

    kind: Annotated[Literal["projects"], "Research projects."] = "projects"
    items: Annotated[tuple[items.Project, ...], "The projects."]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantsSection(SectionBase):
    """Funding."""

    kind: Annotated[Literal["grants"], "Funding."] = "grants"
    items: Annotated[tuple[items.Grant, ...], "The grants."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsSection(SectionBase):
    """Skills in groups."""

    kind: Annotated[Literal["skills"], "Skills in groups."] = "skills"
    items: Annotated[tuple[items.Skill, ...], "The groups."]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagesSection(SectionBase):
    """Natural languages, in one line."""

    kind: Annotated[Literal["languages"], "Natural languages."] = "languages"
    items: Annotated[tuple[items.LanguageSkill, ...], "The languages."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsSection(SectionBase):
    """Prizes and honours."""

    kind: Annotated[Literal["awards"], "Prizes and honours."] = "awards"
    items: Annotated[tuple[items.Award, ...], "The awards."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentsSection(SectionBase):
    """Patent families."""

    kind: Annotated[Literal["patents"], "Patent families."] = "patents"
    items: Annotated[tuple[items.PatentFamily, ...], "The families."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalksSection(SectionBase):
    """Talks or lectures."""

    kind: Annotated[Literal["talks"], "Talks or lectures."] = "talks"
    numbering: Annotated[Numbering, "How the talks are numbered."] = "none"
    items: Annotated[tuple[items.Talk, ...], "The talks, in the order in which they are printed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingSection(SectionBase):
    """Courses."""

    kind: Annotated[Literal["teaching"], "Courses."] = "teaching"
    items: Annotated[tuple[items.Course, ...], "The courses."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionSection(SectionBase):
    """Supervised people."""

    kind: Annotated[Literal["supervision"], "Supervised people."] = "supervision"
    items: Annotated[tuple[items.Supervision, ...], "The people."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSection(SectionBase):
    """Service to the community."""

    kind: Annotated[Literal["service"], "Service to the community."] = "service"
    items: Annotated[tuple[items.Service, ...], "The services."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSection(SectionBase):
    """A plain list."""

    kind: Annotated[Literal["list"], "A plain list."] = "list"
    items: Annotated[tuple[items.ListItem, ...], "The lines."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationGroup:
    """Publications under one title: those that match every condition that is given."""

    span: Span
    title: Annotated[Text | None, "The subheading."] = None
    types: Annotated[tuple[Word, ...], "Entry types, such as article or inproceedings."] = ()
    keywords: Annotated[tuple[str, ...], "Words of the entries' keywords field; one of them suffices."] = ()
    keys: Annotated[tuple[Word, ...], "Citation keys; these and no others."] = ()
    years: Annotated[Dates | None, "A year, or a range such as 2019 – 2021 or 2019 – present."] = None
    reviewed: Annotated[bool | None, "Only works that were peer-reviewed (true) or were not (false)."] = None
    roles: Annotated[tuple[OwnRole, ...], "Your place among the authors; one of them suffices."] = ()
    prefix: Annotated[str, "Set before each number, such as J."] = ""
    numbering: Annotated[Numbering | None, "How this group is numbered, if not like the section."] = None
    max: Annotated[int | None, "At most this many works; the least important are left out."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPriority:
    """Citation keys by priority; all others are normal. Within a list the first is the most important."""

    span: Span
    must: Annotated[tuple[Word, ...], "Never left out for room."] = ()
    high: Annotated[tuple[Word, ...], "Left out last."] = ()
    low: Annotated[tuple[Word, ...], "Left out first."] = ()

    def levels(self) -> Mapping[Priority, tuple[Word, ...]]:
        named = {"must": self.must, "high": self.high, "low": self.low}
        return {PRIORITY_WORDS[word]: keys for word, keys in named.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationsSection(SectionBase):
    """Works from the bibliography files, the newest first."""

    kind: Annotated[Literal["publications"], "Works from the bibliography files."] = "publications"
    numbering: Annotated[Numbering, "continuous: one count through all groups."] = "ascending"
    group_by: Annotated[Literal["year"] | None, "A group for each year, in place of `groups`."] = None
    groups: Annotated[tuple[PublicationGroup, ...], "Groups in order; an entry goes to the first that matches."] = ()
    priority: Annotated[PublicationPriority | None, "What a limit leaves out last or first."] = None


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
    | ListSection
    | PublicationsSection
)
