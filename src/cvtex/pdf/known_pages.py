"""Pages as they were read: a page whose stream and fonts are as they were is not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from cvtex.pdf.fonts import StreamFont
from cvtex.value import Struct, field, to_bytes

T = TypeVar("T")


class KnownPages(Struct, Generic[T]):
    """What was found of pages `before` this build, and of those of this one, which a stage adds `now`; by a key that
    tells them apart.
    """

    before: Mapping[str, T] = field(default_factory=dict)
    now: dict[str, T] = field(default_factory=dict)

    def read(self, key: str, anew: Callable[[], T]) -> T:
        found = self.before.get(key)
        self.now[key] = anew() if found is None else found
        return self.now[key]

    @property
    def has_new(self) -> bool:
        return not self.now.keys() <= self.before.keys()


class PageKeys:
    """A key for a page tells all that decides on what is read of it."""

    def __init__(self) -> None:
        # A font is kept beside its digest, so that no other one gets its number meanwhile.
        self._fonts: dict[int, tuple[StreamFont, bytes]] = {}

    def key(self, data: bytes, fonts: Mapping[str, StreamFont]) -> str:
        found = hashlib.blake2b(data, digest_size=16)
        for name, font in sorted(fonts.items()):
            found.update(b"/%s " % name.encode("utf-8", "surrogatepass") + self._digest(font))
        return found.hexdigest()

    def _digest(self, font: StreamFont) -> bytes:
        if id(font) not in self._fonts:
            self._fonts[id(font)] = font, hashlib.blake2b(to_bytes(font), digest_size=16).digest()
        return self._fonts[id(font)][1]
