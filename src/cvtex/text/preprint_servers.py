"""Names of preprint servers and series of working papers, as people write them in place of a journal."""

from __future__ import annotations

import re
from typing import Final

PREPRINT_SERVER: Final = re.compile(
    r"\b\w{0,20}rxiv|^corr$|computing research repository|ssrn|\bosf\b|research square|authorea|cryptology eprint"
    r"|\be-?prints?\b|\bpreprints?\b|working papers?|^hal\b",
    re.IGNORECASE,
)
