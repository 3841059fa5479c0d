"""Running text: the rich text tree, and the notations that are read into it. All pure.

- `richtext`: the tree. `markup` and `tex` read cv.yaml and .bib fields into it, `html` the tags left in a .bib field.
- `tex_commands`, `tex_packages`, `journal_macros`: the TeX that `tex` understands. `escaped_tex`: TeX that a program
  escaped.
- `math`: inline math, checked against an allow list (`math_reader`) and as Unicode text (`math_text`).
- `names`, `east_asian_names`: a name in one line -> its parts.
- `web_address`: URLs and DOIs.
- `unicode`, `folding`: normal forms, invisible characters, comparison of words and names.
- `scripts`: clusters, directions and line breaks in all scripts.
"""
