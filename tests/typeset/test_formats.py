r"""Formats lead to the same bytes, faster. A format that is wrong or damaged is detected and replaced.

The documents here have a preamble of three lines. A run records how TeX was started.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cvtex.cache.store import Cache, _sealed, _unsealed
from cvtex.files.state import FileState, state_of
from cvtex.typeset import formats
from cvtex.typeset.engine import Engine, EngineName, find_engine
from cvtex.typeset.format_store import FormatStore, _FormatEntry
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.installation import knows_additions, states_read
from cvtex.typeset.log import TexMessage, read_log
from cvtex.typeset.run import TexJob, TexRun, run_tex
from cvtex.value import from_bytes, replace, to_bytes

pytestmark = pytest.mark.slow

THEME = rb"""\ProvidesPackage{look}
\RequirePackage[T1]{fontenc}\RequirePackage{lmodern}
\pdftrailerid{}
\newcommand\greeting{Hello}
\wlog{CVTEX the theme}
""".replace(rb"\pdftrailerid{}", rb"\AtBeginDocument{\pdftrailerid{}}")
PREAMBLE = "\\documentclass{article}%\n\\newcommand{\\size}{11}%\n\\usepackage{look}%\n"
BODY = "\\begin{document}\n\\greeting, \\textbf{world}\n\\end{document}\n"
JOB = TexJob(PREAMBLE + BODY, {"look.sty": THEME}, "cv", preamble_lines=3)

PLAIN, RECORDED, DUMP, STORED = "plain", "recorded", "dump", "format"
FIRST = [RECORDED, DUMP, STORED]


def engine_of(name: EngineName) -> Engine:
    engine = find_engine(name, os.environ)
    if engine is None:
        pytest.skip(f"there is no {name} here")
    return engine


@dataclass
class Runner:
    """`expected`: the PDF of a run before this test."""

    store: FormatStore
    engine: Engine
    starts: list[str]
    expected: bytes | None = None

    def __call__(self, job: TexJob = JOB, engine: Engine | None = None, epoch: int = 0) -> TexRun:
        self.starts.clear()
        return run_with_format(
            job, engine or self.engine, self.store, epoch=epoch, time_limit=60, environment=os.environ
        )

    def plainly(self, job: TexJob = JOB) -> TexRun:
        return run_tex(job, self.engine, epoch=0, time_limit=60, environment=os.environ)

    @property
    def folder(self) -> Path:
        assert self.store.cache.folder is not None
        return self.store.cache.folder

    @property
    def entry(self) -> Path:
        (entry,) = self.folder.glob("formats-*.entry")
        return entry

    def read_entry(self) -> _FormatEntry:
        return from_bytes(_unsealed(self.entry.name, self.entry.read_bytes()), _FormatEntry)

    def write_entry(self, entry: _FormatEntry) -> None:
        self.entry.write_bytes(_sealed(self.entry.name, to_bytes(entry)))

    @property
    def format(self) -> Path:
        (format_,) = self.folder.glob("formats-*.fmt")
        return format_


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How TeX was started, in order."""
    seen: list[str] = []

    def watched(job: TexJob, engine: Engine, *, start: Any, **others: Any) -> TexRun:
        kinds = {"-ini": DUMP, "-recorder": RECORDED}
        first = (*start.options, "")[0]
        seen.append(STORED if first.startswith("-fmt=") else kinds.get(first, PLAIN))
        return run_tex(job, engine, start=start, **others)

    monkeypatch.setattr(formats, "run_tex", watched)
    return seen


@pytest.fixture(params=["embedded", pytest.param("pdflatex", marks=pytest.mark.texlive)])
def tex(request: pytest.FixtureRequest, tmp_path: Path, starts: list[str]) -> Runner:
    return Runner(FormatStore(Cache(tmp_path / "cache of mine")), engine_of(request.param), starts)


