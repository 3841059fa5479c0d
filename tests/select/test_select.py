"""What a variant prints of a CV, and why it omits the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.check.cv import check_cv
from cvtex.diagnostics import Span, has_errors
from cvtex.model.bibliography import Entry, Field, PublicationStatus
from cvtex.model.cv import Cv
from cvtex.model.exclusion import message_of
from cvtex.model.items import ItemBase, Point
from cvtex.model.plan import ItemGroup, Plan, PlannedItem, Publication
from cvtex.model.sections import PublicationGroup, PublicationsSection, TextSection, groups_of
from cvtex.model.variant import SectionView
from cvtex.read.bib import read_bibliography
from cvtex.read.yaml import read_yaml
from cvtex.select.limits import apply_count_limits
from cvtex.select.selection import select
from cvtex.value import replace


def cv_of(text: str) -> Cv:
    node = read_yaml("cv.yaml", text.encode()).value
    assert node is not None
    checked = check_cv(node)
    # There are warnings of sections and institutions without items.
    assert not has_errors(checked.diagnostics)
    assert checked.value is not None
    return checked.value


def plan_of(cv: Cv, variant: str, entries: tuple[Entry, ...] = ()) -> Plan:
    return apply_count_limits(select(cv, variant, cv.variants[variant], entries))


def outline(plan: Plan) -> list[str]:
    """The plan as indented names; omitted items follow a `-`, with the reason."""
    lines = []

    def show(item: PlannedItem, depth: int) -> None:
        lines.append("  " * depth + item.name)
        for child in item.children:
            show(child, depth + 1)

    for section in plan.sections:
        lines.append(str(section.title or section.id))
        for item in section.items:
            show(item, 1)
    return lines + [f"- {left.name}: {message_of(left.reason)}" for left in plan.left_out]


POSITIONS = """
owner: {name: Ada Example}
sections:
  experience:
    kind: positions
    title: Experience
    items:
      - employer: New Place
        roles:
          - {title: Head, dates: 2020 – present, points: [One, {text: Two, only: full}], keywords: [research]}
          - {title: Member, dates: 2018 – 2019, points: [Three]}
      - employer: Old Place
        only: full
        roles:
          - {title: Student, dates: 2010 – 2012, points: [Four]}
      - employer: Ancient Place
        keywords: [teaching]
        roles:
          - {title: Tutor, dates: 2005 – 2006}
          - {title: Teacher, dates: 2004 – 2005, priority: high}
variants:
  full: {}
  short: {}
  since: {sections: [{section: experience, since: 2012, title: Recent}]}
  two: {sections: [{section: experience, max: 2}]}
  research: {sections: [{section: experience, keywords: [research]}]}
  teaching: {sections: [{section: experience, keywords: [teaching, sports]}]}
"""

PRINTED = {
    "full": """\
Experience
  New Place
    Head
      One
      Two
    Member
      Three
  Old Place
    Student
      Four
  Ancient Place
    Tutor
    Teacher
""",
    "short": """\
Experience
  New Place
    Head
      One
    Member
      Three
  Ancient Place
    Tutor
    Teacher
- Two: only for full
- Old Place: only for full
- Student: only for full
- Four: only for full
""",
    "since": """\
Recent
  New Place
    Head
      One
    Member
      Three
- Two: only for full
- Old Place: only for full
- Student: only for full
- Four: only for full
- Tutor: before 2012
- Teacher: before 2012
""",
    # The heaviest items: high priority first, then the newest.
    "two": """\
Experience
  New Place
    Head
      One
  Ancient Place
    Teacher
- Two: only for full
- Old Place: only for full
- Student: only for full
- Four: only for full
- Member: at most 2 in 'experience'
- Tutor: at most 2 in 'experience'
""",
    "research": """\
Experience
  New Place
    Head
      One
- Two: only for full
- Member: none of the keywords research
- Three: none of the keywords research
- Old Place: only for full
- Student: only for full
- Four: only for full
- Tutor: none of the keywords research
- Teacher: none of the keywords research
""",
    # Keywords of an institution hold for everything below it.
    "teaching": """\
Experience
  Ancient Place
    Tutor
    Teacher
