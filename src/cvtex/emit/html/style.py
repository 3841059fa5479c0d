"""A design -> the style sheet of a page: accent, fonts and forms of headings, light and dark, and for print."""

from __future__ import annotations

import re
from typing import Final

from cvtex.emit.html import escaping
from cvtex.emit.html.escaping import Html
from cvtex.model.colour import VISIBLE, darkened, faintest, lightened, tint
from cvtex.model.design import Design

_PAPER: Final = "FFFFFF"
_NIGHT: Final = "14171C"
# The least contrast of text on the page, with a reserve for tints.
_LEAST: Final = 5.0
_SANS: Final = re.compile(
    r"sans|arial|helvetica|roboto|lato|inter|fira|arimo|carlito|calibri|verdana|raleway|montserrat|poppins|ubuntu"
    r"|gothic|grotesk|heros|optima|tahoma|mulish|cabin|rubik|karla|barlow|oswald|quicksand",
    re.IGNORECASE,
)
_SERIF_STACK: Final = 'Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", serif'
_SANS_STACK: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'
_MONO_STACK: Final = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'
# All that could end a string of CSS.
_NO_NAME: Final = re.compile(r"[^\w .+-]")
_BULLETS: Final = {"disc": "disc", "dash": '"–  "', "circle": "circle", "square": "square", "none": "none"}

