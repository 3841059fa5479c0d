"""Bibliographies of a few entries, in a short notation."""

from __future__ import annotations

from cvtex.cite.dialect import normalise
from cvtex.model.bibliography import Bibliography, Entry
from cvtex.read.bib import read_bibliography_files

PEOPLE = "author = {Ohm, Georg and Volta, Alessandro}"
TITLE = "title = {On the Galvanic Chain}"


def bibliography(*files: str) -> Bibliography:
    """Read each file's text, where `...` stands for a default author, title and year."""
    named = ((f"{name}.bib", written(text).encode()) for name, text in zip("abc", files, strict=False))
    return normalise(read_bibliography_files(named).value).value


def written(text: str) -> str:
    return text.replace("...", f"{PEOPLE}, {TITLE}, year = {{2020}}")


def entry_of(text: str) -> Entry:
    (entry,) = bibliography(text).entries
    return entry


ARXIV = "@misc{p, ..., eprint = {2001.00001}, archiveprefix = {arXiv}}"
ARTICLE = "@article{j, ..., journal = {Journal of Resistance}, volume = {3}, pages = {1--9}, doi = {10.1000/ohm}}"
PAPER = "@inproceedings{c, ..., booktitle = {Proc. of the 3rd Conference on Circuits}, pages = {11--19}}"
