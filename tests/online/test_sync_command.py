"""`cvtex sync` end to end: a CV, services that answer from the loopback address, and the proposal beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from loopback import Reply, Server, serving
from running import run_cvtex

from cvtex.cli.sync import proxy_of

ORCID = "0000-0002-1825-0097"
CV = f"""\
owner:
  name: Ada Example
  contact:
    email: ada@example.org
    orcid: {ORCID}
bibliography: [works.bib]
sections:
  publications:
    kind: publications
"""
BIB = """\
% My works.
@misc{example2019loops,
  author = {Example, Ada and Other, Bo},
  title  = {Loops of Plain Looms},
  year   = {2019},
  eprint = {1901.00001},
}

@article{example2015wheels,
  author  = {Example, Ada},
  title   = {Wheels and {DNA} of Engines},
  journal = {Journal of Engines},
  year    = 2015,
  doi     = {10.1000/wheels}
}

@article{example2012cards,
  author  = {Example, Ada},
  title   = {Cards That Were Never Punched},
  journal = {Journal of Engines},
  year    = 2011,
  volume  = {3}, number = {2}, pages = {1--9},
  doi     = {10.1000/cards},
}
"""


def crossref(doi: str, title: str, authors: list[tuple[str, str]], **more: Any) -> dict[str, Any]:
    people = [{"given": given, "family": family, "sequence": "first"} for given, family in authors]
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": people,
        "container-title": ["Journal of Engines"],
        "issued": {"date-parts": [[2015]]},
        "member": "1",
        **more,
    }


WORKS = {
    "10.1000/wheels": crossref(
        "10.1000/wheels", "Wheels and DNA of Engines", [("Ada", "Example")], volume="7", page="12-34"
    ),
    "10.1000/cards": crossref(
        "10.1000/cards",
        "Cards That Were Never Punched",
        [("Ada", "Example")],
        volume="3",
        issue="2",
        page="1-9",
        issued={"date-parts": [[2012]]},
        **{"updated-by": [{"type": "retraction", "DOI": "10.1000/gone", "updated": {"date-parts": [[2020, 5, 1]]}}]},
    ),
    "10.1000/loops": crossref(
        "10.1000/loops",
        "Loops of Plain Looms",
        [("Ada", "Example"), ("Bo", "Other")],
        volume="12",
        page="5-17",
        issued={"date-parts": [[2021, 3]]},
    ),
    "10.1000/new": crossref(
        "10.1000/new", "Weaving <i>E. coli</i> & $5", [("A.", "Example")], volume="13", issued={"date-parts": [[2023]]}
    ),
}


def summary(code: int, title: str, doi: str) -> dict[str, Any]:
    external = {"external-id-type": "doi", "external-id-value": doi, "external-id-relationship": "self"}
    return {
        "put-code": code,
        "title": {"title": {"value": title}},
        "type": "journal-article",
        "journal-title": {"value": "Journal of Engines"},
        "external-ids": {"external-id": [external]},
        "display-index": "1",
    }


LISTED = [summary(1, "Loops of Plain Looms", "10.1000/loops"), summary(2, "Weaving E. coli & $5", "10.1000/new")]


def answer(path: str) -> Reply:
    path = unquote_plus(path)
    if path == f"/orcid/{ORCID}/works":
        return _json({"group": [{"work-summary": [one]} for one in LISTED]})
    if path.startswith(f"/orcid/{ORCID}/works/"):
        return _json({"bulk": [{"work": one} for one in LISTED]})
    if path.startswith("/crossref/works?filter=doi:"):
        return _json({"message": {"items": [WORKS[doi] for doi in WORKS if doi in path]}})
    if path.startswith("/crossref/works?filter=orcid:"):
        return _json({"message": {"items": [WORKS["10.1000/new"]]}})
    if path.startswith("/crossref/works?query.bibliographic=Loops of Plain Looms Example, Ada and Other, Bo 2019"):
        stranger = crossref("10.1000/other", "Loops of Other Looms", [("Ada", "Example")])
        return _json({"message": {"items": [stranger, WORKS["10.1000/loops"]]}})
    return Reply(status=404)


def _json(tree: Any) -> Reply:
    return Reply(json.dumps(tree).encode())


@pytest.fixture
def services() -> Iterator[Server]:
    with serving(answer) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cv.yaml").write_text(CV)
    (tmp_path / "works.bib").write_text(BIB)
    return tmp_path


def environment(server: Server, folder: Path) -> Mapping[str, str]:
    return {"CVTEX_ONLINE": server.address, "XDG_CACHE_HOME": str(folder / "cache")}


def test_what_is_new_has_appeared_was_retracted_or_is_missing(services: Server, folder: Path) -> None:
    ran = run_cvtex(["sync"], folder, **environment(services, folder))
    assert ran.exit_code == 0, ran.errors
    report = (folder / "sync.md").read_text()
    assert "- ORCID: 2 works, asked 20" in report
    assert sections(report) == {
        "Retracted": [
            "- `example2012cards`: Cards That Were Never Punched",
            "  - retraction of 2020-05-01, see 10.1000/gone (crossref)",
            "  - year: 2011 here, 2012 there (crossref)",
        ],
        "Appeared": ["- `example2019loops`: Loops of Plain Looms", "  - published in Journal of Engines (2021)"],
        "New": [
            r"- `example2023weaving`: Weaving E. coli \& \$5",
            "  - listed by crossref, orcid, and not in your .bib files",
        ],
        "Incomplete": [
            "- `example2015wheels`: Wheels and DNA of Engines",
            "  - volume: 7 (crossref; the same DOI 10.1000/wheels)",
            "  - pages: 12-34 (crossref; the same DOI 10.1000/wheels)",
        ],
    }
    proposal = (folder / "sync.bib").read_text()
    assert (
        """
