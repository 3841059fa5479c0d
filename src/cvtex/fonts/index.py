"""Font files -> a library. Faces are cached, so that only new files are opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from cvtex.cache.store import NO_CACHE, Cache
from cvtex.fonts.face import LARGEST_FILE, Face, FontFile
from cvtex.fonts.library import FontLibrary, library_of
from cvtex.fonts.sources import Files, folder_files, licence_beside, package_files, system_files
from cvtex.value import Value, replace

Ranges = tuple[tuple[int, int], ...]
_FileKey = tuple[str, int, int]


class CachedFaces(Value):
    """Faces without their characters, which several share: `coverage_of` is their index in `coverages`."""

    faces: tuple[Face, ...]
    coverage_of: tuple[int, ...]
    coverages: tuple[Ranges, ...]

    def whole(self) -> tuple[Face, ...]:
        return tuple(
            replace(face, characters=self.coverages[place])
            for face, place in zip(self.faces, self.coverage_of, strict=True)
        )


def _cached(faces: Iterable[Face]) -> CachedFaces:
    whole = tuple(faces)
    places: dict[Ranges, int] = {}
    coverage_of = tuple(places.setdefault(face.characters, len(places)) for face in whole)
    return CachedFaces(tuple(replace(face, characters=()) for face in whole), coverage_of, tuple(places))


def read_library(
    folder: Path, files: Files, cache: Cache = NO_CACHE, search_path: Sequence[str] | None = None
) -> FontLibrary:
    """Read the fonts beside the CV in `folder` and those of pip packages. `files` records the build's inputs."""
    own = folder_files(folder, files)
    # The author's fonts are few: their bytes count as inputs of the build, not only their times.
    own_bytes = {font.path: _observed(font, files) for font in own}
    packaged = package_files(files, search_path)
    places = sys.path if search_path is None else search_path
    return library_of(
        (
            *_faces(own, lambda font: own_bytes[font.path], _Tier(cache, ("folder", str(folder.absolute())))),
            *_faces(packaged, _bytes, _Tier(cache, ("packages", *places))),
        )
    )


def with_system(
    library: FontLibrary, files: Files, environment: Mapping[str, str], cache: Cache = NO_CACHE
) -> FontLibrary:
    """Add the system's fonts. Only for characters that the others lack: there may be thousands of files."""
    found = _faces(system_files(files, environment), _bytes, _Tier(cache, ("system",)))
    return library_of((*library.faces, *found))


class _Tier(Value):
    """The cache entry for the faces of one source."""

    cache: Cache
    source: tuple[str, ...]

    def read(self) -> tuple[Face, ...]:
        found = self.cache.get("faces", self.source, CachedFaces)
        return found.whole() if found else ()

    def write(self, faces: tuple[Face, ...]) -> None:
        self.cache.put("faces", self.source, _cached(faces))


def _faces(fonts: tuple[FontFile, ...], read: Callable[[FontFile], bytes | None], tier: _Tier) -> tuple[Face, ...]:
    if not fonts:
        return ()
    known: dict[_FileKey, list[Face]] = {}
    for face in tier.read():
        known.setdefault((face.path, face.size, face.mtime_ns), []).append(face)
    found: list[Face] = []
    has_new = False
    for font in fonts:
        faces: Iterable[Face] | None = known.pop((font.path, font.size, font.mtime_ns), None)
        if faces is None:
            data = read(font)
            if data is None:
                continue
            from cvtex.fonts.reading import faces_of

            faces = _with_licence(faces_of(data, font), font)
            has_new = True
        found += faces
    if has_new or known:
        tier.write(tuple(found))
    return tuple(found)


def _with_licence(faces: tuple[Face, ...], font: FontFile) -> tuple[Face, ...]:
    if all(face.licence for face in faces):
        return faces
    beside = licence_beside(font)
    return tuple(face if face.licence else replace(face, licence=beside) for face in faces)


def _observed(font: FontFile, files: Files) -> bytes | None:
    try:
        return files.read(Path(font.path), LARGEST_FILE + 1)
    except OSError:
        return None


def _bytes(font: FontFile) -> bytes | None:
    try:
        with Path(font.path).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        return None