- Head: none of the keywords teaching, sports
- One: none of the keywords teaching, sports
- Two: none of the keywords teaching, sports
- Member: none of the keywords teaching, sports
- Three: none of the keywords teaching, sports
- Old Place: only for full
- Student: only for full
- Four: only for full
""",
}


@pytest.mark.parametrize("variant", PRINTED)
def test_positions(variant: str) -> None:
    assert outline(plan_of(cv_of(POSITIONS), variant)) == PRINTED[variant].splitlines()


ITEM_GROUPS = """
owner: {name: Ada Example}
date: 2024-06
sections:
  talks:
    kind: talks
    title: Talks
    groups:
      - title: Invited
        items:
          - {title: One, date: 2024, keywords: [topic]}
          - {title: Two, date: 2010, id: two}
      - title: Seminars
        only: full
        items: [{title: Three, date: 2023, priority: high}]
      - title: Others
        note: Without posters.
        items: [{title: Four, date: 2012}]
  service:
    kind: service
    title: Service
    group_by: year
    items:
      - {role: Chair, dates: 2019 – 2021, keywords: [topic], requires: two}
      - {role: Editor, dates: 2018 – present}
      - {role: Reviewer, dates: "2021"}
      - {role: Member, dates: 2015}
variants:
  full: {}
  short: {}
  since: {sections: [{section: talks, since: 2012}, {section: service, since: 2021}]}
  topic: {sections: [{section: talks, keywords: [topic]}, {section: service, keywords: [topic]}]}
  two: {sections: [{section: talks, max: 2}, {section: service, max: 2}]}
  flat: {sections: [{section: talks, grouped: false}, {section: service, grouped: false}]}
"""

PRINTED_ITEM_GROUPS = {
    "full": """\
Talks
  Invited
    One
    Two
  Seminars
    Three
  Others
    Four
Service
  ongoing
    Editor
  2021
    Chair
    Reviewer
  2015
    Member
""",
    "short": """\
Talks
  Invited
    One
    Two
  Others
    Four
Service
  ongoing
    Editor
  2021
    Chair
    Reviewer
  2015
    Member
- Seminars: only for full
- Three: only for full
""",
    # A group vanishes with its last item.
    "since": """\
Talks
  Invited
    One
  Others
    Four
Service
  ongoing
    Editor
  2021
    Chair
    Reviewer
- Two: before 2012
- Seminars: only for full
- Three: only for full
- Member: before 2021
""",
    "topic": """\
Talks
  Invited
    One
Service
  2021
    Chair
- Two: none of the keywords topic
- Three: none of the keywords topic
- Seminars: only for full
- Four: none of the keywords topic
- Editor: none of the keywords topic
- Reviewer: none of the keywords topic
- Member: none of the keywords topic
""",
    "two": """\
Talks
  Invited
    One
  Others
    Four
Service
  ongoing
    Editor
  2021
    Chair
- Seminars: only for full
- Three: only for full
- Two: at most 2 in 'talks'
- Reviewer: at most 2 in 'service'
- Member: at most 2 in 'service'
""",
    "flat": """\
Talks
  One
  Two
  Four
Service
  Chair
  Editor
  Reviewer
  Member
- Seminars: only for full
- Three: only for full
""",
}


@pytest.mark.parametrize("variant", PRINTED_ITEM_GROUPS)
def test_groups_of_items(variant: str) -> None:
    assert outline(plan_of(cv_of(ITEM_GROUPS), variant)) == PRINTED_ITEM_GROUPS[variant].splitlines()


def test_items_of_groups_have_ids_like_their_places_in_the_file() -> None:
    plan = plan_of(cv_of(ITEM_GROUPS), "full")
    ids = [item.id for item in plan.walk()]
    assert ids[:3] == ["talks.groups.0", "talks.groups.0.items.0", "talks.groups.0.items.1"]
    # `group_by` moves an item, whose id stays the same.
    assert ids[-4:] == ["service.0", "service.2", "service group 2", "service.3"]
    assert plan.requires == (("service.0", "talks.groups.0.items.1"),)
    assert len(set(ids)) == len(ids)


def test_items_that_do_not_say_their_group_stand_above_the_groups() -> None:
    text = ITEM_GROUPS.replace(", dates: 2015", "").replace('"2021"', "2020")
    node = read_yaml("cv.yaml", text.encode()).value
    assert node is not None
    checked = check_cv(node)
    assert [str(one.message) for one in checked.diagnostics] == ["this item has no date, so it stands above the groups"]
    assert checked.value is not None
    plan = plan_of(checked.value, "full")
    assert outline(plan)[-7:] == [
        "  Member",
        "  ongoing",
        "    Editor",
        "  2021",
        "    Chair",
        "  2020",
        "    Reviewer",
    ]


PUBLICATIONS = """
owner: {name: Ada Example}
bibliography: publications.bib
sections:
  publications:
    kind: publications
    title: Publications
    groups:
      - {title: Selected, keys: [oldest]}
      - {title: Articles, types: [article]}
      - {title: On Topic, keywords: [topic]}
    priority: {must: [march], high: [oldest], low: [may]}
