"""What each service is asked, and what its answers become."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from loopback import Reply, serving

from cvtex.importers.imported import Said
from cvtex.online.answer_cache import AnswerCache
from cvtex.online.client import Client
from cvtex.online.services import SERVICES, Answers, ask_all
from cvtex.sync.finding import Finding, Notice, Sought

ORCID = "0000-0002-1825-0097"
OTHER = "0000-0001-5109-3700"
SOUGHT = Sought(ORCID, "65/9612", ("10.1000/a",))


def ask(name: str, answer: Any, sought: Sought = SOUGHT, folder: Path | None = None) -> Answers:
    with serving(answer) as server:
        bases = {one: f"{server.address}/{one}" for one in SERVICES}
        return ask_all(Client(AnswerCache(folder), seconds=20), [name], sought, bases, {"ads": "token"})


def fields(finding: Finding) -> dict[str, str]:
    return {name: one.text if isinstance(one, Said) else one for name, one in finding.work.fields.items()}


def reply(tree: Any) -> Reply:
    return Reply(json.dumps(tree).encode())


def query(path: str) -> Mapping[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def test_openalex_pages_and_retractions() -> None:
    def work(number: int, **more: Any) -> dict[str, Any]:
        authors = [{"author": {"display_name": "Ada Example", "orcid": f"https://orcid.org/{OTHER}"}}]
        return {"title": f"Work {number}", "type": "article", "authorships": authors, **more}

    def answer(path: str) -> Reply:
        asked = query(path)
        if asked["filter"] == "doi:10.1000/a":
            return reply({"results": [work(9, doi="https://doi.org/10.1000/a", is_retracted=True)]})
        assert asked["filter"] == f"authorships.author.orcid:{ORCID}"
        following = {"*": "two", "two": None}[asked["cursor"]]
        return reply({"meta": {"next_cursor": following}, "results": [work(1 if following else 2)]})

    found = ask("openalex", answer).findings
    assert [(fields(one)["title"], one.of_owner) for one in found] == [
        ("Work 1", True),
        ("Work 2", True),
        ("Work 9", False),
    ]
    assert found[0].people_ids == {0: OTHER}
    assert found[2].notices == (Notice("retraction"),)


def test_crossref_notices_and_publications_of_preprints() -> None:
    item = {
        "DOI": "10.1000/a",
        "type": "posted-content",
        "title": ["A Preprint"],
        "author": [{"family": "Example", "given": "Ada", "ORCID": f"http://orcid.org/{ORCID}"}],
        "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/b"}]},
        "update-to": [{"type": "correction", "DOI": "10.1000/C"}],
        "updated-by": [{"type": "retraction", "DOI": "10.1000/d", "updated": {"date-parts": [[2020, 1, 2]]}}],
    }
    asked: list[str] = []

    def answer(path: str) -> Reply:
        asked.append(query(path)["filter"])
        return reply({"message": {"items": [item] if "doi:" in asked[-1] else []}})

    (found,) = ask("crossref", answer).findings
    assert asked == [f"orcid:{ORCID}", "doi:10.1000/a"]
    assert found.people_ids == {0: ORCID}
    assert found.appeared_as == ("10.1000/b",)
    assert found.notices == (Notice("retraction", "10.1000/d", "2020-01-02"),)
    assert found.corrects == {"10.1000/c": Notice("correction", "10.1000/a")}


def test_dblp_is_bibtex() -> None:
    bib = b"""@article{DBLP:journals/je/Example20,
  author    = {Ada Example and\n               Bo Other},
  title     = {Looms of {DNA}},
  journal   = {J. Engines},
  volume    = {7},
  timestamp = {Mon, 01 Jan 2024 00:00:00 +0100},
  biburl    = {https://dblp.org/rec/journals/je/Example20.bib},
  bibsource = {dblp computer science bibliography, https://dblp.org}
}
"""
    answers = ask("dblp", lambda path: Reply(bib) if path == "/dblp/pid/65/9612.bib" else Reply(status=404))
    (found,) = answers.findings
    assert found.work.type == "article"
    assert set(fields(found)) == {"author", "title", "journal", "volume"}
    assert fields(found)["title"] == "Looms of {DNA}"


def test_inspire_asks_for_the_author_first() -> None:
    def answer(path: str) -> Reply:
        if path == f"/inspire/orcid/{ORCID}":
            return reply({"metadata": {"ids": [{"schema": "INSPIRE BAI", "value": "A.Example.1"}]}})
        assert query(path)["q"] == "a A.Example.1"
        return Reply(b'@article{Example:2020abc,\n author = "Example, A.",\n title = "{Looms}"\n}')

    (found,) = ask("inspire", answer).findings
    assert fields(found) == {"author": "Example, A.", "title": "{Looms}"}


def test_ads_is_asked_in_pages_with_its_token() -> None:
    doc = {
        "doctype": "article", "title": ["Stars & Looms"], "author": ["Example, Ada"], "pub": "J. Engines",
        "pubdate": "2020-03-00", "doi": ["10.1000/s"], "page": ["12"], "identifier": ["2020x", "arXiv:2001.00001"],
        "orcid_pub": [ORCID],
    }  # fmt: skip
    answers = ask("ads", lambda _: reply({"response": {"numFound": 1, "docs": [doc]}}))
    (found,) = answers.findings
    assert fields(found) == {
        "author": "Example, Ada", "title": r"Stars \& Looms", "journal": "J. Engines", "pages": "12", "date": "2020-03",
        "doi": "10.1000/s", "eprint": "2001.00001", "eprinttype": "arxiv",
    }  # fmt: skip
    assert found.people_ids == {0: ORCID}


def test_a_service_without_what_it_needs_says_so() -> None:
    (answered,) = ask("dblp", lambda _: Reply(), Sought(ORCID)).services
    assert answered.problem == "the CV's contact has no dblp"


def test_a_list_without_end_ends() -> None:
    def answer(_: str) -> Reply:
        return reply({"meta": {"next_cursor": "again"}, "results": [{"title": "Same", "type": "article"}]})

    assert len(ask("openalex", answer, Sought(ORCID)).findings) == 40


def test_what_came_before_a_failure_counts() -> None:
    def answer(path: str) -> Reply:
        if query(path)["cursor"] != "*":
            return Reply(status=405)
        return reply({"meta": {"next_cursor": "two"}, "results": [{"title": "One", "type": "article"}]})

    answers = ask("openalex", answer, Sought(ORCID))
    assert [(one.count, one.problem) for one in answers.services] == [(1, "it answers 405")]


def test_a_doi_that_a_service_does_not_want_costs_no_other() -> None:
    dois = (*(f"10.1000/{number}" for number in range(7)), "10.1000/<x>")

    def answer(path: str) -> Reply:
        asked = [one.removeprefix("doi:") for one in query(path)["filter"].split(",")]
        if any("<" in one for one in asked):
            return Reply(status=400)
        items = [{"DOI": one, "type": "journal-article", "title": [one]} for one in asked]
        return reply({"message": {"items": items}})

    answers = ask("crossref", answer, Sought(dois=dois))
    assert [fields(one)["doi"] for one in answers.findings] == list(dois[:-1])
    assert answers.services[0].problem == ""


def test_a_service_that_refuses_everything_is_named_soon() -> None:
    asked: list[str] = []

    def answer(path: str) -> Reply:
        asked.append(path)
        return Reply(status=400)

    answers = ask("openalex", answer, Sought(dois=tuple(f"10.1000/{number}" for number in range(500))))
    assert answers.services[0].problem == "it answers 400"
    assert len(asked) < 50


def test_pages_that_are_too_long_become_shorter() -> None:
    asked: list[str] = []

    def answer(path: str) -> Reply:
        rows = query(path)["rows"]
        asked.append(rows)
        if int(rows) > 20:
            return Reply(promised=10**9)
        items = [{"type": "journal-article", "title": ["One of Many Authors"]}]
        return reply({"message": {"items": items, "total-results": 1, "next-cursor": "more"}})

    assert len(ask("crossref", answer, Sought(ORCID)).findings) == 1
    assert asked == ["100", "20"]


def test_nonsense_is_not_kept(tmp_path: Path) -> None:
    replies = [Reply(b"<html>Log in to our network</html>"), Reply(json.dumps({"results": []}).encode())]
    sought = Sought(dois=("10.1000/a",))
    first = ask("openalex", lambda _: replies[0], sought, tmp_path)
    assert first.services[0].problem == "its answer is no JSON"
    assert list(tmp_path.iterdir()) == []


def test_commands_in_bibtex_become_words() -> None:
    bib = rb"""@article{DBLP:x,
  author = {Ada Example and \input{/etc/passwd}}, journal = {J. {\"O}. $\alpha$ \& {\bf B}}, year = 2020,
  title = {Looms \immediate\write18{rm -rf} and ^^5cinput{x}}}"""
    (found,) = ask("dblp", lambda _: Reply(bib), Sought(dblp="65/9612")).findings
    assert fields(found) == {
        "author": "Ada Example and /etc/passwd",
        "journal": r"J. {\"O}. $\alpha$ \& {\bf B}",
        "year": "2020",
        "title": r"Looms 18rm -rf and \textasciicircum{}\textasciicircum{}5cinputx",
    }


def test_a_service_that_is_down_leaves_time_to_the_others() -> None:
    gone = threading.Event()

    def answer(path: str) -> Reply:
        if path.startswith("/orcid"):
            return Reply(before=lambda: gone.wait(20) and None)  # type: ignore[arg-type]
        return reply({"message": {"items": [{"type": "journal-article", "title": ["Looms"]}]}})

    with serving(answer) as server:
        bases = {one: f"{server.address}/{one}" for one in SERVICES}
        answers = ask_all(Client(AnswerCache(None), seconds=1), ["orcid", "crossref"], SOUGHT, bases)
        gone.set()
    assert [(one.name, bool(one.problem)) for one in answers.services] == [("orcid", True), ("crossref", False)]
    assert len(answers.findings) == 2


def test_who_has_asked_too_much_without_a_key_learns_of_it() -> None:
    answers = ask("openalex", lambda _: Reply(status=429, headers={"Retry-After": "40000"}))
    assert answers.services[0].problem == (
        "it answers 429, and asks to come back in 40000 seconds"
        " (a key in OPENALEX_API_KEY is free, and raises its limits)"
    )
