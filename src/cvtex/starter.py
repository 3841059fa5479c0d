"""A name -> the files with which a CV begins."""

from __future__ import annotations

import json

from cvtex.notation.names import read_name

_BIBLIOGRAPHY = """\
% Your publications. Any BibTeX or biblatex file will do: replace this one, or name several in cv.yaml.
"""

_CV = """\
owner:
  name: {name}
  # former_names: [Name Before]       # works under these names are yours, too
  contact:
    email: name@example.org           # private values can stand in cv.private.yaml instead
    location: Town, Country
    # orcid: 0000-0000-0000-0000

language: en-GB                       # also de, fr, es, it
bibliography: publications.bib

sections:
  about:
    kind: text
    title: About
    text: >-
      Two or three sentences with *emphasis*, **strong words**, [links](https://example.org) and
      math such as $E = mc^2$.

  experience:
    kind: positions
    title: Professional Experience
    items:
      - employer: University of Somewhere
        place: Town, Country
        roles:
          - title: Postdoctoral Researcher
            dates: 2022-10 – present
            points:
              - label: Research
                text: What you work on.
              - text: Something that a short CV can do without.
                priority: low

  education:
    kind: education
    title: Education
    items:
      - institution: University of Elsewhere
        place: Town, Country
        degrees:
          - degree: PhD in Something
            dates: 2018 – 2022
            thesis: The Title of the Thesis

  publications:
    kind: publications
    title: Publications
    groups:
      - title: Journal Articles
        types: [article]
      - title: Conference Papers
        types: [inproceedings]

variants:
  full: {{}}
  2page:
    pages: 2
    short: true
"""


def starter_files(name: str) -> dict[str, str] | None:
    """File names and texts, or None if `name` has no family name."""
    read = read_name(name)
    if read is None or not read.family:
        return None
    # A JSON string is a YAML string, too.
    return {"cv.yaml": _CV.format(name=json.dumps(str(name), ensure_ascii=False)), "publications.bib": _BIBLIOGRAPHY}