variants:
  full: {}
  flat: {sections: [{section: publications, grouped: false}]}
  three: {sections: [{section: publications, max: 3}]}
  recent: {sections: [{section: publications, since: 2020}]}
  articles: {sections: [{section: publications, types: [article], keywords: [topic]}]}
"""

ENTRIES = """
@article{oldest, title = {Oldest}, year = {1999}}
@article{march, title = {March}, year = {2020}, month = {3}}
@article{may, title = {May}, year = {2020}, month = {5}, keywords = {topic, other}}
@misc{preprint, title = {Preprint}, year = {2021}, keywords = {other; topic}}
@article{undated, title = {Undated}}
@book{book, title = {Book}, year = {2022}}
@xdata{data, title = {Data}}
"""

PRINTED_PUBLICATIONS = {
    "full": """\
Publications
  Selected
    Oldest
  Articles
    May
    March
    Undated
  On Topic
    Preprint
- Book: matches no group of 'publications'
- Data: @xdata is not a work
""",
    "flat": """\
Publications
  Preprint
  May
  March
  Oldest
  Undated
- Book: matches no group of 'publications'
- Data: @xdata is not a work
""",
    "three": """\
Publications
  Selected
    Oldest
  Articles
    March
  On Topic
    Preprint
- Book: matches no group of 'publications'
- Data: @xdata is not a work
- May: at most 3 in 'publications'
- Undated: at most 3 in 'publications'
""",
    "recent": """\
Publications
  Articles
    May
    March
  On Topic
    Preprint
- Oldest: before 2020
- Undated: before 2020
- Book: matches no group of 'publications'
- Data: @xdata is not a work
""",
    "articles": """\
Publications
  Articles
    May
- Oldest: none of the keywords topic
- March: none of the keywords topic
- Undated: none of the keywords topic
- Preprint: not of type article
- Book: matches no group of 'publications'
- Data: @xdata is not a work
""",
}


@pytest.mark.parametrize("variant", PRINTED_PUBLICATIONS)
def test_publications(variant: str) -> None:
    entries = read_bibliography("publications.bib", ENTRIES.encode()).value.entries
    assert outline(plan_of(cv_of(PUBLICATIONS), variant, entries)) == PRINTED_PUBLICATIONS[variant].splitlines()


GROUPINGS = {
    "by year": (
        "group_by: year",
        """\
Publications
  2022
    Book
  2021
    Preprint
  2020
    May
    March
  1999
    Oldest
  Undated
    Undated
""",
    ),
    "years": (
        "groups: [{title: Lately, years: 2020 – present}, {title: Before, years: 1990 – 2019}]",
        """\
Publications
  Lately
    Book
    Preprint
    May
    March
  Before
    Oldest
""",
    ),
    "peer review": (
        "groups: [{title: Reviewed, reviewed: true}, {title: Other, reviewed: false}]",
        """\
Publications
  Reviewed
    May
    March
    Oldest
    Undated
  Other
    Book
    Preprint
""",
    ),
    "own place": (
        "groups: [{title: First, roles: [first]}, {title: Last, roles: [last]}]",
        """\
Publications
  First
    Preprint
  Last
    May
