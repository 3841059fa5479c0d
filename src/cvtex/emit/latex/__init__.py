"""Blocks -> a LaTeX document, through PyLaTeX."""