_SHEET: Final = """
*, ::before, ::after { box-sizing: border-box }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth }
body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 50rem; background: var(--page); color: var(--text);
  font: 1.0625rem/1.55 var(--text-font); overflow-wrap: break-word }
h1, h2, h3, h4, h5, .contact, .dates, .label, nav, .skip, .filter, footer { font-family: var(--head-font) }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; break-after: avoid }
h1 { margin: 0; font-size: clamp(1.7rem, 1.2rem + 2.4vw, 2.6rem); font-weight: 700 }
h2 { margin: 2.6rem 0 .9rem; font-size: 1.4rem }
h3 { margin: 1.7rem 0 .5rem; font-size: 1.12rem }
h4 { margin: 1.2rem 0 .4rem; font-size: 1rem }
.organisation { margin-bottom: .15rem }
.organisation .place { font-weight: 400; color: var(--quiet) }
p { margin: .5rem 0 }
a { color: var(--accent); text-decoration-thickness: .06em; text-underline-offset: .16em }
a:has(> wbr) { display: inline-block; max-width: 100% }
a:hover { text-decoration-thickness: .14em }
:focus-visible { outline: .18em solid var(--accent); outline-offset: .15em; border-radius: .15em }
:target { scroll-margin-top: 1rem; background: var(--tint) }
code { font: .92em var(--mono-font) }
sup, sub { font-size: .72em; line-height: 0 }
strong { font-weight: 700 }
.whole { white-space: nowrap }
[dir="auto"]:not(p, td, dd), .headline[dir] { text-align: left }
.student { text-decoration: underline; text-decoration-thickness: .05em; text-underline-offset: .18em }
.small-caps { font-variant-caps: small-caps; letter-spacing: .02em }
.skip { position: absolute; left: -100vw; padding: .6rem 1rem; background: var(--page); color: var(--accent) }
.skip:focus { left: 1rem; top: 1rem; z-index: 1 }
.remark, h1 .p-honorific-prefix { font-weight: 400; font-size: .62em; color: var(--quiet) }
.headline { margin: .35rem 0; font-size: 1.1rem; font-style: italic; color: var(--quiet) }
.contact { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: .7rem 0; padding: 0; list-style: none;
  font-size: .95rem }
.note { color: var(--quiet); font-style: italic }
.head-of-page { display: flex; flex-wrap: wrap-reverse; gap: 1rem 2rem; justify-content: space-between;
  align-items: flex-end }
.who { flex: 1 1 18rem }
.u-photo { display: block; width: auto; max-width: 9rem; max-height: 12rem; border-radius: .3rem }
nav { margin: 1.2rem 0 0; padding: .6rem 0; border-block: 1px solid var(--rule); font-size: .92rem }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.2rem; margin: 0; padding: 0; list-style: none }
nav a { display: inline-block; padding: .15rem 0; text-decoration: none }
nav a:hover { text-decoration: underline }
ul, ol, dl { margin: .4rem 0; padding: 0; list-style: none }
li, dl > div { break-inside: avoid }
.point { padding-left: 1.3rem; list-style: var(--bullet) }
.point > li { margin: .2rem 0 }
.point > li::marker { color: var(--accent) }
.label-of-point { font-style: italic }
.label-of-point::after { content: ":" }
.numbered > li, .entry > li { margin: .55rem 0 }
.numbered > li { display: grid; align-items: baseline;
  grid-template-columns: minmax(2.4rem, max-content) minmax(0, 1fr) fit-content(14rem); column-gap: .6rem }
.numbered > li > .label { text-align: end; color: var(--quiet); font-size: .93em;
  font-variant-numeric: tabular-nums }
.numbered > li > :not(.label, .dates) { grid-column: 2 / -1 }
.numbered > li > .text:has(+ .dates) { grid-column: 2 }
.numbered > .unlabelled { display: block }
.entry > li, .title, .role { display: grid; align-items: baseline;
  grid-template-columns: minmax(0, 1fr) fit-content(14rem); column-gap: 1.2rem }
.entry > li > :not(.text, .dates) { grid-column: 1 / -1 }
.head, dt { font-weight: 700 }
.role { margin: .9rem 0 .2rem }
.role .text { font-style: italic }
.dates { color: var(--quiet); font-size: .93em; text-align: end;
  font-variant-numeric: tabular-nums }
.term > div { margin: .35rem 0 }
dt { display: inline }
dt:not(:empty)::after { content: ":" }
dd { display: inline; margin: 0 }
table { width: 100%; border-collapse: collapse; margin: .8rem 0 }
th, td { padding: .3rem .8rem .3rem 0; vertical-align: top; text-align: start; border-bottom: 1px solid var(--rule) }
th { width: 31% }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 1rem 2rem;
  margin: .8rem 0 }
.card { margin: 0 }
.card > span { display: block }
.card > span:first-child { font-weight: 700 }
.footnote { margin-top: 1.2rem; padding-top: .5rem; border-top: 1px solid var(--rule); font-size: .9rem }
.footnote > li > .label { margin-inline-end: .35em; vertical-align: super; font-size: .8em }
footer { margin-top: 2.6rem; padding-top: .6rem; border-top: 1px solid var(--rule); font-size: .92rem }
.chart { margin: 1rem 0 1.4rem; font-size: .8rem; color: var(--quiet) }
.plot { margin-inline-start: 1.8em }
.plot > svg { display: block; width: 100%; overflow: visible; fill: var(--quiet) }
.years { position: relative; height: 1.5em }
.years span { position: absolute; translate: -50% }
.chart .number { text-anchor: end }
.chart line { stroke: var(--rule) }
.chart .axis { stroke: var(--quiet) }
.chart rect { stroke: var(--page); stroke-width: 1 }
.chart .kind-1 { fill: var(--accent) }
.chart .kind-2 { fill: var(--faint) }
.chart :is(.kind-3, .kind-4, .kind-5) { stroke: var(--accent); stroke-width: 1 }
.chart pattern path { stroke: var(--accent); stroke-width: 1 }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .3rem 0 0 }
.legend .key { width: .7em; height: .7em; margin-inline-end: .4em; overflow: visible }
.chart summary { width: fit-content; margin: .2rem 0 0; cursor: pointer }
.chart details p { margin: .3rem 0 0; color: var(--text) }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 0 0 1rem; padding: 0;
  border: 0; font-size: .92rem }
.filter label { display: grid; grid-template-columns: minmax(0, max-content); gap: .15rem; max-width: 100%;
  color: var(--quiet) }
.filter :is(input, select) { font: inherit; min-height: 2.2rem; max-width: min(100%, 18rem); padding: .2rem .5rem;
  color: var(--text); background: var(--page); border: 1px solid var(--quiet); border-radius: .25rem }
.filter output { align-self: center; color: var(--quiet) }
[hidden] { display: none !important }
@media (max-width: 34rem) {
  .entry > li, .title, .role { display: block }
  .whole { white-space: normal }
  .dates { text-align: start }
  .dates, .organisation .place { display: block }
  .chart .more { display: none }
  .numbered > li { grid-template-columns: minmax(1.6rem, max-content) minmax(0, 1fr) }
  .numbered > li > :not(.label) { grid-column: 2 !important }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
@media print {
  @page { margin: 2cm }
  html { color-scheme: light }
  body { max-width: none; padding: 0; font-size: 10.5pt; background: none }
  .skip, nav, footer, .filter { display: none }
  a { color: inherit; text-decoration: none }
  h2 { margin-top: 1.6rem }
  .role { break-after: avoid }
}
"""
_HEADINGS: Final = {
    "rule": "h2 { color: var(--accent); border-bottom: 1px solid var(--rule); padding-bottom: .2rem }",
    "line": "h2 { color: var(--accent); border-top: 2px solid var(--accent); padding-top: .35rem }",
    "caps": "h2 { color: var(--accent); letter-spacing: .06em }",
    "band": "h2 { color: var(--accent); background: var(--tint); padding: .25rem .6rem }",
    "margin": "h2 { color: var(--accent) }",
}


