"""Manuscript -> an HTML page that stands alone: nothing is loaded, and nothing but the filter needs a script."""

from __future__ import annotations

from base64 import b64encode
from typing import Final

from cvtex.emit.blocks import Block, map_texts
from cvtex.emit.html import escaping
from cvtex.emit.html.body import Body, body_of
from cvtex.emit.html.escaping import Html
from cvtex.emit.html.filtering import LEAST_WORKS, filter_script, words_of
from cvtex.emit.html.inline import direction, with_valid_links
from cvtex.emit.html.machine_readers import extras, json_ld
from cvtex.emit.html.style import style_of
from cvtex.emit.promises import Promises, elements_of, promises_of
from cvtex.emit.writer import Manuscript, Metadata, WrittenFile
from cvtex.locales.locale import locale_of
from cvtex.model.picture import Picture
from cvtex.text.richtext import plain, without_links
from cvtex.value import Value, replace

# A contents list of fewer sections would help nobody.
_LEAST_SECTIONS: Final = 3


class HtmlWriter(Value):
    """Writes the blocks in reading order, each with the words of the PDF."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        look, metadata = manuscript.look, manuscript.metadata
        blocks = _printed(manuscript)
        locale = locale_of(look.language)
        works = extras(manuscript)
        has_filter = sum(bool(extra.attributes) for extra in works.values()) >= LEAST_WORKS
        aids = words_of(locale) if has_filter else {}
        body = body_of(blocks, tuple(elements_of(blocks, escaping.allowed)), _address(look.photo), works, aids)
        skip = escaping.element("a", escaping.text(locale.page["skip"]), class_="skip", href="#content")
        head = (
            escaping.element("meta", charset="utf-8"),
            escaping.element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            escaping.element("title", escaping.text(metadata.title)),
            escaping.element("meta", name="author", content=metadata.author),
            *(
                (escaping.element("meta", name="keywords", content=", ".join(metadata.keywords)),)
                if metadata.keywords
                else ()
            ),
            escaping.element("meta", name="color-scheme", content="light dark"),
            escaping.element("meta", property="og:type", content="profile"),
            escaping.element("meta", property="og:title", content=metadata.title),
            escaping.element("meta", property="og:locale", content=look.language.replace("-", "_")),
            style_of(look.design),
            json_ld(replace(manuscript, blocks=blocks)),
        )
        scripts = (filter_script(),) if has_filter else ()
        page = escaping.element(
            "html",
            escaping.element("head", *_lines(head)),
            escaping.element("body", *_lines((skip, body.top, *_contents(body), body.main, *scripts))),
            lang=look.language,
        )
        return WrittenFile(f"<!DOCTYPE html>\n{page}\n".encode())

    def promises(self, manuscript: Manuscript) -> Promises:
        return promises_of(_printed(manuscript), escaping.allowed)


def _keywords(metadata: Metadata) -> tuple[Html, ...]:
    if not metadata.keywords:
        return ()
    return (escaping.element("meta", name="keywords", content=", ".join(metadata.keywords)),)


def _lines(parts: tuple[Html, ...]) -> tuple[Html, ...]:
    return (Html("\n"), *(Html(f"{part}\n") for part in parts))


def _printed(manuscript: Manuscript) -> tuple[Block, ...]:
    return tuple(replace(block, content=map_texts(block.content, with_valid_links)) for block in manuscript.shown)


def _contents(body: Body) -> tuple[Html, ...]:
    """Links to the sections."""
    if len(body.titles) < _LEAST_SECTIONS:
        return ()
    links = (
        escaping.element("a", escaping.text(plain(without_links(title))), href=f"#{place}", dir=direction(title))
        for place, title in body.titles
    )
    items = (escaping.element("li", link) for link in links)
    return (escaping.element("nav", escaping.element("ul", *(Html(f"{item}\n") for item in items), role="list")),)


def _address(photo: Picture | None) -> str:
    """The photograph as an address that holds its data."""
    if photo is None or not photo.data:
        return ""
    return f"data:image/{photo.kind};base64,{b64encode(photo.data).decode('ascii')}"
