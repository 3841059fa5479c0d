"""Blocks -> a Word document: real styles, lists and fields, to be edited and to be read by other programs.

`writer` puts it together. `body` prints blocks, `runs` prints rich text, `math` formulas, `lists` numbers, `chart` and
`picture` drawings. `styles` turns a design into Word's styles, with `fonts`, `languages` and the lengths of `measures`.
`package` holds page, running lines and metadata.
"""
