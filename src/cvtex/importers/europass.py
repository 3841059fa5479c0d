"""Europass XML -> sections: the profile of since 2020 (`Candidate`) and the CV before it (`SkillsPassport`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedSection, Item, Said, SourceFile, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.located_xml import read_xml
from cvtex.importers.tree import all_said, each, part, said
from cvtex.model.node import Mapping, Node
from cvtex.text.html import read_html
from cvtex.text.richtext import plain
from cvtex.text.written_markup import written_markup
from cvtex.value import replace

# Codes beside labels, administration, and what the program itself decides.
_DATA: Final = frozenset(
    {"DocumentInfo", "PrintingPreferences", "DocumentID", "AttachmentList", "Photo", "Signature", "ReferenceTo",
     "Code", "languageCode", "schemeID", "CandidateSupplier", "RenderingInformation", "TypeCode", "PositionLocationID",
     "CurrentIndicator", "Ongoing", "Current", "ChannelCode", "TaxonomyID", "CompetencyDimensionTypeCode",
     "EmbeddedData", "MimeType", "Attachment", "FileType", "id", "AttachmentSequence", "UseCode"}
)  # fmt: skip
_TAG: Final = re.compile(r"<[^<>]{0,500}>")
_ITEM: Final = re.compile(r"<li[^<>]{0,200}>", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"</?(?:p|div|ul|ol|br|h\d)(?:\s[^<>]{0,200})?/?>|</li>", re.IGNORECASE)
_WORD: Final = re.compile(r"[1-9]\d*|[^\W\d_]+")
_DIMENSIONS: Final = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")


def import_europass(source: SourceFile) -> Checked[Imported]:
    read = read_xml(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    candidate = part(read.value, "Candidate")
    root = candidate or part(read.value, "SkillsPassport", "LearnerInfo") or read.value
    texts = [_plain(one) for one in all_said(root, _is_text)]
    found = _candidate(root) if candidate else _learner(root)
    return Checked(replace(_with_rest(found, texts), said=tuple(texts)), read.diagnostics)


def _is_text(path: tuple[str, ...]) -> bool:
    return _DATA.isdisjoint(path) and not (path and path[-1].startswith("@") and path[-1] not in _ATTRIBUTES)


# A date of the CV before 2020 is in attributes.
_ATTRIBUTES: Final = frozenset({"@year", "@month", "@day"})


def _plain(text: Said) -> Said:
    words = (
        plain(read_html((_PARAGRAPH.sub(" ", _ITEM.sub(" ", text.text)),)))
        if "<" in text.text or "&" in text.text
        else text.text
    )
    return replace(text, text=_month(words))


def _month(text: str) -> str:
    """XML Schema's `--08` and `---15` -> 08 and 15."""
    return text.lstrip("-") if re.fullmatch(r"--?-?\d\d", text) else text


def _with_rest(found: Imported, texts: Iterable[Said]) -> Imported:
    """What no field is for goes into a list of its own, so that it can be looked at."""
    used = {word for text in _texts_in((found.owner, *_contents(found.sections))) for word in _WORD.findall(text)}
    rest = [one for one in texts if not used.issuperset(_WORD.findall(one.text.casefold()))]
    if not rest:
        return found
    items = tuple({"text": one} for one in rest)
    section = ImportedSection("list", "Further Details", rest[0].span, items)
    return replace(found, sections=(*found.sections, section))


def _contents(sections: Iterable[ImportedSection]) -> Iterator[Tree]:
    for section in sections:
        yield from section.items
        yield section.text or ""


def _texts_in(tree: Tree) -> Iterator[str]:
    match tree:
        case str():
            yield tree.casefold()
        case Said():
            yield tree.text.casefold()
        case tuple():
            for one in tree:
                yield from _texts_in(one)
        case _:
            for one in tree.values():
                yield from _texts_in(one)


def _html(text: Said | None) -> tuple[Said | None, tuple[Said, ...]]:
    """HTML -> a text, and the items of its lists."""
    if text is None:
        return None, ()
    before, *items = _ITEM.split(text.text)
    points: list[Said] = []
    after: list[str] = [before]
    for item in items:
        point, _, rest = item.partition("</li>")
        points += [one for one in [_markup(point, text)] if one]
        after.append(rest)
    return _markup("\n\n".join(one for one in after if _TAG.sub("", one).strip()), text), tuple(points)


def _markup(text: str, said_: Said) -> Said | None:
    parts = [written_markup(read_html((one,))).strip() for one in _PARAGRAPH.split(text)]
    there = "\n\n".join(" ".join(one.split()) for one in parts if one)
    return Said(there, said_.span, is_markup=True) if there else None


