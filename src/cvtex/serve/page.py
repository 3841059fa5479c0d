"""State -> the page as HTML, and the event that brings an open page up to date. Pure.

The page consists of regions, each with an id. An event holds the HTML of all of them, and the addresses of the PDF's
pages and of other outputs; the script `assets/page.js` replaces what differs. All addresses are relative to the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap
from typing import Any, Final
from urllib.parse import quote

from cvtex.diagnostics import counted
from cvtex.emit.html.escaping import NOTHING, Html, element, join, own, text
from cvtex.serve.state import PDF, Count, Figures, Omitted, Place, Problem, Shown, ShownFile, State

HTML: Final = "html"
# Formats that a browser shows as they are; others are only linked.
FRAMED: Final[Mapping[str, str]] = {
    HTML: "Web page",
    "txt": "Text",
    "md": "Markdown",
    "json": "JSON Resume",
    "csl": "CSL-JSON",
    "bib": "BibTeX",
}
# Beyond this number the page only counts.
MOST_SHOWN: Final = 200
_ICONS: Final = {"building": "icon-building.svg", "built": "icon-built.svg", "failed": "icon-failed.svg"}
_DRAWING: Final = {
    "building": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="#5b7fd6" stroke-width="3" stroke-dasharray="24"/>',
    "built": '<circle cx="8" cy="8" r="7" fill="#1a8754"/>'
    '<path d="M4.6 8.3l2.3 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/>',
    "failed": '<circle cx="8" cy="8" r="7" fill="#c62828"/>'
    '<path d="M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6" stroke="#fff" stroke-width="1.8"/>',
}


def icons() -> dict[str, str]:
    """The pictures in the browser's tab, by name."""
    start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    return {name: f"{start}{_DRAWING[what]}</svg>" for what, name in _ICONS.items()}


