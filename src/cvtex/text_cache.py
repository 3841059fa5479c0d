"""Known texts, kept from one build to the next: by the program and the libraries that were asked."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from cvtex.build_record import digest_of
from cvtex.cache_files import CacheFiles
from cvtex.circumstances import library, program
from cvtex.known_texts import KnownTexts
from cvtex.value import Value

T = TypeVar("T")

_LIBRARIES: Final = ("markdown_it", "babel", "pyphen")
# Of each kind; older ones are forgotten, so that the file stays small.
_MOST: Final = 10_000


class TextCache(Value):
    folder: Path

    def read(self) -> KnownTexts:
        known = self._files.read(self._name, KnownTexts) or KnownTexts()
        known.kept = known.count
        return known

    def keep(self, known: KnownTexts) -> None:
        """Writes them if there are new ones."""
        if known.count > known.kept:
            self._files.write(
                self._name, KnownTexts(_latest(known.markup), _latest(known.dates), _latest(known.hyphens))
            )
            known.kept = known.count

    @property
    def _files(self) -> CacheFiles:
        return CacheFiles(self.folder, "texts")

    @property
    def _name(self) -> str:
        return digest_of((program(), tuple(map(library, _LIBRARIES))))[:32]


def _latest(known: dict[str, T]) -> dict[str, T]:
    return dict(islice(known.items(), max(0, len(known) - _MOST), None))
