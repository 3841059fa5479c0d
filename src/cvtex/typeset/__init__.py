r"""LaTeX -> PDF, log and what the log says: the edge to TeX.

A *format* is what pdfTeX knows after a preamble, dumped to a file (`formats.py`). Starting from one takes half as long
as a plain run. It must never be noticed except in the time it saves:

- The first document with a preamble is set plainly; then its preamble is dumped, the document is set again from the
  format, and both PDFs and their logged measures are compared. Only a format that led to the same bytes is cached. One
  that did not is remembered as unfit for a day.
- If a run from a format gives no PDF, the document is set plainly, that result counts, and the format is made again.
- A preamble that uses what pdfTeX forgets when it dumps (lines of its font map, objects, colour stacks, open files) is
  set plainly. Its commands are watched while it is dumped.
- The key of a format is the engine's file, the program's version, the preamble, the theme's files and the date. Its
  note lists the files of the installation that were read, and the databases of file names (`ls-R`).
- pdfTeX's font map is replaced by the lines for the fonts that were used. Such a run cannot find bitmaps, so that a
  missing line is an error, hence a plain run, and the line is learned.
- Blank lines stand for the preamble, so that messages name the document's lines.
"""
