"""The page of `cvtex watch --serve`: with attacks in all that it shows, it has the elements that it has with words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from attacks import ATTACKS, CANARY_WORD, CONTROLS, placed

from cvtex.build.loading import load
from cvtex.diagnostics import Diagnostic, Sources, Span
from cvtex.reports.live import Editor, problems_of
from cvtex.serve import state as states
from cvtex.serve.answers import Reply, answer
from cvtex.serve.editors import EDITORS, address
from cvtex.serve.page import MOST_SHOWN, event, page
from cvtex.serve.state import Count, Figures, Omitted, ShownFile, State

TEXTS = [one.text for one in (*ATTACKS, *CONTROLS)]
FOLDER = PurePosixPath("/home/ada/my cv")


def state_of(text: str, editor: str) -> State:
    """A state with the text in each of its fields."""
    link = Editor(EDITORS[editor], FOLDER)
    span = Span(text, 3, 2, 1)
    # A line with a null is not shown.
    sources = Sources({text: f"\n\n {text.replace(chr(0), chr(1))}\n"})
    problems = problems_of(
        (Diagnostic("error", text, span, text), Diagnostic("warning", text, None, text)), sources, link
    )
    files = tuple(ShownFile(text, name, text.encode(), f"tag{name}") for name in ("pdf", "html", "txt", "docx"))
    omitted = Omitted(text, text, link.place(span))
    figures = Figures(
        "12:00:00",
        files=files,
        pages=((595.0, 842.0),),
        counts=(Count(text, 1, 2),),
        without_room=(omitted,),
        by_rule=(omitted,),
    )
    known = states.known(State(text), text, (text, "brief"), (text,))
    return states.built(known, text, problems, figures, ShownFile(text, "pdf", b"", "draft"))


def structure(html: str) -> list[tuple[str, tuple[str, ...]]]:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return [(one.tag, tuple(sorted(one.attrib))) for one in tree.iter() if isinstance(one.tag, str)]


def hrefs(html: str) -> Iterator[str]:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    for one in tree.iter():
        yield from (one.attrib[key] for key in ("href", "src") if key in one.attrib)


@pytest.mark.parametrize("text", TEXTS)
def test_the_page_has_the_same_elements(text: str) -> None:
    html = page(state_of(text, "vscode"), text)
    assert structure(html) == structure(page(state_of("words", "vscode"), "words"))
    assert {urlsplit(one).scheme for one in hrefs(html)} <= {"", "vscode"}
    assert [one for one in hrefs(html) if one.startswith(("/", "\\", "//"))] == []


@pytest.mark.parametrize("text", TEXTS)
def test_an_event_is_one_line_of_data(text: str) -> None:
    data = event(state_of(text, "vscode"), text)
    assert data.isascii()
    assert data.isprintable()
    plain: Any = json.loads(event(state_of("words", "vscode"), "words"))
    found: Any = json.loads(data)
    assert found.keys() == plain.keys()
    for name, html in found["regions"].items():
        whole, other = (f"<!DOCTYPE html><title>.</title>{one}" for one in (html, plain["regions"][name]))
        assert structure(whole) == structure(other)
    for one in (*found["frames"].values(), *(each["address"] for each in found["pages"])):
        assert not urlsplit(one).scheme
        assert ".." not in one.split("/")


@pytest.mark.parametrize("name", EDITORS)
@pytest.mark.slow
def test_the_editor_opens_the_file_that_is_named(name: str) -> None:
    """No sign of a name ends the part of the address that it stands in."""
    for text in TEXTS:
        file = f"/{text.strip('/')}"
        found = address(EDITORS[name], file, 3, 2)
        assert found.isascii()
        assert not {*found} & {*" \"'<>\\^`{|}\t\n\0"}
        before, after = (one.format(line=3, column=2) for one in EDITORS[name].split("{file}"))
        assert unquote(found.removeprefix(before).removesuffix(after)) == file
        assert not {*"?#&"} & {*found.removeprefix(before).removesuffix(after)}


def test_each_message_about_attacks_is_text(tmp_path: Path) -> None:
    """With the lines that it shows."""
    (tmp_path / "canary").write_text(CANARY_WORD, encoding="utf-8")
    texts = [placed(one.text, tmp_path / "canary") for one in ATTACKS]
    # As the name of a field, a date, an address, a file, a colour and a kind.
    owner = {"name": "Ada Heron", **{text: text for text in texts}}
    items = [{"title": text, "date": text} for text in texts]
    sections = {text: {"kind": text} for text in texts[::4]} | {"a": {"kind": "awards", "items": items}}
    cv = {
        "owner": owner,
        "bibliography": texts,
        "design": {"accent": texts[0], "theme": texts[1]},
        "sections": sections,
    }
    (tmp_path / "cv.yaml").write_text(json.dumps(cv, indent=1), encoding="utf-8")
    loaded = load(tmp_path / "cv.yaml")
    shown = problems_of(loaded.diagnostics, loaded.sources, Editor(EDITORS["vscode"], FOLDER))
    assert 2 * len(texts) < len(shown) < MOST_SHOWN
    html = page(states.unreadable(State("cv.yaml"), shown), "")
    assert {one for one, _ in structure(html)} <= {
        one for one, _ in structure(page(state_of("words", "vscode"), "words"))
    }
    assert CANARY_WORD not in html


@pytest.mark.parametrize(
    "path", ["../../cv.yaml", "/etc/passwd", "files/tagpdf/../../cv.yaml", "files//x", "page.css/.."]
)
def test_an_address_is_no_path(path: str) -> None:
    state = state_of("words", "vscode")
    for written in (path, path.replace("/", "%2f"), path.replace(".", "%2e"), path.replace("/", "\\")):
        found = answer(state, {"page.css": b""}, "token", 80, ("GET", f"/token/{written}", "localhost:80"))
        assert isinstance(found, Reply)
        assert found.status in (400, 404), written
