"""An inspected PDF, a funder's profile -> violations of its rules, with page and position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cvtex.diagnostics import Diagnostic, counted, error, warning
from cvtex.model.design import PAPER_SIZES
from cvtex.model.profile import Profile
from cvtex.text.web_address import without_scheme
from cvtex.verify.funder_type import type_violations
from cvtex.verify.inspection import DrawnPage, InspectedPdf
from cvtex.verify.rules import font_problems

# Tolerances for rasterisation and rounding, in bp.
_PAPER_TOLERANCE = 1.0
_MARGIN_TOLERANCE = 0.5
# In bp: a picture with both sides longer may be a photograph.
_PORTRAIT = 50.0
# A first or last line this many line distances from the text is a header or footer.
_APART = 1.6
_MEGABYTE = 1024 * 1024
_NO_HEADERS = "headers and footers are not allowed"


def violations(
    pdf: InspectedPdf, profile: Profile, *, file_name: str = "", counts: Mapping[str, int] | None = None
) -> tuple[Diagnostic, ...]:
    """`counts`: numbers of items by the names that the profile's count limits use."""
    return (
        *_pages(pdf, profile),
        *type_violations(pdf, profile),
        *_margins(pdf, profile),
        *_heads_and_feet(pdf, profile),
        *_links(pdf, profile),
        *_forbidden(pdf, profile),
        *font_problems(pdf.facts.fonts, missing_unicode=warning),
        *_counts(profile, counts or {}),
        *_file(pdf, profile, file_name),
    )


def _pages(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    rule = profile.pages
    if rule and pdf.page_count > rule.most:
        message = f"{pdf.page_count} pages, at most {rule.most} are allowed"
        yield warning(f"{message} (advice)") if rule.indicative else error(message)
    for page in pdf.pages if profile.paper else ():
        sizes = [PAPER_SIZES[name] for name in profile.paper]
        if not any(
            abs(page.width - w) < _PAPER_TOLERANCE and abs(page.height - h) < _PAPER_TOLERANCE for w, h in sizes
        ):
            yield error(
                f"page {page.number} is {page.width:.0f} x {page.height:.0f} bp, not {' or '.join(profile.paper)}"
            )
            return


def _margins(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    rule = profile.margins
    if rule is None:
        return
    for page in pdf.pages:
        if page.ink is None:
            continue
        head, foot = _running(page) if not rule.empty and profile.head_and_foot == "allowed" else (False, False)
        sides = [
            ("left", page.ink.left, rule.left, False),
            ("right", page.width - page.ink.right, rule.right, False),
            ("top", page.height - page.ink.top, rule.top, head),
            ("bottom", page.ink.bottom, rule.bottom, foot),
        ]
        for side, free, least, is_running in sides:
            if free < least.bp - _MARGIN_TOLERANCE and not is_running:
                required = f"at least {least} ({least.bp:.1f} bp) is required"
                yield error(f"page {page.number}: the {side} margin is {free:.1f} bp, {required}")


def _running(page: DrawnPage) -> tuple[bool, bool]:
    """Whether the page has a header and a footer: a line at some distance above or below the text."""
    by_height = sorted(page.lines, key=lambda line: -line.baseline)
    if len(by_height) < 3:
        return False, False
    head = by_height[0].baseline - by_height[1].baseline > _APART * by_height[1].size * 1.2
    last, before = by_height[-1], by_height[-2]
    if before.baseline - last.baseline < 0.5 * last.size and len(by_height) > 3:
        before = by_height[-3]
    return head, before.baseline - last.baseline > _APART * before.size * 1.2


def _heads_and_feet(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    if profile.head_and_foot == "allowed":
        return
    for page in pdf.pages:
        for line in page.lines:
            if re.fullmatch(r"(?:page\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?", line.text, re.IGNORECASE):
                yield error(f"page {page.number}: a page number ('{line.text}'), but {_NO_HEADERS}")
                return
    texts = [{line.text for line in page.lines} for page in pdf.pages]
    repeated = set.intersection(*texts) if len(texts) > 1 else set()
    for text in sorted(repeated):
        yield error(f"'{text}' is repeated on every page, but {_NO_HEADERS}")


def _links(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    links = [link for link in pdf.facts.links if link.address]
    if profile.links == "none" and links:
        yield error(
            f"{counted(len(links), 'link')}, but links are not allowed: page {links[0].page}, {links[0].address}"
        )
    if profile.links == "visible":
        text = re.sub(r"\s+", "", pdf.text).casefold()
        for link in links:
            bare = without_scheme(link.address)
            if re.sub(r"\s+", "", bare).casefold() not in text and not _is_printed(bare, text):
                yield error(f"page {link.page}: the address of a link is not printed: {link.address}")


def _is_printed(address: str, text: str) -> bool:
    """An identifier such as a DOI may be printed without the address of its resolver."""
    _, slash, rest = address.partition("/")
    return bool(slash and rest) and len(rest) > 6 and rest.casefold() in text


def _forbidden(pdf: InspectedPdf, profile: Profile) -> Iterator[Diagnostic]:
    if profile.photograph == "none" or any(rule.what == "photograph" for rule in profile.forbidden):
        for page in pdf.pages:
            if any(width > _PORTRAIT and height > _PORTRAIT for width, height in page.pictures):
                yield error(f"page {page.number}: a picture, but no photograph is allowed")
    for rule in profile.forbidden:
        for expression in rule.expressions():
            for page in pdf.pages:
                text = " ".join(line.text for line in page.lines)
                if match := expression.search(text):
                    yield error(f"page {page.number}: '{match[0]}', but no {rule.name} is allowed")
                    break
            else:
                if match := expression.search(pdf.text):
                    yield error(f"'{match[0]}', but no {rule.name} is allowed")


def _counts(profile: Profile, counts: Mapping[str, int]) -> Iterator[Diagnostic]:
    for rule in profile.counts:
        count = counts.get(rule.name)
        if count is None:
            continue
        if rule.most is not None and count > rule.most:
            yield error(f"{count} {rule.name}, at most {rule.most} are allowed")
        if count < rule.least:
            yield error(f"{count} {rule.name}, at least {rule.least} are required")


def _file(pdf: InspectedPdf, profile: Profile, name: str) -> Iterator[Diagnostic]:
    if pdf.is_encrypted and profile.encryption == "none":
        yield error("the file is encrypted or restricted")
    if not pdf.facts.title.strip():
        yield warning("the file's metadata has no title")
    rule = profile.file
    if rule is None:
        return
    if rule.most_megabytes is not None and pdf.bytes > rule.most_megabytes * _MEGABYTE:
        yield error(f"the file is {pdf.bytes / _MEGABYTE:.1f} MB, at most {rule.most_megabytes:g} MB is allowed")
    if not name:
        return
    if rule.most_characters is not None and len(name) > rule.most_characters:
        yield error(f"the file name has {len(name)} characters, at most {rule.most_characters} are allowed")
    if rule.characters is not None and (odd := re.sub(f"[{rule.characters}]", "", name)):
        yield error(f"the file name has characters that are not allowed: {odd}")
    if rule.name is not None:
        pattern = re.escape(rule.name).replace(r"\{family\}", r".+").replace(r"\{given\}", r".+")
        if not re.fullmatch(pattern + r"\.pdf", name, re.IGNORECASE):
            yield error(f"the file name does not match {rule.name}.pdf")
