"""Pairs of entries: one work, two works, or a question to the owner."""

from __future__ import annotations

import pytest
from small_bibliography import ARTICLE, ARXIV, PAPER, PEOPLE, TITLE, bibliography

from cvtex.check.same_work import find_same_works, merge_same_works


def verdict(one: str, other: str) -> str:
    """The verdict on two entries, which must not depend on their order."""
    verdicts = {_verdict(one, other), _verdict(other, one)}
    assert len(verdicts) == 1, verdicts
    return verdicts.pop()


def _verdict(one: str, other: str) -> str:
    entries = bibliography(one, other)
    assert len(entries.entries) == 2
    same = find_same_works(entries)
    if same:
        return same[0].kind
    return "question" if merge_same_works(entries, keep_preprints=False).diagnostics else "two"


def check(one: str, other: str, expected: str) -> None:
    assert verdict(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(ARTICLE, ARTICLE.replace("{j", "{k"), id="a copy"),
        pytest.param(
            "@article{a, ..., journal = {Journal of Resistance}, volume = {3}}",
            "@article{b, ..., journal = {J. Resist.}, number = {2}}",
            id="an abbreviated journal",
        ),
        pytest.param(
            "@article{a, ..., journal = {Transactions on Circuits (TC)}}",
            "@article{b, ..., journal = {Transactions on Circuits}}",
            id="a journal with its acronym",
        ),
        pytest.param(
            "@inproceedings{a, ..., booktitle = "
            "{Proceedings of the 37th International Conference on Machine Learning}}",
            "@inproceedings{b, ..., booktitle = {ICML 2020}}",
            id="an acronym alone",
        ),
        pytest.param(
            "@article{a, author = {Ohm, G.}, title = {{\\'E}tats des cha{\\^i}nes: th{\\'e}orie}, year = 2020, "
            "journal = {J}}",
            "@article{b, author = {Georg Ohm}, title = {ETATS DES CHAÎNES -- Théorie.}, year = 2020, journal = {J}}",
            id="accents, case, punctuation",
        ),
        pytest.param(
            "@article{a, author = {Ohm, G.}, year = 2020, "
            "title = {Chains of H$_2$O}, subtitle = {An \\emph{ab initio} Study}}",
            "@article{b, author = {Ohm, G.}, year = 2020, "
            "title = {Chains of {H\\textsubscript{2}O}: an ab-initio study}}",
            id="TeX, math and a subtitle",
        ),
        pytest.param(
            f"@article{{a, author = {{Müller, Jörg}}, {TITLE}, year = 2020}}",
            f"@article{{b, author = {{J. Mueller}}, {TITLE}, year = 2020}}",
            id="another spelling of a name",
        ),
        pytest.param(
            f"@article{{a, author = {{Delgado Mena, E. and Ohm, G.}}, {TITLE}, year = 2020}}",
            f"@article{{b, author = {{Mena, E. D. and others}}, {TITLE}, year = 2020}}",
            id="a family name of two words, a list cut off",
        ),
        pytest.param(
            "@article{a, ..., doi = {10.1000/Ohm}}",
            "@inproceedings{b, ..., year = {2011}, doi = {https://doi.org/10.1000/OHM}}",
            id="one DOI, whatever else",
        ),
        pytest.param(
            "@article{a, ..., doi = {10.1000/ohm}}",
            f"@article{{b, {PEOPLE}, title = {{The Chain}}, url = {{https://doi.org/10.1000/ohm}}}}",
            id="a DOI as the address",
        ),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{Galvanic Chains}}, doi = {{10.1000/ohm}}}}",
            f"@article{{b, {PEOPLE}, title = {{Galvanic Chains and their Resistance}}, doi = {{10.1000/ohm}}}}",
            id="one DOI, a longer title",
        ),
        pytest.param(
            ARXIV,
            "@article{q, ..., journal = {arXiv preprint arXiv:2001.00001v2}}",
            id="two spellings of arXiv",
        ),
        pytest.param(ARXIV, "@article{q, ..., journal = {CoRR}, volume = {abs/2001.00001}}", id="arXiv and CoRR"),
        pytest.param(
            "@article{a, ..., journal = {Bull. of Chains}, volume = {6}, pages = {362--364}}",
            "@article{b, ..., journal = {Journal of Equilibria}, volume = {6}, pages = {362}}",
            id="a renamed journal: one volume and page",
        ),
        pytest.param(
            "@article{a, ..., journal = {Proc. Symp. Pure Math.}, volume = {55}}",
            "@inproceedings{b, ..., booktitle = {Proc. Symp. Pure Math}, volume = {55}}",
            id="another type, the same place",
        ),
        pytest.param("@book{a, ..., publisher = {Riemann}}", "@book{b, ..., edition = {First}}", id="a book"),
        pytest.param("@phdthesis{a, ..., school = {Erlangen}}", "@phdthesis{b, ...}", id="a thesis"),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{Editorial}}, year = 2020, journal = {{J. Resist.}}, number = {{2}}}}",
            f"@article{{b, {PEOPLE}, title = {{Editorial}}, year = 2020, journal = {{Journal of Resistance}}}}",
            id="a generic title, the same year and place",
        ),
        pytest.param(
            "@software{a, ..., publisher = {Zenodo}, version = {1}}",
            "@software{b, ..., publisher = {Zenodo}}",
            id="software, nothing contradicts",
        ),
        pytest.param(ARTICLE, ARTICLE.replace("{j", "{k").replace("ohm}", "ohm.}"), id="a full stop after the DOI"),
        pytest.param(
            ARTICLE,
            ARTICLE.replace("{j", "{k").replace("10.1000/ohm", "10.48550/arXiv.2001.00001"),
            id="arXiv's DOI in an article",
        ),
        pytest.param(
            ARTICLE,
            "@article{k, ..., doi = {10.1000/ohm}, eprint = {2001.00001}}",
            id="an article without its journal",
        ),
        pytest.param(PAPER, "@inproceedings{k, ..., eprint = {2001.00001}}", id="a paper without its book"),
        pytest.param(
            "@article{a, ..., journal = {bioRxiv}, doi = {10.1101/2020.01.02.123456v1}}",
            "@article{b, ..., journal = {bioRxiv}, doi = {10.1101/2020.01.02.123456v2}}",
            id="two versions of a preprint",
        ),
        pytest.param(
            f"@misc{{a, {PEOPLE}, title = {{Galvanic Chains}}, eprint = {{hal-1}}, archiveprefix = {{HAL}}}}",
            f"@misc{{b, {PEOPLE}, title = {{Theory of Chains}}, eprint = {{HAL-1}}, eprinttype = {{hal}}}}",
            id="one number in another archive",
        ),
        pytest.param(
            f"@misc{{a, {PEOPLE}, title = {{Galvanic Chains}}, note = {{arXiv:math.AG/0307200v3}}}}",
            f"@misc{{b, {PEOPLE}, title = {{Theory of Chains}}, eprint = {{math/0307200}}}}",
            id="an old number of arXiv, in a note",
        ),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{Chains & Their Circuits}}, year = 2020}}",
            f"@article{{b, {PEOPLE}, title = {{Chains and their circuits}}, year = 2020}}",
            id="an ampersand",
        ),
        pytest.param(
            f"@article{{a, author = {{Delgado Mena, E.}}, {TITLE}, year = 2020}}",
            f"@article{{b, author = {{Elisa Delgado-Mena}}, {TITLE}, year = 2020}}",
            id="a family name of two words, with a hyphen",
        ),
        pytest.param(
            f"@article{{a, author = {{King, Jr., Martin L.}}, {TITLE}, year = 2020}}",
            f"@article{{b, author = {{Martin L. King Jr.}}, {TITLE}, year = 2020}}",
            id="a suffix",
        ),
        pytest.param(
            f"@article{{a, author = {{王, 小明}}, {TITLE}, year = 2020}}",
            f"@article{{b, author = {{王小明}}, {TITLE}, year = 2020}}",
            id="a whole name",
        ),
        pytest.param(
            "@article{a, ..., pages = {012--19}}", "@article{b, ..., pages = {12-19}}", id="a page with zeros"
        ),
        pytest.param(
            f"@proceedings{{a, editor = {{Ohm, G.}}, {TITLE}, year = 2020, publisher = {{R}}}}",
            f"@book{{b, editor = {{Georg Ohm}}, {TITLE}, year = 2020, publisher = {{R}}}}",
            id="editors",
        ),
        pytest.param(
            "@book{a, ..., publisher = {Riemann}, isbn = {0-306-40615-2}}",
            "@book{b, ..., publisher = {Riemann Berlin}, isbn = {0306406152}}",
            id="one ISBN",
        ),
    ],
)
def test_entered_twice(one: str, other: str) -> None:
    check(one, other, "duplicate")


