"""Write docs/profiles.md: how to write a profile of your own, with an example, and every field of a profile.

    make reference

The descriptions are those of the model's fields. The names of values are those of tools/reference.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Final

from reference import heading_of, records_in, table_of

from cvtex.check.leaves import LEAVES
from cvtex.check.shapes import Record, record_of
from cvtex.model.profile import Profile, WorkRule
from cvtex.model.sections import ExcludedWorks

DOCS: Final = Path(__file__).parents[1] / "docs"
PAGE: Final = DOCS / "profiles.md"

EXAMPLE: Final = """\
title: Pond Fund, curriculum vitae
funder: Pond Fund
version: Call 2026
checked: 2026-11-26
source:
  - document: https://pondfund.example/call-2026.pdf
    rules:
      pages: section 4.2
      size: "section 4.2: 'at least 11 point'"
      margins: section 4.2
      paper: section 4.2
      parts: appendix B
      counts: "section 4.3: 'five publications'"
      forbidden: section 4.3
      photograph: appendix B
pages: 2
paper: [a4]
size: {text: 11, other: 9}
margins: {left: 2 cm, right: 2 cm, top: 15 mm, bottom: 15 mm}
counts:
  - {name: publications with peer review, part: reviewed, most: 5}
parts:
  person:
    title: {en: Personal Data, de: Angaben zur Person}
    table:
      - {label: {en: Name, de: Name}, value: name}
      - {label: {en: Present position, de: Derzeitige Stelle}, value: position}
      - {label: ORCID, value: orcid, optional: true}
  career:
    title: {en: Career, de: Werdegang}
    kinds: [education, positions]
    required: true
  reviewed:
    title: {en: Publications with Peer Review, de: Begutachtete Veröffentlichungen}
    kinds: [publications]
    works: [{reviewed: true}, {types: [book]}]
  further:
    title: {en: Further Results, de: Weitere Ergebnisse}
    kinds: [publications, software, patents]
    works: [{reviewed: false, exclude: {types: [book]}}]
forbidden:
  - {name: journal impact factor, words: [impact factor, JIF], patterns: ['\\bIF\\s*[:=]?\\s*\\d+\\.\\d']}
photograph: none
"""

HEAD: Final = f"""\
# A profile of your own

<!-- Written by tools/profiles.py; do not edit. -->

A profile holds a funder's rules for a CV: one YAML file. `cvtex profiles` lists those that come with the program, and
`cvtex profiles NAME` prints the rules of one: where each stands, and when it was compared with its source. Rules change
every year, so read your call.

For a funder that is not among them, or a rule that has changed, write `profiles/NAME.yaml` beside your `cv.yaml`. It
comes before a profile of the program that has the same name. A variant follows it with `profile: NAME`; `cvtex profiles
NAME` checks and prints it. `cvtex check --profile NAME FILE.pdf` compares any PDF with it.

```yaml
{EXAMPLE}```

- **Parts** are the headings or form fields that the funder prescribes, in order. A section goes to the first part
  that names its kind, or to the one that a variant names: `sections: [{{section: talks, part: further}}]`.
- **Publications** are divided among the parts with `works`, according to their entries: which are peer-reviewed, of
  which types, with which keywords. Each work is printed in the first part whose conditions it meets. A keyword in the
  .bib, `peer-reviewed` or `not peer-reviewed`, overrides what follows from its type; a variant that names the `part` of
  a section of publications overrides the conditions.
- **Tables** of personal data are filled from `owner`, `owner.contact` and the roles without an end. A row that has no
  value is reported by its label, with the field to fill.
- **Contributions** to science have limits for each: `item_characters` and `item_products`.
- **Forms**: with `form`, the build writes a text for each part with its words and characters counted, in place of a
  PDF. Whatever has no part is named in a warning and at the end of the text.
- **Languages**: titles and labels may be texts in several languages, as in cv.yaml; the variant's decides.
- **Sources** say which rules stand in them, and where. Rules are named like fields (`pages`, `size`), or like members
  of one (`parts.further`, `counts.publications with peer review`, `forbidden.journal impact factor`).

Fields in **bold** are required.
"""


class Page:
    """Collects the records of the model in the order of the page."""

    def __init__(self) -> None:
        self._described: set[type] = set()

    def text(self) -> str:
        parts = [HEAD, "\n## The profile\n\n", *self._record(record_of(Profile, frozenset(LEAVES)))]
        text = re.sub(r"\n{3,}", "\n\n", "".join(parts))
        own = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
        return re.sub(r"\(#([\w-]+)\)", lambda link: link[0] if link[1] in own else f"(reference.md#{link[1]})", text)

    def _record(self, record: Record) -> Iterator[str]:
        if record.type is WorkRule:
            names = ", ".join(f"`{name}`" for name in record.fields)
            yield f"The fields are those of a [publication group](#publication-group): {names}.\n"
            return
        yield from table_of(record.fields)
        for field in record.fields.values():
            for below in records_in(field.shape):
                if below.type in self._described or below.type is ExcludedWorks:
                    continue
                self._described.add(below.type)
                yield f"\n### {heading_of(below)}\n\n{cleandoc(below.type.__doc__ or '')}\n\n"
                yield from self._record(below)


if __name__ == "__main__":
    PAGE.write_text(Page().text(), encoding="utf-8")
