"""Digests of all output, to compare before and after a change that should not alter it.

`python bench/digests.py FOLDER` builds every variant of the sample, random CVs and, if there is a corpus beside the
project, a CV for each of its files, all with a fixed date and an empty cache. PDFs and messages stay in FOLDER, their
digests in FOLDER/digests.txt. `--against OLDER` also lists the differences, and exits with code 1 if there are any.
`--quick` leaves out the corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cvtex

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SOURCE = Path(cvtex.__file__).parents[1]
DATE = "1700000000"
RANDOM_CVS = 10
TIME_LIMIT = 900

sys.path.insert(0, str(ROOT / "tests" / "helpers"))
from random_cv import random_cv  # noqa: E402
from varied_cv import varied_cv  # noqa: E402

# Owners that the list of the corpus names. The other files are built with an owner who is not an author.
OWNERS = {
    "ads-237": "Adam Ginsburg",
    "ads-43": "João Faria",
    "decorated-names-79": "Brandon Amos",
    "google-scholar-96": "Abhijit Dasgupta",
    "jabref-groups-307": "Taylor Dupuy",
    "strings-crossref-189": "ThanhVu Nguyen",
    "syntax-error-5": "Art Poon",
    "unicode-hyphen-8": "Alexander Meyer-Gohde",
}


def projects(folder: Path, *, with_corpus: bool) -> Iterator[Path]:
    """Create folders with a cv.yaml each, below `folder`."""
    sample = folder / "sample"
    sample.mkdir(parents=True)
    for name in ("cv.yaml", "publications.bib"):
        shutil.copy(ROOT / name, sample)
    yield sample
    for seed in range(RANDOM_CVS):
        yield _project(folder / f"random-{seed}", random_cv(seed)[0])
    for seed in range(RANDOM_CVS):
        # Multiples of three have a photograph, which other tests check.
        values, entries = varied_cv(3 * seed + 1)
        yield _project(folder / f"varied-{seed}", values, {"works.bib": entries.encode()})
    for path in sorted(CORPUS.glob("*.bib")) if with_corpus else ():
        values = {
            "owner": {"name": OWNERS.get(path.stem, "Ada Example")},
            "bibliography": ["works.bib"],
            "sections": {"works": {"kind": "publications", "title": "Works"}},
        }
        yield _project(folder / path.stem, values, {"works.bib": path.read_bytes()})


def _project(folder: Path, values: dict[str, object], files: dict[str, bytes] | None = None) -> Path:
    folder.mkdir(parents=True)
    (folder / "cv.yaml").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    for name, data in (files or {}).items():
        (folder / name).write_bytes(data)
    return folder


def build(project: Path, cache: Path) -> None:
    """Build every variant, and write its messages to messages.txt."""
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "XDG_CACHE_HOME": str(cache), "SOURCE_DATE_EPOCH": DATE}
    command = [sys.executable, "-m", "cvtex", "build", "--all", "--keep-tex"]
    done = subprocess.run(
        command,
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=TIME_LIMIT,
    )
    (project / "messages.txt").write_bytes(b"%sexit code %d\n" % (done.stdout + done.stderr, done.returncode))


def digests(folder: Path) -> dict[str, str]:
    kept = sorted(path for path in folder.rglob("*") if path.suffix in {".pdf", ".tex"} or path.name == "messages.txt")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in kept}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="output folder; must not exist yet")
    parser.add_argument("--against", type=Path, metavar="OLDER", help="output folder of an earlier run")
    parser.add_argument("--quick", action="store_true", help="leave out the corpus")
    wanted = parser.parse_args()
    for project in projects(wanted.folder, with_corpus=not wanted.quick):
        build(project, wanted.folder.resolve() / "cache")
    found = digests(wanted.folder)
    (wanted.folder / "digests.txt").write_text(
        "".join(f"{digest} {name}\n" for name, digest in found.items()), encoding="utf-8"
    )
    print(f"{len(found)} files")
    if wanted.against is None:
        return
    older = dict(
        reversed(line.split(" ", 1))
        for line in (wanted.against / "digests.txt").read_text(encoding="utf-8").splitlines()
    )
    names = [name for name in sorted(older.keys() | found.keys()) if name in found or not wanted.quick]
    different = [name for name in names if older.get(name) != found.get(name)]
    for name in different:
        print(f"differs: {name}" if name in older and name in found else f"only in one: {name}")
    print(f"{len(different)} differ" if different else "no difference")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
