"""What commands write for an owner to look at: a new CV, a patch, a proposal. Attacks in them are values, no more."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import html5lib
import pybtex.database
import pytest
import yaml
from attacks import ATTACKS, CANARY_WORD, CONTROLS, placed
from loopback import Reply, serving
from markdown_it import MarkdownIt
from running import run_cvtex

from cvtex.cli.new import starter_files

needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="needs patch")
# What its owner wrote. A comment is no text of a CV: it may look like anything.
CV = """\
# %TAG ! tag:evil: --- ... {{7*7}}\t<script>
owner:
  name: Ada Heron
  headline: &a "no\u00a0break"  # ::error::x
bibliography: works.bib  # \u202eltr
sections:
  prizes:
    kind: awards  # \\input{canary}
    title: Prizes
    items:
      # the first\u200d one
      - title: Golden Toad   # - title: forged
        date: 2012
      # owner: {name: Mallory}
  works: {kind: publications, title: Works}
# variants: {forged: {}}
variants: {full: {}}
"""
BIB = "% @string{x = \fno entry}\r\n@misc{a, author = {Heron, Ada}, title = {Frogs}}\r\n"


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def harmless(tmp_path: Path) -> list[str]:
    (tmp_path / "canary").write_text(CANARY_WORD, encoding="utf-8")
    return [placed(one.text, tmp_path / "canary") for one in (*ATTACKS, *CONTROLS)]


def resume_of(texts: list[str]) -> bytes:
    """JSON Resume with the texts in its fields."""
    tree: dict[str, Any] = {
        "basics": {"name": "Ada Heron", "label": texts[0], "summary": texts[1]},
        "awards": [{"title": text, "date": "2019", "awarder": text, "summary": text} for text in texts],
        "work": [{"name": text, "position": text, "startDate": "2019"} for text in texts[::5]],
        "publications": [{"name": f"Newts {text}", "publisher": text, "releaseDate": "2019"} for text in texts],
    }
    return json.dumps(tree).encode()


@pytest.mark.slow
@needs_patch
def test_a_merge_adds_lines_and_changes_none(tmp_path: Path) -> None:
    texts = harmless(tmp_path)
    folder = tmp_path / "my cv"
    folder.mkdir()
    (folder / "cv.yaml").write_text(CV, encoding="utf-8")
    (folder / "works.bib").write_bytes(BIB.encode())
    (tmp_path / "resume.json").write_bytes(resume_of(texts))
    ran = run_cvtex(["import", "resume.json", "--into", "my cv", "--merge"], tmp_path)
    assert ran.exit_code == 0, ran.errors
    patch = ran.output.encode("utf-8", "surrogateescape")
    done = subprocess.run(["patch", "-p0"], cwd=tmp_path, input=patch, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "canary", "cv.yaml", "my cv", "resume.json", "works.bib",
    ]  # fmt: skip
    cv = (folder / "cv.yaml").read_text(encoding="utf-8")
    assert_all_lines_are_there(CV, cv)
    old, new = yaml.safe_load(CV), yaml.safe_load(cv)
    assert new["owner"] == {**new["owner"], **old["owner"]}
    assert (new["variants"], new["bibliography"]) == (old["variants"], old["bibliography"])
    assert new["sections"]["works"] == old["sections"]["works"]
    items = [letters(json.dumps(one, ensure_ascii=False)) for one in new["sections"]["prizes"]["items"]]
    assert len(items) == len(texts) + 1
    bib = (folder / "works.bib").read_bytes().decode()
    assert bib.startswith(BIB)
    assert bib.count("\n@") == len(texts) + 1
    assert CANARY_WORD not in cv + bib
    ran = run_cvtex(["check", "my cv"], tmp_path)
    assert [line for line in ran.errors.splitlines() if " error: " in line] == []


def assert_all_lines_are_there(old: str, new: str) -> None:
    lines = iter(new.split("\n"))
    assert [line for line in old.split("\n") if line not in lines] == []


def test_a_merge_from_elsewhere_names_its_folder(tmp_path: Path) -> None:
    """patch refuses names that begin at the root, or lead upwards."""
    folder = tmp_path / "my cv"
    folder.mkdir()
    (folder / "cv.yaml").write_text(CV, encoding="utf-8")
    (folder / "works.bib").write_bytes(BIB.encode())
    (tmp_path / "resume.json").write_bytes(resume_of(["a", "b"]))
    (tmp_path / "else").mkdir()
    for into in (str(folder), "../my cv"):
        ran = run_cvtex(["import", "../resume.json", "--into", into, "--merge"], tmp_path / "else")
        assert f"to apply it: patch -p0 -d '{folder.resolve().as_posix()}'" in ran.errors
        assert "\n+++ cv.yaml\n" in ran.output


def test_a_new_cv_has_names_as_values(tmp_path: Path) -> None:
    texts = [text for text in harmless(tmp_path) if text.isprintable()]
    for name in (f"Ada {text}" for text in texts[::4]):
        cv = yaml.safe_load(starter_files(name, texts, texts)["cv.yaml"])
        assert {*cv} == {"owner", "language", "bibliography", "design", "sections", "variants"}
        assert (cv["owner"]["name"], cv["owner"]["other_names"], cv["bibliography"]) == (name, texts, texts)
        assert cv["sections"].keys() == {"about", "experience", "education", "publications"}


@pytest.mark.skipif(os.name == "nt", reason="needs a system that allows such names")
def test_a_new_cv_finds_files_of_any_name(tmp_path: Path) -> None:
    texts = [text for text in harmless(tmp_path) if text.isprintable()]
    files = [f"{text.replace('/', '_')}.bib" for text in texts]
    for file in files:
        (tmp_path / file).write_text("@misc{a, title = {T}}", encoding="utf-8")
    ran = run_cvtex(["new", "cv", "--name=Ada Heron", *(f"--bib={one}" for one in files)], tmp_path)
    assert ran.exit_code == 0, ran.errors
    assert yaml.safe_load((tmp_path / "cv" / "cv.yaml").read_bytes())["bibliography"] == [f"../{one}" for one in files]
    assert run_cvtex(["check", "cv"], tmp_path).exit_code == 0


ORCID = "0000-0002-1825-0097"
# Keys may have any sign but blanks, commas and brackets.
KEYS = (
    "`<b>x</b>`",
    "x`<b>y</b>",
    "a[b](javascript:x)",
    "::error::x",
    "$(touch)",
    "#x",
    "*a*",
    "x|y",
    "&lt;",
    "!!x",
    "../../x",
)


def crossref_work(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {
        "DOI": f"10.1000/{number}",
        "type": "journal-article",
        "title": [f"Newts of Pond {number}"],
        "author": [{"given": "Ada", "family": "Heron"}, {"given": text, "family": text, "suffix": text}],
        "container-title": [text],
        "volume": text,
        "issue": text,
        "page": text,
        "publisher": text,
        "issued": {"date-parts": [[2015]]},
        "updated-by": [{"type": text, "DOI": text, "updated": {"date-parts": [[2020]]}}],
        **more,
    }


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with works that Crossref, with attacks in all of its answers, knows better; after `cvtex sync`."""
    tmp_path = tmp_path_factory.mktemp("asked")
    texts = harmless(tmp_path)[::2]
    known = [crossref_work(number, text) for number, text in enumerate(texts)]
    new = [crossref_work(1000 + number, text, title=[f"New {text}"]) for number, text in enumerate(texts)]
    entries = [
        f"@article{{{key}, % {key}\n  author = {{Heron, Ada}},\n  title = {{Newts of Pond {number}}},\n"
        f"  doi = {{10.1000/{number}}}\n}}\n"
        for number, key in enumerate([*KEYS, *(f"k{number}" for number in range(len(KEYS), len(texts)))])
    ]
    (tmp_path / "works.bib").write_text("\n".join(entries), encoding="utf-8")
    (tmp_path / "cv.yaml").write_text(
        f"owner: {{name: Ada Heron, contact: {{orcid: {ORCID}}}}}\nbibliography: works.bib\n"
        "sections: {works: {kind: publications, title: Works}}\n",
        encoding="utf-8",
    )

    def answer(path: str) -> Reply:
        items = known if "filter=doi" in path else new if "filter=orcid" in path else []
        return Reply(json.dumps({"message": {"items": items}}).encode())

    with serving(answer) as server:
        environment = {"CVTEX_ONLINE": server.address, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        ran = run_cvtex(["sync", "--crossref"], tmp_path, **environment)
    assert ran.exit_code == 0, ran.errors
    return tmp_path


def test_a_report_is_text(asked: Path) -> None:
    report = (asked / "sync.md").read_text(encoding="utf-8")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        f"<!DOCTYPE html><title>.</title>{MarkdownIt('js-default', {'html': True}).render(report)}"
    )
    assert {element.tag for element in page.iter()} <= {
        "html", "head", "title", "body", "h1", "h2", "ul", "li", "p", "code",
    }  # fmt: skip
    assert [element.attrib for element in page.iter() if element.attrib] == []
    shown = letters("".join(page.itertext()))
    for key in KEYS:
        assert letters(key) in shown
    assert "scriptalert1script" in shown
    assert CANARY_WORD not in report


def test_a_proposal_is_entries(asked: Path) -> None:
    """Lines that begin with a percent sign are comments of cvtex's."""
    text = (asked / "sync.bib").read_text(encoding="utf-8")
    entries = entries_of(text)
    assert len(entries) == text.count("\n@") > len(ATTACKS) // 2
    assert {name.lower() for entry in entries.values() for name in entry.fields} <= {
        "title", "journal", "volume", "number", "pages", "publisher", "year", "doi", "issn", "url",
    }  # fmt: skip
    taken = [*KEYS, *list(entries)[:: len(entries) // 10]]
    before = (asked / "works.bib").read_text(encoding="utf-8")
    ran = run_cvtex(["sync", *(f"--apply={key}" for key in taken)], asked)
    assert ran.exit_code == 0, ran.errors
    after = (asked / "works.bib").read_text(encoding="utf-8")
    assert CANARY_WORD not in after
    assert {*entries_of(before), *taken} == {*entries_of(after)}
    assert " error: " not in run_cvtex(["check"], asked).errors


def entries_of(text: str) -> Any:
    without = re.sub(r"^\s*%.*$|(?<=,) % .*$", "", text, flags=re.MULTILINE)
    return pybtex.database.parse_string(without, "bibtex").entries