""",
    ),
}


@pytest.mark.parametrize("case", GROUPINGS)
def test_groups(case: str) -> None:
    condition, expected = GROUPINGS[case]
    entries = read_bibliography("publications.bib", ENTRIES.encode()).value.entries
    cv = cv_of(
        "owner: {name: Ada Example}\nbibliography: publications.bib\n"
        f"sections: {{publications: {{kind: publications, title: Publications, {condition}}}}}\n"
    )
    roles = {"preprint": frozenset({"first"}), "may": frozenset({"last"}), "march": frozenset({"middle"})}
    plan = select(cv, "full", cv.variants["full"], entries, roles=roles)
    assert [line for line in outline(plan) if not line.startswith("-")] == expected.splitlines()


def test_everything_is_printed_when_all_entries_are_asked_for() -> None:
    entries = read_bibliography("publications.bib", ENTRIES.encode()).value.entries
    cv = cv_of(PUBLICATIONS)
    for name, variant in cv.variants.items():
        plan = select(cv, name, variant, entries, everything=True)
        assert sorted(plan.publications()) == ["book", "march", "may", "oldest", "preprint", "undated"]


def test_of_one_date_the_first_author_and_the_title_decide_without_accents() -> None:
    bibliography = """
@misc{z, author = {Zuse, Konrad}, title = {A}, year = 2020}
@misc{o, author = {Östberg, Ada}, title = {B}, year = 2020}
@misc{p, author = {Pauli, W.}, title = {C}, year = 2020}
@misc{n2, author = {Ada Nord}, title = {Éclairs}, year = 2020}
@misc{n1, author = {Nord, Ada}, title = {Data}, year = 2020}
"""
    entries = read_bibliography("publications.bib", bibliography.encode()).value.entries
    plan = select(cv_of(PUBLICATIONS), "full", cv_of(PUBLICATIONS).variants["full"], entries, everything=True)
    assert plan.publications() == ("n1", "n2", "o", "p", "z")


def test_sections_are_printed_in_the_variants_order_and_only_where_they_belong() -> None:
    cv = cv_of("""
owner: {name: Ada Example}
sections:
  a: {kind: text, text: A text}
  b: {kind: list, items: [one], only: [full]}
  c: {kind: list, items: []}
  d: {kind: list, items: [two]}
variants:
  full: {}
  back: {language: de, short: true, sections: [d, c, b, a]}
