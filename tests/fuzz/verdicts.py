"""What counts as a fault of a run: its exit code, its messages, and the files that it leaves."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from cases import Fault
from running import Ran

from cvtex.verify.readers import READERS

_FRAME: Final = re.compile(r'File "[^"]*[/\\]cvtex[/\\]([^"]+\.py)", line \d+,? in (\S+)')
_DIAGNOSTIC: Final = re.compile(
    r"(?P<file>[^\n]*?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning): (?P<message>.*)"
)
_UNPLACED: Final = re.compile(r"cvtex: (?P<severity>error|warning): (?P<message>.*)")
# What an excerpt, a hint and other lines of one message begin with.
_CONTINUED: Final = (" ", "cvtex: keeping", "cvtex: build")
_LINE_END: Final = re.compile(r"\r\n?|\n")
# Words of TeX that say nothing to an author.
_RAW_TEX: Final = re.compile(
    r"TeX cannot set this|Undefined control sequence|Emergency stop|Dimension too large|capacity exceeded"
    r"|Runaway argument|Missing [$}{\\]|Extra [}\\]|Illegal unit|\bl\.\d+ |overfull"
    r"|Paragraph ended|Package \w+ Error|LaTeX Error"
)
# Promises of ours. Other errors of a finished file are rules of the author or of a funder, which a CV may break.
_PROMISE: Final = re.compile(
    r"the PDF(?:'s| has no | has an | shows | is not )|structure tree|missing from the |the output links"
    r"|missing or repeated|the blocks are|is not embedded|cannot be (?:copied|inspected)|crosses|trim box"
    r"|page \d+ (?:prints|ends with)"
)
# What has no place in a file of the author's.
_NOWHERE: Final = re.compile(r"no source has your name|\S*fonts/own\.")


def traceback_fault(errors: str) -> Fault:
    """A traceback -> the kind of exception and the innermost function of the program."""
    last = next(
        (
            line
            for line in reversed(errors.splitlines())
            if re.match(r"[\w.]+(?:Error|Exception|Exit|Interrupt)?\b", line) and not line.startswith("cvtex:")
        ),
        "",
    )
    frames = _FRAME.findall(errors)
    place = ":".join(frames[-1]) if frames else "?"
    return Fault(f"traceback: {last.partition(':')[0]} in {place}", errors[-3000:])


def template(message: str) -> str:
    """A message without what it quotes and counts."""
    message = re.sub(r"\S*/(?:fuzz|cvtex)-\w+/", "", message)
    message = re.sub(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"|“[^”]*”", "'…'", message)
    return re.sub(r"\d+", "N", message)[:90]


def messages(ran: Ran) -> Iterator[re.Match[str]]:
    """The first line of each diagnostic."""
    for line in ran.errors.split("\n"):
        if not line.startswith(" ") and (found := _DIAGNOSTIC.match(line) or _UNPLACED.match(line)):
            yield found


def errors(ran: Ran) -> list[str]:
    return [one["message"] for one in messages(ran) if one["severity"] == "error"]


def run_faults(ran: Ran, allowed: Container[int], files: Mapping[str, bytes] | None = None) -> Iterator[Fault]:
    """Faults of any run. `files`: what messages have their places in; None if that is not looked at."""
    if ran.exit_code == 70 or "Traceback (most recent call last)" in ran.errors:
        yield traceback_fault(ran.errors)
        return
    if ran.exit_code not in allowed:
        kinds = "; ".join(dict.fromkeys(template(one) for one in errors(ran)[:3])) or template(ran.errors.strip()[-90:])
        yield Fault(f"exit code {ran.exit_code}: {kinds}", ran.errors[:3000])
    if ran.exit_code and not (ran.errors + ran.output).strip():
        yield Fault(f"exit code {ran.exit_code} without a word")
    for found in messages(ran):
        if _RAW_TEX.search(re.sub(r"'[^']*'", "", found["message"])):
            yield Fault(f"raw TeX: {template(found['message'])}", found[0])
    if files is not None:
        yield from _places(ran, files)


def _places(ran: Ran, files: Mapping[str, bytes]) -> Iterator[Fault]:
    for found in messages(ran):
        if found.re is _UNPLACED:
            if not _NOWHERE.search(found["message"]):
                yield Fault(f"no place: {template(found['message'])}", found[0])
            continue
        data = next(
            (data for name, data in files.items() if name == found["file"] or name.endswith("/" + found["file"])), None
        )
        if data is None:
            yield Fault(f"place in no file: {template(found['message'])}", found[0])
        elif b"\0" not in data and not data.startswith((b"\xfe\xff", b"\xff\xfe", b"PK", b"%PDF")):
            lines = _LINE_END.split(data.decode("utf-8-sig", "replace"))
            line, column = int(found["line"]), int(found["column"])
            if not 0 < line <= len(lines) or not 0 < column <= len(lines[line - 1]) + 2:
                yield Fault(f"place outside of the file: {template(found['message'])}", found[0])


def json_faults(text: str) -> Iterator[Fault]:
    try:
        json.loads(text)
    except ValueError as problem:
        yield Fault("no JSON on standard output", str(problem))


def build_faults(ran: Ran, output: Path, suffixes: Iterable[str], files: Mapping[str, bytes] | None) -> Iterator[Fault]:
    """Faults of a build of a CV that `check` had nothing against."""
    found = errors(ran)
    if ran.exit_code == 3 or (ran.exit_code in (1, 4) and any(map(_PROMISE.search, found))):
        kinds = "; ".join(dict.fromkeys(template(one) for one in found[:2]))
        yield Fault(f"check is content, build ends with {ran.exit_code}: {kinds}", ran.errors[:3000])
        return
    # What is wrong with a finished file has a page, but not always a line of the sources.
    yield from run_faults(ran, (0, 1, 4), None if ran.exit_code == 4 else files)
    written = {one.name: one.read_bytes() for one in output.rglob("*") if one.is_file()} if output.is_dir() else {}
    wanted = tuple(suffixes)
    for name, data in written.items():
        if name.endswith(".draft.pdf"):
            continue
        suffix = next((one for one in sorted(wanted, key=len, reverse=True) if name.endswith(one)), None)
        if suffix is None:
            yield Fault(f"left beside the output: *{Path(name).suffix}", name)
        else:
            yield from _unreadable(suffix, data)
    if ran.exit_code == 0 and not written:
        yield Fault("exit code 0 and no output", ran.errors[:2000])
    if ran.exit_code == 1 and "pdf" in "".join(written):
        yield Fault("an output in spite of errors", ran.errors[:2000])


def _unreadable(suffix: str, data: bytes) -> Iterator[Fault]:
    """What the reader of a format has against a file of it."""
    name = suffix.removeprefix(".").removesuffix(".json") if suffix != ".json" else "json"
    try:
        match name:
            case "pdf":
                if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
                    yield Fault("half a PDF")
            case "json" | "csl":
                json.loads(data)
                READERS[name](data)
            case "docx":
                with zipfile.ZipFile(io.BytesIO(data)) as package:
                    assert package.testzip() is None
                READERS[name](data)
            case _:
                READERS[name](data)
    except Exception as problem:  # noqa: BLE001 - a reader may raise anything
        yield Fault(f"{name} cannot be read: {type(problem).__name__}", str(problem)[:500])


def leftovers(temporary: Path) -> Iterator[Fault]:
    """What a run has left in the temporary folder, which is the worker's own."""
    for name in sorted(one.name for one in temporary.iterdir()):
        yield Fault(f"left in the temporary folder: {re.sub(r'[^a-z.-]+.*', '', name)}", name)