def _made(kind: str, title: str, node: Node | None, items: Iterable[Item]) -> Iterator[ImportedSection]:
    if node and (found := tuple(one for one in items if one)):
        yield ImportedSection(kind, title, node.span, found)


def _label(node: Node | None, *keys: str) -> Said | None:
    """The text, or the label beside a code, or the code."""
    return said(node, *keys) or said(node, *keys, "value") or said(node, *keys, "Label") or said(node, *keys, "Code")


def _learner(root: Node) -> Imported:
    person = part(root, "Identification")
    headline = joined(": ", _label(root, "Headline", "Type"), _label(root, "Headline", "Description"))
    sections = [
        *_made(
            "positions",
            "Work Experience",
            part(root, "WorkExperienceList"),
            map(_work, each(root, "WorkExperienceList", "WorkExperience")),
        ),
        *_made(
            "education",
            "Education and Training",
            part(root, "EducationList"),
            map(_study, each(root, "EducationList", "Education")),
        ),
        *_made(
            "languages", "Languages", part(root, "Skills", "Linguistic"), _tongues(part(root, "Skills", "Linguistic"))
        ),
        *_made("skills", "Skills", part(root, "Skills"), _skills(part(root, "Skills"))),
        *_made(
            "entries",
            "Further Information",
            part(root, "AchievementList"),
            map(_achievement, each(root, "AchievementList", "Achievement")),
        ),
    ]
    first, last = said(person, "PersonName", "FirstName"), said(person, "PersonName", "Surname")
    address = part(person, "ContactInfo", "Address", "Contact")
    messengers = [
        fields(label=_label(one, "Use"), address=said(one, "Contact"))
        for one in each(person, "ContactInfo", "InstantMessagingList", "InstantMessaging")
    ]
    phones = [
        fields(label=_label(one, "Use"), phone=said(one, "Contact"))
        for one in each(person, "ContactInfo", "TelephoneList", "Telephone")
    ]
    sites = each(person, "ContactInfo", "WebsiteList", "Website")
    details = part(person, "Demographics")
    postal = joined(
        ", ", said(address, "AddressLine"), said(address, "AddressLine2"),
        joined(" ", said(address, "PostalCode"), said(address, "Municipality")), _label(address, "Country"),
    )  # fmt: skip
    owner: AbcMapping[str, Tree] = fields(
        title=_label(person, "PersonName", "Title"),
        name=fields(given=first, family=last) if first and last else first or last,
        headline=headline,
        contact=fields(
            address=tuple(one for one in (postal, *messengers) if isinstance(one, Said) or (one and "address" in one)),
            phone=tuple(one for one in phones if "phone" in one),
            email=said(person, "ContactInfo", "Email", "Contact"),
            website=tuple(one for inner in sites if (one := said(inner, "Contact"))),
        ),
    )  # fmt: skip
    about = [
        fields(label="Date of birth", text=_date(part(details, "Birthdate"))),
        fields(label="Gender", text=_label(details, "Gender")),
        fields(
            label="Nationality",
            text=joined(", ", *(_label(one) for one in each(details, "NationalityList", "Nationality"))),
        ),
    ]
    personal = _made("table", "Personal Details", details, (one for one in about if "text" in one))
    return Imported((), owner=owner, sections=(*personal, *sections))


def _date(node: Node | None) -> Said | None:
    """The date of `year`, `month` and `day`, such as `--08` and `---15`."""
    parts = [one for key in ("@year", "@month", "@day") if (one := said(node, key))]
    return Said("-".join(_month(one.text) for one in parts), parts[0].span) if parts else said(node)


def _period(node: Node) -> Said | None:
    period = part(node, "Period")
    current = said(period, "Current")
    return dates(
        _date(part(period, "From")),
        _date(part(period, "To")),
        is_current=current is not None and current.text == "true",
    )


def _address(node: Node | None) -> Said | None:
    address = part(node, "ContactInfo", "Address", "Contact")
    return joined(
        ", ", said(address, "AddressLine"), joined(" ", said(address, "PostalCode"), said(address, "Municipality")),
        _label(address, "Country"),
    )  # fmt: skip


def _work(node: Node) -> Item:
    employer = part(node, "Employer")
    text, points = _html(said(node, "Activities"))
    role = fields(
        title=_label(node, "Position") or "Staff",
        dates=_period(node),
        text=joined("\n\n", text, _label(employer, "Sector")),
        points=points,
    )
    name = said(employer, "Name")
    return fields(
        employer=name or _label(node, "Position"),
        place=_address(employer),
        url=said(employer, "ContactInfo", "Website", "Contact"),
        roles=(role,),
    )