""")
    assert [[section.id for section in plan_of(cv, name).sections] for name in cv.variants] == [
        ["a", "b", "d"],
        ["d", "a"],
    ]
    assert (plan_of(cv, "back").language, plan_of(cv, "back").short) == ("de", True)


# ---- laws for any CV ----

VARIANTS = ["one", "two"]
WORDS = st.lists(st.sampled_from(["red", "blue"]), max_size=2)


def optional(**fields: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    common: dict[str, st.SearchStrategy[Any]] = {
        "only": st.lists(st.sampled_from(VARIANTS), min_size=1, max_size=1),
        "priority": st.sampled_from(["must", "high", "normal", "low"]),
        "keywords": WORDS,
    }
    return common | fields


DATES = st.integers(2000, 2005).map(str) | st.integers(2000, 2005).map("{} – present".format)
POINTS = st.lists(st.fixed_dictionaries({"text": st.just("point")}, optional=optional()), max_size=2)
ROLES = st.lists(
    st.fixed_dictionaries({"title": st.just("role")}, optional=optional(dates=DATES, points=POINTS)),
    max_size=3,
)
EMPLOYERS = st.lists(
    st.fixed_dictionaries({"employer": st.just("employer"), "roles": ROLES}, optional=optional()), max_size=3
)
AWARD = st.fixed_dictionaries({"title": st.just("award")}, optional=optional(date=DATES))
AWARDS = st.lists(AWARD, max_size=4)
AWARD_GROUPS = st.lists(
    st.fixed_dictionaries(
        {"items": st.lists(AWARD, min_size=1, max_size=3)},
        optional={"title": st.just("group"), "only": st.lists(st.sampled_from(VARIANTS), min_size=1, max_size=1)},
    ),
    max_size=3,
)
KEYS = ["a", "b", "c", "d", "e"]
CONDITIONS: dict[str, st.SearchStrategy[Any]] = {
    "types": st.lists(st.sampled_from(["article", "book", "review"]), max_size=1),
    "keywords": WORDS,
    "keys": st.lists(st.sampled_from(KEYS), max_size=2),
    "years": DATES,
    "status": st.just("in press"),
}
EXCLUDED = st.fixed_dictionaries({}, optional=CONDITIONS)
GROUPS = st.lists(
    st.fixed_dictionaries({}, optional={**CONDITIONS, "exclude": EXCLUDED, "max": st.integers(0, 2)}), max_size=3
)
SECTIONS = st.fixed_dictionaries(
    {
        "positions": EMPLOYERS.map(lambda items: {"kind": "positions", "items": items}),
        "awards": AWARDS.map(lambda items: {"kind": "awards", "items": items})
        | AWARD_GROUPS.map(lambda groups: {"kind": "awards", "groups": groups}),
        "text": st.just({"kind": "text", "text": "text"}),
        "works": st.fixed_dictionaries(
            {"kind": st.just("publications"), "groups": GROUPS},
            optional={
                "exclude": EXCLUDED,
                "priority": st.dictionaries(
                    st.sampled_from(["must", "high", "low"]), st.lists(st.sampled_from(KEYS), max_size=2)
                ),
            },
        ),
    }
)
VIEWS = st.fixed_dictionaries(
    {"section": st.sampled_from(["positions", "awards", "text", "works"])},
    optional={
        "max": st.integers(0, 4),
        "since": st.integers(2000, 2005),
        "keywords": WORDS,
        "types": st.lists(st.sampled_from(["article", "book"]), max_size=1),
        "grouped": st.booleans(),
    },
)
CVS = st.builds(
    lambda sections, one, two: cv_of(
        json.dumps(
            {
                "owner": {"name": "Ada Example"},
                "bibliography": "x.bib",
                "sections": sections,
                "variants": {"one": {"sections": one}, "two": {"sections": two}},
            }
        )
    ),
    SECTIONS,
    *[st.lists(VIEWS, max_size=4, unique_by=lambda view: view["section"])] * 2,
)
PLACE = Span("x.bib")


@st.composite
def bibliographies(draw: st.DrawFn) -> tuple[Entry, ...]:
    def entry(key: str) -> Entry:
        texts = {
            "year": draw(st.sampled_from(["", "2001", "2003", "2005"])),
            "keywords": draw(st.sampled_from(["", "red", "blue; red"])),
        }
        kind, written = draw(
            st.sampled_from([("article", "article"), ("article", "review"), ("book", "book"), ("set", "set")])
        )
        fields = {name: Field(text, PLACE) for name, text in texts.items()}
        status: PublicationStatus | None = "in press" if draw(st.booleans()) else None
        return Entry(key, kind, fields, PLACE, types=frozenset({kind, written}), status=status)

    return tuple(entry(key) for key in draw(st.lists(st.sampled_from(KEYS), unique=True)))


def leaves(items: tuple[PlannedItem, ...]) -> list[PlannedItem]:
    """The smallest items that a reader counts: roles, awards, publications, but not points."""
    found = []
    for item in items:
        if not item.is_container and not isinstance(item.content, Point):
            found.append(item)
        found += leaves(item.children)
    return found


def test_a_citation_key_is_no_number_of_a_group() -> None:
    entries = read_bibliography("publications.bib", b"@article{0, title={One}}@article{1, title={Other}}").value.entries
    cv = cv_of(PUBLICATIONS)
    ids = [item.id for item in plan_of(cv, "full", entries).walk()]
    assert ids
    assert len(ids) == len(set(ids))


def all_ids(cv: Cv, variant: str, entries: tuple[Entry, ...]) -> set[str]:
    """The ids of everything in the variant's sections."""
    ids = set()
    for view in cv.variants[variant].sections or ():
        section = cv.sections[view.section]
        if isinstance(section, PublicationsSection):
            ids |= {f"{view.section}.{entry.key}" for entry in entries}
        elif isinstance(section, TextSection):
            ids.add(f"{view.section}.text")
        else:
            ids |= {path for i, item in enumerate(section.items) for path in item_ids(item, f"{view.section}.{i}")}
            ids |= {
                path
                for place, group in enumerate(section.groups)
                for i, item in enumerate(group.items)
                for path in item_ids(item, f"{view.section}.groups.{place}.items.{i}")
            }
    return ids


