"""The few fixed words that the program itself prints, by language. Months and ranges come from Babel."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from cvtex.model.people import Mark
from cvtex.value import Value


class Words(Value):
    """Lower case, but for what always begins a phrase. `quotes` are the marks around a title.

    `ordinal` writes a number as an edition's: 2 -> `2nd`. `position` says which of how many: (17, "140") -> `17th of
    140`. `portrait` says whom a photograph shows. `in_total` and the collaborations are templates for `str.format`.
    """

    language: str
    present: str
    and_: str
    in_: str
    et_al: str
    editor: str
    editors: str
    thesis: str
    supervisor: str
    born: str
    curriculum_vitae: str
    portrait: Callable[[str], str]
    patent_status: Mapping[str, str]
    quotes: tuple[str, str]
    edition: str
    ordinal: Callable[[int], str]
    volume: str
    chapter: str
    one_page: str
    pages: str
    version: str
    no_date: str
    phd_thesis: str
    masters_thesis: str
    report: str
    software: str
    dataset: str
    position: Callable[[int, str], str]
    in_total: str
    for_collaboration: str
    for_collaborations: str
    marks: Mapping[Mark, str]


def _marks(equal: str, corresponding: str, student: str) -> Mapping[Mark, str]:
    return {"equal": equal, "corresponding": corresponding, "student": student}


def _patent_status(pending: str, published: str, granted: str, expired: str) -> Mapping[str, str]:
    return {"pending": pending, "published": published, "granted": granted, "expired": expired}


def _english_ordinal(number: int) -> str:
    mark = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{mark}"


def _english_position(position: int, total: str) -> str:
    return f"{_english_ordinal(position)} of {total}"


def _french_ordinal(number: int) -> str:
    return f"{number}{'re' if number == 1 else 'e'}"


def _french_portrait(name: str) -> str:
    """`de` is elided before a vowel."""
    begins_with_vowel = unicodedata.normalize("NFD", name.casefold())[:1] in tuple("aeiouyœæ")
    return f"Portrait d’{name}" if begins_with_vowel else f"Portrait de {name}"


def _french_position(position: int, total: str) -> str:
    return f"{_french_ordinal(position)} sur {total}"


_WORDS = {
    "en": Words(
        language="en",
        present="present",
        and_="and",
        in_="In",
        et_al="et al.",
        editor="ed.",
        editors="eds.",
        thesis="Thesis",
        supervisor="Supervisor",
        born="Born",
        curriculum_vitae="Curriculum vitae",
        portrait="Portrait of {}".format,
        patent_status=_patent_status("pending", "published", "granted", "expired"),
        quotes=("“", "”"),
        edition="ed.",
        ordinal=_english_ordinal,
        volume="Vol.",
        chapter="ch.",
        one_page="p.",
        pages="pp.",
        version="version",
        no_date="n.d.",
        phd_thesis="PhD thesis",
        masters_thesis="Master’s thesis",
        report="Technical report",
        software="Computer software",
        dataset="Data set",
        position=_english_position,
        in_total="{} authors",
        for_collaboration="for the {} Collaboration",
        for_collaborations="for the {} Collaborations",
        marks=_marks("equal contribution", "corresponding author", "supervised student"),
    ),
    "de": Words(
        language="de",
        present="heute",
        and_="und",
        in_="In",
        et_al="u. a.",
        editor="Hrsg.",
        editors="Hrsg.",
        thesis="Abschlussarbeit",
        supervisor="Betreuung",
        born="Geboren",
        curriculum_vitae="Lebenslauf",
        portrait="Porträt von {}".format,
        patent_status=_patent_status("angemeldet", "veröffentlicht", "erteilt", "erloschen"),
        quotes=("„", "“"),
        edition="Aufl.",
        ordinal="{}.".format,
        volume="Bd.",
        chapter="Kap.",
        one_page="S.",
        pages="S.",
        version="Version",
        no_date="o. J.",
        phd_thesis="Dissertation",
        masters_thesis="Masterarbeit",
        report="Technischer Bericht",
        software="Software",
        dataset="Datensatz",
        position="{}. von {}".format,
        in_total="insgesamt {}",
        for_collaboration="für die {}-Kollaboration",
        for_collaborations="für die Kollaborationen {}",
        marks=_marks("gleicher Beitrag", "korrespondierend", "betreute Studierende"),
    ),
    "fr": Words(
        language="fr",
        present="présent",
        and_="et",
        in_="Dans",
        et_al="et al.",
        editor="dir.",
        editors="dir.",
        thesis="Mémoire",
        supervisor="Direction",
        born="Né(e) le",
        curriculum_vitae="Curriculum vitae",
        portrait=_french_portrait,
        patent_status=_patent_status("déposé", "publié", "délivré", "expiré"),
        quotes=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
        edition="éd.",
        ordinal=_french_ordinal,
        volume="vol.",
        chapter="chap.",
        one_page="p.",
        pages="p.",
        version="version",
        no_date="s. d.",
        phd_thesis="Thèse de doctorat",
        masters_thesis="Mémoire de master",
        report="Rapport technique",
        software="Logiciel",
        dataset="Jeu de données",
        position=_french_position,
        in_total="{} auteurs",
        for_collaboration="pour la collaboration {}",
        for_collaborations="pour les collaborations {}",
        marks=_marks("contribution égale", "correspondance", "étudiant(e) encadré(e)"),
    ),
    "es": Words(
        language="es",
        present="actualidad",
        and_="y",
        in_="En",
        et_al="et al.",
        editor="ed.",
        editors="eds.",
        thesis="Tesis",
        supervisor="Dirección",
        born="Nacimiento",
        curriculum_vitae="Currículum vítae",
        portrait="Retrato de {}".format,
        patent_status=_patent_status("en trámite", "publicada", "concedida", "caducada"),
        quotes=("«", "»"),
        edition="ed.",
        ordinal="{}.ª".format,
        volume="vol.",
        chapter="cap.",
        one_page="p.",
        pages="pp.",
        version="versión",
        no_date="s. f.",
        phd_thesis="Tesis doctoral",
        masters_thesis="Trabajo de fin de máster",
        report="Informe técnico",
        software="Programa informático",
        dataset="Conjunto de datos",
        position="n.º {} de {}".format,
        in_total="{} en total",
        for_collaboration="por la colaboración {}",
        for_collaborations="por las colaboraciones {}",
        marks=_marks("contribución equivalente", "correspondencia", "estudiante bajo supervisión"),
    ),
    "it": Words(
        language="it",
        present="oggi",
        and_="e",
        in_="In",
        et_al="et al.",
        editor="cur.",
        editors="cur.",
        thesis="Tesi",
        supervisor="Relatore",
        born="Data di nascita",
        curriculum_vitae="Curriculum vitae",
        portrait="Ritratto di {}".format,
        patent_status=_patent_status("depositato", "pubblicato", "concesso", "scaduto"),
        quotes=("«", "»"),
        edition="ed.",
        ordinal="{}ª".format,
        volume="vol.",
        chapter="cap.",
        one_page="p.",
        pages="pp.",
        version="versione",
        no_date="s.d.",
        phd_thesis="Tesi di dottorato",
        masters_thesis="Tesi di laurea magistrale",
        report="Rapporto tecnico",
        software="Software",
        dataset="Insieme di dati",
        position="n. {} di {}".format,
        in_total="{} in totale",
        for_collaboration="per la collaborazione {}",
        for_collaborations="per le collaborazioni {}",
        marks=_marks("pari contributo", "corrispondenza", "studente seguito"),
    ),
}

LANGUAGES = tuple(_WORDS)


def words_of(language: str) -> Words:
    """The words of a language tag such as `de` or `en-GB`; its language must be one of `LANGUAGES`."""
    return _WORDS[language.partition("-")[0]]
