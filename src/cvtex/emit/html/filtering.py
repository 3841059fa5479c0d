"""The filter of publications by text, year and kind, where there is a script; nobody needs it to read the page.

Kinds are the headings of the groups that are printed. The script builds the controls, so that none stands idle.
"""

from __future__ import annotations

from typing import Final

from cvtex.emit.html import escaping
from cvtex.locales.locale import Locale

# Fewer works are seen at a glance.
LEAST_WORKS: Final = 10


def words_of(locale: Locale) -> dict[str, str | None]:
    """Attributes of the script with the words of its controls."""
    return {f"data_{name}": locale.page[name] for name in ("search", "year", "kind", "all")}


_SCRIPT: Final = """
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const make = (name, parent, text) => {
    const made = parent.appendChild(document.createElement(name));
    if (text) made.append(text);
    return made;
  };
  const plain = text => text.normalize("NFD").replace(/\\p{M}/gu, "").toLowerCase();
  for (const section of document.querySelectorAll("section")) {
    const works = [], groups = [];
    let kind = "", heading = null;
    for (const child of section.children) {
      if (/^H[3-5]$/.test(child.tagName)) [kind, heading] = [child.textContent, child];
      const own = child.tagName === "OL" ? [...child.children].filter(item => item.dataset.year !== undefined) : [];
      for (const item of own) works.push({item, kind, year: item.dataset.year, text: plain(item.textContent)});
      if (own.length) groups.push({parts: heading ? [heading, child] : [child], own});
    }
    if (works.length < LEAST) continue;
    const form = document.createElement("form");
    form.className = "filter";
    form.setAttribute("role", "search");
    form.setAttribute("aria-labelledby", section.getAttribute("aria-labelledby"));
    form.addEventListener("submit", event => event.preventDefault());
    const input = make("input", make("label", form, words.search));
    input.type = "search";
    const select = (word, values) => {
      if (values.length < 2) return null;
      const made = make("select", make("label", form, word));
      make("option", made, words.all).value = "";
      for (const value of values) make("option", made, value).value = value;
      return made;
    };
    const year = select(words.year, [...new Set(works.map(work => work.year).filter(Boolean))].sort((a, b) => b - a));
    const type = select(words.kind, [...new Set(works.map(work => work.kind).filter(Boolean))]);
    const count = make("output", form);
    const show = () => {
      const wanted = plain(input.value).split(/\\s+/).filter(Boolean);
      let found = 0;
      for (const work of works) {
        const fits = wanted.every(word => work.text.includes(word))
          && (!year || !year.value || work.year === year.value) && (!type || !type.value || work.kind === type.value);
        work.item.hidden = !fits;
        found += fits;
      }
      for (const {parts, own} of groups) for (const part of parts) part.hidden = own.every(item => item.hidden);
      count.textContent = found < works.length ? `${found} / ${works.length}` : "";
    };
    form.addEventListener("input", show);
    (section.querySelector(":scope > .chart") ?? section.firstElementChild).after(form);
  }
})();
"""
SCRIPT: Final = escaping.own(_SCRIPT.replace("LEAST", str(LEAST_WORKS)))
