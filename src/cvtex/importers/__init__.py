"""What people have already -> cv.yaml, publications.bib and a list of what has no place in them.

One module a source: bytes -> `Imported`. `recognise` finds the module by content. `cv_file` and `bib_file` write, and
`coverage` compares the words of the source with those that were written: what is missing is listed with its line.

Documents without data of their own, such as LaTeX, become `blocks`: lines, lists, entries. `record_reader` puts them
together to `records`, and `outline` makes sections of them, whose kinds `placing` knows by their titles.
"""
