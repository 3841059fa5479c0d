"""What people have already -> cv.yaml, publications.bib and a list of what has no place in them.

A module for each source: bytes -> `Imported`. `sources` finds it by the content. `merging` makes one of several,
`cv_file` and `bib_file` write, and `coverage` compares the words of the sources with those that were written: what is
missing is listed with its line. `proposal` is what a CV that is there lacks.

- `resumes/`: CVs that are data, such as JSON Resume; `orcid/`: records of ORCID
- `latex/`, `docx/`, `pdf/`, `documents/markdown`: documents become `documents/blocks` (lines, lists, entries), then
  `documents/records`, then sections, whose kinds `documents/placing` knows by their titles
- `works/`: lists of works from programs and services; `references/`: those that are typed by hand
"""
