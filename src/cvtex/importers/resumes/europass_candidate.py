"""Europass XML since 2020 (`Candidate`) -> sections. Its parts are those of HR Open Standards and EURES."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.importers.imported import Imported, ImportedSection, ImportedWork, Item, Said, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.resumes.europass_texts import html_of, label_of, made, spaced_words
from cvtex.importers.sound_values import is_profile
from cvtex.importers.tree import all_said, each, part, said
from cvtex.importers.works.names import full_name, names
from cvtex.locales.territories import country_name, language_name
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.text.networks import NETWORKS
from cvtex.text.web_address import decode_doi, link_target
from cvtex.value import replace

_COUNTRIES: Final = frozenset({"CountryCode", "NationalityCode", "Country"})
_TONGUES: Final = frozenset({"PrimaryLanguageCode", "CompetencyID"})
# The EU's own codes.
_OTHER_CODES: Final = {"UK": "GB", "EL": "GR"}
_SOCIAL: Final = {"linkedin": "linkedin", "twitter": "x"}
_SILENT: Final = frozenset({"do_not_indicate", "NS"})
_PLACE_BY_SECTION: Final = {
    "work-experience": "Work Experience", "education-training": "Education and Training", "language": "Languages",
    "profile-skills": "Digital Skills", "driving-licence": "Driving Licence", "publication": "Publications",
    "membership": "Networks and Memberships", "social-or-political-activity": "Social and Political Activities",
    "conference-seminar": "Conferences and Seminars", "recommendation": "Recommendations", "projects": "Projects",
    "honour-award": "Honours and Awards", "hobbies-interests": "Hobbies and Interests",
    "creative-works": "Creative Works", "volunteering": "Volunteering", "certifications": "Certificates",
}  # fmt: skip
# Further parts of a profile: the name of the element and the title of the section.
_ENTRIES: Final = (
    ("Certifications", "Certificates"), ("CourseCertifications", "Certificates"), ("Projects", "Projects"),
    ("ConferencesAndSeminars", "Conferences and Seminars"), ("NetworksAndMemberships", "Networks and Memberships"),
    ("HonorsAndAwards", "Honours and Awards"), ("HonoursAndAwards", "Honours and Awards"),
    ("SocialAndPolitical", "Social and Political Activities"),
    ("SocialAndPoliticalActivities", "Social and Political Activities"), ("VoluntaryWorks", "Volunteering"),
    ("CreativeWorks", "Creative Works"), ("Hobbies", "Hobbies and Interests"),
    ("HobbiesAndInterests", "Hobbies and Interests"), ("HobbiesOrInterests", "Hobbies and Interests"),
    ("CommunicationAndInterpersonalSkills", "Communication"),
    ("ManagementAndLeadershipSkills", "Management and Leadership"), ("OrganisationalSkills", "Organisation"),
    ("DigitalSkills", "Digital Skills"), ("Recommendations", "Recommendations"),
    ("EmploymentReferences", "References"),
)  # fmt: skip
_TITLES: Final = ("Title", "CertificationTypeCode", "CertificationName", "Name", "LicenseTypeCode", "LicenseName")
_PERIODS: Final = ("Period", "ReleaseDate", "Date", "EffectiveTimePeriod", "IssueDate")
_TEXTS: Final = ("Description", "Reference", "FormattedPublicationDescription")
_OF_WORK: Final = frozenset({"Authors", "Journal", "Publisher", "Volume", "DOI", "Year"})


def with_names(node: Node, language: str, name: str = "") -> Node:
    """Codes of countries and languages -> their names, which a reader of the CV sees."""
    match node:
        case Scalar(text) if name in _COUNTRIES:
            code = _OTHER_CODES.get(text.strip().upper(), text.strip().upper())
            return replace(node, text=country_name(code, language or "en") or text)
        case Scalar(text) if name in _TONGUES:
            return replace(node, text=language_name(text.strip(), language or "en") or text)
        case Scalar(text):
            return replace(node, text="") if text.strip() in _SILENT else node
        case Mapping(items):
            inner = {
                key: with_names(one, language, name if key == "value" else "" if key.startswith("@") else key)
                for key, one in items.items()
                # The country of a telephone number is in its code.
                if not (key == "CountryCode" and "DialNumber" in items)
            }
            return replace(node, items=inner)
        case Sequence(items=several):
            return replace(node, items=tuple(with_names(one, language, name) for one in several))


def imported_candidate(root: Node) -> Imported:
    person, profile = part(root, "CandidatePerson"), part(root, "CandidateProfile")
    about, points = html_of(said(profile, "ExecutiveSummary"))
    summary = joined("\n\n", about, *points)
    history = part(profile, "EducationHistory")
    studies = map(_attendance, each(history, "EducationOrganizationAttendance"))
    further = ((title, part(profile, name)) for name, title in _ENTRIES)
    works, publications = _publications(part(profile, "PublicationHistory"))
    licences = part(profile, "Licenses")
    sections = [
        *([ImportedSection("text", "Summary", summary.span, text=summary)] if summary else []),
        *made("positions", "Work Experience", part(profile, "EmploymentHistory"), _employers(profile)),
        *made("education", "Education and Training", history, studies),
        *made("languages", "Languages", part(profile, "PersonQualifications"), _tongues(person, profile)),
        *_mother_tongues_alone(person, profile),
        *made("skills", "Digital Skills", part(profile, "Skills"), _skills(part(profile, "Skills"))),
        *made("list", "Driving Licence", licences, _licences(licences)),
        *publications,
        *_together(one for title, node in further for one in made("entries", title, node, _entries(node))),
        *_together(_others(each(profile, "Others"))),
    ]
    order = [
        _PLACE_BY_SECTION.get(one.text, "")
        for inner in each(root, "RenderingInformation", "Design", "SectionsOrder", "Section")
        if (one := said(inner, "Title"))
    ]

    def place(section: ImportedSection) -> int:
        if section.title == "Summary":
            return -1
        return order.index(section.title) if isinstance(section.title, str) and section.title in order else len(order)

    details = [
        fields(label="Date of birth", text=said(person, "BirthDate")),
        fields(label="Gender", text=label_of(person, "GenderCode")),
        fields(label="Nationality", text=joined(", ", *(label_of(one) for one in each(person, "NationalityCode")))),
    ]
    personal = made("table", "Personal Details", person, (one for one in details if "text" in one))
    return Imported((), owner=_owner(person), sections=(*personal, *sorted(sections, key=place)), works=tuple(works))


def _owner(person: Node | None) -> Item:
    given, family = said(person, "PersonName", "GivenName"), said(person, "PersonName", "FamilyName")
    contact: dict[str, Tree] = {}
    several: dict[str, list[Tree]] = {"email": [], "phone": [], "address": [], "website": [], "links": []}
    for channel in each(person, "Communication"):
        if address := _of_address(part(channel, "Address")):
            several["address"].append(address)
        if number := said(channel, "DialNumber"):
            use = said(channel, "UseCode")
            phone = joined(" ", _dialling(channel), number)
            is_mobile = use is not None and use.text == "mobile"
            several["phone"].append(fields(label="Mobile", phone=phone) if is_mobile and phone else phone or number)
        if uri := said(channel, "URI"):
            field = _SOCIAL.get((said(channel, "UseCode") or uri).text.casefold()) or _network(uri.text)
            if "@" in uri.text and "/" not in uri.text:
                several["email"].append(replace(uri, text=uri.text.removeprefix("mailto:")))
            elif field and field not in contact and is_profile(field, uri.text):
                contact[field] = uri
            else:
                several["website"].append(uri)
    listed: dict[str, Tree] = {
        name: tuple(found) if len(found) > 1 else found[0] for name, found in several.items() if found
    }
    name = fields(given=given, family=family) if given and family else given or family
    return fields(name=name, contact={**listed, **contact})


def _network(address: str) -> str | None:
    found = (field for field, network in NETWORKS.items() if "/" in address and network.read(address) is not None)
    return next((one for one in found if one.partition("_")[0] in address), None)


def _dialling(node: Node) -> Said | None:
    code = said(node, "CountryDialing")
    return replace(code, text=f"+{code.text.lstrip('+')}") if code else None


def _of_address(node: Node | None) -> Said | None:
    return joined(
        ", ", *(said(one) for one in each(node, "AddressLine")),
        joined(" ", said(node, "PostalCode"), said(node, "CityName")), label_of(node, "CountryCode"),
    )  # fmt: skip


def _moments(node: Node | None) -> Said | None:
    start, end = (said(node, name, "FormattedDateTime") or said(node, name) for name in ("StartDate", "EndDate"))
    now = said(node, "CurrentIndicator") or said(node, "Ongoing")
    return dates(_day(start), _day(end), is_current=now is not None and now.text == "true")


def _day(date: Said | None) -> Said | None:
    """`2015-01-01T00:00:00` -> 2015-01-01"""
    return replace(date, text=date.text.partition("T")[0]) if date else None


def _site(node: Node) -> Said | None:
    addresses = [one for two in each(node, "OrganizationContact", "Communication") if (one := said(two, "URI"))]
    addresses += [one for one in (said(node, "Link"), said(node, "URL")) if one]
    return next((one for one in addresses if "@" not in one.text), None)


def _seat(node: Node) -> Said | None:
    places = (_of_address(part(one, "Address")) for one in each(node, "OrganizationContact", "Communication"))
    return next((one for one in places if one), None)


def _employers(profile: Node | None) -> Iterator[Item]:
    for node in each(profile, "EmploymentHistory", "EmployerHistory"):
        place = _seat(node)
        yield fields(
            employer=said(node, "OrganizationName"),
            place=place,
            url=_site(node),
            roles=tuple(_position(one, place) for one in each(node, "PositionHistory")),
        )


def _position(node: Node, seat: Said | None) -> Item:
    text, points = html_of(label_of(node, "Description"))
    place = _place_of(node)
    return fields(
        title=label_of(node, "PositionTitle") or "Position",
        dates=_moments(part(node, "EmploymentPeriod")),
        place=None if place and seat and seat.text.endswith(place.text) else place,
        text=text,
        points=points,
    )


def _attendance(node: Node) -> Item:
    degree = part(node, "EducationDegree")
    text, points = html_of(label_of(degree, "OccupationalSkillsCovered"))
    level = label_of(node, "EducationLevelCode")
    credits_ = joined(" ", said(degree, "NumberOfCredit"), said(degree, "CreditType"))
    if level and level.text.strip().isdecimal():
        level = replace(level, text=f"EQF {level.text.strip()}")
    name = said(degree, "DegreeName")
    found = fields(
        degree=name or "Studies",
        dates=_moments(part(node, "AttendancePeriod")),
        grade=label_of(degree, "FinalGrade", "ScoreText"),
        topic=joined(", ", *_fields_of_study(node, degree)),
        thesis=label_of(degree, "Thesis"),
        text=joined("\n\n", text, joined(", ", level, said(degree, "NationalClassification"), credits_)),
        points=points,
    )
    return fields(
        institution=said(node, "OrganizationName") or name, place=_seat(node), url=_site(node), degrees=(found,)
    )


def _fields_of_study(node: Node, degree: Node | None) -> Iterator[Said]:
    """As words; the codes of ISCED say nothing to a reader."""
    for name in each(node, "ProgramName"):
        yield from (one for one in [label_of(name)] if one)
    for one in all_said(part(degree, "FieldOfStudy") or Sequence((), node.span)):
        if one.text not in ("URI", "FREETEXT") and not one.text.startswith("http") and not one.text.isdecimal():
            yield one


def _tongues(person: Node | None, profile: Node | None) -> Iterator[Item]:
    yield from _mother_tongues(person)
    for node in each(profile, "PersonQualifications", "PersonCompetency"):
        levels = [
            Said(f"{_dimension(said(one, 'CompetencyDimensionTypeCode'))} {score.text}".strip(), score.span)
            for one in each(node, "CompetencyDimension")
            if (score := said(one, "Score", "ScoreText"))
        ]
        whole = said(node, "ProficiencyLevel", "ScoreText")
        yield fields(
            language=label_of(node, "CompetencyID") or label_of(node, "CompetencyName"),
            level=joined(", ", whole, *_same(levels)),
        )


def _dimension(code: Said | None) -> str:
    """`CEF-Speaking-Production` -> spoken production"""
    words = spaced_words(code.text.rpartition("-")[2]) if code else ""
    if code and "-Writing-" in code.text:
        return "writing"
    return f"spoken {words}" if code and "-Speaking-" in code.text else words


def repeated(root: Node) -> Iterator[Said]:
    """What is said a second time, and printed once."""
    profile = part(root, "CandidateProfile")
    for node in each(profile, "PersonQualifications", "PersonCompetency"):
        scores = [one for inner in each(node, "CompetencyDimension") if (one := said(inner, "Score", "ScoreText"))]
        if len({one.text for one in scores}) == 1:
            yield from scores[1:]
    for node in each(profile, "EmploymentHistory", "EmployerHistory"):
        seat = _seat(node)
        for position in each(node, "PositionHistory"):
            place = _place_of(position)
            if place and seat and seat.text.endswith(place.text):
                yield from (text for name in ("City", "Country") if (text := label_of(position, name)))
    for name, _ in _ENTRIES:
        parts = part(profile, name)
        for child in parts.items.values() if isinstance(parts, Mapping) else ():
            for entry in each(child):
                title, text = said(entry, "Title"), said(entry, "Description")
                if title and text and title.text == text.text:
                    yield text


def _place_of(node: Node) -> Said | None:
    return joined(", ", said(node, "City"), label_of(node, "Country"))


def _same(levels: list[Said]) -> list[Said]:
    """One level for all skills is said once."""
    scores = {one.text.rpartition(" ")[2] for one in levels}
    return [replace(levels[0], text=scores.pop())] if len(levels) > 1 and len(scores) == 1 else levels


def _mother_tongues(person: Node | None) -> Iterator[Item]:
    for one in each(person, "PrimaryLanguageCode"):
        if name := label_of(one):
            yield {"language": name, "level": "mother tongue"}


def _mother_tongues_alone(person: Node | None, profile: Node | None) -> Iterator[ImportedSection]:
    if not part(profile, "PersonQualifications"):
        yield from made("languages", "Languages", person, _mother_tongues(person))


def _skills(node: Node | None) -> Iterator[Item]:
    groups = [*each(node, "SkillsGroup"), *each(node, "DigitalSkillsGroup")]
    for group in groups:
        words = joined(", ", *(label_of(one, "CompetencyName") for one in each(group, "PersonCompetency")))
        title = said(group, "Title")
        if title or words:
            yield fields(name=title or words, text=words or title)
    loose = joined(", ", *(label_of(one, "CompetencyName") for one in each(node, "PersonCompetency")))
    if loose:
        yield {"name": "Other skills" if groups else "Skills", "text": loose}


def _licences(node: Node | None) -> Iterator[Item]:
    for one in each(node, "License"):
        if code := label_of(one, "LicenseTypeCode") or label_of(one, "LicenseName"):
            when = _moments(part(one, "EffectiveTimePeriod"))
            yield fields(text=code, dates=when)


def _publications(node: Node | None) -> tuple[list[ImportedWork], list[ImportedSection]]:
    """Works, if they say who wrote or printed them; else entries."""
    found = each(node, "Publication")
    if not found or node is None:
        return [], []
    if not any(isinstance(one, Mapping) and not _OF_WORK.isdisjoint(one.items) for one in found):
        return [], [*made("entries", "Publications", node, _entries(node))]
    works = [work for one in found if (work := _work(one))]
    return works, [ImportedSection("publications", "Publications", node.span)]


def _work(node: Node) -> ImportedWork | None:
    text, points = html_of(said(node, "FormattedPublicationDescription") or said(node, "Description"))
    title = said(node, "Title") or text
    doi = said(node, "DOI", "Link") or said(node, "DOI")
    people = [one for inner in each(node, "Authors") for one in all_said(inner)]
    journal, publisher, reference = (said(node, name) for name in ("Journal", "Publisher", "Reference"))
    known = {
        "author": names(full_name(replace(one, text=name)) for one in people for name in _people(one.text)),
        "title": title,
        "date": said(node, "Year") or _day(said(node, "Date", "FormattedDateTime") or said(node, "Date")),
        "journal": journal,
        "publisher": publisher,
        "volume": said(node, "Volume"),
        "doi": replace(doi, text=decode_doi(doi.text)) if doi else None,
        "url": said(node, "Link") or (reference if _is_address(reference) else None),
        "note": joined(
            "; ", text if text is not title else None, *points, None if _is_address(reference) else reference
        ),
    }
    there = {name: replace(one, is_markup=False) for name, one in known.items() if one}
    return ImportedWork("article" if journal else "book" if publisher else "misc", there, node.span) if there else None


def _is_address(text: Said | None) -> bool:
    return text is not None and bool(link_target(text.text.strip()))


def _people(text: str) -> list[str]:
    """`Ada Marsh, Bea Pool and C. Brook`; `Marsh, A.; Pool, B.`"""
    if ";" in text:
        return [one.strip() for one in text.split(";") if one.strip()]
    return [one.strip() for piece in text.split(" and ") for one in piece.split(",") if one.strip()]


def _entries(node: Node | None) -> Iterator[Item]:
    """Each child of a part has a title, a description in HTML, dates and an address, whatever it is called."""
    for name, child in node.items.items() if isinstance(node, Mapping) else ():
        for one in () if name.startswith("@") else each(child):
            yield from _entry(one)


def _others(nodes: Iterable[Node]) -> Iterator[ImportedSection]:
    """Sections with titles of one's own; several with one title are one."""
    for node in nodes:
        title = said(node, "Title")
        items = [item for one in each(node, "Other") for item in _entry(one)]
        if items:
            yield ImportedSection("entries", title or "Further Information", node.span, tuple(items))


