"""A compiler from a structured academic CV and a bibliography to a print-ready PDF."""

__version__ = "0.1.0"
