"""Check a PDF: read its facts, and compare them with the build's expectation or a funder's rules.

Our own PDFs are read back and compared with the expectation: the structure tree must contain every block once, in
order, with all of its parts, word by word. The parts of a block, and the blocks of two columns, may be drawn in any
order. `sight.py` finds what an eye sees at once, by the positions of lines of text. Other PDFs (`cvtex check FILE.pdf`)
are read by independent libraries: PDFium gives the characters in stream order with their text objects, pypdf the
structure tree.

- PDFium removes `-` and U+00AD at line ends, so that they cannot be distinguished. The text objects are then moved side
  by side and read again, so that no line ends.
- PDFium drops text without width, such as the spaces that `finish` writes. In a file that writes its spaces, a line end
  after `/` or a dash is not a space.
- Files are not trusted: elements, levels, characters and objects are counted, each element and content is read once,
  and broken parts are reported as damage.
- PDFium does not report an object's form. Forms with marked content are read only if a page has no more than one.
"""
