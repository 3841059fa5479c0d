"""Which package of pip may bring a family or a script: for hints, and looked up nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

from cvtex.fonts.face import folded

_TEX: Final = "cvtex[tex]"
_SCRIPTS: Final = "cvtex[scripts]"

# Families by the extra that brings them, in folded form.
_FAMILIES: Final = {
    _TEX: (
        "arimo dejavusans ebgaramond fontin gentiumbookplus lato mukta notosans notosansjp notosanskr notosanssc opensans opensaucesans"
        " poppins raleway roboto sourcesans3 stixtwomath ubuntu xcharter"
    ),
    _SCRIPTS: (
        "notoemoji notonaskharabic notosansarabic notosansarmenian notosansbengali notosansdevanagari notosansethiopic notosansgeorgian"
        " notosansgujarati notosansgurmukhi notosanshebrew notosanskannada notosanskhmer notosanslao notosansmalayalam notosansmyanmar"
        " notosansoriya notosanssinhala notosanssymbols notosanstamil notosanstc notosanstelugu notosansthai notoserifdevanagari"
        " notoserifhebrew notoseriftc notoserifthai"
    ),
}
# Scripts by what brings them; what is not named here is in neither extra.
_SCRIPTS_OF: Final = {
    _TEX: "Bopo Cyrl Grek Hang Hani Hira Kana Latn Zinh Zyyy",
    _SCRIPTS: "Arab Armn Beng Deva Ethi Geor Gujr Guru Hebr Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Thai",
    "weblate-fonts": (
        "Adlm Bali Bamu Batk Bugi Buhd Cakm Cans Cham Cher Dsrt Dupl Gong Gonm Hano Hmng Java Kali Lana Lepc Limb Lisu Mand Mend Mong"
        " Mroo Mtei Newa Nkoo Olck Osge Osma Pauc Plrd Rjng Rohg Samr Saur Shaw Shrd Sind Sora Sund Sylo Syrc Tagb Takr Tale Talu Tavt"
        " Tfng Thaa Tirh Vaii Wara Wcho Yiii"
    ),
}
# One package by which each of them is known to be installed.
_BRINGS: Final = {_TEX: "ziamath", _SCRIPTS: "manimgx-fonts", "weblate-fonts": "weblate-fonts"}
# Families of office programs -> those of the same widths.
_SAME_WIDTHS: Final = {"arial": "Arimo", "helvetica": "Arimo", "liberationsans": "Arimo"}


def package_of(family: str) -> str:
    """The package that has the family, or may have it: `EB Garamond` -> `fontpkg-eb-garamond`. "" for a name without letters."""
    name = folded(family)
    for package, families in _FAMILIES.items():
        if name in families.split():
            return package
    words = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", words))
    return f"fontpkg-{slug}" if slug else ""


def substitute_for(family: str) -> str:
    """A free family of the same widths, or "": `Arial` -> `Arimo`."""
    return _SAME_WIDTHS.get(folded(family), "")


def package_for_script(script: str) -> str:
    """What brings fonts for a script (ISO 15924), or "" if no package is known."""
    return next((package for package, scripts in _SCRIPTS_OF.items() if script in scripts.split()), "")


def remedy(character: str, script: str, installed: Container[str]) -> str:
    """What to do for a character that no font has. `installed`: the packages whose fonts were looked through."""
    is_picture = script in {"Zyyy", "Zinh"} and character >= "\U0001f000"
    package = _SCRIPTS if is_picture else package_for_script(script)
    if not package or _BRINGS[package] in installed:
        return "put a font that has it into the folder fonts/ beside the CV"
    return f"pip install '{package}'"
