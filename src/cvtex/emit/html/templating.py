"""A page in the look of a template of one's own. The writer makes its parts; the template puts them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from cvtex.diagnostics import Checked, Diagnostic, Span, did_you_mean, error
from cvtex.emit.html import escaping
from cvtex.emit.html.assets import Assets
from cvtex.emit.html.escaping import Html
from cvtex.emit.html.page import Page
from cvtex.model.page_template import MAIN_FILE, PageTemplate
from cvtex.text.richtext import plain, without_links
from cvtex.value import Value

_COLUMN: Final = 1


class _NoFileError(LookupError):
    """The template has no file of this name."""


class Section(Value):
    """A part or section, as a template sees it. `html`: with its heading. Without one, `id` and `title` are empty."""

    id: str
    title: str
    html: Markup


def page_by_template(page: Page, template: PageTemplate, assets: Assets) -> Checked[str]:
    from jinja2 import TemplateError

    from cvtex.emit.html.sandbox import Sandbox, lines_in

    names = _names(page, template, assets)
    try:
        html = Sandbox(template.files, names).get_template(MAIN_FILE).render()
    except (TemplateError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as problem:
        places = [(str(getattr(problem, "filename", "") or ""), int(getattr(problem, "lineno", 0) or 0))]
        known = [place for place in (*lines_in(problem, template.files), *places) if place[0] in template.files]
        # What calls itself runs out of levels in anything that it prints.
        repeated = Counter(known).most_common(1) if isinstance(problem, RecursionError) else ()
        file, line = repeated[0][0] if repeated else known[-1] if known else (MAIN_FILE, 1)
        message, hint = _message(problem, names, template)
        return Checked("", (error(message, Span(f"{template.folder}/{file}", line, _COLUMN), hint),))
    return Checked(html, tuple(_missing(page, html, template)))


def _names(page: Page, template: PageTemplate, assets: Assets) -> Mapping[str, Any]:
    """What a template can use. The writer's markup is printed as it is, and all other texts are escaped."""

    def file(name: str) -> str:
        if name not in template.files:
            raise _NoFileError(name)
        return assets.file(name, template.files[name])

    parts = ("style", "skip", "header", "contents", "main", "footer", "script")
    return {
        "language": page.language,
        "title": page.plain_title,
        "author": page.author,
        "meta": _markup(escaping.join(*page.meta, between="\n")),
        **{name: _markup(getattr(page, name)) for name in parts},
        "sections": [
            Section(part.place, plain(without_links(part.title)), _markup(part.html)) for part in page.sections
        ],
        "file": file,
    }


def _markup(html: Html) -> Markup:
    return Markup(html)  # noqa: S704 - `Html` is escaped where it is made


def _message(problem: Exception, names: Mapping[str, Any], template: PageTemplate) -> tuple[str, str]:
    """An error of a template -> a message and a hint."""
    from jinja2 import TemplateNotFound, UndefinedError

    match problem:
        case _NoFileError():
            return _no_file(str(problem.args[0]), template)
        case TemplateNotFound():
            return _no_file(str(problem.name), template)
        case UndefinedError():
            unknown = str(problem).split("'")
            return str(problem), did_you_mean(unknown[1], names) if len(unknown) > 1 else ""
        case RecursionError():
            return "the template calls itself without an end", ""
        case ZeroDivisionError():
            # The words of Python differ from version to version.
            return "division by zero", ""
        case _:
            return str(problem) or type(problem).__name__, ""


def _no_file(name: str, template: PageTemplate) -> tuple[str, str]:
    return f"there is no file '{name}' in {template.folder}", did_you_mean(name, template.files)


def _missing(page: Page, html: str, template: PageTemplate) -> Iterator[Diagnostic]:
    """Report what the template does not print, or prints in another order."""
    span = Span(f"{template.folder}/{MAIN_FILE}")
    place = html.find(page.header)
    if place < 0:
        yield error("the template does not print {{ header }}", span)
        return
    for part in page.sections:
        place = html.find(part.html, place)
        if place < 0:
            title = plain(without_links(part.title))
            hint = "write {{ main }}, or {{ section.html }} for each of sections, after {{ header }}"
            yield error(f"the template does not print the section '{title}' in its order", span, hint)
            return
