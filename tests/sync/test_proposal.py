"""Findings against a bibliography: a .bib and what services say, and what is proposed."""

from __future__ import annotations

import re

import pytest

from cvtex.cite.dialect import normalise
from cvtex.diagnostics import Span
from cvtex.importers.imported import ImportedWork
from cvtex.model.located import LocatedStr
from cvtex.model.people import Contact, Owner, PersonName
from cvtex.read.bib import read_bibliography
from cvtex.sync.bib_edit import applied, read_proposal
from cvtex.sync.finding import Finding, Notice
from cvtex.sync.proposal import Proposal, Proposed, propose
from cvtex.sync.report import proposal_bib, proposal_report

HERE = Span("x")
ORCID, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"
OWNER = Owner(span=HERE, name=PersonName("Ada", "Example"), contact=Contact(span=HERE, orcid=LocatedStr(ORCID, HERE)))
BIB = """
@article{loops, author = {Example, Ada and Other, Bo}, title = {Loops of Plain Looms}, journal = {Journal of Engines},
  year = {2020}, volume = {1}, pages = {1--9}, doi = {10.1000/loops}}
@unpublished{wheels, author = {Example, Ada}, title = {Wheels of Large Engines}, note = {submitted}, year = {2021}}
@misc{cards, author = {Example, Ada}, title = {Cards Never Punched}, eprint = {2101.00001}, year = {2021}}
"""


def finding(
    title: str, author: str = "Example, Ada", type_: str = "article", service: str = "crossref", **more: object
) -> Finding:
    names = {"journal", "volume", "number", "pages", "doi", "date", "eprint", "eprinttype"}
    fields = {name: str(value) for name, value in more.items() if name in names}
    fields = ({"author": author} if author else {}) | {"title": title} | fields
    others = {name: value for name, value in more.items() if name not in names}
    return Finding(
        ImportedWork(type_, fields, HERE),
        service,
        "2030-01-01",
        **{"of_owner": True, **others},  # type: ignore[arg-type]
    )


def proposed(*findings: Finding, bib: str = BIB) -> tuple[Proposed, ...]:
    written = read_bibliography("works.bib", bib.encode()).value
    return propose(written.entries, normalise(written).value.entries, findings, OWNER).proposed


def remarks(*findings: Finding, bib: str = BIB) -> list[tuple[str, str, str]]:
    return [(one.key, each.kind, each.text) for one in proposed(*findings, bib=bib) for each in one.remarks]


JOURNAL = {"journal": "Journal of Engines"}
SAME = {"journal": "J. Engines", "volume": "1", "pages": "1-9", "date": "2020-05-01", "doi": "10.1000/LOOPS"}
BOTH = "Example, Ada and Other, Bo"


def test_what_agrees_is_not_mentioned() -> None:
    assert remarks(finding("Loops of plain looms", BOTH, **SAME)) == []


@pytest.mark.parametrize(
    ("there", "says"),
    [
        ({"date": "2021"}, "year: 2020 here, 2021 there (crossref)"),
        ({"volume": "2"}, "volume: 1 here, 2 there (crossref)"),
        ({"pages": "1-19"}, "pages: 1–9 here, 1-19 there (crossref)"),
        ({"pages": "1"}, None),
        ({"author": "Example, Ada"}, "author: 2 authors here, Example, Ada there (crossref)"),
        (
            {"author": "Example, A. and Another, Bo"},
            "author: Example, Ada and Other, Bo here, Example, A. and Another, Bo there (crossref)",
        ),
        ({"title": "Loops of Plain Looms: A Study"}, None),
        ({"title": "Loops of Two Looms"}, "title: Loops of Plain Looms here, Loops of Two Looms there (crossref)"),
    ],
)
def test_what_differs(there: dict[str, str], says: str | None) -> None:
    fields = {"title": "Loops of Plain Looms", "author": BOTH, **SAME, **there}
    found = remarks(finding(fields.pop("title"), fields.pop("author"), **fields))
    assert [text for _, kind, text in found if kind == "differs"] == ([says] if says else [])


