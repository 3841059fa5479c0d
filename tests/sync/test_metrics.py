"""Citations of a CV's works: from a file, or from OpenAlex on the loopback address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from loopback import Reply, serving
from running import run_cvtex

from cvtex.sync.metrics import Cited, CitedWork, Metrics

BIB = """\
@article{one, author = {Example, Ada}, title = {First Looms}, journal = {J}, year = {2001}, doi = {10.1000/One}}
@article{two, author = {Example, Ada}, title = {Second Wheels}, journal = {J}, year = {2002}, doi = {10.1000/two}}
@article{three, author = {Example, Ada}, title = {Third Cards}, journal = {J}, year = {2003}}
"""
CV = """\
owner: {name: Ada Example}
bibliography: [works.bib]
sections:
  publications:
    kind: publications
variants:
  full: {}
  grant: {profile: nwo}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(CV)
    (tmp_path / "works.bib").write_text(BIB)
    return tmp_path


@pytest.mark.parametrize(
    ("counts", "h"),
    [([], 0), ([0], 0), ([9], 1), ([5, 4, 3, 2], 3), ([3, 3, 3], 3), ([1, 1, 1], 1), ([10, 8, 5, 4, 3], 4)],
)
def test_h_index(counts: list[int], h: int) -> None:
    works = (CitedWork(str(place), "", Cited("", count, "")) for place, count in enumerate(counts))
    assert Metrics(tuple(works)).h_index == h


OPENALEX = [
    {"doi": "https://doi.org/10.1000/one", "cited_by_count": 3},
    {"doi": "https://doi.org/10.1000/two", "cited_by_count": 14},
    {"doi": 3},
    7,
]
CROSSREF = [{"DOI": "10.1000/ONE", "is-referenced-by-count": 3}, {"DOI": "10.1000/two", "is-referenced-by-count": 14}]


@pytest.mark.parametrize(
    "text",
    [
        "DOI,citations\n10.1000/one,3\nhttps://doi.org/10.1000/two,14\nno,7\n",
        "10.1000/one;3\n10.1000/two;14\n",
        'Authors,Title,Cited by,DOI\n"Example, A.",First Looms,3,10.1000/one\nX,"A ""title""",14,10.1000/two\nX,Y,,\n',
        "Cites\tAuthors\tTitle\tDOI\n3\tA\tB\t10.1000/one\n14\tA\tB\t10.1000/two\n",
        json.dumps({"results": OPENALEX}),
        json.dumps({"message": {"items": CROSSREF}}),
    ],
    ids=["lines", "semicolons", "Scopus", "tabs", "OpenAlex", "Crossref"],
)
def test_of_a_file(folder: Path, text: str) -> None:
    (folder / "counts").write_text(text)
    ran = run_cvtex(["metrics", "--from", "counts"], folder)
    *works, total, _, _, metrics, refused = ran.output.splitlines()
    assert works == ["    14  two: Second Wheels", "     3  one: First Looms", "     ?  three: Third Cards"]
    assert total.startswith("17 citations, h-index 2 (counts, 20")
    assert total.endswith("; 2 of 3 works known)")
    assert metrics.startswith("  metrics: {citations: 17, h_index: 2, source: counts, date: 20")
    assert (
        refused
        == "The variant 'grant' will not print the h-index, forbidden by 'NWO Talent Programme, evidence-based CV'."
    )


def test_what_it_prints_can_be_copied(folder: Path) -> None:
    (folder / "my counts, old.csv").write_text("10.1000/one,3,2024-05-06\n10.1000/two,14, 2024-05-07\n")
    ran = run_cvtex(["metrics", "--from", "my counts, old.csv"], folder)
    metrics = next(line for line in ran.output.splitlines() if "metrics:" in line)
    assert metrics == '  metrics: {citations: 17, h_index: 2, source: "my counts, old.csv", date: 2024-05-06}'
    (folder / "cv.yaml").write_text(CV.replace("    kind: publications\n", f"    kind: publications\n  {metrics}\n"))
    assert run_cvtex(["check"], folder).errors.count("warning") == 1


def test_online(folder: Path) -> None:
    results = [{"doi": "https://doi.org/10.1000/one", "cited_by_count": 1}]
    with serving(lambda _: Reply(json.dumps({"results": results}).encode())) as server:
        environment = {"CVTEX_ONLINE": server.address, "XDG_CACHE_HOME": str(folder / "cache")}
        ran = run_cvtex(["metrics", "--online", "openalex"], folder, **environment)
    assert "1 citation, h-index 1 (OpenAlex, 20" in ran.output
    assert server.asked == ["/openalex/works?filter=doi%3A10.1000%2Fone%7C10.1000%2Ftwo&per_page=100"]


@pytest.mark.parametrize("arguments", [[], ["--from", "works.bib", "--online", "openalex"], ["--from", "works.bib"]])
def test_what_is_no_source(folder: Path, arguments: list[str]) -> None:
    assert run_cvtex(["metrics", *arguments], folder).exit_code in (1, 2)
