r"""Dump preambles as formats, and start TeX from them. The package's docstring gives the rules.

A result never depends on a format. A new format is compared with a run without it, and whenever TeX fails with a
format, the document is typeset without it and that result counts.
"""

from __future__ import annotations

import gzip
import re
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cvtex.cache.fingerprint import fingerprint
from cvtex.files.state import FileState, state_of
from cvtex.typeset.engine import Engine
from cvtex.typeset.font_map import DEFAULT_MAP, fonts_of, needed_lines, read_names, words_in
from cvtex.typeset.format_store import FormatStore, NotDumpable, StoredFormat
from cvtex.typeset.installation import knows_additions, states_of, states_read
from cvtex.typeset.process import do_nothing
from cvtex.typeset.run import Start, TexJob, TexRun, run_tex
from cvtex.value import Value, replace

_RECORDED: Final = Start(("-recorder",))
# Start from the LaTeX format, by whatever name pdfTeX is called.
_DUMPING: Final = Start(("-ini", "-recorder", "&pdflatex"))
_LOCK: Final = threading.Lock()
_IN_PROGRESS: Final[set[str]] = set()
_GZIP: Final = b"\x1f\x8b"
_MAP: Final = "cvtex.map"
# Search paths of bitmaps for fonts that the small map lacks (kpathsea's manual, "Supported file formats").
_BITMAPS: Final = ("PKFONTS", "TEXPKS", "GLYPHFONTS")
_DUMP_BEGINS: Final = "Beginning to dump on file"
_MEASURES: Final = re.compile(r"^CVTEX .*$", re.MULTILINE)

# A format does not keep the effect of these commands. A preamble that uses one is not dumped.
_NOT_KEPT: Final = (
    "pdfmapline", "pdfmapfile", "pdfinfo", "pdfcatalog", "pdfnames", "pdftrailer", "pdftrailerid", "pdffontattr",
    "pdfcopyfont", "letterspacefont", "pdffontexpand", "openout",
)  # fmt: skip
_KEEPS_NOTHING_NOT_KEPT: Final = re.compile(r"^0 words of pdfTeX memory\n0 indirect objects$", re.MULTILINE)
# Font codes are lost, too, but TeX cannot watch them.
_FONT_CODES: Final = re.compile(rb"\\(?:lp|rp|ef|tag|knbs|stbs|shbs|knbc|knac)code\b|\\pdfnoligatures\b")


class _Conditions(Value):
    """Parameters shared by all runs of a job."""

    engine: Engine
    epoch: int
    time_limit: float
    environment: Mapping[str, str]

    def run(self, job: TexJob, start: Start, meanwhile: Callable[[], None] = do_nothing) -> TexRun:
        return run_tex(
            job,
            self.engine,
            epoch=self.epoch,
            time_limit=self.time_limit,
            environment=self.environment,
            start=start,
            meanwhile=meanwhile,
        )


def run_with_format(
    job: TexJob,
    engine: Engine,
    store: FormatStore | None,
    *,
    epoch: int,
    time_limit: float,
    environment: Mapping[str, str],
    meanwhile: Callable[[], None] = do_nothing,
) -> TexRun:
    """Job -> the same result as `run_tex`, but faster if `store` has a format for the preamble.

    `time_limit` holds for each start of TeX; there are at most four. `meanwhile` is called during the first.
    """
    conditions = _Conditions(engine, epoch, time_limit, environment)
    if store is None or not job.preamble_lines:
        return conditions.run(job, Start(), meanwhile)
    key = _key(job, engine, epoch)
    found = store.read(key)
    if isinstance(found, NotDumpable):
        plain = conditions.run(job, _RECORDED, meanwhile)
        return _with_installation(plain, states_of(plain.files, engine, environment))
    if found is not None:
        is_intact = False

        def compare() -> None:
            # TeX itself does not notice a damaged format. Reading it takes less time than TeX does.
            nonlocal is_intact
            meanwhile()
            is_intact = store.cache.is_intact(found.path)

        run = _run_stored(job, found, conditions, compare)
        if run.pdf is not None and is_intact:
            read = (file for file in run.files if Path(file) != found.path.absolute())
            return _with_installation(run, (*found.files, *states_read(read)))
    plain = conditions.run(job, _RECORDED, meanwhile if found is None else do_nothing)
    if plain.pdf is None:
        return plain
    plain = _with_installation(plain, states_of(plain.files, engine, environment))
    if store.cache.is_writable():
        with _exclusive(key) as is_first:
            if is_first:
                _create_format(job, key, plain, found.font_map if found else "", store, conditions)
    return plain


@contextmanager
def _exclusive(key: str) -> Iterator[bool]:
    """Yield whether no other thread is making the same format: variants of one look are built in parallel."""
    with _LOCK:
        is_first = key not in _IN_PROGRESS
        _IN_PROGRESS.add(key)
    try:
        yield is_first
    finally:
        if is_first:
            _IN_PROGRESS.discard(key)


def _with_installation(run: TexRun, states: tuple[FileState, ...]) -> TexRun:
    return replace(run, installation=tuple(dict.fromkeys(states)) if knows_additions(states) else ())


def _key(job: TexJob, engine: Engine, epoch: int) -> str:
    """Everything that determines a format, except the version and TeX's own files. A preamble may print `epoch`."""
    return fingerprint((engine.name, state_of(engine.executable), epoch, _preamble(job), job.resources))


