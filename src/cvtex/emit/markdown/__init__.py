"""Blocks -> CommonMark.

`escaping` is the only place that makes a text safe, `inline` writes rich text, `writer` the blocks. Emphasis that the
signs of CommonMark cannot express, as in the middle of a word, is written as HTML.
"""
