"""Cached records of builds and their dependencies, to find out whether outputs are up to date.

A `CvRecord` is the result of loading a CV, whatever is built from it. A `BuildRecord` is one variant, built from one
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

# Environment variables read by Python and by the commands.
_PYTHON_VARIABLES: Final = ("SOURCE_DATE_EPOCH", "PYTHONPATH", "PYTHONHOME")


class CvRecord(Value):
    """A loaded CV: its variants, the messages printed, and its dependencies."""

    variants: tuple[str, ...]
    messages: tuple[str, ...]
    dependencies: tuple[Dependency, ...]

    @property
    def key(self) -> str:
        """Fingerprint that ignores the states (size and time) of files: their content decides."""
        answers = [one._replace(state=()) for one in self.dependencies]
        return fingerprint((self.variants, self.messages, answers))


class BuildRecord(Value):
    """The outputs of one variant and the files that they load, each with the digest of its bytes.

    `cv`: key of its `CvRecord`. `files`: libraries and TeX's files, compared by size and time alone.
    """

    cv: str
    dependencies: tuple[Dependency, ...]
    files: tuple[FileState, ...]
    messages: tuple[str, ...]
    outputs: tuple[tuple[str, str], ...]
    assets: tuple[tuple[str, str], ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(target for target, _ in self.outputs)


class Records(Value):
    """`request`: working directory, CV and output folder. `conditions`: other inputs, except files and the program."""

    cache: Cache
    request: tuple[str, ...]
    conditions: tuple[object, ...]

    def cv(self) -> CvRecord | None:
        """Return the record of the CV, if its dependencies are unchanged."""
        found = self.cache.get("cvs", self.request[:2], CvRecord)
        return found if found and all(map(is_unchanged, found.dependencies)) else None

    def build(self, variant: str, cv: CvRecord) -> BuildRecord | None:
        """Return the record of a variant, if its dependencies and its outputs are unchanged."""
        found = self.cache.get("builds", self._key(variant), BuildRecord)
        if found is None or found.cv != cv.key:
            return None
        if not (all(one.is_current for one in found.files) and all(map(is_unchanged, found.dependencies))):
            return None
        outputs = (Dependency("content", target, digest) for target, digest in (*found.outputs, *found.assets))
        return found if all(map(is_unchanged, outputs)) else None

    def put(self, variant: str, cv: CvRecord, build: BuildRecord) -> None:
        self.cache.put("cvs", self.request[:2], cv)
        self.cache.put("builds", self._key(variant), build)

    def _key(self, variant: str) -> tuple[object, ...]:
        return self.request, variant, self.conditions


def conditions(options: Mapping[str, str], wanted: str | None, environment: Mapping[str, str]) -> tuple[object, ...]:
    """Collect the conditions of a build without starting a process. `wanted`: the engine; None for the first found."""
    engines = [search_engine(name, environment) for name in ENGINE_NAMES if wanted in (None, name)]
    states = [
        (one.name, str(one.executable), state_of(one.executable)) if isinstance(one, Engine) else (one.name, one.reason)
        for one in engines
    ]
    variables = {name: environment[name] for name in _PYTHON_VARIABLES if name in environment}
    return options, wanted, {**inherited_variables(environment), **variables}, states


def are_settled(states: Iterable[FileState], since: float) -> bool:
    """Whether all files changed long enough before `since` (seconds since 1970) to identify them by their times."""
    return all(state.changed_ns < since * 1e9 - SETTLED_NS for state in states)


def output_digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
