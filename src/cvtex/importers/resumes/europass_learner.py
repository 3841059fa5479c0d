"""Europass XML of 2004 to 2020 (`SkillsPassport`) -> sections."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from typing import Final

from cvtex.importers.imported import Imported, Item, Said, Tree
from cvtex.importers.items import dates, fields, joined
from cvtex.importers.resumes.europass_texts import html_of, label_of, made, month_of, spaced_words
from cvtex.importers.tree import all_said, each, part, said
from cvtex.model.node import Mapping, Node

_DIMENSIONS: Final = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")


def imported_learner(root: Node) -> Imported:
    person = part(root, "Identification")
    headline = joined(": ", label_of(root, "Headline", "Type"), label_of(root, "Headline", "Description"))
    sections = [
        *made(
            "positions",
            "Work Experience",
            part(root, "WorkExperienceList"),
            map(_work, each(root, "WorkExperienceList", "WorkExperience")),
        ),
        *made(
            "education",
            "Education and Training",
            part(root, "EducationList"),
            map(_study, each(root, "EducationList", "Education")),
        ),
        *made(
            "languages", "Languages", part(root, "Skills", "Linguistic"), _tongues(part(root, "Skills", "Linguistic"))
        ),
        *made("skills", "Skills", part(root, "Skills"), _skills(part(root, "Skills"))),
        *made(
            "entries",
            "Further Information",
            part(root, "AchievementList"),
            map(_achievement, each(root, "AchievementList", "Achievement")),
        ),
    ]
    first, last = said(person, "PersonName", "FirstName"), said(person, "PersonName", "Surname")
    address = part(person, "ContactInfo", "Address", "Contact")
    messengers = [
        fields(label=label_of(one, "Use"), address=said(one, "Contact"))
        for one in each(person, "ContactInfo", "InstantMessagingList", "InstantMessaging")
    ]
    phones = [
        fields(label=label_of(one, "Use"), phone=said(one, "Contact"))
        for one in each(person, "ContactInfo", "TelephoneList", "Telephone")
    ]
    sites = each(person, "ContactInfo", "WebsiteList", "Website")
    details = part(person, "Demographics")
    postal = joined(
        ", ", said(address, "AddressLine"), said(address, "AddressLine2"),
        joined(" ", said(address, "PostalCode"), said(address, "Municipality")), label_of(address, "Country"),
    )  # fmt: skip
    owner: AbcMapping[str, Tree] = fields(
        title=label_of(person, "PersonName", "Title"),
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
        fields(label="Gender", text=label_of(details, "Gender")),
        fields(
            label="Nationality",
            text=joined(", ", *(label_of(one) for one in each(details, "NationalityList", "Nationality"))),
        ),
    ]
    personal = made("table", "Personal Details", details, (one for one in about if "text" in one))
    return Imported((), owner=owner, sections=(*personal, *sections))


def _date(node: Node | None) -> Said | None:
    """The date of `year`, `month` and `day`, such as `--08` and `---15`."""
    parts = [one for key in ("@year", "@month", "@day") if (one := said(node, key))]
    return Said("-".join(month_of(one.text) for one in parts), parts[0].span) if parts else said(node)


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
        label_of(address, "Country"),
    )  # fmt: skip


def _work(node: Node) -> Item:
    employer = part(node, "Employer")
    text, points = html_of(said(node, "Activities"))
    role = fields(
        title=label_of(node, "Position") or "Staff",
        dates=_period(node),
        text=joined("\n\n", text, label_of(employer, "Sector")),
        points=points,
    )
    name = said(employer, "Name")
    return fields(
        employer=name or label_of(node, "Position"),
        place=_address(employer),
        url=said(employer, "ContactInfo", "Website", "Contact"),
        roles=(role,),
    )


def _study(node: Node) -> Item:
    school = part(node, "Organisation")
    text, points = html_of(said(node, "Activities"))
    degree = fields(
        degree=said(node, "Title") or "Studies",
        dates=_period(node),
        topic=label_of(node, "Field"),
        text=joined("\n\n", text, label_of(node, "Level")),
        points=points,
    )
    return fields(institution=said(school, "Name") or said(node, "Title"), place=_address(school), degrees=(degree,))


def _tongues(node: Node | None) -> Iterator[Item]:
    for one in each(node, "MotherTongueList", "MotherTongue"):
        yield fields(language=label_of(one, "Description"), level="mother tongue")
    for one in each(node, "ForeignLanguageList", "ForeignLanguage"):
        levels = [
            Said(f"{spaced_words(name)} {level.text}", level.span)
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
        yield fields(language=label_of(one, "Description"), level=joined(", ", *levels, *certificates))


def _skills(node: Node | None) -> Iterator[Item]:
    for name, inner in node.items.items() if isinstance(node, Mapping) else ():
        if name == "Linguistic":
            continue
        text, points = html_of(said(inner, "Description"))
        licences = [one for two in each(inner, "Description", "Licence") if (one := said(two))]
        levels = part(inner, "ProficiencyLevel")
        further = list(all_said(levels)) if levels else []
        yield fields(name=spaced_words(name).capitalize(), text=joined(", ", text, *points, *licences, *further))


def _achievement(node: Node) -> Item:
    text, points = html_of(said(node, "Description"))
    title = label_of(node, "Title")
    return fields(title=title or text, text=text if title else None, points=points)