def _study(node: Node) -> Item:
    school = part(node, "Organisation")
    text, points = _html(said(node, "Activities"))
    degree = fields(
        degree=said(node, "Title") or "Studies",
        dates=_period(node),
        topic=_label(node, "Field"),
        text=joined("\n\n", text, _label(node, "Level")),
        points=points,
    )
    return fields(institution=said(school, "Name") or said(node, "Title"), place=_address(school), degrees=(degree,))


def _tongues(node: Node | None) -> Iterator[Item]:
    for one in each(node, "MotherTongueList", "MotherTongue"):
        yield fields(language=_label(one, "Description"), level="mother tongue")
    for one in each(node, "ForeignLanguageList", "ForeignLanguage"):
        levels = [
            Said(f"{_spaced(name)} {level.text}", level.span)
            for name in _DIMENSIONS
            if (level := said(one, "ProficiencyLevel", name))
        ]
        certificates = [
            joined(
                ", ",
                said(inner, "Title"),
                said(inner, "AwardingBody"),
                _date(part(inner, "Date")),
                said(inner, "Level"),
            )
            for inner in each(one, "CertificateList", "Certificate")
        ]
        yield fields(language=_label(one, "Description"), level=joined(", ", *levels, *certificates))


def _spaced(name: str) -> str:
    """`SpokenInteraction` -> spoken interaction"""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _skills(node: Node | None) -> Iterator[Item]:
    for name, inner in node.items.items() if isinstance(node, Mapping) else ():
        if name == "Linguistic":
            continue
        text, points = _html(said(inner, "Description"))
        licences = [one for two in each(inner, "Description", "Licence") if (one := said(two))]
        levels = part(inner, "ProficiencyLevel")
        further = list(all_said(levels)) if levels else []
        yield fields(name=_spaced(name).capitalize(), text=joined(", ", text, *points, *licences, *further))


def _achievement(node: Node) -> Item:
    text, points = _html(said(node, "Description"))
    title = _label(node, "Title")
    return fields(title=title or text, text=text if title else None, points=points)


def _candidate(root: Node) -> Imported:
    person, profile = part(root, "CandidatePerson"), part(root, "CandidateProfile")
    summary, points = _html(said(profile, "ExecutiveSummary"))
    about = joined("\n\n", summary, *points)
    history = part(profile, "EducationHistory")
    studies = map(_attendance, each(history, "EducationOrganizationAttendance"))
    further = ((title, part(profile, name)) for name, title in _ENTRIES)
    sections = [
        *([ImportedSection("text", "Summary", about.span, text=about)] if about else []),
        *_made("positions", "Work Experience", part(profile, "EmploymentHistory"), _employers(profile)),
        *_made("education", "Education and Training", history, studies),
        *_made("languages", "Languages", part(profile, "PersonQualifications"), _competencies(profile)),
        *(one for title, node in further for one in _made("entries", title, node, _entries(node))),
    ]
    given, family = said(person, "PersonName", "GivenName"), said(person, "PersonName", "FamilyName")
    channels = list(each(person, "Communication"))
    addresses = [part(one, "Address") for one in channels if part(one, "Address")]
    owner = fields(
        name=fields(given=given, family=family) if given and family else given or family,
        contact=fields(
            email=tuple(one for two in channels if (one := said(two, "URI")) and "@" in one.text),
            phone=tuple(one for two in channels if (one := joined(" ", _dialling(two), said(two, "DialNumber")))),
            address=tuple(one for two in addresses if (one := _of_address(two))),
            website=tuple(one for two in channels if (one := said(two, "URI")) and "@" not in one.text),
        ),
    )
    details = [
        fields(label="Date of birth", text=said(person, "BirthDate")),
        fields(label="Gender", text=_label(person, "GenderCode")),
        fields(label="Nationality", text=joined(", ", *(_label(one) for one in each(person, "NationalityCode")))),
        fields(
            label="Native language", text=joined(", ", *(_label(one) for one in each(person, "PrimaryLanguageCode")))
        ),
    ]
    personal = _made("table", "Personal Details", person, (one for one in details if "text" in one))
    return Imported((), owner=owner, sections=(*personal, *sections))


def _dialling(node: Node) -> Said | None:
    code = said(node, "CountryDialing")
    return replace(code, text=f"+{code.text.lstrip('+')}") if code else None


def _of_address(node: Node | None) -> Said | None:
    return joined(
        ", ", *(said(one) for one in each(node, "AddressLine")),
        joined(" ", said(node, "PostalCode"), said(node, "CityName")), _label(node, "CountryCode"),
    )  # fmt: skip


def _moments(node: Node | None) -> Said | None:
    start, end = (said(node, name, "FormattedDateTime") or said(node, name) for name in ("StartDate", "EndDate"))
    now = said(node, "CurrentIndicator") or said(node, "Ongoing")
    return dates(_day(start), _day(end), is_current=now is not None and now.text == "true")


