"""All faces by family, and the fallback family for a text that a family lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cvtex.diagnostics import Diagnostic, error
from cvtex.fonts.face import NORMAL_WIDTH, Face, Instance, Kind, covers, folded, has
from cvtex.fonts.script_letters import LETTERS
from cvtex.value import Value, field

# Families of the built-in themes: preferred as fallbacks, after fonts in the author's own folder.
DEFAULT_FAMILIES: Final[dict[str, str]] = {"charter": "XCharter", "sourcesans": "Source Sans 3"}
_LOOK: Final[dict[Kind, tuple[str, ...]]] = {
    "serif": ("xcharter", "gentiumbookplus"),
    "sans": ("sourcesans3", "notosans"),
    "mono": (),
}

# Fonts with pictures in place of letters, or a box for every character.
_NO_TEXT: Final = r"lastresort|fontawesome|adobeblank|webdings|wingdings|icons?$"
_MAKESHIFT: Final = "unifont"
# Noto families for no particular script; the others are for the script in their name.
_NOTO_TEXT: Final = ("notoserif", "notosans", "notosansmono")
_NOTO_SIGNS: Final = ("notosansmath", "notosanssymbols", "notosanssymbols2", "notoemoji")

# Scripts that most text fonts have.
_PLAIN_SCRIPTS: Final = frozenset({"Latn", "Grek", "Cyrl"})
_HAN_SCRIPTS: Final = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
# The region whose character shapes a CJK font has, by words of its family name.
_REGIONS: Final = {
    "SC": r"\bSC\b|\bCN\b|\bGB\b|simsun|simhei|kaiti|fangsong|yahei|dengxian|wenquanyi|droid sans fallback",
    "TC": r"\bTC\b|\bTW\b|mingliu|jhenghei|uming|ukai",
    "HK": r"\bHK\b|hkscs",
    "JP": r"\bJP\b|hiragino|\byu (?:gothic|mincho)|\bms p?(?:gothic|mincho)|meiryo|\bipa|takao|\bvl ",
    "KR": r"\bKR\b|malgun|batang|gulim|dotum|nanum|apple ?(?:sd|gothic|myungjo)",
}
_REGION_ORDER: Final = {
    "SC": ("SC", "TC", "HK", "JP", "KR"),
    "TC": ("TC", "HK", "SC", "JP", "KR"),
    "HK": ("HK", "TC", "SC", "JP", "KR"),
    "JP": ("JP", "TC", "SC", "HK", "KR"),
    "KR": ("KR", "TC", "JP", "SC", "HK"),
}

_MOST_NEAREST: Final = 3
_HINTS: Final = {
    "forbids embedding (OS/2 fsType)": "use a font whose licence allows embedding",
    "forbids embedding a subset (OS/2 fsType)": "use a font whose licence allows embedding a subset",
    "has no outlines": "use a font with outlines, such as Noto Emoji in place of Noto Color Emoji",
}


class FontLibrary(Value):
    """Built by `library_of`. `faces` are in order of preference: folder, packages, system.

    `families`: usable faces by folded family name. `orders` and `instances` memoise answers: thousands of clusters ask
    for few families, weights and scripts.
    """

    faces: tuple[Face, ...] = ()
    families: dict[str, tuple[Face, ...]] = field(default_factory=dict)
    orders: dict[tuple[Kind, str, str], tuple[str, ...]] = field(default_factory=dict)
    instances: dict[tuple[str, int, bool], tuple[Instance, ...]] = field(default_factory=dict)

    def family(self, name: str) -> tuple[Face, ...]:
        """The usable faces of a family. Case, spaces and hyphens of the name do not matter."""
        return self.families.get(folded(name), ())

    def problems(self, name: str = "") -> tuple[Face, ...]:
        """Faces that cannot be used, of one family or of all."""
        wanted = folded(name)
        return tuple(face for face in self.faces if face.problem and (not wanted or folded(face.family) == wanted))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Report each unusable font in the author's own folder."""
        return tuple(
            error(
                f"{face.path} {face.problem}",
                None,
                _HINTS.get(face.problem, "replace the file, or remove it"),
            )
            for face in self.problems()
            if face.source == "folder"
        )

    @property
    def packages(self) -> frozenset[str]:
        """The pip packages whose fonts were found."""
        return frozenset(face.package for face in self.faces if face.package)

    def instance(self, family: str, weight: int, is_italic: bool, text: str = "") -> Instance | None:
        """The nearest face that has every character of `text`, matched as in CSS; None if no face of the family has.

        Faces of a family differ in their characters: italics may lack letters that upright faces have.
        """
        key = (family, weight, is_italic)
        if key not in self.instances:
            faces = sorted(self.family(family), key=lambda face: _distance(face, weight, is_italic))
            self.instances[key] = tuple(Instance(face, _weight_of(face, weight)) for face in faces)
        return next((one for one in self.instances[key] if covers(one.face, text)), None)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Families with similar names, the most similar first."""
        import difflib

        names = {key: faces[0].family for key, faces in self.families.items()}
        near = difflib.get_close_matches(folded(name), names, n=_MOST_NEAREST, cutoff=0.6)
        return tuple(names[key] for key in near)

    def fallbacks(self, kind: Kind, script: str, language: str) -> tuple[str, ...]:
        """Families with letters of a script (ISO 15924), the best match for a text of this kind first.

        All families for a script that `LETTERS` lacks. `language`: a BCP 47 tag.
        """
        key = (kind, script, language)
        if key not in self.orders:
            letters = LETTERS.get(script, "")
            ranked = [
                (_rank(instance.face, kind, script, language), place, instance.face.family)
                for place, name in enumerate(self.families)
                if (instance := self.instance(name, 400, False))
                and sets_text(name)
                and (not letters or any(has(instance.face, letter) for letter in letters))
            ]
            self.orders[key] = tuple(family for _, _, family in sorted(ranked))
        return self.orders[key]

    def family_for(self, text: str, kind: Kind, script: str, language: str) -> str | None:
        """The first fallback whose regular face has all of `text`: one for the script, else any family."""
        for family in (*self.fallbacks(kind, script, language), *self.fallbacks(kind, "Zyyy", language)):
            if self.sets(family, text):
                return family
        return None

    def sets(self, family: str, text: str) -> bool:
        """Whether the regular face of the family has every character of `text`."""
        regular = self.instance(family, 400, is_italic=False)
        return regular is not None and covers(regular.face, text)


def library_of(faces: Iterable[Face]) -> FontLibrary:
    whole = tuple(faces)
    families: dict[str, list[Face]] = {}
    for face in whole:
        if not face.problem:
            families.setdefault(folded(face.family), []).append(face)
    return FontLibrary(whole, {name: tuple(members) for name, members in families.items()})


def sets_text(family: str) -> bool:
    """False for fonts with pictures or boxes in place of letters."""
    return not re.search(_NO_TEXT, folded(family))


def scripts_of(faces: Iterable[Face]) -> tuple[str, ...]:
    """The scripts (ISO 15924) whose usual letters one of the faces has."""
    whole = tuple(face for face in faces if sets_text(face.family))
    return tuple(script for script, letters in LETTERS.items() if any(covers(face, letters) for face in whole))


def _distance(face: Face, weight: int, is_italic: bool) -> tuple[int, bool, tuple[int, int], int]:
    """Order of CSS Fonts 4, 5.2: width, style, weight; then the shortest style name."""
    return (
        abs(face.width - NORMAL_WIDTH),
        face.is_italic != is_italic,
        _weight_distance(_weight_of(face, weight), weight),
        0 if face.is_variable else len(face.style),
    )


def _weight_of(face: Face, weight: int) -> int:
    lowest, highest = face.weights
    return max(lowest, min(weight, highest))


def _weight_distance(found: int, wanted: int) -> tuple[int, int]:
    """CSS order. 400 to 500: up to 500, then lighter, then bolder. Light weights prefer lighter, bold ones bolder."""
    if found == wanted:
        return 0, 0
    if 400 <= wanted <= 500:
        if wanted < found <= 500:
            return 1, found - wanted
        return (2, wanted - found) if found < wanted else (3, found - wanted)
    is_preferred = (found < wanted) == (wanted < 400)
    return (1 if is_preferred else 2), abs(found - wanted)


def _rank(face: Face, kind: Kind, script: str, language: str) -> tuple[int | bool, ...]:
    """Sort key of a fallback for a text of `kind`: lower is better, earlier parts decide first."""
    name = face.family
    return (
        _MAKESHIFT in folded(name),
        not covers(face, LETTERS.get(script, "")),
        face.source != "folder",
        _region_rank(name, script, language),
        _is_for_others(face, script),
        face.source == "system",
        _look_rank(name, kind),
        face.kind != kind,
        _plainness(name, script),
    )


def _look_rank(name: str, kind: Kind) -> int:
    look = _LOOK[kind]
    return look.index(folded(name)) if folded(name) in look else len(look)


def _is_for_others(face: Face, script: str) -> bool:
    """Whether the font is made for another script or for formulas, and has this one's letters only besides."""
    if _is_han(face) != (script in _HAN_SCRIPTS):
        return True
    is_special_noto = face.family.startswith("Noto ") and folded(face.family) not in (
        *_NOTO_TEXT,
        *_NOTO_SIGNS,
    )
    if script in _PLAIN_SCRIPTS or script not in LETTERS:
        return is_special_noto or (script in _PLAIN_SCRIPTS and _is_for_signs(face.family))
    return _is_for_signs(face.family)