@pytest.mark.parametrize(
    ("preprint", "publication"),
    [
        pytest.param(ARXIV, ARTICLE, id="arXiv and a journal"),
        pytest.param(ARXIV, PAPER, id="arXiv and a conference"),
        pytest.param(ARXIV, "@book{b, ..., publisher = {Riemann}}", id="arXiv and a book"),
        pytest.param(
            ARXIV, ARTICLE.replace("2020", "2022").replace("...", f"{PEOPLE}, {TITLE}, year = 2022"), id="two years"
        ),
        pytest.param("@techreport{p, ..., institution = {Erlangen}}", ARTICLE, id="a technical report"),
        pytest.param("@unpublished{p, ..., note = {In preparation}}", ARTICLE, id="unpublished"),
        pytest.param(
            "@article{p, ..., journal = {bioRxiv}, doi = {10.1101/2020.01.02.123456v1}}", ARTICLE, id="bioRxiv"
        ),
        pytest.param(
            "@article{p, ..., journal = {SSRN Electronic Journal}, doi = {10.2139/ssrn.1}}", ARTICLE, id="SSRN"
        ),
        pytest.param("@misc{p, ..., doi = {10.48550/arXiv.2001.00001}}", ARTICLE, id="arXiv's DOI"),
        pytest.param("@misc{p, ..., url = {https://arxiv.org/abs/2001.00001}}", ARTICLE, id="arXiv's address"),
        pytest.param("@misc{p, ..., howpublished = {Research Square}}", ARTICLE, id="another server"),
        pytest.param("@misc{p, ..., note = {Submitted to Nature}}", ARTICLE, id="submitted"),
        pytest.param("@article{p, ..., journal = {Nature}, pubstate = {submitted}}", ARTICLE, id="submitted elsewhere"),
        pytest.param(
            f"@misc{{p, {PEOPLE}, title = {{Galvanic Chains}}, year = 2015, eprint = {{2001.00001}}}}",
            f"@article{{j, {PEOPLE}, title = {{Resistance in Galvanic Chains}}, year = 2020, journal = {{J}}, "
            "eprint = {2001.00001v3}}",
            id="another title and five years, one number",
        ),
        pytest.param("@misc{p, ..., url = {https://www.biorxiv.org/content/1}}", ARTICLE, id="a server's address"),
        pytest.param("@misc{p, ..., eprint = {hal-1}, archiveprefix = {HAL}}", ARTICLE, id="HAL"),
        pytest.param("@article{p, ..., journal = {Nature}, note = {Submitted}}", ARTICLE, id="submitted, in a note"),
    ],
)  # fmt: skip
def test_a_preprint_and_its_publication(preprint: str, publication: str) -> None:
    check(preprint, publication, "preprint")
    for order in ((preprint, publication), (publication, preprint)):
        (same,) = find_same_works(bibliography(*order))
        assert same.other.key == "p"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(ARTICLE, PAPER, id="a conference paper and the article"),
        pytest.param(
            ARTICLE.replace("doi", "eprint = {2001.00001}, doi"),
            PAPER.replace("pages", "eprint = {2001.00001}, pages"),
            id="a conference paper and the article, one number in arXiv",
        ),
        pytest.param(
            ARTICLE, ARTICLE.replace("{j", "{k").replace("ohm}", "ohm-de}"), id="an article in two languages' editions"
        ),
        pytest.param(
            PAPER, "@inproceedings{w, ..., booktitle = {Workshop on Chains}}", id="a workshop and a conference"
        ),
        pytest.param(
            "@inproceedings{a, ..., booktitle = {ICML}}",
            "@inproceedings{b, ..., booktitle = {ICML Workshop}}",
            id="a workshop of it"
        ),
        pytest.param("@article{a, ..., volume = {3}}", "@article{b, ..., volume = {4}}", id="another volume"),
        pytest.param(
            "@article{a, ..., journal = {J}}",
            f"@article{{b, {PEOPLE}, {TITLE}, year = 2021, journal = {{J}}}}",
            id="a report of each year",
        ),
        pytest.param("@article{a, ...}", f"@article{{b, {PEOPLE}, {TITLE}}}", id="a year is missing"),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{Circuits in Theory}}, doi = {{10.1000/book}}}}",
            f"@article{{b, {PEOPLE}, title = {{Batteries for Beginners}}, doi = {{10.1000/book}}}}",
            id="two chapters with their book's DOI",
        ),
        pytest.param(
            f"@misc{{a, {PEOPLE}, title = {{Chains, Part I}}, eprint = {{2001.00001}}}}",
            f"@misc{{b, {PEOPLE}, title = {{Chains, Part II}}, eprint = {{2001.00001}}}}",
            id="a number in arXiv copied to the next part",
        ),
        pytest.param(ARXIV, ARTICLE.replace("doi", "eprint = {2002.00002}, doi"), id="two numbers in arXiv"),
        pytest.param(
            ARXIV,
            f"@article{{j, {PEOPLE}, {TITLE}, year = 2024, journal = {{J}}}}",
            id="a preprint of four years before"
        ),
        pytest.param(
            f"@misc{{p, {PEOPLE}, title = {{Chain Resistance}}, year = 2020, eprint = {{2001.00001}}}}",
            f"@article{{j, {PEOPLE}, title = {{Chain Resistance}}, year = 2020, journal = {{J}}}}",
            id="a title of two words",
        ),
        pytest.param(
            f"@misc{{p, author = {{Ohm, G. and A, B and C, D}}, {TITLE}, year = 2020, eprint = {{2001.00001}}}}",
            f"@article{{j, author = {{Ohm, G. and E, F and G, H}}, {TITLE}, year = 2020, journal = {{J}}}}",
            id="one author in common of three",
        ),
        pytest.param(ARTICLE, "@misc{m, ..., doi = {10.1000/ohm}}", id="an entry without a type of its own"),
        pytest.param("@book{a, ..., publisher = {Riemann}}", "@book{b, ..., publisher = {Dover}}", id="two publishers"),
        pytest.param(
            ARTICLE.replace("doi", "eprint = {2001.00001}, doi"),
            ARTICLE.replace("{j", "{k").replace("doi", "eprint = {2002.00002}, doi"),
            id="one DOI, two numbers in arXiv",
        ),
        pytest.param(
            ARTICLE,
            f"@article{{b, author = {{Ampère, A.}}, {TITLE}, doi = {{10.1000/ohm}}}}",
            id="one DOI, other authors"
        ),
        pytest.param(ARXIV, ARXIV.replace("{p", "{q").replace("2001.00001", "2002.00002"), id="two preprints"),
        pytest.param(
            ARTICLE,
            ARXIV.replace("eprint", "doi = {10.1000/other}, eprint"),
            id="a preprint with another article's DOI"
        ),
        pytest.param("@book{a, ..., edition = {Second}}", "@book{b, ...}", id="an edition"),
        pytest.param("@book{a, ..., translator = {Faraday, M.}}", "@book{b, ...}", id="a translation"),
        pytest.param(
            "@article{a, ..., journal = {J}, number = {2}}",
            "@article{b, ..., journal = {K}, number = {2}}",
            id="two journals"
        ),
        pytest.param("@article{a, ...}", "@inproceedings{b, ..., booktitle = {Circuits}}", id="a type, and no place"),
        pytest.param(
            "@inproceedings{a, ..., booktitle = {CVPR}}",
            "@inproceedings{b, ..., booktitle = {Workshop on Computer Vision and Pattern Recognition}}",
            id="a workshop with its conference's name",
        ),
    ],
)  # fmt: skip
def test_the_owner_is_asked(one: str, other: str) -> None:
    check(one, other, "question")
    assert merge_same_works(bibliography(one, other), keep_preprints=False).excluded == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            ARTICLE,
            f"@article{{e, {PEOPLE}, title = {{Erratum: On the Galvanic Chain}}, year = 2020}}",
            id="an erratum"
        ),
        pytest.param(
            ARTICLE,
            f"@article{{e, {PEOPLE}, title = {{On the Galvanic Chain (Corrigendum)}}, doi = {{10.1000/ohm}}}}",
            id="a corrigendum with the article's DOI",
        ),
        pytest.param(
            ARTICLE,
            "@article{e, ..., journal = {Journal of Resistance}, note = {Erratum}}",
            id="an erratum by its note"
        ),
        pytest.param(
            ARTICLE, f"@article{{e, {PEOPLE}, title = {{Reply to 'On the Galvanic Chain'}}, year = 2020}}", id="a reply"
        ),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{On the Chain, Part I}}, year = 2020, journal = {{J}}}}",
            f"@article{{b, {PEOPLE}, title = {{On the Chain, Part II}}, year = 2020, journal = {{J}}}}",
            id="two parts",
        ),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{A Chain in C}}, year = 2020, journal = {{J}}}}",
            f"@article{{b, {PEOPLE}, title = {{A Chain in C++}}, year = 2020, journal = {{J}}}}",
            id="C and C++",
        ),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{ओम की किताब}}, year = 2020}}",
            f"@article{{b, {PEOPLE}, title = {{ओम का कताब}}, year = 2020}}",
            id="vowel signs",
        ),
        pytest.param(ARTICLE, f"@article{{b, author = {{Ampère, A.}}, {TITLE}, year = 2020}}", id="other authors"),
        pytest.param(ARTICLE, f"@article{{b, {TITLE}, year = 2020}}", id="no authors"),
        pytest.param(ARTICLE, f"@article{{b, {PEOPLE}, {TITLE}, year = 2010}}", id="ten years"),
        pytest.param(
            "@book{a, ..., volume = {1}, publisher = {R}}",
            f"@book{{b, {PEOPLE}, {TITLE}, year = 2024, publisher = {{R}}}}",
            id="an edition of four years later",
        ),
        pytest.param(ARTICLE, "@software{s, ..., doi = {10.1000/ohm}}", id="software with the paper's DOI"),
        pytest.param(ARTICLE, "@dataset{s, ...}", id="a dataset"),
        pytest.param(ARTICLE, "@phdthesis{s, ..., school = {Erlangen}}", id="a thesis"),
        pytest.param(ARTICLE, "@unpublished{s, ..., note = {Invited talk at Erlangen}}", id="a talk"),
        pytest.param(PAPER, PAPER.replace("{c", "{s").replace("pages", "note = {Poster}, pages"), id="a poster"),
        pytest.param(ARTICLE, "@unpublished{s, ..., keywords = {chains, talk}}", id="a talk by its keyword"),
        pytest.param(ARTICLE, "@unpublished{s, ..., eventtitle = {Galvanic Days}}", id="a talk by its event"),
        pytest.param(
            "@misc{a, ..., howpublished = {Talk at Erlangen}}",
            "@misc{b, ..., howpublished = {Talk at Cologne}}",
            id="two talks"
        ),
        pytest.param(
            "@software{a, ..., publisher = {Zenodo}, version = {1}}",
            "@software{b, ..., publisher = {Zenodo}, version = {2}}",
            id="versions"
        ),
        pytest.param("@proceedings{a, ...}", "@inproceedings{b, ...}", id="proceedings and a paper"),
        pytest.param("@inproceedings{a, ..., crossref = {b}}", "@inproceedings{b, ...}", id="linked by crossref"),
        pytest.param(
            "@article{a, ..., related = {b}, relatedtype = {reprintof}}", "@article{b, ...}", id="linked by related"
        ),
        pytest.param(
            ARTICLE, ARTICLE.replace("{j,", "{k, options = {skipbib=false, separate},"), id="separate by option"
        ),
        pytest.param(ARTICLE, ARXIV.replace("{p,", "{p, keywords = {chains; separate},"), id="separate by keyword"),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{Editorial}}, year = 2020, journal = {{J}}, number = {{1}}}}",
            f"@article{{b, {PEOPLE}, title = {{Editorial}}, year = 2020, journal = {{J}}, number = {{2}}}}",
            id="two editorials of a journal",
        ),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{Introduction to the Special Issue}}, year = 2020, journal = {{J}}}}",
            f"@article{{b, {PEOPLE}, title = {{Introduction to the Special Issue}}, year = 2020, journal = {{K}}}}",
            id="two introductions",
        ),
        pytest.param("@misc{a, title = {$$}}", "@misc{b, title = {$$}}", id="nothing to go by"),
        pytest.param(
            "@set{a, ..., doi = {10.1000/x}}", "@xdata{b, ..., doi = {10.1000/x}}", id="entries that are no works"
        ),
        pytest.param(
            "@misc{a, ..., doi = {10.1000/x}}",
            "@misc{b, ..., doi = {10.1000/x}, note = {Invited talk}}",
            id="a talk with a DOI"
        ),
        pytest.param(
            "@software{a, ..., doi = {10.1000/x}, version = {1}}",
            "@software{b, ..., doi = {10.1000/x}, version = {2}}",
            id="versions with one DOI for all",
        ),
        pytest.param(
            f"@article{{a, {PEOPLE}, title = {{Editorial}}, year = 2020}}",
            f"@article{{b, {PEOPLE}, title = {{Editorial}}, year = 2020}}",
            id="editorials of nowhere",
        ),
    ],
)  # fmt: skip
def test_two_works(one: str, other: str) -> None:
    check(one, other, "two")
