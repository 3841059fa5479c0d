"""The names in a CV, from whole and from broken files."""

from __future__ import annotations

import textwrap
import time

from running import ROOT

from cvtex.build import loading
from cvtex.read.outline import MOST_BYTES, Outline, citation_keys, outline
from cvtex.select.selection import select

CV = """\
owner: {name: Ada Example}
bibliography: publications.bib
sections:
  posts:
    title: {en: Posts, de: Stellen}
    items:
      - employer: Reed University
        id: reed
        roles:
          - title: Professor
            points: [Teaching, {text: Research}]
  talks:
    groups:
      - {title: Invited, items: [{title: On Ponds}]}
variants: {full: {}, short: {pages: 2}}
"""


def read(*files: str) -> Outline:
    return outline(*(textwrap.dedent(file).encode() for file in files))


def test_names_of_a_cv() -> None:
    assert read(CV) == Outline(
        variants=("full", "short"),
        sections={"posts": "Posts", "talks": ""},
        items={
            "posts.0": "Reed University",
            "posts.0.roles.0": "Professor",
            "posts.0.roles.0.points.0": "Teaching",
            "posts.0.roles.0.points.1": "Research",
            "talks.groups.0.items.0": "On Ponds",
        },
        named=("reed",),
        bibliography=("publications.bib",),
    )


def test_the_overlay_adds_its_own() -> None:
    assert read(CV, "variants: {home: {}}\nbibliography: [a.bib, b.bib]").variants == ("full", "short", "home")
    assert read(CV, "bibliography: [a.bib, b.bib]").bibliography == ("a.bib", "b.bib")


def test_a_broken_part_hides_only_itself() -> None:
    found = read(CV.replace("title: On Ponds}]", "title: On Ponds"))
    assert found.variants == ("full", "short")
    assert found.bibliography == ("publications.bib",)
    assert found.sections == {}


def test_anything_else_has_no_names() -> None:
    for text in (
        "",
        "- a",
        "sections: 3\nvariants: []",
        "sections: {a: {items: {b: c}, groups: x}, b: }",
        "\0",
        "%PDF",
    ):
        assert set(read(text).items) | set(read(text).variants) == set()
    assert outline(b"\xff\xfe") == Outline()
    assert outline(b"variants: {a: {}}\n" + b"#" * MOST_BYTES) == Outline()


def test_a_hostile_file_does_not_keep_anyone_waiting() -> None:
    """The bound is far above what it takes, and far below what it would take without the limits."""
    bomb = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(97 + i)}: &{chr(97 + i)} [{', '.join([f'*{chr(96 + i)}'] * 8)}]\n" for i in range(1, 20)
    )
    parts = "[\n" + "a:\n" * (MOST_BYTES // 4)
    for text in (bomb, parts, "[" * MOST_BYTES):
        before = time.process_time()
        read(text)
        assert time.process_time() - before < 20


def test_ids_are_those_of_the_plan() -> None:
    """Also of the sample, which has every usual kind of section."""
    loaded = loading.load(ROOT / "cv.yaml")
    assert loaded.cv
    plan = select(loaded.cv, "full", loaded.cv.variants["full"], loaded.bibliography.entries)
    items = {
        one.id
        for section in plan.sections
        for one in plan.walk_section(section)
        if section.section.kind != "publications"
    }
    assert items
    assert {one for one in items if ".text" not in one} <= set(outline((ROOT / "cv.yaml").read_bytes()).items)


def test_citation_keys() -> None:
    bib = """\
        @string{j = "Journal"}
        @article{doe2020, title = {A}, note = {see @book{no}}}
         @Book (DBLP:books/x , title = {B})
        @comment{left, out}
        @article{müller_21,
        @article{doe2020, again = 1}
    """
    assert citation_keys(textwrap.dedent(bib).encode()) == ("doe2020", "DBLP:books/x", "müller_21")
