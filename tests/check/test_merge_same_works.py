"""Merging entries of the same work: kept and omitted entries, warnings and questions."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from small_bibliography import ARTICLE, ARXIV, PAPER, PEOPLE, TITLE, bibliography

from cvtex.check.same_work import Merged, find_same_works, merge_same_works
from cvtex.model.bibliography import Bibliography, Entry


def test_the_earlier_file_wins() -> None:
    merged = merge_same_works(bibliography(ARTICLE, "\n" + ARTICLE.replace("{j", "{k")), keep_preprints=False)
    assert [entry.key for entry in merged.bibliography.entries] == ["j"]
    (excluded,) = merged.excluded
    assert (excluded.key, excluded.kept, excluded.title) == ("k", "j", "On the Galvanic Chain")
    assert messages(merged) == [
        "b.bib:2: warning: 'k' is left out: the same work as 'j' in a.bib:1 (the same DOI 10.1000/ohm)"
    ]


def test_a_publication_gets_the_address_of_its_preprint() -> None:
    merged = merge_same_works(bibliography(ARXIV, ARTICLE), keep_preprints=False)
    (article,) = merged.bibliography.entries
    assert article.key == "j"
    assert article.fields["preprint"].tex == "https://arxiv.org/abs/2001.00001"
    assert article.fields["preprint"].span == merged.excluded[0].span
    assert messages(merged) == [
        "a.bib:1: warning: 'p' is left out: the preprint of 'j' in b.bib:1 (the same title and authors)"
    ]
    # Nothing else is copied.
    assert article.fields.keys() - {"preprint"} == bibliography(ARTICLE).entries[0].fields.keys()


@pytest.mark.parametrize(
    ("preprint", "address"),
    [
        (ARXIV, "https://arxiv.org/abs/2001.00001"),
        ("@article{p, ..., journal = {bioRxiv}, doi = {10.1101/2020.01.02.123456}}", "https://doi.org/10.1101/2020.01.02.123456"),
        ("@techreport{p, ..., doi = {10.1000/tr}}", "https://doi.org/10.1000/tr"),
        ("@techreport{p, ..., url = {https://ohm.example/a\\_b.pdf}}", "https://ohm.example/a_b.pdf"),
        ("@unpublished{p, ...}", ""),
    ],
)  # fmt: skip
def test_addresses_of_preprints(preprint: str, address: str) -> None:
    (entry,) = merge_same_works(bibliography(preprint, ARTICLE), keep_preprints=False).bibliography.entries
    assert entry.tex("preprint") == address


def test_an_address_given_by_the_owner_is_kept() -> None:
    own = ARTICLE.replace("doi", "preprint = {https://ohm.example}, doi")
    (entry,) = merge_same_works(bibliography(own, ARXIV), keep_preprints=False).bibliography.entries
    assert entry.tex("preprint") == "https://ohm.example"


def test_preprints_may_be_kept() -> None:
    merged = merge_same_works(bibliography(ARXIV, ARTICLE, ARXIV.replace("{p", "{q")), keep_preprints=True)
    assert [entry.key for entry in merged.bibliography.entries] == ["p", "j"]
    assert [entry.tex("preprint") for entry in merged.bibliography.entries] == ["", ""]
    # A preprint that is entered twice is still printed once.
    assert messages(merged) == [
        "c.bib:1: warning: 'q' is left out: the same work as 'p' in a.bib:1 (the same arXiv number 2001.00001)"
    ]


def test_kept_preprints_raise_no_question() -> None:
    later = f"@article{{j, {PEOPLE}, {TITLE}, year = 2024, journal = {{J}}}}"
    assert messages(merge_same_works(bibliography(ARXIV, later), keep_preprints=True)) == []
    assert len(messages(merge_same_works(bibliography(ARXIV, later), keep_preprints=False))) == 1


def test_a_question_names_both_places() -> None:
    (question,) = messages(merge_same_works(bibliography(ARTICLE, "\n" + PAPER), keep_preprints=False))
    assert question == (
        "b.bib:2: warning: 'c' may be the same work as 'j' in a.bib:1: the same title and authors, "
        "but different volume, number, page or edition; keeping both"
    )


@pytest.mark.parametrize(
    ("one", "other", "doubt"),
    [
        (ARXIV, ARTICLE.replace("doi", "eprint = {2002.00002}, doi"), "different archive numbers"),
        (
            ARXIV,
            f"@article{{j, {PEOPLE}, {TITLE}, year = 2024, journal = {{J}}}}",
            "they are 4 years apart",
        ),
        (ARTICLE, ARTICLE.replace("{j", "{k").replace("ohm}", "volta}"), "different DOIs"),
        ("@article{j, ..., journal = {J}}", "@article{k, ..., journal = {Nature}}", "different venues"),
    ],
)
def test_a_question_says_what_is_in_doubt(one: str, other: str, doubt: str) -> None:
    (question,) = messages(merge_same_works(bibliography(one, other), keep_preprints=False))
    assert question.endswith(f": the same title and authors, but {doubt}; keeping both")


REPORT = "@techreport{r, ..., institution = {Erlangen}}"


@pytest.mark.parametrize("order", list(itertools.permutations((ARXIV, ARTICLE, REPORT))))
def test_three_versions_are_one_work(order: tuple[str, ...]) -> None:
    merged = merge_same_works(bibliography(*order), keep_preprints=False)
    (entry,) = merged.bibliography.entries
    assert (entry.key, entry.tex("preprint")) == ("j", "https://arxiv.org/abs/2001.00001")
    assert {excluded.kept for excluded in merged.excluded} == {"j"}


def test_a_chain_of_copies() -> None:
    """The third shares its DOI with the second alone."""
    copies = (
        "@article{a, ..., journal = {J}}",
        "@article{b, ..., journal = {J}, doi = {10.1000/ohm}}",
        f"@article{{c, {PEOPLE}, title = {{The Galvanic Chain, Revisited}}, doi = {{10.1000/ohm}}}}",
    )
    for order in itertools.permutations(copies):
        merged = merge_same_works(bibliography(*order), keep_preprints=False)
        assert len(merged.bibliography.entries) == 1
        assert {excluded.kept for excluded in merged.excluded} == {merged.bibliography.entries[0].key}


@pytest.mark.parametrize(
    ("one", "between", "other"),
    [
        pytest.param(
            "@article{a, ..., journal = {J}, volume = {3}}",
            "@article{b, ..., journal = {J}}",
            "@article{c, ..., journal = {J}, volume = {4}}",
            id="two volumes",
        ),
        pytest.param(
            "@article{a, ..., doi = {10.1000/a}}",
            "@article{b, ...}",
            "@article{c, ..., doi = {10.1000/c}}",
            id="two DOIs"
        ),
        pytest.param(
            ARXIV, REPORT, ARXIV.replace("{p", "{q").replace("2001.00001", "2002.00002"), id="two numbers in arXiv"
        ),
        pytest.param(
            "@article{a, ...}", "@article{b, ...}", "@article{c, ..., crossref = {a}}", id="two that are linked"
        ),
        pytest.param(
            ARXIV,
            "@article{b, ..., journal = {J}}",
            "@article{c, ..., journal = {J}, eprint = {2002.00002}}",
            id="a preprint of one"
        ),
    ],
)  # fmt: skip
def test_an_entry_that_could_be_either_of_two_works_is_neither(one: str, between: str, other: str) -> None:
    """The owner is asked about an entry that may be a copy of either."""
    for order in itertools.permutations((one, between, other)):
        merged = merge_same_works(bibliography(*order), keep_preprints=False)
        assert len(merged.bibliography.entries) == 3
        assert len(merged.diagnostics) in (1, 2)


def test_a_preprint_in_doubt_has_no_publication() -> None:
    others = (ARXIV.replace("{p", "{q").replace("2001.00001", "2002.00002"), REPORT, ARTICLE)
    for order in itertools.permutations((ARXIV, *others)):
        merged = merge_same_works(bibliography("\n".join(order)), keep_preprints=False)
        assert len(merged.bibliography.entries) == 4


def test_copies_by_their_doi_may_contradict_each_other() -> None:
    copies = [
        f"@article{{k{page}, ..., journal = {{J}}, pages = {{{page}}}, doi = {{10.1000/ohm}}}}" for page in (1, 2, 3)
    ]
    assert len(merge_same_works(bibliography(*copies), keep_preprints=False).excluded) == 2


def test_the_evidence_is_what_a_copy_shares_with_the_one_that_is_kept() -> None:
    copies = (
        "@article{a, ..., journal = {J}, doi = {10.1000/ohm}}",
        "@article{b, ..., journal = {J}, eprint = {2001.00001}}",
        "@article{c, ..., journal = {J}, eprint = {2001.00001}}",
    )
    same = find_same_works(bibliography(*copies))
    assert [(pair.kept.key, pair.other.key, pair.evidence) for pair in same] == [
        ("a", "b", "the same title and authors"),
        ("a", "c", "the same title and authors"),
    ]


def test_a_preprint_of_the_conference_paper_and_of_the_article() -> None:
    """The first one, or the one that has the preprint's number."""
    numbered = ARTICLE.replace("doi", "eprint = {2001.00001}, doi")
    for article, expected in ((ARTICLE, ["c"]), (numbered, ["j"])):
        merged = merge_same_works(bibliography(PAPER, article, ARXIV), keep_preprints=False)
        assert [entry.key for entry in merged.bibliography.entries] == ["c", "j"]
        assert [entry.key for entry in merged.bibliography.entries if "preprint" in entry.fields] == expected