@pytest.fixture
def embedded(tmp_path: Path, starts: list[str]) -> Runner:
    return Runner(FormatStore(Cache(tmp_path / "cache")), engine_of("embedded"), starts)


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A folder that a first run has filled, and its PDF."""
    folder = tmp_path_factory.mktemp("formats") / "cache"
    first = Runner(FormatStore(Cache(folder)), engine_of("embedded"), [])()
    assert first.pdf is not None
    shutil.copytree(folder, folder.with_name("kept"))
    return folder, first.pdf


@pytest.fixture
def filled(first_run: tuple[Path, bytes], starts: list[str]) -> Runner:
    """After a first run. The place of the folder is the same each time: the entry names it."""
    folder, expected = first_run
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(folder.with_name("kept"), folder)
    return Runner(FormatStore(Cache(folder)), engine_of("embedded"), starts, expected)


# ---------------------------------------------------------------- the same result, faster


def test_the_second_run_starts_tex_once_and_gives_the_same_bytes(tex: Runner) -> None:
    plain = tex.plainly()
    first = tex()
    assert tex.starts == FIRST
    second = tex()
    assert tex.starts == [STORED]
    assert plain.pdf is not None
    assert plain.pdf == first.pdf == second.pdf
    assert read_log(plain.log) == read_log(second.log)
    assert "CVTEX the theme" in second.log


def test_another_document_with_the_same_look_uses_it(filled: Runner) -> None:
    other = replace(JOB, tex=JOB.tex.replace("world", "moon"))
    assert filled(other).pdf == filled.plainly(other).pdf
    assert filled.starts == [STORED]


def test_errors_are_reported_at_the_same_lines(filled: Runner) -> None:
    wrong = replace(JOB, tex=JOB.tex.replace("world", "\\oops"))
    run = filled(wrong)
    assert filled.starts == [STORED, RECORDED]
    assert run.pdf is None
    assert read_log(run.log) == (TexMessage("error", r"Undefined control sequence: \oops", 5, file="./cv.tex"),)


def test_lines_of_messages_are_those_of_the_document_with_a_format_too(embedded: Runner) -> None:
    wide = replace(JOB, tex=JOB.tex.replace("world", "\\hbox to 1pt{wide}"))
    plain = embedded.plainly(wide)
    embedded(wide)
    (message,) = [one for one in read_log(embedded(wide).log) if one.kind == "overfull"]
    assert embedded.starts == [STORED]
    assert message in read_log(plain.log)
    assert message.line == 5


@pytest.mark.parametrize("wrong", [rb"\oops", rb"\input{nowhere}", rb"\newcommand\greeting{Hello"])
def test_an_error_of_the_theme_is_reported_as_without_formats(embedded: Runner, wrong: bytes) -> None:
    job = replace(JOB, resources={"look.sty": THEME + wrong})
    assert read_log(embedded(job).log) == read_log(embedded.plainly(job).log) != ()
    assert embedded.starts == [RECORDED]


# ---------------------------------------------------------------- what is not kept in a format


@pytest.mark.parametrize(
    "lost",
    [
        rb"\pdfmapline{=ec-lmr10 LMRoman10-Bold <lm-ec.enc <lmbx10.pfb}",
        rb"\pdfinfo{/Subject(letters)}",
        rb"\pdfcatalog{/Lang(en)}",
        rb"\immediate\pdfobj{<<>>}",
        rb"\newwrite\notes\immediate\openout\notes=notes.txt",
        rb"\chardef\mine\pdfcolorstackinit page direct{0 g}",
        rb"\font\mine=ec-lmr10 \lpcode\mine`H=500 ",
        rb"\ExplSyntaxOn\tex_pdfinfo:D{/Subject(letters)}\ExplSyntaxOff",
    ],
)
def test_a_theme_that_uses_what_formats_lose_is_typeset_plainly(embedded: Runner, lost: bytes) -> None:
    job = replace(JOB, resources={"look.sty": THEME + lost + b"\n"})
    assert embedded(job).pdf is not None
    assert STORED not in embedded.starts
    assert embedded(job).pdf == embedded.plainly(job).pdf
    assert embedded.starts == [RECORDED]
    assert [embedded.entry] == list(embedded.folder.iterdir())


def test_a_format_with_another_result_is_rejected(embedded: Runner) -> None:
    """A file that the preamble opens for reading is not open in the format."""
    counting = rb"\newcount\lines\begingroup\endlinechar=-1 \global\newread\own\openin\own=look.sty\endgroup" + b"\n"
    job = replace(
        JOB,
        tex=JOB.tex.replace("world", "\\ifeof\\own gone\\else there\\fi"),
        resources={"look.sty": THEME + counting},
    )
    plain = embedded.plainly(job)
    assert embedded(job).pdf == plain.pdf is not None
    assert embedded.starts == FIRST
    assert embedded(job).pdf == plain.pdf
    assert embedded.starts == [RECORDED]


def test_a_rejected_preamble_is_tried_again_after_a_day(embedded: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    job = replace(JOB, resources={"look.sty": THEME + b"\\pdfinfo{/Subject(letters)}\n"})
    monkeypatch.setattr("cvtex.typeset.format_store._RETRY_SECONDS", -1.0)
    embedded(job)
    embedded(job)
    assert embedded.starts == [RECORDED, DUMP]


# ---------------------------------------------------------------- fonts


def test_only_the_lines_of_the_fonts_in_use_and_of_their_relatives_are_read(tex: Runner) -> None:
    tex()
    names = {line.split()[0] for line in tex.read_entry().font_map.splitlines()}
    assert {"ec-lmr10", "ec-lmbx10", "ec-lmri10"} <= names
    assert "cmr10" not in names
    # pdfTeX reads this map, and not its own:
    assert "pdftex.map" not in tex().log
    assert tex.starts == [STORED]


@pytest.mark.parametrize("font", ["bchr8t", pytest.param("cmr10", marks=[pytest.mark.texlive, pytest.mark.long])])
def test_a_font_that_the_small_map_lacks_is_learned_and_never_replaced(tex: Runner, font: str) -> None:
    """cmr10 is in LaTeX's own format. bchr8t is virtual: the map has only its parts."""
    if font == "cmr10" and tex.engine.name == "embedded":
        pytest.skip("the embedded TeX lacks it")
    tex()
    other = replace(JOB, tex=JOB.tex.replace("world", f"\\font\\other={font} \\other world"))
    plain = tex.plainly(other)
    assert tex(other).pdf == plain.pdf is not None
    assert tex.starts == [STORED, *FIRST]
    assert tex(other).pdf == plain.pdf
    assert tex.starts == [STORED]
    # The fonts of the first document are still known.
    tex()
    assert tex.starts == [STORED]