@article{example2019loops,
  author = {Example, Ada and Other, Bo},
  title = {Loops of Plain Looms},
  year = {2021},
  eprint = {1901.00001},
  journal = {Journal of Engines},
  volume = {12},
  pages = {5-17},
  doi = {10.1000/loops},
}
"""
        in proposal
    )
    assert (
        """
@article{example2023weaving,
  author = {Example, A.},
  title = {Weaving \\emph{E. coli} \\& \\$5},
"""
        in proposal
    )
    assert "  % year = {2012},\n  year = {2011}," in proposal
    assert (folder / "works.bib").read_text() == BIB


def sections(report: str) -> dict[str, list[str]]:
    """The lines of each section, without its remark and without who was asked."""
    found: dict[str, list[str]] = {}
    for part in report.split("\n## ")[1:]:
        title, *lines = part.splitlines()
        found[title] = [line for line in lines if line.lstrip().startswith("- ") and not line.startswith("  - asked")]
    return found


def test_what_is_chosen_is_taken_and_all_else_stays(services: Server, folder: Path) -> None:
    run_cvtex(["sync"], folder, **environment(services, folder))
    taken = "example2015wheels,example2023weaving"
    ran = run_cvtex(["sync", "--apply", taken, "--apply", "example2019loops"], folder)
    assert ran.output.splitlines() == [
        "works.bib: example2015wheels changed",
        "works.bib: example2023weaving added",
        "works.bib: example2019loops changed",
    ]
    loops = """\
@article{example2019loops,
  author = {Example, Ada and Other, Bo},
  title  = {Loops of Plain Looms},
  year   = {2021},
  eprint = {1901.00001},
  journal = {Journal of Engines},
  volume = {12},
  pages  = {5-17},
  doi    = {10.1000/loops},
}
"""
    wheels = """\
  doi     = {10.1000/wheels},
  volume  = {7},
  pages   = {12-34}
}
"""
    expected = BIB.replace(BIB[BIB.index("@misc") : BIB.index("\n@article{example2015")], loops)
    expected = expected.replace("  doi     = {10.1000/wheels}\n}\n", wheels)
    result = (folder / "works.bib").read_text()
    assert result.startswith(expected)
    assert result[len(expected) :].startswith("\n@article{example2023weaving,\n  author = {Example, A.},")
    assert run_cvtex(["check"], folder).exit_code == 0


def test_a_value_without_its_percent_sign_is_taken(services: Server, folder: Path) -> None:
    run_cvtex(["sync"], folder, **environment(services, folder))
    proposal = folder / "sync.bib"
    proposal.write_text(proposal.read_text().replace("% year = {2012}", "year = {2012}"))
    assert run_cvtex(["sync", "--apply", "example2012cards"], folder).exit_code == 0
    assert (folder / "works.bib").read_text() == BIB.replace("= 2011,", "= {2012},")


def test_a_key_that_is_not_proposed_changes_nothing(services: Server, folder: Path) -> None:
    run_cvtex(["sync"], folder, **environment(services, folder))
    ran = run_cvtex(["sync", "--apply", "example2019loops", "--apply", "example2015wheel"], folder)
    assert ran.exit_code == 2
    assert "did you mean 'example2015wheels'?" in ran.errors
    assert (folder / "works.bib").read_text() == BIB


def test_nobody_is_asked_twice_a_day_and_offline_nobody_at_all(services: Server, folder: Path) -> None:
    first = run_cvtex(["sync"], folder, **environment(services, folder))
    asked = len(services.asked)
    again = run_cvtex(["sync", "--offline"], folder, **environment(services, folder))
    assert (again.exit_code, again.output) == (0, first.output)
    assert len(services.asked) == asked


def test_a_service_that_is_down_is_named_and_the_others_go_on(folder: Path) -> None:
    def without_orcid(path: str) -> Reply:
        return Reply(status=403) if path.startswith("/orcid") else answer(path)

    with serving(without_orcid) as server:
        ran = run_cvtex(["sync"], folder, **environment(server, folder))
    assert ran.exit_code == 0
    assert "ORCID: 0 works; it answers 403\n" in ran.output
    # Crossref has only initials: without the owner's own list, this may be a namesake.
    assert "  1 work not sure\n" in ran.output
    assert "only the initials of the name agree" in (folder / "sync.md").read_text()


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b'{"message": ' * 5000,
        b"[]",
        b'{"message": {"items": [1, null, {"title": 3}]}}',
        b'{"message": {"items": [{"DOI": "10.1000/wheels", "author": [{"family": "Example"}], "issued": 7}]}}',
        b'{"message": {"items": [], "next-cursor": "\\ud800"}, "meta": {"next_cursor": "\\udfff"}, "results": [{}]}',
        b'{"group": {"work-summary": 1e999}, "bulk": 7, "results": {"authorships": "\\u0000"}}',
    ],
)
def test_nonsense_is_no_work(folder: Path, body: bytes) -> None:
    with serving(lambda _: Reply(body)) as server:
        ran = run_cvtex(["sync", "--crossref", "--openalex", "--orcid"], folder, **environment(server, folder))
    assert ran.exit_code in (0, 5), ran.errors
    assert "Crossref: " in ran.output
    assert "Traceback" not in ran.errors


def test_no_service_answers_and_an_earlier_proposal_stays(folder: Path) -> None:
    earlier = "% Proposed by cvtex sync earlier"
    (folder / "sync.bib").write_text(earlier)
    with serving(lambda _: Reply(status=403)) as server:
        ran = run_cvtex(["sync"], folder, **environment(server, folder))
    assert ran.exit_code == 5
    assert (folder / "sync.bib").read_text() == earlier


@pytest.mark.parametrize("name", ["sync.bib", "sync.md"])
def test_a_file_of_somebody_else_is_not_replaced(services: Server, folder: Path, name: str) -> None:
    (folder / name).write_text("mine")
    ran = run_cvtex(["sync"], folder, **environment(services, folder))
    assert (ran.exit_code, f"'{name}' is not by cvtex sync" in ran.errors) == (2, True)
    assert (folder / name).read_text() == "mine"
    assert services.asked == []


def test_the_cv_may_be_in_another_folder(services: Server, folder: Path) -> None:
    ran = run_cvtex(
        ["sync", str(folder / "cv.yaml"), "--into", "proposals"], folder.parent, **environment(services, folder)
    )
    assert ran.exit_code == 0, ran.errors
    key = "example2019loops"
    ran = run_cvtex(["sync", str(folder / "cv.yaml"), "--into", "proposals", "--apply", key], folder.parent)
    assert ran.output == f"{folder / 'works.bib'}: {key} changed\n"
    assert "journal = {Journal of Engines},\n  volume = {12}" in (folder / "works.bib").read_text()


UNKNOWN = """
@unpublished{draft, author = {Example, Ada}, title = {A Draft for Nobody Else}, note = {in preparation}, year = {2026}}
@article{typo, author = {Example, Ada}, title = {A Typo}, journal = {J}, year = {2001}, doi = {10.1000/tpyo}}
@article{alone, author = {Example, Ada}, title = {In no Database}, journal = {J}, year = {2001}}
@phdthesis{thesis, author = {Example, Ada}, title = {A Thesis}, school = {S}, year = {2001}}
"""


def test_works_that_nobody_knows_are_named_and_a_draft_is_not_told(services: Server, folder: Path) -> None:
    (folder / "works.bib").write_text(BIB + UNKNOWN)
    ran = run_cvtex(["sync"], folder, **environment(services, folder))
    assert "  4 works unknown to them\n" in ran.output
    assert sections((folder / "sync.md").read_text())["Unknown"] == [
        "- `draft`: A Draft for Nobody Else",
        "  - it is in preparation, so nobody was asked for it",
        "- `typo`: A Typo",
        "  - no service that answered knows the DOI 10.1000/tpyo",
        "- `alone`: In no Database",
        "  - it has no DOI, and a search by title, authors and year found nothing",
        "- `thesis`: A Thesis",
        "  - it has no DOI, and works of its kind are not searched",
    ]
    assert not any("Draft" in unquote_plus(one) for one in services.asked)
    run_cvtex(["sync", "--orcid"], folder, **environment(services, folder))
    assert (
        "  - it has no DOI, and Crossref, which is searched by title, was not asked or did not answer"
        in (folder / "sync.md").read_text()
    )


def test_a_private_address_is_not_told(services: Server, folder: Path) -> None:
    (folder / "cv.yaml").write_text(CV.replace("    email: ada@example.org\n", ""))
    (folder / "cv.private.yaml").write_text("owner: {contact: {email: secret@example.org}}\n")
    assert run_cvtex(["sync"], folder, **environment(services, folder)).exit_code == 0
    assert all("secret" not in one["User-Agent"] for one in services.headers)
    run_cvtex(["sync", "--openalex", "--mailto", "ada@example.com"], folder, **environment(services, folder))
    assert "mailto:ada@example.com" in services.headers[-1]["User-Agent"]


def test_the_publication_of_a_preprint_is_found_by_a_search(services: Server, folder: Path) -> None:
    (folder / "cv.yaml").write_text(CV.replace(f"    orcid: {ORCID}\n", ""))
    ran = run_cvtex(["sync"], folder, **environment(services, folder))
    assert ran.exit_code == 0
    report = (folder / "sync.md").read_text()
    assert "- `example2019loops`: Loops of Plain Looms\n  - published in Journal of Engines (2021)" in report
    assert "Other Looms" not in report


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, ""),
        ({"HTTPS_PROXY": "http://proxy:1"}, "http://proxy:1"),
        ({"https_proxy": "http://proxy:1", "HTTPS_PROXY": "http://other:1"}, "http://proxy:1"),
        ({"ALL_PROXY": "http://proxy:1"}, "http://proxy:1"),
        ({"HTTPS_PROXY": "http://proxy:1", "NO_PROXY": "localhost, .crossref.org"}, ""),
        ({"HTTPS_PROXY": "http://proxy:1", "NO_PROXY": "api.crossref.org"}, ""),
        ({"HTTPS_PROXY": "http://proxy:1", "NO_PROXY": "*"}, ""),
        ({"HTTPS_PROXY": "http://proxy:1", "NO_PROXY": "ref.org,,"}, "http://proxy:1"),
    ],
)
def test_which_proxy(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], proxy: str) -> None:
    for name in ("https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_of("api.crossref.org") == proxy