def messages(merged: Merged) -> list[str]:
    return [f"{d.span.file}:{d.span.line}: {d.severity}: {d.message}" for d in merged.diagnostics if d.span]


FIELDS = {
    "author": ["Ohm, Georg", "Ohm, Georg and Volta, A.", "Volta, A. and others", "Ampère, A."],
    "title": [
        "On the Galvanic Chain",
        "on the {Galvanic} chain",
        "Erratum: On the Galvanic Chain",
        "Editorial",
        "Chains",
    ],
    "year": ["2020", "2021", "2024"],
    "journal": ["Journal of Resistance", "J. Resist.", "arXiv", "Nature"],
    "booktitle": ["Proc. of Circuits"],
    "volume": ["1", "2"],
    "pages": ["1--9", "11"],
    "doi": ["10.1000/a", "10.1000/B", "10.48550/arXiv.2001.00001", "10.1101/123456"],
    "eprint": ["2001.00001", "2002.00002v2"],
    "note": ["Erratum", "Poster", "submitted"],
    "crossref": ["k0"],
    "keywords": ["separate"],
}
TYPES = [
    "article",
    "article",
    "inproceedings",
    "misc",
    "techreport",
    "book",
    "unpublished",
    "software",
    "phdthesis",
]


@st.composite
def bibliographies(draw: st.DrawFn) -> list[str]:
    """Entries of few different values, so that many agree in some fields and contradict each other in others."""
    entries = []
    for number in range(draw(st.integers(0, 7))):
        fields = {name: draw(st.sampled_from(values)) for name, values in FIELDS.items() if draw(st.booleans())}
        body = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
        entries.append(f"@{draw(st.sampled_from(TYPES))}{{k{number}, {body}}}")
    return entries