def _is_for_signs(family: str) -> bool:
    return folded(family) in _NOTO_SIGNS or " Math" in family


def _plainness(name: str, script: str) -> int:
    """Noto first, by the shortest name: `UI`, `Display` and `Condensed` are for other uses."""
    general = (*_NOTO_TEXT, *_NOTO_SIGNS)
    if folded(name) in general:
        return general.index(folded(name))
    is_for_script = name.startswith("Noto ") and script in LETTERS and script not in _PLAIN_SCRIPTS
    return len(name) if is_for_script else 1000


def _is_han(face: Face) -> bool:
    return has(face, "一") and has(face, "中")


def _region_rank(family: str, script: str, language: str) -> int:
    if script not in _HAN_SCRIPTS:
        return 0
    order = _REGION_ORDER[_region(script, language)]
    found = next(
        (
            region
            for region, pattern in _REGIONS.items()
            if re.search(pattern, family) or re.search(pattern, family.casefold())
        ),
        "",
    )
    return order.index(found) if found else 2


def _region(script: str, language: str) -> str:
    """The region of CJK shapes: kana, hangul and bopomofo decide it, the language does for Han."""
    if script in {"Hira", "Kana"}:
        return "JP"
    if script == "Hang":
        return "KR"
    if script == "Bopo":
        return "TC"
    parts = language.casefold().replace("_", "-").split("-")
    if parts[0] == "ja":
        return "JP"
    if parts[0] == "ko":
        return "KR"
    if "hk" in parts or "mo" in parts or parts[0] == "yue":
        return "HK"
    return "TC" if "hant" in parts or "tw" in parts else "SC"
