"""Names of languages in .bib files -> tags, as CSL wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# As babel and polyglossia name them, which biblatex takes for `langid`; and as people and export programs write them.
_TAGS: Final[Mapping[str, str]] = {
    "american": "en-US", "arabic": "ar", "australian": "en-AU", "austrian": "de-AT", "basque": "eu",
    "brazil": "pt-BR", "brazilian": "pt-BR", "british": "en-GB", "bulgarian": "bg", "canadian": "en-CA",
    "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "deutsch": "de", "dutch": "nl",
    "english": "en", "estonian": "et", "finnish": "fi", "français": "fr", "french": "fr", "galician": "gl",
    "german": "de", "greek": "el", "hebrew": "he", "hungarian": "hu", "icelandic": "is", "italian": "it",
    "italiano": "it", "japanese": "ja", "korean": "ko", "latin": "la", "latvian": "lv", "lithuanian": "lt",
    "magyar": "hu", "naustrian": "de-AT", "ngerman": "de", "norsk": "nb", "norwegian": "no", "nswissgerman": "de-CH",
    "nynorsk": "nn", "persian": "fa", "polish": "pl", "portuges": "pt", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "serbian": "sr", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es",
    "español": "es", "swedish": "sv", "swissgerman": "de-CH", "turkish": "tr", "uk": "uk", "ukenglish": "en-GB",
    "ukrainian": "uk", "usenglish": "en-US", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip
_TAG: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})*")


def language_tag(name: str) -> str:
    """`ngerman` -> `de`, `en_GB` -> `en-GB`; "" for what is neither a name nor a tag, or for several languages."""
    folded = name.strip().casefold()
    return _TAGS.get(folded) or (name.strip().replace("_", "-") if _TAG.fullmatch(name.strip()) else "")
