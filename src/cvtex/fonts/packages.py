"""Hints: the pip package that contains a family or a script. From built-in lists, without network access."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

from cvtex.fonts.face import folded

_TEX: Final = "cvtex[tex]"
_SCRIPTS: Final = "cvtex[scripts]"

# Folded family names by the extra that installs them.
_FAMILIES: Final = {
    _TEX: (
        "arimo dejavusans ebgaramond fontin gentiumbookplus lato mukta notosans notosansjp notosanskr notosanssc"
        " opensans opensaucesans poppins raleway roboto sourcesans3 stixtwomath ubuntu xcharter"
    ),
    _SCRIPTS: (
        "notoemoji notonaskharabic notosansarabic notosansarmenian notosansbengali notosansdevanagari notosansethiopic"
        " notosansgeorgian notosansgujarati notosansgurmukhi notosanshebrew notosanskannada notosanskhmer notosanslao"
        " notosansmalayalam notosansmyanmar notosansoriya notosanssinhala notosanssymbols notosanstamil notosanstc"
        " notosanstelugu notosansthai notoserifdevanagari notoserifhebrew notoseriftc notoserifthai"
    ),
}
# Scripts by the extra or package that contains a font for them.
_SCRIPTS_OF: Final = {
    _TEX: "Bopo Cyrl Grek Hang Hani Hira Kana Latn Zinh Zyyy",
    _SCRIPTS: "Arab Armn Beng Deva Ethi Geor Gujr Guru Hebr Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Thai",
    "weblate-fonts": (
        "Adlm Bali Bamu Batk Bugi Buhd Cakm Cans Cham Cher Dsrt Dupl Gong Gonm Hano Hmng Java Kali Lana Lepc Limb Lisu"
        " Mand Mend Mong Mroo Mtei Newa Nkoo Olck Osge Osma Pauc Plrd Rjng Rohg Samr Saur Shaw Shrd Sind Sora Sund Sylo"
        " Syrc Tagb Takr Tale Talu Tavt Tfng Thaa Tirh Vaii Wara Wcho Yiii"
    ),
}
# Google Fonts families on PyPI as `fontpkg-<name>`.
_FONTPKG: Final = (
    "abeezee abel abril-fatface acme albert-sans alegreya-sans alfa-slab-one almarai alumni-sans amiri andada-pro "
    "anek-telugu antic-slab anton archivo archivo-black archivo-narrow arimo arvo asap assistant "
    "atkinson-hyperlegible baloo-2 barlow barlow-condensed barlow-semi-condensed be-vietnam-pro bebas-neue bitter "
    "black-ops-one bodoni-moda bricolage-grotesque bungee cabin cairo cardo catamaran caveat chakra-petch changa-one "
    "chivo cinzel comfortaa cormorant cormorant-garamond crimson-pro crimson-text dancing-script delius dm-mono "
    "dm-sans dm-serif-display dm-serif-text domine dosis eb-garamond encode-sans epilogue exo exo-2 figtree fira-code "
    "fira-sans fira-sans-condensed fjalla-one frank-ruhl-libre fraunces fredoka geist geist-mono geologica "
    "gravitas-one great-vibes hammersmith-one hanken-grotesk heebo hind hind-siliguri ibm-plex-mono ibm-plex-sans "
    "ibm-plex-sans-arabic ibm-plex-sans-condensed ibm-plex-serif inconsolata indie-flower instrument-sans "
    "instrument-serif inter inter-tight jetbrains-mono josefin-sans jost kalam kanit karla lato league-spartan lexend "
    "lexend-deca libre-baskerville libre-franklin lilita-one literata lobster lobster-two lora luckiest-guy manrope "
    "marcellus maven-pro merriweather merriweather-sans montserrat mukta mulish news-cycle newsreader "
    "noto-kufi-arabic noto-sans noto-sans-arabic noto-sans-devanagari noto-sans-display noto-sans-khmer "
    "noto-sans-tamil noto-sans-telugu noto-sans-thai noto-serif nunito nunito-sans oleo-script onest open-sans "
    "orbitron oswald outfit overpass oxygen pacifico permanent-marker play playfair-display plus-jakarta-sans poppins "
    "press-start-2p prompt pt-sans pt-sans-narrow pt-serif public-sans questrial quicksand rajdhani raleway "
    "ramabhadra red-hat-display red-hat-text rethink-sans righteous roboto roboto-condensed roboto-flex roboto-mono "
    "roboto-slab rowdies rubik russo-one saira saira-condensed sanchez sarabun satisfy schibsted-grotesk "
    "shadows-into-light share-tech signika slabo-27px smooch-sans sofia-sans sora source-code-pro source-sans-3 "
    "source-serif-4 space-grotesk space-mono spectral syne tajawal teko titan-one titillium-web unbounded urbanist "
    "varela-round viga vollkorn work-sans yanone-kaffeesatz yellowtail zeyada zilla-slab"
)
# A package whose presence shows that the extra is installed.
_BRINGS: Final = {_TEX: "ziamath", _SCRIPTS: "manimgx-fonts", "weblate-fonts": "weblate-fonts"}
# Families of office programs -> free families of the same widths.
_SAME_WIDTHS: Final = {"arial": "Arimo", "helvetica": "Arimo", "liberationsans": "Arimo"}


def package_of(family: str) -> str:
    """The package that contains the family, or "": `Crimson Pro` -> `fontpkg-crimson-pro`."""
    name = folded(family)
    for package, families in _FAMILIES.items():
        if name in families.split():
            return package
    words = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", words))
    return f"fontpkg-{slug}" if slug in _FONTPKG.split() else ""


def substitute_for(family: str) -> str:
    """A free family of the same widths, or "": `Arial` -> `Arimo`."""
    return _SAME_WIDTHS.get(folded(family), "")


def package_for_script(script: str) -> str:
    """The extra or package with a font for a script (ISO 15924), or ""."""
    return next((package for package, scripts in _SCRIPTS_OF.items() if script in scripts.split()), "")


def remedy(character: str, script: str, installed: Container[str]) -> str:
    """A hint for a character that no font has. `installed`: the packages whose fonts were searched."""
    is_picture = script in {"Zyyy", "Zinh"} and character >= "\U0001f000"
    package = _SCRIPTS if is_picture else package_for_script(script)
    if not package or _BRINGS[package] in installed:
        return "put a font that has it into the folder fonts/ beside the CV"
    return f"pip install '{package}'"