def _together(sections: Iterable[ImportedSection]) -> list[ImportedSection]:
    found: dict[str, ImportedSection] = {}
    for one in sections:
        key = one.title.text if isinstance(one.title, Said) else one.title
        there = found.get(key)
        found[key] = replace(there, items=(*there.items, *one.items)) if there else one
    return [*found.values()]


def _entry(node: Node) -> Iterator[Item]:
    if not isinstance(node, Mapping):
        if text := html_of(said(node))[0]:
            yield fields(title=text)
        return
    title = next((one for name in _TITLES if (one := label_of(node, name))), None)
    text, points = html_of(next((one for name in _TEXTS if (one := label_of(node, name))), None))
    if text and title and text.text == title.text:
        text = None
    period = next((inner for name in _PERIODS if (inner := part(node, name))), None)
    when = _moments(period) or _day(said(period, "FormattedDateTime") or said(period))
    address = next((one for name in ("Link", "URL", "Url", "URI") if (one := label_of(node, name))), None)
    if title or text or points:
        yield fields(
            title=title or text or points[0],
            place=_place_of(node) or said(node, "Location"),
            subtitle=said(node, "OrganizationName") or said(node, "IssuingAuthority", "Name"),
            text=text if title else None,
            dates=when,
            url=address,
            points=points if title or text else points[1:],
        )