def test_a_document_without_glyphs_leaves_it_to_the_next_one(embedded: Runner) -> None:
    """As in a measuring pass: TeX reads no map, so the fonts are unknown."""
    blank = replace(JOB, tex=JOB.tex.replace("\\greeting, \\textbf{world}", "\\pagestyle{empty}\\null"))
    embedded(blank)
    assert embedded.starts == [RECORDED]
    embedded()
    assert embedded.starts == FIRST
    embedded(blank)
    assert embedded.starts == [STORED]


# ---------------------------------------------------------------- changes


def changed_theme(job: TexJob) -> TexJob:
    return replace(job, resources={"look.sty": THEME.replace(b"Hello", b"Good day")})


def changed_preamble(job: TexJob) -> TexJob:
    return replace(job, tex=job.tex.replace("{11}", "{12}"))


@pytest.mark.parametrize("change", [changed_theme, changed_preamble])
def test_a_change_is_seen(filled: Runner, change: Callable[[TexJob], TexJob]) -> None:
    job = change(JOB)
    assert filled(job).pdf == filled.plainly(job).pdf
    assert filled.starts == FIRST


def test_a_preamble_may_print_the_date(embedded: Runner) -> None:
    dated = replace(JOB, resources={"look.sty": THEME + b"\\edef\\greeting{\\the\\year}\n"})
    first, second = embedded(dated), embedded(dated, epoch=1_700_000_000)
    assert first.pdf != second.pdf
    assert embedded.starts == FIRST


