"""The fixed words of references by language, beyond those that the whole program prints (`cvtex.words`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cvtex.value import Value


class Terms(Value):
    """Lower case where the language has it inside a sentence.

    `last_and` stands before the last of three or more names, `two_and` between two; `colon` has the blank that is
    before it. `status`, `kinds` and `links` are by their English names: what `status_key` gives, the type of a work,
    and the field that holds an address.
    """

    last_and: str
    two_and: str
    colon: str
    running_volume: str
    number: str
    title_number: str
    article_number: str
    series: str
    edited_by: str
    translated_by: str
    full_editor: str
    full_editors: str
    available: str
    available_from: str
    preprint_at: str
    open_access: str
    status: Mapping[str, str]
    kinds: Mapping[str, str]
    links: Mapping[str, str]


_STATUS_KEYS = {
    "submitted": "submitted",
    "submittedforpublication": "submitted",
    "underreview": "under review",
    "inreview": "under review",
    "underrevision": "in revision",
    "inrevision": "in revision",
    "accepted": "accepted",
    "acceptedforpublication": "accepted",
    "inpress": "in press",
    "forthcoming": "forthcoming",
    "toappear": "forthcoming",
    "inpreparation": "in preparation",
    "inprep": "in preparation",
    "preprint": "preprint",
    "preproof": "pre-proof",
    "prepublished": "pre-published",
    "prepublication": "pre-published",
}
_LETTERS = re.compile(r"[^a-z]")


def status_key(text: str) -> str:
    """`In-press.`, biblatex's `inpress` -> `in press`; "" for a status that is not known."""
    return _STATUS_KEYS.get(_LETTERS.sub("", text.lower()), "")


def _status(
    submitted: str, review: str, revision: str, accepted: str, press: str, forthcoming: str, preparation: str,
    preprint: str, proof: str, published: str,
) -> Mapping[str, str]:  # fmt: skip
    return {
        "submitted": submitted, "under review": review, "in revision": revision, "accepted": accepted, "in press": press,
        "forthcoming": forthcoming, "in preparation": preparation, "preprint": preprint, "pre-proof": proof,
        "pre-published": published,
    }  # fmt: skip


def _kinds(
    phd: str, master: str, bachelor: str, technical: str, research: str, software: str, patent: str
) -> Mapping[str, str]:
    return {
        "PhD thesis": phd, "Master's thesis": master, "Bachelor's thesis": bachelor, "Technical report": technical,
        "Research report": research, "Computer software": software, "Patent": patent,
    }  # fmt: skip


def _links(code: str, data: str, slides: str, video: str, poster: str, preprint: str) -> Mapping[str, str]:
    return {"code": code, "data": data, "slides": slides, "video": video, "poster": poster, "preprint": preprint}


