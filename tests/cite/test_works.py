"""Entries as data: what machine-readable formats say of a work."""

from __future__ import annotations

from cvtex.build.loading import works_of
from cvtex.cite.works import work_of
from cvtex.diagnostics import Span
from cvtex.model.people import Owner, PersonName
from cvtex.model.work import Creator, Work
from cvtex.value import replace

HERE = Span("cv.yaml")
OWNER = Owner(span=HERE, name=PersonName("Ada", "Example"))


def work(bib: str, owner: Owner = OWNER) -> Work:
    (entry,) = works_of({"works.bib": bib.encode()}, keep_preprints=False).value.bibliography.entries
    return work_of(entry, owner)


def test_an_article() -> None:
    bib = r"""@article{frogs, author = {Example, Ada and van der Berg, Jos\'e and {Pond Group} and others},
      title = {Frogs}, subtitle = {$10^6$ of them}, journaltitle = {J. Ponds \& Lakes}, date = {2024-03-05},
      volume = 7, number = 2, pages = {1--9}, doi = {https://doi.org/10.1000/FROGS}}"""
    assert work(bib) == Work(
        key="frogs",
        type="article",
        title="Frogs: 10⁶ of them",
        authors=(
            Creator("Ada", "Example", is_owner=True),
            Creator("José", "Berg", "van der"),
            Creator("", "Pond Group"),
        ),
        has_more_authors=True,
        date=(2024, 3, 5),
        year="2024",
        container="J. Ponds & Lakes",
        volume="7",
        number="2",
        pages="1–9",
        doi="10.1000/FROGS",
        url="https://doi.org/10.1000/FROGS",
        urls=("https://doi.org/10.1000/FROGS",),
    )


def test_a_chapter_and_a_work_without_a_date() -> None:
    chapter = work(
        "@incollection{x, author={A. Example}, title={T}, booktitle={Book}, editor={Doe, Jo}, year={2020}, month=may}"
    )
    assert (chapter.container, chapter.editors, chapter.iso_date) == ("Book", (Creator("Jo", "Doe"),), "2020-05")
    pending = work("@article{y, author={A. Example}, title={T}, journal={J}, year={in press}}")
    assert (pending.iso_date, pending.status) == ("", "in press")


def test_a_former_name_is_printed_only_if_the_owner_wants_it() -> None:
    bib = "@article{x, author={Example, Bob}, title={T}, journal={J}, year={2001}}"
    owner = replace(OWNER, former_names=(PersonName("Bob", "Example"),))
    assert work(bib, owner).authors == (Creator("Bob", "Example", is_owner=True),)
    assert work(bib, replace(owner, present_name=True)).authors == (Creator("Ada", "Example", is_owner=True),)
