"""Language tags of runs: Word keeps one for Latin letters, one for East Asian and one for right-to-left scripts."""

from __future__ import annotations

from typing import Any, Final

from cvtex.emit.docx.elements import add

_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})
_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "fa", "he", "ps", "ug", "ur", "yi"})


def add_language(properties: Any, tag: str, name: str = "lang") -> None:
    attributes = {"val": tag}
    primary = tag.partition("-")[0].lower()
    if primary in _EAST_ASIAN:
        attributes["eastAsia"] = tag
    if primary in _RIGHT_TO_LEFT:
        attributes["bidi"] = tag
    add(properties, name, **attributes)
