"""A build after another -> what the page shows. While there is an error, the last good build stays."""

from __future__ import annotations

from served_states import ERROR, FIGURES, HTML, PDF, START, WARNING, built

from cvtex.serve import state as states
from cvtex.serve.state import Figures, ShownFile, State

NEWER = ShownFile("cv-full.pdf", "pdf", b"%PDF-1.7 newer", "tagofnewer")
DRAFT = ShownFile("cv-full.draft.pdf", "pdf", b"%PDF-1.7 draft", "tagofdraft")


def again(state: State) -> State:
    return states.known(states.begun(state), "Ada Example", ("full", "brief"), ("full",))


def test_nothing_is_built_at_the_start() -> None:
    assert (START.building, START.variant("").outcome, START.waiting) == (True, "waiting", frozenset())


def test_a_variant_waits_until_a_browser_shows_it() -> None:
    state = built()
    assert [state.variant(name).outcome for name in ("full", "brief")] == ["built", "waiting"]
    assert state.waiting == {"brief"}
    assert not state.building
    both = states.known(state, "Ada Example", ("full", "brief"), ("full", "brief"))
    both = states.built(both, "brief", (), Figures("12:04:00"))
    assert both.waiting == frozenset()
    # After the next save, only one of them is built again; the other one's pages are old.
    later = again(both)
    assert later.waiting == {"brief"}
    assert later.variant("brief").figures == Figures("12:04:00")


def test_an_error_keeps_the_last_good_files() -> None:
    state = states.built(again(built()), "full", (ERROR,), None, DRAFT)
    shown = state.variant("full")
    assert (shown.outcome, shown.errors, shown.warnings, shown.figures) == ("failed", 1, 0, FIGURES)
    assert [state.file(file.tag) for file in (PDF, HTML, DRAFT)] == [PDF, HTML, DRAFT]
    repaired = states.built(again(state), "full", (WARNING,), Figures("12:05:00", files=(NEWER,)))
    shown = repaired.variant("full")
    assert (shown.outcome, shown.errors, shown.warnings, shown.draft) == ("built", 0, 1, None)
    assert [repaired.file(file.tag) for file in (PDF, HTML, DRAFT, NEWER)] == [None, None, None, NEWER]


def test_a_file_that_broke_a_promise_is_the_older_one_beside_new_ones() -> None:
    state = states.built(again(built()), "full", (ERROR,), Figures("12:05:00", files=(NEWER,)))
    figures = state.variant("full").figures
    assert figures is not None
    assert (state.variant("full").outcome, figures.files) == ("failed", (NEWER, HTML))
    page = ShownFile("cv-full.html", "html", b"<p>newer</p>", "newer")
    state = states.built(again(built()), "full", (ERROR,), Figures("12:05:00", files=(page,)))
    figures = state.variant("full").figures
    assert figures is not None
    assert (figures.files, figures.pages, figures.fills) == ((page, PDF), FIGURES.pages, FIGURES.fills)


def test_a_cv_that_cannot_be_read_fails_all_variants_until_it_can() -> None:
    state = states.unreadable(states.begun(built()), (ERROR,))
    for name in ("full", "brief"):
        assert (state.variant(name).outcome, state.variant(name).problems) == ("failed", (ERROR,))
    assert state.variant("full").figures == FIGURES
    # Nothing is built for a browser that shows one of them.
    assert state.waiting == frozenset()
    assert again(state).variant("full").outcome == "built"
    first = states.unreadable(START, (ERROR,))
    assert (first.variant("full").outcome, first.variant("full").figures) == ("failed", None)


def test_a_variant_that_is_gone_is_not_shown() -> None:
    state = states.known(built(), "Ada Example", ("whole",), ("whole",))
    assert list(state.variants) == ["whole"]
    assert state.variant("full").name == "whole"


def test_each_state_has_a_number_of_its_own() -> None:
    first = built()
    second = states.begun(first)
    third = states.unreadable(second, (ERROR,))
    assert first.number < second.number < third.number < states.ended(third).number
    # The same variants as before are no news.
    assert again(first) == states.begun(first)
