"""The parts of a page, and the page that they make in the built-in look."""

from __future__ import annotations

from cvtex.emit.html import escaping
from cvtex.emit.html.body import Part
from cvtex.emit.html.escaping import Html
from cvtex.value import Value


class Page(Value, kw_only=True):
    """The parts are elements, or nothing. `meta`: what the head says to programs. `sections`: those of `main`."""

    language: str
    plain_title: str
    author: str
    meta: tuple[Html, ...]
    style: Html
    skip: Html
    header: Html
    contents: Html
    sections: tuple[Part, ...]
    main: Html
    footer: Html
    script: Html

    def html(self) -> str:
        head = (*self.meta, escaping.element("title", escaping.text(self.plain_title)), self.style)
        body = (self.skip, self.header, self.contents, self.main, self.footer, self.script)
        page = escaping.element(
            "html",
            escaping.element("head", *_lines(head)),
            escaping.element("body", *_lines(body)),
            lang=self.language,
        )
        return f"<!DOCTYPE html>\n{page}\n"


def _lines(parts: tuple[Html, ...]) -> tuple[Html, ...]:
    return (Html("\n"), *(Html(f"{part}\n") for part in parts if part))