def item_ids(item: Any, path: str) -> list[str]:
    below = [
        found
        for kind in ("roles", "points")
        for i, child in enumerate(getattr(item, kind, ()))
        for found in item_ids(child, f"{path}.{kind}.{i}")
    ]
    return [path, *below]


@given(CVS, bibliographies(), st.sampled_from(VARIANTS))
def test_everything_is_printed_or_left_out_for_a_reason(cv: Cv, entries: tuple[Entry, ...], variant: str) -> None:
    plan = plan_of(cv, variant, entries)
    printed = [item.id for item in plan.walk() if not isinstance(item.content, PublicationGroup | ItemGroup)]
    groups = {f"{name}.groups.{place}" for name, one in cv.sections.items() for place, _ in enumerate(groups_of(one))}
    gone = [left.id for left in plan.left_out if left.id not in groups]
    assert len(printed) == len(set(printed))
    assert len(gone) == len(set(gone))
    assert set(printed) & set(gone) == set()
    assert all(message_of(left.reason) for left in plan.left_out)
    for id_ in all_ids(cv, variant, entries) - set(printed) - set(gone):
        # Children of omitted items, or an institution without printed children.
        assert any(id_.startswith(f"{other}.") for other in gone) or not any(p.startswith(f"{id_}.") for p in printed)
    assert set(printed) | set(gone) <= all_ids(cv, variant, entries)


@given(CVS, bibliographies(), st.sampled_from(VARIANTS))
def test_groups_hold_what_they_ask_for(cv: Cv, entries: tuple[Entry, ...], variant: str) -> None:
    plan = plan_of(cv, variant, entries)
    by_key = {entry.key: entry for entry in entries}
    for group, works in ((item.content, item.children) for item in plan.walk() if item.is_container):
        if not isinstance(group, PublicationGroup):
            continue
        assert group.max is None or len(works) <= group.max
        for work in works:
            assert isinstance(work.content, Publication)
            entry = by_key[work.content.key]
            assert not group.types or set(group.types) & entry.types
            assert not group.status or entry.status in group.status
            for unwanted in (cv.sections["works"].exclude, group.exclude):  # type: ignore[union-attr]
                assert not unwanted or not set(unwanted.types) & entry.types
                assert not unwanted or entry.status not in unwanted.status


@given(CVS, bibliographies(), st.sampled_from(VARIANTS))
def test_limits_and_marks_are_kept(cv: Cv, entries: tuple[Entry, ...], variant: str) -> None:
    views: dict[str, SectionView] = {view.section: view for view in cv.variants[variant].sections or ()}
    plan = plan_of(cv, variant, entries)
    for section in plan.sections:
        view = views[section.id]
        assert section.items
        assert view.max is None or len(leaves(section.items)) <= view.max
        for item in replace(plan, sections=(section,)).walk():
            only = getattr(item.content, "only", ())
            assert not only or variant in only
        for item in leaves(section.items):
            if isinstance(item.content, ItemBase) and view.since:
                dates = getattr(item.content, "dates", None) or getattr(item.content, "date", None)
                assert dates is None or dates.latest[0] >= view.since


@given(CVS, bibliographies(), st.sampled_from(VARIANTS))
def test_publications_are_newest_first_and_each_is_printed_once(
    cv: Cv, entries: tuple[Entry, ...], variant: str
) -> None:
    plan = plan_of(cv, variant, entries)
    # What is in press is newer than anything else.
    places = {entry.key: (entry.status is not None, entry.tex("year")) for entry in entries}
    assert len(plan.publications()) == len(set(plan.publications()))
    for section in plan.sections:
        for group in [section.items, *(item.children for item in section.items)]:
            printed = [places[item.content.key] for item in group if isinstance(item.content, Publication)]
            assert printed == sorted(printed, reverse=True)


@given(CVS, bibliographies(), st.sampled_from(VARIANTS))
def test_the_same_cv_gives_the_same_plan_and_what_heads_others_weighs_no_less(
    cv: Cv, entries: tuple[Entry, ...], variant: str
) -> None:
    plan = plan_of(cv, variant, entries)
    assert plan_of(cv, variant, entries) == plan
    for item in plan.walk():
        assert all(child.weight <= item.weight for child in item.children)
