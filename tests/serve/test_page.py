"""State -> the page and its events: what the page says, and that no text of an author becomes markup."""

from __future__ import annotations

import json
from typing import Any

import html5lib
from served_states import ERROR, FIGURES, PDF, START, WARNING, built

from cvtex.serve import state as states
from cvtex.serve.page import MOST_SHOWN, event, page, regions
from cvtex.serve.state import Figures, Problem, Shown, ShownFile, State
from cvtex.value import replace

HOSTILE = """</script><script>alert(1)</script>'"&]]>\x00\u202e"""


def told(state: State, variant: str = "full") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(event(state, variant))
    return found


def words(html: str) -> str:
    return " ".join("".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext()).split())


def test_a_good_build() -> None:
    found = told(built())
    assert (found["title"], found["mood"], found["icon"]) == ("full · cv.yaml", "built", "icon-built.svg")
    assert found["pages"] == [
        {"address": "pages/tagofpdf/1.png", "width": 595.0, "height": 842.0},
        {"address": "pages/tagofpdf/2.png", "width": 595.0, "height": 842.0},
    ]
    assert found["frames"] == {"html": "frame/tagofhtml/cv-full.html"}
    inside = found["regions"]
    assert words(inside["status"]) == "Built 12:03:04 in 0.31 s"
    assert inside["problems"] == ""
    assert words(inside["views"]) == "PDFWeb pageSide by sidecv-full.pdfcv-full.html"
    figures = words(inside["figures"])
    assert "Page 287%87% full" in figures
    assert "Works10 of 59Education3 of 3" in figures
    assert "2 in their short form" in figures
    assert "1 left out for roomA Title <i>no room" in figures
    assert 'href="vscode://file/cv/cv.yaml:4:37"' in inside["figures"]
    assert words(inside["variants"]) == "fullbrief"


def test_an_error_beside_the_last_good_build() -> None:
    found = told(states.built(states.begun(built()), "full", (ERROR, WARNING), None))
    assert (found["title"], found["mood"], len(found["pages"])) == ("1 error · full · cv.yaml", "failed", 2)
    inside = found["regions"]
    assert words(inside["status"]) == "Not built: 1 errorbelow: the last good build, 12:03:04"
    problems = (
        "1 error, 1 warningcv.yaml:4:37error Unknown field 'txet'a: {txet: <b>}Did you mean 'text'?warning No date"
    )
    assert words(inside["problems"]) == problems
    assert '<a href="vscode://file/cv/cv.yaml:4:37"' in inside["problems"]
    assert "<mark>txet</mark>" in inside["problems"]
    assert words(inside["variants"]) == "fullfailedbrief"


def test_the_start_and_a_cv_with_errors() -> None:
    assert (told(START)["mood"], words(told(START)["regions"]["status"])) == ("building", "Building …")
    failed = told(states.unreadable(START, (ERROR, ERROR)), "")
    assert (failed["mood"], words(failed["regions"]["status"])) == ("failed", "Not built: 2 errors")
    assert (failed["pages"], failed["frames"], failed["tag"]) == ([], {}, "")


def test_a_page_that_was_open_before_the_cv_was_read_gets_its_owner() -> None:
    assert words(told(replace(START, owner=""))["regions"]["owner"]) == "cv.yamlcv.yaml"
    assert words(told(replace(START, owner="Ada"))["regions"]["owner"]) == "Adacv.yaml"


def test_a_build_under_way_leaves_all_but_the_status_alone() -> None:
    before, after = told(built(WARNING)), told(states.begun(built(WARNING)))
    assert words(after["regions"]["status"]) == "Building …1 warning"
    assert {name for name, html in after["regions"].items() if html != before["regions"][name]} == {"status"}
    assert after["pages"] == before["pages"]


def test_a_variant_that_is_text_only_and_one_that_is_word() -> None:
    files = (ShownFile("form.txt", "txt", b"", "1"), ShownFile("form.docx", "docx", b"", "2"))
    found = told(states.built(START, "form", (), Figures("12:00:00", files=files)), "form")
    assert (found["pages"], found["frames"]) == ([], {"txt": "frame/1/form.txt"})
    # There is nothing to choose.
    assert words(found["regions"]["views"]) == "form.txtform.docx"


def test_a_draft_can_be_opened() -> None:
    draft = ShownFile("cv-full.draft.pdf", "pdf", b"", "3")
    views = told(states.built(built(), "full", (ERROR,), None, draft))["regions"]["views"]
    assert 'href="files/3/cv-full.draft.pdf"' in views
    assert "which shows what went wrong" in words(views)


def test_thousands_of_problems_are_counted() -> None:
    inside = regions(states.unreadable(START, (WARNING,) * (MOST_SHOWN + 1000)), "")
    assert inside["problems"].count("<li") == MOST_SHOWN
    assert words(inside["problems"]).endswith("and 1000 more; `cvtex check` prints all")


def test_no_text_becomes_markup() -> None:
    problem = Problem("error", HOSTILE, HOSTILE)
    file = ShownFile(f"{HOSTILE}/../x.html", "html", b"", "tag")
    state = State(HOSTILE, HOSTILE, variants={HOSTILE: Shown(HOSTILE, "built", (problem,), Figures("", files=(file,)))})
    whole = page(state, HOSTILE)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(whole)
    assert [script.get("src") for script in tree.iter("script")] == ["page.js"]
    assert "alert(1)" in "".join(tree.itertext())
    for name, html in told(state, HOSTILE)["regions"].items():
        fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
        assert not list(fragment.iter("script")), name
    assert told(state, HOSTILE)["frames"]["html"].count("/") == 2


def test_the_page_is_sound_and_holds_what_its_script_looks_for() -> None:
    for state in (START, built(), states.unreadable(built(), (ERROR, WARNING))):
        whole = page(state, "full")
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(whole)
        ids = [one.get("id") for one in tree.iter() if one.get("id")]
        assert len(ids) == len(set(ids))
        assert {*regions(state, "full"), "pages", "frames", "stage", "zoom", "smaller", "fit", "larger", "icon"} <= {
            *ids
        }
        assert "style=" not in whole
    assert FIGURES.file("pdf") == PDF