def _day(date: Said | None) -> Said | None:
    """`2015-01-01T00:00:00` -> 2015-01-01"""
    return replace(date, text=date.text.partition("T")[0]) if date else None


def _employers(profile: Node | None) -> Iterator[Item]:
    for node in each(profile, "EmploymentHistory", "EmployerHistory"):
        address = part(node, "OrganizationContact", "Communication", "Address")
        yield fields(
            employer=said(node, "OrganizationName"),
            place=_of_address(address),
            url=next(
                (one for two in each(node, "OrganizationContact", "Communication") if (one := said(two, "URI"))), None
            ),
            roles=tuple(_position(one) for one in each(node, "PositionHistory")),
        )


def _position(node: Node) -> Item:
    text, points = _html(_label(node, "Description"))
    return fields(
        title=_label(node, "PositionTitle") or "Staff",
        dates=_moments(part(node, "EmploymentPeriod")),
        place=joined(", ", said(node, "City"), _label(node, "Country")),
        text=text,
        points=points,
    )


def _attendance(node: Node) -> Item:
    address = part(node, "OrganizationContact", "Communication", "Address")
    text, points = _html(_label(node, "EducationDegree", "OccupationalSkillsCovered"))
    degree = fields(
        degree=said(node, "EducationDegree", "DegreeName") or "Studies",
        dates=_moments(part(node, "AttendancePeriod")),
        grade=_label(node, "EducationDegree", "FinalGrade", "ScoreText"),
        topic=joined(", ", *(_label(one) for one in each(node, "ProgramName"))),
        thesis=_label(node, "EducationDegree", "Thesis"),
        text=text,
        points=points,
    )
    return fields(
        institution=said(node, "OrganizationName") or said(node, "EducationDegree", "DegreeName"),
        place=_of_address(address),
        degrees=(degree,),
    )


def _competencies(profile: Node | None) -> Iterator[Item]:
    for node in each(profile, "PersonQualifications", "PersonCompetency"):
        levels = [
            Said(f"{_spaced(name.text.rpartition('-')[2]) if name else ''} {score.text}".strip(), score.span)
            for one in each(node, "CompetencyDimension")
            if (score := said(one, "Score", "ScoreText"))
            for name in [said(one, "CompetencyDimensionTypeCode")]
        ]
        yield fields(language=_label(node, "CompetencyID"), level=joined(", ", *levels))


# Further parts of a profile: the name of the element and the title of the section.
_ENTRIES: Final = (
    ("Certifications", "Certificates"), ("PublicationHistory", "Publications"), ("Projects", "Projects"),
    ("ConferencesAndSeminars", "Conferences and Seminars"), ("NetworksAndMemberships", "Networks and Memberships"),
    ("HonorsAndAwards", "Honours and Awards"), ("SocialAndPolitical", "Social and Political Activities"),
    ("Licenses", "Licences"), ("CreativeWorks", "Creative Works"), ("Hobbies", "Hobbies and Interests"),
    ("CommunicationAndInterpersonalSkills", "Communication"),
    ("ManagementAndLeadershipSkills", "Management and Leadership"), ("OrganisationalSkills", "Organisation"),
    ("DigitalSkills", "Digital Skills"), ("Recommendations", "Recommendations"),
    ("EmploymentReferences", "References"), ("Others", "Further Information"),
)  # fmt: skip
_TITLES: Final = ("Title", "CertificationTypeCode", "CertificationName", "Name", "LicenseTypeCode", "LicenseName")
_PERIODS: Final = ("Period", "ReleaseDate", "Date", "EffectiveTimePeriod", "IssueDate")
_TEXTS: Final = ("Description", "Reference", "FormattedPublicationDescription")


def _entries(node: Node | None) -> Iterator[Item]:
    """Each child of a part has a title, a description in HTML, dates and an address, whatever it is called."""
    for name, child in node.items.items() if isinstance(node, Mapping) else ():
        for one in () if name.startswith("@") else each(child):
            yield from _entry(one)


def _entry(node: Node) -> Iterator[Item]:
    if not isinstance(node, Mapping):
        if text := _html(said(node))[0]:
            yield fields(title=text)
        return
    title = next((one for name in _TITLES if (one := _label(node, name))), None)
    text, points = _html(next((one for name in _TEXTS if (one := _label(node, name))), None))
    period = next((inner for name in _PERIODS if (inner := part(node, name))), None)
    when = _moments(period) or _day(said(period, "FormattedDateTime") or said(period))
    address = next((one for name in ("Link", "URL", "Url") if (one := said(node, name))), None)
    if title or text:
        yield fields(title=title or text, text=text if title else None, dates=when, url=address, points=points)