def keys(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.key for entry in entries]


@times(4)
@given(bibliographies(), st.booleans())
def test_no_entry_is_lost(sources: list[str], keep_preprints: bool) -> None:
    before = bibliography("\n".join(sources))
    merged = merge_same_works(before, keep_preprints=keep_preprints)
    kept, excluded = keys(merged.bibliography.entries), [entry.key for entry in merged.excluded]
    assert sorted(kept + excluded) == sorted(keys(before.entries))
    assert kept == [key for key in keys(before.entries) if key in kept]
    assert {entry.kept for entry in merged.excluded} <= set(kept)
    assert merged == merge_same_works(before, keep_preprints=keep_preprints)
    # Each omission is reported, and `separate` keeps both.
    assert [d.message.split("'")[1] for d in merged.diagnostics][: len(excluded)] == excluded
    assert not {entry.key for entry in before.entries if "separate" in entry.tex("keywords")} & set(excluded)
    for entry, old in ((e, o) for e in merged.bibliography.entries for o in before.entries if e.key == o.key):
        assert {name: value for name, value in entry.fields.items() if name != "preprint"} == old.fields


@pytest.mark.slow
@times(4)
@given(bibliographies(), st.randoms(use_true_random=False))
def test_order_only_decides_which_entry_is_kept(sources: list[str], shuffler: random.Random) -> None:
    before = bibliography("\n".join(sources))
    shuffled = list(before.entries)
    shuffler.shuffle(shuffled)
    assert works(before) == works(Bibliography(tuple(shuffled)))


def works(entries: Bibliography) -> set[frozenset[str]]:
    """The groups of entries for one work, without preprints: a preprint goes to the first of two publications."""
    merged = merge_same_works(entries, keep_preprints=True)
    groups = {key: {key} for key in keys(merged.bibliography.entries)}
    for entry in merged.excluded:
        groups[entry.kept].add(entry.key)
    printed = frozenset({f"{len(merge_same_works(entries, keep_preprints=False).bibliography.entries)} printed"})
    return {printed, *map(frozenset, groups.values())}


@pytest.mark.slow
@times(4)
@given(bibliographies(), st.booleans())
def test_merging_twice_changes_nothing(sources: list[str], keep_preprints: bool) -> None:
    once = merge_same_works(bibliography("\n".join(sources)), keep_preprints=keep_preprints)
    twice = merge_same_works(once.bibliography, keep_preprints=keep_preprints)
    assert twice.bibliography == once.bibliography
    assert twice.excluded == ()


@pytest.mark.slow
@pytest.mark.parametrize("title", ["Editorial", "On the Galvanic Chain"])
def test_thousands_of_one_title_take_no_longer_than_others(title: str) -> None:
    text = "\n".join(
        f"@article{{k{i}, {PEOPLE}, title = {{{title}}}, journal = {{Journal {i}}}, year = 2020, volume = {i % 97}}}"
        for i in range(3000)
    )
    entries = bibliography(text)
    start = time.process_time()
    merged = merge_same_works(entries, keep_preprints=False)
    assert time.process_time() - start < 5
    assert merged.excluded == ()
