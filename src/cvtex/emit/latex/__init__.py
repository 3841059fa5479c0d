r"""Blocks -> a LaTeX document, through PyLaTeX.

The .tex has one macro call for each block, under a comment with its source line: by that line map, TeX's errors are
reported at the author's line. The theme's base puts each block into a box (`\cvparagraph` alone may break over pages),
logs its height and the gap before it, and brackets it in the page stream (see `finish`).

Where a variant has a limit, one pass measures every candidate block (`\cvmeasuring`: boxes and log lines, no pages).
Then the document says where each page ends (`\cvpagebreak`, `\cvsplit` within a paragraph) and how far its gaps are
widened (`\cvspreads`, thousandths), so that TeX decides nothing. The height of each page that TeX logs must be the one
that was solved, within four scaled points.
"""
