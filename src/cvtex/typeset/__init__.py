r"""Edge to TeX: LaTeX -> PDF, log and the messages in the log.

A *format* is the state of pdfTeX after a preamble, dumped to a file (`formats.py`). A run from one takes half the time
of a plain run. Apart from that, it must make no difference:

- The first document with a preamble is typeset plainly. Then its preamble is dumped, the document is typeset again from
  the format, and both PDFs and their logged measures are compared. A format that led to the same bytes is cached. One
  that did not is remembered for a day as not dumpable.
- If a run from a format gives no PDF, the document is typeset plainly, that result counts, and the format is dumped
  again.
- A preamble that uses anything that pdfTeX forgets in a dump (lines of its font map, objects, colour stacks, open
  files) is typeset plainly. These commands are watched during the dump.
- The key of a format is the engine's file, the program's version, the preamble, the theme's files and the date. The
  cache entry lists the files of the installation that were read, and its databases of file names (`ls-R`).
- The lines for the fonts in use replace pdfTeX's font map. Such a run finds no bitmap fonts, so a missing line is an
  error. It leads to a plain run, which adds the line.
- Comment lines replace the preamble, so that messages name the line numbers of the document.
"""
