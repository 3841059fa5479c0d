"""Plan and references -> blocks -> a LaTeX document, through PyLaTeX. Pure."""
