"""A finished PDF -> facts -> what is wrong with it.

Our own PDFs are read back and compared with what was promised: every block in the structure tree, once, in order,
saying all that it should, word by word. Other people's PDFs (`cvtex check FILE.pdf`) are read as a stranger reads
them: PDFium gives the characters in the order of the content with their text objects, pypdf the tree.

- PDFium removes hyphens at line ends, and with them whether `-` or U+00AD was written. The text objects are moved
  beside each other and read again, so that no line ends.
- PDFium drops text without width, such as the spaces that `finish` writes. In a file that writes its spaces, the end
  of a line after `/` or a dash is not one.
- Files are not trusted: elements, levels, characters and objects are counted, each element and content is taken once,
  and whatever is broken is reported as damage.
- PDFium does not say which form an object belongs to. Forms with marked content are read only where a page has one.
"""