def test_a_submitted_work_has_appeared() -> None:
    (one,) = proposed(finding("Wheels of Large Engines", **JOURNAL, date="2022-03", volume="3", doi="10.1000/w"))
    assert (one.key, one.kind, one.type) == ("wheels", "appeared", "article")
    assert {name: one.fields[name] for name in ("journal", "year", "volume", "doi")} == {
        "journal": "Journal of Engines",
        "year": "2022",
        "volume": "3",
        "doi": "10.1000/w",
    }


@pytest.mark.parametrize(
    ("before", "gone"),
    [
        ("@unpublished{a, note = {submitted}, AUTHOR}", "note = submitted"),
        ("@article{a, journal = {CoRR}, volume = {abs/2101.00001}, AUTHOR}", ""),
        ("@inproceedings{a, booktitle = {Submitted}, pubstate = {inpress}, note = {Best paper}, AUTHOR}",
         "booktitle = Submitted, pubstate = inpress"),
        ("@misc{a, eprint = {2101.00001}, howpublished = {arXiv}, note = {to appear in J}, AUTHOR}",
         "note = to appear in J"),
    ],
)  # fmt: skip
def test_what_appeared_does_not_go_on_to_say_that_it_will(before: str, gone: str) -> None:
    bib = before.replace("AUTHOR", "author = {Example, Ada}, title = {Wheels of Engines}, year = {2021}")
    published = finding("Wheels of Engines", **JOURNAL, date="2022", volume="3", doi="10.1000/w")
    (one,) = proposed(published, bib=bib)
    texts = [each.text for each in one.remarks]
    assert texts == ["published in Journal of Engines (2022)", *([f"no longer true: {gone}"] if gone else [])]
    written = read_proposal("sync.bib", proposal_bib((one,), "2030-01-01").encode())["a"]
    present = read_bibliography("works.bib", bib.encode()).value.by_key()["a"]
    result = applied("works.bib", bib.encode(), written, present).value
    assert result is not None
    after = normalise(read_bibliography("works.bib", result).value).value.entries[0]
    assert (after.type, after.status, after.tex("journal"), after.tex("volume")) == (
        "article", None, "Journal of Engines", "3",
    )  # fmt: skip
    assert (after.tex("booktitle"), "ubmitted" in result.decode()) == ("", False)


def test_a_preprint_has_appeared_under_another_title() -> None:
    preprint = finding(
        "Cards Never Punched", type_="unpublished", doi="10.48550/arXiv.2101.00001", eprint="2101.00001",
        eprinttype="arxiv", appeared_as=("10.1000/Cards",),
    )  # fmt: skip
    published = finding("On Cards That Nobody Punched", **JOURNAL, date="2023", doi="10.1000/cards")
    (one,) = proposed(preprint, published)
    assert (one.key, one.kind) == ("cards", "appeared")
    assert one.fields["title"] == "On Cards That Nobody Punched"
    assert one.fields["eprint"] == "2101.00001"


def test_the_preprint_of_what_is_there_is_nothing_new() -> None:
    preprint = finding(
        "Loops of Plain Looms", BOTH, type_="unpublished", eprint="1901.00001", eprinttype="arxiv", date="2019"
    )
    assert [kind for _, kind, _ in remarks(preprint)] == []


def test_one_new_work_of_several_services_is_one() -> None:
    (one,) = proposed(
        finding("Weaving Without Thread", doi="10.1000/new", service="orcid", author="", date="2024"),
        finding("Weaving without thread", doi="10.1000/NEW", volume="4", **JOURNAL),
        finding("Weaving Without Thread", doi="10.1000/new", service="openalex", pages="3--4"),
    )
    assert one.key == "example2024weaving"
    assert one.kind == "new"
    assert one.fields == {
        "author": "Example, Ada", "title": "Weaving without thread", "journal": "Journal of Engines", "volume": "4",
        "doi": "10.1000/NEW", "pages": "3--4", "year": "2024",
    }  # fmt: skip


