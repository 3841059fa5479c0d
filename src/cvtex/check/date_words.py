"""What stands between and after dates in a range."""

from __future__ import annotations

import re

OPEN_WORDS = frozenset({"present", "today", "now", "heute", "..", ""})
RANGE = re.compile(r"\s+(?:–|—|-|--|to|until|bis)\s+|\s*(?:–|—|(?<!/)\.\.)\s*|(?<=^\d{4})-(?=\d{4}$)")
