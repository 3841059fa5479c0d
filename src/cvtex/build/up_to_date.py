"""Builds that need not be done again: a record in the cache of what each came from, to be compared with what is there.

A `CvRecord` is what loading a CV gave, whatever is then built from it. A `BuildRecord` is one output, built from one
`CvRecord`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.cache.fingerprint import fingerprint
from cvtex.cache.store import Cache
from cvtex.files.dependency import Dependency
from cvtex.files.state import SETTLED_NS, FileState, state_of
from cvtex.read.observed import is_unchanged
from cvtex.typeset.engine import ENGINE_NAMES, Engine, search_engine
from cvtex.typeset.environment import inherited_variables
from cvtex.value import Value

# What Python itself and this program's commands take from the environment.
_OWN_VARIABLES: Final = ("SOURCE_DATE_EPOCH", "PYTHONPATH", "PYTHONHOME")


class CvRecord(Value):
    """A CV as it was loaded: its variants, the messages that were printed, and what was asked of the disk."""

    variants: tuple[str, ...]
    messages: tuple[str, ...]
    dependencies: tuple[Dependency, ...]

    @property
    def key(self) -> str:
        """Of the answers; the states of files, by which they are known again, may differ."""
        answers = [one._replace(state=()) for one in self.dependencies]
        return fingerprint((self.variants, self.messages, answers))


class BuildRecord(Value):
    """One output. `cv`: the key of its `CvRecord`. `files`: libraries and TeX's files, known by size and time alone."""

    cv: str
    dependencies: tuple[Dependency, ...]
    files: tuple[FileState, ...]
    messages: tuple[str, ...]
    output: str
    output_digest: str


class Records(Value):
    """`request`: folder, CV and folder of the output. `conditions`: all that decides on a build but files and the
    program.
    """

    cache: Cache
    request: tuple[str, ...]
    conditions: tuple[object, ...]

    def cv(self) -> CvRecord | None:
        """What a CV gave, if its files still give the same answers."""
        found = self.cache.get("cvs", self.request[:2], CvRecord)
        return found if found and all(map(is_unchanged, found.dependencies)) else None

    def build(self, variant: str, cv: CvRecord) -> BuildRecord | None:
        """What was built from this CV, if building it again would give the same, and it is still there."""
        found = self.cache.get("builds", self._key(variant), BuildRecord)
        if found is None or found.cv != cv.key:
            return None
        if not (all(one.is_current for one in found.files) and all(map(is_unchanged, found.dependencies))):
            return None
        return found if is_unchanged(Dependency("content", found.output, found.output_digest)) else None

    def put(self, variant: str, cv: CvRecord, build: BuildRecord) -> None:
        self.cache.put("cvs", self.request[:2], cv)
        self.cache.put("builds", self._key(variant), build)

    def _key(self, variant: str) -> tuple[object, ...]:
        return self.request, variant, self.conditions


def conditions(options: Mapping[str, str], wanted: str | None, environment: Mapping[str, str]) -> tuple[object, ...]:
    """`wanted`: the engine, or None for the first one that is there. Starts no process."""
    engines = [search_engine(name, environment) for name in ENGINE_NAMES if wanted in (None, name)]
    states = [
        (one.name, str(one.executable), state_of(one.executable)) if isinstance(one, Engine) else (one.name, one.reason)
        for one in engines
    ]
    variables = {name: environment[name] for name in _OWN_VARIABLES if name in environment}
    return options, wanted, {**inherited_variables(environment), **variables}, states


def are_settled(states: Iterable[FileState], since: float) -> bool:
    """Whether files were changed long enough before `since` (seconds since 1970) that what was read is what is there."""
    return all(state.changed_ns < since * 1e9 - SETTLED_NS for state in states)


def output_digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