def test_a_preprint_and_its_publication_are_one_new_work() -> None:
    some = proposed(
        finding("Weaving Without Thread", type_="unpublished", eprint="2201.00001", eprinttype="arxiv"),
        finding("Weaving Without Thread", **JOURNAL, volume="4", doi="10.1000/new"),
    )
    assert [(one.kind, one.type) for one in some] == [("new", "article")]


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (finding("A New Loom", "Example, Ada", service="openalex"), "new"),
        (finding("A New Loom", "Example, A.", service="openalex"), "uncertain"),
        (finding("A New Loom", "Example, A.", service="openalex", people_ids={0: ORCID}), "new"),
        (finding("A New Loom", "Example, A.", service="orcid"), "new"),
        (finding("A New Loom", "Stranger, Cy", service="dblp"), "uncertain"),
        (finding("A New Loom", "Example, Bert", service="dblp"), "uncertain"),
        (finding("A New Loom", "Example, Ada", service="openalex", people_ids={0: OTHER}), None),
        (finding("A New Loom", "Example, Ada", of_owner=False), "new"),
        (finding("A New Loom", "Example, A.", of_owner=False), None),
        (finding("A New Loom", "", service="orcid"), "new"),
    ],
)
def test_whose_work_it_is(found: Finding, kind: str | None) -> None:
    some = proposed(found)
    assert [one.kind for one in some] == ([kind] if kind else [])
    assert ("A New Loom" in proposal_bib(some, "2030-01-01")) == (kind == "new")


def test_notices_stand_with_the_work_and_are_no_works() -> None:
    notice = finding(
        "Retraction of: Loops of Plain Looms", "", doi="10.1000/r",
        corrects={"10.1000/loops": Notice("retraction", "10.1000/r", "2024-02")},
    )  # fmt: skip
    there = finding("Loops of Plain Looms", BOTH, **SAME)
    corrected = finding("Loops of Plain Looms", BOTH, **SAME, notices=(Notice("correction"),))
    assert remarks(notice, there) == [("loops", "retracted", "retraction of 2024-02, see 10.1000/r (crossref)")]
    assert remarks(corrected) == [("loops", "corrected", "correction (crossref)")]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("RETRACTED: Loops of Plain Looms", "retraction"),
        ("{RETRACTED} {ARTICLE}: Loops of {Plain} Looms", "retraction"),
        ("{Retracted: Loops of Plain Looms}", "retraction"),
        ("[Withdrawn]: Loops of Plain Looms", "withdrawal"),
    ],
)
def test_publishers_mark_the_title_of_what_was_retracted(title: str, says: str) -> None:
    there = finding(title, BOTH, **SAME)
    assert remarks(there) == [("loops", "retracted", f"{says} (crossref)")]


def test_a_retracted_work_that_is_new_says_so() -> None:
    (one,) = proposed(finding("RETRACTED: A New Loom"))
    assert (one.title, one.kind) == ("A New Loom", "retracted")


def test_biblatex_keeps_its_words() -> None:
    bib = "@article{a, author = {Example, Ada}, title = {Some Other Looms}, journaltitle = {J}, date = {2001}}"
    (one,) = proposed(finding("A New Loom", type_="thesis", date="2002-03"), bib=bib)
    assert (one.type, one.fields["date"]) == ("thesis", "2002-03")
    (one,) = proposed(finding("A New Loom", type_="thesis", date="2002-03"))
    assert (one.type, one.fields["year"], one.fields["month"]) == ("phdthesis", "2002", "3")


def test_texts_of_strangers_are_text() -> None:
    title = "<script>alert(1)</script> [x](javascript:1) \u202e\x1b[31m `@book{evil,` \\write18{rm} } {"
    some = proposed(finding(title, service="orcid", journal="} @book{evil, title = {E}}"))
    entries = read_bibliography("sync.bib", proposal_bib(some, "2030-01-01").encode()).value.entries
    assert [(one.type, one.shared_key) for one in entries] == [("article", "")]
    report = proposal_report(Proposal(some, frozenset()), (), ["ORCID: 1 work"], "2030-01-01")
    assert not re.search(r"(?<!\\)(?:<|\]\()", report)
    assert "\x1b" not in report
    assert "\u202e" not in report
