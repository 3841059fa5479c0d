"""A page of the documentation as steps that a reader takes: files to save, and commands with what they print.

<!-- cv.yaml -->                the block below is the whole file
<!-- cv.yaml: variants -->      the block below takes the place of this field in the file
```console
$ cvtex build                   run in the folder that the last `cd` entered
build/cv-full.pdf: 1 page       what it prints; `...` stands for any lines
```
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from running import run_cvtex

_STEP = re.compile(
    r"^<!-- (?P<file>[^\s:]+\.\w+)(?:: (?P<field>\w+))? -->\n```\w+\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
# The reader's shell runs these; a test has the program installed already.
_INSTALLS = re.compile(r"(?:python3 -m venv|\.|pip install|pipx install) ")


@dataclass(frozen=True, slots=True)
class File:
    name: str
    field: str | None
    text: str

    def save(self, folder: Path) -> None:
        path = folder / self.name
        text = self.text
        if self.field is not None:
            whole = path.read_text(encoding="utf-8")
            text, count = re.subn(
                rf"^{self.field}:.*\n(?: .*\n|\n)*", lambda _: f"{self.text}\n", whole, flags=re.MULTILINE
            )
            assert count == 1, f"{self.name} has {count} fields {self.field}"
        path.write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Command:
    line: str
    printed: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)

    def expected(self) -> re.Pattern[str]:
        lines = (".*" if line == "..." else re.escape(line) for line in self.printed.splitlines())
        return re.compile("\n".join(lines), re.DOTALL)


def steps(page: str) -> Iterator[File | Command]:
    for found in _STEP.finditer(page):
        if found["console"] is None:
            yield File(found["file"], found["field"], found["text"])
            continue
        for command in re.split(r"^\$ ", found["console"], flags=re.MULTILINE)[1:]:
            line, _, printed = command.partition("\n")
            yield Command(line, printed.rstrip("\n"))


def follow(page: str, folder: Path) -> Iterator[tuple[Command, str]]:
    """Take all steps in `folder`; yield each command with what it printed."""
    start = folder
    for step in steps(page):
        match step:
            case File():
                step.save(start)
            case Command(words=["cd", name]):
                folder = (folder / name).resolve()
            case Command(words=["cvtex", *words]):
                ran = run_cvtex(words, folder)
                yield step, (ran.errors + ran.output).replace("\\", "/").rstrip("\n")
            case Command():
                assert _INSTALLS.match(step.line), step.line
