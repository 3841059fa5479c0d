"""Blocks -> a Word document: real styles, lists and fields, to be edited and to be read by other programs.

`writer` puts it together. `body` prints blocks, `runs` prints rich text, `lists` numbers, `styles` turns a design into
Word's styles, `package` holds page, running lines and metadata.
"""
