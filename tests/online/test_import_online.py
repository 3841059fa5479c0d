"""`cvtex import ORCID-iD --online`: a record from a server on the loopback address becomes a CV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from loopback import Reply, serving
from running import run_cvtex

ORCID = "0000-0002-1825-0097"


def work(code: int, title: str, **more: Any) -> dict[str, Any]:
    return {"put-code": code, "title": {"title": {"value": title}}, "type": "journal-article", **more}


DOI = {
    "external-ids": {
        "external-id": [
            {"external-id-type": "doi", "external-id-value": "10.1000/Two", "external-id-relationship": "self"}
        ]
    }
}
SUMMARIES = [work(11, "Loops"), work(12, "Wheels", **DOI)]
RECORD = {
    "orcid-identifier": {"path": ORCID},
    "person": {"name": {"given-names": {"value": "Ada"}, "family-name": {"value": "Example"}}},
    "activities-summary": {
        "works": {"group": [{"work-summary": [one]} for one in SUMMARIES]},
        "peer-reviews": {
            "group": [
                {
                    "external-ids": {"external-id": [{"external-id-value": "issn:2041-172x"}]},
                    "peer-review-group": [
                        {"peer-review-summary": [{"convening-organization": {"name": "Loom Press"}}]}
                    ],
                }
            ]
        },
    },
}
FULL = [
    work(11, "Loops", contributors={"contributor": [{"credit-name": {"value": "Ada Example"}}]}),
    work(12, "Wheels", **DOI),
]
AUTHORS = [{"given": "Ada", "family": "Example"}, {"given": "Bo", "family": "Other"}]


def answer(path: str) -> Reply:
    path = unquote_plus(path)
    if path == f"/orcid/{ORCID}/record":
        return Reply(json.dumps(RECORD).encode())
    if path == f"/orcid/{ORCID}/works/11,12":
        return Reply(json.dumps({"bulk": [{"work": one} for one in FULL] + [{"error": {}}]}).encode())
    if path.startswith("/crossref/works?filter=doi:10.1000/two"):
        item = {"DOI": "10.1000/two", "type": "journal-article", "title": ["Wheels"], "author": AUTHORS}
        return Reply(json.dumps({"message": {"items": [item]}}).encode())
    if path == "/crossref/journals/2041-172X":
        return Reply(json.dumps({"message": {"title": "Loom Letters"}}).encode())
    return Reply(status=404)


@pytest.mark.slow
def test_authors_come_from_the_works_and_else_from_crossref(tmp_path: Path) -> None:
    with serving(answer) as server:
        environment = {"CVTEX_ONLINE": server.address, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        address = f"https://orcid.org/{ORCID}"
        ran = run_cvtex(["import", address, "--online", "--into", "new"], tmp_path, **environment)
    assert ran.exit_code == 0, ran.errors
    files = [tmp_path / "new" / name for name in ("cv.yaml", "publications.bib")]
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert "author = {Ada Example}," in lines
    assert "author = {Example, Ada and Other, Bo}," in lines
    assert f"orcid: {ORCID}" in lines
    assert "organisation: Loom Letters, Loom Press" in lines


def found_by(path: str) -> Reply:
    item = {
        "DOI": "10.5555/notes", "type": "journal-article", "title": ["Notes on the engine"], "volume": "13",
        "container-title": ["Journal of Engines"], "author": AUTHORS, "issued": {"date-parts": [[2019]]},
    }  # fmt: skip
    is_search = unquote_plus(path).startswith("/crossref/works?query.bibliographic=Example A, Other B. Notes")
    return Reply(json.dumps({"message": {"items": [item] if is_search else []}}).encode())


REFERENCES = "Example A, Other B. Notes on the engine. J Engines. 2019;12:1-9.\nOther B. On toads. Toads. 2018;1:1-2.\n"


@pytest.mark.slow
def test_pasted_references_are_looked_up_at_crossref(tmp_path: Path) -> None:
    (tmp_path / "refs.txt").write_text(REFERENCES, encoding="utf-8")
    with serving(found_by) as server:
        environment = {"CVTEX_ONLINE": server.address, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        arguments = ["import", "refs.txt", "--online", "--into", "new", "--name", "Ada Example"]
        ran = run_cvtex(arguments, tmp_path, **environment)
    assert ran.exit_code == 0, ran.errors
    assert "doi = {10.5555/notes}" in (tmp_path / "new" / "publications.bib").read_text(encoding="utf-8")
    assert "refs.txt:1:1: warning: Crossref has volume 13, not 12" in ran.errors
    assert "refs.txt:2:1: warning: Crossref knows no such work" in ran.errors
    assert "2 references looked up at Crossref" in ran.output


def test_nobody_is_asked_for_references_without_the_option(tmp_path: Path) -> None:
    (tmp_path / "refs.txt").write_text(REFERENCES, encoding="utf-8")
    with serving(found_by) as server:
        ran = run_cvtex(["import", "refs.txt", "--into", "new"], tmp_path, CVTEX_ONLINE=server.address)
    assert (ran.exit_code, server.asked) == (1, [])


@pytest.mark.slow
def test_crossref_that_is_down_costs_no_reference(tmp_path: Path) -> None:
    (tmp_path / "refs.txt").write_text(REFERENCES, encoding="utf-8")
    with serving(lambda _: Reply(b"<html>")) as server:
        environment = {"CVTEX_ONLINE": server.address, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        arguments = ["import", "refs.txt", "--online", "--into", "new", "--name", "Ada Example"]
        ran = run_cvtex(arguments, tmp_path, **environment)
    assert (ran.exit_code, "not all references were looked up" in ran.errors) == (0, True)


def test_nothing_is_fetched_unless_it_is_asked_for(tmp_path: Path) -> None:
    ran = run_cvtex(["import", ORCID, "--into", "new"], tmp_path)
    assert (ran.exit_code, "--online fetches this record" in ran.errors) == (2, True)


def test_a_typo_in_the_id_is_found(tmp_path: Path) -> None:
    ran = run_cvtex(["import", "0000-0002-1825-0098", "--online", "--into", "new"], tmp_path)
    assert (ran.exit_code, "check digit" in ran.errors) == (2, True)


@pytest.mark.parametrize(
    ("reply", "says"), [(Reply(status=404), "there is no record"), (Reply(b"<html>"), "its answer is no JSON")]
)
def test_no_record(tmp_path: Path, reply: Reply, says: str) -> None:
    with serving(lambda _: reply) as server:
        environment = {"CVTEX_ONLINE": server.address, "XDG_CACHE_HOME": str(tmp_path / "cache")}
        ran = run_cvtex(["import", ORCID, "--online", "--into", "new"], tmp_path, **environment)
    assert (ran.exit_code, says in ran.errors) == (5, True)
    assert not (tmp_path / "new").exists()
