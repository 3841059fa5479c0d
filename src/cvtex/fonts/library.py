"""All faces that were found, by family; which family sets a text that the one beside it lacks."""

from __future__ import annotations

from collections.abc import Iterable

from cvtex.fonts.face import Face, Instance, Kind
from cvtex.value import Value, field


class FontLibrary(Value):
    """`faces` come in the order in which they are preferred: those of the folder, of packages, of the system."""

    faces: tuple[Face, ...] = ()
    families: dict[str, tuple[Face, ...]] = field(default_factory=dict)

    def family(self, name: str) -> tuple[Face, ...]:
        """Its faces; case, blanks and hyphens of the name do not matter."""
        raise NotImplementedError

    def instance(self, family: str, weight: int, is_italic: bool) -> Instance | None:
        """The nearest face as CSS matches fonts; None if the family has no usable face."""
        raise NotImplementedError

    def nearest(self, name: str) -> tuple[str, ...]:
        """Families whose names are like `name`, the most similar first."""
        raise NotImplementedError

    def fallbacks(self, kind: Kind, script: str, language: str) -> tuple[str, ...]:
        """Families that have letters of a script (ISO 15924), the best one beside a text of this kind first."""
        raise NotImplementedError

    def family_for(
        self, text: str, kind: Kind, script: str, language: str, weight: int = 400, is_italic: bool = False
    ) -> str | None:
        """The first of the fallbacks whose instance has every character of `text`."""
        raise NotImplementedError


def library_of(faces: Iterable[Face]) -> FontLibrary:
    raise NotImplementedError


def package_of(family: str) -> str:
    """The pip package that may have the family: `EB Garamond` -> `fontpkg-eb-garamond`."""
    raise NotImplementedError
