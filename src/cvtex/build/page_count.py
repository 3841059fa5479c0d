"""The number of all pages, which lines such as `page 2 of 8` print.

TeX knows it only when the last page is made. Where a limit of pages is fitted, it is solved before. For all others, the
number of the last build is the guess; if TeX then makes another number of pages, it runs once more with that one. A
foot is a line of its own outside of the text, so the second run makes the same pages. `verify` reads the numbers.

The number could also be written into TeX's PDF. But then the program would have to set type: a number in the middle of
a centred line, in any font, with another width than before. A second run happens in the first build of a variant, and
after an edit that adds or removes a page.
"""

from __future__ import annotations

from typing import Final

from cvtex.build.results import TypesetResult
from cvtex.cache.store import Cache
from cvtex.model.layout import PageMaking
from cvtex.typeset.measures import read_page_count
from cvtex.value import Value

_KIND: Final = "pagecount"


class PageCount(Value):
    """Remembers the number of pages of a variant. `key`: of the variant."""

    cache: Cache
    key: tuple[str, ...]

    def expected(self, making: PageMaking | None) -> int:
        """Return the number of the last build, or else the solved one."""
        return self.cache.get(_KIND, self._key(making), int) or (len(making.spreads) if making else 1)

    def correct(self, typeset: TypesetResult, making: PageMaking | None) -> int | None:
        """Return the number of pages that TeX made, if the document prints another one. Remember it."""
        printed, actual = typeset.document.pages, read_page_count(typeset.run.log)
        if printed is None or actual is None or printed == actual:
            return None
        self.cache.put(_KIND, self._key(making), actual)
        return actual

    def _key(self, making: PageMaking | None) -> tuple[object, ...]:
        """A side column may need more pages than the solved ones of the main text, and always the same number."""
        return self.key, len(making.spreads) if making else None