def style_sheet(design: Design) -> Html:
    accent = design.accent.rgb if design.accent else "000000"
    fonts = design.fonts
    text = str(fonts.text or "") if fonts else ""
    heads = str(fonts.headings or text) if fonts else text
    mono = str(fonts.mono or "") if fonts else ""
    rules = [
        ":root { "
        + _colours(darkened(accent, _LEAST, tinted=True), _PAPER, "1B1D21", "565B63", "D5D8DD")
        + f" --text-font: {_stack(text)}; --head-font: {_stack(heads)}; --mono-font: {_quoted(mono)}{_MONO_STACK};"
        + f" --bullet: {_BULLETS[design.bullets or 'disc']} }}",
        "@media screen and (prefers-color-scheme: dark) { :root { "
        + _colours(lightened(accent, _LEAST + 1, _NIGHT), _NIGHT, "E4E6EA", "A9AFB9", "3A3F48")
        + " } }",
        _SHEET.strip(),
        _HEADINGS[design.headings or "rule"],
    ]
    if design.small_caps:
        rules.append("h2 { font-variant-caps: small-caps }")
    elif design.headings == "caps":
        rules.append("h2, h2 .small-caps { text-transform: uppercase; font-variant-caps: normal; font-size: 1.1rem }")
    if design.header == "center" and not design.header_band:
        rules.append("header, header [dir] { text-align: center } .contact { justify-content: center }")
    if design.header_band:
        rules.append("header { background: var(--tint); padding: 1.2rem 1.4rem; border-radius: .3rem }")
    if design.name_accent:
        rules.append("h1 { color: var(--accent) }")
    if design.links == "plain":
        rules.append("p a, li a, dd a, td a { color: inherit }")
    if design.dates in ("left", "margin"):
        rules.append(_DATES_AT_THE_LEFT)
    return escaping.own("\n".join(("", *rules, "")))


_DATES_AT_THE_LEFT: Final = """@media (min-width: 48rem) {
  :root { --dates: 11.75rem }
  .entry > li, .title, .role { grid-template-columns: var(--dates) minmax(0, 1fr) }
  .entry > li > :not(.dates, .title), .title > .head, .role > .text { grid-column: 2 }
  :is(.entry > li, .title, .role) > .dates { grid-column: 1; grid-row: 1; text-align: start }
  .role + :is(.point, .inner), .role + .inner + .point { margin-inline-start: calc(var(--dates) + 1.2rem) }
}"""


def _colours(accent: str, page: str, text: str, quiet: str, rule: str) -> str:
    return (
        f"--accent: #{accent}; --page: #{page}; --text: #{text}; --quiet: #{quiet}; --rule: #{rule};"
        f" --tint: #{tint(accent, page)}; --faint: #{faintest(accent, VISIBLE, page)};"
    )


def _stack(family: str) -> str:
    return _quoted(family) + (_SANS_STACK if _SANS.search(family) else _SERIF_STACK)


def _quoted(family: str) -> str:
    name = " ".join(_NO_NAME.sub("", family).split())
    return f'"{name}", ' if name else ""
