"""Lists of works that programs and services write -> works, each with the type and the fields of biblatex."""
