"""The few fixed words that the program itself prints, by language. Months and ranges come from Babel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Lower case, but for what always begins a phrase. `quotes` are the marks around a title."""

    present: str
    and_: str
    in_: str
    et_al: str
    editor: str
    editors: str
    thesis: str
    supervisor: str
    born: str
    page: str
    code: str
    curriculum_vitae: str
    patent_status: Mapping[str, str]
    quotes: tuple[str, str]


def _patent_status(pending: str, published: str, granted: str, expired: str) -> Mapping[str, str]:
    return {"pending": pending, "published": published, "granted": granted, "expired": expired}


_WORDS = {
    "en": Words(
        present="present",
        and_="and",
        in_="In",
        et_al="et al.",
        editor="ed.",
        editors="eds.",
        thesis="Thesis",
        supervisor="Supervisor",
        born="Born",
        page="page",
        code="code",
        curriculum_vitae="Curriculum vitae",
        patent_status=_patent_status("pending", "published", "granted", "expired"),
        quotes=("“", "”"),
    ),
    "de": Words(
        present="heute",
        and_="und",
        in_="In",
        et_al="u. a.",
        editor="Hrsg.",
        editors="Hrsg.",
        thesis="Abschlussarbeit",
        supervisor="Betreuung",
        born="Geboren",
        page="Seite",
        code="Code",
        curriculum_vitae="Lebenslauf",
        patent_status=_patent_status("angemeldet", "veröffentlicht", "erteilt", "erloschen"),
        quotes=("„", "“"),
    ),
    "fr": Words(
        present="présent",
        and_="et",
        in_="Dans",
        et_al="et al.",
        editor="dir.",
        editors="dir.",
        thesis="Mémoire",
        supervisor="Direction",
        born="Né(e) le",
        page="page",
        code="code",
        curriculum_vitae="Curriculum vitae",
        patent_status=_patent_status("déposé", "publié", "délivré", "expiré"),
        quotes=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    ),
    "es": Words(
        present="actualidad",
        and_="y",
        in_="En",
        et_al="et al.",
        editor="ed.",
        editors="eds.",
        thesis="Tesis",
        supervisor="Dirección",
        born="Nacimiento",
        page="página",
        code="código",
        curriculum_vitae="Currículum vítae",
        patent_status=_patent_status("en trámite", "publicada", "concedida", "caducada"),
        quotes=("«", "»"),
    ),
    "it": Words(
        present="oggi",
        and_="e",
        in_="In",
        et_al="et al.",
        editor="cur.",
        editors="cur.",
        thesis="Tesi",
        supervisor="Relatore",
        born="Data di nascita",
        page="pagina",
        code="codice",
        curriculum_vitae="Curriculum vitae",
        patent_status=_patent_status("depositato", "pubblicato", "concesso", "scaduto"),
        quotes=("«", "»"),
    ),
}

LANGUAGES = tuple(_WORDS)


def words_of(language: str) -> Words:
    """The words of a language tag such as `de` or `en-GB`; its language must be one of `LANGUAGES`."""
    return _WORDS[language.partition("-")[0]]
