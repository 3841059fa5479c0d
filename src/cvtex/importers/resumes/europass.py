"""Europass XML -> sections: the profile of since 2020 (`Candidate`) and the CV before it (`SkillsPassport`)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedFile, ImportedSection, Item, Said, SourceFile, Tree
from cvtex.importers.located_xml import read_xml
from cvtex.importers.resumes.display_titles import in_language, title_in
from cvtex.importers.resumes.europass_candidate import imported_candidate, repeated, with_names
from cvtex.importers.resumes.europass_learner import imported_learner
from cvtex.importers.resumes.europass_texts import plain_text
from cvtex.importers.tree import all_said, each, part, said
from cvtex.locales.locale import is_known_language
from cvtex.model.node import Node
from cvtex.value import replace

# Codes beside labels, administration, and what the program itself decides.
_DATA: Final = frozenset(
    {"DocumentInfo", "PrintingPreferences", "DocumentID", "AttachmentList", "Photo", "Signature", "ReferenceTo",
     "Code", "languageCode", "schemeID", "CandidateSupplier", "RenderingInformation", "TypeCode", "PositionLocationID",
     "CurrentIndicator", "Ongoing", "Current", "ChannelCode", "TaxonomyID", "CompetencyDimensionTypeCode",
     "EmbeddedData", "MimeType", "Attachment", "FileType", "id", "AttachmentSequence", "UseCode", "ID", "IndustryCode"}
)  # fmt: skip
# A date of the CV before 2020 is in attributes.
_ATTRIBUTES: Final = frozenset({"@year", "@month", "@day"})
_WORD: Final = re.compile(r"[1-9]\d*|[^\W\d_]+")
_CODE: Final = re.compile(r"\d{1,4}")
_IMAGE: Final = re.compile(r"(?:data:)?image/(png|jpe?g|pjpeg)(?:;base64,)?", re.IGNORECASE)
_MOST_PICTURE: Final = 20_000_000
_TITLES: Final = {
    "Work Experience": "Experience", "Education and Training": "Education", "Personal Details": "Personal Data",
    "Hobbies and Interests": "Interests", "Honours and Awards": "Awards",
}  # fmt: skip


def import_europass(source: SourceFile) -> Checked[Imported]:
    read = read_xml(source.name, source.data)
    if read.value is None:
        return Checked(Imported(()), read.diagnostics)
    candidate = part(read.value, "Candidate")
    root = candidate or part(read.value, "SkillsPassport", "LearnerInfo") or read.value
    tag = said(candidate, "CandidateProfile", "@languageCode") or said(read.value, "SkillsPassport", "@locale")
    language = _language(tag)
    if candidate:
        root = with_names(root, language)
    texts = [plain_text(one) for one in all_said(root, _is_text)]
    texts = [one for one in texts if not (candidate and _CODE.fullmatch(one.text) and _is_isced(root, one))]
    again = {one.span for one in repeated(root)} if candidate else set()
    texts = [one for one in texts if one.span not in again]
    found = imported_candidate(root) if candidate else imported_learner(root)
    found = replace(_with_rest(found, texts), said=tuple(texts), language=language, photo=_photo(root))
    return Checked(replace(found, sections=_titled(found.sections, language)), read.diagnostics)


def _titled(sections: tuple[ImportedSection, ...], language: str) -> tuple[ImportedSection, ...]:
    """In the language of the CV, where the program has the words."""
    if not language:
        return sections
    known = (
        replace(one, title=_TITLES.get(one.title, one.title)) if isinstance(one.title, str) else one for one in sections
    )
    return tuple(replace(one, items=_words_in(one.items, language)) for one in in_language(known, language))


def _words_in(items: tuple[Item, ...], language: str) -> tuple[Item, ...]:
    """Labels and levels of the program's own, in the language."""
    return tuple(
        {name: title_in(language, one) if isinstance(one, str) else one for name, one in item.items()} for item in items
    )


def _language(tag: Said | None) -> str:
    text = tag.text.strip() if tag else ""
    text = {"no": "nb", "me": "sr", "en": ""}.get(text.lower(), text)
    return text if text and is_known_language(text) else ""


def _is_text(path: tuple[str, ...]) -> bool:
    return _DATA.isdisjoint(path) and not (path and path[-1].startswith("@") and path[-1] not in _ATTRIBUTES)


def _is_isced(root: Node, text: Said) -> bool:
    """Whether it is a code of a field of study."""
    degrees = each(root, "CandidateProfile", "EducationHistory", "EducationOrganizationAttendance")
    studied = (part(one, "EducationDegree", "FieldOfStudy") for one in degrees)
    return any(one.span == text.span for node in studied if node for one in all_said(node))


def _photo(root: Node) -> ImportedFile | None:
    """The photograph in the file: a picture in base64, or the address of its data once more in base64."""
    old = part(root, "Identification", "Photo")
    attached = [one for one in each(root, "CandidateProfile", "Attachment") if _is_portrait(one)]
    data = said(old, "Data") or next((one for node in attached if (one := said(node, "EmbeddedData"))), None)
    if data is None or len(data.text) > _MOST_PICTURE:
        return None
    mime = said(old, "MimeType")
    try:
        text = data.text.strip()
        content = base64.b64decode(text.rpartition(",")[2] if text.startswith("data:") else text)
        if content.startswith(b"data:image/"):
            content = base64.b64decode(content.partition(b",")[2])
    except ValueError:
        return None
    if content.startswith(b"\x89PNG"):
        return ImportedFile("portrait.png", content)
    is_jpeg = content.startswith(b"\xff\xd8") and (mime is None or bool(_IMAGE.match(mime.text)))
    return ImportedFile("portrait.jpg", content) if is_jpeg else None


def _is_portrait(node: Node) -> bool:
    kind = said(node, "FileType")
    return kind is not None and kind.text.casefold() == "photo"


def _with_rest(found: Imported, texts: Iterable[Said]) -> Imported:
    """What no field is for goes into a list of its own, so that it can be looked at."""
    works = tuple(value for work in found.works for value in work.fields.values())
    places = (found.owner, *_contents(found.sections), works)
    used = {word for text in _texts_in(places) for word in _WORD.findall(text)}
    rest = [one for one in texts if not used.issuperset(_WORD.findall(one.text.casefold()))]
    if not rest:
        return found
    items = tuple({"text": one} for one in rest)
    section = ImportedSection("list", "Further Details", rest[0].span, items)
    return replace(found, sections=(*found.sections, section))


def _contents(sections: Iterable[ImportedSection]) -> Iterator[Tree]:
    for section in sections:
        yield section.title
        yield section.items
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