def _preamble(job: TexJob) -> str:
    return "\n".join(job.tex.split("\n")[: job.preamble_lines])


def _create_format(
    job: TexJob, key: str, plain: TexRun, known_map: str, store: FormatStore, conditions: _Conditions
) -> None:
    """Dump the preamble of the job, and store the format if it leads to the result of the plain run.

    `known_map`: lines for the fonts of earlier documents. Without any glyph, TeX reads no map, and no format is made.
    """
    map_file = next((Path(file) for file in plain.files if Path(file).name == DEFAULT_MAP), None)
    if map_file is None:
        return
    dump = _dump(job, conditions)
    if dump is not None and dump.exit_code is None:
        return
    files = states_of((*plain.files, *(dump.files if dump else ())), conditions.engine, conditions.environment)
    data = _unpacked(dump.format) if dump and dump.format else None
    if dump is None or data is None:
        store.reject(key, files)
        return
    path = store.write_format(data)
    if path is None:
        return
    font_map = _font_map(map_file, job, (*plain.files, *dump.files), known_map)
    stored = StoredFormat(path, font_map, dump.log.partition(_DUMP_BEGINS)[0])
    trial = _run_stored(job, stored, conditions)
    if _is_same(plain, trial):
        store.accept(key, stored, files)
    elif trial.exit_code is not None:
        store.reject(key, files, path)


def _run_stored(
    job: TexJob, stored: StoredFormat, conditions: _Conditions, meanwhile: Callable[[], None] = do_nothing
) -> TexRun:
    run = conditions.run(*_with_stored(job, stored), meanwhile)
    return replace(run, log=stored.log + run.log)


def _with_stored(job: TexJob, stored: StoredFormat) -> tuple[TexJob, Start]:
    """Replace the preamble by as many comment lines, so that line numbers in TeX's messages stay the same."""
    lines = job.tex.split("\n")
    lines[: job.preamble_lines] = ["%"] * job.preamble_lines
    resources, bitmaps = dict(job.resources), {}
    if stored.font_map:
        lines[0] = rf"\pdfmapfile{{{_MAP}}}%"
        resources[_MAP] = stored.font_map.encode("utf-8", "surrogateescape")
        bitmaps = dict.fromkeys(_BITMAPS, ".")
    start = Start((f"-fmt={stored.path.absolute()}", *_RECORDED.options), bitmaps)
    return replace(job, tex="\n".join(lines), resources=resources), start


def _is_same(plain: TexRun, run: TexRun) -> bool:
    return run.pdf == plain.pdf and _MEASURES.findall(run.log) == _MEASURES.findall(plain.log)


def _font_map(map_file: Path, job: TexJob, files: tuple[str, ...], known: str) -> str:
    """Return the lines of the map, or "" if the map cannot be read. TeX then reads its own map."""
    try:
        text = map_file.read_text("utf-8", "surrogateescape") if map_file.is_absolute() else ""
    except OSError:
        return ""
    named = words_in(data.decode("utf-8", "replace") for data in job.resources.values())
    return needed_lines(text, fonts_of(files) | read_names(known) | named)


def _dump(job: TexJob, conditions: _Conditions) -> TexRun | None:
    """Return the run that dumps the preamble, without a format if TeX failed; None if a format would lose something."""
    if any(_FONT_CODES.search(data) for data in job.resources.values()):
        return None
    names = [name for command in _NOT_KEPT for name in (command, f"tex_{command}:D")]
    watch = "".join(rf"\cvtexwatch{{{name}}}" for name in names)
    stop = "".join(rf"\cvtexunwatch{{{name}}}" for name in names)
    tex = "\n".join((_WATCHING, watch + "%", _preamble(job), _BACKEND, stop + "%", _WATCHED))
    run = conditions.run(replace(job, tex=tex), _DUMPING)
    return run if run.exit_code != 0 or _KEEPS_NOTHING_NOT_KEPT.search(run.log) else None


# A watched command records its use and then does its work. A colour stack of the preamble would have number 1.
_WATCHING: Final = r"""\def\cvtexwatch#1{\ifcsname#1\endcsname
\expandafter\let\csname cvtex:#1\expandafter\endcsname\csname#1\endcsname
\expandafter\edef\csname#1\endcsname{\gdef\noexpand\cvtexlost{#1}\expandafter\noexpand\csname cvtex:#1\endcsname}\fi}%
\def\cvtexunwatch#1{\ifcsname cvtex:#1\endcsname
\expandafter\let\csname#1\expandafter\endcsname\csname cvtex:#1\endcsname
\expandafter\let\csname cvtex:#1\endcsname\undefined\fi}%"""
# LaTeX would load this at \begin{document}; the name is documented (interface3, "l3sys").
_BACKEND: Final = r"\ifcsname sys_ensure_backend:\endcsname\csname sys_ensure_backend:\endcsname\fi"
_WATCHED: Final = r"""\ifdefined\cvtexlost\errmessage{\string\cvtexlost\space\cvtexlost}\fi
\ifnum\pdfcolorstackinit page direct{0 g}>1 \errmessage{a colour stack}\fi
\let\cvtexwatch\undefined\let\cvtexunwatch\undefined
\dump"""


def _unpacked(format_: bytes) -> bytes | None:
    """Unpack a format. TeX Live compresses formats, but unpacking one takes longer than setting two pages."""
    if not format_.startswith(_GZIP):
        return format_
    try:
        return gzip.decompress(format_)
    except (OSError, EOFError, zlib.error):
        return None
