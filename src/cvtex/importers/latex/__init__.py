r"""LaTeX CVs -> sections: a scanner, macros of the file within bounds, and a table for each class.

`scanner` reads the file into nodes; `macros` expands what the file defines; `reader` makes blocks of nodes, by the
tables in `classes`, which `meanings` and `owner` apply; `document` puts the CV together. Nothing is run, and nothing is
read but files beside the source. To add a class, add a table to `classes`.
"""
