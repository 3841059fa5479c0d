"""Manuscript -> an HTML page that stands alone, or with a folder for what it loads. Only the filter needs a script."""

from __future__ import annotations

from typing import Final

from cvtex.emit.blocks import Block, map_texts
from cvtex.emit.html import escaping
from cvtex.emit.html.assets import Assets
from cvtex.emit.html.body import Body, body_of
from cvtex.emit.html.escaping import NOTHING, Html
from cvtex.emit.html.filtering import LEAST_WORKS, SCRIPT, words_of
from cvtex.emit.html.inline import direction, with_valid_links
from cvtex.emit.html.machine_readers import extras, headline_of, json_ld
from cvtex.emit.html.page import Page
from cvtex.emit.html.style import style_sheet
from cvtex.emit.promises import Promises, elements_of, promises_of
from cvtex.emit.writer import Manuscript, Metadata, WrittenFile
from cvtex.emit.written_math import with_written_math
from cvtex.locales.locale import locale_of
from cvtex.model.picture import Picture
from cvtex.text.richtext import RichText, plain, without_links
from cvtex.value import Value, replace

# A contents list of fewer sections would help nobody.
_LEAST_SECTIONS: Final = 3


class HtmlWriter(Value):
    """Writes the blocks in reading order, each with the words of the PDF."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        assets = Assets(manuscript.assets)
        page = _page(manuscript, assets)
        if manuscript.template is None:
            return WrittenFile(page.html().encode(), assets=assets.files)
        from cvtex.emit.html.templating import page_by_template

        made = page_by_template(page, manuscript.template, assets)
        return WrittenFile(made.value.encode(), diagnostics=made.diagnostics, assets=assets.used_by(made.value))

    def promises(self, manuscript: Manuscript) -> Promises:
        return promises_of(_printed(manuscript), escaping.allowed)


def _page(manuscript: Manuscript, assets: Assets) -> Page:
    look, metadata = manuscript.look, manuscript.metadata
    blocks, locale = _printed(manuscript), locale_of(look.language)
    works = extras(manuscript)
    has_filter = sum(bool(extra.attributes) for extra in works.values()) >= LEAST_WORKS
    body = body_of(blocks, tuple(elements_of(blocks, escaping.allowed)), _address(look.photo, assets), works)
    return Page(
        language=look.language,
        plain_title=metadata.title,
        author=metadata.author,
        meta=(*_meta(metadata, look.language, headline_of(blocks)), json_ld(replace(manuscript, blocks=blocks))),
        style=assets.style(style_sheet(look.design)),
        skip=escaping.element("a", escaping.text(locale.page["skip"]), class_="skip", href="#content"),
        header=body.top,
        contents=_contents(body),
        sections=body.parts,
        main=body.main,
        footer=_footer(manuscript.bibtex, assets),
        script=assets.script(SCRIPT, words_of(locale)) if has_filter else NOTHING,
    )


def _meta(metadata: Metadata, language: str, description: str) -> tuple[Html, ...]:
    said: list[dict[str, str | None]] = [
        {"charset": "utf-8"},
        {"name": "viewport", "content": "width=device-width, initial-scale=1"},
        {"name": "author", "content": metadata.author},
        *([{"name": "description", "content": description}] if description else ()),
        *([{"name": "keywords", "content": ", ".join(metadata.keywords)}] if metadata.keywords else ()),
        {"name": "color-scheme", "content": "light dark"},
        {"property": "og:type", "content": "profile"},
        {"property": "og:title", "content": metadata.title},
        *([{"property": "og:description", "content": description}] if description else ()),
        {"property": "og:locale", "content": language.replace("-", "_")},
    ]
    return tuple(escaping.element("meta", **attributes) for attributes in said)


def _printed(manuscript: Manuscript) -> tuple[Block, ...]:
    return tuple(replace(block, content=map_texts(block.content, _text)) for block in manuscript.shown)


def _text(text: RichText) -> RichText:
    return with_valid_links(with_written_math(text))


def _contents(body: Body) -> Html:
    """Links to the sections."""
    if len(body.titles) < _LEAST_SECTIONS:
        return NOTHING
    links = (
        escaping.element("a", escaping.text(plain(without_links(title))), href=f"#{place}", dir=direction(title))
        for place, title in body.titles
    )
    items = (escaping.element("li", link) for link in links)
    return escaping.element("nav", escaping.element("ul", *(Html(f"{item}\n") for item in items), role="list"))


def _footer(bibtex: bytes, assets: Assets) -> Html:
    """The works to be taken along."""
    if not bibtex:
        return NOTHING
    address = assets.address("publications", ".bib", bibtex)
    return escaping.element("footer", escaping.element("a", Html("BibTeX"), href=address, download="publications.bib"))


def _address(photo: Picture | None, assets: Assets) -> str:
    if photo is None or not photo.data:
        return ""
    return assets.address("photo", f".{photo.kind}", photo.data)