def test_a_changed_file_of_the_installation_is_seen(filled: Runner, tmp_path: Path) -> None:
    entry = filled.read_entry()
    read = {Path(file.path).name for file in entry.files}
    assert {"article.cls", "lmodern.sty", "pdftex.map", "pdflatex.fmt", "texmf.cnf", "ls-R"} <= read
    assert not any("look.sty" in name for name in read)
    # The installation is not ours to change: the entry is written as if the file had been another one.
    (file,) = [file for file in entry.files if file.path.endswith("/lmodern.sty")]
    for wrong in (file._replace(size=1), FileState(str(tmp_path / "gone.sty"), 1, 1)):
        filled.write_entry(replace(entry, files=tuple(wrong if one == file else one for one in entry.files)))
        filled()
        assert filled.starts == FIRST


def test_another_program_of_the_same_name_is_another_engine(filled: Runner, tmp_path: Path) -> None:
    """As after an update of TeX: the same path, but another file."""
    if os.name != "posix":
        pytest.skip("needs symbolic links")
    place = tmp_path / "bin"
    place.symlink_to(filled.engine.executable.parent)
    linked = replace(filled.engine, executable=place / filled.engine.executable.name)
    filled(JOB, linked)
    assert filled.starts == FIRST


# ---------------------------------------------------------------- damage


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:1024] = b"\xff" * 1024
    path.write_bytes(bytes(data))


def remove(path: Path) -> None:
    path.unlink()


DAMAGES = (cut, empty, scribble, remove)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_format_is_dumped_again(filled: Runner, damage: Callable[[Path], None]) -> None:
    damage(filled.format)
    assert filled().pdf == filled.expected
    assert filled.starts == FIRST
    assert filled().pdf == filled.expected
    assert filled.starts == [STORED]


def test_a_folder_in_the_place_of_a_format_is_left_alone(filled: Runner) -> None:
    place = filled.format
    place.unlink()
    place.mkdir()
    for _ in range(2):
        assert filled().pdf == filled.expected
    assert place.is_dir()


@pytest.mark.parametrize("damage", [DAMAGES[0], *(pytest.param(one, marks=pytest.mark.long) for one in DAMAGES[1:])])
def test_a_damaged_entry_counts_as_missing(filled: Runner, damage: Callable[[Path], None]) -> None:
    damage(filled.entry)
    assert filled().pdf is not None
    assert filled.starts == FIRST
    filled()
    assert filled.starts == [STORED]


@pytest.mark.parametrize("damage", [cut, *(pytest.param(one, marks=pytest.mark.long) for one in (empty, scribble))])
def test_a_format_that_tex_refuses_is_dumped_again(filled: Runner, damage: Callable[[Path], None]) -> None:
    """The entry matches the damaged file, so only TeX notices."""
    damage(filled.format)
    filled.write_entry(replace(filled.read_entry(), format=state_of(filled.format)))
    assert filled().pdf == filled.expected
    assert filled.starts == [STORED, *FIRST]
    assert filled().pdf == filled.expected
    assert filled.starts == [STORED]


@pytest.mark.texlive
def test_the_format_of_another_engine_is_dumped_again(filled: Runner, tmp_path: Path, starts: list[str]) -> None:
    other = Runner(FormatStore(Cache(tmp_path / "other")), engine_of("pdflatex"), starts)
    other()
    filled.format.write_bytes(other.format.read_bytes())
    filled.write_entry(replace(filled.read_entry(), format=state_of(filled.format)))
    assert filled().pdf == filled.expected
    assert filled.starts == [STORED, *FIRST]