_TERMS = {
    "en": Terms(
        last_and=", and ",
        two_and=" and ",
        colon=":",
        running_volume="vol.",
        number="no.",
        title_number="No.",
        article_number="Art. no.",
        series="ser.",
        edited_by="edited by",
        translated_by="translated by",
        full_editor="editor",
        full_editors="editors",
        available="Available:",
        available_from="Available from:",
        preprint_at="Preprint at",
        open_access="open access",
        status=_status(
            "submitted", "under review", "in revision", "accepted", "in press", "forthcoming", "in preparation",
            "preprint", "pre-proof", "published ahead of print",
        ),
        kinds=_kinds(
            "PhD thesis", "Master’s thesis", "Bachelor’s thesis", "Technical report", "Research report",
            "Computer software", "Patent",
        ),
        links=_links("Code", "Data", "Slides", "Video", "Poster", "Preprint"),
    ),
    "de": Terms(
        last_and=" und ",
        two_and=" und ",
        colon=":",
        running_volume="Bd.",
        number="Nr.",
        title_number="Nr.",
        article_number="Art.-Nr.",
        series="Reihe",
        edited_by="herausgegeben von",
        translated_by="übersetzt von",
        full_editor="Hrsg.",
        full_editors="Hrsg.",
        available="Verfügbar:",
        available_from="Verfügbar unter:",
        preprint_at="Preprint auf",
        open_access="Open Access",
        status=_status(
            "eingereicht", "in Begutachtung", "in Überarbeitung", "angenommen", "im Druck", "im Erscheinen",
            "in Vorbereitung", "Preprint", "Vorabversion", "vorab veröffentlicht",
        ),
        kinds=_kinds(
            "Dissertation", "Masterarbeit", "Bachelorarbeit", "Technischer Bericht", "Forschungsbericht", "Software",
            "Patent",
        ),
        links=_links("Code", "Daten", "Folien", "Video", "Poster", "Preprint"),
    ),
    "fr": Terms(
        last_and=" et ",
        two_and=" et ",
        colon="\N{NO-BREAK SPACE}:",
        running_volume="vol.",
        number="nº",
        title_number="nº",
        article_number="art. nº",
        series="coll.",
        edited_by="sous la direction de",
        translated_by="traduit par",
        full_editor="dir.",
        full_editors="dir.",
        available="Disponible\N{NO-BREAK SPACE}:",
        available_from="Disponible à l’adresse\N{NO-BREAK SPACE}:",
        preprint_at="Prépublication sur",
        open_access="accès ouvert",
        status=_status(
            "soumis", "en cours d’évaluation", "en révision", "accepté", "sous presse", "à paraître", "en préparation",
            "prépublication", "épreuve non corrigée", "publié en avant-première",
        ),
        kinds=_kinds(
            "Thèse de doctorat", "Mémoire de master", "Mémoire de licence", "Rapport technique", "Rapport de recherche",
            "Logiciel", "Brevet",
        ),
        links=_links("Code", "Données", "Diapositives", "Vidéo", "Poster", "Prépublication"),
    ),
    "es": Terms(
        last_and=" y ",
        two_and=" y ",
        colon=":",
        running_volume="vol.",
        number="n.º",
        title_number="n.º",
        article_number="art. n.º",
        series="col.",
        edited_by="editado por",
        translated_by="traducido por",
        full_editor="editor",
        full_editors="editores",
        available="Disponible:",
        available_from="Disponible en:",
        preprint_at="Prepublicación en",
        open_access="acceso abierto",
        status=_status(
            "enviado", "en revisión por pares", "en revisión", "aceptado", "en prensa", "de próxima aparición",
            "en preparación", "prepublicación", "preprueba", "publicado anticipadamente",
        ),
        kinds=_kinds(
            "Tesis doctoral", "Trabajo de fin de máster", "Trabajo de fin de grado", "Informe técnico",
            "Informe de investigación", "Programa informático", "Patente",
        ),
        links=_links("Código", "Datos", "Diapositivas", "Vídeo", "Póster", "Prepublicación"),
    ),
    "it": Terms(
        last_and=" e ",
        two_and=" e ",
        colon=":",
        running_volume="vol.",
        number="n.",
        title_number="n.",
        article_number="art. n.",
        series="coll.",
        edited_by="a cura di",
        translated_by="tradotto da",
        full_editor="cur.",
        full_editors="cur.",
        available="Disponibile:",
        available_from="Disponibile all’indirizzo:",
        preprint_at="Preprint su",
        open_access="accesso aperto",
        status=_status(
            "inviato", "in valutazione", "in revisione", "accettato", "in corso di stampa", "di prossima pubblicazione",
            "in preparazione", "preprint", "pre-bozza", "pubblicato in anteprima",
        ),
        kinds=_kinds(
            "Tesi di dottorato", "Tesi di laurea magistrale", "Tesi di laurea triennale", "Rapporto tecnico",
            "Rapporto di ricerca", "Software", "Brevetto",
        ),
        links=_links("Codice", "Dati", "Diapositive", "Video", "Poster", "Preprint"),
    ),
}  # fmt: skip


def terms_of(language: str) -> Terms:
    """The terms of one of `cvtex.words.LANGUAGES`."""
    return _TERMS[language]
