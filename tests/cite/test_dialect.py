"""Conversion of BibTeX's, biblatex's and other dialects to the one that styles read."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.cite.dialect import TYPES, normalise
from cvtex.diagnostics import Checked, Span
from cvtex.model.bibliography import HELPER_TYPES, Bibliography, Entry, Field
from cvtex.read.bib import read_bibliography


def normal(text: str) -> Checked[Bibliography]:
    return normalise(read_bibliography("p.bib", textwrap.dedent(text).encode()).value)


def messages_of(checked: Checked[Bibliography]) -> list[str]:
    return [f"{d.span.line}:{d.span.column}: {d.message}" for d in checked.diagnostics if d.span]


def values(checked: Checked[Bibliography], key: str = "k") -> dict[str, str]:
    entry = checked.value.by_key()[key]
    return {name: field.tex for name, field in entry.fields.items()}


@pytest.mark.parametrize(
    ("written", "type_"),
    [
        ("@conference{k}", "inproceedings"), ("@electronic{k}", "online"), ("@www{k}", "online"),
        ("@report{k}", "techreport"), ("@thesis{k}", "phdthesis"), ("@thesis{k, type = {mathesis}}", "mastersthesis"),
        ("@thesis{k, type = {Diplomarbeit}}", "mastersthesis"), ("@thesis{k, type = {Habilitation}}", "phdthesis"),
        ("@mvbook{k}", "book"), ("@collection{k}", "book"), ("@mvproceedings{k}", "proceedings"),
        ("@bookinbook{k}", "inbook"), ("@inreference{k}", "incollection"), ("@suppperiodical{k}", "article"),
        ("@video{k}", "misc"), ("@software{k}", "software"), ("@xdata{k}", "xdata"), ("@set{k}", "set"),
    ],
)  # fmt: skip
def test_types(written: str, type_: str) -> None:
    checked = normal(written)
    assert [entry.type for entry in checked.value.entries] == [type_]
    assert messages_of(checked) == []


def test_an_unknown_type_is_misc_and_reported_once() -> None:
    checked = normal("@artcle{a}\n@artcle{b}\n")
    assert [entry.type for entry in checked.value.entries] == ["misc", "misc"]
    assert messages_of(checked) == ["1:1: unknown entry type '@artcle' is printed as '@misc'"]
    assert checked.diagnostics[0].hint == "did you mean 'article'?"


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("@article{k, journaltitle = {J}}", {"journal": "J"}),
        ("@article{k, journal = {J}, volume = {Vol. 3}, number = {No.~2}, pages = {3--9,}}",
         {"journal": "J", "volume": "3", "number": "2", "pages": "3--9"}),
        ("@article{k, journal = {J}, volume = {volume 3a}, number = {Issue 2}}",
         {"journal": "J", "volume": "3a", "number": "2"}),
        ("@book{k, volume = {Vol. 3}, number = {n/a}}", {"volume": "Vol. 3"}),
        ("@book{k, publisher = {Reed, New York,}, title = {R&amp;}, address = {Ponds;}}",
         {"publisher": "Reed, New York", "title": "R&amp;", "address": "Ponds"}),
        ("@article{k, journaltitle = {J}, journal = {K}}", {"journaltitle": "J", "journal": "K"}),
        ("@article{k, journaltitle = {J}, journal = {}}", {"journal": "J"}),
        ("@book{k, location = {Bonn}}", {"address": "Bonn"}),
        ("@thesis{k, institution = {MIT}}", {"school": "MIT"}),
        ("@report{k, school = {MIT}}", {"institution": "MIT"}),
        ("@book{k, institution = {MIT}}", {"institution": "MIT"}),
        ("@misc{k, type = {patentus}}", {"type": "U.S. patent"}),
        ("@misc{k, author = {A and B}, author+an = {2=self}}", {"author": "A and B", "author+an": "2=self"}),
        ("@misc{k, eprint = {1501.00001}, eprinttype = {arxiv}, eprintclass = {cs.LG}}",
         {"eprint": "1501.00001", "archiveprefix": "arxiv", "primaryclass": "cs.LG"}),
        ("@misc{k, eprint = {arXiv:math/0307200v3 [math.QA]}}",
         {"eprint": "math/0307200v3", "archiveprefix": "arXiv", "primaryclass": "math.QA"}),
        ("@misc{k, eprint = {http://arxiv.org/pdf/2003.05580v3}}",
         {"eprint": "2003.05580v3", "archiveprefix": "arXiv"}),
        ("@misc{k, eprint = {1501.00001}, eprinttype = {hdl}}", {"eprint": "1501.00001", "archiveprefix": "hdl"}),
        ("@misc{k, doi = {https://doi.org/10.1/a\\_b}}", {"doi": "10.1/a_b"}),
        ("@misc{k, doi = {doi:10.1/a}}", {"doi": "10.1/a"}),
        ("@misc{k, eprint = {https://www.arxiv.org/abs/2101.00001}}",
         {"eprint": "2101.00001", "archiveprefix": "arXiv"}),
        ("@misc{k, eprint = {10.48550/arXiv.2101.00001}}", {"eprint": "2101.00001", "archiveprefix": "arXiv"}),
        ("@misc{k, eprint = {https://x.org/a.pdf}}", {"url": "https://x.org/a.pdf"}),
        ("@misc{k, url = {https://y.org}, eprint = {https://x.org/a}}", {"url": "https://y.org https://x.org/a"}),
        ("@misc{k, url = {doi:10.1000/a}}", {"url": "https://doi.org/10.1000/a"}),
        ("@misc{k, pmid = {PMID: 12345}}", {"pmid": "12345"}),
        ("@book{k, isbn = {ISBN-13: 978-3-16-148410-0}}", {"isbn": "978-3-16-148410-0"}),
        ("@misc{k, url = {\\url{https://x.org/\\~{}a\\%20b}}}", {"url": "https://x.org/~a%20b"}),
        ("@misc{k, url = {https://x.org/a{\\_}b\n  /c}}", {"url": "https://x.org/a_b/c"}),
        ("@misc{k, url = {https://x.org https://y.org}}", {"url": "https://x.org https://y.org"}),
        ("@misc{k, url = {x.org/$\\sim$me}}", {"url": "https://x.org/~me"}),
    ],
)  # fmt: skip
def test_fields(written: str, fields: dict[str, str]) -> None:
    checked = normal(written)
    assert values(checked) == fields
    assert messages_of(checked) == []


def test_an_invalid_url_is_reported() -> None:
    checked = normal("@misc{k, url = {javascript:alert(1)}}")
    assert values(checked) == {"url": "javascript:alert(1)"}
    assert messages_of(checked) == ["1:17: 'javascript:alert(1)' is not a web address"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("date = {2024}", {"year": "2024"}),
        ("date = 2024", {"year": "2024"}),
        ("date = {2024-03}", {"year": "2024", "month": "3"}),
        ("date = {2024-03-05}", {"year": "2024", "month": "3", "day": "5"}),
        ("date = {2024-03-05T12:00:00Z}", {"year": "2024", "month": "3", "day": "5"}),
        ("date = {2024-22}", {"year": "2024", "month": "22"}),
        ("date = {1999?}", {"year": "1999?"}),
        ("date = {1999~}", {"year": r"1999\textasciitilde{}"}),
        ("date = {-0343-02}", {"year": "-0343", "month": "2"}),
        ("date = {199X}", {"year": "199X"}),
        ("date = {2020-05-30/2021-06-02}",
         {"year": "2020", "month": "5", "day": "30", "endyear": "2021", "endmonth": "6", "endday": "2"}),
        ("date = {1988/}", {"year": "1988", "endyear": ".."}),
        ("date = {1988/..}", {"year": "1988", "endyear": ".."}),
        ("date = {May 2020}", {"year": "2020", "month": "5"}),
        ("date = {5 May 2020}", {"year": "2020", "month": "5", "day": "5"}),
        ("date = {15.3.2020}", {"year": "2020", "month": "3", "day": "15"}),
        ("date = {/1990}", {"year": "1990"}),
        ("date = {2020/5/9}", {"year": "2020", "month": "5", "day": "9"}),
        ("date = {2020-05}, year = {2020}, month = jun", {"year": "2020", "month": "5"}),
        ("date = {2020}, month = jun", {"year": "2020", "month": "6"}),
        ("year = {2020-05}", {"year": "2020", "month": "5"}),
        ("year = {2018/2019}", {"year": "2018", "endyear": "2019"}),
        ("year = {2018--19}", {"year": "2018", "endyear": "2019"}),
        ("year = {1991-92}", {"year": "1991", "endyear": "1992"}),
        ("year = {c. 1998}", {"year": "c. 1998"}),
        ("urldate = {5 May 2020}", {"urldate": "2020-05-05"}),
        ("urldate = {yesterday}", {"urldate": "yesterday"}),
        ("year = {{2020}}", {"year": "2020"}),
        ("year = {in press}", {"year": "in press"}),
        ("month = jun", {"month": "6"}),
        ("month = {Sept.}", {"month": "9"}),
        ("month = {07}", {"month": "7"}),
        ('month = "15~" # jun', {"month": "6", "day": "15"}),
        ("month = {June 3--5}", {"month": "6", "day": "3", "endday": "5"}),
        ("month = {May/June}", {"month": "5", "endmonth": "6"}),
        ("month = {Spring}", {"month": "Spring"}),
        ("month = {Juno}", {"month": "Juno"}),
        ("date = {5/2020}", {"year": "2020", "month": "5"}),
    ],
)  # fmt: skip
def test_dates(written: str, date: dict[str, str]) -> None:
    checked = normal(f"@misc{{k, {written}}}")
    fields = values(checked)
    fields.pop("date", None)
    assert fields == date
    assert messages_of(checked) == []


@pytest.mark.parametrize(
    ("written", "year", "message"),
    [
        ("date = {2020-13}", "2020-13", "1:18: the date '2020-13' of 'k' is not in the form 2024-03-15"),
        ("date = {2020-02-40}", "2020-02-40", "1:18: the date '2020-02-40' of 'k' is not in the form 2024-03-15"),
        (
            "date = {some day in May}",
            "some day in May",
            "1:18: the date 'some day in May' of 'k' is not in the form 2024-03-15",
        ),
        ("year = {2O20}", "2O20", "1:18: '2O20' of 'k' is not a year"),
        ("year = {20}", "20", "1:18: '20' of 'k' is not a year"),
        ("month = {13}, year = {2020}", "2020", "1:19: '13' of 'k' is not a month"),
        ("date = {soon}", "soon", "1:18: the date 'soon' of 'k' is not in the form 2024-03-15"),
        (
            "date = {2021}, year = 2020",
            "2021",
            "1:32: 'k' has year 2020 but date 2021; using the date",
        ),
    ],
)
def test_doubtful_dates_are_reported(written: str, year: str, message: str) -> None:
    checked = normal(f"@misc{{k, {written}}}")
    assert values(checked)["year"] == year
    assert messages_of(checked) == [message]


@pytest.mark.parametrize(
    ("child", "parent", "inherited"),
    [
        pytest.param(
            "@inproceedings{k, title = {T}, pages = {3}, crossref = {p}}",
            "@proceedings{p, title = {Conf}, subtitle = {S}, editor = {E}, year = 2020, doi = {10.1/x}, pages = {400}}",
            {"title": "T", "pages": "3", "booktitle": "Conf", "booksubtitle": "S", "editor": "E", "year": "2020"},
            id="a paper takes what its proceedings have in common, and no DOI",
        ),
        pytest.param(
            "@inproceedings{k, title = {T}, crossref = {p}}",
            "@proceedings{p, title = {Conf}, booktitle = {Proc. Conf}}",
            {"title": "T", "booktitle": "Proc. Conf"},
            id="old BibTeX's booktitle in the parent",
        ),
        pytest.param(
            "@inbook{k, title = {T}, crossref = {p}}",
            "@book{p, title = {B}, author = {A}}",
            {"title": "T", "booktitle": "B", "author": "A", "bookauthor": "A"},
            id="a chapter of a book by its author",
        ),
        pytest.param(
            "@book{k, title = {T}, crossref = {p}}", "@mvbook{p, title = {M}, publisher = {P}}",
            {"title": "T", "series": "M", "publisher": "P"},
            id="a volume",
        ),
        pytest.param(
            "@article{k, title = {T}, crossref = {p}}", "@periodical{p, title = {J}, volume = 3}",
            {"title": "T", "journal": "J", "volume": "3"},
            id="an article of an issue",
        ),
        pytest.param(
            "@misc{k, note = {N}, crossref = {p}}", "@misc{p, title = {T}, url = {https://x.org}, ids = {q}}",
            {"note": "N", "title": "T", "url": "https://x.org"},
            id="a variant of the same work takes everything",
        ),
        pytest.param(
            "@incollection{k, year = 2021, crossref = {p}}", "@book{p, title = {B}, date = {2020-05}}",
            {"year": "2021", "booktitle": "B"},
            id="never the month of another year",
        ),
        pytest.param(
            "@misc{k, author = {A}, crossref = {p}}", "@misc{p, author = {B}, author+an = {1=self}}",
            {"author": "A"},
            id="no annotation of other people",
        ),
        pytest.param("@misc{k, title = {T}, xref = {p}}", "@book{p, publisher = {P}}", {"title": "T"}, id="xref"),
        pytest.param(
            "@misc{k, title = {T}, crossref = {P}}", "@misc{p, note = {N}}", {"title": "T", "note": "N"}, id="case"
        ),
    ],
)  # fmt: skip
def test_crossref(child: str, parent: str, inherited: dict[str, str]) -> None:
    checked = normal(f"{child}\n{parent}")
    fields = values(checked)
    fields.pop("crossref", None)
    fields.pop("xref", None)
    assert fields == inherited
    assert messages_of(checked) == []


def test_xdata_and_chains() -> None:
    checked = normal("""\
        @inbook{k, title = {T}, xdata = {x, y}, crossref = {b}}
        @xdata{x, publisher = {P}, xdata = {z}}
        @xdata{y, publisher = {Q}, note = {N}}
        @xdata{z, address = {A}}
        @book{b, title = {B}, crossref = {m}}
        @mvbook{m, title = {M}, series = {S}}
        """)
    inherited = {name: value for name, value in values(checked).items() if name not in ("xdata", "crossref", "title")}
    assert inherited == {
        "publisher": "P", "address": "A", "note": "N", "booktitle": "B", "maintitle": "M", "series": "S",
    }  # fmt: skip


def test_an_inherited_field_points_at_its_own_place() -> None:
    checked = normal("@misc{k, crossref = {p}}\n@misc{p, note = {N}}")
    assert checked.value.by_key()["k"].fields["note"].span.line == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@misc{k, crossref = {gone}}", "1:22: crossref refers to 'gone', but no entry has this key"),
        ("@misc{k, xref = {gone}}", "1:18: xref refers to 'gone', but no entry has this key"),
        ("@misc{k, xdata = {gone}}", "1:19: xdata refers to 'gone', but no entry has this key"),
        ("@misc{k, crossref = {k}}", "1:22: crossref of 'k' leads back to itself through 'k'"),
        (
            "@misc{k, crossref = {a}}\n@misc{a, crossref = {k}}",
            "2:22: crossref of 'a' leads back to itself through 'k'",
        ),
    ],
)
def test_a_missing_parent_and_a_circle_are_reported(text: str, message: str) -> None:
    checked = normal(text)
    assert "k" in checked.value.by_key()
    assert messages_of(checked) == [message]


def test_many_inherited_fields_are_bounded() -> None:
    parents = "".join(f"@xdata{{p{i}, " + ", ".join(f"f{i}x{j} = {{x}}" for j in range(150)) + "}\n" for i in range(4))
    checked = normal(f"@misc{{k, title = {{A}}, xdata = {{p0, p1, p2, p3}}}}\n{parents}")
    assert len(checked.value.entries[0].fields) <= 202
    assert messages_of(checked) == ["1:32: 'k' inherits more than 200 fields; the others are left out"]


def test_a_long_chain_ends() -> None:
    chain = "\n".join(f"@misc{{k{i}, crossref = {{k{i + 1}}}}}" for i in range(3000))
    checked = normal(f"{chain}\n@misc{{k3000, note = {{N}}}}")
    assert len(checked.value.entries) == 3001
    message = "crossref chain is longer than 8 entries; nothing is inherited from 'k9'"
    assert message in [d.message for d in checked.diagnostics]


NAMES = st.sampled_from(
    ["title", "journal", "journaltitle", "location", "address", "date", "year", "month", "eprint", "eprinttype", "url",
     "doi", "institution", "school", "type", "crossref", "xdata", "author", "author+an", "_private", "arxivid"]
)  # fmt: skip
TEX = st.one_of(
    st.sampled_from(["", "a", "b", "2020", "2020-05/", "jun", "arXiv:1501.00001", "\\url{x"]),
    st.text(max_size=20),
)
ENTRIES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["book", "thesis", "report", "x", "xdata"]),
              st.dictionaries(NAMES, TEX)),
    unique_by=lambda entry: entry[0],
)  # fmt: skip


@given(ENTRIES)
def test_nothing_is_lost(drawn: list[tuple[str, str, dict[str, str]]]) -> None:
    span = Span("p.bib")
    entries = tuple(
        Entry(key, kind, {n: Field(t, span) for n, t in fields.items()}, span) for key, kind, fields in drawn
    )
    checked = normalise(Bibliography(entries)).value
    assert [entry.key for entry in checked.entries] == [entry.key for entry in entries]
    renamed = {"journaltitle": "journal", "location": "address", "eprinttype": "archiveprefix", "institution": "school",
               "school": "institution", "arxivid": "eprint"}  # fmt: skip
    for before, after in zip(entries, checked.entries, strict=True):
        assert after.type in TYPES | HELPER_TYPES
        for name in before.fields:
            assert name in after.fields or renamed[name] in after.fields


CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(CORPUS.glob("*.bib"))


# Names that are not separated by `and`.
FAULTS = {"google-scholar-96": 2, "jabref-groups-307": 3, "zotero-7166": 11}


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="the corpus of real libraries is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_faults_of_real_libraries_are_told(path: Path) -> None:
    bibliography = read_bibliography(path.name, path.read_bytes()).value
    checked = normalise(bibliography)
    assert [entry.key for entry in checked.value.entries] == [entry.key for entry in bibliography.entries]
    assert len(messages_of(checked)) == FAULTS.get(path.stem, 0), messages_of(checked)


@pytest.mark.parametrize(
    ("language", "month", "number"),
    [
        ("de", "Januar", "1"), ("de", "Mai", "5"), ("de", "Dez.", "12"), ("fr", "février", "2"), ("fr", "août", "8"),
        ("es", "enero", "1"), ("pl", "listopad", "11"), ("pl", "listopada", "11"), ("ja", "3月", "3"),
        ("ru", "мая", "5"), ("de", "january", "1"), ("en", "Mai", "Mai"),
    ],
)  # fmt: skip
def test_months_may_be_in_the_language_of_the_cv(language: str, month: str, number: str) -> None:
    bibliography = read_bibliography("p.bib", f"@misc{{k, month = {{{month}}}}}".encode()).value
    assert values(normalise(bibliography, [language])) == {"month": number}