def page(state: State, name: str) -> str:
    """The page about a variant."""
    shown = state.variant(name)
    inside = regions(state, shown.name)
    body = join(
        element("a", text("Skip to the pages"), class_="skip", href="#stage"),
        element(
            "header",
            _region("h1", "owner", inside, title=state.cv),
            _region("nav", "variants", inside, aria_label="Variants"),
            _region("div", "status", inside, role="status"),
        ),
        _region("section", "problems", inside, aria_label="Problems"),
        element(
            "main",
            element("div", _region("div", "views", inside), _zoom(), class_="bar"),
            element("div", id="pages", role="region", aria_label="Pages of the PDF", tabindex="0"),
            element("div", id="frames", hidden=""),
            _noscript(shown),
            id="stage",
        ),
        _region("section", "figures", inside, aria_label="What is printed", tabindex="0"),
        between="\n",
    )
    head = join(
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", text(title(state, shown))),
        element("link", id="icon", rel="icon", href=_ICONS[mood(state, shown)]),
        element("link", rel="stylesheet", href="page.css"),
        element("script", src="page.js", defer=""),
        between="\n",
    )
    whole = element(
        "html", element("head", head), element("body", body, data_variant=shown.name, data_mood=mood(state, shown)),
        lang="en",
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{whole}\n"


def event(state: State, name: str) -> str:
    """What an open page about a variant needs, as JSON."""
    shown = state.variant(name)
    figures = shown.figures
    pdf = figures.file(PDF) if figures else None
    sizes = figures.pages if figures and pdf else ()
    data: dict[str, Any] = {
        "number": state.number,
        "title": title(state, shown),
        "mood": mood(state, shown),
        "icon": _ICONS[mood(state, shown)],
        "regions": regions(state, shown.name),
        "tag": pdf.tag if pdf else "",
        "pages": [
            {"address": f"pages/{pdf.tag}/{number}.png", "width": width, "height": height}
            for number, (width, height) in enumerate(sizes, 1)
            if pdf
        ],
        "frames": {file.format: _address("frame", file) for file in _framed(figures)},
    }
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def regions(state: State, name: str) -> dict[str, str]:
    """The HTML of each region."""
    shown = state.variant(name)
    return {
        "owner": join(text(state.owner or state.cv), element("small", text(state.cv))),
        "variants": join(*(_tab(one, is_current=one.name == shown.name) for one in state.variants.values())),
        "status": _status(state, shown),
        "views": _views(shown),
        "problems": _problems(shown),
        "figures": _figures(shown.figures) if shown.figures else NOTHING,
    }


def mood(state: State, shown: Shown) -> str:
    """`building`, `built` or `failed`. What failed stays so until the next build is done."""
    if shown.outcome == "failed":
        return "failed"
    return "building" if state.building or shown.outcome == "waiting" else "built"


def title(state: State, shown: Shown) -> str:
    """The title of the browser's tab, which can be read when the tab is not in sight."""
    what = counted(shown.errors, "error") if shown.outcome == "failed" and shown.errors else ""
    return " · ".join(filter(None, (what, shown.name, state.cv)))


def _region(name: str, id_: str, inside: Mapping[str, str], **attributes: str) -> Html:
    return element(name, own(inside[id_]), id=id_, **attributes)


def _zoom() -> Html:
    buttons = (
        ("smaller", "Smaller pages", "−"),
        ("fit", "Fit pages to the width", "Fit"),
        ("larger", "Larger pages", "+"),
    )
    made = (
        element(
            "button",
            element("span", text(sign), aria_hidden="true"),
            element("span", text(what), class_="unseen"),
            type="button",
            id=id_,
            title=what,
        )
        for id_, what, sign in buttons
    )
    return element("div", *made, id="zoom", role="group", aria_label="Size of the pages")


def _noscript(shown: Shown) -> Html:
    pdf = shown.figures.file(PDF) if shown.figures else None
    link = element("a", text(pdf.name), href=_address("files", pdf)) if pdf else NOTHING
    return element("noscript", element("p", text("This page needs JavaScript to follow your saves. "), link))


def _tab(shown: Shown, *, is_current: bool) -> Html:
    sign = "failed" if shown.outcome == "failed" else ""
    return element(
        "a",
        text(shown.name or "?"),
        element("span", text(sign), class_="sign") if sign else NOTHING,
        href=f"?variant={quote(shown.name, safe='')}",
        aria_current="page" if is_current else None,
    )


def _status(state: State, shown: Shown) -> Html:
    kept = element("small", text(f"below: the last good build, {shown.figures.time}")) if shown.figures else NOTHING
    if shown.outcome == "waiting":
        return element("p", text("Building …"))
    if shown.outcome == "failed":
        what = f"Not built: {counted(shown.errors, 'error')}" if shown.errors else "Not built"
        return element("p", element("strong", text(what)), kept)
    assert shown.figures is not None
    made = f"Built {shown.figures.time} in {shown.figures.seconds:.2f} s"
    warnings = element("small", text(counted(shown.warnings, "warning"))) if shown.warnings else NOTHING
    return element("p", text("Building …" if state.building else made), warnings)


def _framed(figures: Figures | None) -> Iterator[ShownFile]:
    return (file for file in (figures.files if figures else ()) if file.format in FRAMED)


def _views(shown: Shown) -> Html:
    """Buttons that choose what is shown, then links to the files themselves."""
    figures = shown.figures
    views = [(PDF, "PDF")] if figures and figures.file(PDF) else []
    views += [(file.format, FRAMED[file.format]) for file in _framed(figures)]
    if {PDF, HTML} <= {name for name, _ in views}:
        views.append(("both", "Side by side"))
    buttons = (
        element("button", text(label), type="button", data_view=name, aria_pressed="false") for name, label in views
    )
    files = figures.files if figures else ()
    links = [_link(file, file.name) for file in files]
    links += [_link(shown.draft, f"{shown.draft.name}, which shows what went wrong")] if shown.draft else []
    return join(
        element("div", *buttons, class_="choice", role="group", aria_label="Shown") if len(views) > 1 else NOTHING,
        element("p", *links, class_="files") if links else NOTHING,
    )


def _link(file: ShownFile, label: str) -> Html:
    href = _address("files", file)
    return element("a", text(label), href=href, target="_blank", rel="noopener", data_format=file.format)


def _address(folder: str, file: ShownFile) -> str:
    return f"{folder}/{file.tag}/{quote(file.name.encode('utf-8', 'surrogateescape'), safe='')}"


def _problems(shown: Shown) -> Html:
    if not shown.problems:
        return NOTHING
    counts = (counted(shown.errors, "error"), counted(shown.warnings, "warning"))
    title = ", ".join(one for one in counts if not one.startswith("0 "))
    more = len(shown.problems) - MOST_SHOWN
    return join(
        element("h2", text(title)),
        element("ol", *map(_problem, shown.problems[:MOST_SHOWN])),
        element("p", text(f"and {more} more; `cvtex check` prints all"), class_="more") if more > 0 else NOTHING,
    )


def _problem(problem: Problem) -> Html:
    lines = [
        element("p", element("b", text(problem.severity)), text(f" {_capital(problem.message)}"), class_="message"),
    ]
    if problem.place:
        lines.insert(0, element("p", _source(problem.place), class_="place"))
    if problem.excerpt:
        shown = problem.excerpt
        marked = element("mark", text(shown.marked or " "))
        lines.append(
            element("pre", element("code", text(shown.before.lstrip()), marked, text(shown.after)), tabindex="0")
        )
    if problem.hint:
        lines.append(element("p", text(_capital(problem.hint)), class_="hint"))
    return element("li", *lines, class_=problem.severity)


def _source(place: Place, label: str = "") -> Html:
    """A link that opens the place in the editor."""
    return element("a", text(label or place.name), href=place.address, title=f"Open {place.name} in the editor")


def _capital(sentence: str) -> str:
    """A message begins with a capital letter, but not if its first word is code or a name."""
    first = sentence.split(" ", 1)[0]
    return sentence[:1].upper() + sentence[1:] if first.isalpha() and first.islower() else sentence


def _figures(figures: Figures) -> Html:
    parts: list[Html] = []
    if figures.pages:
        parts += [element("h2", text(counted(len(figures.pages), "page"))), _fills(figures)]
    if counts := [one for one in figures.counts if one.possible]:
        table = element("table", element("tbody", *map(_count, counts)))
        parts += [element("h2", text("Items printed")), table]
    if figures.shortened:
        parts.append(element("p", text(f"{figures.shortened} in their short form"), class_="short"))
    parts.append(_omitted("left out for room", "room", figures.without_room))
    parts.append(_omitted("left out by a rule", "rule", figures.by_rule))
    return join(*parts)


def _count(count: Count) -> Html:
    printed = element("td", text(f"{count.printed} of {count.possible}"))
    is_less = count.printed < count.possible
    return element("tr", element("th", text(count.title), scope="row"), printed, class_="less" if is_less else None)


def _fills(figures: Figures) -> Html:
    """How full each page is. Only a limit has the program measure that."""
    return element("ol", *starmap(_fill, enumerate(figures.fills, 1)), class_="fills") if figures.fills else NOTHING


def _fill(number: int, fill: float) -> Html:
    name = f"Page {number}"
    return element(
        "li",
        element("a", text(name), href=f"#page-{number}"),
        element("meter", text(f"{fill:.0%}"), value=f"{min(fill, 1):.3f}", aria_label=name),
        element("span", text(f"{fill:.0%} full")),
    )


def _omitted(what: str, id_: str, items: Iterable[Omitted]) -> Html:
    found = tuple(items)
    if not found:
        return NOTHING
    rows = [
        element("li", _source(one.place, one.name), element("small", text(one.reason))) for one in found[:MOST_SHOWN]
    ]
    if len(found) > MOST_SHOWN:
        rows.append(element("li", text(f"and {len(found) - MOST_SHOWN} more")))
    return element("details", element("summary", text(f"{len(found)} {what}")), element("ul", *rows), id=f"left-{id_}")
