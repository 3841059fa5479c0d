"""Labels such as `3.` or `J3` -> Word's own numbered lists.

A list of Word cannot count down. So a number that does not follow the last one begins a list of its own, which starts
at this number: where numbers descend, each item is such a list. The numbers are always those of the PDF.
"""

from __future__ import annotations

import re
from typing import Any, Final

from cvtex.emit.docx.elements import QUIET, add, add_size, twips
from cvtex.emit.docx.fonts import WordFonts
from cvtex.emit.docx.measures import Measures
from cvtex.model.design import Bullets, Design

BULLETS: Final[dict[Bullets, str]] = {"disc": "•", "dash": "–", "circle": "◦", "square": "▪", "none": ""}
BULLET_LIST: Final = "1"
"""The number of the list of all bullet points, for their styles."""
NUMBER_LIST: Final = "2"
"""The number of a list that counts from 1, for the style of numbered items that an editor of the file adds."""
_FIRST_LIST: Final = 3
DEPTHS: Final = 3
_SIGNS: Final = "Arial"
# The longest label that Word accepts ([MS-OI29500], lvlText), and about as many lists as its older format holds.
# Beyond them, labels are text.
_LONGEST_LABEL: Final = 31
_MOST_LISTS: Final = 2000

# Numbers end with a full stop or begin with a prefix; a year does neither. The percent sign is Word's placeholder.
_NUMBER: Final = re.compile(r"(?P<prefix>[^0-9%]*)(?P<number>[1-9][0-9]{0,8})(?P<stop>\.?)")


class Lists:
    """Writes `numbering.xml`: signs of points, and numbers, which end below each other as in the PDF."""

    def __init__(self, element: Any, design: Design, measures: Measures, fonts: WordFonts) -> None:
        self._element = element
        self._measures = measures
        self._fonts = fonts
        self._formats: dict[str, str] = {}
        # Elements that must stand behind all formats.
        self._starts: list[tuple[str, str, int]] = []
        self._last: dict[str, tuple[int, str]] = {}
        for old in list(element):
            element.remove(old)
        bullet_format = add(element, "abstractNum", abstractNumId="0")
        add(bullet_format, "multiLevelType", val="hybridMultilevel")
        for depth, sign in enumerate((BULLETS[design.bullets or "disc"], "–", "·")):
            level = add(bullet_format, "lvl", ilvl=str(depth))
            add(level, "start", val="1")
            add(level, "numFmt", val="bullet" if sign else "none")
            add(level, "lvlText", val=sign)
            add(level, "lvlJc", val="left")
            indent = measures.indent
            add(add(level, "pPr"), "ind", left=twips(indent * (depth + 1)), hanging=twips(indent))
            sign_form = add(level, "rPr")
            # Not every family of texts has these signs; none of them is slanted.
            add(sign_form, "rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), _SIGNS))
            add(sign_form, "i", val="0")
            if design.accent and not depth:
                add(sign_form, "color", val=design.accent.rgb)

    def number(self, label: str) -> str:
        """Return the number of the list that prints this label, or "" if no list of Word does."""
        match = _NUMBER.fullmatch(label)
        if match is None or not (match["prefix"] or match["stop"]) or len(label) > _LONGEST_LABEL:
            return ""
        text = f"{match['prefix']}%1{match['stop']}"
        number = int(match["number"])
        last, list_ = self._last.get(text, (0, ""))
        if not list_ or number != last + 1:
            if len(self._starts) >= _MOST_LISTS:
                return ""
            list_ = str(len(self._starts) + _FIRST_LIST)
            self._starts.append((list_, self._format(text), number))
        self._last[text] = (number, list_)
        return list_

    def _format(self, text: str) -> str:
        if text not in self._formats:
            self._formats[text] = id_ = str(len(self._formats) + 1)
            format_ = add(self._element, "abstractNum", abstractNumId=id_)
            # Identifies a list in files that it is pasted into.
            add(format_, "nsid", val=f"{int(id_):08X}")
            add(format_, "multiLevelType", val="singleLevel")
            level = add(format_, "lvl", ilvl="0")
            add(level, "start", val="1")
            add(level, "numFmt", val="decimal")
            add(level, "lvlText", val=text)
            add(level, "lvlJc", val="right")
            measures = self._measures
            add(add(level, "pPr"), "ind", left=twips(measures.label), hanging=twips(measures.after_label))
            form = add(level, "rPr")
            self._fonts.add(form, self._fonts.headings)
            for switch in ("b", "bCs", "i", "iCs"):
                add(form, switch, val="0")
            add(form, "color", val=QUIET)
            add_size(form, measures.aside)
        return self._formats[text]

    def finish(self) -> None:
        ordinary = self._format("%1.")
        add(add(self._element, "num", numId=BULLET_LIST), "abstractNumId", val="0")
        add(add(self._element, "num", numId=NUMBER_LIST), "abstractNumId", val=ordinary)
        for list_, format_, start in self._starts:
            number = add(self._element, "num", numId=list_)
            add(number, "abstractNumId", val=format_)
            add(add(number, "lvlOverride", ilvl="0"), "startOverride", val=str(start))
