"""Names of fields and kinds in other programs and in everyday speech -> those of cv.yaml. Only ever a hint."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from cvtex.diagnostics import did_you_mean

_DATES: Final = ("dates", "date", "terms")
_BODY: Final = ("employer", "institution", "organisation", "funder", "event", "subtitle", "place")
# Of the names on the right, the first that a record has is meant.
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            *(
                "date",
                "dates",
                "year",
                "years",
                "start",
                "end",
                "from",
                "to",
                "since",
                "until",
                "when",
                "period",
                "time",
            ),
            *("start_date", "end_date", "startDate", "endDate", "releaseDate", "duration"),
        ),
        _DATES,
    ),
    **dict.fromkeys(("semester", "semesters", "term", "quarter", "offered"), ("terms", "term", *_DATES)),
    **dict.fromkeys(
        (
            *("company", "employer", "institution", "organisation", "university", "school", "college"),
            *("society", "body", "host", "venue", "conference", "journal", "publisher", "department"),
        ),
        _BODY,
    ),
    "organization": ("organisation", *_BODY),
    **dict.fromkeys(("sponsor", "agency", "funder", "source", "fundedBy"), ("funder", "organisation")),
    **dict.fromkeys(("location", "city", "town", "country", "where"), ("place", "location")),
    **dict.fromkeys(
        ("description", "summary", "details", "detail", "note", "notes", "comment", "abstract", "body"),
        ("text", "points"),
    ),
    **dict.fromkeys(
        ("highlights", "bullets", "achievements", "tasks", "responsibilities", "courses"), ("points", "text")
    ),
    **dict.fromkeys(
        ("link", "website", "homepage", "href", "web", "address", "doi"), ("url", "website", "links", "repository")
    ),
    **dict.fromkeys(("github", "git", "source_code", "repo", "code"), ("repository", "url")),
    **dict.fromkeys(
        ("name", "title", "heading", "label", "award", "project", "student", "degree", "studyType"),
        ("title", "name", "course", "degree", "language", "role", "employer", "institution", "organisation", "text"),
    ),
    **dict.fromkeys(("position", "positions", "job", "jobs"), ("roles", "role", "title")),
    **dict.fromkeys(("gpa", "mark", "score", "honors", "honours"), ("grade", "rank")),
    **dict.fromkeys(("advisor", "adviser", "advisors"), ("supervisor", "co_supervisors")),
    **dict.fromkeys(("area", "field", "major", "subject", "focus"), ("topic", "text")),
    **dict.fromkeys(("students", "enrollment", "enrollments", "size", "participants"), ("enrolment", "font_size")),
    **dict.fromkeys(("rating", "evaluations"), ("evaluation",)),
    **dict.fromkeys(("sum", "value", "total", "budget", "funding"), ("amount",)),
    **dict.fromkeys(("keywords", "skills", "list"), ("text", "items")),
    **dict.fromkeys(("fluency", "proficiency"), ("level",)),
    **dict.fromkeys(("awarder", "issuer", "awarded_by", "grantor"), ("organisation", "funder")),
    **dict.fromkeys(("entries", "elements", "content"), ("items", "text")),
    **dict.fromkeys(("number", "grant_number", "award_number", "id_number"), ("number", "code")),
    **dict.fromkeys(("thesis", "dissertation"), ("thesis", "title")),
    **dict.fromkeys(("color", "colour", "colors", "colours", "primary_color", "theme_color"), ("accent",)),
    **dict.fromkeys(("template", "style", "look"), ("theme",)),
    **dict.fromkeys(("font", "font_family", "typeface"), ("fonts",)),
    **dict.fromkeys(("page_size", "papersize", "paper_size"), ("paper",)),
    **dict.fromkeys(("leading", "line_height", "spacing"), ("line_spacing",)),
    **dict.fromkeys(("current", "placement", "now_at", "current_position"), ("now", "status")),
}
_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("experience", "employment", "work", "job", "jobs", "appointments", "career", "internships"), "positions"
    ),
    **dict.fromkeys(("degrees", "studies", "training"), "education"),
    **dict.fromkeys(("funding", "fellowships", "research_funding"), "grants"),
    **dict.fromkeys(("honors", "honours", "prizes", "scholarships"), "awards"),
    **dict.fromkeys(("presentations", "lectures", "seminars", "conferences", "invited_talks"), "talks"),
    **dict.fromkeys(("courses", "classes"), "teaching"),
    **dict.fromkeys(("students", "advising", "mentoring", "advisees", "trainees", "theses"), "supervision"),
    **dict.fromkeys(("reviewing", "committees", "activities", "volunteer", "outreach", "administration"), "service"),
    **dict.fromkeys(("societies", "affiliations"), "memberships"),
    **dict.fromkeys(("tools", "code", "data", "datasets", "apps"), "software"),
    **dict.fromkeys(("references", "referees", "people"), "contacts"),
    **dict.fromkeys(("papers", "articles", "bibliography", "works", "books"), "publications"),
    **dict.fromkeys(("about", "summary", "profile", "statement", "bio", "paragraph", "interests"), "text"),
    **dict.fromkeys(("bullets", "items", "points"), "list"),
    **dict.fromkeys(("other", "custom", "certificates", "certifications", "courses_taken", "miscellaneous"), "entries"),
}
_VALUES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("funded", "awarded", "ongoing", "current", "running", "approved"), "active"),
    **dict.fromkeys(("submitted", "under review", "applied", "in review"), "pending"),
    **dict.fromkeys(("finished", "ended", "past", "closed", "expired"), "completed"),
    **dict.fromkeys(("first author", "firstauthor", "first-author", "lead"), "first"),
    **dict.fromkeys(("last author", "senior", "senior author", "last-author"), "last"),
    **dict.fromkeys(("sole", "single author", "sole author", "single-author", "alone"), "single"),
    **dict.fromkeys(("corresponding author", "corresponding-author"), "corresponding"),
    **dict.fromkeys(("desc", "reverse", "decreasing", "down"), "descending"),
    **dict.fromkeys(("asc", "increasing", "up", "yes", "true"), "ascending"),
    **dict.fromkeys(("no", "false", "off"), "none"),
    **dict.fromkeys(("semester", "quarter", "season"), "term"),
    **dict.fromkeys(("date", "dates", "years"), "year"),
}
# `pre-published` is the opposite.
_LIKE_NO_VALUE: Final = frozenset({"published"})


def suggested_value(word: str, known: Collection[str]) -> str:
    """Return `did you mean 'active'?` for a value with the same meaning or a similar name, or ""."""
    meant = _VALUES.get(word.lower())
    if meant in known:
        return f"did you mean '{meant}'?"
    return "" if word.lower() in _LIKE_NO_VALUE else did_you_mean(word, known)


def field_meant(name: str, fields: Collection[str]) -> str | None:
    """The field of a record that another program calls `name`, if the record has such a field."""
    return next((field for field in _FIELDS.get(name, ()) if field in fields), None)


def suggested_kind(name: str, kinds: Collection[str]) -> str:
    """Return `did you mean 'talks'?` for a kind with the same meaning or a similar name, or "" if there is none."""
    meant = _KINDS.get(name.lower().replace(" ", "_"))
    return f"did you mean '{meant}'?" if meant in kinds else did_you_mean(name, kinds)
