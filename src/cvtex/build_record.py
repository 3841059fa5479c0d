"""What a build came from, as a value: whoever finds all of it as it was need not build again.

Two kinds: a `Reading` is what loading a CV told, whatever is then built of it; a `BuildRecord` is one output, built of
one reading. Both are kept as JSON behind a digest of it, so that a part of a record, or a changed one, is no record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from cvtex.files.dependency import Dependency, Question
from cvtex.files.state import FileState

_QUESTIONS: tuple[Question, ...] = ("content", "kind", "names", "place")


class Circumstances(NamedTuple):
    """What a build depends on beside files: the program (and its own files), the environment, and the engines that are
    there.
    """

    program: str
    environment: str
    engines: str


class Reading(NamedTuple):
    """A CV as it was loaded: its variants, what was told of it, and what was asked of the disk."""

    variants: tuple[str, ...]
    told: tuple[str, ...]
    dependencies: tuple[Dependency, ...]

    @property
    def digest(self) -> str:
        """Of the answers; the states of files, by which they are known again, may differ."""
        answers = [one._replace(state=()) for one in self.dependencies]
        return digest_of((self.variants, self.told, answers))


class BuildRecord(NamedTuple):
    """One output. `files`: what is known by size and time alone: libraries, TeX's files, the engine."""

    options: Mapping[str, str]
    circumstances: Circumstances
    reading: str
    dependencies: tuple[Dependency, ...]
    files: tuple[FileState, ...]
    told: tuple[str, ...]
    output: str
    output_digest: str


def digest_of(value: object) -> str:
    """Of a value whose repr tells all of it."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def as_bytes(record: Reading | BuildRecord) -> bytes:
    text = json.dumps(record._asdict())
    return f"{_sealed(text)}\n{text}\n".encode()


def reading_of(data: bytes) -> Reading | None:
    """None for anything but a whole record of this kind."""
    try:
        value = _value(data)
        return Reading(_texts(value["variants"]), _texts(value["told"]), _dependencies(value["dependencies"]))
    except (ValueError, KeyError, TypeError):
        return None


def build_of(data: bytes) -> BuildRecord | None:
    """None for anything but a whole record of this kind."""
    try:
        value = _value(data)
        return BuildRecord(
            {_text(name): _text(option) for name, option in value["options"].items()},
            Circumstances(*_texts(value["circumstances"])),
            _text(value["reading"]),
            _dependencies(value["dependencies"]),
            tuple(FileState(_text(path), int(size), int(changed)) for path, size, changed in value["files"]),
            _texts(value["told"]),
            _text(value["output"]),
            _text(value["output_digest"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _sealed(text: str) -> str:
    return f'"{hashlib.sha256(text.encode()).hexdigest()}"'


def _value(data: bytes) -> Any:
    digest, _, text = data.decode().partition("\n")
    if digest != _sealed(text.removesuffix("\n")):
        raise ValueError("not a whole record")
    return json.loads(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in value)


def _dependencies(value: Any) -> tuple[Dependency, ...]:
    found = []
    for question, path, answer, endings, state in value:
        if question not in _QUESTIONS:
            raise ValueError(question)
        found.append(
            Dependency(question, _text(path), _text(answer), _texts(endings), tuple(int(one) for one in state))
        )
    return tuple(found)
