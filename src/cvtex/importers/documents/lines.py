"""Lines of text that are an entry of a CV -> its parts: dates, what is bold, what stands at the right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.importers.documents.blocks import Line
from cvtex.importers.documents.dating import bare_date, dated, is_date
from cvtex.importers.documents.placing import folded_words
from cvtex.importers.documents.records import Point, Record
from cvtex.importers.documents.words import Words, joined_words

_COMMA: Final = re.compile(r"(?>(?<!\s)\s+|)(?:[,;|·•،]\s+|[，；、]\s*)|(?<!\s)\s++[–—]\s+")
# `Engineer at Example Works`.
_COMMA_OR_AT: Final = re.compile(rf"{_COMMA.pattern}|(?<!\s)\s++(?:at|@)\s+")
_INNER: Final = re.compile(r"\s*[,;]\s+")
_LABEL: Final = re.compile(r"\s*[:：]\s*|\s+[–—-]\s+")
_COLON: Final = re.compile(r"\s*[:：]\s*")
_DASH: Final = re.compile(r"\s+[–—]\s+")
_QUOTED: Final = re.compile(r"(?:[“„«\"](.+?)[,.]?[”“»\"]|‘(.+?)[,.]?’(?!\w))[,.]?\s*")
_BRACKETS: Final = re.compile(r"\(([^()]+)\)[.,:]?\s*")
# `Name (2019 – 2021, leading role) what it is about`.
_WITH_DATES: Final = re.compile(r"(?P<title>[^()]{3,120}?)\s*\((?P<inner>[^()]*\d{4}[^()]*)\)[.,:;]?\s*(?P<text>.*)")
_INSTITUTION: Final = re.compile(
    r"\b(?:universit|universid|uniwersyt|univerz|institut|istitut|instytut|college|school|hochschule|academy|akadem|academ"
    r"|laborator|hospital|klinik|clinics?\b|clinique|gmbh|inc\b|ltd\b|llc\b"
    r"|corp|company|group\b|ag\b|s a\b|centre|center\b|zentrum"
    r"|politecnic|polytech|ecole|escuela|faculty|fakult|department|departement|departamento|dipartimento|council"
    r"|foundation|stiftung|museum|bank\b|ministry|gymnasium|lycee|liceo|schule|bureau|agency|eth\b|mit\b|cnrs|inserm|csic"
    r"|max planck|fraunhofer|helmholtz|royal|national|yliopisto|egyetem|sveuciliste"
    r"|универс|институт|університет|πανεπιστ)"
    r"|大学|大學|研究所|학교|대학|株式会社|公司|学院|جامعة|אוניברסיט"
)
_DEGREE: Final = re.compile(
    r"\b(?:ph ?d|dphil|doctor|doktor|docteur|dottor|m ?sc|b ?sc|m ?a\b|b ?a\b|b ?s\b|m ?s\b|m ?eng|b ?eng|b ?tech"
    r"|m ?tech|mba|bachelor|master|mestr|licen|laurea|diplom|degree|habilitation|abitur|baccalaur|bachill|matura"
    r"|promotion|associate s|minor|major|studies|studium|staatsexamen|ingenieur|ingenier|postgrad|undergrad|grado"
    r"|maestr|kandidat|tohtori|maisteri|высш|бакалавр|магистр|аспирант|кандидат)"
    r"|دكتورا|ماجستير|بكالوريوس|박사|博士|硕士|碩士|学士|學士|修士|학사|석사|박사"
)
# An institution after the first comma is theirs.
_WITH_HOST: Final = frozenset({"teaching", "service", "awards"})
_ROLE: Final = re.compile(
    r"\b(?:professor|prof\b|lecturer|reader\b|fellow\b|researcher|scientist|post ?doc|assistant\b|associate\b"
    r"|engineer\b|developer|director|head of|manager|intern\b|internship|trainee|consultant|analyst"
    r"|coordinator|dean\b|chair\b|president|instructor|tutor\b|teacher|technician|curator|editor\b|physician"
    r"|founder|officer|adviser|advisor|scholar\b|student\b|candidate\b|member\b|lead\b|leader\b|dozent"
    r"|mitarbeiter|hilfskraft|leiter|assistent|lehrbeauftragt|geschaftsfuhr|referent|praktik|chercheu"
    r"|maitre de|ingenieur|stagiaire|enseignant|directeur|directrice|charge de|doctorant|investigador|profesor"
    r"|becari|ingenier|direttore|ricercat|docente|assegnista|onderzoeker|hoogleraar|forskare|lektor|tutkija"
    r"|badacz|adiunkt|pesquisador|estagiari|профессор|доцент|научный сотрудник)"
    r"|教授|讲师|講師|助教|研究員|研究员|工程师|实习"
)
_GRADE: Final = re.compile(
    r"(?:(?:c|overall |cumulative )?gpa\b|(?:summa |magna )?cum laude|(?:first|second)[- ]class\b"
    r"|with (?:high(?:est)? )?(?:honou?rs|distinction)|(?:grade|note|abschlussnote|durchschnitt|mention|nota|voto)"
    r"\s*:)",
    re.IGNORECASE,
)
# `Lovelace, A., and ...`: a name in bold at the beginning of a list of authors.
_PERSON: Final = re.compile(
    r"[^\W\d_][\w’'-]+(?:, (?:[A-Z]\.[ -]?){1,4}|, [A-Z]{1,3}|, [A-Z][\w-]+(?: [A-Z]\.)*)"
    r"|(?:[A-Z]\. ?){1,3}[A-Z][\w’'-]+"
)
_FURTHER_PEOPLE: Final = re.compile(r"[\s†‡*]*(?:[,.;&]|and\b|und\b|et\b|y\b)")
# Towns that sound like institutions.
_TOWN: Final = re.compile(r"\b(?:College (?:Park|Station)|University (?:Park|City)|Royal Oak)\b")
_WITHOUT_ORGANISATION: Final = frozenset({"skills", "table", "languages", "projects", "software"})
_MOST_SUBJECTS: Final = 2
_MAX_PLACE: Final = 60
# Title, organisation and dates in one line.
_COLUMNS: Final = 3
_MAX_HEAD: Final = 120
_MAX_STUDIES: Final = 200
_MOST_PIECES: Final = 6
_MAX_LABEL: Final = 60


def is_institution(text: str) -> bool:
    return bool(_INSTITUTION.search(folded_words(_TOWN.sub("", text))))


def is_degree(text: str) -> bool:
    return bool(_DEGREE.search(folded_words(text)))


def is_role(text: str) -> bool:
    return bool(_ROLE.search(folded_words(text)))


def _is_post(text: str) -> bool:
    return is_role(text) and not is_institution(text)


def record_of_lines(
    kind: str | None, lines: tuple[Line, ...], points: tuple[Point, ...] = (), language: str = ""
) -> Record:
    """The lines of one entry. All words are kept: what is not recognised stays in the texts."""
    dates: Words | None = None
    places: list[Words] = []
    heads: list[Words] = []
    texts: list[Words] = []
    # Which of the heads stands beside the dates, and which beside the place.
    dated_head = placed_head = -1
    for line in lines:
        cells = [one for one in line.cells if any(map(str.isalnum, one.plain))]
        for number, cell in enumerate(cells):
            bare = bare_date(cell.unstyled())
            if dates is None and is_date(bare.plain, language):
                dates = bare
                dated_head = len(heads) - 1 if number else len(heads)
            elif dates is None and (found := dated(cell, language)):
                dates = found.dates.unstyled()
                if found.rest:
                    (places if number else heads).append(found.rest)
                dated_head = len(heads) - 1
            elif number == len(cells) - 1 == 2 and _is_of_columns(cells, language):
                heads.append(cell)
            elif number and not (number == 1 and len(cells) == _COLUMNS) and len(cell.plain) <= _MAX_PLACE and heads:
                places.append(cell.unstyled())
                placed_head = len(heads) - 1
            elif len(heads) < 2 and len(cell.plain) <= _MAX_HEAD and not texts:
                heads.append(cell)
            else:
                texts.append(cell)
    parts: dict[str, Words] = {}
    if len(heads) > 1 and _has_both(kind, heads):
        parts |= _of_one(kind, heads[0], language)
        texts = [*heads[1:], *texts]
    elif len(heads) > 1:
        is_told = len(lines) > 1 and {dated_head, placed_head} == {0, 1}
        parts |= _of_two(kind, heads[0], heads[1], is_swapped=is_told and placed_head == 0)
        texts = [*heads[2:], *texts]
    elif heads:
        parts |= _of_one(kind, heads[0], language)
    elif texts:
        text = texts.pop(0)
        parts |= _of_talk(text, language) if kind == "talks" else _dated_in_brackets(text, language) or {"title": text}
    texts = [*_put_places(kind, places, parts), *texts]
    if dates:
        # A second date stays where it stands.
        parts["dates"] = joined_words(", ", [dates, parts.get("dates")]) or dates
    for name in ("title", "organisation"):
        if name in parts and parts[name].plain.rstrip().endswith(","):
            parts[name] = parts[name].stripped(" ,")
    return Record({name: words for name, words in parts.items() if words}, tuple(texts), points)


def _is_of_columns(cells: list[Words], language: str) -> bool:
    """Dates, then the title and the organisation."""
    first, one, other = (cell.unstyled().plain for cell in cells)
    return is_date(first, language) and (
        is_institution(one) != is_institution(other) or is_degree(one) != is_degree(other)
    )


def _put_places(kind: str | None, places: list[Words], parts: dict[str, Words]) -> list[Words]:
    """What stands at the right -> the place, the grade or the organisation. Returns texts that are none of these."""
    if kind == "education":
        parts |= _grade(places, parts)
    texts = _employer_at_the_right(parts, places) if kind in ("positions", "education") else []
    if place := joined_words(", ", places):
        place = joined_words(", ", [parts.get("place"), place]) or place
        is_organisation = "organisation" not in parts and is_institution(place.plain)
        parts["organisation" if is_organisation else "place"] = place
    return texts


def _grade(places: list[Words], parts: Mapping[str, Words]) -> dict[str, Words]:
    """`GPA: 3.9` is no place."""
    which = next((number for number, one in enumerate(places) if _GRADE.match(one.plain)), None)
    return {} if which is None or "grade" in parts else {"grade": places.pop(which)}


def _employer_at_the_right(parts: dict[str, Words], places: list[Words]) -> list[Words]:
    """An institution at the right is, or ends, the organisation. Returns a text that is no organisation."""
    which = next((number for number, one in enumerate(places) if is_institution(one.plain)), None)
    organisation = parts.get("organisation")
    if which is None or organisation is None:
        return []
    institution = places.pop(which)
    if labelled(organisation):
        # `Thesis: ...`
        parts["organisation"] = institution
        return [organisation]
    parts["organisation"] = joined_words(", ", [organisation, institution]) or institution
    return []


def _has_both(kind: str | None, heads: list[Words]) -> bool:
    """Whether the first line is title and organisation: `PhD in Physics, University of X`."""
    first, second = heads[0].plain, heads[1].plain
    if kind not in ("positions", "education") or is_institution(second) or (kind == "education" and is_degree(second)):
        return False
    pieces = heads[0].pieces(_COMMA)
    if len(pieces) > 1 and not is_institution(pieces[0].plain) and is_institution(pieces[1].plain):
        return True
    lead = heads[0].lead()
    is_of_both = kind == "education" and is_degree(first) and is_institution(first)
    return is_of_both or (lead is not None and is_institution(lead[1].plain) and not is_institution(lead[0].plain))


def _of_two(kind: str | None, first: Words, second: Words, *, is_swapped: bool) -> dict[str, Words]:
    """Two lines: which is the title and which the organisation. `is_swapped`: if no word tells."""
    one, other = first.unstyled(), second.unstyled()
    if kind == "education" and is_degree(one.plain) != is_degree(other.plain):
        is_swapped = is_degree(other.plain)
    elif kind == "positions" and _is_post(one.plain) != _is_post(other.plain):
        is_swapped = _is_post(other.plain)
    elif is_institution(one.plain) != is_institution(other.plain):
        is_swapped = is_institution(one.plain)
    return _in_order(other, one) if is_swapped else _in_order(one, other)


def _in_order(title: Words, organisation: Words) -> dict[str, Words]:
    parts = {"title": title.unstyled()}
    lead = organisation.lead()
    if lead and (lead[1].plain.startswith(",") or lead[0].plain.endswith(",")) and len(lead[1].plain) <= _MAX_PLACE:
        place = _without_stop(lead[1].stripped(" ,"))
        return parts | {"organisation": lead[0].unstyled().stripped(" ,"), "place": place}
    return parts | {"organisation": _without_stop(organisation.unstyled())}


def _of_one(kind: str | None, words: Words, language: str) -> dict[str, Words]:
    """A single line: `*title*, organisation, place`."""
    if (lead := words.lead()) and _is_person(lead[0].plain, lead[1].plain):
        return {"title": words}
    if kind == "talks" and (_QUOTED.match(words.plain) or not lead):
        return _of_talk(words, language)
    if lead and (further := lead[1].stripped(" ,;:|–—-·，；、")):
        return _of_lead(kind, lead[0].unstyled().stripped(" ,;:"), further)
    whole = lead[0].unstyled() if lead else words.unstyled()
    if kind == "supervision" and len(people := whole.pieces(_COMMA)) > 1:
        others = joined_words(", ", people[1:])
        assert others
        return {"title": people[0], "degree" if is_degree(others.plain) else "text": others}
    pieces = whole.pieces(_COMMA)
    has_host = 1 < len(pieces) <= 3 and is_institution(pieces[1].plain) and not is_institution(pieces[0].plain)
    if kind in _WITH_HOST and has_host:
        return {"title": pieces[0]} | _organisation(pieces[1:])
    if kind not in ("positions", "education"):
        return _dated_in_brackets(whole, language) or {"title": whole}
    if len(halves := whole.pieces(_DASH)) == 2 and is_institution(halves[0].plain) != is_institution(halves[1].plain):
        # `Institute, town — title`, as a template of Google Docs has it.
        title, organisation = halves if is_institution(halves[1].plain) else (halves[1], halves[0])
        return {"title": title} | _organisation(organisation.pieces(_COMMA))
    pieces = whole.pieces(_COMMA_OR_AT)
    if len(pieces) < 2 or len(pieces) > _MOST_PIECES:
        return {"title": whole}
    title, rest = pieces[0], pieces[1:]
    tells = is_degree if kind == "education" else _is_post
    which = next((number for number, one in enumerate(pieces) if tells(one.plain)), None)
    if which and not (kind == "education" and len(rest) == 1):
        return _around_title(pieces, which)
    if kind == "education" and which == 0:
        title, rest = _with_subject(title, rest)
    if is_institution(title.plain) and (len(rest) == 1 or not is_institution(rest[0].plain)):
        # The institution first: `University of X, PhD in Physics`.
        if kind == "education" and which is None:
            return {"title": whole}
        return _around_title(pieces, which or 1)
    return {"title": title} | _organisation(rest, kind)


def _with_subject(degree: Words, rest: tuple[Words, ...]) -> tuple[Words, tuple[Words, ...]]:
    """`PhD, Economics, University of X`: what stands before the institution belongs to the degree."""
    end = next((number for number, one in enumerate(rest) if is_institution(one.plain)), 0)
    subjects = [one for one in rest[:end] if not _GRADE.match(one.plain) and not is_date(one.plain)]
    if not end or len(subjects) > _MOST_SUBJECTS:
        return degree, rest
    joined = joined_words(", ", [degree, *subjects])
    assert joined
    return joined, tuple(one for one in rest if one not in subjects)


def _is_person(lead: str, rest: str) -> bool:
    """Whether a name in bold is the first of several authors."""
    return bool(_PERSON.fullmatch(lead.strip(" ,.†‡*")) or _PERSON.fullmatch(lead.strip(" ,†‡*"))) and bool(
        _FURTHER_PEOPLE.match(rest)
    )


def _around_title(pieces: tuple[Words, ...], which: int) -> dict[str, Words]:
    """`University of X, Department of Y, Lecturer, Paris`: the organisation stands before the title."""
    parts = {"title": pieces[which]} | _organisation(pieces[:which])
    place = joined_words(", ", [parts.get("place"), *pieces[which + 1 :]])
    return parts | ({"place": place} if place else {})


def _has_institution(words: Words) -> bool:
    """Whether an institution stands after the title."""
    first, *others = words.pieces(_COMMA)
    return any(is_institution(one.plain) for one in others) and not is_institution(first.plain)


def _of_talk(words: Words, language: str) -> dict[str, Words]:
    """`“Title” (3 Feb 2026). Event`."""
    if (quoted := _QUOTED.match(words.plain)) is None:
        parts = _dated_in_brackets(words, language) or {"title": words.unstyled()}
        return {"organisation" if name == "text" else name: one for name, one in parts.items()}
    event = words.part(quoted.end()).stripped(" ,;")
    parts = {"title": words.part(*quoted.span(quoted.lastindex or 0))}
    if (day := _BRACKETS.match(event.plain)) and is_date(day[1], language):
        parts["dates"] = event.part(*day.span(1))
        event = event.part(day.end())
    return parts | ({"organisation": event} if event else {})


def _dated_in_brackets(words: Words, language: str) -> dict[str, Words] | None:
    found = _WITH_DATES.fullmatch(words.plain)
    if found is None:
        return None
    pieces = words.part(*found.span("inner")).pieces(_INNER)
    dates = [one for one in pieces if is_date(one.plain, language)]
    others = [one for one in pieces if one not in dates]
    if len(dates) != 1:
        return None
    rest = words.part(found.start("text"))
    text = joined_words(", " if rest.plain[:1].islower() else ". ", [joined_words(", ", others), rest])
    parts = {"title": words.part(*found.span("title")), "dates": dates[0]}
    return parts | ({"text": text} if text else {})


def _of_lead(kind: str | None, lead: Words, rest: Words) -> dict[str, Words]:
    if not any(map(str.isalnum, rest.plain)):
        return {"title": lead}
    if kind == "education" and is_degree(lead.plain) and is_institution(lead.plain) and len(lead.pieces(_COMMA)) > 1:
        return _of_one(kind, lead, "") | {"text": rest}
    if (found := dated(rest)) and found.rest:
        return {"dates": found.dates} | _of_undated(kind, lead, found.rest)
    return _of_undated(kind, lead, rest)


def _of_undated(kind: str | None, lead: Words, rest: Words) -> dict[str, Words]:
    if not any(map(str.isalnum, rest.plain)):
        return {"title": lead}
    pieces = rest.pieces(_COMMA_OR_AT if kind in ("positions", "education") else _COMMA)
    most = _MAX_STUDIES if kind == "education" else _MAX_HEAD
    if len(rest.plain) > most or len(pieces) > _MOST_PIECES or kind in _WITHOUT_ORGANISATION:
        return {"title": lead, "text": rest}
    if kind == "education" and is_degree(lead.plain) and not is_institution(lead.plain):
        lead, pieces = _with_subject(lead, pieces)
    if kind == "memberships" and (is_institution(lead.plain) or not is_institution(pieces[0].plain)):
        return {"title": rest, "organisation": lead}
    if kind == "positions" and not is_role(lead.plain):
        post = next((number for number, one in enumerate(pieces) if _is_post(one.plain)), None)
        if post is not None:
            return _around_title((lead, *(one.unstyled() for one in pieces)), post + 1)
    if kind != "awards" and is_institution(lead.plain) and not is_institution(pieces[0].plain):
        others = joined_words(", ", [one.unstyled() for one in pieces[1:]])
        return {"title": pieces[0].unstyled(), "organisation": lead} | ({"place": others} if others else {})
    return {"title": lead} | _organisation(pieces, kind)


def _organisation(pieces: tuple[Words, ...], kind: str | None = None) -> dict[str, Words]:
    """`Department, University, town, country`: the organisation ends with the last part that is an institution."""
    aside: dict[str, Words] = {}
    if kind == "education" and len(pieces) > 1 and (grade := next(filter(_is_grade, pieces), None)):
        aside["grade"] = grade
        pieces = tuple(one for one in pieces if one is not grade)
    if dates := next((one for one in pieces[1:] if is_date(one.plain)), None):
        aside["dates"] = dates
        pieces = tuple(one for one in pieces if one is not dates)
    last = max((number for number, one in enumerate(pieces) if is_institution(one.plain)), default=0)
    if len(pieces) > 3 and not any(is_institution(one.plain) for one in pieces):
        last = len(pieces) - 1
    pieces = (*pieces[:-1], _without_stop(pieces[-1]))
    found = joined_words(", ", [one.unstyled() for one in pieces[: last + 1]])
    place = joined_words(", ", [one.unstyled() for one in pieces[last + 1 :]])
    assert found
    return aside | {"organisation": found} | ({"place": place} if place else {})


def _is_grade(words: Words) -> bool:
    return _GRADE.match(words.plain) is not None


def _without_stop(words: Words) -> Words:
    """`Paris.` -> Paris, but not `Inc.`"""
    return words.stripped(".") if re.search(r"\w{5}\.$", words.plain) else words


def labelled(words: Words, *, by_dash: bool = False) -> tuple[Words, Words] | None:
    """`*Languages*: Java, C` -> the label and what follows it."""
    if lead := words.lead():
        label, rest = lead[0].unstyled().stripped(" :：,–—-"), lead[1].stripped(" :：,–—-")
        return (label, rest) if label and rest and len(label.plain) <= _MAX_LABEL else None
    text = words.plain
    match = (_LABEL if by_dash else _COLON).search(text[: _MAX_LABEL + 2])
    if match is None or not match.start() or text.startswith("//", match.end()):
        return None
    label, rest = words.part(0, match.start()), words.part(match.end())
    return (label.unstyled(), rest.unstyled()) if rest else None