def test_each_run_has_the_states_of_the_installation_files_it_depends_on(embedded: Runner) -> None:
    """Also a run from a format: it includes the files read by the plain run, and the databases."""
    plain, stored = (embedded().installation for _ in range(2))
    names = {Path(state.path).name for state in plain}
    assert {"article.cls", "lmodern.sty", "ls-R", "pdflatex.fmt", "texmf.cnf"} <= names
    assert {state.path for state in plain} <= {state.path for state in stored}
    assert not any(
        name.endswith(".fmt") and name.startswith("format-") for name in (Path(state.path).name for state in stored)
    )
    unfit = replace(JOB, resources={"look.sty": THEME + b"\\pdfinfo{/Subject(letters)}\n"})
    for _ in range(2):
        assert names <= {Path(state.path).name for state in embedded(unfit).installation}


def test_without_a_database_additions_are_unknown() -> None:
    assert not knows_additions(states_read([__file__]))


# ---------------------------------------------------------------- the folder


def test_without_a_folder_tex_is_started_plainly(embedded: Runner) -> None:
    run = run_with_format(JOB, embedded.engine, None, epoch=0, time_limit=60, environment=os.environ)
    assert run.pdf is not None
    assert embedded.starts == [PLAIN]


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path, embedded: Runner) -> None:
    (tmp_path / "file").write_text("")
    embedded.store = FormatStore(Cache(tmp_path / "file" / "below"))
    for _ in range(2):
        assert embedded().pdf is not None
        assert embedded.starts == [RECORDED]


def test_a_folder_that_may_only_be_read_is_used(filled: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    for name in ("os.utime", "tempfile.TemporaryFile", "cvtex.cache.store.replace_file"):
        monkeypatch.setattr(name, refused)
    assert filled().pdf == filled.expected
    assert filled.starts == [STORED]
    assert filled(changed_theme(JOB)).pdf is not None
    assert filled.starts == [RECORDED]


def test_a_full_disk_leaves_nothing_behind(embedded: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert embedded().pdf is not None
    assert list(embedded.folder.iterdir()) == []


def test_nothing_is_left_in_the_temporary_folder(
    embedded: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    embedded()
    embedded()
    assert list(folder.iterdir()) == []


# ---------------------------------------------------------------- two at the same time

BUILDER = """
import hashlib, os, sys
from pathlib import Path
from cvtex.cache.store import Cache
from cvtex.typeset.engine import find_engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import run_with_format
from cvtex.typeset.run import TexJob
tex, theme, folder = Path(sys.argv[1]).read_text(), Path(sys.argv[2]).read_bytes(), Path(sys.argv[3])
job = TexJob(tex, {"look.sty": theme}, "cv", 3)
engine = find_engine("embedded", os.environ)
for _ in range(3):
    run = run_with_format(job, engine, FormatStore(Cache(folder)), epoch=0, time_limit=60, environment=os.environ)
    print(hashlib.sha256(run.pdf or b"").hexdigest())
"""


def test_two_programs_at_the_same_time_do_not_disturb_each_other(embedded: Runner, tmp_path: Path) -> None:
    expected = embedded.plainly().pdf
    (tmp_path / "cv.tex").write_text(JOB.tex)
    (tmp_path / "look.sty").write_bytes(THEME)
    command = [
        sys.executable,
        "-c",
        BUILDER,
        str(tmp_path / "cv.tex"),
        str(tmp_path / "look.sty"),
        str(embedded.folder),
    ]
    two = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    digests = {line for one in two for line in one.communicate(timeout=120)[0].split()}
    assert [one.returncode for one in two] == [0, 0]
    assert len(digests) == 1
    assert embedded().pdf == expected
    embedded()
    assert embedded.starts == [STORED]
    assert len(list(embedded.folder.iterdir())) == 2


def test_a_format_that_vanishes_before_tex_reads_it_is_done_without(
    filled: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = FormatStore.read

    def read_and_lose(store: FormatStore, key: str) -> Any:
        found = read(store, key)
        shutil.rmtree(filled.folder)
        return found

    monkeypatch.setattr(FormatStore, "read", read_and_lose)
    assert filled().pdf == filled.expected
    assert filled.starts == [STORED, *FIRST]
