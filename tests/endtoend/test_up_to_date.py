"""A build is skipped if nothing changed; a change of any dependency leads to a build."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pictures
import pytest
from many import a_few
from running import ROOT, Ran, run_cvtex

pytestmark = pytest.mark.slow

CV = """\
owner: {name: Ada Example, photo: me.png}
bibliography: [a.bib]
theme: own
references: own
sections:
  about: {kind: text, title: About, text: Hello.}
  publications: {kind: publications, title: Publications}
variants:
  full: {profile: mine}
  small: {pages: 1}
"""
BIB = "@misc{one, author = {Ada Example}, title = {First}, year = 2020}\n"
PROFILE = (ROOT / "src" / "cvtex" / "profiles" / "one-page.yaml").read_text(encoding="utf-8")
UP_TO_DATE = "build/cv-full.pdf: up to date\n"


@dataclass
class Project:
    folder: Path
    cache: Path

    def build(self, *options: str, **environment: str) -> Ran:
        environment |= {"XDG_CACHE_HOME": str(self.cache), "LOCALAPPDATA": str(self.cache)}
        ran = run_cvtex(["build", "--engine", "embedded", *options], self.folder, **environment)
        return Ran(ran.exit_code, ran.output.replace("\\", "/"), ran.errors)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    @property
    def records(self) -> list[Path]:
        return sorted((self.cache / "cvtex").glob("builds-*.entry"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A CV with a source of each kind, built once."""
    project = Project(tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("cache"))
    project.write("cv.yaml", CV)
    project.write("a.bib", BIB)
    project.write("me.png", pictures.KINDS["rgb.png"])
    project.write("profiles/mine.yaml", PROFILE)
    project.write("styles/themes/cvtex-own.sty", "\\RequirePackage{cvtex-classic}\n")
    project.write("styles/bibliography/own.py", (ROOT / "styles" / "bibliography" / "classic.py").read_bytes())
    ran = project.build()
    assert (0, "") == (ran.exit_code, ran.errors)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of `built` in another folder, up to date; its cache starts without records of builds."""
    copy = Project(tmp_path / "project", tmp_path / "cache")
    shutil.copytree(built.folder, copy.folder, ignore=shutil.ignore_patterns("build"))
    shutil.copytree(built.cache, copy.cache, ignore=shutil.ignore_patterns("builds-*", "cvs-*"))
    assert "1 page" in copy.build().output
    assert copy.build().output == UP_TO_DATE
    return copy


def is_built(ran: Ran) -> bool:
    assert ran.exit_code == 0, ran.errors
    return "up to date" not in ran.output


def test_nothing_changed(project: Project) -> None:
    before = (project.folder / "build" / "cv-full.pdf").stat()
    assert project.build() == Ran(0, UP_TO_DATE, "")
    after = (project.folder / "build" / "cv-full.pdf").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


CHANGES: dict[str, Callable[[Project], object]] = {
    "the CV": lambda it: it.change("cv.yaml", "Hello.", "Bye!!."),
    "the bibliography": lambda it: it.change("a.bib", "First", "Other"),
    "the photograph": lambda it: it.write("me.png", pictures.KINDS["grey.png"]),
    "the profile": lambda it: it.change("profiles/mine.yaml", "pages", "# one\npages"),
    "the theme": lambda it: it.write("styles/themes/cvtex-own.sty", "\\RequirePackage{cvtex-modern}\n"),
    "the bibliography style": lambda it: it.write(
        "styles/bibliography/own.py", (ROOT / "styles" / "bibliography" / "apa.py").read_bytes()
    ),
    "an overlay that comes": lambda it: it.write("cv.private.yaml", "owner: {contact: {phone: +49 30 00000000}}\n"),
    "a file that hides one of the theme": lambda it: it.write(
        "styles/themes/cvtex-math.def", b"% none\n" + (ROOT / "styles/themes/cvtex-math.def").read_bytes()
    ),
    "another theme": lambda it: it.write("styles/themes/cvtex-other.sty", "\\RequirePackage{cvtex-classic}\n"),
    "another profile": lambda it: it.write("profiles/other.yaml", PROFILE),
    "an output that is lost": lambda it: (it.folder / "build/cv-full.pdf").unlink(),
    "an output that was changed": lambda it: it.write("build/cv-full.pdf", b"%PDF"),
}


@pytest.mark.parametrize("change", a_few(CHANGES, 8))
def test_each_change_leads_to_a_build_once(project: Project, change: str) -> None:
    CHANGES[change](project)
    assert is_built(project.build())
    assert not is_built(project.build())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (("--all-entries",), {}),
        (("-o", "other"), {}),
        ((), {"SOURCE_DATE_EPOCH": "86400"}),
        ((), {"PATH": os.environ["PATH"] + os.pathsep + "/nowhere"}),
        *(
            pytest.param(options, environment, marks=pytest.mark.long)
            for options, environment in (
                (("--standard", "none"), {}),
                (("--strict",), {}),
                (("--force",), {}),
                (("--keep-tex",), {}),
                (("--report", "report.json"), {}),
                ((), {"HOME": "/nowhere"}),
            )
        ),
    ],
)
def test_other_options_and_another_environment_lead_to_a_build(
    project: Project, options: tuple[str, ...], environment: dict[str, str]
) -> None:
    assert is_built(project.build(*options, **environment))


def test_a_touch_changes_nothing(project: Project) -> None:
    for name in ("cv.yaml", "a.bib", "me.png", "profiles/mine.yaml", "styles/themes/cvtex-own.sty"):
        (project.folder / name).touch()
    os.utime(project.folder / "cv.yaml", (1, 1))
    assert not is_built(project.build())


def test_a_time_that_is_set_back_hides_no_change(project: Project) -> None:
    for text in ("Bye.", "Hallo."):
        before = (project.folder / "cv.yaml").stat()
        project.write("cv.yaml", CV.replace("Hello.", text))
        os.utime(project.folder / "cv.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
        assert is_built(project.build())


def test_warnings_are_repeated(project: Project) -> None:
    project.write("cv.yaml", CV.replace("text: Hello.", 'text: "Half $\\\\foo$ math."'))
    project.write("a.bib", BIB + "@misc{two, author = {A. Nother}, title = {Second}, yeer = 2021}\n")
    first, second = project.build("--all"), project.build("--all")
    assert "warning" in first.errors
    assert second.errors == first.errors
    assert second.output == "build/cv-full.pdf: up to date\nbuild/cv-small.pdf: up to date\n"
    assert project.build("-V", "small").output == "build/cv-small.pdf: up to date\n"
    assert project.build("--strict").exit_code == 1


@pytest.mark.slow
def test_a_failed_build_is_repeated(project: Project) -> None:
    project.change("cv.yaml", "kind: text", "kind: txt")
    assert [1, 1] == [project.build().exit_code for _ in range(2)]
    project.write("cv.yaml", CV)
    assert not is_built(project.build())
    project.write("styles/themes/cvtex-own.sty", "\\RequirePackage{cvtex-classic}\n\\oops\n")
    first, second = project.build(), project.build()
    assert (first.exit_code, first.errors) == (second.exit_code, second.errors)
    assert first.exit_code != 0


@pytest.mark.slow
def test_each_variant_has_its_own_record(project: Project) -> None:
    assert project.build("--all").output.startswith(UP_TO_DATE + "build/cv-small.pdf: 1 page")
    (project.folder / "build" / "cv-full.pdf").unlink()
    again = project.build("--all").output
    assert "build/cv-small.pdf: up to date\n" in again
    assert UP_TO_DATE not in again
    assert (project.folder / "build" / "cv-full.pdf").is_file()
    assert 2 == project.build("-V", "ful").exit_code


@pytest.mark.parametrize("damage", a_few(["half", "swapped", "none", "foreign", "changed", "binary"], 2))
def test_a_damaged_record_is_ignored(project: Project, damage: str) -> None:
    (record,) = project.records
    data = record.read_bytes()
    (cv,) = record.parent.glob("cvs-*")
    damaged = {
        "half": data[: len(data) // 2],
        "none": b"",
        "foreign": b'{"files": []}\n',
        "swapped": cv.read_bytes(),
        "changed": data.replace(b"build/cv-full.pdf", b"build/cv-fool.pdf"),
        "binary": os.urandom(1000),
    }
    record.write_bytes(damaged[damage])
    assert is_built(project.build())
    assert not is_built(project.build())


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_does_no_harm(project: Project) -> None:
    (project.cache / "file").write_text("")
    nowhere = Project(project.folder, project.cache / "file")
    assert is_built(nowhere.build())
    assert is_built(nowhere.build())


def test_a_skipped_build_imports_no_heavy_module(project: Project) -> None:
    """Imports take most of the time of a skipped build."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cvtex", "build", "--engine", "embedded"],
        cwd=project.folder,
        env={
            **os.environ,
            "XDG_CACHE_HOME": str(project.cache),
            "LOCALAPPDATA": str(project.cache),
            "PYTHONWARNINGS": "error",
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.replace("\\", "/") == UP_TO_DATE
    imported = set(re.findall(r"^import time:.*\|\s*(\S+)$", done.stderr, re.MULTILINE))
    assert {"click", "cvtex.build.up_to_date"} <= imported
    heavy = {
        "pybtex",
        "pylatex",
        "pypdf",
        "pypdfium2",
        "yaml",
        "babel",
        "markdown_it",
        "subprocess",
        "cvtex.pipeline",
        "cvtex.diagnostics",
        "cvtex.cli.check",
    }
    assert imported & heavy == set()


def test_libraries_and_tex_files_are_dependencies(project: Project) -> None:
    """The record holds size and time of imported modules and of files that TeX read."""
    (record,) = project.records
    files = {Path(one).name for one in re.findall(r"[^\x00-\x1f]+", record.read_bytes().decode("latin-1"))}
    for name in ("core.py", "article.cls", "ls-R", "pdftex.map"):
        assert any(one.startswith(name) for one in files), name
    assert any(one.startswith(("site-packages", "dist-packages")) for one in files)


@pytest.mark.texlive
@pytest.mark.slow
def test_tex_live_files_are_dependencies(project: Project) -> None:
    assert [True, False] == [is_built(project.build("-V", "small", "--engine", "pdflatex")) for _ in range(2)]


def test_a_new_engine_leads_to_a_build_unless_one_is_named(tmp_path: Path) -> None:
    from cvtex.build.up_to_date import conditions

    environment = {"PATH": str(tmp_path)}
    before, only = conditions({}, None, environment), conditions({}, "embedded", environment)
    program = tmp_path / ("pdflatex.exe" if os.name == "nt" else "pdflatex")
    program.write_text("")
    program.chmod(0o755)
    assert before != conditions({}, None, environment)
    assert only == conditions({}, "embedded", environment)


@pytest.mark.slow
def test_a_skipped_build_writes_the_same_depfile(project: Project) -> None:
    rules = project.folder / "my rules.d"
    depfiles = []
    for options in ((), ("--force",)):
        project.build("--all", "--depfile", rules.name, *options)
        depfiles.append(rules.read_text(encoding="utf-8"))
        rules.unlink()
    assert depfiles[0] == depfiles[1]
    full, small = (
        line.partition(": ") for line in depfiles[0].replace("\\", "/").splitlines() if line.startswith("build/")
    )
    assert (full[0], small[0]) == ("build/cv-full.pdf", "build/cv-small.pdf")
    own = ["cv.yaml", "a.bib", "me.png", "styles/themes/cvtex-own.sty", "styles/bibliography/own.py"]
    assert {*own, "profiles/mine.yaml"} <= set(full[2].split())
    assert set(own) <= set(small[2].split())
    assert "profiles/mine.yaml" not in small[2]
    assert project.build("--all", "--depfile", rules.name).output.count("up to date") == 2
    assert rules.read_text(encoding="utf-8") == depfiles[0]


def test_a_failed_build_keeps_the_depfile(project: Project) -> None:
    project.write("cv.d", "as it was")
    project.change("cv.yaml", "kind: text", "kind: txt")
    assert project.build("--depfile", "cv.d").exit_code == 1
    assert (project.folder / "cv.d").read_text() == "as it was"


def test_every_opened_source_is_a_dependency(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's audit hook reports every file and folder that is opened: all must be dependencies of the build."""
    from cvtex import pipeline
    from cvtex.build import loading

    monkeypatch.chdir(project.folder)
    watched = [project.folder.resolve(), ROOT / "styles", ROOT / "src" / "cvtex" / "profiles"]
    opened: set[Path] = set()
    is_on = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if is_on and event in ("open", "os.scandir", "os.listdir") and isinstance(arguments[0], str | Path):
            path = Path(arguments[0]).absolute()
            if any(path.is_relative_to(folder) for folder in watched):
                opened.add(path)

    sys.addaudithook(hook)
    loaded = loading.load(Path("cv.yaml"))
    from cvtex.build.request import BuildRequest
    from cvtex.cache.store import Cache

    cache = Cache(project.cache / "cvtex")
    built = pipeline.build(BuildRequest(loaded, "full", os.environ, "embedded", cache=cache))
    is_on = False
    assert built.status == "ok"
    said = {Path(one.path).absolute() for one in (*loaded.files.dependencies, *built.files.dependencies)}
    assert len(opened) > 10
    assert opened <= said
