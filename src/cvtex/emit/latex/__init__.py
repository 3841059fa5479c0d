r"""Blocks -> a LaTeX document, with PyLaTeX.

The .tex has one macro call for each block, under a comment with its source line. With this line map, errors of TeX are
reported at the author's line. The theme's base puts each block into a box (`\cvparagraph` alone may break over pages),
logs its height and the gap before it, and brackets it in the page stream (see `finish`).

Where a variant has a limit, one pass measures every candidate block (`\cvmeasuring`: boxes and log lines, no pages).
Then the document says where each page ends (`\cvpagebreak`, `\cvsplit` within a paragraph) and by how many thousandths
its gaps are widened (`\cvspreads`), so that TeX decides nothing. The logged height of each page must equal the solved
one within four scaled points.

With a side column, the document says `\cvcolumns`, prints the header over the whole width, then `\cvside` and the
blocks of the narrow column, then `\cvmain` and all others. TeX puts as much of the narrow column on each page as fits,
whole blocks only. In the stream of each page it comes before the main text, and in the structure tree it comes as a
whole between the header and the main text: contact details and skills introduce what follows, and no line is read
across.
"""
