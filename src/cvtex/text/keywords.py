"""The `keywords` field of an entry -> its keywords."""

from __future__ import annotations

import re

from cvtex.text.folding import fold_keywords
from cvtex.text.tex import tex_to_plain

_BETWEEN = re.compile(r"[,;]")


def read_keywords(tex: str) -> frozenset[str]:
    """`Selected; peer review` -> the keywords, folded by `fold_keywords`."""
    return fold_keywords(_BETWEEN.split(tex_to_plain(tex)))
