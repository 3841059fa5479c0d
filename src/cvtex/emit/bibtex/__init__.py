"""Printed works -> a .bib file in the dialect of `cite/dialect.py`, which BibTeX, biber and reference managers read."""
